"""Working days: Monday to Friday without the public holidays of a canton."""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

_SATURDAY = 5
MOST = 3_660
"""Ten years of days at most are counted one by one."""


def is_working_day(day: date, canton: str) -> bool:
    """Whether offices of a canton work on a day; no canton has no holidays but the weekends."""
    return day.weekday() < _SATURDAY and day not in _holidays(canton, day.year)


def after_working_days(day: date, count: int, canton: str) -> date:
    """The working day that comes `count` working days after a day; with 0 the day itself, or the next that is one.

    The day it begins with is not counted, as in law. Raises OverflowError beyond ten years.
    """
    if not 0 <= count <= MOST:
        raise OverflowError
    while count or not is_working_day(day, canton):
        day += timedelta(days=1)
        if count and is_working_day(day, canton):
            count -= 1
    return day


@cache
def _holidays(canton: str, year: int) -> frozenset[date]:
    return frozenset(country_holidays("CH", subdiv=canton, years=year)) if canton else frozenset()
