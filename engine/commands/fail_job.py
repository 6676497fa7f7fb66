"""A worker could not do a job: it is tried again later, as often as said, then it is an incident."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.commands.jobs import case_of_job, open_job, resolve_incidents
from engine.commands.stop_job import stop_job
from engine.engine import Engine
from engine.errors import Json
from engine.keeping import sealed_text
from engine.ports import Actor
from engine.queues import JOB_FAILED, offered, pause
from engine.rows import Job
from engine.running import Running
from engine.transaction import Request, on_case

_TOLD = "No try is left: give the job new tries (retries of the job) once the cause is mended, or repair the case."


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong. `retries`: how often it is still tried, else once less than before; `seconds` until then, else
    longer after each failure."""

    message: str
    retries: int | None = None
    seconds: float | None = None


def fail_job(
    engine: Engine,
    actor: Actor | None,
    job_key: int,
    failure: Failure,
    request: Request | None = None,
    lease: int | None = None,
) -> Json:
    """Note that a job failed. Answer: {job, status: open | failed, retries, available_at}.

    Raises NotVisible, NotAllowed, LeaseLost, JobHeld, JobClosed.
    """

    def body(running: Running) -> Json:
        job = open_job(running, job_key, lease)
        left = max(job.retries - 1, 0) if failure.retries is None else failure.retries
        told = sealed_text(engine.case_file, running.work, job, failure.message)
        running.log("JOB_FAILED", job.element, {"retries": left})
        failed = replace(job, message=told, failures=job.failures + 1, retries=left)
        if left:
            again = _later(running, failed, failure.seconds)
            return {"job": str(job.key), "status": "open", "retries": left, "available_at": again.isoformat()}
        if job.status != "failed":
            stop_job(running, failed, JOB_FAILED, _TOLD, failure.message)
        else:
            running.work.replace(replace(failed, version=job.version + 1))
        return {"job": str(job.key), "status": "failed", "retries": 0, "available_at": None}

    return on_case(engine, lambda work: case_of_job(work, job_key), actor, request, body)


def _later(running: Running, job: Job, seconds: float | None) -> datetime:
    """It is in the queue again after a pause, by the database's clock."""
    again = running.work.now() + (pause(job) if seconds is None else timedelta(seconds=seconds))
    running.work.replace(offered(job, again))
    if job.status == "failed":
        resolve_incidents(running, job)
    return again
