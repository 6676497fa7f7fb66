"""Messages and signals of single models."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from api.shapes.shape import Key, Shape, example, one_of

Name = Annotated[str, Field(min_length=1, max_length=400)]


class Message(Shape):
    """A message to the case that has waited for it longest; `case` narrows it to one.

    `correlation_key` is that of the waiting event; null for a message without correlation. A procedure of a package hears
    only what names its `case`; there `variables` are answers with which the form that it leads to begins. What a RAV reports it
    hears from `/api/rav/messages` alone.
    `message_id` is the sender's own: the same message under it again gets the same answer and does nothing.
    """

    model_config = example(
        name="invoice_paid", correlation_key="4711", variables={"amount": 120}, message_id="2026-000123"
    )

    name: Name
    correlation_key: str | None = Field(default=None, max_length=400)
    case: Key | None = None
    variables: dict[str, Any] = Field(default={})
    message_id: str | None = Field(default=None, min_length=1, max_length=150, pattern=r"^[\x20-\x7e]+$")
    time_to_live: int = Field(
        default=0, ge=0, le=7_776_000, description="seconds for which it is kept until somebody waits for it"
    )


class Delivered(Shape):
    """Where a message went: the case and the element that waited; or the key under which it is kept meanwhile."""

    status: Annotated[str, one_of("delivered", "waiting")] = "delivered"
    case: Key | None = None
    element: str | None = None
    message: Key | None = None


class KeptMessage(Shape):
    """A message that has reached nobody yet: it waits, or its time is over and somebody says for which case it is."""

    key: Key
    status: Annotated[str, one_of("waiting", "expired")]
    name: str
    correlation_key: str | None
    case: Key | None
    received_at: datetime
    expires_at: datetime


class KeptMessages(Shape):
    """Messages that have reached nobody yet, the oldest first; whether there are more of them."""

    items: list[KeptMessage]
    has_more: bool


class Correlation(Shape):
    """For which case a kept message is; with another correlation key where its event asks for one."""

    model_config = example(case="1234567890123456789")

    case: Key
    correlation_key: str | None = Field(default=None, max_length=400)


class MessageWithdrawn(Shape):
    """The message is for nobody."""

    message: Key
    status: str


class Signal(Shape):
    """A signal to every case of your institution that waits for it."""

    model_config = example(name="office_closed", variables={})

    name: Name
    variables: dict[str, Any] = Field(default={})


class SignalSent(Shape):
    """The places that the signal reached; `stopped` are cases whose model could not go on: each has an incident."""

    reached: list[Delivered]
    stopped: list[Key]
