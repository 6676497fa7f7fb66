"""Who reads a note: the author's own institution, and where it is shared whoever may see its category just now."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.absences import absent_now
from cases.access import EXCEPTION, NO_UNIT, OWN_CASE, WORKING_ROLES, Sight, holds
from cases.rows import Grant, Note, Participant, User
from engine.store import Work

MENTIONED = "NOTE_MENTION"
"""What who is mentioned is told."""
OWN, SHARED = "own", "shared"
AUDIENCES = (OWN, SHARED)
LONGEST = 4000
"""Characters of a note."""
MAY_BE_WITHDRAWN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody with a mandate in a case. `is_named`: the case names them, not only their unit."""

    user: User
    is_named: bool


def may_read(sight: Sight, note: Note) -> bool:
    """Whether a note is open to who sees its case so."""
    return is_open(sight, note.audience, note.category, note.institution_key)


def is_open(sight: Sight, audience: str, category: str, institution_key: int) -> bool:
    """Whether notes of an institution are: the decision that holds for records where they are shared, else only to
    the institution's own."""
    if audience == SHARED:
        return sight.may_read(category, str(institution_key))
    return sight.institution_key == institution_key


def place_of(note_key: int) -> str:
    """What binds a sealed note to its row."""
    return f"note:{note_key}"


def may_withdraw(note: Note, user_key: int, now: datetime) -> bool:
    """Whether somebody may take a note back: its author, within a day."""
    return (
        note.user_key == user_key and note.withdrawn_at is None and now < note.created_at + MAY_BE_WITHDRAWN
    )


def granted_now(work: Work, case_key: int, now: datetime) -> Mapping[int, frozenset[str]]:
    """The institutions that a case is open to just now, each with its categories."""
    found: dict[int, set[str]] = defaultdict(set)
    for grant in work.find(Grant, case_key=case_key, revoked_at=None):
        if grant.valid_from <= now and (grant.valid_to is None or now < grant.valid_to):
            found[grant.institution_key].add(grant.category)
    return {key: frozenset(categories - {OWN_CASE}) for key, categories in found.items()}


def mandated(
    work: Work, case_key: int, institutions: Collection[int], now: datetime
) -> dict[int, list[Reader]]:
    """Those who work on a case in these institutions, by institution and name; who only looks is not among them."""
    wanted = sorted(institutions)
    places: dict[int, list[Participant]] = defaultdict(list)
    for place in work.find(Participant, case_key=case_key, institution_key=wanted) if wanted else []:
        if place.role != EXCEPTION and holds(place, now):
            places[place.institution_key].append(place)
    users = work.find(User, institution_key=sorted(places), is_active=True) if places else []
    stand_in = _deputies(work, places, now)
    found: dict[int, list[Reader]] = {key: [] for key in places}
    for user in sorted(users, key=lambda user: user.name):
        held = places[user.institution_key]
        is_named = any(place.user_key == user.key for place in held)
        is_near = is_named or any(place.unit_key == user.unit_key for place in held)
        is_near = is_near or (user.institution_key, user.key) in stand_in
        if is_near and WORKING_ROLES & set(user.roles.split(",")):
            found[user.institution_key].append(Reader(user, is_named))
    return found


def _deputies(
    work: Work, places: Mapping[int, Collection[Participant]], now: datetime
) -> set[tuple[int, int]]:
    """Institution and user of everybody who stands in for somebody whom the case names there."""
    named = {
        (key, place.user_key)
        for key, group in places.items()
        for place in group
        if place.user_key is not None and place.unit_key != NO_UNIT
    }
    away = absent_now(work, {user for _, user in named}, now)
    return {
        (key, away[user].deputy_key)
        for key, user in named
        if user in away and away[user].institution_key == key
    }


def readers_of(
    work: Work, case_key: int, institution_key: int, audience: str, category: str, now: datetime
) -> dict[int, User]:
    """Who may read a note of this institution, audience and category just now, by their keys."""
    institutions = {institution_key}
    if audience == SHARED:
        granted = granted_now(work, case_key, now)
        institutions |= {key for key, categories in granted.items() if category in categories}
    found = mandated(work, case_key, institutions, now)
    return {reader.user.key: reader.user for group in found.values() for reader in group}
