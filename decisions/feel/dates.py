"""Dates, times and durations: reading, writing and calendar-true arithmetic (FEEL spec 10.3.4.1, XML Schema part 2)."""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from decisions.feel.extremes import (
    FarDate,
    FarMoment,
    clock_of,
    day_of,
    fine_time,
    moment_on,
    nanos_of,
)
from decisions.feel.values import DaysTime, YearsMonths

_DATE = r"(?P<year>-?(?:[1-9]\d{4,8}|\d{4}))-(?P<month>\d\d)-(?P<day>\d\d)"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d{1,9}))?"
_ZONE = r"(?P<zone>Z|z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w+\-]*(?:/[\w+\-]+){0,2})?"
DATE = re.compile(_DATE, re.ASCII)
ZONE = re.compile(_ZONE, re.ASCII)
TIME = re.compile(_TIME + _ZONE, re.ASCII)
DATE_AND_TIME = re.compile(_DATE + "T" + _TIME + _ZONE, re.ASCII)
_MONTHS = re.compile(r"(-?)P(?:(\d{1,11})Y)?(?:(\d{1,11})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?:(\d{1,15})D)?(T(?:(\d{1,15})H)?(?:(\d{1,15})M)?(?:(\d{1,15})(?:\.(\d{1,9}))?S)?)?", re.ASCII
)
_MAX_OFFSET = timedelta(hours=14)


def date_of(text: str) -> date | FarDate | None:
    """The date written as 2026-02-28, or None."""
    match = DATE.fullmatch(text)
    return _date(match) if match else None


def time_of(text: str) -> time | None:
    """The time written as 14:30:00, with Z, +01:00 or @Europe/Zurich where it has a zone; or None."""
    match = TIME.fullmatch(text)
    return _time(match) if match else None


def date_and_time_of(text: str) -> datetime | FarMoment | None:
    """The moment written as 2026-02-28T14:30:00+01:00 (a date alone is midnight); or None."""
    match = DATE_AND_TIME.fullmatch(text)
    if match is None:
        day = date_of(text)
        return moment_on(day, time()) if day else None
    end_of_day = match["hour"] == "24"
    if end_of_day and match["minute"] + match["second"] != "0000":
        return None
    day, clock = _date(match), time(tzinfo=zone_of(match["zone"])) if end_of_day else _time(match)
    if day is None or clock is None or (match["zone"] and clock.tzinfo is None):
        return None
    if not end_of_day:
        return moment_on(day, clock)
    try:
        return moment_on(shift_date(day, DaysTime.of(timedelta(days=1))), clock)
    except OverflowError:
        return None


def duration_of(text: str) -> YearsMonths | DaysTime | None:
    """The duration written as P1Y6M or P2DT12H, or None."""
    try:
        match = _MONTHS.fullmatch(text)
        if match and (match[2] or match[3]):
            total = int(match[2] or 0) * 12 + int(match[3] or 0)
            return YearsMonths(-total if match[1] else total)
        match = _DAYS.fullmatch(text)
        if match is None or not any(match.group(2, 4, 5, 6)) or match[3] == "T":
            return None
        seconds = (int(match[2] or 0) * 24 + int(match[4] or 0)) * 3600
        seconds += int(match[5] or 0) * 60 + int(match[6] or 0)
        micro = seconds * 1_000_000 + int((match[7] or "0").ljust(6, "0")[:6])
        return DaysTime(-micro if match[1] else micro)
    except OverflowError:
        return None


def literal_of(text: str) -> object:
    """What @"text" stands for: a date, a moment, a time or a duration; None if it is none of them."""
    return date_of(text) or (date_and_time_of(text) if "T" in text else None) or _time_or_none(text)


def _time_or_none(text: str) -> object:
    found = time_of(text)
    return found if found is not None else duration_of(text)


_ZONES = frozenset(available_timezones())  # asked once: an unknown name is not looked for in files


def zone_of(text: str | None) -> tzinfo | None:
    """The time zone written as Z, +01:00 or @Europe/Zurich; None if there is none of that name."""
    if not text or not ZONE.fullmatch(text):
        return None
    if text in "Zz":
        return UTC
    if text.startswith("@"):
        return ZoneInfo(text[1:]) if text[1:] in _ZONES else None
    hours, minutes, *seconds = (int(part) for part in text[1:].split(":"))
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds[0] if seconds else 0)
    if offset > _MAX_OFFSET or minutes > 59:
        return None
    return timezone(-offset if text[0] == "-" else offset) if offset else UTC


def _date(match: re.Match[str]) -> date | FarDate | None:
    try:
        return day_of(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _time(match: re.Match[str]) -> time | None:
    zone = zone_of(match["zone"])
    if match["zone"] and zone is None:
        return None
    micro, nanos = divmod(int((match["fraction"] or "0").ljust(9, "0")), 1000)
    try:
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"]), micro, zone)
        return fine_time(clock, nanos)
    except ValueError:
        return None


def text_of(value: date | time | FarDate | FarMoment) -> str:
    """The date, moment or time in the standard's own writing."""
    if isinstance(value, FarMoment):
        return f"{value.date}T{text_of(value.clock)}"
    if isinstance(value, datetime):
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}T{text_of(clock_of(value))}"
    if isinstance(value, date | FarDate):
        return str(value)
    clock = f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}"
    if value.microsecond or nanos_of(value):
        clock += f".{value.microsecond * 1000 + nanos_of(value):09d}".rstrip("0")
    return clock + _zone_text(value.tzinfo)


def _zone_text(zone: tzinfo | None) -> str:
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    offset = zone.utcoffset(None)
    if not offset:
        return "Z"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")


Day = date | FarDate
Moment = datetime | FarMoment


def add_months(value: Day | Moment, months: int) -> Day | Moment:
    """The same day so many calendar months on, or the month's last: 2026-01-31 + P1M = 2026-02-28.

    Keeps the time of a moment. OverflowError outside of 999999999 years.
    """
    day = date_part(value)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(2000 + year % 400, month + 1)[1]
    found = day_of(year, month + 1, min(day.day, last))
    return moment_on(found, clock_part(value)) if isinstance(value, datetime | FarMoment) else found


def months_between(start: Day | Moment, end: Day | Moment) -> YearsMonths:
    """Whole calendar months from start to end, negative where the end is earlier."""
    first, last = date_part(start), date_part(end)
    if (last.toordinal(), _wall(end)) < (first.toordinal(), _wall(start)):
        return YearsMonths(-months_between(end, start).total)
    months = (last.year - first.year) * 12 + last.month - first.month
    if (last.day, _wall(end)) < (first.day, _wall(start)):
        months -= 1
    return YearsMonths(months)


def _wall(value: Day | Moment) -> time:
    return clock_part(value).replace(tzinfo=None)


def date_part(value: Day | Moment) -> Day:
    """The day of a moment; a day is itself."""
    if isinstance(value, datetime):
        return value.date()
    return value.date if isinstance(value, FarMoment) else value


def clock_part(value: Day | Moment) -> time:
    """The time of a moment with its zone; that of a day is midnight."""
    if isinstance(value, FarMoment):
        return value.clock
    return clock_of(value) if isinstance(value, datetime) else time()


def shift(moment: Moment, duration: DaysTime) -> Moment:
    """The moment so much later; with a time zone by the clock of the world, not by that of the wall."""
    if isinstance(moment, FarMoment):
        shadow = _shifted(moment.shadow, duration)
        day = moment.date.moved(lambda _: shadow.date())
        return moment_on(day, clock_of(shadow))
    return _shifted(moment, duration)


def _shifted(moment: datetime, duration: DaysTime) -> datetime:
    if moment.tzinfo is None:
        return moment + duration.span
    return (moment.astimezone(UTC) + duration.span).astimezone(moment.tzinfo)


def shift_date(day: Day, duration: DaysTime) -> Day:
    """The date of the moment so much later than midnight of the day."""
    if isinstance(day, FarDate):
        return day.moved(lambda shadow: (datetime.combine(shadow, time()) + duration.span).date())
    return (datetime.combine(day, time()) + duration.span).date()


def instant_of(moment: Moment) -> int:
    """Microseconds since the first day, in UTC where the moment has a zone; also at the ends of the calendar."""
    shadow = moment.shadow if isinstance(moment, FarMoment) else moment
    offset = shadow.utcoffset() or timedelta()
    midnight = date_part(moment).toordinal() * 86_400_000_000
    return midnight + of_midnight(shadow.time()) - offset // timedelta(microseconds=1)


def shift_time(clock: time, duration: DaysTime) -> time:
    """The time so much later, round the clock."""
    micro = (of_midnight(clock) + duration.total) % 86_400_000_000
    seconds, micro = divmod(micro, 1_000_000)
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60, micro, clock.tzinfo)


def of_midnight(clock: time) -> int:
    """Microseconds since midnight on that clock."""
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000_000 + clock.microsecond


def offset_of(value: time | Moment) -> timedelta | None:
    """The distance to UTC; a time of a named zone has that of the zone's standard time at the epoch."""
    if isinstance(value, FarMoment):
        return value.offset
    if value.tzinfo is None:
        return None
    if isinstance(value, time) and isinstance(value.tzinfo, ZoneInfo):
        return value.tzinfo.utcoffset(datetime(1970, 1, 1))  # noqa: DTZ001  # only the zone's offset is asked
    return value.utcoffset()


def moment_of(day: Day | Moment) -> Moment:
    """A date as its midnight; moments stay what they are."""
    return day if isinstance(day, datetime | FarMoment) else moment_on(day, time())
