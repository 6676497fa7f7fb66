"""Dates and times that Python's own types cannot hold: years outside of 1 to 9999, and parts of a microsecond.

The calendar repeats every 400 years, so a far date is a day of Python's calendar (its `shadow`) and a number of cycles.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MAX_YEAR = 999_999_999
_CYCLE_YEARS = 400
_CYCLE_DAYS = 146_097
_SHADOWS = 2000  # the shadow lies in the 400 years from here, far from both ends of Python's calendar


class FineTime(time):
    """A time with billionths of a second. `nanos`: those beyond the microsecond, 1 to 999."""

    nanos: int


class FineMoment(datetime):
    """A moment with billionths of a second. `nanos`: those beyond the microsecond, 1 to 999."""

    nanos: int


def fine_time(clock: time, nanos: int) -> time:
    """The time with so many billionths more; the plain time where there are none."""
    if not nanos:
        return clock
    fine = FineTime(clock.hour, clock.minute, clock.second, clock.microsecond, clock.tzinfo)
    fine.nanos = nanos
    return fine


def combined(day: date, clock: time) -> datetime:
    """The moment on that day at that time, with its billionths."""
    if not isinstance(clock, FineTime):
        return datetime.combine(day, clock)
    fine = FineMoment.combine(day, clock)
    fine.nanos = clock.nanos
    return fine


def clock_of(moment: datetime) -> time:
    """The moment's time with its zone and billionths."""
    return fine_time(moment.timetz(), nanos_of(moment))


def nanos_of(value: time | datetime) -> int:
    """The billionths of a second beyond the microsecond."""
    return value.nanos if isinstance(value, FineTime | FineMoment) else 0


@dataclass(frozen=True, slots=True)
class FarDate:
    """A day in a year before 1 or after 9999."""

    year: int
    month: int
    day: int

    @property
    def shadow(self) -> date:
        """The day of Python's calendar with the same month, day and weekday."""
        return date(_SHADOWS + self.year % _CYCLE_YEARS, self.month, self.day)

    @property
    def cycles(self) -> int:
        """How many times 400 years lie between the shadow and the day."""
        return (self.year - _SHADOWS) // _CYCLE_YEARS

    def toordinal(self) -> int:
        """Days since the first day of the year 1, which is 1; before it 0 and negative."""
        return self.shadow.toordinal() + self.cycles * _CYCLE_DAYS

    def isoweekday(self) -> int:
        """1 for Monday to 7 for Sunday."""
        return self.shadow.isoweekday()

    def moved(self, how: Callable[[date], date]) -> "date | FarDate":
        """The day that `how` makes of this one, if it adds months or days. OverflowError where it goes too far."""
        shadow = how(self.shadow)
        return day_of(shadow.year + self.cycles * _CYCLE_YEARS, shadow.month, shadow.day)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True)
class FarMoment:
    """A moment on a far day."""

    date: FarDate
    clock: time

    @property
    def shadow(self) -> datetime:
        """The moment on the shadow of its day."""
        return combined(self.date.shadow, self.clock)

    @property
    def offset(self) -> timedelta | None:
        """The distance to UTC."""
        return self.shadow.utcoffset()


def day_of(year: int, month: int, day: int) -> date | FarDate:
    """The day of the calendar. ValueError if there is none, OverflowError outside of 999999999 years."""
    if 1 <= year <= 9999:
        return date(year, month, day)
    if abs(year) > MAX_YEAR:
        raise OverflowError("the year is outside of -999999999 to 999999999")
    date(_SHADOWS + year % _CYCLE_YEARS, month, day)
    return FarDate(year, month, day)


def moment_on(day: date | FarDate, clock: time) -> datetime | FarMoment:
    """The moment on that day at that time."""
    return FarMoment(day, clock) if isinstance(day, FarDate) else combined(day, clock)
