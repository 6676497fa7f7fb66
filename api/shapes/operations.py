"""How the house does, for those who operate it."""

from datetime import datetime

from api.shapes.shape import Key, Shape


class WorkerOut(Shape):
    """A worker, by the name it gave itself at its start."""

    name: str
    started_at: datetime
    seen_at: datetime
    is_alive: bool


class Queue(Shape):
    """How much waits, and for how many seconds the oldest does. Messages and outbox are counted up to 10000."""

    count: int
    lag_seconds: float


class Open(Shape):
    """What is open, by status or by what it waits for."""

    cases: dict[str, int]
    tasks: int
    gateways: dict[str, int]
    jobs: dict[str, int]


class StoppedOut(Shape):
    """A case that stands still: where, and by which code. `may_open`: you have sight of the case yourself."""

    key: Key
    case: Key
    procedure: str
    version: str
    element: str | None
    code: str
    since: datetime
    may_open: bool


class StoppedPage(Shape):
    """Open incidents, newest first; `next` is the cursor of the next page."""

    items: list[StoppedOut]
    next: Key | None


class Operations(Shape):
    """One moment of the house."""

    workers: list[WorkerOut]
    timers: Queue
    messages: Queue
    outbox: Queue
    open: Open
    incident_count: int
    incidents: StoppedPage
