"""Jobs that wait or have failed, in the cases somebody sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases.access import sight_of
from cases.lists import JobsAsked, Lists, viewer_of
from cases.rows import Case
from cases.views.variables import scope_in
from cases.views.wording import Wording
from engine.bpmn.run import Run
from engine.engine import Engine
from engine.keeping import opened_text, type_of
from engine.ports import Actor
from engine.rows import Job
from engine.running import Running
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class JobView:
    """A job with the variables it sees, and what its worker told last."""

    job: Job
    kind: str
    reference: str
    name: Text
    variables: dict[str, Any]
    headers: dict[str, str]
    message: str | None


def view_jobs(
    engine: Engine,
    lists: Lists,
    work: Work,
    actor: Actor,
    language: str,
    *,
    kind: str | None,
    status: str,
    case_key: int | None,
    after: int | None,
    limit: int,
) -> list[JobView]:
    """Jobs that are open, or that have failed for good, the oldest first; of one type, of one case: then whether the actor
    sees it is asked first, so that nobody else learns whether it has any.

    `kind` finds types that stand in the model. One that the model computes may speak of somebody, so nobody has to write it
    into an address: it is found by its case, and by a worker that asks for it.
    """
    now = engine.clock.now()
    if case_key is not None and sight_of(work, actor, case_key, now) is None:
        return []
    asked = JobsAsked(status, (kind,) if kind is not None else (), case_key)
    jobs = lists.jobs(viewer_of(actor), now, asked, after=after, limit=limit)
    return views_of(engine, work, actor, language, jobs)


def views_of(engine: Engine, work: Work, actor: Actor, language: str, jobs: Sequence[Job]) -> list[JobView]:
    """Jobs of cases that the actor sees, each case loaded once."""
    runs = {
        key: Running.load(engine, work, key, actor).run for key in sorted({job.instance_key for job in jobs})
    }
    return [_view(engine, work, runs[job.instance_key], language, job) for job in jobs]


def _view(engine: Engine, work: Work, run: Run, language: str, job: Job) -> JobView:
    case = work.get(Case, job.instance_key)
    assert case is not None
    package = engine.versions.get(work, case.procedure_version_key)
    scope = scope_in(run, job)
    name = Wording(package, language).element(job.element)
    message = opened_text(engine.case_file, work, job)
    kind = package.element(job.element).job
    told = type_of(engine.case_file, work, job)
    return JobView(
        job, told, case.reference, name, scope.variables, dict(kind.headers if kind else ()), message
    )
