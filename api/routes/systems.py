"""Systems of one's institution: accounts and keys, looked after by its operators."""

from typing import Any

from api.access import House, Operator
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.systems import (
    CreateKey,
    CreateSystem,
    KeyCreatedOut,
    KeyOut,
    KeyRevokedOut,
    SystemCreated,
    SystemOut,
    Systems,
    UnitOut,
)
from cases.commands.create_key import NewKey, create_key
from cases.commands.create_system import create_system
from cases.commands.revoke_key import revoke_key
from cases.views.systems import KeyView, view_systems

router = Router(
    prefix="/api/systems",
    tags=["systems"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 413, 422)},
)
_CHANGES: dict[int | str, dict[str, Any]] = {key: PROBLEMS[key] for key in (404, 409)}


@router.get("", operation_id="list_systems")
def list_systems(house: House, caller: Operator) -> Systems:
    """The systems of your institution with their keys. Needs the role `operator`, as all that follows."""
    with house.engine.store.reading() as work:
        found = view_systems(house.engine, work, caller.actor)
    return Systems(
        items=[
            SystemOut(
                key=str(view.user.key),
                name=view.user.name,
                unit=view.unit,
                keys=[_key(key) for key in view.keys],
            )
            for view in found.systems
        ],
        units=[UnitOut(key=str(unit.key), name=unit.name) for unit in found.units],
    )


@router.post("", operation_id="create_system", status_code=201, responses=_CHANGES)
def create(
    house: House, caller: Operator, body: CreateSystem, idempotency_key: IdempotencyKey = None
) -> SystemCreated:
    """Make an account for a system, in a unit of your institution."""
    request = repeatable(idempotency_key, "create_system", body.model_dump())
    return SystemCreated(**create_system(house.engine, caller.actor, body.name, int(body.unit), request))


@router.post("/{system_key}/keys", operation_id="create_key", status_code=201, responses=_CHANGES)
def add_key(
    house: House,
    caller: Operator,
    system_key: KeyInPath,
    body: CreateKey,
    idempotency_key: IdempotencyKey = None,
) -> KeyCreatedOut:
    """Make a key; its secret is shown once. A repeated request makes no second one, and is answered 409 (`secret-shown`)."""
    request = repeatable(idempotency_key, "create_key", system_key, body.model_dump())
    new = NewKey(body.label, body.scopes, body.last_day)
    made = create_key(house.engine, caller.actor, system_key, new, request)
    return KeyCreatedOut(
        key=str(made.key), client_id=made.client_id, client_secret=made.secret, expires_at=made.expires_at
    )


@router.post("/keys/{key_key}/revocation", operation_id="revoke_key", responses=_CHANGES)
def revoke(
    house: House, caller: Operator, key_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> KeyRevokedOut:
    """Revoke a key: it and every token given against it let nobody in from now on."""
    request = repeatable(idempotency_key, "revoke_key", key_key)
    return KeyRevokedOut(**revoke_key(house.engine, caller.actor, key_key, request))


def _key(view: KeyView) -> KeyOut:
    row = view.row
    return KeyOut(
        key=str(row.key),
        client_id=row.client_id,
        label=row.label,
        scopes=list(view.scopes),
        state=view.state,
        created_by=view.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        used_on=row.used_on,
    )
