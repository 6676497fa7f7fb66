"""Nothing is sent to an address for the time being. What happens meanwhile waits, for as long as the feed keeps it."""

from dataclasses import replace

from cases.webhooks import BY_OPERATOR, BY_SYSTEM, DISABLED, webhook_of
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, once


def disable_webhook(engine: Engine, actor: Actor, webhook_key: int, request: Request | None = None) -> Json:
    """Disable a webhook; what an operator has disabled only an operator enables. Answer: {webhook, status}.

    Raises NotAllowed, NotVisible.
    """

    def body(work: Work) -> Json:
        row = webhook_of(work, actor, webhook_key)
        by = BY_OPERATOR if actor.is_person else BY_SYSTEM
        if row.status != DISABLED or by == BY_OPERATOR:  # a person's word stands above others'
            work.replace(replace(row, status=DISABLED, disabled_because=by, version=row.version + 1))
        return {"webhook": str(row.key), "status": DISABLED}

    return once(engine, actor, request, body)
