"""An event that an instance waits for has come: a message, a signal, a timer that is due."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.bpmn.run import NotWaiting
from engine.commands.brought import leave_as_draft
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import Json, NobodyWaits
from engine.ports import Actor
from engine.rows import Wait
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case

Alongside = Callable[[Work, int], None]
"""What is done in the same transaction, with the case that something has come to."""


def _nothing(work: Work, case_key: int) -> None:
    """Nothing else."""


NOTHING_ELSE: Alongside = _nothing
_EVENTS = {"message": "MESSAGE_RECEIVED", "signal": "SIGNAL_RECEIVED", "timer": "TIMER_FIRED"}


def deliver_event(
    engine: Engine,
    actor: Actor | None,
    wait_key: int,
    variables: Mapping[str, Any],
    request: Request | None = None,
    alongside: Alongside = NOTHING_ELSE,
) -> Json:
    """Let what is waited for happen. Answer: {case, element}. Raises NobodyWaits, BadVariables, CaseStopped.

    In a package what a message brings is left as the draft of the form that it leads to.

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
        is_draft = actor is not None and not running.package.is_single
        try:
            given = {} if is_draft else accepted(running.package, variables)
            running.run.occur(wait.token, wait.place, given)
        except NotWaiting as error:
            raise NobodyWaits from error
        running.move()
        if is_draft and actor is not None and variables:
            running.settle()
            leave_as_draft(running, actor, variables)
        alongside(running.work, running.instance.key)
        return {"case": str(running.instance.key), "element": wait.element}

    return on_case(engine, case_of, actor, request, body, by_sight=False)
