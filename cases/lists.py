"""What somebody may see in lists: every line is joined with the grants of the viewer's institution.

A viewer sees a case if (1) an active grant gives the institution the case and (2) the viewer has the mandate
inside: the institution takes part in it through the viewer's unit, names the viewer or somebody away whom the viewer
stands in for (cases/absences.py); and a role that works on cases (designers and operators have none). A task or gateway appears for the seats the institution
holds. Pages are cut by key, newest first for cases, oldest first for work.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from cases.operating import Figures, StoppedGroup, StoppedLine
from cases.rows import AccessEntry, Case, Handover, Invitation, Meeting, Note, Packet, RavFile, RavLine
from engine.ports import Actor
from engine.rows import Instance, Job, Wait
from engine.store import Work

LISTED = "list"
"""The action of an entry for a name that was read in a list or a search."""
RESTING = ("suspended", "incident")
"""States of a case in which nobody's work moves it on."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a user with institution and unit. Shapes: keys as integers, roles as a set of codes."""

    user_key: int
    institution_key: int
    unit_key: int
    roles: frozenset[str]


def viewer_of(actor: Actor) -> Viewer:
    """Who acts, as who looks."""
    return Viewer(actor.user_key, actor.institution_key, actor.unit_key, actor.roles)


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


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A task or an open question in a worklist, through one seat of the viewer's institution."""

    key: int
    subject: str  # task | gateway
    case_key: int
    reference: str
    procedure: str
    procedure_version_key: int
    element: str
    kind: str  # form, fact, rule or judgement
    role: str
    waits_for: str | None
    assignee: int | None
    proposal: str | None
    filled_by: int | None
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A mention that its reader has not seen yet, with the note's author."""

    key: int
    note_key: int
    case_key: int
    reference: str
    user_key: int
    institution_key: int
    created_at: datetime


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


RECEIVED, SENT, WAITING = "received", "sent", "waiting"
"""Boxes of packets: what the viewer's institution has received, what it sent, and what waits for its receipt."""


@dataclass(frozen=True, slots=True)
class PacketLine:
    """A packet in a list; what it holds stays closed."""

    key: int
    case_key: int
    reference: str
    procedure_version_key: int
    from_institution: int
    to_institution: int
    sent_by: int
    sent_at: datetime
    basis: str
    categories: str
    received_at: datetime | None
    received_by: int | None


def packet_line(packet: Packet, case: Case) -> PacketLine:
    """A packet as a line of a list."""
    return PacketLine(
        packet.key,
        packet.case_key,
        case.reference,
        packet.procedure_version_key,
        packet.from_institution,
        packet.to_institution,
        packet.sent_by,
        packet.sent_at,
        packet.basis,
        packet.categories,
        packet.received_at,
        packet.received_by,
    )


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A handover in a list, without what was said to it."""

    key: int
    case_key: int
    reference: str
    procedure_version_key: int
    number: int
    kind: str
    from_institution: int
    to_institution: int
    packet_key: int
    state: str
    revision: int
    offered_by: int
    offered_at: datetime
    answer_until: datetime
    escalated_at: datetime | None
    answered_by: int | None
    answered_at: datetime | None


def handover_line(row: Handover, case: Case) -> HandoverLine:
    """A handover as a line of a list."""
    return HandoverLine(
        row.key,
        row.case_key,
        case.reference,
        case.procedure_version_key,
        row.number,
        row.kind,
        row.from_institution,
        row.to_institution,
        row.packet_key,
        row.state,
        row.revision,
        row.offered_by,
        row.offered_at,
        row.answer_until,
        row.escalated_at,
        row.answered_by,
        row.answered_at,
    )


@dataclass(frozen=True, slots=True)
class LoadLine:
    """How many open cases name somebody."""

    user_key: int
    cases: int


@dataclass(frozen=True, slots=True)
class TandemLine:
    """How many open cases name two professionals for the seats that act together."""

    first_key: int
    second_key: int
    cases: int


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


class Lists(Protocol):
    """The lists of one moment, read in one transaction."""

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

    def work(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        mine: bool,
        subject: str | None = None,
        case_key: int | None = None,
        after: int | None = None,
        limit: int = 50,
    ) -> list[WorkLine]:
        """Open seats of the institution, oldest first. `mine`: assigned to the viewer, or near to them and
        assigned to nobody or to somebody whom they stand in for. Gateways that wait for a fact are not work of a seat and don't appear."""

    def accesses(
        self, case_key: int, *, before: AccessEntry | None = None, limit: int = 200
    ) -> list[AccessEntry]:
        """Who read what of a case, newest first; the entries of one read (moment, reader, action) follow each other.

        `before`: go on after this entry. Whether the reader may know this is decided before (views/access_report.py).
        """

    def listed(self, user_key: int, case_keys: Collection[int], since: datetime) -> frozenset[int]:
        """Those of the cases whose names a reader was shown in a list since a moment."""

    def notes(
        self,
        case_key: int,
        institution_key: int,
        categories: frozenset[str],
        *,
        before: int | None = None,
        limit: int = 50,
    ) -> list[Note]:
        """Notes of a case, newest first: the institution's own, and those shared in one of the categories.

        Whether the reader sees the case, and which categories are open to them, is decided before (cases/access.py).
        """

    def mentions(
        self, viewer: Viewer, now: datetime, *, before: int | None = None, limit: int = 50
    ) -> list[MentionLine]:
        """Mentions of the viewer not seen yet, newest first, in notes that they may read now."""

    def packets(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        box: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[PacketLine]:
        """Packets that the viewer may read, newest first, of one box or both. Received ones need a place in the case, not
        that it is open still; sent ones need the case. What waits needs a place with a mandate.
        """

    def handovers(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        box: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[HandoverLine]:
        """Handovers to and from the viewer's institution, newest first, of one box or both: what is offered to it where they
        have a place in the case, open or not; what it offers with the case. What waits for its answer needs a mandate.
        """

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

    def rav_files(
        self, institution_key: int, status: str, *, before: int | None = None, limit: int = 50
    ) -> list[RavFile]:
        """Files of a RAV in one state, newest first; whether the reader is of that RAV is decided before."""

    def rav_lines(
        self,
        institution_key: int,
        status: str,
        *,
        kind: str | None = None,
        file_key: int | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[RavLine]:
        """Lines of a RAV in one state, newest first; whether the reader is of that RAV is decided before."""

    def load(self, viewer: Viewer, now: datetime) -> list[LoadLine]:
        """Of the viewer's institution: how many open cases that it sees name whom, by user. Closed cases are not walked."""

    def tandems(self, viewer: Viewer, now: datetime, roles: frozenset[str]) -> list[TandemLine]:
        """Pairs named for these roles in open cases that the viewer sees, by their keys, the smaller first."""

    def figures(self, now: datetime) -> Figures:
        """What is to be done in the whole house, counted: for those who operate it, and nobody's in particular."""

    def stopped(
        self,
        *,
        procedure: str | None = None,
        code: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[StoppedLine]:
        """Open incidents of all cases, newest first; whether the reader operates Brücke is decided before."""

    def stopped_groups(self) -> list[StoppedGroup]:
        """How many incidents are open, by procedure and code, in this order."""

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


ListsOf = Callable[[Work], Lists]
"""The lists that belong to a unit of work."""
