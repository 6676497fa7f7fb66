"""Gateways: the proposal, its basis, and the decision."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.shapes.shape import GatewayKind, GatewayWait, Key, Shape, example, one_of
from api.shapes.work import Seat


class Option(Shape):
    """An answer of a gateway."""

    answer: str
    label: str
    next: str | None
    is_proposal: bool


class Fact(Shape):
    """A fact the proposal rests on; `value` null where it is not shared with the reader."""

    label: str
    value: str | None
    shared: bool
    category: str


class GatewayOut(Shape):
    """A gateway. `basis` is sent back with the decision, so that nobody decides on what has changed."""

    key: Key
    case: Key
    reference: str
    procedure: str
    element: str
    question: str
    kind: GatewayKind
    status: Annotated[str, one_of("open", "decided", "cancelled")]
    waits_for: GatewayWait
    options: list[Option]
    proposal: str | None
    basis: str
    facts: list[Fact]
    missing: str | None
    seats: list[Seat]
    may_answer: bool
    suspended_by: str | None
    answer: str | None
    decided_by: str | None
    decided_at: datetime | None


class Decision(Shape):
    """An answer to a gateway; a deviation from the proposal needs a reason."""

    model_config = example(answer="yes", basis="5c1f0e6f4ac2d2c1f1e1d7a4b8f6a9b0", reason=None)

    answer: Annotated[str, Field(max_length=100, examples=["yes"])]
    basis: Annotated[str, Field(max_length=64)]
    reason: Annotated[str | None, Field(max_length=4000)] = None


class Confirmation(Shape):
    """The outcome of a rule is confirmed as it was shown."""

    model_config = example(basis="5c1f0e6f4ac2d2c1f1e1d7a4b8f6a9b0")

    basis: Annotated[str, Field(max_length=64)]


class Decided(Shape):
    """A gateway after an answer: open while `waits_for` names roles or the `answers` differ."""

    gateway: Key
    status: Annotated[str, one_of("open", "decided")]
    answer: str | None
    waits_for: list[str]
    answers: dict[str, str | None]
