"""Open work in a list, and the seats it waits for."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.shapes.shape import GatewayWait, Institution, Key, Shape, Subject


class WorkLine(Shape):
    """A task or question in a worklist."""

    key: Key
    subject: Subject
    case: Key
    reference: str
    procedure: str
    element: str
    name: str
    kind: Annotated[str, Field(description="form of a task; fact, rule or judgement of a gateway")]
    role: str
    waits_for: GatewayWait | None
    proposal: str | None
    is_mine: bool
    version: int
    created_at: datetime


class WorkPage(Shape):
    """Open work, oldest first. `next` is the cursor of the following page, null on the last."""

    items: list[WorkLine]
    next: Key | None


class Seat(Shape):
    """A place that a role has to fill."""

    role: str
    label: str
    institution: Institution | None
    filled_by: str | None
    filled_at: datetime | None
    answer: str | None
