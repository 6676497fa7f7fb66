"""The meetings of a case, and the next one."""

from datetime import datetime

from cases.meetings.conveners import may_call
from cases.meetings.seeing import may_see
from cases.meetings.states import CATEGORY, PLANNED
from cases.meetings.times import usual_minutes
from cases.rows import Meeting
from cases.views.meetings.lines import line_of, parts_shown
from cases.views.meetings.people import people_of
from cases.views.meetings.shapes import KindView, MeetingLine, MeetingsDesk
from cases.views.seen import Seen
from engine.engine import Engine
from engine.packages.manifest import MeetingRules
from engine.ports import Actor, NotVisible
from engine.store import Work


def view_meetings(engine: Engine, work: Work, actor: Actor, seen: Seen) -> MeetingsDesk:
    """The meetings that the reader may see. Raises NotVisible where the procedure has none, and to a guest who is invited to
    none."""
    rules = seen.package.manifest.meetings
    now = engine.clock.now()
    if not rules:
        raise NotVisible
    rows = [
        row
        for row in work.find(Meeting, case_key=seen.case.key)
        if may_see(work, actor, seen.sight, row, rules.get(row.kind), now)
    ]
    if seen.sight.is_guest and not rows:
        raise NotVisible
    lines = [line_of(work, actor, seen, row, now) for row in rows]
    acts = seen.case.closed_at is None and not seen.instance.is_held
    kinds = [
        _kind(work, actor, seen, code, one, now)
        for code, one in rules.items()
        if acts and may_call(seen.sight, one)
    ]
    return MeetingsDesk(
        tuple(sorted((line for line in lines if line.state == PLANNED), key=lambda line: line.begins_at)),
        tuple(
            sorted(
                (line for line in lines if line.state != PLANNED),
                key=lambda line: line.begins_at,
                reverse=True,
            )
        ),
        tuple(kinds),
        frozenset((CATEGORY, str(row.institution_key)) for row in rows),
    )


def _kind(work: Work, actor: Actor, seen: Seen, code: str, rules: MeetingRules, now: datetime) -> KindView:
    return KindView(
        code,
        seen.wording.get(rules.text),
        usual_minutes(seen.package, rules),
        parts_shown(seen, rules, tuple(part.categories for part in rules.parts)),
        people_of(work, actor, seen, rules, now),
    )


def meetings_line(
    work: Work, actor: Actor, seen: Seen, now: datetime
) -> tuple[MeetingLine | None, bool] | None:
    """The next meeting of a case, where there is one, and whether the reader may call one: for the page of the case. None where
    there is nothing to see. Asks the database nothing in procedures without meetings."""
    rules = seen.package.manifest.meetings
    if not rules:
        return None
    rows = [
        row
        for row in work.find(Meeting, case_key=seen.case.key)
        if may_see(work, actor, seen.sight, row, rules.get(row.kind), now)
    ]
    calls = seen.case.closed_at is None and any(may_call(seen.sight, one) for one in rules.values())
    if not rows and not calls:
        return None
    planned = [row for row in rows if row.state == PLANNED] if seen.case.closed_at is None else []
    following = min(planned, key=lambda row: row.begins_at, default=None)
    return (line_of(work, actor, seen, following, now) if following else None), calls
