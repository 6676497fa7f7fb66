"""A running process, what happened in it, and what stopped it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.rows.row import Row


@dataclass(frozen=True, slots=True)
class Instance(Row):
    """A running or ended process; `state` is the compact blob of live tokens and scopes (engine/bpmn/state.py).

    status: running | completed | incident | suspended | cancelled. `is_held`: suspended by people, until they resume it. `by_itself`: how
    many things have happened since a person last acted.
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
    by_itself: int = 0


@dataclass(frozen=True, slots=True)
class Event(Row):
    """One link of a hash chain, of a case or of what operators look after (`instance_key`): what happened, where, who; codes
    only, never a value of a person.
    """

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
class Passage(Row):
    """The variables that an element set when it was passed, sealed; `key` is that of its event."""

    INDEXES: ClassVar = (("instance_key",),)

    key: int
    instance_key: int
    sealed: bytes


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
