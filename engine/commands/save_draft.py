"""Answers are saved to be completed later: types are checked, nothing is required, nothing goes on record."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from engine.answers import read_task_answers, require_shareable, stored
from engine.commands.seats import case_of_task, free_seat, in_whose_place, open_task
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.rows import Draft, Seat, Task
from engine.running import Running
from engine.transaction import Request, once


def save_draft(
    engine: Engine,
    actor: Actor,
    task_key: int,
    answers: Mapping[str, Any],
    version: int,
    request: Request | None = None,
) -> Json:
    """Keep the answers of an open task. An edit of signed answers empties the seats.

    Answer: {task, version}. Raises NotVisible, NotAllowed, TaskClosed, TaskChanged, AnswersRejected.
    """

    case_key = 0

    def body(work: Any) -> Json:
        nonlocal case_key
        case_key = case_of_task(work, task_key)
        running = Running.seen_by(engine, work, case_key, actor)
        task, seats = open_task(running, task_key, version)
        read = read_task_answers(
            running.package, engine.case_file, work, task, answers, actor, running.now, partial=True
        )
        if len(seats) > 1:  # the other seat reads this draft
            require_shareable(running.package, engine.access, work, task, answers, actor, running.now)
        content = stored(read)
        if work.get(Draft, task.key) is None or content != draft_of(running, task):
            task = keep_draft(running, actor, task, content)
            for seat in _void(seats):
                work.replace(seat)
                acts = in_whose_place(running, actor, free_seat(running, actor, seats).role)
                running.log("SIGNATURE_VOIDED", task.element, {"seat": seat.role, **acts})
            running.settle()
        return {"task": str(task.key), "version": task.version}

    return once(engine, actor, request, body, lambda answer: case_key)


def _void(seats: list[Seat]) -> list[Seat]:
    return [
        replace(seat, filled_by=None, filled_at=None, filled_version=None)
        for seat in seats
        if seat.filled_by is not None
    ]


def draft_of(running: Running, task: Task) -> dict[str, Any]:
    """The answers last saved, or none."""
    draft = running.work.get(Draft, task.key)
    if draft is None:
        return {}
    content = running.engine.case_file.unseal(
        running.work, task.instance_key, draft.sealed, f"draft:{task.key}"
    )
    answers: dict[str, Any] = orjson.loads(content)
    return answers


def keep_draft(running: Running, actor: Actor, task: Task, answers: Mapping[str, Any]) -> Task:
    """Write the draft and give the task its next version."""
    task = replace(task, version=task.version + 1)
    sealed = running.engine.case_file.seal(
        running.work, task.instance_key, orjson.dumps(answers), f"draft:{task.key}"
    )
    known = running.work.get(Draft, task.key)
    version = known.version + 1 if known else 1
    draft = Draft(task.key, task.instance_key, sealed, version, actor.user_key, running.now)
    if known:
        running.work.replace(draft)
    else:
        running.work.add(draft)
    running.work.replace(task)
    return task
