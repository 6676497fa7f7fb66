"""What a plan says: for each live token whether it stays, maps, needs a choice or is blocked, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

END = ""
"""In a mapping, instead of an element: the token is taken away, the listener stops."""


class Verdict(StrEnum):
    """From the best to the worst."""

    UNCHANGED = "unchanged"
    MAPS = "maps"
    CHOICE = "choice"
    BLOCKED = "blocked"

    @property
    def rank(self) -> int:
        """0 is the best."""
        return _ORDER.index(self)


_ORDER = tuple(Verdict)


def worst(verdicts: "list[Verdict]") -> Verdict:
    """The worst of them; where there is none, nothing changes."""
    return max(verdicts, key=lambda item: item.rank, default=Verdict.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Change:
    """What another version says otherwise at an element or flow: `what` names it (form, lane, timer, condition …).

    `before` or `after` is None where there is nothing.
    """

    place: str
    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An element of the new version that could be meant, with why."""

    element: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A live token. `target` is its element in the new version, END if it goes, None while that is open.

    `row` is the key of its row (task, gateway, job); `listens` is true for what only waits for an event beside;
    `flows` says which arrival of a join counts for which flow from now on; `again` that it begins to wait anew.
    """

    token: int
    element: str
    name: str
    row: int | None
    target: str | None
    verdict: Verdict
    reason: str
    changes: tuple[Change, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    listens: bool = False
    flows: Mapping[str, str] | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """An event that begins to be waited for: `host` is the token it listens for, or the scope it begins in."""

    element: str
    scope: int
    host: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new version means for one case. `goes_on` lists what moves at the next advance.

    `passes_by` are new elements before the place where it stands that it would have had to do and never will, with
    their names in `names_passed`.
    """

    entries: tuple[Entry, ...]
    begins: tuple[Beginning, ...] = ()
    goes_on: tuple[int, ...] = ()
    passes_by: tuple[str, ...] = ()
    names_passed: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst of its tokens; beginning to listen is a change as well."""
        found = worst([entry.verdict for entry in self.entries])
        return worst([found, Verdict.MAPS]) if self.begins or self.goes_on else found

    @property
    def stops(self) -> tuple[Entry, ...]:
        """Listeners that are no more, with those that begin anew."""
        return tuple(item for item in self.entries if item.listens and (item.target == END or item.again))

    @property
    def position(self) -> tuple[str, ...]:
        """Where the case stands: its elements, sorted, one for each token."""
        return tuple(sorted(item.element for item in self.entries if not item.listens))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not better than it is."""
        found = self.verdict
        return tuple(dict.fromkeys(item.reason for item in self.entries if item.verdict == found))

    def of(self, token: int) -> Entry:
        """The entry of a token."""
        return next(item for item in self.entries if item.token == token)


class NotMigratable(Exception):
    """The case can't go to the new version as it stands. Give a mapping, or repair the case first (move, skip)."""

    def __init__(self, token: int | None, reason: str) -> None:
        super().__init__(f"token {token}: {reason}" if token is not None else reason)
        self.token = token
        self.reason = reason


class BadMapping(ValueError):
    """The mapping names what a version does not have. It maps ids of the old version to ids of the new one."""
