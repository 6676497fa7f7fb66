"""A worker ends a job with a BPMN error: the model says how to go on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.commands.jobs import case_of_job, open_job
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import Json
from engine.keeping import sealed_text
from engine.ports import Actor
from engine.queues import closed
from engine.running import Running
from engine.transaction import Request, on_case


def throw_job_error(
    engine: Engine,
    actor: Actor | None,
    job_key: int,
    code: str,
    variables: Mapping[str, Any],
    request: Request | None = None,
    lease: int | None = None,
) -> Json:
    """Throw a BPMN error out of a job. Answer: {job, status}.

    Raises NotVisible, NotAllowed, LeaseLost, JobHeld, JobClosed, BadVariables, CaseStopped where nobody catches it.
    """

    def body(running: Running) -> Json:
        job = open_job(running, job_key, lease)
        given = accepted(running.package, variables)
        told = sealed_text(engine.case_file, running.work, job, code)
        running.work.replace(replace(closed(job, "completed", running.now), message=told))
        running.log("JOB_ERROR", job.element, {"code": code} if code in _codes(running) else {})
        running.run.throw_error(job.token, code, given)
        running.move()
        return {"job": str(job.key), "status": "completed"}

    return on_case(engine, lambda work: case_of_job(work, job_key), actor, request, body)


def _codes(running: Running) -> set[str | None]:
    """The codes that the model names; any other could say anything, also of somebody."""
    models = [running.package.model, *(process.model for process in running.package.called.values())]
    return {
        trigger.code
        for model in models
        for element in model.elements.values()
        for trigger in element.triggers
        if trigger.kind == "error"
    }
