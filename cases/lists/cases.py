"""Cases: what somebody sees, what rests, what may be erased."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from cases.lists.viewers import Viewer
from cases.rows import Case

RESTING = ("suspended", "incident")
"""States of a case in which nobody's work moves it on."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    key: int
    reference: str
    procedure: str
    procedure_version_key: int
    status: str
    outcome: str | None
    opened_by: int
    opened_at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DueLine:
    """A closed case whose retention has passed. `is_kept`: by a legal hold; `is_proposed`: its erasure waits for a decision."""

    key: int
    reference: str
    procedure: str
    procedure_version_key: int
    outcome: str | None
    closed_at: datetime
    erasable_from: date
    is_kept: bool
    is_proposed: bool


class CaseLists(Protocol):
    """Pages of cases."""

    def cases(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        before: int | None = None,
        limit: int = 50,
        persons: frozenset[int] | None = None,
        reference: str | None = None,
    ) -> list[CaseLine]:
        """Visible cases, newest first; `before` is the key of the last line seen; narrowed to persons or a reference."""

    def resting(self, viewer: Viewer, now: datetime, *, limit: int = 50) -> list[CaseLine]:
        """Visible cases that the viewer's institution opened and that are suspended or in incident, newest first:
        nobody has a seat in them to be reminded by."""

    def due(
        self, viewer: Viewer, now: datetime, *, after: Case | None = None, limit: int = 50
    ) -> list[DueLine]:
        """Visible cases that the viewer's institution opened and that may be erased, or could be but for a legal hold;
        those whose retention passed first come first. `after`: go on after this case."""
