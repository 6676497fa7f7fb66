"""Messages and signals of single models."""

from typing import Annotated, Any

from pydantic import Field

from api.shapes.shape import Key, Shape, example

Name = Annotated[str, Field(min_length=1, max_length=400)]


class Message(Shape):
    """A message to the case that has waited for it longest; `case` narrows it to one.

    `correlation_key` is that of the waiting event; null for a message without correlation.
    """

    model_config = example(name="invoice_paid", correlation_key="4711", variables={"amount": 120})

    name: Name
    correlation_key: str | None = Field(default=None, max_length=400)
    case: Key | None = None
    variables: dict[str, Any] = Field(default={})


class Delivered(Shape):
    """Where a message went: the case and the element that waited."""

    case: Key
    element: str


class Signal(Shape):
    """A signal to every case of your institution that waits for it."""

    model_config = example(name="office_closed", variables={})

    name: Name
    variables: dict[str, Any] = Field(default={})


class SignalSent(Shape):
    """The places that the signal reached; `stopped` are cases whose model could not go on: each has an incident."""

    reached: list[Delivered]
    stopped: list[Key]
