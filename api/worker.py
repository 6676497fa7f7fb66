"""Work nobody asks for: clean up what has expired, and look again at facts that time alone changes.

Several workers may run on one database: each step is a command of its own, safe to repeat.
"""

import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import FastAPI

from api.bootstrap import Bruecke
from api.edges import Edge
from api.figure_rounds import count_beside
from api.mailman import mail_beside
from api.partner_rounds import follow_beside
from api.postmaster import deliver_beside
from api.rav_folder import take_folder
from api.stepping import BEAT, Life, Stopped, stepping, sweep_workers
from cases.attempts import WINDOW
from cases.commands.deliver_early import deliver_early
from cases.commands.escalate_handovers import escalate_handovers
from cases.commands.look_after_meetings import remind_of_meetings, settle_meetings
from cases.commands.note_erasures import note_erasures
from cases.commands.suspend_expired import suspend_expired
from cases.rows import AccessToken, Handover, Session, SignInAttempt
from engine.commands.fire_timers import fire_timers, next_due
from engine.commands.handle_jobs import handle_jobs
from engine.commands.recheck_facts import recheck_facts
from engine.commands.send_onwards import send_onwards
from engine.commands.set_aside import by_itself
from engine.rows import Dispatch, EarlyMessage, Gateway, StartWait, Wait
from engine.store import Work
from engine.transaction import repeated

PAUSE = 30.0
POLL = 2.0
"""Seconds after which a worker of several looks again by itself: no bell reaches it from other nodes."""
PATIENCE = 30.0
"""Seconds that the end of a worker is waited for."""
MOST_ROUNDS = 20


class WorkerThread:
    """A worker in a thread of this process."""

    def __init__(self, bruecke: Bruecke) -> None:
        self._bell = bruecke.engine.bell
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=work_until, args=(bruecke, self._stop), name="worker", daemon=True
        )

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """End after the step that is under way: nothing more begins."""
        self._stop.set()
        self._bell.set()

    def join(self, seconds: float = PATIENCE) -> bool:
        """Wait for its end; whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()


@asynccontextmanager
async def working(app: FastAPI) -> AsyncIterator[None]:
    """Run a worker beside the server, as long as it serves."""
    worker = WorkerThread(app.state.bruecke)
    worker.start()
    yield
    worker.stop()
    worker.join()


def work_until(bruecke: Bruecke, stop: threading.Event) -> None:
    """One round after the other until told to stop."""
    life = Life(bruecke.engine)
    deliver_beside(bruecke, stop)
    follow_beside(bruecke, stop)
    mail_beside(bruecke, stop)
    count_beside(bruecke, stop)
    try:
        _rounds(stepping(bruecke, life, stop), stop)
    except Stopped:
        pass
    finally:
        with Edge("worker end").round():  # else others sweep the row
            life.end()


def _rounds(bruecke: Bruecke, stop: threading.Event) -> None:
    bell, cleaned, edge = bruecke.engine.bell, 0.0, Edge("worker")
    longest = POLL if bruecke.is_shared else BEAT
    while True:
        with edge.round():
            bell.wait(min(until_next(bruecke), longest))
            bell.clear()
            go_on(bruecke)
            take_folder(bruecke)
            if time.monotonic() - cleaned >= PAUSE:
                cleaned = time.monotonic()  # also where it fails: the next one comes after a pause
                clean_up(bruecke)
        if edge.is_failing:
            stop.wait(1.0)


def until_next(bruecke: Bruecke) -> float:
    """Seconds until the next timer is due, or a message is to be tried again, at most one round."""
    with bruecke.engine.store.reading() as work:
        due, now = next_due(work), work.now()
        unanswered = work.earliest(Handover, "wakes_at", until=None)
        thrown = work.earliest(Dispatch, "due_at", until=None)
        early = work.earliest(EarlyMessage, "due_at", until=None)
        calls: list[Wait | StartWait] = [
            *work.earliest(Wait, "calls_at", until=None),
            *work.earliest(StartWait, "calls_at", until=None),
        ]
    moments = (
        *(row.due_at for row in thrown),
        *(row.due_at for row in early),
        *(row.calls_at for row in calls),
    )
    again = [moment for moment in moments if moment]
    pauses = [(moment - now).total_seconds() for moment in again]
    by_clock = [due, *(row.wakes_at for row in unanswered)]
    pauses.extend(
        (moment - bruecke.engine.clock.now()).total_seconds() for moment in by_clock if moment is not None
    )
    return min(PAUSE, max(0.05, min(pauses, default=PAUSE)))


def work_once(bruecke: Bruecke) -> None:
    """One round of everything."""
    take_folder(bruecke)
    go_on(bruecke)
    clean_up(bruecke)


def go_on(bruecke: Bruecke) -> None:
    """What instances have thrown reaches others; timers that are due fire; until nothing more comes of it."""
    for _ in range(MOST_ROUNDS):
        done = send_onwards(bruecke.engine) + fire_timers(bruecke.engine) + handle_jobs(bruecke.engine)
        done += escalate_handovers(bruecke.engine)
        if not done + deliver_early(bruecke.engine, bruecke.vault, bruecke.lists):
            return
    bruecke.engine.bell.set()  # two cases may call each other for ever: others get their turn in between


def clean_up(bruecke: Bruecke) -> None:
    """What fails is logged by kind only and tried again in the next round."""
    sweep(bruecke)
    note_erasures(bruecke.engine, bruecke.ledger)
    suspend_expired(bruecke.engine)
    settle_meetings(bruecke.engine)
    remind_of_meetings(bruecke.engine)
    with bruecke.engine.store.reading() as work:
        waiting = sorted({g.instance_key for g in work.find(Gateway, status="open", waits_for="fact")})
    for case_key in waiting:
        by_itself(bruecke.engine, case_key, partial(recheck_facts, bruecke.engine, None, case_key))


def sweep(bruecke: Bruecke) -> None:
    """Remove sessions, tokens of systems and failed sign-ins that have expired, and workers that were killed."""
    now = bruecke.engine.clock.now()

    def remove(work: Work) -> None:
        for session in work.find(Session):
            if session.expires_at <= now:
                work.remove(Session, session.key)
        for token in work.find(AccessToken):
            if token.expires_at <= now:
                work.remove(AccessToken, token.key)
        for attempt in work.find(SignInAttempt):
            if now - attempt.at > WINDOW:
                work.remove(SignInAttempt, attempt.key)
        sweep_workers(work, bruecke.engine)

    repeated(bruecke.engine, remove)
