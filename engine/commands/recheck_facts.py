"""Records of a case have changed outside a task: whatever waits for them moves on."""

from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def recheck_facts(engine: Engine, actor: Actor | None, case_key: int, request: Request | None = None) -> Json:
    """Let the waiting gateways of a case ask again. Answer: {case}. Raises NotVisible, CaseStopped."""

    def body(running: Running) -> Json:
        if not running.instance.is_held:
            running.move()
        return {"case": str(case_key)}

    return on_case(engine, lambda work: case_key, actor, request, body)
