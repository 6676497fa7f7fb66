"""Whether there is still somebody at the other end of a connection: asked of those that rested, not before every use.

A question to the server costs as much as a statement. Who has just been answered needs not ask again; when one
connection breaks, all that rested since are asked.
"""

import math
import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

RESTED = 0.1
"""Seconds after which a connection that nobody used is asked: shorter than any server is away."""


class _Rested:
    def __init__(self, engine: Engine) -> None:
        self._dialect = engine.dialect
        self._broke = -math.inf

    def note(self, _connection: Any, record: Any) -> None:
        record.info["since"] = time.monotonic()

    def note_break(self, *_about: Any) -> None:
        self._broke = time.monotonic()

    def ask(self, connection: Any, record: Any, _lent: Any) -> None:
        """Raises InvalidatePoolError where nobody is there any more: then the pool opens connections anew."""
        since = record.info.get("since")
        if since is None or (since > self._broke and time.monotonic() - since < RESTED):
            return
        try:
            self._dialect.do_ping(connection)
        except self._dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


def ask_rested(engine: Engine) -> None:
    """From now on connections of this engine that rested are asked before somebody gets them."""
    rested = _Rested(engine)
    event.listen(engine, "checkin", rested.note)
    event.listen(engine, "invalidate", rested.note_break)
    event.listen(engine, "checkout", rested.ask)
