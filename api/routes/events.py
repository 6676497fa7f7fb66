"""Messages and signals from outside to the cases that wait for them."""

from dataclasses import asdict
from datetime import timedelta

from api.access import House, MessagesSend, SignedIn
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, Limit, repeatable
from api.routers import Router
from api.shapes.events import (
    Correlation,
    Delivered,
    KeptMessage,
    KeptMessages,
    MessageWithdrawn,
    Signal,
    SignalSent,
)
from api.shapes.events import Message as MessageIn
from cases.commands.correlate_message import correlate_message, withdraw_message
from cases.commands.publish import publish_message, publish_signal
from cases.early_messages import Message
from cases.views.kept_messages import view_kept_messages

router = Router(
    prefix="/api",
    tags=["events"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 413, 422)},
)


@router.post("/messages", operation_id="publish_message")
def message(
    house: House, caller: MessagesSend, body: MessageIn, idempotency_key: IdempotencyKey = None
) -> Delivered:
    """Send a message to the case that has waited for it longest, among those you see, else begin a case of the model
    whose start event it is. Where nothing waits for it, it is kept for its `time_to_live`, or 409.
    """
    token = f"message-id {body.message_id}" if body.message_id else idempotency_key
    request = repeatable(token, "message", body.model_dump())
    meant = Message(
        body.name,
        body.correlation_key,
        int(body.case) if body.case else None,
        body.variables,
        timedelta(seconds=body.time_to_live),
    )
    return Delivered(**publish_message(house.engine, house.vault, house.lists, caller.actor, meant, request))


@router.get("/messages", operation_id="list_kept_messages")
def kept(house: House, caller: MessagesSend, limit: Limit = 50) -> KeptMessages:
    """Messages from your institution that have reached nobody yet, the oldest first."""
    with house.engine.store.reading() as work:
        found = view_kept_messages(house.vault, work, caller.actor, limit + 1)
    items = [KeptMessage(**asdict(line)) for line in found[:limit]]
    return KeptMessages(items=items, has_more=len(found) > limit)


@router.post("/messages/{message_key}/correlation", operation_id="correlate_message")
def correlate(
    house: House,
    caller: SignedIn,
    message_key: KeyInPath,
    body: Correlation,
    idempotency_key: IdempotencyKey = None,
) -> Delivered:
    """Say for which case a kept message is."""
    request = repeatable(idempotency_key, "correlation", message_key, body.model_dump())
    case, key = int(body.case), body.correlation_key
    return Delivered(
        **correlate_message(house.engine, house.vault, caller.actor, message_key, case, key, request)
    )


@router.post("/messages/{message_key}/withdrawal", operation_id="withdraw_message")
def withdraw(
    house: House, caller: SignedIn, message_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> MessageWithdrawn:
    """A kept message is for nobody: what it says is deleted."""
    request = repeatable(idempotency_key, "withdrawal", message_key)
    return MessageWithdrawn(**withdraw_message(house.engine, caller.actor, message_key, request))


@router.post("/signals", operation_id="publish_signal")
def signal(
    house: House, caller: MessagesSend, body: Signal, idempotency_key: IdempotencyKey = None
) -> SignalSent:
    """Send a signal to every case you see that waits for it, and to models that begin by it; nobody has to wait."""
    request = repeatable(idempotency_key, "signal", body.model_dump())
    reached, stopped = publish_signal(
        house.engine, house.vault, house.lists, caller.actor, body.name, body.variables, request
    )
    return SignalSent(
        reached=[Delivered(**item) for item in reached], stopped=sorted({str(key) for key in stopped})
    )
