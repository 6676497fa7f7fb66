"""Who may be there: who holds a role of the meeting, and what their institution may hear of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.access import GUEST, NO_UNIT, holds
from cases.colleagues import at_work
from cases.meetings.states import PERSON
from cases.rows import Case, Institution, Participant, User
from engine.packages.manifest import MeetingRules
from engine.store import Work


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
