"""Keeps the comments of an expression: each stands behind the same word again, on a line of its own if it did."""

import re
from collections.abc import Iterator, Mapping, Sequence

from decisions.feel.formatting.layout import Mark, Part
from decisions.feel.tokens import Token, tokens_of

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_LOOK_AHEAD = 8


def with_comments(parts: Sequence[Part], text: str) -> list[Part]:
    """The parts of the formatted text with the comments of the text it was read from."""
    tokens = tokens_of(text)
    comments = dict(_comments(text, tokens))
    if not comments:
        return list(parts)
    placed = _placed(comments, tokens, parts)
    found: list[Part] = list(placed.get(-1, ()))
    token = -1
    waiting: list[Part] = []
    for index, part in enumerate(parts):
        found.append(part)
        if isinstance(part, str):
            for _ in tokens_of(part)[:-1]:
                token += 1
                waiting += placed.get(token, ())
        if waiting and _ends_here(parts, index):
            found += waiting
            waiting = []
    return found


def _ends_here(parts: Sequence[Part], index: int) -> bool:
    """Whether no group that ends behind the part's text is still to be closed.

    A comment inside of it would break it the next time; in front of an indented line it is indented with it.
    """
    following = index + 1
    while following < len(parts) and parts[following] is Mark.DEDENT:
        following += 1
    return following == len(parts) or parts[following] not in (Mark.CLOSE, Mark.INDENT)


def _comments(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, list[Part]]]:
    """The comments behind each token (-1: before the first), with the ends of lines around them."""
    begin = 0
    for index, token in enumerate(tokens):
        between: list[Part] = []
        last = begin
        for match in _COMMENT.finditer(text, begin, token.start):
            between += [_gap(text[last : match.start()]), match.group().rstrip()]
            last = match.end()
        if between:
            is_line = str(between[-1]).startswith("//")
            yield index - 1, [*between, Mark.HARD if is_line else _gap(text[last : token.start])]
        begin = token.end


def _gap(blanks: str) -> Part:
    return Mark.HARD if "\n" in blanks else " "


def _placed(
    comments: Mapping[int, list[Part]], tokens: Sequence[Token], parts: Sequence[Part]
) -> dict[int, list[Part]]:
    """The comments behind the tokens of the formatted text."""
    written = [token.text for part in parts if isinstance(part, str) for token in tokens_of(part)[:-1]]
    placed: dict[int, list[Part]] = {}
    for place, now in enumerate(_places([token.text for token in tokens[:-1]], written), start=-1):
        placed.setdefault(now, []).extend(comments.get(place, ()))
    return placed


def _places(before: Sequence[str], after: Sequence[str]) -> Iterator[int]:
    """Where each token is now: -1 for the place before the first, that of the one before for one that is gone."""
    last = -1
    yield last
    for index in range(len(before)):
        added = _added(before[index : index + _LOOK_AHEAD], after[last + 1 : last + 1 + _LOOK_AHEAD])
        if added is not None:
            last += 1 + added
        yield last


def _added(before: Sequence[str], after: Sequence[str]) -> int | None:
    """How many tokens are new in front of the first one; None where it is gone, as parentheses are."""
    for distance in range(len(before) + len(after) - 1):
        for gone in range(min(distance, len(before) - 1), -1, -1):
            added = distance - gone
            if added < len(after) and before[gone] == after[added]:
                return None if gone else added
    return None
