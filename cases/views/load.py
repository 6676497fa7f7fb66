"""How many open cases people and tandems carry: numbers, and never whose cases they are (VS-13)."""

from dataclasses import dataclass

from cases.access import COORDINATION, WORKING_ROLES
from cases.lists import Lists, Viewer
from cases.rows import Institution, Unit, User
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import ProcedureVersion
from engine.store import Work


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """Somebody of the reader's institution with the number of open cases that name them."""

    key: int
    name: str
    unit: str
    cases: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class TandemLoad:
    """Two professionals with the number of open cases that name them together."""

    people: tuple[tuple[str, Badge], tuple[str, Badge]]
    cases: int


@dataclass(frozen=True, slots=True)
class LoadView:
    """The load of the reader's own institution; for the coordination also of the tandems in cases that it sees."""

    people: tuple[PersonLoad, ...]
    tandems: tuple[TandemLoad, ...]


def view_load(engine: Engine, lists: Lists, work: Work, actor: Actor, language: str) -> LoadView:
    """Who has how many open cases; nothing for who does not work on cases."""
    if not actor.roles & WORKING_ROLES:
        return LoadView((), ())
    viewer = Viewer(actor.user_key, actor.institution_key, actor.unit_key, actor.roles)
    now = engine.clock.now()
    found = {line.user_key: line.cases for line in lists.load(viewer, now)}
    units = {unit.key: unit.name for unit in work.find(Unit, institution_key=actor.institution_key)}
    people = [
        PersonLoad(user.key, user.name, units.get(user.unit_key, ""), found.get(user.key, 0), user.is_active)
        for user in work.find(User, institution_key=actor.institution_key)
        if user.key in found or (user.is_active and WORKING_ROLES & set(user.roles.split(",")))
    ]
    people.sort(key=lambda one: (one.unit, one.name))
    tandems = (
        _tandems(engine, lists, work, viewer, language) if actor.institution_type == COORDINATION else ()
    )
    return LoadView(tuple(people), tandems)


def _tandems(
    engine: Engine, lists: Lists, work: Work, viewer: Viewer, language: str
) -> tuple[TandemLoad, ...]:
    lines = lists.tandems(viewer, engine.clock.now(), _seats(engine, work))
    keys = sorted({key for line in lines for key in (line.first_key, line.second_key)})
    users = {user.key: user for user in work.find(User, key=keys)} if keys else {}
    bodies = sorted({user.institution_key for user in users.values()})
    badges = (
        {row.key: badge_of(row, language) for row in work.find(Institution, key=bodies)} if bodies else {}
    )

    def person(key: int) -> tuple[str, Badge]:
        return users[key].name, badges[users[key].institution_key]

    found = [TandemLoad((person(line.first_key), person(line.second_key)), line.cases) for line in lines]
    return tuple(sorted(found, key=lambda one: (-one.cases, one.people[0][0], one.people[1][0])))


def _seats(engine: Engine, work: Work) -> frozenset[str]:
    """The roles that act together in pairs, in any version of any procedure."""
    packages = (engine.versions.get(work, row.key) for row in work.find(ProcedureVersion))
    return frozenset(
        role
        for package in packages
        for definition in package.manifest.roles.values()
        if len(definition.members) == 2
        for role in definition.members
    )
