"""Deadlines: timers that wait in cases, and moving them."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

from api.shapes.shape import Key, Shape, example


def _possible(moment: datetime) -> datetime:
    """Far enough from the ends of the calendar to be written in every zone."""
    if not 1900 <= moment.year <= 2200:
        raise ValueError("not between the years 1900 and 2200")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_possible)]


class DeadlineOut(Shape):
    """A timer that waits in a case that you work on. `activity` is what it is attached to.

    While its clock stands still, since `stopped_since`, `due_at` is null. `percent`: how many hundredths of its time have
    passed, null where that says nothing; `is_overdue`: due and not fired; `comes_again`: such as every month.
    """

    key: Key
    case: Key
    reference: str
    element: str
    name: str
    activity: str | None
    due_at: datetime | None
    stopped_since: datetime | None
    percent: Annotated[int, Field(ge=0, le=100)] | None
    is_overdue: bool
    comes_again: bool
    may_change: bool


class DeadlinePage(Shape):
    """Deadlines, those due first first. `next` is the cursor of the following page, null on the last."""

    items: list[DeadlineOut]
    next: str | None


class ChangeDeadline(Shape):
    """When it is to be due from now on, and why. `seen_due_at` is what you were shown: if it has changed since, nothing is
    written."""

    model_config = example(
        due_at="2026-12-01T11:00:00Z", reason="Long illness", seen_due_at="2026-11-10T11:00:00Z"
    )

    due_at: Moment
    reason: Annotated[str, Field(max_length=4000)]
    seen_due_at: Moment


class DeadlineChanged(Shape):
    """When it is due now."""

    deadline: Key
    case: Key
    element: str
    due_at: datetime
