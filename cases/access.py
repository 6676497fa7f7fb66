"""Who may see and do what: decided here, for every route and page.

Across institutions a grant decides, by category; inside by mandate: the unit that holds the role, the person
named, or who stands in for that person while they are away. What somebody can't see doesn't exist for them (NotVisible); what they see but may not do is NotAllowed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.absences import Colleague, deputies_ask, stood_in_for
from cases.catalogue import CATEGORIES, MEETING_RECORDS
from cases.rows import DataKey, Grant, Institution, Participant, Record
from engine.ports import SYSTEM, Actor, NotAllowed, NotVisible, Reading, Reference
from engine.ports import Sight as SightOfCase
from engine.running import Running
from engine.store import Ask, Work

WORKING_ROLES = frozenset({"caseworker", "coordinator"})
"""The people who work on cases."""
"""The role of an account that is no person's."""
AT_WORK = WORKING_ROLES | {SYSTEM}
"""Who may see cases at all: people who work on them, and systems of their teams."""
OWN_CASE = "*"
COORDINATION = "COORDINATION"
"""The type of the offices that coordinate cases."""
GUEST = "GUEST"
"""The type of institutions that are bound to professional secrecy and invited by the person's wish."""
BREAK_GLASS = "BREAK_GLASS"
"""The basis of what is read by exception."""
EXCEPTION = "!exception"
"""The role of somebody who looks at a case of their own institution without a mandate, for a reason and a time. No
package can call a role like this."""
NO_UNIT = 0
"""The unit of a place that is for the one it names alone, never for their unit or a deputy: a guest's, since a release
from professional secrecy is for one person, and a look by exception."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What an actor sees of a case: categories granted to the institution and the roles held with a mandate."""

    institution_key: int
    categories: frozenset[str]
    roles: frozenset[str]
    is_opener: bool
    is_guest: bool = False
    """Of an institution that is invited: it sees what was released to it and its own, not the course of the case."""

    @property
    def is_exceptional(self) -> bool:
        """Whether the actor only looks, without a mandate: nothing may be done then."""
        return self.roles == {EXCEPTION}

    def may_read(self, category: str, owners: str) -> bool:
        """Whether a record of this category and owners is open to the actor."""
        return str(self.institution_key) in owners.split(",") or category in self.categories

    def may_know(self, record: Record) -> bool:
        """Whether a record is open to the actor. Of meetings guests learn by their invitations alone."""
        if self.is_guest and record.type in MEETING_RECORDS:
            return False
        return self.may_read(record.category, record.owners)

    def may_know_of(self, reference: Reference) -> bool:
        """Whether what was read is open to the actor, as the record itself would be."""
        if self.is_guest and reference.type in MEETING_RECORDS:
            return False
        return self.may_read(reference.category, ",".join(reference.owners))

    def readable(self, reading: Reading) -> frozenset[str]:
        """The types among what was read of which every record is open to the actor."""
        closed = {one.type for one in reading.references if not self.may_know_of(one)}
        return frozenset(reading.values.keys() - closed)


def active_grants(
    work: Work, case_key: int | Sequence[int], institution_key: int, now: datetime
) -> list[Grant]:
    """The grants an institution holds on a case, or on several, at a moment."""
    return [
        grant
        for grant in work.find(Grant, case_key=case_key, institution_key=institution_key, revoked_at=None)
        if is_active(grant, now)
    ]


def hidden_from(
    work: Work, actor: Actor, case_key: int, institutions: Iterable[Institution], now: datetime
) -> set[int]:
    """Institutions of guests whom the person has not released (any more): only the coordination, which invites, and their
    own people know of them. That a therapist is to come says a lot.
    """
    if actor.institution_type == COORDINATION:
        return set()
    guests = {row.key for row in institutions if row.type == GUEST} - {actor.institution_key}
    return {key for key in guests if not active_grants(work, case_key, key, now)}


def asks_of_sight(actor: Actor, case_key: int) -> tuple[Ask, ...]:
    """What `sight_of` asks the store, for reading it ahead."""
    of_ours = {"case_key": case_key, "institution_key": actor.institution_key, "revoked_at": None}
    return (
        deputies_ask(actor),
        (Grant, of_ours),
        (Participant, {"case_key": case_key}),
        (DataKey, {"key": case_key}),  # needed next; a small row, so its being there takes no time of its own
    )


def sight_of(work: Work, actor: Actor, case_key: int, now: datetime) -> Sight | None:
    """What the actor sees of a case, or None: it doesn't exist for them.

    From its key alone, before anything of it is loaded, and by the same question whatever they find: an answer tells
    nobody by its course whether there is such a case, or whether their institution takes part in it.
    """
    if not actor.roles & AT_WORK:
        return None
    work.ahead(*asks_of_sight(actor, case_key))
    absent = stood_in_for(work, actor, now)
    grants = active_grants(work, case_key, actor.institution_key, now)
    return _sight(actor, absent, grants, _places_of(work, case_key, actor), now)


def _places_of(work: Work, case_key: int, actor: Actor) -> list[Participant]:
    """The places of the actor's institution in a case."""
    places = work.find(Participant, case_key=case_key)
    return [place for place in places if place.institution_key == actor.institution_key]


def sight_in(running: Running) -> Sight:
    """What somebody who acts in a case sees of it. Raises NotVisible."""
    sight = running.sight
    assert isinstance(sight, Sight)
    return sight


def sights_of(work: Work, actor: Actor, case_keys: Collection[int], now: datetime) -> dict[int, Sight]:
    """What the actor sees of many cases, in three queries; cases that don't exist for them are left out."""
    if not case_keys or not actor.roles & AT_WORK:
        return {}
    wanted = {"case_key": sorted(case_keys), "institution_key": actor.institution_key}
    absent = stood_in_for(work, actor, now)
    grants: dict[int, list[Grant]] = {}
    for grant in work.find(Grant, **wanted, revoked_at=None):
        if is_active(grant, now):
            grants.setdefault(grant.case_key, []).append(grant)
    places: dict[int, list[Participant]] = {}
    for place in work.find(Participant, **wanted):
        places.setdefault(place.case_key, []).append(place)
    sights = {key: _sight(actor, absent, given, places.get(key, []), now) for key, given in grants.items()}
    return {key: sight for key, sight in sights.items() if sight is not None}


def sight_until(work: Work, actor: Actor, case_key: int, moment: datetime) -> Sight | None:
    """What the actor saw of a case until its erasure at this moment, by a place they still have."""
    ended = [
        grant
        for grant in work.find(Grant, case_key=case_key, institution_key=actor.institution_key)
        if grant.revoked_at in (None, moment) and is_active(grant, moment)
    ]
    if not ended or not actor.roles & AT_WORK:
        return None
    places = work.find(Participant, case_key=case_key, institution_key=actor.institution_key)
    return _sight(actor, stood_in_for(work, actor, moment), ended, places, moment)


def took_part(work: Work, actor: Actor, case_key: int, now: datetime) -> bool:
    """Whether the case was ever open to the actor's institution, and the actor stands where it was: in the unit that held a
    place, or named. Never by exception. The same questions whatever they find."""
    absent = stood_in_for(work, actor, now)
    was_open = work.find(Grant, case_key=case_key, institution_key=actor.institution_key)
    places = work.find(Participant, case_key=case_key, institution_key=actor.institution_key)
    is_there = any(place.role != EXCEPTION and is_near(place, actor, absent) for place in places)
    return bool(was_open) and is_there and bool(actor.roles & AT_WORK)


def is_active(grant: Grant, now: datetime) -> bool:
    """Whether a grant that was not revoked is in force at a moment."""
    return grant.valid_from <= now and (grant.valid_to is None or now < grant.valid_to)


def _sight(
    actor: Actor,
    absent: frozenset[int],
    grants: Sequence[Grant],
    places: Sequence[Participant],
    now: datetime,
) -> Sight | None:
    roles = frozenset(place.role for place in places if holds(place, now) and is_near(place, actor, absent))
    if not roles or not grants:
        return None
    mandated = roles - {EXCEPTION}
    categories = frozenset(grant.category for grant in grants)
    is_opener = OWN_CASE in categories and bool(mandated)
    is_guest = actor.institution_type == GUEST
    return Sight(actor.institution_key, categories - {OWN_CASE}, mandated or roles, is_opener, is_guest)


def holds(place: Participant, now: datetime) -> bool:
    """Whether a place in a case is held at a moment."""
    return place.since <= now and (place.until is None or now < place.until)


def is_near(place: Participant, user: Colleague, absent: frozenset[int]) -> bool:
    """The mandate inside an institution that holds a place: through the user's unit, because it names the user, or
    somebody `absent` whom the user stands in for. A place without a unit is for the one it names alone.
    """
    return place.unit_key == user.unit_key or is_by_name(place, user, absent)


def is_by_name(place: Participant, user: Colleague, absent: frozenset[int]) -> bool:
    """Whether a place names the user, or somebody `absent` whom the user stands in for."""
    return place.user_key == user.user_key or (place.user_key in absent and place.unit_key != NO_UNIT)


def exception_until(work: Work, actor: Actor, case_key: int, now: datetime) -> datetime | None:
    """Until when the actor may look at a case by exception; None where they may not."""
    mine = work.find(Participant, case_key=case_key, role=EXCEPTION, user_key=actor.user_key)
    return max((place.until for place in mine if place.until and now < place.until), default=None)


class CaseAccess:
    """The access decision as the engine asks for it."""

    def see(self, work: Work, actor: Actor, case_key: int, now: datetime) -> Sight:
        """What the actor sees of the case. Raises NotVisible."""
        sight = sight_of(work, actor, case_key, now)
        if sight is None:
            raise NotVisible
        return sight

    def seat_of(self, sight: SightOfCase, roles: Sequence[str]) -> tuple[str, ...]:
        """The roles among these that the actor may fill. Raises NotAllowed."""
        held = tuple(role for role in roles if role in sight.roles)
        if not held or sight.is_exceptional:
            raise NotAllowed
        return held

    def stood_in_for(self, work: Work, actor: Actor, case_key: int, role: str, now: datetime) -> int | None:
        """Whom the case names for a role, where that is not the actor: as deputy or as a colleague of the unit."""
        places = _places_of(work, case_key, actor)
        named = {place.user_key for place in places if place.role == role and holds(place, now)} - {None}
        return None if actor.user_key in named else max((key for key in named if key), default=None)

    def taken_for(self, work: Work, actor: Actor, case_key: int, roles: Sequence[str], now: datetime) -> int:
        """The user for whom the actor takes a task: who only stands in takes it for who is away, so that it is theirs again
        when the absence ends, and lies with nobody who has lost the case.
        """
        ours = _places_of(work, case_key, actor)
        places = [place for place in ours if place.role in roles and holds(place, now)]
        if any(is_near(place, actor, frozenset()) for place in places):
            return actor.user_key
        absent = stood_in_for(work, actor, now)
        return next((place.user_key for place in places if place.user_key in absent), None) or actor.user_key

    def shared_categories(
        self, work: Work, case_key: int, roles: Sequence[str], now: datetime
    ) -> frozenset[str] | None:
        """The categories granted to every institution behind these roles but the opener; None where there is one only."""
        places = work.find(Participant, case_key=case_key, role=sorted(roles), until=None)
        institutions = {place.institution_key for place in places}
        if len(institutions) < 2:
            return None
        shared = frozenset(CATEGORIES)
        for institution in institutions:
            granted = {grant.category for grant in active_grants(work, case_key, institution, now)}
            if OWN_CASE not in granted:
                shared &= granted
        return shared
