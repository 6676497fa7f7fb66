"""When a timer is due: dates, durations and cycles in ISO 8601, months and days on the calendar of Europe/Zurich."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from decisions.feel import DaysTime, YearsMonths
from decisions.feel.dates import add_months, date_and_time_of
from engine.bpmn.working_days import after_working_days, on_working_day

HOME = ZoneInfo("Europe/Zurich")
ALWAYS = -1
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_DURATION = re.compile(
    r"(?P<sign>[+-]?)P(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,5})M)?(?:(?P<weeks>\d{1,5})W)?(?:(?P<days>\d{1,6})D)?"
    r"(?P<clock>T(?:(?P<hours>\d{1,7})H)?(?:(?P<minutes>\d{1,8})M)?(?:(?P<seconds>\d{1,9})(?:[.,](?P<fraction>\d{1,6})\d*)?S)?)?",
    re.ASCII,
)
_PARTS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")


class BadTimer(ValueError):
    """The text is no date, duration or cycle. Write it in ISO 8601: 2026-03-31T12:00:00Z, P1M, R3/P7D."""


@dataclass(frozen=True, slots=True)
class Period:
    """A duration: months and days of the calendar, and an exact time."""

    months: int
    days: int
    exact: timedelta

    def after(self, moment: datetime, working_in: str | None = None) -> datetime:
        """The moment one period later. A day of the calendar has 23 hours when summer time begins. Raises BadTimer.

        `working_in`: its days are working days of this canton, and it ends on one. Hours are exact.
        """
        try:
            return self._after(moment, working_in)
        except OverflowError as error:
            raise BadTimer(
                "The duration leads beyond the year 9999; or its working days beyond ten years, or back."
            ) from error

    def _after(self, moment: datetime, working_in: str | None) -> datetime:
        due = moment
        if self.months or self.days:
            local = moment.astimezone(HOME)
            moved = add_months(local, self.months) if self.months else local
            if not isinstance(moved, datetime):
                raise OverflowError
            wall = moved.replace(tzinfo=None)
            if working_in is None:
                wall += timedelta(days=self.days)
            else:
                wall = after_working_days(wall, self.days, working_in)
            due = wall.replace(tzinfo=HOME).astimezone(UTC)
        due += self.exact
        if working_in is None:
            return due
        return on_working_day(due.astimezone(HOME), working_in).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Timer:
    """A first date or period, and how often it comes again: `left` firings, ALWAYS without end."""

    start: datetime | None
    period: Period | None
    text: str
    left: int = 1

    def kept(self, due: datetime) -> dict[str, Any]:
        """The timer as a waiting token keeps it."""
        found: dict[str, Any] = {"due": instant_text(due)}
        if self.left != 1:
            found |= {"left": self.left, "every": self.text}
        return found


def timer_of(kind: str, value: object) -> Timer:
    """The timer that a text or a FEEL value says. kind: date | duration | cycle. Raises BadTimer."""
    if kind == "date":
        return Timer(moment_of(value), None, "")
    if kind == "duration":
        return Timer(None, period_of(value), "")
    return _cycle(value)


def first_due(timer: Timer, now: datetime, working_in: str | None = None) -> datetime:
    """When it is due for the first time; in working days of a canton where one is given."""
    if timer.start is not None:
        return timer.start
    assert timer.period is not None
    return timer.period.after(now, working_in)


def next_due(armed: dict[str, Any]) -> bool:
    """Set a cycle to its next date, counted from the last; False if it is over."""
    left = armed.get("left", 1)
    if left != ALWAYS:
        left -= 1
        armed["left"] = left
    if not left:
        return False
    try:
        armed["due"] = instant_text(period_of(armed["every"]).after(instant_of(armed["due"])))
    except BadTimer:  # beyond the year 9999
        return False
    armed.pop("set", None)  # its clock has a new beginning
    armed.pop("stood", None)
    return True


def stood(stopped: datetime, resumed: datetime) -> timedelta:
    """How long a clock stood from one moment to another: by the clock on the wall in Zurich, and never less than nothing
    in the night in which that clock goes back.
    """
    return max(_on_the_wall(resumed) - _on_the_wall(stopped), timedelta())


def later_by(moment: datetime, stopped: datetime, resumed: datetime) -> datetime:
    """A moment on a clock that stood from one moment to another."""
    return shifted(moment, stood(stopped, resumed))


def shifted(moment: datetime, by: timedelta) -> datetime:
    """A moment so much later by the clock on the wall in Zurich: a deadline at noon stays at noon. Never an earlier one;
    what would lie beyond the year 9999 stays where it is.
    """
    try:
        wall = _on_the_wall(moment) + by
        found = wall.replace(tzinfo=HOME).astimezone(UTC)
    except OverflowError:
        return moment
    # In the night in which the clock goes back, an hour is there twice.
    return found if found >= moment else wall.replace(tzinfo=HOME, fold=1).astimezone(UTC)


def share_passed(since: datetime, due: datetime, percent: int) -> datetime:
    """When so many hundredths of the time from `since` to `due` have passed."""
    return since + (due - since) * percent / 100


def _on_the_wall(moment: datetime) -> datetime:
    return moment.astimezone(HOME).replace(tzinfo=None, fold=0)


def moment_of(value: object) -> datetime:
    """An instant; a time without zone, or a date alone, is meant in Europe/Zurich."""
    if isinstance(value, str):
        value = date_and_time_of(value.strip())
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        raise BadTimer("It is no date such as 2026-03-31 or 2026-03-31T12:00:00Z.")
    try:
        return (value if value.tzinfo is not None else value.replace(tzinfo=HOME)).astimezone(UTC)
    except OverflowError as error:
        raise BadTimer("The date lies outside the years 1 to 9999.") from error


def period_of(value: object) -> Period:
    """A duration such as P1M, P7D or PT36H; parts may be mixed."""
    if isinstance(value, YearsMonths):
        return Period(value.total, 0, timedelta())
    if isinstance(value, DaysTime):
        days, rest = divmod(value.total, 86_400_000_000)
        return Period(0, days, timedelta(microseconds=rest))
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or match["clock"] == "T" or not any(match[part] for part in _PARTS):
        raise BadTimer(f"«{value}» is no duration such as P1M, P7D or PT36H.")
    number = {part: int(match[part] or 0) for part in _PARTS}
    sign = -1 if match["sign"] == "-" else 1
    micro = int((match["fraction"] or "0").ljust(6, "0"))
    exact = timedelta(
        hours=number["hours"], minutes=number["minutes"], seconds=number["seconds"], microseconds=micro
    )
    return Period(
        sign * (number["years"] * 12 + number["months"]),
        sign * (number["weeks"] * 7 + number["days"]),
        sign * exact,
    )


def _cycle(value: object) -> Timer:
    if isinstance(value, YearsMonths | DaysTime):
        return Timer(None, _going_on(period_of(value)), str(value), ALWAYS)
    parts = value.strip().split("/") if isinstance(value, str) else []
    if len(parts) not in {2, 3} or not re.fullmatch(r"R\d{0,6}", parts[0], re.ASCII):
        raise BadTimer(f"«{value}» is no cycle such as R3/P7D; cron expressions are not executed.")
    times = int(parts[0][1:]) if parts[0][1:] else ALWAYS
    if times == 0:
        raise BadTimer("A cycle that repeats 0 times never comes.")
    start = moment_of(parts[1]) if len(parts) == 3 else None
    period = period_of(parts[-1])
    return Timer(start, period if times == 1 else _going_on(period), parts[-1], times)


def _going_on(period: Period) -> Period:
    """A period that moves time on: one of no length would be due again at once, for ever."""
    if period.after(_ANY_DAY) <= _ANY_DAY:
        raise BadTimer("A cycle needs a period longer than nothing, such as R3/P7D.")
    return period


def instant_text(moment: datetime) -> str:
    """An instant as it is kept and shown: 2026-03-02T09:00:00Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant_of(text: str) -> datetime:
    """The instant that `instant_text` wrote."""
    return datetime.fromisoformat(text)
