"""Who begins to wait calls for what came before: the messages that may be for them are looked at again at once.

So do the waits of a case in which somebody may be heard from now on, and the start events of a version that is released.
"""

from collections.abc import Sequence
from dataclasses import replace

from cases.early_messages import WAITING
from cases.rows import Participant
from engine.engine import Engine
from engine.rows import AT_ONCE, EarlyMessage, StartWait, Wait
from engine.store import Work
from engine.transaction import repeated

LEASE = 10.0
"""Seconds after which what a worker did not come to the end of calls again."""
CALLS_AT_ONCE = 20
MOST_CALLED = 100
"""Messages that one call wakes, those that are due first; the others come by their own rounds."""


def wake_early(engine: Engine) -> None:
    """Answer the calls of those who wait. Messages of institutions that have no place in the case are none of its affair: they
    are not even read.
    """
    while calls := repeated(engine, _calls):
        for call in calls:
            _answer(engine, call)


def _calls(work: Work) -> list[Wait | StartWait]:
    waits = work.lease(Wait, "calls_at", seconds=LEASE, limit=CALLS_AT_ONCE)
    return [*waits, *work.lease(StartWait, "calls_at", seconds=LEASE, limit=CALLS_AT_ONCE)]


def _answer(engine: Engine, call: Wait | StartWait) -> None:
    with engine.store.reading() as work:  # which passes over nothing that another worker has
        found = [message.key for message in _for(work, call)]
    repeated(engine, lambda work: _wake(work, call, found))


def _for(work: Work, call: Wait | StartWait) -> list[EarlyMessage]:
    if isinstance(call, StartWait):
        return _first(work, name_digest=call.digest, case_key=None)
    places = work.find(Participant, case_key=call.instance_key)
    senders = sorted({place.institution_key for place in places})
    by_name = _first(work, digest=call.digest, case_key=None, institution_key=senders)
    # One that names the case may have another name: its sender did not see yet what it is called there.
    return by_name + _first(work, case_key=call.instance_key, institution_key=senders)


def _first(work: Work, **asked: object) -> list[EarlyMessage]:
    return work.earliest(EarlyMessage, "due_at", until=None, limit=MOST_CALLED, status=WAITING, **asked)


def _wake(work: Work, call: Wait | StartWait, keys: Sequence[int]) -> None:
    """A worker looks at these messages at once, whatever pause they have; also at those that it just looks at."""
    for message in work.find(EarlyMessage, key=list(keys), status=WAITING) if keys else []:
        work.replace(replace(message, due_at=AT_ONCE, version=message.version + 1))
    wait = work.get(type(call), call.key)
    if wait is not None and wait.calls_at == call.calls_at:  # else it has called again meanwhile
        work.replace(replace(wait, calls_at=None))
