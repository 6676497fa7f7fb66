"""Messages and signals from outside to the cases that wait for them."""

from fastapi import APIRouter

from api.access import House, MessagesSend
from api.parameters import PROBLEMS, IdempotencyKey, repeatable
from api.shapes.events import Delivered, Message, Signal, SignalSent
from cases.commands.publish import publish_message, publish_signal

router = APIRouter(
    prefix="/api", tags=["events"], responses={key: PROBLEMS[key] for key in (400, 401, 403, 409, 413, 422)}
)


@router.post("/messages", operation_id="publish_message")
def message(
    house: House, caller: MessagesSend, body: Message, idempotency_key: IdempotencyKey = None
) -> Delivered:
    """Send a message to the case that has waited for it longest, among those you see, else begin a case of the model
    whose start event it is; 409 where nothing waits for it.
    """
    request = repeatable(idempotency_key, "message", body.model_dump())
    case = int(body.case) if body.case else None
    return Delivered(
        **publish_message(
            house.engine,
            house.vault,
            caller.actor,
            body.name,
            body.correlation_key,
            case,
            body.variables,
            request,
        )
    )


@router.post("/signals", operation_id="publish_signal")
def signal(
    house: House, caller: MessagesSend, body: Signal, idempotency_key: IdempotencyKey = None
) -> SignalSent:
    """Send a signal to every case you see that waits for it, and to models that begin by it; nobody has to wait."""
    request = repeatable(idempotency_key, "signal", body.model_dump())
    reached, stopped = publish_signal(
        house.engine, house.vault, caller.actor, body.name, body.variables, request
    )
    return SignalSent(
        reached=[Delivered(**item) for item in reached], stopped=sorted({str(key) for key in stopped})
    )
