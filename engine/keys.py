"""Keys of everything: 63-bit integers, time-ordered with a random tail, made outside the engine."""

import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime

KeySource = Callable[[], int]
"""Makes a new key at every call."""

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 22


_lock = threading.Lock()
_last = 0


def new_key() -> int:
    """A key of now: 41 bits of milliseconds since 2020 (till 2089), 22 random bits; rising within a process."""
    global _last  # the one thing a process has to remember of its keys
    milliseconds = int((datetime.now(UTC) - _EPOCH).total_seconds() * 1000)
    key = (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    with _lock:
        _last = key if key > _last else _last + 1 + secrets.randbits(8)
        return _last
