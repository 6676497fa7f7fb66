"""Many jobs are given new tries or taken away: each in a transaction of its own, and each answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cases.access import sights_of
from engine.engine import Engine
from engine.errors import CommandError, Unanswerable
from engine.ports import Actor, NotAllowed, NotVisible
from engine.queues import types_of
from engine.rows import Incident, Job
from engine.store import Conflict
from engine.transaction import Request

MOST = 1000
"""Jobs in one call."""


class NothingNamed(Unanswerable):
    """Name either the jobs by their keys, or a type, and with it the code of an incident if you like."""

    code = "jobs-not-named"


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a job: its status, or the code of what was in the way."""

    job: int
    status: str | None
    refused: str | None


def failed_jobs(engine: Engine, actor: Actor, kind: str, code: str | None) -> tuple[list[int], bool]:
    """Failed jobs of a type, with an incident of this code, in cases that the actor's office opened and the actor has a mandate
    for, the oldest first; whether there are more than one call takes."""
    types = types_of(engine.case_file, kind)
    with engine.store.reading() as work:
        found = work.find(Job, institution_key=actor.institution_key, status="failed", type=types)
        sights = sights_of(work, actor, {job.instance_key for job in found}, engine.clock.now())
        openers = {key for key, sight in sights.items() if sight.is_opener}
        keys = sorted(job.key for job in found if job.instance_key in openers)
        if code is not None and keys:
            cases = sorted(openers)
            open_ones = work.find(Incident, instance_key=cases, code=code, resolved_at=None)
            named = {incident.job_key for incident in open_ones}
            keys = [key for key in keys if key in named]
    return keys[:MOST], len(keys) > MOST


def mend_jobs(
    job_keys: Sequence[int],
    request: Request | None,
    mend: Callable[[int, Request | None], str],
) -> list[Mended]:
    """Do something to each of these jobs, one after the other. A repeated call gets for each the answer it had."""
    return [_mended(key, request, mend) for key in job_keys]


def _mended(key: int, request: Request | None, mend: Callable[[int, Request | None], str]) -> Mended:
    own = Request(f"{request.token}:{key}", request.digest) if request is not None else None
    try:
        return Mended(key, mend(key, own), None)
    except NotVisible:
        return Mended(key, None, "not-found")
    except NotAllowed:
        return Mended(key, None, "not-allowed")
    except Conflict:
        return Mended(key, None, "conflict")
    except CommandError as error:
        return Mended(key, None, type(error).code)
