"""A legal hold keeps a case beyond its retention: for a dispute, an appeal, an inquiry; until it is released."""

from dataclasses import replace

from cases.erasing import require_not_erased
from cases.opened_by import require_opener
from cases.reasons import ERASURE_HELD, ERASURE_RELEASED, keep_reason
from cases.rows import Case
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case


def hold_erasure(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None = None
) -> Json:
    """Keep a case, whatever its retention says. Answer: {case, is_kept}.

    Only the office that opened it may. Raises NotVisible, NotAllowed, CaseErased, ReasonMissing.
    """
    return _set(engine, actor, case_key, reason, request, kept=True)


def release_hold(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None = None
) -> Json:
    """Keep it no longer than its retention says. Answer and errors as with `hold_erasure`."""
    return _set(engine, actor, case_key, reason, request, kept=False)


def _set(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None, *, kept: bool
) -> Json:
    def body(running: Running) -> Json:
        require_opener(running)
        require_not_erased(running.work, case_key)
        case = running.work.get(Case, case_key)
        if case is None:
            raise NotVisible
        if (case.kept_since is not None) is not kept:
            keep_reason(running, actor, ERASURE_HELD if kept else ERASURE_RELEASED, reason)
            running.work.replace(replace(case, kept_since=running.now if kept else None))
            running.log("ERASURE_HELD" if kept else "ERASURE_RELEASED")
        return {"case": str(case_key), "is_kept": kept}

    return on_case(engine, lambda work: case_key, actor, request, body)
