"""What the engine keeps: one frozen dataclass a table. Nothing here says anything about a person.

Every row has a 63-bit `key` made outside the engine (engine/keys.py). A row with `version` is replaced only
if nobody else replaced it in between (engine/store.py). An instance carries the key of its case.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar


class Row:
    """A row of a table: a frozen dataclass whose fields are the columns, `key` first."""

    __slots__ = ()
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    UNIQUE: ClassVar[tuple[tuple[str, ...], ...]] = ()
    key: int


@dataclass(frozen=True, slots=True)
class ProcedureVersion(Row):
    """A released package: immutable, found by its content hash; instances are pinned to its key."""

    UNIQUE: ClassVar = (("content_hash",), ("procedure", "number"))

    key: int
    procedure: str
    version: str
    number: int
    canton: str
    content_hash: str
    valid_from: date
    deployed_at: datetime
    archive: bytes


@dataclass(frozen=True, slots=True)
class Instance(Row):
    """A running or ended process; `state` is the compact blob of live tokens and scopes (engine/bpmn/state.py).

    status: running | completed | incident | suspended | cancelled. `is_held`: suspended by people, until they resume it.
    """

    INDEXES: ClassVar = (("procedure_version_key",), ("status",))

    key: int
    procedure_version_key: int
    status: str
    outcome: str | None
    state: bytes
    version: int
    next_event: int
    last_digest: str
    started_at: datetime
    ended_at: datetime | None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Task(Row):
    """A user task that waits or waited for its seats. status: open | completed | cancelled."""

    INDEXES: ClassVar = (("instance_key", "status"), ("assignee", "status"))

    key: int
    instance_key: int
    element: str
    token: int
    role: str
    form: str
    status: str
    version: int
    assignee: int | None
    created_at: datetime
    completed_at: datetime | None
    completed_by: int | None


@dataclass(frozen=True, slots=True)
class Gateway(Row):
    """An exclusive gateway that asks: kind fact | rule | judgement, status open | decided | cancelled.

    waits_for: fact | confirmation | decision | nothing. `basis` lists what the proposal rests on, as references to
    records with their versions, never as values; `basis_digest` is what a decider sends back.
    """

    INDEXES: ClassVar = (("instance_key", "status"), ("status", "waits_for"))

    key: int
    instance_key: int
    element: str
    token: int
    kind: str
    role: str
    status: str
    waits_for: str
    version: int
    proposal: str | None
    answer: str | None
    basis: bytes
    basis_digest: str
    created_at: datetime
    decided_at: datetime | None
    decided_by: int | None


@dataclass(frozen=True, slots=True)
class Seat(Row):
    """A place at a task or gateway that a role has to fill: one, or two where institutions act together.

    A signature counts for the task version it was given on; an answer for the basis it was given on.
    """

    UNIQUE: ClassVar = (("subject_key", "role"),)
    INDEXES: ClassVar = (("instance_key", "is_open"), ("role", "is_open"))

    key: int
    instance_key: int
    subject_key: int
    subject: str  # task | gateway
    role: str
    is_open: bool
    filled_by: int | None
    filled_at: datetime | None
    filled_version: int | None
    answer: str | None
    basis_digest: str | None
    reason_key: int | None


@dataclass(frozen=True, slots=True)
class Draft(Row):
    """The answers of an open task as last saved, sealed under the case's key; `key` is the task's."""

    key: int
    instance_key: int
    sealed: bytes
    version: int
    updated_by: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Event(Row):
    """One link of a case's hash chain: what happened, where, who; codes only, never a value of a person."""

    UNIQUE: ClassVar = (("instance_key", "sequence"),)

    key: int
    instance_key: int
    sequence: int
    at: datetime
    kind: str
    element: str | None
    codes: str
    actor: int | None
    institution: int | None
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Incident(Row):
    """Something the engine could not do; the case stands where it stood before. `sealed`: the variables it read.

    `job_key`: the job it is about, if it is about one.
    """

    INDEXES: ClassVar = (("instance_key",), ("resolved_at",))

    key: int
    instance_key: int
    element: str | None
    code: str
    message: str
    created_at: datetime
    resolved_at: datetime | None
    sealed: bytes | None = None
    job_key: int | None = None


@dataclass(frozen=True, slots=True)
class Outbox(Row):
    """A thin event on its way out: ids only, the receiver fetches under its own access.

    `event_key` is that of an event of the chain; of a mention where `kind` is NOTE_MENTION, of a packet where it is
    PACKET_ARRIVED. `queued_at` until it has its `position` in the feed, given after the commit
    (engine/commands/number_events.py).
    """

    INDEXES: ClassVar = (("queued_at",),)
    UNIQUE: ClassVar = (("position",),)

    key: int
    instance_key: int
    event_key: int
    kind: str
    created_at: datetime
    queued_at: datetime | None
    position: int | None


@dataclass(frozen=True, slots=True)
class OutboxHead(Row):
    """One row: the last position given, and the oldest one that is kept. Who gives positions replaces it first."""

    key: int
    position: int
    oldest: int
    version: int


@dataclass(frozen=True, slots=True)
class Receipt(Row):
    """The answer given to an idempotency key, so that a repeated request gets it again and does nothing.

    `request_digest` is keyed (CaseFile.fingerprint): few answers are possible to some forms, all soon tried out.
    `case_key`: what it was about, so that it goes with the case; None where it was about none or several.
    """

    UNIQUE: ClassVar = (("actor", "token"),)
    INDEXES: ClassVar = (("case_key",),)

    key: int
    actor: int
    token: str
    request_digest: str
    status: int
    answer: bytes
    created_at: datetime
    case_key: int | None = None


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
        ("status", "institution_key"),
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
    """

    UNIQUE: ClassVar = (("instance_key", "token", "place"),)
    INDEXES: ClassVar = (("kind", "digest"), ("due_at",), ("wakes_at",))

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
    it names, or that got it.
    """

    INDEXES: ClassVar = (("due_at",), ("digest", "status"), ("institution_key", "received_at"), ("case_key",))

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
class Passage(Row):
    """The variables that an element set when it was passed, sealed; `key` is that of its event."""

    INDEXES: ClassVar = (("instance_key",),)

    key: int
    instance_key: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class ModelDraft(Row):
    """A model that lacks only what its execution needs: kept with its to-do list until it is handed in completed."""

    UNIQUE: ClassVar = (("content_hash",),)

    key: int
    procedure: str
    content_hash: str
    archive: bytes
    todo: bytes
    created_at: datetime
    created_by: int


@dataclass(frozen=True, slots=True)
class Snapshot(Row):
    """The state of an instance before it went to another version: the way back, as long as nothing has happened since.

    `state` is kept as the instance kept it; `instance_version` is that of the instance right after.
    """

    INDEXES: ClassVar = (("instance_key",),)

    key: int
    instance_key: int
    procedure_version_key: int
    state: bytes
    instance_version: int
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class StartWait(Row):
    """A message or signal that begins a case of a single model, in its newest version. `digest` is of the name."""

    INDEXES: ClassVar = (("kind", "digest"), ("procedure",))

    key: int
    procedure: str
    element: str
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class Worker(Row):
    """A worker that is at work, of one process somewhere: by a name made at its start, which says nothing of the machine.

    `seen_at` is written between two steps, every ten seconds at most; the row goes when the worker ends.
    """

    key: int
    name: str
    started_at: datetime
    seen_at: datetime


ENGINE_ROWS: tuple[type[Row], ...] = (
    ProcedureVersion,
    Instance,
    Task,
    Gateway,
    Seat,
    Draft,
    Event,
    Incident,
    Outbox,
    OutboxHead,
    Receipt,
    Job,
    Wait,
    Dispatch,
    EarlyMessage,
    BegunBy,
    Passage,
    ModelDraft,
    Snapshot,
    StartWait,
    Worker,
)
