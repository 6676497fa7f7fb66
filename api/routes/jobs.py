"""Jobs: list, complete, fail, end with a BPMN error."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.access import House, JobsWork
from api.parameters import PROBLEMS, After, IdempotencyKey, InCase, KeyInPath, Limit, repeatable
from api.shapes.events import JobDone, JobError, JobFailed, JobFailure, JobLine, JobPage, JobResult
from cases.views.jobs import JobView, view_jobs
from engine.commands.complete_job import complete_job
from engine.commands.fail_job import fail_job
from engine.commands.throw_job_error import throw_job_error

router = APIRouter(
    prefix="/api/jobs",
    tags=["jobs"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 413, 422)},
)


@router.get("", operation_id="list_jobs")
def list_jobs(
    house: House,
    caller: JobsWork,
    type: Annotated[str | None, Query(max_length=400)] = None,  # noqa: A002  # the name in the address
    status: Annotated[str, Query(pattern="^(open|failed)$")] = "open",
    case: InCase = None,
    after: After = None,
    limit: Limit = 50,
) -> JobPage:
    """Open jobs of the cases you see (or those out of tries), the oldest first, with the variables they need."""
    with house.engine.store.reading() as work:
        views = view_jobs(
            house.engine,
            work,
            caller.actor,
            caller.language,
            kind=type,
            status=status,
            case_key=case,
            after=after,
            limit=limit + 1,
        )
    items = [_line(view) for view in views[:limit]]
    return JobPage(items=items, next=items[-1].key if len(views) > limit else None)


def _line(view: JobView) -> JobLine:
    job = view.job
    return JobLine(
        key=str(job.key),
        case=str(job.instance_key),
        reference=view.reference,
        element=job.element,
        name=view.name.text,
        type=job.type,
        status=job.status,
        retries=job.retries,
        message=view.message,
        created_at=job.created_at,
        variables=view.variables,
        headers=view.headers,
    )


@router.post("/{job_key}/completion", operation_id="complete_job")
def complete(
    house: House,
    caller: JobsWork,
    job_key: KeyInPath,
    body: JobResult,
    idempotency_key: IdempotencyKey = None,
) -> JobDone:
    """A job is done; its variables are the results of the task."""
    request = repeatable(idempotency_key, "job-completion", job_key, body.model_dump())
    return JobDone(**complete_job(house.engine, caller.actor, job_key, body.variables, request))


@router.post("/{job_key}/failure", operation_id="fail_job")
def fail(
    house: House,
    caller: JobsWork,
    job_key: KeyInPath,
    body: JobFailure,
    idempotency_key: IdempotencyKey = None,
) -> JobFailed:
    """A job could not be done: it is tried again, or becomes an incident once no try is left."""
    request = repeatable(idempotency_key, "job-failure", job_key, body.model_dump())
    return JobFailed(**fail_job(house.engine, caller.actor, job_key, body.message, body.retries, request))


@router.post("/{job_key}/error", operation_id="throw_job_error")
def throw(
    house: House, caller: JobsWork, job_key: KeyInPath, body: JobError, idempotency_key: IdempotencyKey = None
) -> JobDone:
    """A job ends with a BPMN error, which an event of the model catches."""
    request = repeatable(idempotency_key, "job-error", job_key, body.model_dump())
    return JobDone(**throw_job_error(house.engine, caller.actor, job_key, body.code, body.variables, request))
