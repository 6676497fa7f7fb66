"""Somebody takes a task, so that others of the unit see it is in hands; or gives it back."""

from dataclasses import replace

from engine.commands.seats import case_of_task, open_task
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, once


class AlreadyClaimed(TooLate):
    """A colleague has taken this task. Ask for it, or take another one."""

    code = "already-claimed"


def claim_task(engine: Engine, actor: Actor, task_key: int, request: Request | None = None) -> Json:
    """Take an open task; who only stands in takes it for who is away. Answer: {task, assignee, version}. Raises NotVisible, NotAllowed, TaskClosed, AlreadyClaimed."""
    return _assign(engine, actor, task_key, request, is_taken=True)


def release_task(engine: Engine, actor: Actor, task_key: int, request: Request | None = None) -> Json:
    """Give a task back to the unit. Answer and errors as with `claim_task`."""
    return _assign(engine, actor, task_key, request, is_taken=False)


def _assign(engine: Engine, actor: Actor, task_key: int, request: Request | None, *, is_taken: bool) -> Json:
    case_key = 0

    def body(work: Work) -> Json:
        nonlocal case_key
        case_key = case_of_task(work, task_key)
        running = Running.seen_by(engine, work, case_key, actor)
        task, seats = open_task(running, task_key, None)
        roles = [seat.role for seat in seats]
        whose = engine.access.taken_for(work, actor, case_key, roles, running.now)
        if task.assignee not in {None, actor.user_key, whose}:
            raise AlreadyClaimed
        assignee = whose if is_taken else None
        if task.assignee != assignee:
            task = replace(task, assignee=assignee, version=task.version + 1)
            work.replace(task)
        return {
            "task": str(task.key),
            "assignee": str(task.assignee) if task.assignee else None,
            "version": task.version,
        }

    return once(engine, actor, request, body, lambda answer: case_key)
