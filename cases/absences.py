"""Who is away, and who stands in for them: while it lasts the deputy has the mandate of who is absent, in person.

A deputy stands in for one person, not for their unit: only places of a case that name this person count. Who stands in
passes nothing on: the deputy of an absent deputy stands in for the deputy alone.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

from cases.rows import Absence, User
from engine.clock import local_day
from engine.store import Ask, Work


class Colleague(Protocol):
    """Whom a mandate is asked for: an actor, or who looks at a list."""

    @property
    def user_key(self) -> int:
        """The user."""

    @property
    def institution_key(self) -> int:
        """Their institution."""

    @property
    def unit_key(self) -> int:
        """Their unit in it."""


def is_in_force(absence: Absence, day: date) -> bool:
    """Whether somebody is away on a day."""
    return absence.first_day <= day and not is_over(absence, day)


def is_over(absence: Absence, day: date) -> bool:
    """Whether nothing of it is left on a day."""
    return absence.ended_at is not None or (absence.last_day is not None and absence.last_day < day)


def last_day_of(absence: Absence) -> date:
    """The last day of one that is over: the day on which it was ended, where that was before its own last day."""
    ended = local_day(absence.ended_at) if absence.ended_at else date.max
    return min(ended, absence.last_day or date.max)


def deputies_ask(deputy: Colleague) -> Ask:
    """What `stood_in_for` asks, to read it ahead."""
    return Absence, {
        "deputy_key": deputy.user_key,
        "institution_key": deputy.institution_key,
        "ended_at": None,
    }


def stood_in_for(work: Work, deputy: Colleague, now: datetime) -> frozenset[int]:
    """The colleagues of their own institution whom somebody stands in for just now."""
    _, equals = deputies_ask(deputy)
    rows = work.find(Absence, **equals)
    today = local_day(now)
    return frozenset(row.user_key for row in rows if is_in_force(row, today))


def absent_now(work: Work, user_keys: Collection[int], now: datetime) -> Mapping[int, Absence]:
    """Those of these users who are away just now, each with their absence."""
    rows = work.find(Absence, user_key=sorted(user_keys), ended_at=None) if user_keys else []
    today = local_day(now)
    return {row.user_key: row for row in rows if is_in_force(row, today)}


def may_see(reader: Colleague, absence: Absence, user: User) -> bool:
    """Whether somebody learns of an absence as such: it is their own, of their unit, or they stand in."""
    if absence.institution_key != reader.institution_key:
        return False
    return reader.user_key in {absence.user_key, absence.deputy_key} or user.unit_key == reader.unit_key


def may_end(reader: Colleague, absence: Absence, user: User) -> bool:
    """Whether somebody may end it: whose it is, and colleagues of their unit."""
    return absence.user_key == reader.user_key or user.unit_key == reader.unit_key
