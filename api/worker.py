"""Work nobody asks for: clean up what has expired, and look again at facts that time alone changes.

Several workers may run on one database: each step is a command of its own, safe to repeat.
"""

import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI

from api.bootstrap import Bruecke
from api.postmaster import deliver_beside
from cases.commands.sign_in import WINDOW
from cases.commands.suspend_expired import suspend_expired
from cases.rows import Session, SignInAttempt
from engine.commands.fire_timers import fire_timers, next_due
from engine.commands.recheck_facts import recheck_facts
from engine.commands.send_onwards import send_onwards
from engine.errors import CommandError
from engine.rows import Gateway
from engine.store import Conflict, Work
from engine.transaction import repeated

PAUSE = 30.0
MOST_ROUNDS = 20
log = structlog.get_logger()


@asynccontextmanager
async def working(app: FastAPI) -> AsyncIterator[None]:
    """Run a worker beside the server, as long as it serves."""
    stop = threading.Event()
    thread = threading.Thread(target=work_until, args=(app.state.bruecke, stop), name="worker", daemon=True)
    thread.start()
    yield
    stop.set()
    app.state.bruecke.engine.bell.set()
    thread.join(timeout=10)


def work_until(bruecke: Bruecke, stop: threading.Event) -> None:
    """One round after the other until told to stop."""
    deliver_beside(bruecke, stop)
    bell, cleaned = bruecke.engine.bell, 0.0
    while not stop.is_set():
        try:
            bell.wait(until_next(bruecke))
            bell.clear()
            if stop.is_set():
                return
            go_on(bruecke)
            if time.monotonic() - cleaned >= PAUSE:
                clean_up(bruecke)
                cleaned = time.monotonic()
        except Exception as error:  # noqa: BLE001  # the worker's edge: whatever fails, the next round comes
            log.error("worker round failed", error=type(error).__name__)
            stop.wait(1.0)


def until_next(bruecke: Bruecke) -> float:
    """Seconds until the next timer is due, at most one round."""
    with bruecke.engine.store.reading() as work:
        due = next_due(work)
    if due is None:
        return PAUSE
    return min(PAUSE, max(0.05, (due - bruecke.engine.clock.now()).total_seconds()))


def work_once(bruecke: Bruecke) -> None:
    """One round of everything."""
    go_on(bruecke)
    clean_up(bruecke)


def go_on(bruecke: Bruecke) -> None:
    """What instances have thrown reaches others; timers that are due fire; until nothing more comes of it."""
    for _ in range(MOST_ROUNDS):
        if not send_onwards(bruecke.engine) + fire_timers(bruecke.engine):
            return
    bruecke.engine.bell.set()  # two cases may call each other for ever: others get their turn in between


def clean_up(bruecke: Bruecke) -> None:
    """What fails is logged by kind only and tried again in the next round."""
    sweep(bruecke)
    suspend_expired(bruecke.engine)
    with bruecke.engine.store.reading() as work:
        waiting = sorted({g.instance_key for g in work.find(Gateway, status="open", waits_for="fact")})
    for case_key in waiting:
        try:
            recheck_facts(bruecke.engine, None, case_key)
        except (CommandError, Conflict) as error:
            log.warning("facts not rechecked", case=case_key, error=type(error).__name__)


def sweep(bruecke: Bruecke) -> None:
    """Remove sessions and failed sign-ins that have expired."""
    now = bruecke.engine.clock.now()

    def remove(work: Work) -> None:
        for session in work.find(Session):
            if session.expires_at <= now:
                work.remove(Session, session.key)
        for attempt in work.find(SignInAttempt):
            if now - attempt.at > WINDOW:
                work.remove(SignInAttempt, attempt.key)

    repeated(bruecke.engine, remove)
