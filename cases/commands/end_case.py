"""A case ends before the procedure does: the person moved away, died, or wants nothing more; never in silence."""

from cases.endings import CANCELLED
from cases.opened_by import require_opener
from cases.reasons import CASE_ENDED, keep_reason
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def end_case(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None = None
) -> Json:
    """End a case where it stands, with a reason. Answer: {case, status}.

    Only the institution that opened it may. Raises NotVisible, NotAllowed, CaseClosed, ReasonMissing.
    """

    def body(running: Running) -> Json:
        require_opener(running)
        running.require_open()
        keep_reason(running, actor, CASE_ENDED, reason)
        running.cancel(CANCELLED)
        return {"case": str(case_key), "status": CANCELLED}

    return on_case(engine, lambda work: case_key, actor, request, body)
