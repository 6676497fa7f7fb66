"""Invitations as rows: new, asked anew, taken back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from cases.meetings.inviting import Wanted
from cases.meetings.lapsing import lapsed_in
from cases.meetings.states import ACCEPTED, INVITED, LAPSED, NEEDS_ACTION, WITHDRAWN
from cases.meetings.topics import parts_of, written_parts
from cases.rows import Invitation, Meeting
from engine.packages.manifest import MeetingRules
from engine.ports import Actor
from engine.store import Work


def invitation_for(keys: Callable[[], int], meeting: Meeting, wanted: Wanted) -> Invitation:
    """A new invitation."""
    return Invitation(
        keys(), meeting.case_key, meeting.key, wanted.institution_key, wanted.user_key,
        written_parts(wanted.parts), INVITED, None, NEEDS_ACTION, None, None, None, 1,
    )  # fmt: skip


def withdrawn(row: Invitation, because: str) -> Invitation:
    """The invitation, taken back."""
    return replace(row, state=WITHDRAWN, withdrawn_because=because, version=row.version + 1)


def ended_for(work: Work, meeting: Meeting, rules: MeetingRules | None, now: datetime) -> list[Invitation]:
    """A planned meeting ends: the invitations that count no longer are taken back, for nobody asks again once it has ended.
    Those that still counted until now, as they stand; and those taken back."""
    gone = lapsed_in(work, meeting, rules, now) if rules else frozenset[int]()
    found = [withdrawn(row, LAPSED) if row.key in gone else row for row in live(work, meeting)]
    for row in found:
        if row.state != INVITED:
            work.replace(row)
    return found


def asked_anew(row: Invitation) -> Invitation:
    """The invitation, to be answered again."""
    return replace(row, answer=NEEDS_ACTION, answered_by=None, answered_at=None, version=row.version + 1)


def coming(row: Invitation, actor: Actor | None, now: datetime) -> Invitation:
    """The invitation; whoever invites themselves, as who calls a meeting or moves it does, has said that they come."""
    if actor is None or row.user_key != actor.user_key:
        return row
    return replace(row, answer=ACCEPTED, answered_by=actor.user_key, answered_at=now)


def live(work: Work, meeting: Meeting) -> list[Invitation]:
    """The invitations that were not taken back."""
    return work.find(Invitation, meeting_key=meeting.key, state=INVITED)


def in_parts(rows: Iterable[Invitation], part: int) -> Iterator[Invitation]:
    """Those invited to a part."""
    return (row for row in rows if part in parts_of(row.parts))
