"""An event that an instance waits for has come: a message, a signal, a timer that is due."""

from collections.abc import Mapping
from typing import Any

from engine.bpmn.run import NotWaiting
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import Json, NobodyWaits
from engine.ports import Actor
from engine.rows import Wait
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case

_EVENTS = {"message": "MESSAGE_RECEIVED", "signal": "SIGNAL_RECEIVED", "timer": "TIMER_FIRED"}


def deliver_event(
    engine: Engine,
    actor: Actor | None,
    wait_key: int,
    variables: Mapping[str, Any],
    request: Request | None = None,
) -> Json:
    """Let what is waited for happen. Answer: {case, element}. Raises NobodyWaits, BadVariables, CaseStopped.

    `actor` None: the procedure does it by itself (a timer, an event of another instance); who names a wait has found it among
    those of cases that they see.
    """

    def case_of(work: Work) -> int:
        wait = work.get(Wait, wait_key)
        if wait is None:
            raise NobodyWaits
        return wait.instance_key

    def body(running: Running) -> Json:
        wait = running.work.get(Wait, wait_key)
        if wait is None:
            raise NobodyWaits
        if wait.kind == "timer" and (wait.due_at is None or wait.due_at > running.now):
            raise NobodyWaits
        running.require_not_held()
        running.log(_EVENTS[wait.kind], wait.element)
        try:
            running.run.occur(wait.token, wait.place, accepted(running.package, variables))
        except NotWaiting as error:
            raise NobodyWaits from error
        running.move()
        return {"case": str(running.instance.key), "element": wait.element}

    return on_case(engine, case_of, actor, request, body, by_sight=False)
