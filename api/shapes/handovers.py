"""Handovers of a case from one institution to another."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from api.shapes.packets import Basis, Condition, PacketField
from api.shapes.shape import Institution, Key, Shape, Version, example, one_of

HandoverState = Annotated[str, one_of("offered", "accepted", "returned", "withdrawn")]
HandoverBox = Literal["received", "sent", "waiting"]
Reason = Annotated[str, Field(max_length=2000)]


class OfferHandover(Shape):
    """A handover: `kind` is its id in the package, the rest is the packet that goes with it (see there). What can't go on the
    basis is refused by name."""

    model_config = example(
        kind="iv",
        to="7105229384521375744",
        fields=[{"record": "7105229384521375999", "field": "last_name"}],
        basis="CONSENT",
        purpose="Übergabe zur Prüfung des Anspruchs",
    )

    kind: Annotated[str, Field(max_length=61)]
    to: Key
    fields: Annotated[list[PacketField], Field(max_length=400)]
    basis: Basis
    purpose: Annotated[str, Field(max_length=1000)]
    consent: Key | None = None
    conditions: Annotated[list[Condition], Field(max_length=10, default_factory=list)]
    reason: Annotated[str, Field(max_length=1000)] = ""


class AcceptHandover(Shape):
    """Your institution accepts. `version`: what you saw."""

    model_config = example(version=1)

    version: Version


class ReturnHandover(Shape):
    """Your institution returns it and says why. `version`: what you saw."""

    model_config = example(version=1, reason="Für dieses Begehren ist die Unfallversicherung zuständig.")

    version: Version
    reason: Reason


class WithdrawHandover(Shape):
    """Your institution takes its offer back. `version`: what you saw."""

    model_config = example(version=1)

    version: Version
    reason: Reason = ""


class HandoverMoved(Shape):
    """How the handover stands now."""

    handover: Key
    case: Key
    state: HandoverState
    version: int


class HandoverOffered(HandoverMoved):
    """It is with the receiver, with its packet."""

    packet: Key


class HandoverLineOut(Shape):
    """A handover. `incoming`: your institution answers it. `waited_seconds`: from the offer to the answer, or until now.
    `escalated_at`: since when somebody has to see to it because nobody had answered by `answer_until`; it can be answered all the same."""

    key: Key
    case: Key
    reference: str
    number: int
    kind: str
    label: str
    incoming: bool
    sender: Institution
    receiver: Institution
    packet: Key
    state: HandoverState
    version: int
    offered_at: datetime
    offered_by: str
    answer_until: datetime
    escalated_at: datetime | None
    answered_at: datetime | None
    answered_by: str | None
    waited_seconds: int


class HandoverOut(HandoverLineOut):
    """A handover with what was said to it: `reason` is for the two sides. `sees_case`: the case is open to you, too."""

    reason: str
    may_answer: bool
    may_withdraw: bool
    sees_case: bool


class HandoverPage(Shape):
    """Handovers, newest first. `next` is the cursor of the following page, null on the last."""

    items: list[HandoverLineOut]
    next: Key | None


class HandoversOfCase(Shape):
    """The handovers of a case, newest first."""

    items: list[HandoverLineOut]
