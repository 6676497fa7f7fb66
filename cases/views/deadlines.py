"""Deadlines as somebody sees them: of one case, of a list, and one of them with why it was moved last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.access import Sight, sights_of
from cases.deadlines import comes_again, hidden_roles, is_near, is_told, percent_passed
from cases.lists import RESTING, DeadlineLine, deadline_line
from cases.reasons import DEADLINE_CHANGED, reasons_for
from cases.records import Records
from cases.views.seen import Seen, Shown, name_shown, person_name_of, see_thing, shown_in
from cases.views.wording import Wording
from engine.clock import local_day
from engine.commands.deadlines import seats_of_deadline
from engine.engine import Engine
from engine.ports import Actor, NotVisible
from engine.rows import Wait
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A deadline. `activity`: what it is attached to; `due_at` None while its clock stands still, since `stopped_at`;
    `left`: the time that remains, negative once it is due and has not fired, and in `days` of the calendar; `percent`: how
    many hundredths of its time have passed, None where that says nothing; `comes_again`: such as every month;
    `is_resting`: the case stands still, and nothing fires until it goes on, `is_held` by people; `is_mine`: the reader
    holds a role of it."""

    key: int
    case_key: int
    reference: str
    procedure: Text
    element: str
    name: Text
    activity: Text | None
    due_at: datetime | None
    stopped_at: datetime | None
    left: timedelta
    days: int
    percent: int | None
    comes_again: bool
    is_near: bool
    is_resting: bool
    is_held: bool
    is_mine: bool

    @property
    def may_change(self) -> bool:
        """Whether the reader may move it now."""
        return self.is_mine and self.due_at is not None and not self.is_held

    @property
    def is_overdue(self) -> bool:
        """Due and not fired yet."""
        return self.due_at is not None and self.left <= timedelta()


@dataclass(frozen=True, slots=True)
class OneDeadline:
    """A deadline with its case; `reason` of its last change, for the office that gave it."""

    deadline: DeadlineView
    seen: Seen
    person_name: str | None
    reason: str | None
    shown: Shown


def view_deadlines(
    engine: Engine, work: Work, actor: Actor, lines: Sequence[DeadlineLine], language: str
) -> list[DeadlineView]:
    """The lines of a list; what the actor doesn't learn of is left out. The number of queries doesn't grow with it."""
    now = engine.clock.now()
    sights = sights_of(work, actor, {line.case_key for line in lines}, now)
    packages = {
        line.case_key: engine.versions.get(work, line.procedure_version_key)
        for line in lines
        if line.case_key in sights
    }
    hidden = hidden_roles(work, actor, packages, now)
    return [
        _view(line, Wording(packages[line.case_key], language), sights[line.case_key], now)
        for line in lines
        if line.case_key in sights
        if is_told(
            packages[line.case_key],
            sights[line.case_key],
            line.element,
            hidden.get(line.case_key, frozenset()),
        )
    ]


def view_case_deadlines(engine: Engine, work: Work, actor: Actor, seen: Seen) -> list[DeadlineView]:
    """The deadlines of a case, those due first first, those whose clock stands still last."""
    rows = work.find(Wait, instance_key=seen.case.key, kind="timer")
    lines = [deadline_line(row, seen.case, seen.instance) for row in rows]
    lines.sort(key=lambda line: (line.due_at is None, *line.cursor))
    return _of_case(engine, work, actor, seen, lines)


def view_deadline(
    engine: Engine, records: Records, work: Work, actor: Actor, wait_key: int, language: str
) -> OneDeadline:
    """One deadline, if the actor learns of it. Raises NotVisible."""
    wait, seen = see_thing(engine, work, actor, Wait, wait_key, language)
    line = deadline_line(wait, seen.case, seen.instance)
    found = _of_case(engine, work, actor, seen, [line]) if wait.kind == "timer" else []
    if not found:
        raise NotVisible
    given = reasons_for(work, seen.sight, seen.case.key, DEADLINE_CHANGED, [wait.element])
    reasons = records.open_all(work, given) if given else []
    return OneDeadline(
        found[0],
        seen,
        person_name_of(records, work, seen),
        str(reasons[0].values.get("reason", "")) if reasons else None,
        name_shown(work, seen) | shown_in(given),
    )


def _of_case(
    engine: Engine, work: Work, actor: Actor, seen: Seen, lines: Sequence[DeadlineLine]
) -> list[DeadlineView]:
    now = engine.clock.now()
    if not lines:
        return []
    hidden = hidden_roles(work, actor, {seen.case.key: seen.package}, now).get(seen.case.key, frozenset())
    return [
        _view(line, seen.wording, seen.sight, now)
        for line in lines
        if is_told(seen.package, seen.sight, line.element, hidden)
    ]


def _view(line: DeadlineLine, wording: Wording, sight: Sight, now: datetime) -> DeadlineView:
    package = wording.package
    host = package.element(line.element).attached_to
    end, at = line.due_at or line.planned_at, line.stopped_at or now
    assert end is not None
    seats = set(seats_of_deadline(package, line.element))
    again = comes_again(package, line)
    return DeadlineView(
        key=line.key,
        case_key=line.case_key,
        reference=line.reference,
        procedure=wording.get("procedure.title"),
        element=line.element,
        name=wording.element(line.element),
        activity=wording.element(host) if host else None,
        due_at=line.due_at,
        stopped_at=line.stopped_at,
        left=end - at,
        days=(local_day(end) - local_day(at)).days,
        percent=None if again else percent_passed(line, now),
        comes_again=again,
        is_near=is_near(package, line, now),
        is_resting=line.is_held or line.status in RESTING,
        is_held=line.is_held,
        is_mine=bool(seats & sight.roles) and not sight.is_exceptional,
    )
