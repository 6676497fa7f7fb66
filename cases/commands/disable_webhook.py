"""Nothing is sent to an address for the time being. What happens meanwhile waits, for as long as the feed keeps it."""

from dataclasses import replace

from cases.webhooks import BY_OPERATOR, DISABLED, webhook_of
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, once


def disable_webhook(engine: Engine, actor: Actor, webhook_key: int, request: Request | None = None) -> Json:
    """Disable a webhook; one that is disabled stays so, for the reason it has. Answer: {webhook, status}.

    Raises NotAllowed, NotVisible.
    """

    def body(work: Work) -> Json:
        row = webhook_of(work, actor, webhook_key)
        if row.status != DISABLED:
            work.replace(replace(row, status=DISABLED, disabled_because=BY_OPERATOR, version=row.version + 1))
        return {"webhook": str(row.key), "status": DISABLED}

    return once(engine, actor, request, body)
