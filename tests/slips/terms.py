"""Slips of a FEEL term: a comparison turned, a number one more, a code never meant, one of several things forgotten."""

import re
from collections.abc import Iterator

_TURNED = (
    (r"<=", "<"),
    (r"(?<![<>=!])<(?!=)", "<="),
    (r">=", ">"),
    (r"(?<![<>=!])>(?!=)", ">="),
    (r"(?<![<>=!])=(?!=)", "!="),
    (r"!=", "="),
    (r"\band\b", "or"),
    (r"\bor\b", "and"),
    (r"\bnot\(", "("),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"\bsome\b", "every"),
    (r"\bevery\b", "some"),
)
_NUMBER = r"(?<![\w.])\d+(?![\w.])"
_CODE = r'"(?:[^"\\]|\\.)*"'
_LISTED = r"\[([^\[\]]+,[^\[\]]+)\]"


def term_slips(term: str) -> Iterator[tuple[str, str]]:
    """What is changed, in words, and the changed term; a leading «=» stays."""
    codes = [match.span() for match in re.finditer(_CODE, term)]
    begins = 1 if term.startswith("=") else 0

    def outside(match: re.Match[str]) -> bool:
        at = match.start()
        return at >= begins and not any(first <= at < last for first, last in codes)

    for pattern, other in _TURNED:
        for match in filter(outside, re.finditer(pattern, term)):
            yield f"{other} for {match.group()} in {_at(term, match)}", _with(term, match.span(), other)
    for match in filter(outside, re.finditer(_NUMBER, term)):
        for step in (1, -1):
            number = str(int(match.group()) + step)
            yield f"{number} for {match.group()} in {_at(term, match)}", _with(term, match.span(), number)
    for first, last in codes:
        yield f"{term[first:last]} never meant in «{term}»", _with(term, (last - 1, last), '_"')
    yield from _one_less(term[:begins], term[begins:])
    yield from _item_less(term)


def _one_less(prefix: str, term: str) -> Iterator[tuple[str, str]]:
    """One of several conditions less, where none is within brackets."""
    parts = re.split(r"\b(and|or)\b", term)
    if len(parts) < 3 or any(part.count("(") != part.count(")") for part in parts[::2]):
        return
    for at in range(0, len(parts), 2):
        rest = parts[2:] if at == 0 else parts[: at - 1] + parts[at + 1 :]
        yield f"«{parts[at].strip()}» left out", prefix + "".join(rest).strip()


def _item_less(term: str) -> Iterator[tuple[str, str]]:
    """One item less in a list that is written down."""
    for match in re.finditer(_LISTED, term):
        items = match.group(1).split(",")
        for at, item in enumerate(items):
            rest = ",".join(items[:at] + items[at + 1 :]).strip()
            yield f"{item.strip()} not listed in «{term}»", _with(term, match.span(1), rest)


def _at(term: str, match: re.Match[str]) -> str:
    return f"«{term[max(0, match.start() - 30) : match.end() + 30]}»"


def _with(term: str, span: tuple[int, int], other: str) -> str:
    return term[: span[0]] + other + term[span[1] :]
