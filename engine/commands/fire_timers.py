"""Timers that are due fire, each in a transaction of its own, in the order in which they fell due.

Any number of workers share the queue: a worker holds the timer it fires until its transaction ends, others pass over it.
Within a case the earliest goes first, whoever fires it.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.bpmn.run import NotWaiting
from engine.engine import Engine
from engine.errors import CommandError, Json
from engine.rows import Wait
from engine.running import Running
from engine.store import Conflict, Work
from engine.transaction import broken, on_case, repeated

AT_MOST = 2.0
"""Seconds that one round takes: messages and others get their turn in between."""
_PUT_OFF = timedelta(minutes=1)


class NothingDue(CommandError):
    """No timer is due that nobody else is at."""

    code = "nothing-due"


@dataclass
class _Picked:
    """The timer that a transaction has found, kept for when it fails."""

    wait: Wait | None = None


def fire_timers(engine: Engine) -> int:
    """Fire what is due now, and tell warnings; how many did. A case that stands still keeps its timers waiting."""
    fired, until = 0, time.monotonic() + AT_MOST
    with suppress(NothingDue):
        while time.monotonic() < until:
            fired += _fire_one(engine)
    return fired


def _fire_one(engine: Engine) -> bool:
    """Fire the next one; whether it could be. Raises NothingDue."""
    picked = _Picked()
    try:
        on_case(engine, lambda work: _pick(engine, work, picked), None, None, lambda run: _fire(run, picked))
    except NothingDue:
        raise
    except (CommandError, Conflict):
        _put_off(engine, picked.wait)  # an incident tells of it, or others are at this case
    except Exception as error:  # noqa: BLE001  # one that can't be read keeps no other waiting
        _set_aside(engine, picked.wait, error)
    else:
        return True
    return False


def _set_aside(engine: Engine, wait: Wait | None, error: Exception) -> None:
    """A mistake of ours stops this case and no other. Raises the error where no timer is at fault."""
    if wait is None:
        raise error
    broken(engine, wait.instance_key, error)
    _put_off(engine, wait)


def next_due(work: Work) -> datetime | None:
    """When a timer of a running case next wants something."""
    return next((wait.wakes_at for wait in work.earliest(Wait, "wakes_at", until=None)), None)


def _pick(engine: Engine, work: Work, picked: _Picked) -> int:
    """The case of the earliest timer that is due, and of its timers the first."""
    now = engine.clock.now()
    found = work.earliest(Wait, "wakes_at", until=now)
    if not found:
        raise NothingDue
    case_key = found[0].instance_key
    # Also those that another worker holds: whoever comes second is told so when writing, and looks again.
    of_case = work.find(Wait, instance_key=case_key, kind="timer")
    waking = [(wait.wakes_at, wait.key, wait) for wait in of_case if wait.wakes_at is not None]
    picked.wait = min(waking)[2]
    return case_key


def _fire(running: Running, picked: _Picked) -> Json:
    wait = picked.wait
    assert wait is not None
    if (
        running.is_resting
    ):  # its consent ended at this very moment: settling lets the case rest, and its timers wait
        return {}
    if wait.due_at is not None and wait.due_at <= running.now:
        running.log("TIMER_FIRED", wait.element)
        _occur(running, wait)
    else:
        _warn(running, wait)
    return {}


def _occur(running: Running, wait: Wait) -> None:
    try:
        running.run.occur(wait.token, wait.place, {})
    except NotWaiting:  # nothing waits for it any more; settling removes its row
        return
    running.move()


def _warn(running: Running, wait: Wait) -> None:
    """Tell what share of a deadline's time has passed, once for several that were missed."""
    place = (wait.token, wait.place)
    warnings = [item.warnings for item in running.run.waits() if (item.token, item.index) == place]
    passed = [share for told in warnings for moment, share in told if moment <= running.now]
    percent = max(passed, default=wait.warned)
    running.work.replace(replace(wait, warned=percent))
    running.log("DEADLINE_NEARS", wait.element, {"percent": percent})


def _put_off(engine: Engine, wait: Wait | None) -> None:
    """Whoever could not go on does not stand in the way of others."""
    if wait is None:
        return

    def later(work: Work) -> None:
        row = work.get(Wait, wait.key)
        if row is not None and row.wakes_at is not None and row.wakes_at == wait.wakes_at:
            work.replace(replace(row, wakes_at=engine.clock.now() + _PUT_OFF))

    repeated(engine, later)
