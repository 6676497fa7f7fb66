"""The bounds that the tests of a cell draw through the values of its column."""

from dataclasses import dataclass

from decisions.feel.faults import FeelLimitError
from decisions.feel.frames import mentions
from decisions.feel.tree import (
    And,
    Between,
    Call,
    Comparison,
    In,
    Literal,
    Name,
    Node,
    Or,
    RangeOf,
    Tests,
)  # fmt: skip
from decisions.feel.values import Function, Range
from decisions.verification.constants import constant_value, is_builtin, is_constant
from decisions.verification.facts import Reason

INPUT = Name("?")
_ROUNDINGS = ("floor", "ceiling")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a cell speaks of: values, unknown constants, null; and why it cannot be judged, where it cannot.

    `orders_texts`: it asks which text comes first; `is_whole`: it asks for a whole number (? = floor(?)).
    """

    points: tuple[object, ...]
    unknowns: tuple[Node, ...]
    speaks_of_null: bool
    orders_texts: bool
    is_whole: bool
    obstacle: Reason | None


def bounds_of(tests: Tests) -> Bounds:
    """All bounds in the tests; they hold for the negated tests as well."""
    found = _Collector()
    found.tests(tests)
    return Bounds(
        tuple(found.points),
        tuple(found.unknowns),
        found.speaks_of_null,
        found.orders_texts,
        found.is_whole,
        found.obstacle,
    )


class _Collector:
    """One pass over the tests of a cell."""

    def __init__(self) -> None:
        self.points: list[object] = []
        self.unknowns: list[Node] = []
        self.speaks_of_null = False
        self.orders_texts = False
        self.is_whole = False
        self.obstacle: Reason | None = None

    def tests(self, tests: Tests) -> None:
        for test in tests.tests:
            if mentions(test, "?"):
                self.condition(test)
            else:
                self.test(test)

    def test(self, node: Node) -> None:
        """A test without «?»: a range, or what the value is to be equal to or among."""
        if isinstance(node, RangeOf):
            for end in (node.start, node.end):
                if end is not None:
                    self.end(end)
        else:
            self.operand(node)

    def condition(self, node: Node) -> None:
        match node:
            case Name("?"):
                self.points += [True, False]
            case And(parts) | Or(parts):
                for part in parts:
                    self.condition(part)
            case Call(target, (negand,), None) if is_builtin(target, "not"):
                self.condition(negand)
            case Comparison(sign, left, right) if INPUT in (left, right):
                self.comparison(sign, right if left == INPUT else left)
            case Between(Name("?"), low, high):
                self.end(low)
                self.end(high)
            case In(Name("?"), tests):
                self.tests(tests)
            case _ if not mentions(node, "?"):
                self.obstacle = self.obstacle if is_constant(node) else Reason.MORE_THAN_THE_VALUE
            case _:
                self.obstacle = Reason.COMPUTES

    def comparison(self, sign: str, other: Node) -> None:
        match other:
            case Call(target, (Name("?"),), None) if sign == "=" and any(
                is_builtin(target, name) for name in _ROUNDINGS
            ):
                self.is_whole = True
            case _ if mentions(other, "?"):
                self.obstacle = Reason.COMPUTES
            case _ if sign in ("=", "!="):
                self.operand(other)
            case _:
                self.end(other)

    def end(self, node: Node) -> None:
        """A bound that the value is compared with by order; null there is no bound."""
        if node != Literal(None):
            self.operand(node, orders=True)

    def operand(self, node: Node, orders: bool = False) -> None:
        if mentions(node, "?"):
            self.obstacle = Reason.COMPUTES
        elif node == Literal(None):
            self.speaks_of_null = True
        elif not is_constant(node):
            self.orders_texts = self.orders_texts or orders
            # Python takes 1 and True for the same, the written form does not.
            if repr(node) not in map(repr, self.unknowns):
                self.unknowns.append(node)
        else:
            try:
                self.value(constant_value(node), orders)
            except FeelLimitError:
                self.obstacle = Reason.TOO_MUCH

    def value(self, value: object, orders: bool) -> None:
        """The points of a constant: its own, the ends of a range, the items of a list."""
        if isinstance(value, list):
            for item in value:
                self.speaks_of_null = self.speaks_of_null or item is None
                self.value(item, orders)
        elif isinstance(value, Range):
            self.value(value.start, True)
            self.value(value.end, True)
        elif isinstance(value, dict | Function):
            self.obstacle = Reason.COMPOUND
        elif value is not None:
            self.orders_texts = self.orders_texts or (orders and isinstance(value, str))
            self.points.append(value)
