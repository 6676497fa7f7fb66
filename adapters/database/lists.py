"""The lists as one statement each, joined with grants and participants.

A page of cases walks the participants of the viewer's unit (and person) from the newest case downwards and stops
when it is full. A worklist starts from the same participants, leaves out those that ended, and looks only at open
seats. So the cost follows the page and what the unit takes part in, not the number of cases in the database.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from adapters.database import operating
from adapters.database.accesses import accesses_statement, listed_statement
from adapters.database.cases import cases_statement, resting_statement
from adapters.database.deadlines import deadlines_statement
from adapters.database.due import due_statement
from adapters.database.handovers import handovers_statement
from adapters.database.jobs import (
    count_jobs_statement,
    due_jobs_statement,
    jobs_statement,
    waits_statement,
)
from adapters.database.loads import load_statement, tandems_statement
from adapters.database.meetings import meetings_statement
from adapters.database.notes import mentions_statement, notes_statement
from adapters.database.packets import packets_statement
from adapters.database.questions import can_be_stored
from adapters.database.rav import rav_files_statement, rav_lines_statement
from adapters.database.visible import absent_values
from adapters.database.work import DatabaseWork
from adapters.database.worklist import work_statement
from cases.absences import stood_in_for
from cases.access import AT_WORK
from cases.lists import (
    CaseLine,
    DeadlineLine,
    DueLine,
    HandoverLine,
    JobsAsked,
    LoadLine,
    MeetingAhead,
    MentionLine,
    PacketLine,
    TandemLine,
    Viewer,
    WorkLine,
)
from cases.operating import Figures, StoppedGroup, StoppedLine
from cases.rows import (
    AccessEntry,
    Case,
    Handover,
    Invitation,
    Mention,
    Note,
    Packet,
    Participant,
    RavFile,
    RavLine,
)
from engine.clock import local_day
from engine.rows import Job, Seat, Wait

LAST_KEY = 2**63 - 1
NOBODY = 0
_AT_ONCE = 20

L = TypeVar("L")


class DatabaseLists:
    """The lists of one moment, read in one transaction."""

    def __init__(self, work: DatabaseWork) -> None:
        self._work = work

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
        """Visible cases, newest first."""
        if not can_be_stored(reference):
            return []
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values["cursor"] = _cursor(before)
        if persons is not None:
            values["persons"] = _padded([key for key in persons if can_be_stored(key)])
        if reference is not None:
            values["reference"] = reference
        statement = cases_statement(persons is not None, reference is not None, absent)
        return _lines(CaseLine, self._work.run(Case, 0, statement, values))

    def resting(self, viewer: Viewer, now: datetime, *, limit: int = 50) -> list[CaseLine]:
        """Cases of the institution's own that are suspended or in incident, newest first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        found = self._work.run(Case, 0, resting_statement(absent), values)
        return _lines(CaseLine, found)

    def due(
        self, viewer: Viewer, now: datetime, *, after: Case | None = None, limit: int = 50
    ) -> list[DueLine]:
        """Cases of the institution's own that may be erased, those whose retention passed first first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values["today"] = local_day(now)
        if after is not None:
            values |= {"day": after.erasable_from or date.max, "cursor": after.key}
        return _lines(DueLine, self._work.run(Case, 0, due_statement(after is not None, absent), values))

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
        """Open seats of the institution, oldest first; a page never parts the seats of one task or gateway."""
        if not can_be_stored(subject) or not can_be_stored(case_key):
            return []
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values["cursor"] = _after(after)
        if subject is not None:
            values["subject"] = subject
        if case_key is not None:
            values["case_key"] = case_key
        statement = work_statement(mine, subject is not None, case_key is not None, absent)
        return _lines(WorkLine, self._work.run(Seat, 0, statement, values))

    def accesses(
        self, case_key: int, *, before: AccessEntry | None = None, limit: int = 200
    ) -> list[AccessEntry]:
        """Entries of a case, newest first."""
        values: dict[str, Any] = {"case_key": case_key, "limit": max(limit, 0)}
        if before is not None:
            values |= {"at": before.at, "user": before.user_key, "action": before.action, "key": before.key}
        found = self._work.run(AccessEntry, 0, accesses_statement(before is not None), values)
        return _lines(AccessEntry, found)

    def listed(self, user_key: int, case_keys: Collection[int], since: datetime) -> frozenset[int]:
        """Cases listed to a reader since a moment."""
        values = {"user": user_key, "case_keys": list(case_keys), "since": since}
        return frozenset(key for (key,) in self._work.run(AccessEntry, 0, listed_statement(), values))

    def notes(
        self,
        case_key: int,
        institution_key: int,
        categories: frozenset[str],
        *,
        before: int | None = None,
        limit: int = 50,
    ) -> list[Note]:
        """The institution's own notes and those shared in these categories, newest first."""
        values = {
            "case_key": case_key,
            "institution": institution_key,
            "cursor": _cursor(before),
            "limit": max(limit, 0),
        } | {f"category_{number}": code for number, code in enumerate(sorted(categories))}
        return _lines(Note, self._work.run(Note, 0, notes_statement(len(categories)), values))

    def mentions(
        self, viewer: Viewer, now: datetime, *, before: int | None = None, limit: int = 50
    ) -> list[MentionLine]:
        """Mentions not seen yet, newest first, in notes that the viewer may read."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values["cursor"] = _cursor(before)
        return _lines(MentionLine, self._work.run(Mention, 0, mentions_statement(absent), values))

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
        """Timers of running cases, those due first first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values |= {name: at for name, at in (("since", since), ("until", until)) if at is not None}
        if after is not None:
            values |= {"last": after[0], "cursor": _cursor(after[1])}
        statement = deadlines_statement(
            mine, is_stopped, since is not None, until is not None, after is not None, absent
        )
        return _lines(DeadlineLine, self._work.run(Wait, 0, statement, values))

    def meetings(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        since: datetime,
        until: datetime | None = None,
        limit: int = 50,
    ) -> list[MeetingAhead]:
        """Planned meetings that the viewer, or somebody whom they stand in for, is invited to, the next one first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values |= {"since": since} | ({} if until is None else {"until": until})
        statement = meetings_statement(until is not None, absent)
        return _lines(MeetingAhead, self._work.run(Invitation, 0, statement, values))

    def load(self, viewer: Viewer, now: datetime) -> list[LoadLine]:
        """How many open cases name whom in the viewer's institution."""
        if not viewer.roles & AT_WORK:
            return []
        values = {"now": now, "institution": viewer.institution_key}
        return _lines(LoadLine, self._work.run(Participant, 0, load_statement(), values))

    def tandems(self, viewer: Viewer, now: datetime, roles: frozenset[str]) -> list[TandemLine]:
        """How many open cases that the viewer sees name which pair."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, 0)
        values["roles"] = sorted(roles)
        return _lines(TandemLine, self._work.run(Participant, 0, tandems_statement(absent), values))

    def figures(self, now: datetime) -> Figures:
        """What is to be done in the whole house."""
        return operating.figures(self._work, now)

    def stopped(
        self,
        *,
        procedure: str | None = None,
        code: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[StoppedLine]:
        """Open incidents of all cases, newest first."""
        return operating.stopped(self._work, procedure=procedure, code=code, before=before, limit=limit)

    def stopped_groups(self) -> list[StoppedGroup]:
        """How many incidents are open, by procedure and code."""
        return operating.stopped_groups(self._work)

    def due_jobs(
        self, viewer: Viewer, now: datetime, stored_type: str, *, limit: int = 1, keeps: bool = False
    ) -> list[Job]:
        """Jobs that may be taken, the earliest first."""
        if not can_be_stored(stored_type) or not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values["stored_type"] = stored_type
        return _lines(Job, self._work.run(Job, 0, due_jobs_statement(absent, keeps), values))

    def jobs(
        self, viewer: Viewer, now: datetime, asked: JobsAsked, *, after: int | None = None, limit: int = 50
    ) -> list[Job]:
        """Jobs of cases that the viewer has a mandate for, the oldest first."""
        if not _is_storable(asked) or not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values |= _job_values(asked) | {"cursor": _after(after)}
        return _lines(Job, self._work.run(Job, 0, jobs_statement(asked, absent), values))

    def count_jobs(self, viewer: Viewer, now: datetime, asked: JobsAsked) -> int:
        """How many there are."""
        if not _is_storable(asked) or not viewer.roles & AT_WORK:
            return 0
        absent, values = self._asked(viewer, now, 0)
        found = self._work.run(Job, 0, count_jobs_statement(asked, absent), values | _job_values(asked))
        return int(found.scalar_one())

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
        """Who waits for an event, the longest waiting first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values |= {"kind": kind, "digest": digest, "cursor": _after(after)}
        return _lines(Wait, self._work.run(Wait, 0, waits_statement(absent), values))

    def _asked(self, viewer: Viewer, now: datetime, limit: int) -> tuple[int, dict[str, Any]]:
        """How many colleagues the viewer stands in for, and what a statement is asked with."""
        absent = stood_in_for(self._work, viewer, now)
        return len(absent), _values(viewer, now, limit) | absent_values(absent)

    def packets(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        box: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[PacketLine]:
        """Packets that the viewer may read, newest first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values["cursor"] = _cursor(before)
        return _lines(PacketLine, self._work.run(Packet, 0, packets_statement(box, absent), values))

    def handovers(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        box: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[HandoverLine]:
        """Handovers to and from the viewer's institution, newest first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self._asked(viewer, now, limit)
        values["cursor"] = _cursor(before)
        return _lines(HandoverLine, self._work.run(Handover, 0, handovers_statement(box, absent), values))

    def rav_files(
        self, institution_key: int, status: str, *, before: int | None = None, limit: int = 50
    ) -> list[RavFile]:
        """Files of a RAV in one state, newest first."""
        values = {"institution": institution_key, "status": status}
        values |= {"cursor": _cursor(before), "limit": max(limit, 0)}
        return _lines(RavFile, self._work.run(RavFile, 0, rav_files_statement(), values))

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
        """Lines of a RAV in one state, newest first."""
        values: dict[str, Any] = {"institution": institution_key, "status": status}
        values |= {"cursor": _cursor(before), "limit": max(limit, 0)}
        values |= {"kind": kind} if kind is not None else {}
        values |= {"file": file_key} if file_key is not None else {}
        statement = rav_lines_statement(kind is not None, file_key is not None)
        return _lines(RavLine, self._work.run(RavLine, 0, statement, values))


def _cursor(before: int | None) -> int:
    """Up to where a list goes on downwards, by key."""
    return LAST_KEY if before is None else max(min(before, LAST_KEY), -1)


def _after(after: int | None) -> int:
    """From where a list goes on upwards, by key."""
    return -1 if after is None else max(min(after, LAST_KEY), -1)


def _is_storable(asked: JobsAsked) -> bool:
    return all(can_be_stored(value) for value in (asked.status, *asked.types, asked.case_key, asked.code))


def _job_values(asked: JobsAsked) -> dict[str, Any]:
    values: dict[str, Any] = {"status": asked.status, "types": list(asked.types)}
    values |= {"case_key": asked.case_key, "code": asked.code}
    return {name: value for name, value in values.items() if value not in (None, [])}


def _padded(persons: list[int]) -> list[int]:
    """The same statement for nobody, one and some: neither it nor its time tells whether somebody is known at all."""
    return persons + [NOBODY] * (_AT_ONCE - len(persons) % _AT_ONCE)


def _lines(make: Callable[..., L], found: Iterable[Any]) -> list[L]:
    return [make(*columns) for columns in found]


def _values(viewer: Viewer, now: datetime, limit: int) -> dict[str, Any]:
    return {
        "now": now,
        "user": viewer.user_key,
        "unit": viewer.unit_key,
        "institution": viewer.institution_key,
        "limit": max(limit, 0),
    }
