"""Handing over all open work of somebody."""

from typing import Annotated

from pydantic import Field

from api.shapes.shape import Key, Shape, example


class HandOver(Shape):
    """From whom to whom. `user` is yourself where it is left out, else a colleague of your unit, also one who is active no
    more; `to` works on cases in your institution, for an active colleague in the team that has the work. `after` is `next` of the portion before."""

    model_config = example(to="7105229384521375744", reason="Wechsel in ein anderes Team.")

    user: Key | None = None
    to: Key
    reason: Annotated[str, Field(min_length=1, max_length=4000)]
    after: Key | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class HandedCaseOut(Shape):
    """A case that has gone over."""

    case: Key
    reference: str


class NotHandedOver(Shape):
    """A case that stayed as it was, and why."""

    case: Key
    reference: str
    reason: str


class HandedOver(Shape):
    """How many cases, tasks and leads have gone over; `items` and `stayed` name those cases that you see. `left`: how many
    cases are still to go; `next` is the cursor of the next portion, null where there is none."""

    handed_over: int
    tasks: int
    leads: int
    items: list[HandedCaseOut]
    stayed: list[NotHandedOver]
    next: Key | None
    left: int


class OpenCase(Shape):
    """A case that expects something of somebody: the roles in which it names them, the tasks they took, whether they lead
    it."""

    case: Key
    reference: str
    roles: list[str]
    tasks: int
    is_led: bool


class WorkHandoverPreview(Shape):
    """What would go over, of cases that are open to your institution. `items` are the cases that you see, by their key, `unseen` counts the others."""

    user: Key
    name: str
    cases: int
    tasks: int
    leads: int
    items: list[OpenCase]
    unseen: int
    next: Key | None
