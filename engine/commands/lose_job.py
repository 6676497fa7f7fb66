"""A job was given out again and again without a word of its workers: it may be what ends them, so it is given out no more."""

from engine.commands.jobs import case_of_job
from engine.commands.stop_job import stop_job
from engine.engine import Engine
from engine.errors import CommandError, Json
from engine.ports import NotVisible
from engine.queues import JOB_LOST, MOST_ACTIVATIONS, is_due
from engine.rows import Job
from engine.running import Running
from engine.store import Conflict
from engine.transaction import on_case

_TOLD = (
    f"{MOST_ACTIVATIONS} workers took this job and were never heard of again. "
    "Look at what it does to them, then give it new tries, or repair the case."
)


def lose_job(engine: Engine, job_key: int) -> None:
    """Stop a job that nobody holds and that was given out too often. Does nothing where it has gone on since."""

    def body(running: Running) -> Json:
        job = running.work.get(Job, job_key)
        if job is not None and is_lost(job) and is_due(job, running.work.now()):
            stop_job(running, job, JOB_LOST, _TOLD, "")
        return {}

    try:
        on_case(engine, lambda work: case_of_job(work, job_key), None, None, body)
    except (CommandError, NotVisible, Conflict):
        return  # an incident tells why, or somebody else is at it; it lies there still


def is_lost(job: Job) -> bool:
    """Whether a job was given out too often."""
    return job.activations >= MOST_ACTIVATIONS
