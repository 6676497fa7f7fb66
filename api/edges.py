"""The last line of what runs for ever: a mistake is told and counted, and the next round comes.

A database that is away is no mistake: it is told when that begins and when it is over.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from prometheus_client import Counter

from api.logs import told
from engine.store import Unreachable

FAULTS = Counter(
    "bruecke_faults",
    "Mistakes of ours in the work of this process that nobody asked for; the log tells of each.",
    ("where",),
    registry=None,
)
log = structlog.get_logger()


class Edge:
    """Around each round of one loop; `where` names the loop in the log and in the numbers."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._is_away = False
        self.is_failing = False
        """Whether the last round failed: wait a moment before the next one."""
        FAULTS.labels(where)

    @contextmanager
    def round(self, **about: object) -> Iterator[None]:
        """Whatever fails inside ends this round only; `about` are keys that the log tells with it."""
        self.is_failing = True
        try:
            yield
        except Unreachable as error:
            if not self._is_away:
                log.error("database not reached", where=self._where, cause=type(error.__cause__).__name__)
            self._is_away = True
        except Exception as error:  # noqa: BLE001  # the edge: told with an id and counted, and the next round comes
            FAULTS.labels(self._where).inc()
            log.error("fault", where=self._where, fault=secrets.token_hex(4), **about, **told(error))
        else:
            if self._is_away:
                log.info("database reached again", where=self._where)
            self._is_away = self.is_failing = False
