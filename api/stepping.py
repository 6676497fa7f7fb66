"""Between two steps of a worker: it says that it lives, and looks whether it shall end.

Every step is a transaction of its own (engine/commands/), so the door to the database is the one place that all of
them pass: what has begun is finished, and nothing more begins.
"""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from api.bootstrap import Bruecke
from engine.engine import Engine
from engine.rows import Worker
from engine.store import Work
from engine.transaction import repeated

BEAT = 10.0
"""Seconds between two signs of life, at least."""
FORGOTTEN = timedelta(minutes=10)
"""After so long its row is swept: it was killed."""


class Stopped(BaseException):
    """The worker was told to end. No Exception: what catches the faults of one case must not go on with the next."""


class Life:
    """The row of one worker, from its first sign of life to its end."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._row: Worker | None = None
        self._at = 0.0

    def beat(self) -> None:
        """Say that it lives, if it has not done so just now."""
        if self._row is not None and time.monotonic() - self._at < BEAT:
            return
        now = self._engine.clock.now()
        known = self._row or Worker(self._engine.keys(), secrets.token_hex(4), now, now)
        row = replace(known, seen_at=now)

        def write(work: Work) -> None:
            if work.get(Worker, row.key) is None:  # the first time, or it was thought gone and swept
                work.add(row)
            else:
                work.replace(row)

        repeated(self._engine, write)
        self._row, self._at = row, time.monotonic()

    def end(self) -> None:
        """Take the row away."""
        if self._row is not None:
            key = self._row.key
            repeated(self._engine, lambda work: work.remove(Worker, key))


class Stepping:
    """A store whose next transaction begins only while the worker goes on. Raises Stopped."""

    def __init__(self, engine: Engine, life: Life, stop: threading.Event) -> None:
        self._store = engine.store
        self._life = life
        self._stop = stop
        self._depth = 0

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction that may write."""
        with self._step(), self._store.work() as work:
            yield work

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A transaction that only reads."""
        with self._step(), self._store.reading() as work:
            yield work

    @contextmanager
    def asking(self) -> Iterator[Work]:
        """Reads for one question."""
        with self._step(), self._store.asking() as work:
            yield work

    def scrub(self) -> None:
        """What was deleted goes from the files as well."""
        with self._step():
            self._store.scrub()

    @contextmanager
    def _step(self) -> Iterator[None]:
        if self._depth == 0:
            if self._stop.is_set():
                raise Stopped
            self._life.beat()
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1


def stepping(bruecke: Bruecke, life: Life, stop: threading.Event) -> Bruecke:
    """The house as a worker uses it."""
    engine = replace(bruecke.engine, store=Stepping(bruecke.engine, life, stop))
    return replace(bruecke, engine=engine)


def sweep_workers(work: Work, engine: Engine) -> None:
    """Forget workers that were killed."""
    for row in work.find(Worker):
        if engine.clock.now() - row.seen_at > FORGOTTEN:
            work.remove(Worker, row.key)
