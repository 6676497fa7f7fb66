"""A worker needs longer for a job: its lease lasts anew."""

from dataclasses import replace
from datetime import timedelta

from engine.commands.jobs import JobClosed, case_of_job, open_job
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def lock_job(
    engine: Engine, actor: Actor, job_key: int, lease: int, seconds: float, request: Request | None = None
) -> Json:
    """Hold a job for so many seconds from now on. Answer: {job, locked_until}.

    Raises NotVisible, NotAllowed, LeaseLost, JobClosed.
    """

    def body(running: Running) -> Json:
        job = open_job(running, job_key, lease)
        if job.status != "open":
            raise JobClosed
        until = running.work.now() + timedelta(seconds=seconds)
        running.work.replace(replace(job, available_at=until, version=job.version + 1))
        return {"job": str(job.key), "locked_until": until.isoformat()}

    return on_case(engine, lambda work: case_of_job(work, job_key), actor, request, body)
