"""A month as a calendar: weeks from Monday to Sunday, and what falls on each day."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month, with what falls on it."""

    date: date
    items: Sequence[object]


@dataclass(frozen=True, slots=True)
class Month:
    """A month; a week has None where a day belongs to the month before or after."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def has_items(self) -> bool:
        """Whether anything falls on one of its days."""
        return any(day is not None and day.items for week in self.weeks for day in week)

    @property
    def before(self) -> str:
        """The month before, as addresses name it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def following(self) -> str:
        """The month after, as addresses name it."""
        return f"{self.first + timedelta(days=31):%Y-%m}"


def first_of_month(text: str, today: date) -> date:
    """The first day of a month such as 2026-03; of today's month for anything else."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    if found and int(found[1]) in _YEARS and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def first_after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=31)).replace(day=1)


def month_of(first: date, by_day: Mapping[date, Sequence[object]]) -> Month:
    """The month that begins with a day."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first,
        tuple(
            tuple(Day(day, by_day.get(day, ())) if day.month == first.month else None for day in week)
            for week in weeks
        ),
    )
