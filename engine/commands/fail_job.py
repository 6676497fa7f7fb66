"""A worker could not do a job: it is tried again as often as said, then it is an incident."""

from dataclasses import replace

import orjson

from engine.commands.jobs import case_of_job, open_job
from engine.engine import Engine
from engine.errors import Json
from engine.keeping import sealed_text
from engine.ports import Actor
from engine.rows import Incident, Job
from engine.running import Running
from engine.transaction import Request, on_case

_CODE = "job-failed"
_TOLD = "No try is left: report a failure of the job with new `retries` to have it tried again, or repair the case."


def fail_job(
    engine: Engine,
    actor: Actor,
    job_key: int,
    message: str,
    retries: int | None = None,
    request: Request | None = None,
) -> Json:
    """Note that a job failed; `retries` sets how often it is still tried, else once less than before.

    Answer: {job, status: open | failed, retries}. Raises NotVisible, NotAllowed, JobClosed.
    """

    def body(running: Running) -> Json:
        job = open_job(running, job_key)
        left = max(job.retries - 1, 0) if retries is None else retries
        status = "open" if left else "failed"
        told = sealed_text(engine.case_file, running.work, job, message)
        running.work.replace(replace(job, status=status, retries=left, message=told, version=job.version + 1))
        running.log("JOB_FAILED", job.element, {"retries": left})
        if left and job.status == "failed":
            _over(running, job)
        if not left and job.status != "failed":
            running.work.add(_incident(running, job, message))
            running.log_by_itself("INCIDENT_OPENED", job.element, {"code": _CODE})
            running.instance = replace(running.instance, status="incident")
        return {"job": str(job.key), "status": status, "retries": left}

    return on_case(engine, lambda work: case_of_job(work, job_key), actor, request, body)


def _incident(running: Running, job: Job, message: str) -> Incident:
    """It shows the office which job it is and what its worker told."""
    key = running.engine.keys()
    told = orjson.dumps({"job": str(job.key), "message": message})
    sealed = running.engine.case_file.seal(running.work, job.instance_key, told, f"incident:{key}")
    return Incident(key, job.instance_key, job.element, _CODE, _TOLD, running.now, None, sealed)


def _over(running: Running, job: Job) -> None:
    """A job that had failed gets new tries: its incident is over, one of several at the same element."""
    for incident in running.work.find(Incident, instance_key=job.instance_key, resolved_at=None):
        if (incident.element, incident.code) == (job.element, _CODE):
            running.work.replace(replace(incident, resolved_at=running.now))
            running.log("INCIDENT_RESOLVED", job.element, {"code": _CODE})
            return
