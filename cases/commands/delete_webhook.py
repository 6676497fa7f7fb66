"""A webhook goes, with its secret and all that was on its way."""

from cases.rows import Delivery, Webhook
from cases.webhooks import webhook_of
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work
from engine.transaction import repeated


def delete_webhook(engine: Engine, actor: Actor, webhook_key: int) -> None:
    """Delete a webhook. Raises NotAllowed, NotVisible."""

    def body(work: Work) -> None:
        row = webhook_of(work, actor, webhook_key)
        for delivery in work.find(Delivery, webhook_key=row.key):
            work.remove(Delivery, delivery.key)
        work.remove(Webhook, row.key)

    repeated(engine, body)
