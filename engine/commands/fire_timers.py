"""Timers that are due fire, each in a transaction of its own, in the order in which they fell due.

Any number of workers share the queue: a worker takes a case for some seconds, in a transaction of its own, and fires in
another one, in which it locks things in the order in which people do; should it die, another one comes by then. Within a
case the earliest goes first, whoever fires it.
"""

import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from engine.bpmn.run import NotWaiting
from engine.commands.set_aside import set_aside
from engine.engine import Engine
from engine.errors import CommandError, Json
from engine.rows import Wait
from engine.running import Running
from engine.store import Conflict, Unreachable, Work
from engine.transaction import on_case, repeated

AT_MOST = 2.0
"""Seconds that one round takes: messages and others get their turn in between."""
LEASE = timedelta(seconds=10)
"""For so long a worker has a case to itself."""
MOST_IN_A_ROW = 20
"""After so many timers of one case that were due as soon as they came to be, others get their turn: there may be no end."""
_PUT_OFF = timedelta(minutes=1)
_OTHERS = timedelta(seconds=1)
"""So much later a case is looked at again that others were at all the time."""


class NothingDue(CommandError):
    """No timer is due that nobody else is at."""

    code = "nothing-due"


@dataclass
class _Picked:
    """The timer that a transaction has found, kept for when it fails."""

    wait: Wait | None = None


def fire_timers(engine: Engine) -> int:
    """Fire what is due now, and tell warnings; how many did. A case that stands still keeps its timers waiting."""
    fired, began, until = 0, engine.keys(), time.monotonic() + AT_MOST
    in_a_row: Counter[int] = Counter()
    with suppress(NothingDue):
        while time.monotonic() < until:
            wait = _fire_one(engine)
            if wait is None:
                continue
            fired += 1
            in_a_row[wait.instance_key] += wait.key > began
            if in_a_row[wait.instance_key] >= MOST_IN_A_ROW:
                _put_off(engine, wait, _OTHERS)
    return fired


def _fire_one(engine: Engine) -> Wait | None:
    """Fire the next one; which it was, None where it could not be. Raises NothingDue."""
    claimed, picked = repeated(engine, lambda work: _claim(engine, work)), _Picked()
    try:
        on_case(engine, lambda work: _pick(work, claimed, picked), None, None, lambda run: _fire(run, picked))
    except NothingDue:  # people were quicker
        return None
    except Conflict:
        _put_off(engine, picked.wait, _OTHERS)
    except CommandError:  # an incident tells of it
        _put_off(engine, picked.wait, _PUT_OFF)
    except Unreachable:  # nobody's mistake: the lease ends, and it fires then
        raise
    except Exception as error:  # noqa: BLE001  # one that can't be read keeps no other waiting: an incident tells of it
        _set_aside(engine, picked.wait, error)
    else:
        return picked.wait
    return None


def _set_aside(engine: Engine, wait: Wait | None, error: Exception) -> None:
    """A mistake of ours stops this case and no other. Raises the error where no timer is at fault."""
    if wait is None:
        raise error
    set_aside(engine, wait.instance_key, error)
    _put_off(engine, wait, _PUT_OFF)


def next_due(work: Work) -> datetime | None:
    """When a timer of a running case next wants something."""
    return next((wait.wakes_at for wait in work.earliest(Wait, "wakes_at", until=None)), None)


def _claim(engine: Engine, work: Work) -> Wait:
    """The earliest timer that is due, of a case that no other worker has taken. Raises NothingDue."""
    now = engine.clock.now()
    for wait in work.earliest(Wait, "wakes_at", until=now):
        work.replace(replace(wait, wakes_at=now + LEASE))
        return wait
    raise NothingDue


def _pick(work: Work, claimed: Wait, picked: _Picked) -> int:
    """Of the timers of a case the first; also one that was put off, for what falls due later does not come before it.

    Raises NothingDue.
    """
    waking = []
    for wait in work.find(Wait, instance_key=claimed.instance_key, kind="timer"):
        if wait.wakes_at is not None and wait.due_at is not None:
            wakes = claimed.wakes_at if wait.key == claimed.key else wait.wakes_at
            waking.append((min(wakes or wait.due_at, wait.due_at), wait.key, wait))
    if not waking:
        raise NothingDue
    picked.wait = min(waking, key=lambda item: item[:2])[2]
    return claimed.instance_key


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
    return {}  # settling says when the case wakes next


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
    percent = max(passed, default=0)
    if percent <= wait.warned:
        return
    running.work.replace(replace(wait, warned=percent))
    running.log("DEADLINE_NEARS", wait.element, {"percent": percent})


def _put_off(engine: Engine, wait: Wait | None, by: timedelta) -> None:
    """A case that could not go on does not stand in the way of others."""
    if wait is None:
        return
    until = engine.clock.now() + by

    def later(work: Work) -> None:
        for row in work.find(Wait, instance_key=wait.instance_key, kind="timer"):
            if row.wakes_at is not None and row.wakes_at < until:
                work.replace(replace(row, wakes_at=until))

    with suppress(Conflict):  # somebody is at this case: what they write says when it wakes
        repeated(engine, later)
