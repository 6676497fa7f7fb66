"""The office that opened a case gives a job new tries, once what was wrong is mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cases.opened_by import require_opener
from engine.commands.jobs import JobClosed, case_of_job, require_not_leased, resolve_incidents
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.queues import offered
from engine.rows import Job
from engine.running import Running
from engine.transaction import Request, on_case


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a job is tried from now on, and variables that are set first, where the job sees them."""

    retries: int
    variables: Mapping[str, Any] = field(default_factory=dict)


def retry_job(
    engine: Engine, actor: Actor, job_key: int, retry: Retry, request: Request | None = None
) -> Json:
    """Give a job new tries; it can be taken at once and its incident is over. Answer: {job, status, retries}.

    Raises NotVisible, NotAllowed, JobHeld, JobClosed, CaseHeld, BadVariables, CaseStopped.
    """

    def body(running: Running) -> Json:
        require_opener(running)
        job = running.work.get(Job, job_key)
        if job is None:
            raise NotVisible
        if job.status not in {"open", "failed"}:
            raise JobClosed
        require_not_leased(running, job)
        running.require_not_held()
        again = replace(offered(job, running.work.now()), retries=retry.retries, failures=0)
        running.work.replace(again)
        running.log("JOB_RETRIED", job.element, {"retries": retry.retries})
        resolve_incidents(running, job)
        given = accepted(running.package, retry.variables)
        if given:
            running.run.set_at(job.token, given)
            running.log("VARIABLES_SET")
            running.move()
        engine.job_bell.note((job.institution_key, job.type))
        return {"job": str(job.key), "status": "open", "retries": retry.retries}

    return on_case(engine, lambda work: case_of_job(work, job_key), actor, request, body)
