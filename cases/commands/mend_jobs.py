"""Many jobs are given new tries or taken away: each in a transaction of its own, and each answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cases.lists import JobsAsked, ListsOf, viewer_of
from engine.engine import Engine
from engine.errors import CommandError, Json, Unanswerable
from engine.ports import Actor, NotAllowed, NotVisible
from engine.queues import types_of
from engine.store import Conflict
from engine.transaction import Request, kept

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


def failed_jobs(
    engine: Engine,
    lists: ListsOf,
    actor: Actor,
    kind: str,
    code: str | None,
    request: Request | None = None,
) -> tuple[list[int], int]:
    """Failed jobs of a type, with an incident of this code, in cases that the actor's office opened and the actor has a mandate
    for, the oldest first, as many as one call takes; and how many are left.

    Which ones a request means is put down first: a repeated one means no other that has failed meanwhile.
    """
    asked = JobsAsked("failed", types_of(engine.case_file, kind), code=code, is_own=True)

    def body() -> Json:
        with engine.store.reading() as work:
            found, viewer, now = lists(work), viewer_of(actor), engine.clock.now()
            keys = [job.key for job in found.jobs(viewer, now, asked, limit=MOST)]
            left = found.count_jobs(viewer, now, asked) - len(keys) if len(keys) == MOST else 0
        return {"jobs": [str(key) for key in keys], "left": left}

    plan = kept(engine, actor, request.part("jobs") if request else None, body)
    return [int(key) for key in plan["jobs"]], int(plan["left"])


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
