"""Worklists in plain Python: open seats in the running cases that the viewer has the mandate for."""

from collections.abc import Iterator
from datetime import datetime

from cases.absences import stood_in_for
from cases.access import is_near
from cases.lists import Viewer, WorkLine
from cases.memory_queues import MemoryQueues
from cases.rows import Case, Participant
from engine.rows import Gateway, Seat, Task


class MemoryWorklist(MemoryQueues):
    """What is open for people."""

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
        keys = self._visible(viewer, now, running_only=case_key is None)
        if case_key is not None:
            keys &= {case_key}
        lines = [
            line
            for line in self._open_lines(viewer, now, keys, mine)
            if (subject is None or line.subject == subject) and (after is None or line.key > after)
        ]
        page = lines[: max(limit, 0)]
        return [line for line in lines if page and line.key <= page[-1].key]

    def _open_lines(self, viewer: Viewer, now: datetime, keys: set[int], mine: bool) -> Iterator[WorkLine]:
        holders: dict[tuple[int, str], list[Participant]] = {}
        for participant in self._participants(viewer, now):
            holders.setdefault((participant.case_key, participant.role), []).append(participant)
        absent = stood_in_for(self._work, viewer, now)
        seats = self._work.find(Seat, instance_key=keys, is_open=True)
        for seat in sorted(seats, key=lambda seat: (seat.subject_key, seat.key)):
            held_by = holders.get((seat.instance_key, seat.role), [])
            line = self._line(seat)
            if not held_by or line is None:
                continue
            is_free = line.assignee is None or line.assignee in absent
            near = any(is_near(holder, viewer, absent) for holder in held_by)
            if not mine or line.assignee == viewer.user_key or (is_free and near):
                yield line

    def _line(self, seat: Seat) -> WorkLine | None:
        """The seat as a line, or None where its case or its task or gateway is missing."""
        case = self._work.get(Case, seat.instance_key)
        subject = self._subject(seat)
        if case is None or subject is None:
            return None
        return _work_line(case, seat, subject)

    def _subject(self, seat: Seat) -> Task | Gateway | None:
        if seat.subject == "task":
            return self._work.get(Task, seat.subject_key)
        return self._work.get(Gateway, seat.subject_key)


def _work_line(case: Case, seat: Seat, subject: Task | Gateway) -> WorkLine:
    kind, waits_for, assignee, proposal = _particulars(subject)
    return WorkLine(
        key=subject.key,
        subject=seat.subject,
        case_key=case.key,
        reference=case.reference,
        procedure=case.procedure,
        procedure_version_key=case.procedure_version_key,
        element=subject.element,
        kind=kind,
        role=seat.role,
        waits_for=waits_for,
        assignee=assignee,
        proposal=proposal,
        filled_by=seat.filled_by,
        version=subject.version,
        created_at=subject.created_at,
    )


def _particulars(subject: Task | Gateway) -> tuple[str, str | None, int | None, str | None]:
    """What only a task or only a gateway has: kind, what it waits for, assignee, proposal."""
    if isinstance(subject, Task):
        return subject.form, None, subject.assignee, None
    return subject.kind, subject.waits_for, None, subject.proposal
