"""The office that opened a case takes a job away: the token that stood there goes, as by a repair."""

from cases.commands.repair_case import Repair, repaired
from cases.opened_by import require_opener
from engine.commands.jobs import JobClosed, case_of_job, resolve_incidents
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.rows import Job
from engine.running import Running
from engine.transaction import Request, on_case


def cancel_job(
    engine: Engine, actor: Actor, job_key: int, reason: str, request: Request | None = None
) -> Json:
    """Cancel a job, with a reason; a worker that has it comes too late. Answer: {job, status}.

    Raises NotVisible, NotAllowed, JobClosed, ReasonMissing, RepairRefused, CaseStopped.
    """

    def body(running: Running) -> Json:
        require_opener(running)
        job = running.work.get(Job, job_key)
        if job is None:
            raise NotVisible
        if job.status not in {"open", "failed"}:
            raise JobClosed
        repaired(running, actor, Repair("cancel", job.token), reason)
        resolve_incidents(running, job)
        return {"job": str(job.key), "status": "cancelled"}

    return on_case(engine, lambda work: case_of_job(work, job_key), actor, request, body)
