"""What somebody would hand over: how much, and which cases as far as the reader sees them."""

from collections.abc import Collection
from dataclasses import dataclass

from cases.access import GUEST, WORKING_ROLES, sights_of
from cases.colleagues import may_stand_in, require_near
from cases.open_work import OpenWork, open_work_of, stays_in_team
from cases.rows import Case, Unit, User
from cases.views.wording import Wording
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class HandedCase:
    """A case of the preview: the roles in which it names them, how many tasks they took, whether they lead it."""

    key: int
    reference: str
    procedure: Text
    roles: tuple[Text, ...]
    tasks: int
    is_led: bool


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The open work of somebody. `items` are those cases that the reader sees, a page of them; `unseen` the others.
    `is_guest`: of a house whose places are never handed over. `successors`: to whom the reader may give it, each with the
    name of their unit where it is another one."""

    user: User
    cases: int
    tasks: int
    leads: int
    items: tuple[HandedCase, ...]
    unseen: int
    following: int | None
    is_guest: bool
    successors: tuple[tuple[User, str], ...]


def view_work_handover(
    engine: Engine,
    work: Work,
    actor: Actor,
    user_key: int,
    language: str,
    *,
    after: int | None = None,
    limit: int = 100,
) -> HandoverView:
    """The open work of the actor, or of a colleague of their unit. Raises NotVisible, NotAllowed."""
    user = require_near(work, actor, user_key)
    now = engine.clock.now()
    found = open_work_of(work, user, now)
    sights = sights_of(work, actor, found, now)
    seen = sorted(key for key in found if key in sights)
    rest = [key for key in seen if after is None or key > after]
    page = rest[:limit]
    cases = work.find(Case, key=page) if page else []
    return HandoverView(
        user,
        len(found),
        sum(len(one.tasks) for one in found.values()),
        sum(one.lead is not None for one in found.values()),
        tuple(_item(engine, work, case, found[case.key], language) for case in cases),
        len(found) - len(seen),
        page[-1] if len(rest) > limit else None,
        actor.institution_type == GUEST,
        tuple(_successors(work, actor, user, tuple(found.values()))),
    )


def _item(engine: Engine, work: Work, case: Case, found: OpenWork, language: str) -> HandedCase:
    wording = Wording(engine.versions.get(work, case.procedure_version_key), language)
    return HandedCase(
        case.key,
        case.reference,
        wording.get("procedure.title"),
        tuple(wording.role(place.role) for place in found.places),
        len(found.tasks),
        found.lead is not None,
    )


def view_colleagues(work: Work, actor: Actor) -> list[User]:
    """Whose work the actor may hand over: their own first, then that of the unit, also of those who have left."""
    unit = work.find(User, institution_key=actor.institution_key, unit_key=actor.unit_key)
    works = [user for user in unit if WORKING_ROLES & set(user.roles.split(","))]
    return sorted(works, key=lambda user: (user.key != actor.user_key, not user.is_active, user.name))


def _successors(
    work: Work, actor: Actor, user: User, expected: Collection[OpenWork]
) -> list[tuple[User, str]]:
    names = {unit.key: unit.name for unit in work.find(Unit, institution_key=user.institution_key)}
    found = [
        one
        for one in work.find(User, institution_key=user.institution_key)
        if may_stand_in(one, user) and stays_in_team(actor.user_key, user, one, expected)
    ]
    found.sort(key=lambda one: (one.unit_key != user.unit_key, one.name))
    return [(one, "" if one.unit_key == user.unit_key else names.get(one.unit_key, "")) for one in found]
