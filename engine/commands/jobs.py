"""Who may act on an open job: one check for every command on it."""

from engine.errors import TooLate
from engine.ports import NO_CASE, NotVisible
from engine.rows import Job
from engine.running import Running
from engine.store import Work


class JobClosed(TooLate):
    """This job is done, has failed for good or was cancelled. Look at the case to see where it stands."""

    code = "job-closed"


def case_of_job(work: Work, job_key: int) -> int:
    """The case of a job, NO_CASE where there is none."""
    job = work.get(Job, job_key)
    return job.instance_key if job else NO_CASE


def open_job(running: Running, job_key: int) -> Job:
    """The job, if who acts may do it. Raises NotVisible, NotAllowed, JobClosed."""
    job = running.work.get(Job, job_key)
    if job is None:
        raise NotVisible
    role = running.package.element(job.element).lane
    roles = [role] if role else list(running.package.manifest.start)
    running.engine.access.seat_of(running.sight, roles)
    if job.status not in {"open", "failed"}:  # who has mended what failed completes it all the same
        raise JobClosed
    running.require_not_held()
    return job
