"""Absences: who is away, and who stands in."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.shapes.shape import Key, Shape, example


class RecordAbsence(Shape):
    """Somebody is away. `user` is yourself where it is left out, else a colleague of your unit; `deputy` works on cases in
    your institution; `last_day` is open where it is left out."""

    model_config = example(deputy="7105229384521375744", first_day="2026-12-01", last_day="2026-12-12")

    user: Key | None = None
    deputy: Key
    first_day: date
    last_day: date | None = None


class AbsenceKept(Shape):
    """An absence is recorded, or ended."""

    absence: Key
    user: Key
    deputy: Key
    first_day: date
    last_day: date | None


class AbsenceOut(Shape):
    """An absence that is not over. `recorded_by` where a colleague did; `stands_in`: you are the deputy; `deputy_away`:
    the deputy is away too, and nobody stands in then."""

    key: Key
    user: str
    deputy: str
    first_day: date
    last_day: date | None
    recorded_by: str | None
    is_mine: bool
    stands_in: bool
    is_running: bool
    deputy_away: bool
    may_end: bool


class PastAbsence(Shape):
    """An absence of yours that is over. `recorded_by` where a colleague did; `ended_at` and `ended_by` where somebody ended
    it by hand, you or a colleague."""

    key: Key
    deputy: str
    first_day: date
    last_day: date | None
    recorded_by: str | None
    ended_at: datetime | None
    ended_by: str | None


class Absences(Shape):
    """The absences of your unit, and those in which you stand in, by their first day; and your own that are over."""

    items: Annotated[list[AbsenceOut], Field(description="none that is over")]
    past: Annotated[
        list[PastAbsence],
        Field(description="yours that were over in the last 90 days, the last one first"),
    ]
