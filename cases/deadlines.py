"""Deadlines: whose they are, how much of their time has passed, and when they are near."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from cases.access import COORDINATION, GUEST, Sight, is_active
from cases.rows import Grant, Institution, Participant
from engine.bpmn.model import Trigger
from engine.commands.deadlines import seats_of_deadline
from engine.packages.package import Package
from engine.ports import Actor
from engine.store import Work

SOON = timedelta(days=7)
"""A deadline is near from then on, or when this share of its time has passed and it warns at all:"""
NEAR = 80


class Timed(Protocol):
    """A timer that waits: its row, or a line of a list."""

    @property
    def element(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def begun_at(self) -> datetime | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def stopped_at(self) -> datetime | None: ...
    @property
    def planned_at(self) -> datetime | None: ...


def trigger_of(package: Package, element: str, place: int) -> Trigger | None:
    """The trigger of a timer, where the element has it itself."""
    triggers = package.element(element).triggers
    return triggers[place] if place < len(triggers) else None


def comes_again(package: Package, line: Timed) -> bool:
    """Whether it is due again and again, such as every month."""
    trigger = trigger_of(package, line.element, line.place)
    return trigger is not None and trigger.timer == "cycle"


def percent_passed(line: Timed, now: datetime) -> int | None:
    """How many hundredths of its time have passed, up to when its clock stands still; None where that says nothing."""
    due, at = line.due_at or line.planned_at, line.stopped_at or now
    if due is None or line.begun_at is None or due <= line.begun_at:
        return None
    return max(0, min(100, int((at - line.begun_at) / (due - line.begun_at) * 100)))


def is_near(package: Package, line: Timed, now: datetime) -> bool:
    """Whether what has to be done until then is urgent."""
    trigger = trigger_of(package, line.element, line.place)
    if line.due_at is None or (trigger is not None and trigger.timer == "cycle"):
        return False
    warns = trigger is not None and bool(trigger.warns)
    return line.due_at - now <= SOON or (warns and (percent_passed(line, now) or 0) >= NEAR)


def is_told(package: Package, sight: Sight, element: str, hidden: Collection[str]) -> bool:
    """Whether somebody who sees the case learns of a deadline: a guest only of their own, nobody of one whose roles are all
    `hidden` guests'."""
    seats = seats_of_deadline(package, element)
    if sight.is_guest and not set(seats) & sight.roles:
        return False
    return bool(set(seats) & sight.roles) or not seats or not set(seats) <= set(hidden)


def hidden_roles(
    work: Work, actor: Actor, packages: Mapping[int, Package], now: datetime
) -> dict[int, frozenset[str]]:
    """By case: the roles of guests whom the person has not released (any more). Only the coordination, which invites, and
    their own people know of them (cases/views/seen.py)."""
    invited = {
        key: frozenset(role for role, one in package.manifest.roles.items() if one.binding == "invited")
        for key, package in packages.items()
        if not package.is_single
    }
    keys = sorted(key for key, roles in invited.items() if roles)
    if not keys or actor.institution_type == COORDINATION:
        return {}
    places: dict[int, list[Participant]] = defaultdict(list)
    for place in work.find(Participant, case_key=keys, until=None):
        places[place.case_key].append(place)
    bodies = {place.institution_key for found in places.values() for place in found}
    guests = {row.key for row in work.find(Institution, key=sorted(bodies)) if row.type == GUEST}
    grants = work.find(Grant, case_key=keys, institution_key=sorted(guests), revoked_at=None)
    known = {(grant.case_key, grant.institution_key) for grant in grants if is_active(grant, now)}
    return {
        key: invited[key] - _told(places[key], key, guests - {actor.institution_key}, known) for key in keys
    }


def _told(
    places: Sequence[Participant], case_key: int, guests: set[int], known: set[tuple[int, int]]
) -> frozenset[str]:
    return frozenset(
        place.role
        for place in places
        if place.institution_key not in guests or (case_key, place.institution_key) in known
    )


def activities_around(package: Package, element: str) -> frozenset[str]:
    """An activity and the sub-processes that it stands in."""
    found = set[str]()
    ident: str | None = element
    while ident is not None and ident not in found:
        found.add(ident)
        ident = package.element(ident).parent
    return frozenset(found)
