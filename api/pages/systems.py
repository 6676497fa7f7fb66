"""Systems of one's institution: accounts and keys; a secret is shown once, in the answer to the form that made it."""

from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, Operator
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, Posted, day, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.create_key import KeyRefused, NewKey, SecretShown, create_key
from cases.commands.create_system import SystemRefused, create_system
from cases.commands.revoke_key import KeyRevoked, revoke_key
from cases.scopes import SCOPES, in_order
from cases.systems import KEY_LIFE
from cases.views.systems import KeyView, SystemView, view_systems
from engine.clock import local_day
from engine.ports import NotVisible

router = Router(include_in_schema=False)

_DONE = ("created", "revoked", "was_revoked")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the forms, as it was typed: a new system, or a new key of the system `key_of`."""

    name: str = ""
    unit: int = 0
    key_of: int = 0
    label: str = ""
    scopes: tuple[str, ...] = ()
    last_day: str = ""


@router.get("/systems")
def show_systems(request: Request, house: House, caller: Operator) -> Response:
    """The systems with their keys, and the forms for more."""
    return _show(request, house, caller, Typed())


@router.post("/systems")
def create(request: Request, house: House, caller: Operator, pairs: Posted) -> Response:
    """Make an account; what was typed stays where it is refused."""
    typed = Typed(name=last(pairs, "name").strip()[:200], unit=number(pairs, "unit"))
    repeat = repeatable(pairs, "create_system", typed.name, typed.unit)
    try:
        create_system(house.engine, caller.actor, typed.name, typed.unit, repeat)
    except SystemRefused as error:
        return _show(request, house, caller, typed, {error.field: f"{error.field}_refused"})
    return RedirectResponse("/systems?done=created", 303)


@router.post("/systems/{system_key}/keys")
def add_key(
    request: Request, house: House, caller: Operator, system_key: KeyInPath, pairs: Posted
) -> Response:
    """Make a key and show its secret; whoever sends the form again is told that it was shown."""
    typed = _typed_key(system_key, pairs)
    if typed.last_day and day(pairs, "last_day") is None:
        return _show(request, house, caller, typed, {"last_day": "not_a_day"})
    new = NewKey(typed.label, typed.scopes, day(pairs, "last_day"))
    repeat = repeatable(pairs, "create_key", system_key, typed.label, typed.scopes, typed.last_day)
    try:
        made = create_key(house.engine, caller.actor, system_key, new, repeat)
    except KeyRefused as error:
        return _show(request, house, caller, typed, {error.field: f"{error.field}_refused"})
    except SecretShown:
        return page(request, house, caller, "system_key.html", status=409, made=None, label=typed.label)
    return page(request, house, caller, "system_key.html", made=made, label=typed.label)


@router.get("/systems/keys/{key_key}/revocation")
def show_revocation(request: Request, house: House, caller: Operator, key_key: KeyInPath) -> Response:
    """Which key it is, and what follows."""
    system, key = _key(house, caller, key_key)
    if key.state == "revoked":
        return RedirectResponse("/systems?done=was_revoked", 303)
    return page(request, house, caller, "system_revocation.html", system=system, key=key)


@router.post("/systems/keys/{key_key}/revocation")
def revoke(house: House, caller: Operator, key_key: KeyInPath, pairs: Posted) -> Response:
    """Revoke a key; one that was revoked stays so."""
    try:
        revoke_key(house.engine, caller.actor, key_key, repeatable(pairs, "revoke_key", key_key))
    except KeyRevoked:
        return RedirectResponse("/systems?done=was_revoked", 303)
    return RedirectResponse("/systems?done=revoked", 303)


def _typed_key(system_key: int, pairs: Pairs) -> Typed:
    return Typed(
        key_of=system_key,
        label=last(pairs, "label").strip()[:200],
        scopes=in_order(pairs.get("scopes", ())),
        last_day=last(pairs, "last_day").strip()[:20],
    )


def _key(house: Bruecke, caller: Caller, key_key: int) -> tuple[SystemView, KeyView]:
    with house.engine.store.reading() as work:
        found = view_systems(house.engine, work, caller.actor)
    for system in found.systems:
        for key in system.keys:
            if key.row.key == key_key:
                return system, key
    raise NotVisible


def _show(
    request: Request, house: Bruecke, caller: Caller, typed: Typed, faults: dict[str, str] | None = None
) -> Response:
    with house.engine.store.reading() as work:
        found = view_systems(house.engine, work, caller.actor)
    if typed.key_of and typed.key_of not in {system.user.key for system in found.systems}:
        raise NotVisible
    done = request.query_params.get("done", "")
    in_a_year = local_day(house.engine.clock.now()) + KEY_LIFE
    return page(
        request,
        house,
        caller,
        "systems.html",
        status=422 if faults else 200,
        found=found,
        typed=typed,
        scopes=tuple(SCOPES),
        in_a_year=in_a_year,
        faults=faults or {},
        done=done if done in _DONE and not faults else "",
    )
