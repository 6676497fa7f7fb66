"""Built-in functions that make one kind of value from another, and those of truth (FEEL spec 10.3.4.1, 10.3.4.2)."""

import decimal
import re
from datetime import date, datetime, time, timezone
from decimal import Decimal

from decisions.feel import dates
from decisions.feel.builtins.table import builtin
from decisions.feel.comparison import equal
from decisions.feel.extremes import (
    MAX_YEAR,
    FarDate,
    FarMoment,
    day_of,
    fine_time,
    moment_on,
    nanos_of,
)
from decisions.feel.run import Run
from decisions.feel.texts import text_of
from decisions.feel.values import DECIMAL128, DaysTime, YearsMonths, kind_of

_GROUPINGS = (None, " ", ",", ".", "'", "’")
_POINTS = (None, ".", ",")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


@builtin("string(from)")
def string(run: Run, value: object) -> object:
    return None if value is None else text_of(value, run)


@builtin("number(from: string)")
def number(run: Run, text: str) -> object:
    if not _NUMBER.fullmatch(text):
        return run.problem("number: the text is no number")
    try:
        return DECIMAL128.create_decimal(text)
    except decimal.DecimalException:
        return run.problem("number: the text is too large")


@builtin("number(from: number)")
def number_itself(run: Run, value: Decimal) -> object:
    return value


@builtin("number(from: string, grouping separator, decimal separator)")
def number_grouped(run: Run, text: str, grouping: object, point: object) -> object:
    if grouping not in _GROUPINGS or point not in _POINTS or (grouping is not None and grouping == point):
        return run.problem("number: the separators must be different and one of blank, «,», «.» or «'»")
    if isinstance(grouping, str):
        text = text.replace(grouping, "")
    if isinstance(point, str):
        text = text.replace(point, ".")
    return number(run, text)


@builtin("not(negand)")
def negated(run: Run, negand: object) -> object:
    if isinstance(negand, bool):
        return not negand
    return None if negand is None else run.problem(f"not: expected a boolean, got {kind_of(negand)}")


@builtin("is(value1, value2)")
def is_same(run: Run, value1: object, value2: object) -> object:
    if kind_of(value1) != kind_of(value2):
        return False
    if isinstance(value1, time | datetime) and isinstance(value2, time | datetime):
        return text_of(value1, run) == text_of(value2, run)
    return equal(value1, value2, run) is True


@builtin("date(from: string)")
def date_from_text(run: Run, text: str) -> object:
    return dates.date_of(text) or run.problem("date: the text is no date such as 2026-02-28")


@builtin("date(from: date or date and time)")
def date_itself(run: Run, value: dates.Day | dates.Moment) -> object:
    return dates.date_part(value)


@builtin("date(year: number, month: number, day: number)")
def date_of_parts(run: Run, year: Decimal, month: Decimal, day: Decimal) -> object:
    try:
        return day_of(*_whole(year, month, day))
    except ValueError:
        return run.problem("date: there is no such day in the calendar")


def _whole(*parts: Decimal) -> list[int]:
    if any(part != part.to_integral_value() or abs(part) > MAX_YEAR for part in parts):
        raise ValueError
    return [int(part) for part in parts]


@builtin("date and time(from: string)")
def date_and_time_from_text(run: Run, text: str) -> object:
    found = dates.date_and_time_of(text)
    return found or run.problem("date and time: the text is none such as 2026-02-28T14:30:00+01:00")


@builtin("date and time(from: date or date and time)")
def date_and_time_itself(run: Run, value: dates.Day | dates.Moment) -> object:
    return dates.moment_of(value)


@builtin("date and time(date: date or date and time, time: time)")
def date_and_time_of_parts(run: Run, day: dates.Day | dates.Moment, clock: time) -> object:
    return moment_on(dates.date_part(day), clock)


@builtin("date and time(date: date or date and time, timezone: string)")
def date_and_time_in_zone(run: Run, day: dates.Day | dates.Moment, name: str) -> object:
    zone = dates.zone_of(name if name[:1] in "Zz+-@" else f"@{name}")
    if zone is None:
        return run.problem("date and time: the text is no time zone")
    clock = dates.clock_part(day)
    return moment_on(dates.date_part(day), fine_time(clock.replace(tzinfo=zone), nanos_of(clock)))


@builtin("time(from: string)")
def time_from_text(run: Run, text: str) -> object:
    found = dates.time_of(text)
    return found if found is not None else run.problem("time: the text is no time such as 14:30:00")


@builtin("time(from: time)")
def time_itself(run: Run, value: time) -> object:
    return value


@builtin("time(from: date or date and time)")
def time_of_moment(run: Run, value: dates.Day | dates.Moment) -> object:
    is_day = isinstance(value, FarDate) or not isinstance(value, datetime | FarMoment)
    return time(tzinfo=dates.zone_of("Z")) if is_day else dates.clock_part(value)


@builtin("time(hour: number, minute: number, second: number, offset?: days and time duration)")
def time_of_parts(
    run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTime | None = None
) -> object:
    try:
        whole = second.to_integral_value(decimal.ROUND_DOWN)
        micro, nanos = divmod(int((second - whole) * 1_000_000_000), 1000)
        zone = None if offset is None else timezone(offset.span) if offset.total else dates.zone_of("Z")
        hours, minutes, seconds = _whole(hour, minute, whole)
        return fine_time(time(hours, minutes, seconds, micro, zone), nanos)
    except ValueError:
        return run.problem("time: there is no such time")


@builtin("duration(from: string)")
def duration(run: Run, text: str) -> object:
    found = dates.duration_of(text)
    return found if found is not None else run.problem("duration: the text is none such as P3M or P2DT12H")


@builtin("duration(from: years and months duration)", "duration(from: days and time duration)")
def duration_itself(run: Run, value: YearsMonths | DaysTime) -> object:
    return value


@builtin("years and months duration(from: date or date and time, to: date or date and time)")
def years_and_months_duration(
    run: Run, start: dates.Day | dates.Moment, end: dates.Day | dates.Moment
) -> object:
    return dates.months_between(start, end)


@builtin("now()")
def now(run: Run) -> object:
    return run.now


@builtin("today()")
def today(run: Run) -> object:
    return run.now.date()


def _shadow(value: dates.Day | dates.Moment) -> date:
    """The day, or one of the same shape in Python's calendar."""
    day = dates.date_part(value)
    return day.shadow if isinstance(day, FarDate) else day


@builtin("day of year(date: date or date and time)")
def day_of_year(run: Run, value: dates.Day | dates.Moment) -> object:
    return Decimal(_shadow(value).timetuple().tm_yday)


@builtin("day of week(date: date or date and time)")
def day_of_week(run: Run, value: dates.Day | dates.Moment) -> object:
    return _WEEKDAYS[_shadow(value).weekday()]


@builtin("month of year(date: date or date and time)")
def month_of_year(run: Run, value: dates.Day | dates.Moment) -> object:
    return _MONTHS[_shadow(value).month - 1]


@builtin("week of year(date: date or date and time)")
def week_of_year(run: Run, value: dates.Day | dates.Moment) -> object:
    return Decimal(_shadow(value).isocalendar().week)


@builtin("last day of month(date: date or date and time)")
def last_day_of_month(run: Run, value: dates.Day | dates.Moment) -> object:
    day = dates.date_part(value)
    first = dates.add_months(day_of(day.year, day.month, 1), 1)
    return dates.shift_date(dates.date_part(first), DaysTime(-86_400_000_000))


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@builtin("abs(n: number)")
def absolute(run: Run, n: Decimal) -> object:
    return abs(n)


@builtin("abs(n: years and months duration)", "abs(n: days and time duration)")
def absolute_duration(run: Run, n: YearsMonths | DaysTime) -> object:
    return type(n)(abs(n.total))
