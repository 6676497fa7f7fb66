"""Who sees a meeting, and whose invitations somebody answers."""

from datetime import datetime

from cases.absences import stood_in_for
from cases.access import Sight
from cases.meetings.lapsing import without_basis
from cases.meetings.states import CATEGORY, INVITED
from cases.meetings.topics import topics_of
from cases.rows import Invitation, Meeting
from engine.packages.manifest import MeetingRules
from engine.ports import Actor
from engine.store import Work


def answers_for(work: Work, actor: Actor, now: datetime) -> frozenset[int]:
    """The users whose invitations somebody answers: their own, and of those they stand in for."""
    return frozenset({actor.user_key}) | stood_in_for(work, actor, now)


def may_see(
    work: Work,
    actor: Actor | None,
    sight: Sight,
    meeting: Meeting,
    rules: MeetingRules | None,
    now: datetime,
) -> bool:
    """Whether a meeting is open to who sees its case so: who is invited, or stands in for them, as long as what the invitation
    rests on has not ended; and, but for guests, the office that keeps the case and whoever may know what a meeting is a fact
    about."""
    if not sight.is_guest and (sight.is_opener or sight.may_read(CATEGORY, str(meeting.institution_key))):
        return True
    whose = answers_for(work, actor, now) if actor and not sight.is_exceptional else frozenset[int]()
    rows = work.find(Invitation, meeting_key=meeting.key, user_key=sorted(whose), state=INVITED)
    if not rows or rules is None:
        return False
    gone = without_basis(work, meeting, rules, now)
    return any(row.key not in gone for row in rows)


def may_read_words(sight: Sight, meeting: Meeting) -> bool:
    """Whether what people wrote about a meeting (its agenda, why it was cancelled) is open to who sees it: such words may tell of
    all that is spoken of there, so they are of each of these categories. They are the institution's that called it; the office
    that keeps the case hears all of a meeting."""
    owner = str(meeting.institution_key)
    spoken = {category for part in topics_of(meeting) for category in part}
    return sight.is_opener or all(sight.may_read(category, owner) for category in spoken)
