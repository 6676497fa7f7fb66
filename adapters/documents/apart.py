"""A job in a process of its own, which has so much time and memory and can't open anything."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_CHILD = Path(__file__).with_name("child.py")
_FOLDER = Path(__file__).parent
CPU_SECONDS = 20
WALL_SECONDS = 40
MEGABYTES = 2048
PATIENCE = 5.0
"""Seconds for which a request waits for its turn: it holds a thread of the server meanwhile."""


class Broken(Exception):
    """The process ended without an answer: it took too long or too much memory."""


class NoTurn(Exception):
    """So many run and so many wait already that this one is not begun. Nothing was done; it may be asked for again."""


class Turns:
    """So many run at the same time, so many more wait for a while, and whoever comes then is sent away at once: a crowd that
    wants documents takes no threads from those who want something else."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._room = threading.BoundedSemaphore(waiting)

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """A turn for the block. Raises NoTurn."""
        if not self._free.acquire(blocking=False):
            self._wait(patience)
        try:
            yield
        finally:
            self._free.release()

    def _wait(self, patience: float) -> None:
        if not self._room.acquire(blocking=False):
            raise NoTurn
        try:
            if not self._free.acquire(timeout=patience):
                raise NoTurn
        finally:
            self._room.release()


TURNS = Turns(at_once=4, waiting=8)
"""Each process may take as much memory as stands above, so few run at the same time."""


def do_apart(
    job: str, /, *, seconds: int = CPU_SECONDS, wall: float = WALL_SECONDS, **what: object
) -> Mapping[str, Any]:
    """The answer of a job of `child.py`. Raises Broken, NoTurn."""
    with TURNS.turn(PATIENCE):
        return _done(job, seconds, wall, what)


def _done(job: str, seconds: int, wall: float, what: Mapping[str, object]) -> Mapping[str, Any]:
    order = {"job": job, "seconds": seconds, "megabytes": MEGABYTES, **what}
    try:
        done = subprocess.run(  # noqa: S603  # our own program, by its path
            [sys.executable, "-I", "-B", str(_CHILD)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=wall,
            cwd=_FOLDER,
            env={"LC_ALL": "C.UTF-8", "RAYON_NUM_THREADS": "2"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Broken("time") from error
    if done.returncode != 0:
        raise Broken(f"ended with {done.returncode}")
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found
