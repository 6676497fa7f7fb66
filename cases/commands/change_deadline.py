"""A deadline is changed: with a reason, by who may act where it runs, and the history says from when to when."""

from datetime import datetime

from cases.access import sight_in
from cases.reasons import DEADLINE_CHANGED, keep_reason
from engine.bpmn.run import NotWaiting
from engine.bpmn.timers import instant_text
from engine.commands.deadlines import case_of_wait, seats_of_deadline
from engine.engine import Engine
from engine.errors import Json, NobodyWaits, Unanswerable
from engine.ports import Actor, NotVisible
from engine.rows import Wait
from engine.running import Running
from engine.transaction import Request, on_case


class DeadlinePassed(Unanswerable):
    """A deadline can't be moved to a moment that has passed. Choose a later one."""

    code = "deadline-passed"


def change_deadline(
    engine: Engine,
    actor: Actor,
    wait_key: int,
    due_at: datetime,
    reason: str,
    seen_due_at: datetime | None = None,
    request: Request | None = None,
) -> Json:
    """Let a timer be due at another moment. Answer: {deadline, case, element, due_at}.

    `seen_due_at` is what the caller was shown; where it has changed since, nothing is written.
    Raises NotVisible, NotAllowed, NobodyWaits, CaseHeld, DeadlinePassed, ReasonMissing.
    """

    def body(running: Running) -> Json:
        wait = running.work.get(Wait, wait_key)
        if wait is None or wait.kind != "timer":
            raise NotVisible
        running.engine.access.seat_of(sight_in(running), seats_of_deadline(running.package, wait.element))
        running.require_open()
        running.require_not_held()
        if wait.due_at is None or (seen_due_at is not None and wait.due_at != seen_due_at):
            raise NobodyWaits
        if due_at <= running.now:
            raise DeadlinePassed
        keep_reason(running, actor, DEADLINE_CHANGED, reason, wait.element)
        codes = {"from": instant_text(wait.due_at), "to": instant_text(due_at)}
        running.log("DEADLINE_CHANGED", wait.element, codes)
        try:
            running.run.set_due(wait.token, wait.place, due_at)
        except NotWaiting as error:
            raise NobodyWaits from error
        running.rings = True
        return {
            "deadline": str(wait_key),
            "case": str(running.instance.key),
            "element": wait.element,
            "due_at": codes["to"],
        }

    return on_case(engine, lambda work: case_of_wait(work, wait_key), actor, request, body)
