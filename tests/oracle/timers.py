"""When timers are due: months and days on the calendar of Zurich, hours and below exact."""

import calendar
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.oracle.reading import Failed

ZURICH = ZoneInfo("Europe/Zurich")
_DURATION = re.compile(
    r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?"
    r"(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


def moment(text: str) -> datetime:
    """An ISO date-time in UTC; without an offset it is the time of Zurich."""
    try:
        told = datetime.fromisoformat(re.sub(r"\[.*\]$", "", text))
    except ValueError as error:
        raise Failed(None, "timer") from error
    return (told if told.tzinfo else told.replace(tzinfo=ZURICH)).astimezone(UTC)


def later(start: datetime, duration: str) -> datetime:
    """The start and a duration of ISO 8601: 31 January and P1M is the end of February."""
    found = _DURATION.fullmatch(duration.strip())
    if found is None or duration.strip()[-1] in "PT":
        raise Failed(None, "timer")
    sign = -1 if found[1] else 1
    years, months, weeks, days, hours, minutes = (sign * int(found[place] or 0) for place in range(2, 8))
    seconds = sign * float(found[8] or 0)
    local = _months_later(start.astimezone(ZURICH), 12 * years + months)
    local += timedelta(weeks=weeks, days=days)  # the same time on the wall
    return local.astimezone(UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _months_later(local: datetime, months: int) -> datetime:
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last), fold=0)


def first_due(kind: str, text: str, now: datetime) -> tuple[datetime, str | None, int | None]:
    """When a timer that begins now is due, its interval, and how often it fires (None: without end)."""
    if kind == "timeDate":
        return moment(text), None, 1
    if kind == "timeDuration":
        return later(now, text), None, 1
    parts = text.strip().split("/")
    found = re.fullmatch(r"R(-1|\d*)", parts[0])
    if found is None or len(parts) not in (2, 3):
        raise Failed(None, "timer")
    times = None if found[1] in ("", "-1") else int(found[1])
    interval = parts[-1]
    return (moment(parts[1]) if len(parts) == 3 else later(now, interval)), interval, times


def written(due: datetime) -> str:
    """As the driver shows it: 2026-03-02T09:00:00Z."""
    return due.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
