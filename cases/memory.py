"""The lists in plain Python, over any unit of work: what the database's statements are measured against."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from cases.absences import stood_in_for
from cases.access import AT_WORK, EXCEPTION, holds, is_near
from cases.erasing import proposal_of
from cases.lists import (
    LISTED,
    RECEIVED,
    RESTING,
    SENT,
    WAITING,
    CaseLine,
    DeadlineLine,
    DueLine,
    HandoverLine,
    LoadLine,
    MeetingAhead,
    MentionLine,
    PacketLine,
    TandemLine,
    Viewer,
    deadline_line,
    handover_line,
    meeting_ahead,
    packet_line,
)
from cases.memory_visible import is_valid
from cases.memory_waiting import MemoryWaiting
from cases.notes import SHARED
from cases.rows import (
    AccessEntry,
    Case,
    CasePerson,
    Grant,
    Handover,
    Invitation,
    Meeting,
    Mention,
    Note,
    Packet,
    Participant,
    RavFile,
    RavLine,
    User,
)
from cases.rows.handovers import OFFERED
from engine.clock import local_day
from engine.rows import Instance, Wait


class MemoryLists(MemoryWaiting):
    """The lists of one moment, read through one unit of work."""

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
        keys = self._visible(viewer, now)
        if persons is not None:
            keys &= {link.key for link in self._work.find(CasePerson, person_key=persons)}
        found = self._work.find(Case, key=keys)
        lines = [
            _case_line(case, instance)
            for case in reversed(found)
            if before is None or case.key < before
            if reference is None or case.reference == reference
            if (instance := self._work.get(Instance, case.key))
        ]
        return lines[: max(limit, 0)]

    def resting(self, viewer: Viewer, now: datetime, *, limit: int = 50) -> list[CaseLine]:
        """Cases of the institution's own that are suspended or in incident, newest first."""
        keys = self._visible(viewer, now, running_only=True)
        found = self._work.find(Case, key=keys, opened_by=viewer.institution_key) if keys else []
        instances = {row.key: row for row in self._work.find(Instance, key=keys)} if keys else {}
        lines = [_case_line(case, instances[case.key]) for case in sorted(found, key=lambda case: -case.key)]
        return [line for line in lines if line.status in RESTING][: max(limit, 0)]

    def due(
        self, viewer: Viewer, now: datetime, *, after: Case | None = None, limit: int = 50
    ) -> list[DueLine]:
        """Cases of the institution's own that may be erased, those whose retention passed first first."""
        keys = self._visible(viewer, now)
        found = (
            self._work.find(Case, key=keys, opened_by=viewer.institution_key, erased_at=None) if keys else []
        )
        due = [
            (case.erasable_from, case.key, case)
            for case in found
            if case.erasable_from is not None and case.erasable_from <= local_day(now)
        ]
        start = (after.erasable_from, after.key) if after is not None and after.erasable_from else None
        lines = [
            self._due_line(case) for day, key, case in sorted(due) if start is None or (day, key) > start
        ]
        return lines[: max(limit, 0)]

    def _due_line(self, case: Case) -> DueLine:
        return DueLine(
            key=case.key,
            reference=case.reference,
            procedure=case.procedure,
            procedure_version_key=case.procedure_version_key,
            outcome=case.outcome,
            closed_at=case.closed_at or case.opened_at,
            erasable_from=case.erasable_from or date.max,
            is_kept=case.kept_since is not None,
            is_proposed=proposal_of(self._work, case.key) is not None,
        )

    def accesses(
        self, case_key: int, *, before: AccessEntry | None = None, limit: int = 200
    ) -> list[AccessEntry]:
        """Entries of a case, newest first."""
        found = sorted(self._work.find(AccessEntry, case_key=case_key), key=_place, reverse=True)
        return [row for row in found if before is None or _place(row) < _place(before)][: max(limit, 0)]

    def listed(self, user_key: int, case_keys: Collection[int], since: datetime) -> frozenset[int]:
        """Cases listed to a reader since a moment."""
        found = self._work.find(AccessEntry, case_key=case_keys, user_key=user_key, action=LISTED)
        return frozenset(row.case_key for row in found if row.at >= since)

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
        found = [
            note
            for note in reversed(self._work.find(Note, case_key=case_key))
            if note.institution_key == institution_key
            or (note.audience == SHARED and note.category in categories)
            if before is None or note.key < before
        ]
        return found[: max(limit, 0)]

    def mentions(
        self, viewer: Viewer, now: datetime, *, before: int | None = None, limit: int = 50
    ) -> list[MentionLine]:
        """Mentions not seen yet, newest first, in notes that the viewer may read."""
        visible = self._visible(viewer, now)
        lines = [
            MentionLine(
                mention.key,
                note.key,
                case.key,
                case.reference,
                note.user_key,
                note.institution_key,
                note.created_at,
            )
            for mention in reversed(self._work.find(Mention, user_key=viewer.user_key, seen_at=None))
            if before is None or mention.key < before
            if (note := self._work.get(Note, mention.note_key)) and note.withdrawn_at is None
            if note.case_key in visible and self._may_read(viewer, now, note)
            if (case := self._work.get(Case, note.case_key))
        ]
        return lines[: max(limit, 0)]

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
        wanted = (SENT, RECEIVED) if box is None else (box,)
        keys = {packet.key for name in wanted for packet in self._packets_in(name, viewer, now)}
        lines = [
            packet_line(packet, case)
            for packet in reversed(self._work.find(Packet, key=keys) if keys else [])
            if before is None or packet.key < before
            if (case := self._work.get(Case, packet.case_key))
        ]
        return lines[: max(limit, 0)]

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
        wanted = (SENT, RECEIVED) if box is None else (box,)
        keys = {row.key for name in wanted for row in self._handovers_in(name, viewer, now)}
        lines = [
            handover_line(row, case)
            for row in reversed(self._work.find(Handover, key=keys) if keys else [])
            if before is None or row.key < before
            if (case := self._work.get(Case, row.case_key))
        ]
        return lines[: max(limit, 0)]

    def rav_files(
        self, institution_key: int, status: str, *, before: int | None = None, limit: int = 50
    ) -> list[RavFile]:
        """Files of a RAV in one state, newest first."""
        found = reversed(self._work.find(RavFile, institution_key=institution_key, status=status))
        return [row for row in found if before is None or row.key < before][: max(limit, 0)]

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
        wanted: dict[str, Any] = {"institution_key": institution_key, "status": status}
        if kind is not None:
            wanted["kind"] = kind
        if file_key is not None:
            wanted["file_key"] = file_key
        found = reversed(self._work.find(RavLine, **wanted))
        return [row for row in found if before is None or row.key < before][: max(limit, 0)]

    def _packets_in(self, box: str, viewer: Viewer, now: datetime) -> list[Packet]:
        """What is sent is seen with the case; what is received needs a place in it, by exception an open one; what waits one
        with a mandate."""
        if box == SENT:
            visible = self._visible(viewer, now)
            sent = self._work.find(Packet, from_institution=viewer.institution_key)
            return [packet for packet in sent if packet.case_key in visible]
        near = self._near(box, viewer, now)
        received = self._work.find(Packet, to_institution=viewer.institution_key)
        found = [packet for packet in received if packet.case_key in near]
        return [packet for packet in found if box != WAITING or packet.received_at is None]

    def _handovers_in(self, box: str, viewer: Viewer, now: datetime) -> list[Handover]:
        if box == SENT:
            visible = self._visible(viewer, now)
            sent = self._work.find(Handover, from_institution=viewer.institution_key)
            return [row for row in sent if row.case_key in visible]
        near = self._near(box, viewer, now)
        received = self._work.find(Handover, to_institution=viewer.institution_key)
        found = [row for row in received if row.case_key in near]
        return [row for row in found if box != WAITING or row.state == OFFERED]

    def _near(self, box: str, viewer: Viewer, now: datetime) -> set[int]:
        """The cases in which the viewer has a place, by exception only where the case is open to them."""
        absent = stood_in_for(self._work, viewer, now)
        granted = self._granted(viewer, now) if box == RECEIVED else set()
        return {
            place.case_key
            for place in self._participants(viewer, now)
            if is_near(place, viewer, absent) and (place.role != EXCEPTION or place.case_key in granted)
        }

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
        keys = self._visible(viewer, now, running_only=True, mine=mine)
        found = []
        for wait in self._work.find(Wait, instance_key=keys, kind="timer") if keys else []:
            moment = wait.stopped_at if is_stopped else wait.due_at
            if (
                moment is not None
                and (since is None or moment >= since)
                and (until is None or moment < until)
            ):
                found.append((moment, wait.key, wait))
        due = sorted(item for item in found if after is None or item[:2] > after)
        return [self._deadline_line(wait) for _, _, wait in due[: max(limit, 0)]]

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
        keys = self._visible(viewer, now)
        absent = stood_in_for(self._work, viewer, now)
        found = []
        for row in self._work.find(
            Invitation, user_key=sorted({viewer.user_key, *absent}), state="invited", case_key=keys
        ):
            meeting, case = self._work.get(Meeting, row.meeting_key), self._work.get(Case, row.case_key)
            if meeting is None or case is None or meeting.state != "planned" or meeting.begins_at < since:
                continue
            if until is None or meeting.begins_at < until:
                found.append(meeting_ahead(meeting, row, case))
        found.sort(key=lambda line: (line.begins_at, line.invitation_key))
        return found[: max(limit, 0)]

    def _deadline_line(self, wait: Wait) -> DeadlineLine:
        case, instance = self._work.get(Case, wait.instance_key), self._work.get(Instance, wait.instance_key)
        assert case is not None
        assert instance is not None
        return deadline_line(wait, case, instance)

    def load(self, viewer: Viewer, now: datetime) -> list[LoadLine]:
        """How many open cases name whom in the viewer's institution."""
        if not viewer.roles & AT_WORK:
            return []
        granted = self._granted(viewer, now)
        staff = {user.key for user in self._work.find(User, institution_key=viewer.institution_key)}
        named = {
            (place.user_key, place.case_key)
            for place in self._participants(viewer, now)
            if place.is_working and place.done_at is None and place.role != EXCEPTION
            if place.user_key in staff and place.case_key in granted
        }
        found = Counter(user for user, _ in named if user is not None)
        return [LoadLine(user, found[user]) for user in sorted(found)]

    def cases_of(self, procedure: str, *, after: int = 0, limit: int = 50) -> list[int]:
        """Keys of cases of a procedure that are not erased, beyond a key."""
        rows = self._work.find(Case, procedure=procedure, erased_at=None)
        return [row.key for row in rows if row.key > after][:limit]

    def tandems(self, viewer: Viewer, now: datetime, roles: frozenset[str]) -> list[TandemLine]:
        """How many open cases that the viewer sees name which pair."""
        keys = self._visible(viewer, now, running_only=True)
        places = self._work.find(Participant, case_key=keys, role=roles) if keys and roles else []
        held = [place for place in places if holds(place, now) and place.done_at is None]
        named = {
            (one.user_key, other.user_key, one.case_key)
            for one in held
            for other in held
            if one.case_key == other.case_key and one.role != other.role
            if one.user_key is not None and other.user_key is not None and one.user_key < other.user_key
        }
        found = Counter((first, second) for first, second, _ in named)
        return [TandemLine(first, second, found[first, second]) for first, second in sorted(found)]

    def _may_read(self, viewer: Viewer, now: datetime, note: Note) -> bool:
        if note.institution_key == viewer.institution_key:
            return True
        granted = self._work.find(
            Grant,
            case_key=note.case_key,
            institution_key=viewer.institution_key,
            category=note.category,
            revoked_at=None,
        )
        return note.audience == SHARED and any(is_valid(one.valid_from, one.valid_to, now) for one in granted)


def _place(entry: AccessEntry) -> tuple[datetime, int, str, int]:
    """Where an entry stands among those of its case."""
    return entry.at, entry.user_key, entry.action, entry.key


def _case_line(case: Case, instance: Instance) -> CaseLine:
    return CaseLine(
        key=case.key,
        reference=case.reference,
        procedure=case.procedure,
        procedure_version_key=case.procedure_version_key,
        status=instance.status,
        outcome=case.outcome,
        opened_by=case.opened_by,
        opened_at=case.opened_at,
        erased_at=case.erased_at,
    )
