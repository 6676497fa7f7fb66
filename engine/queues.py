"""The queue of jobs: when one may be taken, by whom it is held, what becomes of it; and the bell of those who wait.

A job that may be taken has `available_at`: the moment, by the database's clock, from which on it is anybody's. Who takes
it moves that moment forward and leaves a `lease`: once it is over the job is anybody's again, and until somebody else
has taken it the lease still counts. A job that is done, failed or cancelled has no such moment: it is in no queue.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock, local

from engine.ports import CaseFile
from engine.rows import Job

MOST_ACTIVATIONS = 100
"""So often a job is given out without a word of its worker: one that kills its workers ends as an incident."""
JOB_FAILED, JOB_LOST = "job-failed", "job-lost"
"""Incidents of jobs: no try is left; its workers were lost again and again."""
FIRST_DELAY, LONGEST_DELAY = 10.0, 3600.0
"""Seconds until a failed job is tried again: twice as long each time, up to an hour."""

Queue = tuple[int, str]
"""The institution whose workers take its jobs, and the type as the rows hold it."""


def closed(job: Job, status: str, now: datetime) -> Job:
    """The job as it ends: completed or cancelled."""
    return replace(job, status=status, available_at=None, version=job.version + 1, ended_at=now)


def stopped(job: Job) -> Job:
    """The job out of tries: it waits for people."""
    return replace(
        job,
        status="failed",
        retries=0,
        available_at=None,
        lease=None,
        worker=None,
        activations=0,
        version=job.version + 1,
    )


def offered(job: Job, at: datetime) -> Job:
    """The job in the queue from a moment on, held by nobody."""
    return replace(
        job,
        status="open",
        available_at=at,
        lease=None,
        worker=None,
        activations=0,
        version=job.version + 1,
        ended_at=None,
    )


def is_held(job: Job, now: datetime) -> bool:
    """Whether a worker's lease is alive at a moment of the database's clock."""
    return job.lease is not None and job.available_at is not None and now < job.available_at


def is_due(job: Job, now: datetime) -> bool:
    """Whether anybody may take the job at a moment of the database's clock."""
    return job.available_at is not None and job.available_at <= now


def pause(job: Job) -> timedelta:
    """How long a job rests after its failures: longer each time, and not all of them equally long.

    What spreads them comes from key and count: the same failure told twice rests equally long.
    """
    longest = min(FIRST_DELAY * 2.0 ** min(job.failures - 1, 20), LONGEST_DELAY)
    spread = zlib.crc32(f"{job.key}:{job.failures}".encode()) / 2**32
    return timedelta(seconds=longest * (0.75 + 0.5 * spread))


def digest_of_type(case_file: CaseFile, kind: str) -> str:
    """What a type is found by that a model computes: it may speak of somebody."""
    return "#" + case_file.fingerprint(f"job:{kind}")


def types_of(case_file: CaseFile, kind: str) -> tuple[str, str]:
    """How rows hold a type: as the model says it, or computed by it."""
    return kind, digest_of_type(case_file, kind)


class JobBell:
    """Tells those who wait in this process that a job has come: one for each job, the longest waiting first.

    It only shortens the wait: jobs of other processes, and those whose lease or pause is over, are found by looking.
    """

    def __init__(self) -> None:
        self.is_closing = False
        """Whether the process ends: nobody waits any longer then."""
        self._waiting: dict[Queue, list[Callable[[], None]]] = {}
        self._lock = Lock()
        self._noted = local()

    @contextmanager
    def waiting(self, queues: tuple[Queue, ...], wake: Callable[[], None]) -> Iterator[None]:
        """Be told, once, of a job in one of these."""
        with self._lock:
            for queue in queues:
                self._waiting.setdefault(queue, []).append(wake)
        try:
            yield
        finally:
            with self._lock:
                for queue in queues:
                    self._left(queue, wake)

    def note(self, queue: Queue) -> None:
        """A job has come, as soon as what this thread writes is written."""
        self._pending().append(queue)

    def forget(self) -> None:
        """What was noted does not come to be."""
        self._pending().clear()

    def ring(self) -> bool:
        """What was noted is written. Whether there was anything."""
        noted = self._pending()
        with self._lock:
            wakes = [self._next(queue) for queue in noted]
        is_any = bool(noted)
        noted.clear()
        for wake in wakes:
            if wake is not None:
                wake()
        return is_any

    def _next(self, queue: Queue) -> Callable[[], None] | None:
        waiting = self._waiting.get(queue)
        return waiting.pop(0) if waiting else None

    def _left(self, queue: Queue, wake: Callable[[], None]) -> None:
        waiting = self._waiting.get(queue, [])
        if wake in waiting:
            waiting.remove(wake)
        if not waiting:
            self._waiting.pop(queue, None)

    def _pending(self) -> list[Queue]:
        if not hasattr(self._noted, "queues"):
            self._noted.queues = []
        found: list[Queue] = self._noted.queues
        return found
