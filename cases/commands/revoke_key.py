"""A key of a system is worth nothing from now on, nor is any token that was given against it."""

from dataclasses import replace

from cases.rows import AccessToken, ApiKey
from cases.systems import require_operator, require_system
from cases.trail import leave_trail
from cases.webhooks import disable_webhooks_of
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor, NotVisible
from engine.store import Work
from engine.transaction import Request, once


class KeyRevoked(TooLate):
    """This key was revoked already."""

    code = "key-revoked"


def revoke_key(engine: Engine, actor: Actor, key_key: int, request: Request | None = None) -> Json:
    """Revoke a key. Answer: {key}. Raises NotAllowed, NotVisible, KeyRevoked."""

    def body(work: Work) -> Json:
        require_operator(actor)
        row = work.get(ApiKey, key_key)
        if row is None:
            raise NotVisible
        require_system(work, actor, row.user_key)
        if row.revoked_at is not None:
            raise KeyRevoked
        work.replace(replace(row, revoked_at=engine.clock.now(), revoked_by=actor.user_key))
        for granted in work.find(AccessToken, api_key_key=row.key):
            work.remove(AccessToken, granted.key)
        disable_webhooks_of(work, row.user_key)
        leave_trail(engine, work, row.user_key, "KEY_REVOKED", {"key": str(row.key)}, actor)
        return {"key": str(row.key)}

    return once(engine, actor, request, body)
