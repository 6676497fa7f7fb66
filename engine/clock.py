"""Time comes from outside: deadlines, validity and `today()` all read this clock."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Zurich")


class Clock(Protocol):
    """Tells the time, always with its zone."""

    def now(self) -> datetime:
        """The moment, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StoryClock:
    """A clock that stands until it is moved: for stories and tests."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def set_day(self, day: date) -> None:
        """Move to noon of a day in Europe/Zurich."""
        self._at = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE).astimezone(UTC)

    def advance(self, by: timedelta) -> None:
        """Move on by a span."""
        self._at += by


def start_of_day(moment: datetime) -> datetime:
    """When the calendar day of a moment began in Europe/Zurich."""
    return datetime.combine(local_day(moment), time(), ZONE).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day of a moment in Europe/Zurich, where all deadlines are counted."""
    return moment.astimezone(ZONE).date()
