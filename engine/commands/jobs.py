"""Who may act on an open job: one check for every command on it."""

from engine.errors import TooLate
from engine.ports import NO_CASE, NotVisible
from engine.queues import is_held
from engine.rows import Incident, Job
from engine.running import Running
from engine.store import Work


class JobClosed(TooLate):
    """This job is done, has failed for good or was cancelled. Look at the case to see where it stands."""

    code = "job-closed"


class LeaseLost(TooLate):
    """Your lease of this job is over and somebody else has it, or had it. Nothing was changed: ask for other jobs."""

    code = "lease-lost"


class JobHeld(TooLate):
    """A worker has this job just now. Wait until its lease is over, or send the lock that you were given with it."""

    code = "job-held"


def case_of_job(work: Work, job_key: int) -> int:
    """The case of a job, NO_CASE where there is none."""
    job = work.get(Job, job_key)
    return job.instance_key if job else NO_CASE


def open_job(running: Running, job_key: int, lease: int | None) -> Job:
    """The job, if who acts may do it: by their lease, or without one where nobody holds it. Without an actor it is this
    process. Raises NotVisible, NotAllowed, LeaseLost, JobClosed, JobHeld, CaseHeld.
    """
    job = running.work.get(Job, job_key)
    if job is None:
        raise NotVisible
    if running.actor is not None:
        role = running.package.element(job.element).lane
        roles = [role] if role else list(running.package.manifest.start)
        running.engine.access.seat_of(running.sight, roles)
    if lease is not None and lease != job.lease:
        raise LeaseLost
    if job.status not in {"open", "failed"}:  # who has mended what failed completes it all the same
        raise JobClosed
    if lease is None:
        require_not_leased(running, job)
    running.require_not_held()
    return job


def require_not_leased(running: Running, job: Job) -> None:
    """Raises JobHeld while a worker's lease is alive."""
    if job.lease is not None and is_held(job, running.work.now()):
        raise JobHeld


def resolve_incidents(running: Running, job: Job) -> None:
    """What stopped a job is over: it is tried again."""
    for incident in running.work.find(Incident, instance_key=job.instance_key, resolved_at=None):
        if incident.job_key == job.key:
            running.resolve(incident)
