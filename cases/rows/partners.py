"""Other servers of Brücke that hand cases over to offices of this one, and what came from them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Partner(Row):
    """Another server at which an office of this one has an account: what is offered there begins a case of `procedure` here.

    `user_key`: the system of the office that opens it. `secret`: that of the account there, sealed under the master key.
    status: active | disabled. `due_at`: when it is asked (again), by the Clock; None while it is disabled. `failing_since`: since
    when it has not answered, `failures` times in a row; `last_answer`: a status of HTTP, or what went wrong.
    """

    UNIQUE: ClassVar = (("url", "client_id"),)
    INDEXES: ClassVar = (("due_at",),)

    key: int
    user_key: int
    name: str
    url: str
    client_id: str
    secret: bytes
    procedure: str
    status: str
    due_at: datetime | None
    failures: int
    failing_since: datetime | None
    last_answer: str | None
    last_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Takeover(Row):
    """A handover of another server, and the case that it has begun here: once, whatever was repeated.

    `remote_key` and `remote_version` are those of the handover there. state: open | accepted | returned | withdrawn, as the other
    server has confirmed it. `since`: from when on there was an answer of ours to bring there.
    """

    UNIQUE: ClassVar = (("partner_key", "remote_key"),)
    INDEXES: ClassVar = (("partner_key", "state"), ("case_key",))

    key: int
    partner_key: int
    remote_key: int
    remote_version: int
    case_key: int
    state: str
    received_at: datetime
    since: datetime | None
    settled_at: datetime | None
