"""The shape of a FEEL expression after reading: one frozen node per construct of the grammar."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass

from decisions.feel.kinds import Kind


@dataclass(frozen=True, slots=True)
class Node:
    """Anything that has a value."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value that is written out; `written` is how, empty where it comes from no text."""

    value: object
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NoValue(Node):
    """Well written, but without a value, such as @"2026-02-30": null with this problem."""

    problem: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    base: Node
    member: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    base: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function call; `names` is given when the arguments are named."""

    target: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negation(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """Unary tests on the value named «?»; without tests («-») everything passes."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class In(Node):
    value: Node
    tests: Tests


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    kind: Kind


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    """Entries see the entries before them; `result` (boxed contexts only) is the value instead of the context."""

    entries: tuple[tuple[str, Node], ...]
    result: Node | None = None


@dataclass(frozen=True, slots=True)
class RangeOf(Node):
    """A range, or with one end left out a comparison such as «< 5»."""

    start: Node | None
    start_included: bool
    end: Node | None
    end_included: bool
    comparison: bool = False


@dataclass(frozen=True, slots=True)
class Steps(Node):
    """What «for i in 1..3» runs over; counts down where the start is larger."""

    start: Node
    end: Node


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[tuple[str, Node], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    every: bool
    iterators: tuple[tuple[str, Node], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class FunctionOf(Node):
    parameters: tuple[tuple[str, Kind | None], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Coerced(Node):
    """The value made to fit a kind, or null with a problem (DMN's typeRef)."""

    value: Node
    kind: Kind
    place: str


def parts_of(node: object) -> Iterator[object]:
    """What is directly inside a node, the parts of a tuple one by one; nothing inside of a plain value."""
    if isinstance(node, tuple):
        yield from node
    elif is_dataclass(node) and not isinstance(node, type | Literal | Kind):
        for part in fields(node):
            yield getattr(node, part.name)
