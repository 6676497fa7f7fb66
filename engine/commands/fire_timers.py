"""Timers that are due fire, each in a transaction of its own, in the order in which they fell due."""

from datetime import datetime

from engine.commands.deliver_event import deliver_event
from engine.engine import Engine
from engine.errors import CommandError
from engine.rows import Instance, Wait
from engine.store import Conflict, Work
from engine.transaction import broken


def fire_timers(engine: Engine) -> int:
    """Fire what is due now; how many fired. A case that stands still (incident, suspended) keeps its timers waiting."""
    with engine.store.reading() as work:
        now = engine.clock.now()
        due = sorted(
            (wait for wait in _timers(work) if wait.due_at is not None and wait.due_at <= now),
            key=lambda wait: (wait.due_at, wait.key),
        )
        goes_on = _running(work, {wait.instance_key for wait in due})
    fired = 0
    for wait in due:
        if wait.instance_key not in goes_on:
            continue
        try:
            deliver_event(engine, None, wait.key, {})
            fired += 1
        except CommandError:  # taken away by another one, or suspended meanwhile; or an incident tells of it
            continue
        except Conflict:
            continue
        except Exception as error:  # noqa: BLE001  # one that can't be read keeps no other waiting
            broken(engine, wait.instance_key, error)
    return fired


def next_due(work: Work) -> datetime | None:
    """When the next timer of a running case falls due."""
    timers = _timers(work)
    goes_on = _running(work, {wait.instance_key for wait in timers})
    return min((wait.due_at for wait in timers if wait.due_at and wait.instance_key in goes_on), default=None)


def _timers(work: Work) -> list[Wait]:
    return work.find(Wait, kind="timer")


def _running(work: Work, keys: set[int]) -> set[int]:
    found = work.find(Instance, key=sorted(keys), status="running") if keys else []
    return {instance.key for instance in found}
