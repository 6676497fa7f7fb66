"""What people do: tasks, questions at gateways, their seats and drafts."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.rows.row import Row


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
