"""Somebody says for which case a message is that nobody waited for, or that it is for none."""

from dataclasses import replace

from cases.commands.publish import deliver_to_case
from cases.early_messages import DELIVERED, WITHDRAWN, close_early, opened, own_message
from cases.sealing import Unsealable, Vault
from engine.engine import Engine
from engine.errors import Json, NobodyWaits
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, answered_or, once


def correlate_message(
    engine: Engine,
    vault: Vault,
    actor: Actor,
    message_key: int,
    case_key: int,
    correlation_key: str | None = None,
    request: Request | None = None,
) -> Json:
    """Deliver a kept message to a case that waits for it. Answer: {status: delivered, case, element}.

    Raises NotVisible, NobodyWaits where the message is over or this case does not wait for it.
    """
    answer = answered_or(
        engine,
        actor,
        request,
        lambda: _deliver(engine, vault, actor, message_key, case_key, correlation_key, request),
    )
    return {"status": DELIVERED, **answer}


def _deliver(
    engine: Engine,
    vault: Vault,
    actor: Actor,
    message_key: int,
    case_key: int,
    correlation_key: str | None,
    request: Request | None,
) -> Json:
    with engine.store.reading() as work:
        early = own_message(work, actor, message_key)
        try:
            message = opened(vault, work, early)
        except Unsealable as error:
            raise NobodyWaits from error
    answer = deliver_to_case(
        engine,
        actor,
        case_key,
        replace(message, key=correlation_key or message.key),
        request,
        lambda work, reached: close_early(work, message_key, DELIVERED, reached),
    )
    if answer is None:
        raise NobodyWaits
    return answer


def withdraw_message(engine: Engine, actor: Actor, message_key: int, request: Request | None = None) -> Json:
    """A kept message is for nobody: what it says is deleted. Answer: {message, status}. Raises NotVisible, NobodyWaits."""

    def body(work: Work) -> Json:
        early = own_message(work, actor, message_key)
        close_early(work, early.key, WITHDRAWN, early.case_key)
        return {"message": str(message_key), "status": WITHDRAWN}

    return once(engine, actor, request, body)
