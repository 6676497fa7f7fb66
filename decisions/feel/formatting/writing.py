"""Writes a tree as FEEL: single blanks, and parentheses only where the tree would be another without them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from decisions.feel.binding import POWER
from decisions.feel.formatting.layout import Mark, Part, Parts
from decisions.feel.tree import Node

# Above the operators: what stands before and behind a value, and what needs no parentheses at all.
NEGATION, INSTANCE, POSTFIX, PRIMARY = (POWER + step for step in range(1, 5))
Written = TypeVar("Written", bound=Node)


@dataclass(frozen=True, slots=True)
class Piece:
    """A written node and what must be known of it by what stands around it.

    `is_open`: its end takes in whatever follows, as «else a» takes in «+ 1»; `filters`: a «[» stands in it outside of
    brackets.
    """

    parts: Parts
    binding: int = PRIMARY
    is_open: bool = False
    filters: bool = False

    @property
    def first(self) -> str:
        """The text it begins with."""
        return next(part for part in self.parts if isinstance(part, str))


Rule = Callable[[Written], Piece]
_RULES: dict[type[Node], Callable[..., Piece]] = {}


def writes(kind: type[Written]) -> Callable[[Rule[Written]], Rule[Written]]:
    """Enters the rule for a kind of node."""

    def enter(rule: Rule[Written]) -> Rule[Written]:
        _RULES[kind] = rule
        return rule

    return enter


def written(node: Node) -> Piece:
    """The node's writing; «…» for what has none, such as a decision table."""
    rule = _RULES.get(type(node))
    return rule(node) if rule else Piece(("…",))


def inner(node: Node) -> Parts:
    """The writing between brackets or words that end it."""
    return written(node).parts


def operand(node: Node, least: int, ends: bool = False) -> Piece:
    """The writing beside an operator that takes what binds at least so tightly; `ends`: nothing follows it."""
    piece = written(node)
    if piece.binding < least or (piece.is_open and not ends):
        return in_parentheses(piece)
    return piece


def in_parentheses(piece: Piece) -> Piece:
    return Piece(("(", *piece.parts, ")"))


def operation(binding: int, *pieces: Piece | str) -> Piece:
    """Operands and what stands between them."""
    parts: list[Part] = []
    for piece in pieces:
        parts += [piece] if isinstance(piece, str) else piece.parts
    operands = [piece for piece in pieces if isinstance(piece, Piece)]
    last = pieces[-1]
    is_open = isinstance(last, Piece) and last.is_open
    return Piece(tuple(parts), binding, is_open, any(piece.filters for piece in operands))


def group(*parts: Part) -> Parts:
    return (Mark.OPEN, *parts, Mark.CLOSE)


def indented(*parts: Part) -> Parts:
    return (Mark.INDENT, *parts, Mark.DEDENT)


def separated(items: Iterable[Parts]) -> Parts:
    """The items with commas between them."""
    parts: list[Part] = []
    for item in items:
        parts += [",", Mark.LINE, *item] if parts else item
    return tuple(parts)


def in_brackets(opening: str, items: Iterable[Parts], closing: str) -> Parts:
    """The items, each on a line of its own where they do not fit."""
    inside = separated(items)
    if not inside:
        return (opening + closing,)
    return group(opening, *indented(Mark.SOFT, *inside), Mark.SOFT, closing)
