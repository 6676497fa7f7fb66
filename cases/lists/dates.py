"""What has a day: deadlines and meetings to come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.lists.viewers import Viewer
from cases.rows import Case, Invitation, Meeting
from engine.rows import Instance, Wait


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A timer that waits in a running case; `place` is the number of its trigger at the element.

    `due_at` is None while its clock stands still: since `stopped_at`, and it was to be due at `planned_at`.
    """

    key: int
    case_key: int
    reference: str
    procedure: str
    procedure_version_key: int
    status: str
    is_held: bool
    element: str
    place: int
    begun_at: datetime | None
    due_at: datetime | None
    stopped_at: datetime | None
    planned_at: datetime | None

    @property
    def cursor(self) -> tuple[datetime, int]:
        """Its place in the list."""
        moment = self.due_at or self.stopped_at
        assert moment is not None
        return moment, self.key


def deadline_line(wait: Wait, case: Case, instance: Instance) -> DeadlineLine:
    """A timer as a line of a list."""
    return DeadlineLine(
        wait.key,
        case.key,
        case.reference,
        case.procedure,
        case.procedure_version_key,
        instance.status,
        instance.is_held,
        wait.element,
        wait.place,
        wait.begun_at,
        wait.due_at,
        wait.stopped_at,
        wait.planned_at,
    )


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """A planned meeting that somebody is invited to. `key` is the meeting's; `user_key`: the viewer, or whom they stand in for."""

    key: int
    invitation_key: int
    case_key: int
    reference: str
    procedure: str
    procedure_version_key: int
    user_key: int
    kind: str
    begins_at: datetime
    minutes: int
    sequence: int
    answer: str


def meeting_ahead(meeting: Meeting, invitation: Invitation, case: Case) -> MeetingAhead:
    """An invitation as a line of a list."""
    return MeetingAhead(
        meeting.key,
        invitation.key,
        case.key,
        case.reference,
        case.procedure,
        case.procedure_version_key,
        invitation.user_key,
        meeting.kind,
        meeting.begins_at,
        meeting.minutes,
        meeting.sequence,
        invitation.answer,
    )


class DateLists(Protocol):
    """Deadlines and meetings."""

    def deadlines(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        mine: bool,
        is_stopped: bool = False,
        since: datetime | None = None,
        until: datetime | None = None,
        after: tuple[datetime, int] | None = None,
        limit: int = 50,
    ) -> list[DeadlineLine]:
        """Timers of running cases that the viewer has the mandate for, those due first first; never by exception.

        `mine`: of cases that name the viewer or somebody whom they stand in for. `since` and before `until`: those due
        then. `is_stopped`: those whose clock stands still instead, by since when. `after`: the cursor of a line.
        """

    def meetings(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        since: datetime,
        until: datetime | None = None,
        limit: int = 50,
    ) -> list[MeetingAhead]:
        """Planned meetings of visible cases that begin at or after `since` and before `until`, to which the viewer or somebody
        whom they stand in for is invited, the next one first."""
