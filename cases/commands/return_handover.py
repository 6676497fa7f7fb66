"""The receiver of a handover returns it, and says why: the sender goes on with the case."""

from cases.handovers import Acting, HandoverReasonMissing, settle
from cases.rows.handovers import RETURNED
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def return_handover(
    engine: Engine,
    actor: Actor,
    handover_key: int,
    version: int,
    reason: str,
    request: Request | None = None,
) -> Json:
    """Return it for one's own institution. `version` is what the actor saw. Answer: {handover, case, state, version}.

    Raises NotVisible, NotAllowed (everybody but the receiver), HandoverReasonMissing, HandoverAnswered, HandoverChanged,
    CaseClosed, CaseHeld, CaseStopped.
    """
    acting = Acting(actor, handover_key, version, engine.clock.now())

    def body(running: Running) -> Json:
        row = acting.open_row(running, as_receiver=True)
        if not reason.strip():
            raise HandoverReasonMissing
        return dict(settle(running, row, RETURNED, actor, reason))

    return on_case(engine, acting.find, actor, request, body, by_sight=False)
