"""Meetings about a case: who may be invited to hear what, who answered, what was said, what the person may see of it.

Nobody hears at a meeting what they may not read elsewhere: whoever is invited to a part has to be released for every category
that is spoken of in it, and an invitation ends with that release. Source: LU-03, LU-05, LU-08, StGB Art. 321.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import orjson

from cases.absences import stood_in_for
from cases.access import GUEST, NO_UNIT, Sight, holds, sight_in
from cases.colleagues import at_work
from cases.notes import granted_now
from cases.rows import Case, Institution, Invitation, Meeting, Minutes, Participant, User
from decisions.feel.dates import add_months
from decisions.feel.values import DaysTime, YearsMonths
from engine.clock import ZONE
from engine.errors import TooLate, Unanswerable
from engine.packages.manifest import MeetingRules
from engine.packages.package import Package
from engine.ports import NO_CASE, Actor, CaseFile, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
INVITED, WITHDRAWN = "invited", "withdrawn"
NEEDS_ACTION, ACCEPTED, DECLINED = "needs_action", "accepted", "declined"
REMINDER, SENT = "reminder", "sent"
"""A kind of mail that asks for nothing, and the status of one that a server has taken (cases/mails.py)."""
TAKEN_OUT, LAPSED = "taken_out", "lapsed"
PERSON = 0
"""Stands for the person among those who are invited."""
CATEGORY = "MASTER"
"""What when, where and why a meeting is are facts about."""
LONGEST_PLACE, LONGEST_AGENDA, LONGEST_REASON, LONGEST_MINUTES = 200, 4000, 1000, 10_000
"""Characters."""
LONGEST_MEETING = 24 * 60
MOST_INVITED = 50


class NoMeetingsHere(Unanswerable):
    """This procedure has no meetings of this kind."""

    code = "no-meetings-here"


class MeetingChanged(TooLate):
    """Somebody has changed the meeting in the meantime. Read it again; nothing of yours was written."""

    code = "meeting-changed"

    def __init__(self, version: int) -> None:
        super().__init__(f"the meeting has version {version} now")
        self.version = version


class MeetingIsOver(TooLate):
    """This meeting was held or cancelled. Call another one."""

    code = "meeting-is-over"


class MeetingNotHeld(TooLate):
    """This meeting has not been held yet: note first who was there."""

    code = "meeting-not-held"


class InvitationLapsed(TooLate):
    """This invitation counts no longer: it was taken back, or what it rests on has ended."""

    code = "invitation-lapsed"


class MeetingRefused(Unanswerable):
    """This meeting is not possible as it was asked for: `field` says where, `why` for what reason, `user` about whom."""

    code = "meeting-refused"

    def __init__(self, field: str, why: str, user: int | None = None, missing: Sequence[str] = ()) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why
        self.user = user
        self.missing = tuple(missing)


@dataclass(frozen=True, slots=True)
class Told:
    """What is sealed of a meeting: where it is, what it is about, why it was cancelled."""

    place: str
    agenda: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Invitable:
    """Somebody who may be invited; `is_expected`: unless somebody says otherwise."""

    user: User
    institution: Institution
    is_expected: bool

    @property
    def is_guest(self) -> bool:
        """Whether they are bound to professional secrecy and come by the person's wish."""
        return self.institution.type == GUEST


@dataclass(frozen=True, slots=True)
class Convener:
    """Somebody who may call meetings of a kind, in a case that is open."""

    running: Running
    sight: Sight
    rules: MeetingRules


def convener(running: Running, kind: str) -> Convener:
    """Who acts, where they may call meetings of a kind. Raises NoMeetingsHere, NotAllowed, CaseClosed, CaseHeld."""
    sight = sight_in(running)
    rules = running.package.manifest.meetings.get(kind)
    if rules is None:
        raise NoMeetingsHere
    if not may_call(sight, rules):
        raise NotAllowed
    running.require_open()
    running.require_not_held()
    return Convener(running, sight, rules)


def may_call(sight: Sight, rules: MeetingRules) -> bool:
    """Whether somebody who sees the case so calls meetings of a kind, moves them and writes their minutes."""
    return not sight.is_exceptional and bool(sight.roles & set(rules.called_by))


def may_write(sight: Sight, category: str, before: Minutes | None) -> bool:
    """Whether one of those who call a meeting writes what was said of a category: they go on with what is their own
    institution's, and begin where they may read what others write of it, so that a refusal tells nobody what there is."""
    if before is not None and str(sight.institution_key) in before.owners.split(","):
        return True
    return before is None and (sight.is_opener or category in sight.categories)


def meeting_of(running: Running, meeting_key: int, version: int, *, must_be: str) -> tuple[Meeting, Convener]:
    """A meeting of the case for one of those who call it.

    Raises NotVisible, NotAllowed, NoMeetingsHere, CaseClosed, CaseHeld, MeetingChanged, MeetingIsOver, MeetingNotHeld.
    """
    row = running.work.get(Meeting, meeting_key)
    if row is None or row.case_key != running.instance.key:
        raise NotVisible
    rules = running.package.manifest.meetings.get(row.kind)
    if not may_see(running.work, running.actor, sight_in(running), row, rules, running.now):
        raise NotVisible
    by = convener(running, row.kind)
    if row.version != version:
        raise MeetingChanged(row.version)
    if must_be == PLANNED and row.state != PLANNED:
        raise MeetingIsOver
    if must_be == HELD and row.state != HELD:
        raise MeetingNotHeld
    return row, by


def case_of_meeting(meeting_key: int) -> Callable[[Work], int]:
    """Finds the case of a meeting, NO_CASE where there is none."""

    def case_of(work: Work) -> int:
        row = work.get(Meeting, meeting_key)
        return row.case_key if row else NO_CASE

    return case_of


def case_of_invitation(invitation_key: int) -> Callable[[Work], int]:
    """Finds the case of an invitation, NO_CASE where there is none."""

    def case_of(work: Work) -> int:
        row = work.get(Invitation, invitation_key)
        return row.case_key if row else NO_CASE

    return case_of


# who may be there


def invitable(work: Work, case_key: int, rules: MeetingRules, now: datetime) -> dict[int, Invitable]:
    """Those who may be invited: who holds a role of the meeting, in person or by their unit; by the key of the user."""
    roles = {*rules.called_by, *rules.invites, *rules.guests}
    places = [
        place
        for place in work.find(Participant, case_key=case_key)
        if place.role in roles and holds(place, now)
    ]
    bodies = sorted({place.institution_key for place in places})
    institutions = {row.key: row for row in work.find(Institution, key=bodies)} if bodies else {}
    users = at_work(work.find(User, institution_key=bodies, is_active=True)) if bodies else []
    found: dict[int, Invitable] = {}
    for user in sorted(users, key=lambda user: user.name):
        held = [place for place in places if place.institution_key == user.institution_key]
        near = [
            place
            for place in held
            if place.user_key == user.key or (place.unit_key == user.unit_key and place.unit_key != NO_UNIT)
        ]
        if near:
            expected = {*rules.invites, *rules.called_by}
            is_expected = any(place.user_key == user.key and place.role in expected for place in near)
            found[user.key] = Invitable(user, institutions[user.institution_key], is_expected)
    return found


def not_released(
    case: Case, granted: Mapping[int, frozenset[str]], institution_key: int, categories: Iterable[str]
) -> tuple[str, ...]:
    """The categories that an institution may not hear of; the office that keeps the case hears all of it."""
    if institution_key in (case.opened_by, PERSON):
        return ()
    open_to = granted.get(institution_key, frozenset())
    return tuple(dict.fromkeys(one for one in categories if one not in open_to))


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
    case = work.get(Case, meeting.case_key)
    rows = work.find(Invitation, meeting_key=meeting.key, state=INVITED)
    if case is None or meeting.state != PLANNED:
        return frozenset()
    granted = granted_now(work, meeting.case_key, now)
    who = invitable(work, meeting.case_key, rules, now)
    return frozenset(row.key for row in rows if lapsed(case, granted, meeting, row, who))


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
    gone = lapsed_in(work, meeting, rules, now)
    return any(row.key not in gone for row in rows)


# what is in it


def parts_of(text: str) -> tuple[int, ...]:
    """Parts as a row holds them."""
    return tuple(int(part) for part in text.split(",") if part)


def written_parts(parts: Iterable[int]) -> str:
    """Parts for a row."""
    return ",".join(str(part) for part in sorted(set(parts)))


def topics_of(meeting: Meeting) -> tuple[tuple[str, ...], ...]:
    """The categories that are spoken of, by part."""
    return tuple(tuple(part.split(",")) for part in meeting.topics.split(";"))


def written_topics(topics: Iterable[Iterable[str]]) -> str:
    """Topics for a row."""
    return ";".join(",".join(part) for part in topics)


def check_topics(rules: MeetingRules, topics: Sequence[Sequence[str]] | None) -> tuple[tuple[str, ...], ...]:
    """The categories of each part, all that the package foresees unless said otherwise. Raises MeetingRefused."""
    if topics is None:
        return tuple(part.categories for part in rules.parts)
    if len(topics) != len(rules.parts):
        raise MeetingRefused("topics", "another-number-of-parts")
    for part, wanted in zip(rules.parts, topics, strict=True):
        if not wanted:
            raise MeetingRefused("topics", "nothing-to-speak-of")
        if set(wanted) - set(part.categories):
            raise MeetingRefused(
                "topics", "not-in-this-part", missing=sorted(set(wanted) - set(part.categories))
            )
    return tuple(
        tuple(category for category in part.categories if category in wanted)
        for part, wanted in zip(rules.parts, topics, strict=True)
    )


def usual_minutes(package: Package, rules: MeetingRules) -> int:
    """How long a meeting takes unless somebody says otherwise."""
    value = package.parameters.get(rules.minutes, 60)
    return int(value) if isinstance(value, int | float | Decimal) else 60


def check_when(now: datetime, begins_at: datetime, minutes: int) -> None:
    """Raises MeetingRefused for a meeting in the past, or one that takes no time or more than a day."""
    if begins_at <= now:
        raise MeetingRefused("begins_at", "in-the-past")
    if begins_at > now + timedelta(days=3 * 366):
        raise MeetingRefused("begins_at", "too-far-away")
    if not 1 <= minutes <= LONGEST_MEETING:
        raise MeetingRefused("minutes", "not-a-length")


def check_told(told: Told) -> Told:
    """The texts, trimmed. Raises MeetingRefused for a missing place and what is too long."""
    found = Told(told.place.strip(), told.agenda.strip(), told.reason.strip())
    if not found.place:
        raise MeetingRefused("place", "missing")
    for field, longest in (("place", LONGEST_PLACE), ("agenda", LONGEST_AGENDA), ("reason", LONGEST_REASON)):
        if len(getattr(found, field)) > longest:
            raise MeetingRefused(field, "too-long")
    return found


def reminder_after(
    package: Package, rules: MeetingRules, begins_at: datetime, now: datetime
) -> datetime | None:
    """When those invited are reminded next: counted back on the calendar of Zurich, at the hour of the meeting."""
    moments = (_before(begins_at, package.parameters[name]) for name in rules.reminders)
    return min((one for one in moments if one is not None and now < one < begins_at), default=None)


def _before(begins_at: datetime, duration: object) -> datetime | None:
    wall = begins_at.astimezone(ZONE).replace(tzinfo=None)
    try:
        found = (
            add_months(wall, -duration.total)
            if isinstance(duration, YearsMonths)
            else wall - duration.span
            if isinstance(duration, DaysTime)
            else None
        )
    except OverflowError:
        return None
    return found.replace(tzinfo=ZONE).astimezone(UTC) if isinstance(found, datetime) else None


def place_of(row: Meeting | Minutes) -> str:
    """What binds a sealed text to its row."""
    return f"{type(row).__name__.lower()}:{row.key}"


def sealed_told(files: CaseFile, work: Work, meeting: Meeting, told: Told) -> bytes:
    """Place, agenda and reason, for the row."""
    packed: Mapping[str, Any] = {"place": told.place, "agenda": told.agenda, "reason": told.reason}
    return files.seal(work, meeting.case_key, orjson.dumps(packed), place_of(meeting))


def told_of(files: CaseFile, work: Work, meeting: Meeting) -> Told:
    """What `sealed_told` was given."""
    return Told(**orjson.loads(files.unseal(work, meeting.case_key, meeting.sealed, place_of(meeting))))


# invitations


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who is to be invited, to which parts."""

    user_key: int
    institution_key: int
    parts: tuple[int, ...]


def check_invited(
    by: Convener, topics: Sequence[Sequence[str]], invited: Mapping[int, Sequence[int]] | None
) -> list[Wanted]:
    """Who is to be invited: those named, by user, else those expected, to all parts; and the person to their parts.

    Raises MeetingRefused: somebody who is not in the case, or is not released for what is spoken of.
    """
    running = by.running
    work, case_key = running.work, running.instance.key
    case = work.get(Case, case_key)
    assert case is not None
    known = invitable(work, case_key, by.rules, running.now)
    granted = granted_now(work, case_key, running.now)
    every = tuple(range(1, len(topics) + 1))
    if invited is None:
        me = running.actor.user_key if running.actor else PERSON
        invited = {key: every for key, one in known.items() if one.is_expected or key == me}
    if not invited:
        raise MeetingRefused("invited", "nobody")
    if len(invited) > MOST_INVITED:
        raise MeetingRefused("invited", "too-many")
    found = []
    for key, parts in invited.items():
        one = known.get(key)
        if one is None:
            raise MeetingRefused("invited", "not-in-the-case", key)
        if not parts or set(parts) - set(every):
            raise MeetingRefused("invited", "no-such-part", key)
        if one.institution.key != case.opened_by and not granted.get(one.institution.key):
            raise MeetingRefused("invited", "no-release" if one.is_guest else "no-authority", key)
        heard = [category for part in sorted(set(parts)) for category in topics[part - 1]]
        missing = not_released(case, granted, one.institution.key, heard)
        if missing:
            raise MeetingRefused("invited", "not-released", key, missing)
        found.append(Wanted(key, one.institution.key, tuple(sorted(set(parts)))))
    theirs = tuple(part for part in every if by.rules.parts[part - 1].with_person)
    return [*found, Wanted(PERSON, PERSON, theirs)] if theirs else found


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


def live(work: Work, meeting: Meeting) -> list[Invitation]:
    """The invitations that were not taken back."""
    return work.find(Invitation, meeting_key=meeting.key, state=INVITED)


def in_parts(rows: Iterable[Invitation], part: int) -> Iterator[Invitation]:
    """Those invited to a part."""
    return (row for row in rows if part in parts_of(row.parts))
