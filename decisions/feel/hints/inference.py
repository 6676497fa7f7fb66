"""Goes over a tree without evaluating it: what kind its values have, and where they cannot go together."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from decisions.feel.formatting import text_of_tree
from decisions.feel.hints.hint import UNKNOWN, Hint, Types, common, hinted
from decisions.feel.tree import Name, Node, Path

Inferred = TypeVar("Inferred", bound=Node)
_RULES: dict[type[Node], Callable[..., Hint]] = {}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where an operation can never work.

    `certain`: whoever evaluates the whole meets it. Others stand where evaluation may not come (behind «and», in a
    branch, in a loop), or a null keeps them from mattering.
    """

    expression: str
    found: str
    expected: str
    certain: bool
    node: Node = field(repr=False)

    def __str__(self) -> str:
        return f"«{self.expression}»: found {self.found}, expected {self.expected}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A local name and what is known of it; an item has no name of its own but opens its fields."""

    name: str
    hint: Hint
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: which local names it sees, and whether every evaluation comes there."""

    local: tuple[Bound, ...] = ()
    reached: bool = True

    def knowing(self, name: str, hint: Hint, is_item: bool = False) -> "Place":
        return replace(self, local=(*self.local, Bound(name, hint, is_item)))

    def perhaps(self) -> "Place":
        """The same place where evaluation may not come."""
        return replace(self, reached=False)

    def hides(self, name: str) -> bool:
        """Whether a local name stands before one from outside."""
        return any(bound.name == name for bound in self.local)


class Inference:
    """The hints and mismatches of one tree."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self.outer_names = {path[0] for path in types}
        self.mismatches: list[Mismatch] = []

    def hint(self, node: Node, place: Place) -> Hint:
        """What is known of the node's value; of another notation, such as a decision table, nothing."""
        rule = _RULES.get(type(node))
        return rule(node, self, place) if rule else UNKNOWN

    def report(self, node: Node, found: str, expected: str, certain: bool) -> None:
        self.mismatches.append(Mismatch(text_of_tree(node), found, expected, certain, node))

    def named(self, name: str, place: Place) -> Hint | None:
        """What is known of the value of that name; None where there is no such name."""
        fields: list[Hint] = []
        for bound in reversed(place.local):
            if bound.is_item and bound.hint.name in ("", "context"):
                declared = dict(bound.hint.kind.fields) if bound.hint.kind else {}
                if name not in declared:
                    return UNKNOWN  # only the value tells whether the item has a field of that name
                fields.append(hinted(declared[name]))
            if bound.name == name:
                return _one_of(fields, bound.hint)
        if (name,) in self.types:
            return _one_of(fields, hinted(self.types[(name,)]))
        if name in self.outer_names:
            return UNKNOWN
        return _one_of(fields[:-1], fields[-1]) if fields else None

    def outer(self, node: Path, place: Place) -> Hint | None:
        """What is known of a path from outside as a whole."""
        members: list[str] = []
        base: Node = node
        while isinstance(base, Path):
            members.append(base.member)
            base = base.base
        if not isinstance(base, Name) or place.hides(base.name) or any(b.is_item for b in place.local):
            return None
        path = (base.name, *reversed(members))
        return hinted(self.types[path]) if path in self.types else None


def _one_of(fields: list[Hint], last: Hint) -> Hint:
    """What is known of a field that an item may lack (it may be null), so that the name means another one."""
    return hinted(common([*fields, last])) if fields else last


Rule = Callable[[Inferred, Inference, Place], Hint]


def infers(kind: type[Inferred]) -> Callable[[Rule[Inferred]], Rule[Inferred]]:
    """Enters the rule for a kind of node."""

    def enter(rule: Rule[Inferred]) -> Rule[Inferred]:
        _RULES[kind] = rule
        return rule

    return enter
