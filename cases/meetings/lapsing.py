"""An invitation ends with what it rests on: its release, its authority, the place in the case."""

from collections.abc import Collection, Mapping
from datetime import datetime

from cases.meetings.invitable import invitable, not_released
from cases.meetings.states import INVITED, PERSON, PLANNED
from cases.meetings.topics import parts_of, topics_of
from cases.notes import granted_now
from cases.rows import Case, Invitation, Meeting
from engine.packages.manifest import MeetingRules
from engine.store import Work


def lapsed(
    case: Case,
    granted: Mapping[int, frozenset[str]],
    meeting: Meeting,
    invitation: Invitation,
    who: Collection[int],
) -> bool:
    """Whether what an invitation rests on has ended: its release, its authority, or the place in the case (`who` has one)."""
    if invitation.user_key == PERSON:
        return False
    topics = topics_of(meeting)
    heard = (category for part in parts_of(invitation.parts) for category in topics[part - 1])
    is_gone = invitation.user_key not in who or (
        invitation.institution_key != case.opened_by and not granted.get(invitation.institution_key)
    )
    return is_gone or bool(not_released(case, granted, invitation.institution_key, heard))


def lapsed_in(work: Work, meeting: Meeting, rules: MeetingRules, now: datetime) -> frozenset[int]:
    """The keys of the invitations of a planned meeting that count no longer."""
    return without_basis(work, meeting, rules, now) if meeting.state == PLANNED else frozenset()


def without_basis(work: Work, meeting: Meeting, rules: MeetingRules, now: datetime) -> frozenset[int]:
    """The keys of the invitations whose release, authority or place has ended, however the meeting stands: they open nothing of
    it any more, not what was shared at it either."""
    case = work.get(Case, meeting.case_key)
    rows = work.find(Invitation, meeting_key=meeting.key, state=INVITED)
    if case is None:
        return frozenset()
    granted = granted_now(work, meeting.case_key, now)
    who = invitable(work, meeting.case_key, rules, now)
    return frozenset(row.key for row in rows if lapsed(case, granted, meeting, row, who))
