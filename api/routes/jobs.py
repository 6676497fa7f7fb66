"""Jobs: list, take, complete, fail, end with a BPMN error, give new tries, cancel."""

from typing import Annotated, Any

from fastapi import Query, Request

from api.access import House, JobsWork
from api.parameters import PROBLEMS, After, IdempotencyKey, InCase, KeyInPath, Limit, repeatable
from api.routers import Router
from api.shapes.jobs import (
    Activated,
    ActivatedJob,
    ActivationIn,
    JobCancellation,
    JobCancellations,
    JobDone,
    JobError,
    JobFailed,
    JobFailure,
    JobLine,
    JobLock,
    JobLocked,
    JobPage,
    JobResult,
    JobRetried,
    JobRetries,
    JobRetry,
    Jobs,
    MendedJob,
    MendedJobs,
)
from api.waiting import wait_for_jobs
from cases.commands.activate_jobs import Activation
from cases.commands.cancel_job import cancel_job
from cases.commands.mend_jobs import Mended, NothingNamed, failed_jobs, mend_jobs
from cases.commands.retry_job import Retry, retry_job
from cases.views.jobs import JobView, view_jobs
from engine.commands.complete_job import complete_job
from engine.commands.fail_job import Failure, fail_job
from engine.commands.lock_job import lock_job
from engine.commands.throw_job_error import throw_job_error
from engine.transaction import Request as Repeatable

router = Router(
    prefix="/api/jobs",
    tags=["jobs"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 413, 422)},
)


@router.get("", operation_id="list_jobs")
def list_jobs(
    house: House,
    caller: JobsWork,
    type: Annotated[  # noqa: A002  # the name in the address
        str | None, Query(max_length=400, description="as it stands in the model, never one that it computes")
    ] = None,
    status: Annotated[str, Query(pattern="^(open|failed)$")] = "open",
    case: InCase = None,
    after: After = None,
    limit: Limit = 50,
) -> JobPage:
    """Open jobs of the cases you see (or those out of tries), the oldest first, with the variables they need."""
    with house.engine.store.reading() as work:
        views = view_jobs(
            house.engine,
            house.lists(work),
            work,
            caller.actor,
            caller.language,
            kind=type,
            status=status,
            case_key=case,
            after=after,
            limit=limit + 1,
        )
    items = [JobLine(**_line(view)) for view in views[:limit]]
    return JobPage(items=items, next=items[-1].key if len(views) > limit else None)


def _line(view: JobView) -> dict[str, Any]:
    job = view.job
    return {
        "key": str(job.key),
        "case": str(job.instance_key),
        "reference": view.reference,
        "element": job.element,
        "name": view.name.text,
        "type": view.kind,
        "status": job.status,
        "retries": job.retries,
        "message": view.message,
        "created_at": job.created_at,
        "available_at": job.available_at,
        "worker": job.worker,
        "variables": view.variables,
        "headers": view.headers,
    }


@router.post("/activation", operation_id="activate_jobs")
async def activate(request: Request, house: House, caller: JobsWork, body: ActivationIn) -> Activated:
    """Take open jobs of a type: each is yours until its lock is over, and nobody else's.

    Where there is none, the answer waits up to `wait_seconds` for the first. A lock that runs out uses up no try: the job
    is there for others again. Not repeatable: what an answer that was lost has taken is free again after `lock_seconds`.
    """
    asked = Activation(body.type, body.max_jobs, body.worker, body.lock_seconds)
    views = await wait_for_jobs(request, house, caller, asked, body.wait_seconds)
    return Activated(
        items=[
            ActivatedJob(**_line(view), locked_until=until, lock=str(view.job.lease))
            for view in views
            if (until := view.job.available_at) is not None
        ]
    )


@router.post("/{job_key}/lock", operation_id="lock_job")
def lock(
    house: House,
    caller: JobsWork,
    job_key: KeyInPath,
    body: JobLock,
    idempotency_key: IdempotencyKey = None,
) -> JobLocked:
    """Keep a job that you have longer. 409 `lease-lost` where somebody else has it."""
    request = repeatable(idempotency_key, "job-lock", job_key, body.model_dump())
    return JobLocked(
        **lock_job(house.engine, caller.actor, job_key, int(body.lock), body.lock_seconds, request)
    )


@router.post("/{job_key}/completion", operation_id="complete_job")
def complete(
    house: House,
    caller: JobsWork,
    job_key: KeyInPath,
    body: JobResult,
    idempotency_key: IdempotencyKey = None,
) -> JobDone:
    """A job is done; its variables are the results of the task. 409 `lease-lost` where somebody else has it or had it."""
    request = repeatable(idempotency_key, "job-completion", job_key, body.model_dump())
    lease = _lease(body.lock)
    return JobDone(**complete_job(house.engine, caller.actor, job_key, body.variables, request, lease))


@router.post("/{job_key}/failure", operation_id="fail_job")
def fail(
    house: House,
    caller: JobsWork,
    job_key: KeyInPath,
    body: JobFailure,
    idempotency_key: IdempotencyKey = None,
) -> JobFailed:
    """A job could not be done: it is tried again after a pause, or becomes an incident once no try is left."""
    request = repeatable(idempotency_key, "job-failure", job_key, body.model_dump())
    failure = Failure(body.message, body.retries, body.retry_after_seconds)
    return JobFailed(**fail_job(house.engine, caller.actor, job_key, failure, request, _lease(body.lock)))


@router.post("/{job_key}/error", operation_id="throw_job_error")
def throw(
    house: House, caller: JobsWork, job_key: KeyInPath, body: JobError, idempotency_key: IdempotencyKey = None
) -> JobDone:
    """A job ends with a BPMN error, which an event of the model catches."""
    request = repeatable(idempotency_key, "job-error", job_key, body.model_dump())
    lease = _lease(body.lock)
    return JobDone(
        **throw_job_error(house.engine, caller.actor, job_key, body.code, body.variables, request, lease)
    )


@router.post("/{job_key}/retry", operation_id="retry_job")
def retry(
    house: House, caller: JobsWork, job_key: KeyInPath, body: JobRetry, idempotency_key: IdempotencyKey = None
) -> JobRetried:
    """Give a job new tries, at once; its incident is over. Only the office that opened the case."""
    request = repeatable(idempotency_key, "job-retry", job_key, body.model_dump())
    wanted = Retry(body.retries, body.variables)
    return JobRetried(**retry_job(house.engine, caller.actor, job_key, wanted, request))


@router.post("/{job_key}/cancellation", operation_id="cancel_job")
def cancel(
    house: House,
    caller: JobsWork,
    job_key: KeyInPath,
    body: JobCancellation,
    idempotency_key: IdempotencyKey = None,
) -> JobDone:
    """Take a job away, with a reason that only your office reads: what stood there goes, as by a repair of the case."""
    request = repeatable(idempotency_key, "job-cancellation", job_key, body.model_dump())
    return JobDone(**cancel_job(house.engine, caller.actor, job_key, body.reason, request))


@router.post("/retries", operation_id="retry_jobs")
def retry_many(
    house: House, caller: JobsWork, body: JobRetries, idempotency_key: IdempotencyKey = None
) -> MendedJobs:
    """Give many jobs new tries, each for itself: what can't be is told job by job and keeps no other from it."""
    request = repeatable(idempotency_key, "job-retries", body.model_dump())
    keys, left = _named(house, caller, body, request)
    wanted = Retry(body.retries, body.variables)
    return _mended(
        mend_jobs(
            keys,
            request,
            lambda key, own: str(retry_job(house.engine, caller.actor, key, wanted, own)["status"]),
        ),
        left,
    )


@router.post("/cancellations", operation_id="cancel_jobs")
def cancel_many(
    house: House, caller: JobsWork, body: JobCancellations, idempotency_key: IdempotencyKey = None
) -> MendedJobs:
    """Take many jobs away, each for itself, with one reason."""
    request = repeatable(idempotency_key, "job-cancellations", body.model_dump())
    keys, left = _named(house, caller, body, request)
    return _mended(
        mend_jobs(
            keys,
            request,
            lambda key, own: str(cancel_job(house.engine, caller.actor, key, body.reason, own)["status"]),
        ),
        left,
    )


def _named(house: House, caller: JobsWork, body: Jobs, request: Repeatable | None) -> tuple[list[int], int]:
    if body.jobs is not None and body.type is None and body.code is None:
        return list(dict.fromkeys(int(key) for key in body.jobs)), 0
    if body.jobs is None and body.type is not None:
        return failed_jobs(house.engine, house.lists, caller.actor, body.type, body.code, request)
    raise NothingNamed


def _mended(items: list[Mended], left: int) -> MendedJobs:
    return MendedJobs(
        items=[MendedJob(job=str(item.job), status=item.status, refused=item.refused) for item in items],
        more=left > 0,
        left=left,
    )


def _lease(lock: str | None) -> int | None:
    return int(lock) if lock is not None else None
