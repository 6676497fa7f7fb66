"""A year of cases that nobody wrote down beforehand: random but lawful answers, a clock that jumps, and what must hold all the same."""
