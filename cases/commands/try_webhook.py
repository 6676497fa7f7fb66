"""An operator tries an address: an event for which nothing has happened goes the way of all others."""

from cases.rows import Delivery
from cases.webhooks import DISABLED, TEST, WAITING, webhook_of
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, once


class WebhookDisabled(TooLate):
    """This webhook is disabled. Enable it first."""

    code = "webhook-disabled"


def try_webhook(engine: Engine, actor: Actor, webhook_key: int, request: Request | None = None) -> Json:
    """Send a test. Answer: {webhook, event}. Raises NotAllowed, NotVisible, WebhookDisabled."""

    def body(work: Work) -> Json:
        row = webhook_of(work, actor, webhook_key)
        if row.status == DISABLED:
            raise WebhookDisabled
        now, event = work.now(), engine.keys()
        at = engine.clock.now()
        work.add(Delivery(engine.keys(), row.key, event, TEST, None, at, WAITING, 0, now, now, None, None))
        return {"webhook": str(row.key), "event": str(event)}

    return once(engine, actor, request, body)
