"""Which paths an expression reads from outside, found without running it."""

from collections.abc import Iterator

from decisions.feel.builtins import BUILTINS
from decisions.feel.tree import (
    And,
    Call,
    Comparison,
    ContextOf,
    Filter,
    For,
    FunctionOf,
    In,
    Literal,
    Name,
    Node,
    Path,
    Quantified,
    Tests,
    parts_of,
)  # fmt: skip

NamePath = tuple[str, ...]


class Reads:
    """Collects the paths; those inside a filter may also be fields of the items, so they are kept apart."""

    def __init__(self) -> None:
        self.certain: set[NamePath] = set()
        self.possible: set[NamePath] = set()

    def visit(self, node: object, local: frozenset[str], in_filter: bool) -> None:
        if isinstance(node, Name | Path):
            self.path(node, local, in_filter)
        elif isinstance(node, Call):
            self.call(node, local, in_filter)
        elif isinstance(node, Filter):
            self.visit(node.base, local, in_filter)
            self.visit(node.condition, local | {"item"}, True)
        elif isinstance(node, For | Quantified):
            for name, domain in node.iterators:
                self.visit(domain, local, in_filter)
                local = local | {name}
            self.visit(node.body, local | {"partial"} if isinstance(node, For) else local, in_filter)
        elif isinstance(node, ContextOf):
            for name, value in node.entries:
                self.visit(value, local, in_filter)
                local = local | {name}
            self.visit(node.result, local, in_filter)
        elif isinstance(node, FunctionOf):
            self.visit(node.body, local | {name for name, _ in node.parameters}, in_filter)
        elif isinstance(node, In):
            self.visit(node.value, local, in_filter)
            self.visit(node.tests.tests, local | {"?"}, in_filter)
        elif isinstance(node, Tests):
            self.visit(node.tests, local | {"?"}, in_filter)
        else:
            for part in parts_of(node):
                self.visit(part, local, in_filter)

    def path(self, node: Node, local: frozenset[str], in_filter: bool) -> None:
        members: list[str] = []
        while isinstance(node, Path):
            members.append(node.member)
            node = node.base
        if not isinstance(node, Name):
            self.visit(node, local, in_filter)
        elif node.name not in local:
            path = (node.name, *reversed(members))
            (self.possible if in_filter else self.certain).add(path)

    def call(self, node: Call, local: frozenset[str], in_filter: bool) -> None:
        if not (isinstance(node.target, Name) and node.target.name in BUILTINS):
            self.visit(node.target, local, in_filter)
        self.visit(node.arguments, local, in_filter)


def reads_of(node: Node) -> tuple[frozenset[NamePath], frozenset[NamePath]]:
    """The paths that are certainly read from outside, and those in filters that may be fields of the items."""
    reads = Reads()
    reads.visit(node, frozenset(), False)
    return _longest(reads.certain), frozenset(reads.possible - reads.certain)


def demands_of(node: Node) -> dict[NamePath, object]:
    """The paths from outside that certainly equal a literal where the expression is true, with that literal."""
    if isinstance(node, And):
        return {path: value for part in node.parts for path, value in demands_of(part).items()}
    if not isinstance(node, Comparison) or node.sign != "=":
        return {}
    for one, other in ((node.left, node.right), (node.right, node.left)):
        path = _path_of(one)
        if path is not None and isinstance(other, Literal):
            return {path: other.value}
    return {}


def parts_on(node: object, path: NamePath) -> Iterator[Node]:
    """The largest parts that read this path from outside and nothing else: of «a.b = 1 and c» on a.b «a.b = 1»."""
    if isinstance(node, Tests):
        return  # means nothing without the value that is tested
    if isinstance(node, Node) and reads_of(node) == (frozenset({path}), frozenset()):
        yield node
        return
    for part in parts_of(node):
        yield from parts_on(part, path)


def _path_of(node: Node) -> NamePath | None:
    members: list[str] = []
    while isinstance(node, Path):
        members.append(node.member)
        node = node.base
    return (node.name, *reversed(members)) if isinstance(node, Name) else None


def _longest(paths: set[NamePath]) -> frozenset[NamePath]:
    beginnings = {path[:length] for path in paths for length in range(1, len(path))}
    return frozenset(paths - beginnings)
