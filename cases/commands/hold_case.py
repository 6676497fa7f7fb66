"""A case is suspended by the office that opened it, and resumed: in between nothing goes on, and nothing is lost."""

from dataclasses import replace

from cases.opened_by import require_opener
from cases.reasons import CASE_HELD, CASE_RESUMED, keep_reason
from engine.commands.send_onwards import send_kept
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def hold_case(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None = None
) -> Json:
    """Suspend a case. Answer: {case, status}. Raises NotVisible, NotAllowed, CaseClosed, ReasonMissing."""
    return _set(engine, actor, case_key, reason, request, held=True)


def resume_case(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None = None
) -> Json:
    """Resume a suspended case; timers that fell due fire now. Answer and errors as with `hold_case`."""
    return _set(engine, actor, case_key, reason, request, held=False)


def _set(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None, *, held: bool
) -> Json:
    def body(running: Running) -> Json:
        require_opener(running)
        running.require_open()
        if running.instance.is_held is not held:
            keep_reason(running, actor, CASE_HELD if held else CASE_RESUMED, reason)
            running.log("CASE_HELD" if held else "CASE_RELEASED")
            running.instance = replace(running.instance, is_held=held)
            if not held:
                running.move()
                send_kept(running)
                running.rings = True
        return {"case": str(case_key), "is_held": held}

    return on_case(engine, lambda work: case_key, actor, request, body)
