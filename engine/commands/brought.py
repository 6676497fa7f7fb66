"""Answers that came from elsewhere, with a message or a start: the form that they lead to begins with them.

They are a draft, which a person looks at before anything goes on record.
"""

from collections.abc import Mapping
from typing import Any

from engine.answers import read_task_answers, require_shareable, stored
from engine.commands.save_draft import keep_draft
from engine.errors import BadVariables
from engine.ports import Actor
from engine.rows import Task
from engine.running import Running


def leave_as_draft(running: Running, actor: Actor, answers: Mapping[str, Any]) -> None:
    """Keep answers as the draft of the form that this step has opened. Call it after `settle`, and settle again.

    Raises BadVariables where no form was opened, several were, or it asks for no such thing; AnswersRejected.
    """
    if not answers:
        return
    opened = [
        task
        for task in running.work.find(Task, instance_key=running.instance.key, status="open")
        if task.key in running.opened_tasks and task.form
    ]
    if len(opened) != 1:
        raise BadVariables("it leads to no form that could begin with these answers")
    (task,) = opened
    known = running.package.forms[task.form].by_key
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
    if len(running.package.element(task.element).seats) > 1:
        require_shareable(
            running.package, running.engine.access, running.work, task, answers, actor, running.now
        )
    keep_draft(running, actor, task, stored(read))
