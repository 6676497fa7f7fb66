"""What is known of a value before it is there, and what two such hints have in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from decisions.feel.kinds import Kind

NamePath = tuple[str, ...]
Types = Mapping[NamePath, Kind]

NULL, BOOLEAN, NUMBER, STRING = Kind("null"), Kind("boolean"), Kind("number"), Kind("string")
DATE, TIME, MOMENT = Kind("date"), Kind("time"), Kind("date and time")
MONTHS, DAYS = Kind("years and months duration"), Kind("days and time duration")
LIST, CONTEXT, RANGE = Kind("list"), Kind("context"), Kind("range")
ORDERED = frozenset(kind.name for kind in (NUMBER, STRING, DATE, TIME, MOMENT, MONTHS, DAYS))


@dataclass(frozen=True, slots=True)
class Hint:
    """The kind of a value that is not null, None where it is not known; `sure`: it is never null without a problem."""

    kind: Kind | None = None
    sure: bool = False

    @property
    def name(self) -> str:
        """The name of the kind, empty where it is not known."""
        return self.kind.name if self.kind else ""

    @property
    def inside(self) -> "Hint":
        """What is inside of a list or range; items may be null."""
        return hinted(self.kind.inside) if self.kind else UNKNOWN


UNKNOWN = Hint()


def hinted(kind: Kind | None, sure: bool = False) -> Hint:
    """The hint of that kind; of any kind is not known."""
    return UNKNOWN if kind is None or kind.name == "Any" else Hint(kind, sure)


def common(hints: Iterable[Hint]) -> Kind | None:
    """The kind that all of the values have; null is of every kind."""
    found: Kind | None = NULL
    for hint in hints:
        found = _both(found, hint.kind)
    return found


def _both(one: Kind | None, two: Kind | None) -> Kind | None:
    if one is None or two is None:
        return None
    if one == two or two == NULL:
        return one
    if one == NULL:
        return two
    if one.name != two.name:
        return None
    if one.name in ("list", "range"):
        return Kind(one.name, _both(one.inside, two.inside))
    if one.name == "context":
        others = dict(two.fields)
        shared = [(name, _both(kind, others[name])) for name, kind in one.fields if name in others]
        return Kind("context", fields=tuple((name, kind) for name, kind in shared if kind))
    return Kind(one.name)


def can_be(kind: Kind | None, declared: Kind) -> bool:
    """Whether a value of the kind may be made to fit the declared one, as `kinds.coerce` does; null always does."""
    if kind is None or kind.name in ("null", "Any", declared.name) or declared.name == "Any":
        return True
    if kind.name == "list":
        return can_be(kind.inside, declared)
    if declared.name == "list":
        return declared.inside is None or can_be(kind, declared.inside)
    return (kind.name, declared.name) == ("date", "date and time")
