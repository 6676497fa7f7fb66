"""Handovers that nobody has answered in time escalate: the model gives somebody the task to see to it, once.

A worker takes one for some time, in a transaction of its own, and escalates it in another one; should it die in between, the
next one comes by then. Whether it is still due is decided inside the case, so it happens once however many workers look.
"""

from dataclasses import replace
from datetime import timedelta

from cases.handovers import codes_of, tell_model
from cases.rows import Handover
from cases.rows.handovers import OFFERED
from engine.commands.set_aside import by_itself
from engine.engine import Engine
from engine.errors import Json
from engine.rows import Instance
from engine.running import Running
from engine.store import Work
from engine.transaction import on_case, repeated

LEASE = timedelta(minutes=1)
"""For so long a worker has a handover to itself; so much later one is looked at again that could not escalate."""
MOST = 200
"""One round escalates so many: messages and others get their turn in between."""


def escalate_handovers(engine: Engine) -> int:
    """Escalate what is due; how many did."""
    done = 0
    for _ in range(MOST):
        claimed = repeated(engine, lambda work: _claim(engine, work))
        if claimed is None:
            break
        done += _escalated(engine, claimed)
    return done


def _claim(engine: Engine, work: Work) -> Handover | None:
    now = engine.clock.now()
    for row in work.earliest(Handover, "wakes_at", until=now):
        instance = work.get(Instance, row.case_key)
        stands_still = instance is not None and instance.is_held
        later = replace(row, wakes_at=now + LEASE * (60 if stands_still else 1))
        work.replace(later)
        return later
    return None


def _escalated(engine: Engine, claimed: Handover) -> int:
    done = 0

    def body(running: Running) -> Json:
        nonlocal done
        done = int(_escalate(running, claimed.key))
        return {}

    told = by_itself(
        engine,
        claimed.case_key,
        lambda: on_case(engine, lambda work: claimed.case_key, None, None, body),
    )
    return 0 if told is None else done


def _escalate(running: Running, key: int) -> bool:
    row = running.work.get(Handover, key)
    if row is None or row.state != OFFERED or row.escalated_at is not None:
        return False
    if running.instance.is_held:
        return False  # once it goes on, it is looked at again
    escalated = replace(row, wakes_at=None, escalated_at=running.now)
    running.work.replace(escalated)
    running.log_by_itself("HANDOVER_ESCALATED", None, codes_of(row))
    tell_model(running, escalated)
    return True
