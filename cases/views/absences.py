"""Who is away and who stands in, as somebody of the institution sees it; and as who sees a case learns it of those named."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.absences import absent_now, is_in_force, is_over, last_day_of, may_end, stood_in_for
from cases.access import WORKING_ROLES
from cases.rows import Absence, Unit, User
from engine.clock import local_day
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence that is not over. `recorded_by`: where that was a colleague; `deputy_away`: the deputy is away too, on
    this day or on the first one, and nobody stands in then."""

    key: int
    user: str
    deputy: str
    deputy_unit: str | None
    first_day: date
    last_day: date | None
    recorded_by: str | None
    is_mine: bool
    stands_in: bool
    is_running: bool
    deputy_away: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class PastAbsenceView:
    """An absence of the reader's own that is over. `recorded_by`: where that was a colleague; `ended_at`, `ended_by`: where
    somebody ended it by hand, also the reader."""

    key: int
    deputy: str
    first_day: date
    last_day: date | None
    recorded_by: str | None
    ended_at: datetime | None
    ended_by: str | None


PAST_SHOWN = timedelta(days=90)
"""How long somebody sees that others could do what names them."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What somebody needs to record an absence: whose, and who could stand in, each with the name of their unit where
    it is another one."""

    colleagues: tuple[User, ...]
    deputies: tuple[tuple[User, str], ...]


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody named in a case is away just now. `deputy` None: who should stand in is away too."""

    until: date | None
    deputy: str | None


def view_absences(engine: Engine, work: Work, actor: Actor) -> list[AbsenceView]:
    """The absences of the actor's unit that are not over, and those in which the actor stands in; by their first day."""
    if not actor.roles & WORKING_ROLES:
        return []
    today = local_day(engine.clock.now())
    unit = work.find(User, institution_key=actor.institution_key, unit_key=actor.unit_key)
    keys = sorted({user.key for user in unit} | {actor.user_key})
    found = {row.key: row for row in work.find(Absence, user_key=keys, ended_at=None)}
    found |= {row.key: row for row in work.find(Absence, deputy_key=actor.user_key, ended_at=None)}
    rows = [
        row
        for row in found.values()
        if row.institution_key == actor.institution_key and not is_over(row, today)
    ]
    return _views(work, actor, sorted(rows, key=lambda row: (row.first_day, row.key)), today)


def view_past_absences(engine: Engine, work: Work, actor: Actor) -> list[PastAbsenceView]:
    """The actor's own absences that were over in the last 90 days, whoever recorded and ended them; the last one first."""
    if not actor.roles & WORKING_ROLES:
        return []
    today = local_day(engine.clock.now())
    rows = [
        row
        for row in work.find(Absence, user_key=actor.user_key)
        if is_over(row, today) and last_day_of(row) >= today - PAST_SHOWN
    ]
    wanted = {key for row in rows for key in (row.deputy_key, row.created_by, row.ended_by) if key}
    names = {user.key: user.name for user in work.find(User, key=sorted(wanted))} if wanted else {}
    return [
        PastAbsenceView(
            row.key,
            names[row.deputy_key],
            row.first_day,
            row.last_day,
            names[row.created_by] if row.created_by != row.user_key else None,
            row.ended_at if row.ended_by else None,
            names.get(row.ended_by or 0),
        )
        for row in sorted(rows, key=lambda row: (last_day_of(row), row.key), reverse=True)
    ]


def _views(work: Work, actor: Actor, rows: Sequence[Absence], today: date) -> list[AbsenceView]:
    wanted = sorted({key for row in rows for key in (row.user_key, row.deputy_key, row.created_by)})
    users = {user.key: user for user in work.find(User, key=wanted)} if wanted else {}
    units = {unit.key: unit.name for unit in work.find(Unit, institution_key=actor.institution_key)}
    deputies = sorted({row.deputy_key for row in rows})
    away = work.find(Absence, user_key=deputies, ended_at=None) if deputies else []
    return [
        AbsenceView(
            row.key,
            users[row.user_key].name,
            users[row.deputy_key].name,
            units.get(users[row.deputy_key].unit_key) if _elsewhere(users, row) else None,
            row.first_day,
            row.last_day,
            users[row.created_by].name if row.created_by != row.user_key else None,
            row.user_key == actor.user_key,
            row.deputy_key == actor.user_key,
            is_in_force(row, today),
            any(
                one.user_key == row.deputy_key and is_in_force(one, max(today, row.first_day)) for one in away
            ),
            may_end(actor, row, users[row.user_key]),
        )
        for row in rows
    ]


def _elsewhere(users: Mapping[int, User], row: Absence) -> bool:
    return users[row.deputy_key].unit_key != users[row.user_key].unit_key


def view_absence_desk(work: Work, actor: Actor) -> Desk:
    """Whose absence the actor may record: their own first, then the unit's; and who could stand in."""
    users = work.find(User, institution_key=actor.institution_key, is_active=True)
    working = [user for user in users if WORKING_ROLES & set(user.roles.split(","))]
    names = {unit.key: unit.name for unit in work.find(Unit, institution_key=actor.institution_key)}
    near = [user for user in working if user.unit_key == actor.unit_key]
    return Desk(
        tuple(sorted(near, key=lambda user: (user.key != actor.user_key, user.name))),
        tuple(
            (user, "" if user.unit_key == actor.unit_key else names.get(user.unit_key, ""))
            for user in sorted(working, key=lambda user: (user.unit_key != actor.unit_key, user.name))
        ),
    )


def view_standing_in(work: Work, actor: Actor, now: datetime) -> list[tuple[str, date | None]]:
    """Whom the actor stands in for just now, by name, each until when."""
    if not actor.roles & WORKING_ROLES:
        return []
    keys = sorted(stood_in_for(work, actor, now))
    away = absent_now(work, keys, now)
    users = work.find(User, key=keys) if keys else []
    return [(user.name, away[user.key].last_day) for user in sorted(users, key=lambda user: user.name)]


def view_away(work: Work, user_keys: Collection[int], now: datetime) -> dict[int, Away]:
    """Those of the users named in a case who are away just now."""
    away = absent_now(work, user_keys, now)
    deputies = sorted({row.deputy_key for row in away.values()})
    gone = absent_now(work, deputies, now)
    names = {user.key: user.name for user in work.find(User, key=deputies)} if deputies else {}
    return {
        key: Away(row.last_day, None if row.deputy_key in gone else names.get(row.deputy_key))
        for key, row in away.items()
    }
