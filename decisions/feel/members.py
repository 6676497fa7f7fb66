"""What stands after the dot: entries of contexts, of all contexts in a list, and the parts of dates, durations and ranges."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from decisions.feel import dates
from decisions.feel.extremes import FarDate, FarMoment
from decisions.feel.run import Run
from decisions.feel.values import DaysTime, Range, YearsMonths, kind_of


def member_of(value: object, name: str, run: Run) -> object:
    """The member of that name; null with a problem where there is none."""
    if isinstance(value, dict):
        if name in value:
            return value[name]
        return run.problem(f"a context has no «{name}»")
    if isinstance(value, list):
        run.grow(8 * len(value))
        run.step(1 + len(value) // 16)
        return [member_of(item, name, run) for item in value]
    if value is None:
        return run.problem(f"«{name}» was asked of null")
    for kind, members in _MEMBERS:
        if isinstance(value, kind):
            part = members.get(name)
            return part(value) if part else run.problem(f"{kind_of(value)} has no «{name}»")
    return run.problem(f"{kind_of(value)} has no «{name}»")


def _offset(value: time | datetime) -> DaysTime | None:
    offset = dates.offset_of(value)
    return None if offset is None else DaysTime.of(offset)


def _zone(value: time | datetime) -> str | None:
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


def _seconds(value: time | datetime) -> Decimal:
    return Decimal(value.second)


_Part = Callable[..., object]
_DATE: dict[str, _Part] = {
    "year": lambda value: Decimal(value.year),
    "month": lambda value: Decimal(value.month),
    "day": lambda value: Decimal(value.day),
    "weekday": lambda value: Decimal(value.isoweekday()),
}
_TIME: dict[str, _Part] = {
    "hour": lambda value: Decimal(value.hour),
    "minute": lambda value: Decimal(value.minute),
    "second": _seconds,
    "time offset": _offset,
    "timezone": _zone,
}
_MIDNIGHT: dict[str, _Part] = {
    "hour": lambda value: Decimal(0),
    "minute": lambda value: Decimal(0),
    "second": lambda value: Decimal(0),
    "time offset": lambda value: DaysTime(0),
    "timezone": lambda value: None,
}


def _of_date(part: _Part) -> _Part:
    return lambda value: part(value.date)


def _of_clock(part: _Part) -> _Part:
    return lambda value: part(value.clock)


_RANGE: dict[str, _Part] = {
    "start": lambda value: value.start,
    "end": lambda value: value.end,
    "start included": lambda value: value.start_included,
    "end included": lambda value: value.end_included,
}
_MEMBERS: tuple[tuple[type, dict[str, _Part]], ...] = (
    (datetime, _DATE | _TIME),
    (date, _DATE | _MIDNIGHT),
    (time, _TIME),
    (FarDate, _DATE | _MIDNIGHT),
    (
        FarMoment,
        {name: _of_date(part) for name, part in _DATE.items()}
        | {name: _of_clock(part) for name, part in _TIME.items()},
    ),
    (
        YearsMonths,
        {"years": lambda value: Decimal(value.years), "months": lambda value: Decimal(value.months)},
    ),
    (
        DaysTime,
        {
            "days": lambda value: Decimal(value.parts[0]),
            "hours": lambda value: Decimal(value.parts[1]),
            "minutes": lambda value: Decimal(value.parts[2]),
            "seconds": lambda value: value.parts[3],
        },
    ),
    (Range, _RANGE),
)
