"""A worker takes jobs of a type: each is its own until the lease is over, and nobody else's."""

from dataclasses import dataclass, replace
from datetime import timedelta

from cases.lists import Lists, ListsOf, viewer_of
from cases.views.jobs import JobView, views_of
from engine.commands.lose_job import is_lost, lose_job
from engine.engine import Engine
from engine.ports import Actor
from engine.queues import types_of
from engine.rows import Job
from engine.store import Conflict, Work
from engine.transaction import repeated

PATIENCE = 3
"""So often a worker that was overtaken by others tries again before it is told that there is nothing."""


@dataclass(frozen=True, slots=True)
class Activation:
    """What a worker asks for: at most so many jobs of a type, for so many seconds. `worker` is what it calls itself."""

    kind: str
    most: int
    worker: str
    seconds: float


def is_any_due(engine: Engine, lists: ListsOf, actor: Actor, kind: str) -> bool:
    """Whether there is a job to take: only a look, so that waiting workers keep nobody from writing."""
    with engine.store.reading() as work:
        found, viewer, now = lists(work), viewer_of(actor), engine.clock.now()
        return any(found.due_jobs(viewer, now, stored) for stored in types_of(engine.case_file, kind))


def activate_jobs(
    engine: Engine, lists: ListsOf, actor: Actor, language: str, asked: Activation
) -> list[JobView]:
    """Take jobs, the longest waiting first; none for who has a mandate for none. Each shows what `view_jobs` shows of it.

    All of one activation have one lease. What was given out too often stops instead.
    """
    lease = engine.keys()
    for _ in range(PATIENCE):
        try:
            taken, lost = repeated(engine, lambda work: _take(engine, lists(work), work, actor, asked, lease))
            break
        except Conflict:  # others took what we saw; there may be more
            continue
    else:
        return []
    for job in lost:
        lose_job(engine, job.key)
    with engine.store.reading() as work:
        ours = work.find(Job, key=[job.key for job in taken], lease=lease, status="open") if taken else []
        return views_of(engine, work, actor, language, sorted(ours, key=lambda job: job.created_at))


def _take(
    engine: Engine, lists: Lists, work: Work, actor: Actor, asked: Activation, lease: int
) -> tuple[list[Job], list[Job]]:
    """Those taken and those that were given out too often."""
    viewer, now = viewer_of(actor), engine.clock.now()
    found: list[Job] = []
    for stored in types_of(engine.case_file, asked.kind):
        if len(found) < asked.most:
            found += lists.due_jobs(viewer, now, stored, limit=asked.most - len(found), keeps=True)
    if not found:
        return [], []
    until = work.now() + timedelta(seconds=asked.seconds)
    taken = [
        replace(
            job,
            available_at=until,
            lease=lease,
            worker=asked.worker,
            activations=job.activations + 1,
            version=job.version + 1,
        )
        for job in found
        if not is_lost(job)
    ]
    for job in taken:
        work.replace(job)
    return taken, [job for job in found if is_lost(job)]
