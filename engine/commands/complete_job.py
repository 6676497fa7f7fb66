"""A worker has done a job: its variables are the results of the task."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.commands.jobs import case_of_job, open_job
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.queues import closed
from engine.running import Running
from engine.transaction import Request, on_case


def complete_job(
    engine: Engine,
    actor: Actor | None,
    job_key: int,
    variables: Mapping[str, Any],
    request: Request | None = None,
    lease: int | None = None,
) -> Json:
    """Complete a job, by the lease of who holds it; without an actor this process does. Answer: {job, status}.

    Raises NotVisible, NotAllowed, LeaseLost, JobHeld, JobClosed, BadVariables, CaseStopped.
    """

    def body(running: Running) -> Json:
        job = open_job(running, job_key, lease)
        given = accepted(running.package, variables)
        running.work.replace(replace(closed(job, "completed", running.now), message=None))
        running.log("JOB_COMPLETED", job.element)
        running.run.complete(job.token, given)
        running.move()
        return {"job": str(job.key), "status": "completed"}

    return on_case(engine, lambda work: case_of_job(work, job_key), actor, request, body)
