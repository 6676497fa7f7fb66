"""What an institution hands over to another one: offered with a packet, answered or not."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.rows import Row

OFFERED, ACCEPTED, RETURNED, WITHDRAWN = "offered", "accepted", "returned", "withdrawn"
"""States of a handover."""


@dataclass(frozen=True, slots=True)
class Handover(Row):
    """An institution offers a case to another one, with a packet; that one alone answers.

    state: offered | accepted | returned | withdrawn. `kind` is its id in the package, `number` counts those of the case.
    `revision` is what somebody has to have seen who acts on it. `wakes_at` is when somebody has to look whether it was answered, a
    queue; None where nothing is left to do. `sealed` holds the reason of who answered or took it back, under the case's key.
    """

    UNIQUE: ClassVar = (("case_key", "number"),)
    INDEXES: ClassVar = (
        ("to_institution", "key"),
        ("from_institution", "key"),
        ("to_institution", "state", "key"),
        ("wakes_at",),
    )

    key: int
    case_key: int
    number: int
    kind: str
    from_institution: int
    to_institution: int
    packet_key: int
    state: str
    revision: int
    offered_by: int
    offered_at: datetime
    answer_until: datetime
    wakes_at: datetime | None
    escalated_at: datetime | None
    answered_by: int | None
    answered_at: datetime | None
    sealed: bytes
