"""What is to be done from a moment on, and who does it: jobs, timers and messages, starts, workers."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from engine.rows.row import Row


@dataclass(frozen=True, slots=True)
class Job(Row):
    """Work for a worker. status: open | failed | completed | cancelled; `retries` left before it is failed.

    `message` says what went wrong last, as the worker told it: sealed, in base64 (engine/keeping.py). `type` stands as the
    model says it; of one that the model computes it is a keyed digest, and `computed_type` the text, sealed likewise.
    `institution_key`: whose workers take it. `available_at`, `lease`, `worker`, `activations`: engine/queues.py; `failures`
    in a row.
    """

    INDEXES: ClassVar = (
        ("instance_key", "status"),
        ("institution_key", "type", "available_at"),
        ("status", "institution_key", "key"),
        ("type", "available_at"),
    )

    key: int
    instance_key: int
    element: str
    token: int
    type: str
    status: str
    retries: int
    version: int
    message: str | None
    created_at: datetime
    ended_at: datetime | None
    institution_key: int = 0
    computed_type: str | None = None
    available_at: datetime | None = None
    lease: int | None = None
    worker: str | None = None
    activations: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Wait(Row):
    """An event that an instance waits for. kind: message | signal | timer | conditional.

    `place` is the number of the trigger at its event. `digest` is keyed: of the name, and of the correlation key of a
    message (a key may speak of somebody). `due_at` is that of a timer, in UTC; while its clock stands still, None.
    `wakes_at`: when a worker has something to do with it, to warn or to fire; None while the case stands still.
    `warned`: the share of its time, in hundredths, that was last told. `begun_at`: since when a timer's clock runs, as much
    later as it stood still. `stopped_at`: since when it stands still, and `planned_at` when it was to be due then.
    `calls_at`: when a worker looks whether a kept message is for it; None where none can be.
    """

    UNIQUE: ClassVar = (("instance_key", "token", "place"),)
    INDEXES: ClassVar = (("kind", "digest"), ("due_at",), ("wakes_at",), ("calls_at",))

    key: int
    instance_key: int
    element: str
    token: int
    place: int
    kind: str
    digest: str | None
    due_at: datetime | None
    created_at: datetime
    wakes_at: datetime | None = None
    warned: int = 0
    begun_at: datetime | None = None
    stopped_at: datetime | None = None
    planned_at: datetime | None = None
    calls_at: datetime | None = None


AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""In a queue: to be taken as soon as somebody looks, whatever clock they look at; of several the oldest key goes first."""


@dataclass(frozen=True, slots=True)
class Dispatch(Row):
    """A message or signal that an instance has thrown, on its way to others. `sealed` holds its variables.

    Written with the step that threw it; `sent_at` once all that waited have it; `reached` is the key of the last of them, 0 where nobody did.
    `due_at`: when a worker may take it, AT_ONCE at first; None once it is sent, and while what it is for is suspended.
    """

    INDEXES: ClassVar = (("due_at",), ("digest",), ("instance_key", "due_at"))

    key: int
    instance_key: int
    element: str | None
    kind: str
    digest: str
    sealed: bytes
    created_at: datetime
    sent_at: datetime | None
    reached: int
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EarlyMessage(Row):
    """A message from outside that nobody waited for yet. status: waiting | delivered | expired | withdrawn.

    `digest` is keyed, of name and correlation key; `sealed` holds what it says, under a data key of its own (`key`) that goes
    with it. `due_at`: when a worker looks again whether somebody waits; None once that is over. `case_key`: the case that
    it names, or that got it. `name_digest`, of the name alone: what it may begin, whatever its key.
    """

    INDEXES: ClassVar = (
        ("due_at",),
        ("digest", "status"),
        ("institution_key", "received_at"),
        ("case_key",),
        ("sender", "status"),
        ("name_digest", "status"),
    )

    key: int
    sender: int
    institution_key: int
    case_key: int | None
    digest: str
    sealed: bytes
    status: str
    received_at: datetime
    expires_at: datetime
    due_at: datetime | None
    tries: int
    version: int
    name_digest: str | None = None


@dataclass(frozen=True, slots=True)
class BegunBy(Row):
    """The case that a message with a correlation key has begun: another one begins only once it has ended."""

    UNIQUE: ClassVar = (("procedure", "digest"),)
    INDEXES: ClassVar = (("case_key",),)

    key: int
    procedure: str
    digest: str
    case_key: int


@dataclass(frozen=True, slots=True)
class StartWait(Row):
    """A message or signal that begins a case of a single model, in its newest version. `digest` is of the name; `calls_at` as
    that of a Wait.
    """

    INDEXES: ClassVar = (("kind", "digest"), ("procedure",), ("calls_at",))

    key: int
    procedure: str
    element: str
    kind: str
    digest: str
    calls_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Worker(Row):
    """A worker that is at work, of one process somewhere: by a name made at its start, which says nothing of the machine.

    `seen_at` is written between two steps, every ten seconds at most; the row goes when the worker ends.
    """

    key: int
    name: str
    started_at: datetime
    seen_at: datetime
