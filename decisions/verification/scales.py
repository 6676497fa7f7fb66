"""How the values of one kind lie beside each other: where a bound cuts them, and one value from between two cuts."""

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, localcontext
from typing import Any

from decisions.feel import dates
from decisions.feel.extremes import MAX_YEAR, FarDate, day_of, moment_on
from decisions.feel.values import DECIMAL128, MAX_MICROSECONDS, MAX_MONTHS, DaysTime, YearsMonths, kind_of

_SECOND = 1_000_000
_HOUR = 3600 * _SECOND
_DAY = 24 * _HOUR
_READABLE = (_DAY, _HOUR, 60 * _SECOND, _SECOND, 1)
_EPOCH = date(2000, 1, 1).toordinal()
_CYCLE = 146_097  # days of 400 years, after which the calendar repeats
_FIRST, _LAST = FarDate(-MAX_YEAR, 1, 1).toordinal(), FarDate(MAX_YEAR, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Cut:
    """A place between neighbouring values: just after one value, just before one, or both; None where it is not."""

    key: tuple[Any, int]
    after: object = None
    before: object = None


class Scale(ABC):
    """The order of one kind."""

    @abstractmethod
    def cuts(self, value: object) -> tuple[Cut, ...]:
        """The cuts that part the values equal to this one, the smaller and the larger."""

    @abstractmethod
    def between(self, low: Cut | None, high: Cut | None) -> object:
        """A value between two cuts, as readable as can be; None where there is none. No cut: no end."""


@dataclass(frozen=True, slots=True)
class Steps(Scale):
    """Values that can be counted, such as days.

    `floor` and `ceiling` count a value, `value` goes back; `readable` are the distances of well readable values, `usual`
    is the place of an example without bounds; `same` is the span within which values are equal though one is smaller
    (moments of one second).
    """

    floor: Callable[[Any], int]
    value: Callable[[int], object]
    least: int | None = None
    most: int | None = None
    readable: tuple[int, ...] = (1,)
    same: int = 1
    ceiling: Callable[[Any], int] | None = None
    usual: int = 0

    def cuts(self, value: object) -> tuple[Cut, ...]:
        first = (self.ceiling or self.floor)(value)
        found = [Cut((first, 0), before=value), Cut((self.floor(value) + 1, 0), after=value)]
        if self.same > 1:
            begin = first // self.same * self.same
            end = begin + self.same
            found += [Cut((place, 0), before=self.value(place)) for place in (begin, end) if place != first]
        return tuple(found)

    def between(self, low: Cut | None, high: Cut | None) -> object:
        first = self.least if low is None else low.key[0]
        last = self.most if high is None else high.key[0] - 1
        if first is not None and last is not None and first > last:
            return None
        if low is not None and low.before is not None and self.floor(low.before) == first:
            return low.before
        for step in self.readable:
            place = self._multiple(low, high, step)
            if (first is None or first <= place) and (last is None or place <= last):
                return self.value(place)
        return None

    def _multiple(self, low: Cut | None, high: Cut | None, step: int) -> int:
        """The first multiple of the step after the lower cut, or the last before the upper one."""
        if low is not None:
            return -(-int(low.key[0]) // step) * step
        return self.usual if high is None else (int(high.key[0]) - 1) // step * step


class Dense(Scale):
    """Values between any two of which lie others: numbers and texts."""

    def cuts(self, value: object) -> tuple[Cut, ...]:
        return Cut((value, 0), before=value), Cut((value, 1), after=value)

    def between(self, low: Cut | None, high: Cut | None) -> object:
        if low is not None and low.before is not None:
            return low.before
        start, end = low.after if low else None, high.before if high else None
        with localcontext(DECIMAL128):
            return next((one for one in self.tried(start, end) if _inside(start, one, end)), None)

    @abstractmethod
    def tried(self, start: Any, end: Any) -> tuple[object, ...]:
        """Values that may lie between the two, the most readable first."""


def _inside(start: Any, value: Any, end: Any) -> bool:
    return (start is None or start < value) and (end is None or value < end)


class Numbers(Dense):
    """All numbers of 34 digits."""

    def tried(self, start: Any, end: Any) -> tuple[object, ...]:
        numbers = self._numbers(start, end)
        return tuple(number for number in numbers if number.is_finite())  # none lies behind the largest

    def _numbers(self, start: Decimal | None, end: Decimal | None) -> tuple[Decimal, ...]:
        if start is None:
            return (Decimal(0),) if end is None else (Decimal(math.ceil(end)) - 1, end.next_minus())
        next_whole = Decimal(math.floor(start)) + 1
        if end is None:
            return next_whole, start.next_plus()
        return next_whole, (start + end) / 2, start.next_plus()


class Texts(Dense):
    """Texts in the order of their characters."""

    def tried(self, start: Any, end: Any) -> tuple[object, ...]:
        if start is None:
            return ("another", "")
        return tuple(start + more for more in ("a", "A", "0", " ", "\t", "\x01"))


def day_at(place: int) -> date | FarDate:
    """The day so many days after the last of the year 0."""
    if 1 <= place <= date.max.toordinal():
        return date.fromordinal(place)
    cycles = (place - _EPOCH) // _CYCLE
    shadow = date.fromordinal(place - cycles * _CYCLE)
    return day_of(shadow.year + cycles * 400, shadow.month, shadow.day)


def _clock(micro: int, zone: tzinfo | None) -> time:
    seconds, micro = divmod(micro, _SECOND)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micro, zone)


def _moments(zone: tzinfo | None) -> Steps:
    def at(place: int) -> object:
        day, micro = divmod(place, _DAY)
        return moment_on(day_at(day), _clock(micro, zone))

    first, last = _FIRST * _DAY, (_LAST + 1) * _DAY - 1
    return Steps(dates.instant_of, at, first, last, _READABLE, _SECOND, usual=_EPOCH * _DAY)


def _of_utc(clock: time) -> int:
    offset = dates.offset_of(clock) or timedelta()
    return dates.of_midnight(clock) - offset // timedelta(microseconds=1)


def _zoned_clock(place: int) -> object:
    """The time with that distance to midnight in UTC; where UTC is on another day, in the zone farthest away."""
    if 0 <= place < _DAY:
        return _clock(place, UTC)
    hours = 14 if place < 0 else -14
    return _clock(place + hours * _HOUR, timezone(timedelta(hours=hours)))


WITH_ZONE = " with zone"
WHOLE_NUMBERS = "whole number"
SCALES: dict[str, Scale] = {
    "number": Numbers(),
    WHOLE_NUMBERS: Steps(math.floor, Decimal, ceiling=math.ceil),
    "string": Texts(),
    "date": Steps(lambda day: day.toordinal(), day_at, _FIRST, _LAST, usual=_EPOCH),
    "date and time": _moments(None),
    "date and time" + WITH_ZONE: _moments(UTC),
    "time": Steps(_of_utc, lambda place: _clock(place, None), 0, _DAY - 1, _READABLE[1:], _SECOND),
    "time" + WITH_ZONE: Steps(
        _of_utc, _zoned_clock, -14 * _HOUR, _DAY + 14 * _HOUR - 1, _READABLE[1:], _SECOND
    ),
    "years and months duration": Steps(lambda span: span.total, YearsMonths, -MAX_MONTHS, MAX_MONTHS),
    "days and time duration": Steps(
        lambda span: span.total, DaysTime, -MAX_MICROSECONDS, MAX_MICROSECONDS, _READABLE
    ),
}


def scale_of(value: object) -> str:
    """The name of the scale on which the value lies: its kind, times and moments apart by having a zone or not."""
    kind = kind_of(value)
    if kind in ("date and time", "time") and isinstance(value, time | datetime | dates.Moment):
        return kind + (WITH_ZONE if dates.offset_of(value) is not None else "")
    return kind
