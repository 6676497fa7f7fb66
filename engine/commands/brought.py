"""Answers that came from elsewhere, with a message or a start: the form that they lead to begins with them.

They are a draft, which a person looks at before anything goes on record.
"""

from collections.abc import Mapping
from typing import Any

from engine.answers import read_task_answers, require_shareable, stored
from engine.commands.save_draft import keep_draft
from engine.errors import AnswersRejected, BadVariables
from engine.ports import Actor
from engine.rows import Task
from engine.running import Running


class Offered(dict[str, Any]):
    """Answers of a sender who can't know the forms: what the form does not ask for, or does not take, is left out.

    Where no form was opened there is none to begin. Who sends it has to be a person who sees all of it.
    """


def leave_as_draft(running: Running, actor: Actor, answers: Mapping[str, Any]) -> frozenset[str]:
    """Keep answers as the draft of the form that this step has opened; the names of those kept. Call it after `settle`, and
    settle again.

    Raises BadVariables where no form was opened, several were, or it asks for no such thing; AnswersRejected.
    """
    if not answers:
        return frozenset()
    opened = [
        task
        for task in running.work.find(Task, instance_key=running.instance.key, status="open")
        if task.key in running.opened_tasks and task.form
    ]
    lenient = isinstance(answers, Offered)
    if len(opened) != 1:
        if lenient:
            return frozenset()
        raise BadVariables("it leads to no form that could begin with these answers")
    (task,) = opened
    known = running.package.forms[task.form].by_key
    if lenient:
        answers = _taken(running, actor, task, {name: answers[name] for name in answers if name in known})
    if strangers := sorted(set(answers) - set(known)):
        raise BadVariables(f"the form asks for {', '.join(known)}, not for {', '.join(strangers)[:200]}")
    read = read_task_answers(
        running.package,
        running.engine.case_file,
        running.work,
        task,
        answers,
        actor,
        running.now,
        partial=True,
    )
    _require_shareable(running, actor, task, answers)
    keep_draft(running, actor, task, stored(read))
    return frozenset(answers)


def _taken(running: Running, actor: Actor, task: Task, answers: dict[str, Any]) -> dict[str, Any]:
    """Those that the form takes."""
    try:
        read_task_answers(
            running.package,
            running.engine.case_file,
            running.work,
            task,
            answers,
            actor,
            running.now,
            partial=True,
        )
        _require_shareable(running, actor, task, answers)
    except AnswersRejected as error:
        refused = {fault.field for fault in error.faults}
        if not refused & set(answers):
            return {}
        return _taken(running, actor, task, {n: value for n, value in answers.items() if n not in refused})
    return answers


def _require_shareable(running: Running, actor: Actor, task: Task, answers: Mapping[str, Any]) -> None:
    """What the sender's office tells another one by it is of a category that is granted between them."""
    seats = running.package.element(task.element).seats
    sight = running.engine.access.see(running.work, actor, running.instance.key, running.now)
    roles = sorted({*seats, *sight.roles})
    require_shareable(
        running.package, running.engine.access, running.work, task, answers, actor, running.now, roles
    )
