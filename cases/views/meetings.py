"""Meetings of a case as somebody may see them: when, where, who comes, what was said; and what they may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.catalogue import CATEGORIES
from cases.meetings import (
    CATEGORY,
    HELD,
    INVITED,
    PERSON,
    PLANNED,
    REMINDER,
    SENT,
    Told,
    answers_for,
    invitable,
    lapsed_in,
    may_call,
    may_see,
    may_write,
    not_released,
    parts_of,
    place_of,
    told_of,
    topics_of,
    usual_minutes,
)
from cases.notes import granted_now
from cases.rows import Institution, Invitation, Mail, Meeting, Minutes, User
from cases.views.guests import meets
from cases.views.seen import Seen, Shown
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.packages.manifest import MeetingRules
from engine.ports import Actor, NotVisible
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a meeting: what may be spoken of in it, and whether the person is there."""

    number: int
    title: Text
    topics: tuple[tuple[str, Text], ...]
    with_person: bool


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of meeting that the reader may call."""

    code: str
    title: Text
    minutes: int
    parts: tuple[PartView, ...]
    people: tuple["SomebodyView", ...]


@dataclass(frozen=True, slots=True)
class SomebodyView:
    """Somebody who may be invited; `closed`: the categories they are not released for. `is_invitable`: their institution has the
    case at all."""

    key: int
    name: str
    function: str
    institution: Badge
    is_guest: bool
    is_expected: bool
    is_invitable: bool
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class InvitationView:
    """Somebody invited; `name` and `institution` None for the person. `mail`: waiting | sent | dead | off, and `letter` where none
    is sent. `because`: why it counts no longer: taken_out | lapsed."""

    key: int
    user_key: int
    name: str | None
    institution: Badge | None
    parts: tuple[int, ...]
    answer: str
    answer_label: Text
    answered_at: datetime | None
    answered_for: bool
    because: str | None
    attended: tuple[int, ...] | None
    mail: str
    mail_at: datetime | None
    is_mine: bool
    may_answer: bool

    @property
    def is_live(self) -> bool:
        """Whether it counts."""
        return self.because is None


@dataclass(frozen=True, slots=True)
class MinutesView:
    """What was said of a category in a part; `text` None where it is closed to the reader or not written."""

    part: int
    category: str
    label: Text
    number: int
    text: str | None
    author: str | None
    written_at: datetime | None
    is_closed: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    key: int
    kind: str
    title: Text
    state: str
    state_label: Text
    begins_at: datetime
    ends_at: datetime
    minutes: int
    accepted: int
    open: int
    declined: int
    my_answer: str | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting. `may_change`: the reader calls, moves and cancels it; `may_write`: it was held and they write what was said."""

    line: MeetingLine
    version: int
    sequence: int
    told: Told
    parts: tuple[PartView, ...]
    invitations: tuple[InvitationView, ...]
    minutes: tuple[MinutesView, ...]
    convener: str
    institution: Badge | None
    asked_on: date | None
    may_change: bool
    may_hold: bool
    may_write: bool
    may_note_request: bool
    may_hand_out: bool
    mine: InvitationView | None
    people: tuple[SomebodyView, ...]
    shown: Shown

    @property
    def key(self) -> int:
        """The meeting."""
        return self.line.key


@dataclass(frozen=True, slots=True)
class MeetingsDesk:
    """The meetings of a case, those to come first, and the kinds that the reader may call now."""

    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    kinds: tuple[KindView, ...]
    shown: Shown


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
    lines = [_line(work, actor, seen, row, now) for row in rows]
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
    invitations = _invitations(engine, work, actor, seen, row, rules)
    mine = next((one for one in invitations if one.is_mine and one.is_live), None)
    minutes = _minutes(engine, work, seen, row, mine, writes=calls and row.state == HELD)
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
    return MeetingView(
        line=_line(work, actor, seen, row, now),
        version=row.version,
        sequence=row.sequence,
        told=told_of(engine.case_file, work, row),
        parts=_parts(seen, rules, topics_of(row)),
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
        people=_people(work, actor, seen, rules, now) if calls and is_planned else (),
        shown=frozenset({(CATEGORY, str(row.institution_key))}) | read,
    )


def _line(work: Work, actor: Actor, seen: Seen, row: Meeting, now: datetime) -> MeetingLine:
    rules = seen.package.manifest.meetings.get(row.kind)
    live = work.find(Invitation, meeting_key=row.key, state=INVITED)
    gone = lapsed_in(work, row, rules, now) if rules else frozenset()
    known = [
        one
        for one in live
        if one.key not in gone and (one.user_key == PERSON or _is_met(seen, one.institution_key))
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


def _is_met(seen: Seen, institution_key: int) -> bool:
    """Whether the reader learns that somebody of an institution is invited."""
    return institution_key in seen.institutions and meets(seen, institution_key)


def _kind(work: Work, actor: Actor, seen: Seen, code: str, rules: MeetingRules, now: datetime) -> KindView:
    return KindView(
        code,
        seen.wording.get(rules.text),
        usual_minutes(seen.package, rules),
        _parts(seen, rules, tuple(part.categories for part in rules.parts)),
        _people(work, actor, seen, rules, now),
    )


def _parts(seen: Seen, rules: MeetingRules, topics: Sequence[Sequence[str]]) -> tuple[PartView, ...]:
    return tuple(
        PartView(
            number,
            seen.wording.get(part.text),
            tuple((one, seen.wording.vocabulary("categories", one)) for one in spoken),
            part.with_person,
        )
        for number, (part, spoken) in enumerate(zip(rules.parts, topics, strict=False), start=1)
    )


def _people(
    work: Work, actor: Actor, seen: Seen, rules: MeetingRules, now: datetime
) -> tuple[SomebodyView, ...]:
    case, granted = seen.case, granted_now(work, seen.case.key, now)
    found = []
    for key, one in invitable(work, case.key, rules, now).items():
        body = one.institution
        if not _is_met(seen, body.key):
            continue
        function = one.user.function_fr if seen.wording.language == "fr" else one.user.function_de
        is_open = body.key == case.opened_by or bool(granted.get(body.key))
        found.append(
            SomebodyView(
                key,
                one.user.name,
                function,
                badge_of(body, seen.wording.language),
                one.is_guest,
                one.is_expected or key == actor.user_key,
                is_open,
                frozenset(not_released(case, granted, body.key, CATEGORIES)),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.is_guest, not one.is_expected, one.name)))


def _invitations(
    engine: Engine, work: Work, actor: Actor, seen: Seen, row: Meeting, rules: MeetingRules
) -> tuple[InvitationView, ...]:
    now = engine.clock.now()
    rows = work.find(Invitation, meeting_key=row.key)
    gone = lapsed_in(work, row, rules, now)
    users = {user.key: user for user in work.find(User, key=sorted({one.user_key for one in rows}))}
    mine = answers_for(work, actor, now) if not seen.sight.is_exceptional else frozenset()
    mails: dict[int, Mail] = {}
    for mail in work.find(Mail, meeting_key=row.key):
        if mail.kind != REMINDER:
            mails[mail.invitation_key] = mail  # by key: the last one
    bodies = _bodies(work, seen, {one.institution_key for one in rows if one.user_key != PERSON})
    found = []
    for one in rows:
        if one.user_key != PERSON and not _is_met(seen, one.institution_key):
            continue
        because = one.withdrawn_because if one.state != INVITED else "lapsed" if one.key in gone else None
        may_answer = (
            row.state == PLANNED
            and because is None
            and seen.case.closed_at is None
            and (one.user_key in mine or (one.user_key == PERSON and may_call(seen.sight, rules)))
        )
        user = users.get(one.user_key)
        letter = mails.get(one.key)
        found.append(
            InvitationView(
                key=one.key,
                user_key=one.user_key,
                name=user.name if user else None,
                institution=bodies.get(one.institution_key),
                parts=parts_of(one.parts),
                answer=one.answer,
                answer_label=seen.wording.vocabulary("invitation_answers", one.answer),
                answered_at=one.answered_at,
                answered_for=one.user_key != PERSON
                and one.answered_by is not None
                and one.answered_by != one.user_key,
                because=because,
                attended=parts_of(one.attended) if one.attended is not None else None,
                mail=letter.status if letter else "letter",
                mail_at=letter.last_at if letter and letter.status == SENT else None,
                is_mine=one.user_key in mine,
                may_answer=may_answer,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.user_key == PERSON, not one.is_live, one.name or "")))


def _bodies(work: Work, seen: Seen, keys: set[int]) -> Mapping[int, Badge]:
    known = {key: seen.institutions[key] for key in keys if key in seen.institutions}
    missing = sorted(keys - set(known))
    known |= {row.key: row for row in work.find(Institution, key=missing)} if missing else {}
    return {key: badge_of(body, seen.wording.language) for key, body in known.items()}


def _minutes(
    engine: Engine, work: Work, seen: Seen, row: Meeting, mine: InvitationView | None, *, writes: bool
) -> tuple[MinutesView, ...]:
    """What was said, part by part; a guest reads only of the parts they were there for."""
    if row.state != HELD:
        return ()
    texts = {(one.part, one.category): one for one in work.find(Minutes, meeting_key=row.key)}
    authors = {one.written_by for one in texts.values()}
    names = {user.key: user.name for user in work.find(User, key=sorted(authors))} if authors else {}
    heard = set(mine.attended or ()) if mine else set()
    found = []
    for part, topics in enumerate(topics_of(row), start=1):
        if seen.sight.is_guest and part not in heard:
            continue
        for category in topics:
            one = texts.get((part, category))
            # Whether there is anything of a category that is closed is told to nobody.
            is_open = seen.sight.may_read(category, one.owners if one else str(row.institution_key))
            shows = one if is_open else None
            found.append(
                MinutesView(
                    part,
                    category,
                    seen.wording.vocabulary("categories", category),
                    shows.version if shows else 0,
                    engine.case_file.unseal(work, row.case_key, shows.sealed, place_of(shows)).decode()
                    if shows
                    else None,
                    names.get(shows.written_by) if shows else None,
                    shows.written_at if shows else None,
                    not is_open,
                    writes and may_write(seen.sight, category, one),
                )
            )
    return tuple(found)


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
    planned = [row for row in rows if row.state == PLANNED]
    following = min(planned, key=lambda row: row.begins_at, default=None)
    return (_line(work, actor, seen, following, now) if following else None), calls
