"""Somebody chooses what is done next in an ad-hoc sub-process."""

from engine.bpmn.run import NotWaiting
from engine.commands.seats import case_of_task, free_seat, in_whose_place, open_task
from engine.engine import Engine
from engine.errors import Json, Unanswerable
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


class NotStartable(Unanswerable):
    """This activity can't be started here, or nothing more may be started. Choose one of the task's activities."""

    code = "not-startable-here"


def start_activity(
    engine: Engine, actor: Actor, task_key: int, element: str, request: Request | None = None
) -> Json:
    """Start an activity of an ad-hoc sub-process. Answer: {task, element}.

    Raises NotVisible, NotAllowed, TaskClosed, NotStartable, CaseStopped.
    """

    def body(running: Running) -> Json:
        task, seats = open_task(running, task_key, None)
        try:
            running.run.start_inner(task.token, element)
        except NotWaiting as error:
            raise NotStartable(str(error)) from error
        role = free_seat(running, actor, seats).role
        running.log("ACTIVITY_STARTED", element, in_whose_place(running, actor, role))
        running.move()
        return {"task": str(task.key), "element": element}

    return on_case(engine, lambda work: case_of_task(work, task_key), actor, request, body)
