"""Where events are sent, and what is on its way."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Webhook(Row):
    """An address that is told of what `user_key` would see in their feed. status: active | disabled.

    `kinds`: comma-separated, empty for all. `secret` is sealed under the master key; `former_secret` signs as well until
    `former_until`. `position`: events up to it have been looked at. `due_at`: when it may be looked at again, by the
    database's clock: the lease of who sends, else the pause after `failures` in a row.
    `disabled_because`: operator | system (itself) | receiver (it answered 410) | account (it is inactive or no operator any more).
    """

    INDEXES: ClassVar = (("institution_key",),)

    key: int
    institution_key: int
    user_key: int
    url: str
    kinds: str
    secret: bytes
    former_secret: bytes | None
    former_until: datetime | None
    status: str
    disabled_because: str | None
    position: int
    due_at: datetime
    failures: int
    last_answer: str | None
    last_at: datetime | None
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Delivery(Row):
    """An event on its way to one receiver; gone once the receiver has it. status: waiting | dead.

    `due_at`: when it is tried (again), None where it is dead; `since`: from when on it counts as tried. `case_key` None: a
    test. `last_answer`: a status of HTTP, or what went wrong before there was one.
    """

    INDEXES: ClassVar = (("webhook_key", "due_at"), ("case_key",))
    UNIQUE: ClassVar = (("webhook_key", "event_key"),)

    key: int
    webhook_key: int
    event_key: int
    kind: str
    case_key: int | None
    occurred_at: datetime
    status: str
    attempts: int
    due_at: datetime | None
    since: datetime
    last_answer: str | None
    last_at: datetime | None
