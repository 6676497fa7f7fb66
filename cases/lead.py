"""Who leads a case: at most one professional, agreed among the offices; it opens nothing and moves no competence.

Nobody is led in two cases at once, whatever the procedures (CH-02): the database refuses the second lead. That somebody
is led elsewhere is told to the coordination alone.

Where a procedure has a role with `binding: lead`, who is named for it and accepts leads the case, and whoever is given the
lead takes over the role: a case manager, one at a time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.absences import stood_in_for
from cases.access import COORDINATION, GUEST, Sight
from cases.notes import granted_now, mandated
from cases.rows import CasePerson, Institution, Lead, Participant, Person, User
from engine.packages.manifest import Manifest, Role
from engine.ports import Actor
from engine.store import Work


def lead_of(work: Work, case_key: int) -> Lead | None:
    """Who leads a case, if anybody does."""
    return next(iter(work.find(Lead, case_key=case_key)), None)


def person_of(work: Work, case_key: int) -> int | None:
    """The person of a case; None where there is none, as in single models."""
    link = work.get(CasePerson, case_key)
    return link.person_key if link is not None else None


def professionals(work: Work, case_key: int, now: datetime) -> dict[int, User]:
    """Who may lead: everybody with a mandate in the case, of any institution that the case is open to, but guests: they
    don't see the course of the case."""
    granted = sorted(granted_now(work, case_key, now))
    bodies = work.find(Institution, key=granted) if granted else []
    found = mandated(work, case_key, [body.key for body in bodies if body.type != GUEST], now)
    return {reader.user.key: reader.user for group in found.values() for reader in group}


def leads_for(work: Work, actor: Actor, lead: Lead | None, now: datetime) -> bool:
    """Whether the actor leads, or stands in for who does."""
    if lead is None or lead.institution_key != actor.institution_key:
        return False
    return lead.user_key == actor.user_key or lead.user_key in stood_in_for(work, actor, now)


def choices_of(work: Work, actor: Actor, sight: Sight, case_key: int, now: datetime) -> frozenset[int | None]:
    """To whom the actor may give the lead; None is nobody. Empty: they may not change it.

    Who leads hands it over or gives it back, and the coordination assigns it. Where none takes part, and nobody leads who
    still has a mandate, somebody of the office that opened the case takes it. Elsewhere they could not be refused without
    telling that the person is led in another case: only the coordination links cases, and only those it takes part in.
    """
    if sight.is_exceptional or sight.is_guest or person_of(work, case_key) is None:
        return frozenset()
    lead, able = lead_of(work, case_key), professionals(work, case_key, now)
    if leads_for(work, actor, lead, now) or actor.institution_type == COORDINATION:
        return frozenset({*able, None}) - {lead.user_key if lead is not None else None}
    is_free = lead is None or lead.user_key not in able
    is_ours = sight.is_opener and is_free and not _is_coordinated(work, case_key)
    return frozenset({actor.user_key}) if is_ours else frozenset()


def narrowed(
    work: Work, manifest: Manifest, case_key: int, choices: frozenset[int | None]
) -> frozenset[int | None]:
    """The choices without those who could not take over the case management that goes with the lead, where it does: it is
    handed over within the types of institution that may have it, and never just given up."""
    managed = managed_by(work, manifest, case_key)
    if managed is None:
        return choices
    users = work.find(User, key=sorted(key for key in choices if key is not None))
    bodies = {
        row.key: row.type for row in work.find(Institution, key=[user.institution_key for user in users])
    }
    return frozenset(user.key for user in users if bodies[user.institution_key] in managed[1].institutions)


def managed_by(
    work: Work, manifest: Manifest, case_key: int, successor: int | None = None
) -> tuple[str, Role] | None:
    """The role of who manages the case, where whoever leads it does, or a successor to whom their work has gone already."""
    lead = lead_of(work, case_key)
    for name, role in manifest.roles.items():
        if role.binding == "lead" and lead is not None:
            places = work.find(Participant, case_key=case_key, role=name, until=None)
            if any(place.user_key in {lead.user_key, successor} for place in places):
                return name, role
    return None


def named_for(work: Work, case_key: int, roles: tuple[str, ...]) -> int | None:
    """Whom the case names for one of these roles."""
    places = work.find(Participant, case_key=case_key, role=sorted(roles), until=None)
    return next((place.user_key for place in places if place.user_key is not None), None)


def is_led_elsewhere(work: Work, case_key: int) -> bool:
    """Whether the person of a case is led in another one: for the coordination alone."""
    person_key = person_of(work, case_key)
    lead = work.get(Lead, person_key) if person_key is not None else None
    return lead is not None and lead.case_key != case_key


def put_in_the_lead(work: Work, case_key: int, user: User, now: datetime) -> Mapping[str, Any]:
    """Somebody leads a case from now on, whose person is led in no other one. What is told of it."""
    before, person_key = lead_of(work, case_key), person_of(work, case_key)
    assert person_key is not None
    for person in work.find(Person, key=person_key):
        work.replace(
            person
        )  # who takes two persons for one at the same moment is overtaken, or overtakes this
    row = Lead(person_key, case_key, user.institution_key, user.key, now)
    if before is None:
        work.add(row)
    else:
        work.replace(row)
    return {"from": str(before.user_key) if before else None, "user": str(user.key), "to": str(user.key)}


def _is_coordinated(work: Work, case_key: int) -> bool:
    """Whether a coordination office takes part in a case or did, whether it sees it already or not."""
    keys = {place.institution_key for place in work.find(Participant, case_key=case_key)}
    return bool(keys) and any(row.type == COORDINATION for row in work.find(Institution, key=sorted(keys)))
