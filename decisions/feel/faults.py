"""What can go wrong with an expression: FeelSyntaxError when it is read, FeelEvaluationError when it is run."""


class FeelSyntaxError(ValueError):
    """The expression cannot be read; line and column (from 1) say where, found and expected say why."""

    def __init__(self, text: str, position: int, found: str, expected: str) -> None:
        before = text[:position]
        self.text = text
        self.line = before.count("\n") + 1
        self.column = position - (before.rfind("\n") + 1) + 1
        self.found = found
        self.expected = expected
        super().__init__(f"line {self.line}, column {self.column}: found {found}, expected {expected}")


class FeelEvaluationError(ValueError):
    """The expression gave no usable answer; the message names the expression and what to correct."""


class FeelLimitError(FeelEvaluationError):
    """The expression needs more steps, depth, memory or time than it may use; make it simpler."""
