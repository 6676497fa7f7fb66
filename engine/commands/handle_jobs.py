"""Jobs whose handlers run in this process are done, one after the other: taken, handled outside any transaction, told.

They lie in the same table as those of workers outside and are taken by the same leases, so a process that is killed
loses none: another one takes it when the lease is over.
"""

from dataclasses import replace
from datetime import timedelta

from decisions import feel
from engine.commands.complete_job import complete_job
from engine.commands.fail_job import Failure, fail_job
from engine.commands.jobs import JobClosed, LeaseLost
from engine.commands.lose_job import is_lost, lose_job
from engine.commands.throw_job_error import throw_job_error
from engine.engine import Engine
from engine.errors import CaseHeld, CommandError
from engine.keeping import type_of
from engine.ports import BpmnError, HandedJob, JobHandler, NotVisible
from engine.queues import offered, types_of
from engine.rows import Instance, Job
from engine.running import Running
from engine.store import Conflict, Work
from engine.transaction import repeated

LEASE = timedelta(minutes=5)
WAIT_FOR_CASE = timedelta(minutes=1)
"""After so long a job of a case that people have suspended is looked at again."""
AT_ONCE = 20
"""Jobs of a type in one round: others get their turn in between."""
LONGEST_MESSAGE = 2000


def handle_jobs(engine: Engine) -> int:
    """Do what is there; how many were handled."""
    handled = 0
    for kind, handler in engine.handlers.items():
        for stored in types_of(engine.case_file, kind):
            for _ in range(AT_ONCE):
                taken = _taken(engine, stored)
                if taken is None:
                    break
                _handle(engine, handler, taken)
                handled += 1
    return handled


def _taken(engine: Engine, stored: str) -> Job | None:
    """The next job of a type, leased; those that were lost too often stop."""
    lease, lost = engine.keys(), set[int]()

    def take(work: Work) -> Job | None:
        now = work.now()
        for job in work.earliest(Job, "available_at", until=now, limit=AT_ONCE, type=stored):
            if is_lost(job):
                lost.add(job.key)
                continue
            instance = work.get(Instance, job.instance_key)
            if instance is None or instance.is_held:
                work.replace(offered(job, now + WAIT_FOR_CASE))
                continue
            taken = replace(
                job,
                available_at=now + LEASE,
                lease=lease,
                worker=None,
                activations=job.activations + 1,
                version=job.version + 1,
            )
            work.replace(taken)
            return taken
        return None

    try:
        taken = repeated(engine, take)
    except Conflict:
        return None  # others are at it
    for job_key in sorted(lost):
        lose_job(engine, job_key)
    return taken


def _handle(engine: Engine, handler: JobHandler, job: Job) -> None:
    """Whatever the handler raises is told: nothing of it may end the worker."""
    try:
        handed = _handed(engine, job)
        try:
            variables = handler(handed)
        except BpmnError as error:
            throw_job_error(engine, None, job.key, error.code, error.variables, lease=job.lease)
        except Exception as error:  # noqa: BLE001  # the worker's edge: it becomes a failure of the job
            _fail(engine, job, f"{type(error).__name__}: {error}")
        else:
            complete_job(engine, None, job.key, variables, lease=job.lease)
    except (LeaseLost, JobClosed, CaseHeld, NotVisible, Conflict):
        return  # it has gone on without us, or is handled again once the lease is over
    except CommandError as error:
        _fail(engine, job, str(error))


def _fail(engine: Engine, job: Job, message: str) -> None:
    try:
        fail_job(engine, None, job.key, Failure(message[:LONGEST_MESSAGE]), lease=job.lease)
    except (CommandError, NotVisible, Conflict):
        return


def _handed(engine: Engine, job: Job) -> HandedJob:
    with engine.store.reading() as work:
        running = Running.load(engine, work, job.instance_key, None)
        now = work.get(Job, job.key)
        if now is None or now.status != "open" or now.lease != job.lease:
            raise LeaseLost
        seen: dict[str, object] = {}
        for row in reversed(running.run.rows_of(job.token)):
            seen.update(row)
        kind = running.package.element(job.element).job
        variables = {name: feel.to_json(value) for name, value in seen.items()}
        return HandedJob(
            job.key, type_of(engine.case_file, work, job), variables, dict(kind.headers if kind else ())
        )
