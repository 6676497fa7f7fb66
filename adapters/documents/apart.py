"""A job in a process of its own, which has so much time and memory and can't open anything."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CHILD = Path(__file__).with_name("child.py")
_FOLDER = Path(__file__).parent
CPU_SECONDS = 20
WALL_SECONDS = 40
MEGABYTES = 2048
AT_ONCE = threading.BoundedSemaphore(4)
"""So many processes run at the same time, for each may take that much memory; others wait for their turn."""


class Broken(Exception):
    """The process ended without an answer: it took too long or too much memory."""


def do_apart(
    job: str, /, *, seconds: int = CPU_SECONDS, wall: float = WALL_SECONDS, **what: object
) -> Mapping[str, Any]:
    """The answer of a job of `child.py`. Raises Broken."""
    if not AT_ONCE.acquire(timeout=wall):
        raise Broken("time")
    try:
        return _done(job, seconds, wall, what)
    finally:
        AT_ONCE.release()


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
