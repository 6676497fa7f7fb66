"""One meeting, with all that its reader may see and do."""

from cases.meetings.conveners import may_call
from cases.meetings.seeing import may_read_words, may_see
from cases.meetings.states import CATEGORY, HELD, PLANNED
from cases.meetings.told import Told, told_of
from cases.meetings.topics import topics_of
from cases.rows import Meeting, Minutes, User
from cases.views.meetings.invitations import invitations_of
from cases.views.meetings.lines import line_of, parts_shown
from cases.views.meetings.minutes import minutes_of
from cases.views.meetings.people import people_of
from cases.views.meetings.shapes import MeetingView
from cases.views.printing import may_make
from cases.views.seen import Seen
from engine.engine import Engine
from engine.packages.manifest import MeetingRules
from engine.ports import Actor, NotVisible
from engine.store import Work


def view_meeting(engine: Engine, work: Work, actor: Actor, seen: Seen, meeting_key: int) -> MeetingView:
    """One of them. Raises NotVisible."""
    now, row = engine.clock.now(), work.get(Meeting, meeting_key)
    if row is None or row.case_key != seen.case.key:
        raise NotVisible
    rules = seen.package.manifest.meetings.get(row.kind)
    if rules is None or not may_see(work, actor, seen.sight, row, rules, now):
        raise NotVisible
    acts = seen.case.closed_at is None and not seen.instance.is_held
    calls = acts and may_call(seen.sight, rules)
    invitations = invitations_of(engine, work, actor, seen, row, rules)
    mine = next((one for one in invitations if one.is_mine and one.is_live), None)
    minutes = minutes_of(engine, work, seen, row, mine, writes=calls and row.state == HELD)
    convener = work.get(User, row.called_by)
    read = frozenset(
        (one.category, one.owners)
        for one in work.find(Minutes, meeting_key=row.key)
        if any(
            view.text is not None and (view.part, view.category) == (one.part, one.category)
            for view in minutes
        )
    )
    is_planned = row.state == PLANNED
    told, is_closed = told_of(engine.case_file, work, row), not may_read_words(seen.sight, row)
    if is_closed:
        told = Told(told.place)
    elif told.has_words:
        owner, topics = str(row.institution_key), topics_of(row)
        read |= {(category, owner) for part in topics for category in part}
    return MeetingView(
        line=line_of(work, actor, seen, row, now),
        version=row.version,
        sequence=row.sequence,
        told=told,
        is_agenda_closed=is_closed,
        parts=parts_shown(seen, rules, topics_of(row)),
        invitations=invitations,
        minutes=minutes,
        convener=convener.name if convener else "",
        institution=seen.badge(row.institution_key) if row.institution_key in seen.institutions else None,
        asked_on=row.asked_on,
        may_change=calls and is_planned,
        may_hold=calls and is_planned and row.begins_at <= now,
        may_write=calls and row.state == HELD,
        may_note_request=calls
        and row.state == HELD
        and row.asked_on is None
        and not all(part.with_person for part in rules.parts),
        may_hand_out=may_call(seen.sight, rules) and row.state == HELD,
        mine=mine,
        people=people_of(work, actor, seen, rules, now) if calls and is_planned else (),
        letter=_letter(seen, rules) if calls and is_planned else None,
        shown=frozenset({(CATEGORY, str(row.institution_key))}) | read,
    )


def _letter(seen: Seen, rules: MeetingRules) -> str | None:
    """The document that says when and where it is and that nobody signs."""
    for ident, one in seen.package.manifest.documents.items():
        if rules.record in one.fields and not one.signatures and may_make(seen, one):
            return ident
    return None
