"""What did not reach a receiver is tried anew: one dead letter, all of them, or everything from a place in the feed."""

from dataclasses import replace

from cases.commands.try_webhook import WebhookDisabled
from cases.feed import CursorGone
from cases.rows import Delivery
from cases.webhooks import DEAD, DISABLED, WAITING, webhook_of
from engine.commands.number_events import head_of
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.store import Work
from engine.transaction import Request, once


def replay_webhook(
    engine: Engine,
    actor: Actor,
    webhook_key: int,
    delivery_key: int | None = None,
    position: int | None = None,
    request: Request | None = None,
) -> Json:
    """Try dead letters anew, all or one; with `position` also everything after it, received before or not.
    Answer: {webhook, replayed}: how many dead letters.

    Raises NotAllowed, NotVisible, WebhookDisabled, CursorGone.
    """

    def body(work: Work) -> Json:
        row = webhook_of(work, actor, webhook_key)
        if row.status == DISABLED:
            raise WebhookDisabled
        wanted = {} if delivery_key is None else {"key": delivery_key}
        letters = work.find(Delivery, webhook_key=row.key, status=DEAD, **wanted)
        if delivery_key is not None and not letters:
            raise NotVisible
        now = work.now()
        for letter in letters:
            work.replace(replace(letter, status=WAITING, attempts=0, due_at=now, since=now))
        if position is not None:
            head = head_of(work)
            if not head.oldest - 1 <= position <= head.position:
                raise CursorGone
            row = replace(row, position=min(row.position, position))
        work.replace(replace(row, failures=0, due_at=now, version=row.version + 1))
        return {"webhook": str(row.key), "replayed": len(letters)}

    return once(engine, actor, request, body)
