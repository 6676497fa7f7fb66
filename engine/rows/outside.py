"""What others are told: answers to requests, and events on their way out of the house."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.rows.row import Row


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
