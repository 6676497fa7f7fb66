"""Jobs, and what waits for events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.lists.viewers import Viewer
from engine.rows import Job, Wait


@dataclass(frozen=True, slots=True)
class JobsAsked:
    """Which jobs of the viewer's institution: in a status (open or failed), of types as rows hold them, of one case, with an
    open incident of a code; `is_own`: of cases alone that the institution has opened.
    """

    status: str
    types: tuple[str, ...] = ()
    case_key: int | None = None
    code: str | None = None
    is_own: bool = False


class JobLists(Protocol):
    """Jobs and waits."""

    def due_jobs(
        self, viewer: Viewer, now: datetime, stored_type: str, *, limit: int = 1, keeps: bool = False
    ) -> list[Job]:
        """Jobs of the viewer's institution, of a type as rows hold it (engine/queues.py), that may be taken by the database's
        clock, the earliest first: of cases that the viewer has a mandate for, never by exception alone, and that are not
        suspended. With `keeps`, in a unit that may write, they are its until it ends; what another one holds is
        passed over.
        """

    def jobs(
        self, viewer: Viewer, now: datetime, asked: JobsAsked, *, after: int | None = None, limit: int = 50
    ) -> list[Job]:
        """Jobs of cases that the viewer has a mandate for, never by exception alone, the oldest first; `after` this key."""

    def count_jobs(self, viewer: Viewer, now: datetime, asked: JobsAsked) -> int:
        """How many there are."""

    def waits(
        self,
        viewer: Viewer,
        now: datetime,
        kind: str,
        digest: str,
        *,
        after: int | None = None,
        limit: int = 50,
    ) -> list[Wait]:
        """Who waits for an event, of running cases that the viewer has a mandate for, never by exception alone, the longest
        waiting first; `after` this key. What waits in cases of others costs nothing.
        """
