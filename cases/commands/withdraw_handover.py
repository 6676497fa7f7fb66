"""The sender of a handover takes it back while nobody has answered; the packet stays with who received it."""

from cases.handovers import Acting, settle
from cases.rows.handovers import WITHDRAWN
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def withdraw_handover(
    engine: Engine,
    actor: Actor,
    handover_key: int,
    version: int,
    reason: str = "",
    request: Request | None = None,
) -> Json:
    """Take it back for one's own institution; a reason is read by the receiver. Answer: {handover, case, state, version}.

    Raises NotVisible, NotAllowed (everybody but the sender), HandoverReasonMissing (too long), HandoverAnswered,
    HandoverChanged, CaseClosed, CaseHeld, CaseStopped.
    """
    acting = Acting(actor, handover_key, version, engine.clock.now())

    def body(running: Running) -> Json:
        row = acting.open_row(running, as_receiver=False)
        return dict(settle(running, row, WITHDRAWN, actor, reason))

    return on_case(engine, acting.find, actor, request, body, by_sight=False)
