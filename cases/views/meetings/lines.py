"""A meeting as a line of a list, its parts, and of whom a reader learns."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cases.meetings.lapsing import lapsed_in
from cases.meetings.states import INVITED, PERSON
from cases.rows import Invitation, Meeting
from cases.views.guests import meets
from cases.views.meetings.shapes import MeetingLine, PartView
from cases.views.seen import Seen
from engine.packages.manifest import MeetingRules
from engine.ports import Actor
from engine.store import Work
from forms import Text


def line_of(work: Work, actor: Actor, seen: Seen, row: Meeting, now: datetime) -> MeetingLine:
    rules = seen.package.manifest.meetings.get(row.kind)
    live = work.find(Invitation, meeting_key=row.key, state=INVITED)
    gone = lapsed_in(work, row, rules, now) if rules else frozenset()
    known = [
        one
        for one in live
        if one.key not in gone and (one.user_key == PERSON or is_met(seen, one.institution_key))
    ]
    mine = next((one for one in known if one.user_key == actor.user_key), None)
    answers = [one.answer for one in known]
    return MeetingLine(
        key=row.key,
        kind=row.kind,
        title=seen.wording.get(rules.text) if rules else Text(row.kind),
        state=row.state,
        state_label=seen.wording.vocabulary("meeting_states", row.state),
        begins_at=row.begins_at,
        ends_at=row.begins_at + timedelta(minutes=row.minutes),
        minutes=row.minutes,
        accepted=answers.count("accepted"),
        open=answers.count("needs_action"),
        declined=answers.count("declined"),
        my_answer=mine.answer if mine else None,
    )


def is_met(seen: Seen, institution_key: int) -> bool:
    """Whether the reader learns that somebody of an institution is invited."""
    return institution_key in seen.institutions and meets(seen, institution_key)


def parts_shown(seen: Seen, rules: MeetingRules, topics: Sequence[Sequence[str]]) -> tuple[PartView, ...]:
    return tuple(
        PartView(
            number,
            seen.wording.get(part.text),
            tuple((one, seen.wording.vocabulary("categories", one)) for one in spoken),
            part.with_person,
        )
        for number, (part, spoken) in enumerate(zip(rules.parts, topics, strict=False), start=1)
    )
