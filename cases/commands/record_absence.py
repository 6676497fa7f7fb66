"""Somebody is away for some days: a colleague stands in for them. Recorded by themselves or by a colleague of their unit.

The deputy may be of another unit of the same institution. Who fell ill finds who recorded it named beside it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from cases.absences import is_over
from cases.colleagues import may_stand_in, require_near
from cases.rows import Absence, User
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import FieldRefused, Json
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, once


class AbsenceRefused(FieldRefused):
    """This absence can't be recorded."""


class DeputyRefused(AbsenceRefused):
    """Choose somebody else of your institution who works on cases to stand in."""

    code = "deputy-refused"
    field = "deputy"


class DeputyIsYourself(AbsenceRefused):
    """Who records an absence for a colleague names somebody else to stand in: nobody opens the colleague's cases to themselves."""

    code = "deputy-is-yourself"
    field = "deputy"


class BeginsInPast(AbsenceRefused):
    """An absence that is recorded for a colleague begins today at the earliest."""

    code = "begins-in-past"
    field = "first_day"


class DaysRefused(AbsenceRefused):
    """The last day lies before the first one, or is over already."""

    code = "days-refused"
    field = "last_day"


class AbsenceOverlaps(AbsenceRefused):
    """There is an absence on some of these days already. End that one first, or choose other days."""

    code = "absence-overlaps"
    field = "first_day"


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """Who is away on which days, the last one open where None, and who stands in."""

    user_key: int
    deputy_key: int
    first_day: date
    last_day: date | None = None


def record_absence(engine: Engine, actor: Actor, new: NewAbsence, request: Request | None = None) -> Json:
    """Record an absence. Answer: {absence, user, deputy, first_day, last_day}.

    Raises NotVisible (nobody of the actor's institution), NotAllowed, DeputyRefused, DeputyIsYourself, BeginsInPast,
    DaysRefused, AbsenceOverlaps.
    """

    def body(work: Work) -> Json:
        now = engine.clock.now()
        user = require_near(work, actor, new.user_key)
        deputy = work.get(User, new.deputy_key)
        if deputy is None or not may_stand_in(deputy, user):
            raise DeputyRefused
        today = local_day(now)
        if user.key != actor.user_key:
            if deputy.key == actor.user_key:
                raise DeputyIsYourself
            if new.first_day < today:
                raise BeginsInPast
        if new.last_day is not None and new.last_day < max(new.first_day, today):
            raise DaysRefused
        work.replace(user)  # two at once must not both find these days free: one of them begins anew
        for known in work.find(Absence, user_key=user.key, ended_at=None):
            if is_over(known, today):
                work.replace(replace(known, ended_at=now))
            elif _meet(known, new):
                raise AbsenceOverlaps
        row = _row(engine.keys(), user, actor, new, now)
        work.add(row)
        return answer_of(row)

    return once(engine, actor, request, body)


def _meet(known: Absence, new: NewAbsence) -> bool:
    ends = new.last_day or date.max
    return known.first_day <= ends and new.first_day <= (known.last_day or date.max)


def _row(key: int, user: User, actor: Actor, new: NewAbsence, now: datetime) -> Absence:
    return Absence(
        key,
        user.key,
        new.deputy_key,
        user.institution_key,
        new.first_day,
        new.last_day,
        actor.user_key,
        now,
        None,
        None,
    )


def answer_of(row: Absence) -> Json:
    """An absence in keys and days."""
    return {
        "absence": str(row.key),
        "user": str(row.user_key),
        "deputy": str(row.deputy_key),
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat() if row.last_day else None,
    }
