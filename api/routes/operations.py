"""How the house does: for those who operate it, who see no case by that."""

from typing import Annotated

from fastapi import Query

from api.access import House, Operator
from api.parameters import PROBLEMS, After, Limit
from api.routers import Router
from api.shapes.operations import Open, Operations, Queue, StoppedOut, StoppedPage, WorkerOut
from cases.views.operations import view_operations

router = Router(
    prefix="/api/operations",
    tags=["operation"],
    responses={401: PROBLEMS[401], 403: PROBLEMS[403]},
)
Code = Annotated[str | None, Query(max_length=200)]


@router.get("", operation_id="read_operations")
def read_operations(
    house: House,
    caller: Operator,
    procedure: Code = None,
    code: Code = None,
    after: After = None,
    limit: Limit = 50,
) -> Operations:
    """Workers, what waits and since when, and open incidents by procedure and code. For the role operator."""
    with house.engine.store.reading() as work:
        view = view_operations(
            house.engine,
            house.lists(work),
            work,
            caller.actor,
            procedure=procedure,
            code=code,
            after=after,
            limit=limit,
        )
    figures = view.figures
    return Operations(
        workers=[
            WorkerOut(name=one.name, started_at=one.started_at, seen_at=one.seen_at, is_alive=one.is_alive)
            for one in view.workers
        ],
        timers=Queue(count=figures.due_timers, lag_seconds=figures.timer_lag),
        messages=Queue(count=figures.messages, lag_seconds=figures.message_lag),
        outbox=Queue(count=figures.outbox, lag_seconds=figures.outbox_lag),
        open=Open(cases=figures.cases, tasks=figures.tasks, gateways=figures.gateways, jobs=figures.jobs),
        incident_count=figures.incidents,
        incidents=StoppedPage(
            items=[
                StoppedOut(
                    key=str(one.line.key),
                    case=str(one.line.case_key),
                    procedure=one.line.procedure,
                    version=one.line.version,
                    element=one.line.element,
                    code=one.line.code,
                    since=one.line.created_at,
                    may_open=one.is_visible,
                )
                for one in view.stopped
            ],
            next=str(view.more) if view.more else None,
        ),
    )
