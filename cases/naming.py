"""Who is chosen in a record whose fields are named like roles holds the role from then on; a guest gets a place first,
and so does whoever manages the case.

A guest's place is for one person: another user of the same practice is another guest. Who manages the case is one at a
time: whoever is named next takes the place over, of another institution or not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cases.access import GUEST, NO_UNIT
from cases.catalogue import CASE_MANAGEMENT, CATALOGUE, ENDING, NAMING
from cases.consents import end_earlier
from cases.rows import Consent, Institution, Participant, User
from engine.keys import KeySource
from engine.ports import Entry
from engine.store import Work

Happened = tuple[str, Mapping[str, Any]]
RELEASE = "secrecy_release"


def name_professionals(
    work: Work, keys: KeySource, case_key: int, entries: Sequence[Entry], now: datetime
) -> list[Happened]:
    """Give the roles to those chosen. A tandem that is formed makes the case accepted."""
    chosen = {entry.field: entry.value for entry in entries if entry.type in NAMING}
    if not chosen:
        return []
    managing = {entry.field for entry in entries if entry.type == CASE_MANAGEMENT}
    places = {place.role: place for place in work.find(Participant, case_key=case_key, until=None)}
    events: list[Happened] = []
    for role, value in chosen.items():
        user = work.get(User, int(value)) if isinstance(value, str) and value.isdecimal() else None
        place = places.get(role)
        if user is not None and role in managing:
            events.append(_appoint(work, keys, case_key, role, user, place, now))
        elif user is not None and _is_guest(work, user):
            events += _invite(work, keys, case_key, role, user, place, now)
        elif user is not None and place is not None and place.institution_key == user.institution_key:
            work.replace(replace(place, user_key=user.key, unit_key=user.unit_key, done_at=None))
            events.append(_named(role, user))
        elif value is None and place is not None and _is_guest(work, work.get(User, place.user_key or 0)):
            events += _leave(work, case_key, place, now)
    is_tandem = any(entry.type == "tandem" for entry in entries)
    return [*events, ("CASE_ACCEPTED", {})] if events and is_tandem else events


def end_work(work: Work, case_key: int, entries: Sequence[Entry], now: datetime) -> None:
    """Who was named keeps the place, and carries the case no longer once a record says that this work is over."""
    over = {ENDING[entry.type] for entry in entries if entry.type in ENDING}
    roles = sorted(name for kind in over for name in CATALOGUE[kind])
    for place in work.find(Participant, case_key=case_key, role=roles, until=None) if roles else []:
        if place.done_at is None:
            work.replace(replace(place, done_at=now))


def begin_work_again(work: Work, case_key: int, roles: Collection[str]) -> None:
    """Whose work was over, in one of these roles, carries the case again: some of it has begun anew."""
    named = {name for kind in ENDING.values() for name in CATALOGUE[kind]}
    again = sorted(named.intersection(roles))
    for place in work.find(Participant, case_key=case_key, role=again, until=None) if again else []:
        if place.done_at is not None:
            work.replace(replace(place, done_at=None))


def _named(role: str, user: User) -> Happened:
    return "PROFESSIONAL_NAMED", {"role": role, "user": str(user.key)}


def _appoint(
    work: Work,
    keys: KeySource,
    case_key: int,
    role: str,
    user: User,
    place: Participant | None,
    now: datetime,
) -> Happened:
    """The place of who manages the case is theirs, in their own unit."""
    if place is None:
        unit, institution = user.unit_key, user.institution_key
        work.add(Participant(keys(), case_key, institution, unit, role, user.key, True, now, None))
    else:
        body, unit = user.institution_key, user.unit_key
        work.replace(replace(place, institution_key=body, unit_key=unit, user_key=user.key))
    return _named(role, user)


def _is_guest(work: Work, user: User | None) -> bool:
    institution = work.get(Institution, user.institution_key) if user else None
    return institution is not None and institution.type == GUEST


def _invite(
    work: Work,
    keys: KeySource,
    case_key: int,
    role: str,
    user: User,
    place: Participant | None,
    now: datetime,
) -> list[Happened]:
    """A guest takes the place; whoever else had it leaves, of the same practice or not."""
    if place is not None and place.user_key == user.key:
        return [_named(role, user)]
    ended = _leave(work, case_key, place, now)
    work.add(Participant(keys(), case_key, user.institution_key, NO_UNIT, role, user.key, True, now, None))
    return [*ended, _named(role, user)]


def _leave(work: Work, case_key: int, place: Participant | None, now: datetime) -> list[Happened]:
    """A guest gives way to another. What the person released was meant for the one who leaves: it ends too."""
    if place is None:
        return []
    work.replace(replace(place, until=now, is_working=False))
    return [("CONSENT_REVOKED", codes_of(one)) for one in end_earlier(work, case_key, RELEASE, now)]


def codes_of(consent: Consent) -> dict[str, str]:
    """A consent, as events name it."""
    return {"type": consent.type, "kind": consent.kind, "consent": str(consent.key)}
