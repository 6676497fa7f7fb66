"""The receiver of a handover accepts it: from now on the case is theirs to go on with."""

from cases.handovers import Acting, require_basis, settle
from cases.rows.handovers import ACCEPTED
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def accept_handover(
    engine: Engine, actor: Actor, handover_key: int, version: int, request: Request | None = None
) -> Json:
    """Accept for one's own institution. `version` is what the actor saw. Answer: {handover, case, state, version}.

    Raises NotVisible, NotAllowed (everybody but the receiver), HandoverAnswered, HandoverChanged,
    HandoverBasisEnded, CaseClosed, CaseHeld, CaseStopped.
    """
    acting = Acting(actor, handover_key, version, engine.clock.now())

    def body(running: Running) -> Json:
        row = acting.open_row(running, as_receiver=True)
        require_basis(running.work, row, running.now)
        return dict(settle(running, row, ACCEPTED, actor, ""))

    return on_case(engine, acting.find, actor, request, body, by_sight=False)
