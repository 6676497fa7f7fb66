"""When a meeting is, how long it takes, when those invited are reminded."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cases.meetings.refusals import MeetingRefused
from cases.meetings.states import LONGEST_MEETING
from decisions.feel.dates import add_months
from decisions.feel.values import DaysTime, YearsMonths
from engine.clock import ZONE
from engine.packages.manifest import MeetingRules
from engine.packages.package import Package


def usual_minutes(package: Package, rules: MeetingRules) -> int:
    """How long a meeting takes unless somebody says otherwise."""
    value = package.parameters.get(rules.minutes, 60)
    return int(value) if isinstance(value, int | float | Decimal) else 60


def check_when(now: datetime, begins_at: datetime, minutes: int) -> None:
    """Raises MeetingRefused for a meeting in the past, or one that takes no time or more than a day."""
    if begins_at <= now:
        raise MeetingRefused("begins_at", "in-the-past")
    if begins_at > now + timedelta(days=3 * 366):
        raise MeetingRefused("begins_at", "too-far-away")
    if not 1 <= minutes <= LONGEST_MEETING:
        raise MeetingRefused("minutes", "not-a-length")


def reminder_after(
    package: Package, rules: MeetingRules, begins_at: datetime, now: datetime
) -> datetime | None:
    """When those invited are reminded next: counted back on the calendar of Zurich, at the hour of the meeting."""
    moments = (_before(begins_at, package.parameters[name]) for name in rules.reminders)
    return min((one for one in moments if one is not None and now < one < begins_at), default=None)


def _before(begins_at: datetime, duration: object) -> datetime | None:
    wall = begins_at.astimezone(ZONE).replace(tzinfo=None)
    try:
        found = (
            add_months(wall, -duration.total)
            if isinstance(duration, YearsMonths)
            else wall - duration.span
            if isinstance(duration, DaysTime)
            else None
        )
    except OverflowError:
        return None
    return found.replace(tzinfo=ZONE).astimezone(UTC) if isinstance(found, datetime) else None
