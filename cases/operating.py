"""What those who operate Brücke see of it: numbers of what is still to be done, and where cases stand still.

Numbers count what is open; their cost follows that, never how many cases have ended. Nothing here says whose a case
is, nor which institution works on it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.rows import Worker
from engine.store import Work

MOST_COUNTED = 10_000
"""What waits to be sent is counted so far: a longer queue is as bad, and counting it would cost more."""
LATE = timedelta(seconds=45)
"""After so long without a sign a worker counts as gone: a step may take some seconds."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is to be done at one moment. Lags in seconds, 0 where nothing waits; counts by code."""

    cases: dict[str, int]
    tasks: int
    gateways: dict[str, int]
    jobs: dict[str, int]
    due_timers: int
    timer_lag: float
    messages: int
    message_lag: float
    outbox: int
    outbox_lag: float
    incidents: int
    workers_alive: int


@dataclass(frozen=True, slots=True)
class StoppedLine:
    """An open incident: where a case stands still and by which code; neither the case's reference nor what was read."""

    key: int
    case_key: int
    procedure: str
    version: str
    element: str | None
    code: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StoppedGroup:
    """How many open incidents a procedure has by a code."""

    procedure: str
    code: str
    count: int


def is_alive(worker: Worker, now: datetime) -> bool:
    """Whether a worker was seen lately."""
    return now - worker.seen_at <= LATE


def workers_of(work: Work) -> list[Worker]:
    """Workers by the moment of their start."""
    return sorted(work.find(Worker), key=lambda row: (row.started_at, row.key))


def alive_of(work: Work, now: datetime) -> int:
    """How many workers were seen lately."""
    return sum(is_alive(row, now) for row in work.find(Worker))


def lag_of(since: datetime | None, now: datetime) -> float:
    """Seconds since a moment; 0 where there is none."""
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
