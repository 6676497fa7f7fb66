"""A task is done. With two seats each signs the same answers, unless one signs for both; an edit voids the other's
signature.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson

from engine.answers import (
    entries_of,
    fault_of,
    read_task_answers,
    readable_of,
    record_types_of,
    require_shareable,
    stored,
)
from engine.bpmn.run import NotWaiting
from engine.commands.save_draft import draft_of, keep_draft
from engine.commands.seats import case_of_task, free_seat, in_whose_place, open_task
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import AnswersRejected, Json, TooLate
from engine.ports import Actor, Unwritable
from engine.rows import Draft, Seat, Task
from engine.running import Running
from engine.transaction import Request, on_case
from forms import Answers


class StillOpen(TooLate):
    """Activities inside are still open, or a condition ends this by itself. Complete what is open first."""

    code = "still-open"


def complete_task(
    engine: Engine,
    actor: Actor,
    task_key: int,
    answers: Mapping[str, Any] | None,
    version: int,
    request: Request | None = None,
    variables: Mapping[str, Any] | None = None,
) -> Json:
    """Complete a task, or sign it for one seat.

    `answers` None signs or completes what the draft holds. `variables` are results of a task of a single model.
    Answer: {task, status, version, waits_for: [role]}.
    Raises NotVisible, NotAllowed, TaskClosed, TaskChanged, AnswersRejected, BadVariables, StillOpen, CaseStopped.
    """

    def body(running: Running) -> Json:
        task, seats = open_task(running, task_key, version)
        given = answers if answers is not None else draft_of(running, task)
        files, work, now = engine.case_file, running.work, running.now
        form = running.package.forms[task.form]
        known = readable_of(files, running.sight, form, work, task.instance_key, now)
        read = read_task_answers(running.package, files, work, task, given, actor, now, readable=known)
        mine = free_seat(running, actor, seats)
        acts = in_whose_place(running, actor, mine.role)
        if len(seats) > 1:
            require_shareable(
                running.package, engine.access, running.work, task, stored(read), actor, running.now
            )
            task, seats = _sign(running, actor, task, seats, mine, read, acts)
            waits_for = [seat.role for seat in seats if seat.filled_by is None]
            if waits_for and not running.package.element(task.element).one_signs:
                return _answer(task, waits_for)
        _finish(running, actor, task, seats, read, accepted(running.package, variables or {}), acts)
        return {**_answer(task, []), "status": "completed"}

    def despite(running: Running) -> None:
        """A person's new decision ends the one before, also where the model can't go on with it."""
        task = running.work.get(Task, task_key)
        if task is not None:
            running.end_earlier(record_types_of(running.package, task))

    return on_case(engine, lambda work: case_of_task(work, task_key), actor, request, body, despite)


def _sign(
    running: Running,
    actor: Actor,
    task: Task,
    seats: list[Seat],
    mine: Seat,
    read: Answers,
    acts: Mapping[str, str],
) -> tuple[Task, list[Seat]]:
    """Fill the actor's seat on these answers; other answers than signed before empty the other seats."""
    content = orjson.dumps(stored(read), option=orjson.OPT_SORT_KEYS)
    signed = running.work.get(Draft, task.key)
    unchanged = (
        signed is not None and orjson.dumps(draft_of(running, task), option=orjson.OPT_SORT_KEYS) == content
    )
    if not unchanged:
        task = keep_draft(running, actor, task, stored(read))
    kept = []
    for seat in seats:
        if seat.key == mine.key:
            seat = replace(seat, filled_by=actor.user_key, filled_at=running.now, filled_version=task.version)
            running.work.replace(seat)
        elif seat.filled_by is not None and not unchanged:
            seat = replace(seat, filled_by=None, filled_at=None, filled_version=None)
            running.work.replace(seat)
            running.log("SIGNATURE_VOIDED", task.element, {"seat": seat.role, **acts})
        kept.append(seat)
    running.log("TASK_SIGNED", task.element, {"seat": mine.role, **acts})
    return task, kept


def _finish(
    running: Running,
    actor: Actor,
    task: Task,
    seats: list[Seat],
    read: Answers,
    variables: Mapping[str, Any],
    acts: Mapping[str, str],
) -> None:
    running.log("TASK_COMPLETED", task.element, {"form": task.form, **acts})
    if running.package.is_single:
        variables = {**stored(read), **variables}
    else:
        _put_on_record(running, actor, task, read)
    for seat in seats:
        running.work.replace(replace(seat, is_open=False))
    if task.version > 1:  # a draft was saved only if it gave the task a version
        running.work.remove(Draft, task.key)
    running.work.replace(
        replace(
            task,
            status="completed",
            version=task.version + 1,
            completed_at=running.now,
            completed_by=actor.user_key,
        )
    )
    _let_go(running, task, variables)
    running.move()


def _put_on_record(running: Running, actor: Actor, task: Task, read: Answers) -> None:
    try:
        running.write(entries_of(running.package, task, read), task.key)
    except Unwritable as error:
        raise AnswersRejected([fault_of(error.field, error.code, actor.language)]) from error


def _let_go(running: Running, task: Task, variables: Mapping[str, Any]) -> None:
    """The token leaves the task; an ad-hoc sub-process is finished instead, if nothing goes on in it."""
    try:
        if running.run.is_ad_hoc(task.token):
            running.run.finish_inner(task.token)
        else:
            running.run.complete(task.token, variables)
    except NotWaiting as error:
        raise StillOpen(str(error)) from error


def _answer(task: Task, waits_for: list[str]) -> Json:
    return {"task": str(task.key), "status": "open", "version": task.version, "waits_for": waits_for}
