"""Who is invited to a meeting, what they said, and how their letters stand."""

from collections.abc import Mapping

from cases.meetings.conveners import may_call
from cases.meetings.lapsing import lapsed_in
from cases.meetings.seeing import answers_for
from cases.meetings.states import INVITED, PERSON, PLANNED, REMINDER, SENT
from cases.meetings.topics import parts_of
from cases.rows import Institution, Invitation, Mail, Meeting, User
from cases.views.meetings.lines import is_met
from cases.views.meetings.shapes import InvitationView
from cases.views.seen import Seen
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.packages.manifest import MeetingRules
from engine.ports import Actor
from engine.store import Work


def invitations_of(
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
        if one.user_key != PERSON and not is_met(seen, one.institution_key):
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
