"""A deadline is changed: with a reason, by who may act where it runs, and the history says from when to when."""

from dataclasses import replace
from datetime import datetime

from cases.access import sight_in
from cases.deadlines import hidden_roles, is_told
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


class DeadlineMoved(NobodyWaits):
    """The deadline was changed since you looked at it. Look at what applies now, and decide anew."""

    code = "deadline-moved"

    def __init__(self, due_at: datetime) -> None:
        super().__init__()
        self.due_at = due_at


class ClockStopped(NobodyWaits):
    """The clock of this deadline stands still. It can be changed when it runs again."""

    code = "clock-stopped"


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
    Raises NotVisible, NotAllowed, DeadlineMoved, ClockStopped, NobodyWaits, CaseHeld, DeadlinePassed, ReasonMissing.
    """

    def body(running: Running) -> Json:
        wait = running.work.get(Wait, wait_key)
        if wait is None or wait.kind != "timer":
            raise NotVisible
        sight, package = sight_in(running), running.package
        hidden = hidden_roles(running.work, actor, {running.instance.key: package}, running.now)
        if not is_told(package, sight, wait.element, hidden.get(running.instance.key, frozenset())):
            raise NotVisible
        running.engine.access.seat_of(sight, seats_of_deadline(package, wait.element))
        running.require_open()
        running.require_not_held()
        if wait.due_at is None:
            raise ClockStopped
        if seen_due_at is not None and wait.due_at != seen_due_at:
            raise DeadlineMoved(wait.due_at)
        if due_at <= running.now:
            raise DeadlinePassed
        keep_reason(running, actor, DEADLINE_CHANGED, reason, wait.element)
        codes = {"from": instant_text(wait.due_at), "to": instant_text(due_at)}
        running.log("DEADLINE_CHANGED", wait.element, codes)
        try:
            running.run.set_due(wait.token, wait.place, due_at)
        except NotWaiting as error:
            raise NobodyWaits from error
        running.work.replace(replace(wait, warned=_told_already(running, wait)))
        running.rings = True
        return {
            "deadline": str(wait_key),
            "case": str(running.instance.key),
            "element": wait.element,
            "due_at": codes["to"],
        }

    return on_case(engine, lambda work: case_of_wait(work, wait_key), actor, request, body)


def _told_already(running: Running, wait: Wait) -> int:
    """The share that counts as told from now on: what has passed of the new time. A later one is told again when it comes."""
    place = (wait.token, wait.place)
    warnings = [item.warnings for item in running.run.waits() if (item.token, item.index) == place]
    return max((share for told in warnings for at, share in told if at <= running.now), default=0)
