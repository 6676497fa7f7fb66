"""Keys of everything: 63-bit integers, time-ordered with a random tail, made outside the engine."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

KeySource = Callable[[], int]
"""Makes a new key at every call."""

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 22


def new_key() -> int:
    """A key of now: 41 bits of milliseconds since 2020 (till 2089), 22 random bits."""
    milliseconds = int((datetime.now(UTC) - _EPOCH).total_seconds() * 1000)
    return (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
