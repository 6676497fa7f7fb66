"""Variables of a single model are set from outside; conditions are looked at."""

from collections.abc import Mapping
from typing import Any

from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def set_variables(
    engine: Engine, actor: Actor, case_key: int, variables: Mapping[str, Any], request: Request | None = None
) -> Json:
    """Set variables of the process. Answer: {case}. Raises NotVisible, NotAllowed, CaseClosed, BadVariables, CaseStopped."""

    def body(running: Running) -> Json:
        engine.access.seat_of(running.sight, list(running.package.manifest.start))
        running.require_open()
        running.require_not_held()
        running.run.set_variables(accepted(running.package, variables))
        running.log("VARIABLES_SET")
        running.move()
        running.look_again()
        return {"case": str(case_key)}

    return on_case(engine, lambda work: case_key, actor, request, body)
