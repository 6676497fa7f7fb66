"""Working days: Monday to Friday without the legal holidays of a canton.

Days on which offices are closed by habit, such as Good Friday in Valais, are working days: a deadline does not wait for them.
"""

from datetime import date, datetime, time, timedelta
from functools import cache

from holidays import country_holidays

_SATURDAY = 5
_SOLOTHURN = frozenset({"Tag der Arbeit", "Fronleichnam", "Mariä Himmelfahrt", "Allerheiligen"})
"""What the canton's list for computing deadlines has (so.ch, «Gesetzliche Feiertage») and the library does not: 1 May is
a holiday from noon on, the others are everywhere but in the district of Bucheggberg."""
NATIONAL = "CH"
"""Not a canton: a procedure of all of them, such as a base; its holidays are those of the whole country."""
MOST = 3_660
"""Ten years of days at most are counted one by one."""


def is_working_day(day: date, canton: str) -> bool:
    """Whether offices of a canton work on a day; no canton has no holidays but the weekends."""
    return day.weekday() < _SATURDAY and day not in _holidays(canton, day.year)


def after_working_days(moment: datetime, count: int, canton: str) -> datetime:
    """The same time, on the clock on the wall, of the working day that comes `count` working days later.

    The day it begins with is not counted, as in law. A day that is no working day is over as a whole: what begins there
    has all of its last day. Raises OverflowError beyond ten years, and for days before.
    """
    if not 0 <= count <= MOST:
        raise OverflowError
    if not is_working_day(moment.date(), canton):
        moment = datetime.combine(moment, time.max)
    while count or not is_working_day(moment.date(), canton):
        moment += timedelta(days=1)
        if count and is_working_day(moment.date(), canton):
            count -= 1
    return moment


def on_working_day(moment: datetime, canton: str) -> datetime:
    """A moment on a working day as it is, any other as the beginning of the next one."""
    found = moment
    while not is_working_day(found.date(), canton):
        found = datetime.combine(found + timedelta(days=1), time(), found.tzinfo)
    return found


@cache
def _holidays(canton: str, year: int) -> frozenset[date]:
    if not canton:
        return frozenset()
    if canton == NATIONAL:
        return frozenset(country_holidays("CH", years=year))
    found = frozenset(country_holidays("CH", subdiv=canton, years=year))
    if canton == "SO":  # Aargau has them all
        beside = country_holidays("CH", subdiv="AG", years=year, language="de")
        found |= {day for day, name in beside.items() if _SOLOTHURN & set(name.split("; "))}
    return found
