"""When timers are due: month ends, leap years, changes of the clock, working days, clocks that stand still.

The holidays of each canton are written down by hand, from what the cantons themselves publish:
VS  loi sur le repos du dimanche et des jours de fête (SGS/VS 822.2): neither Good Friday nor the Mondays after Easter and
    Whitsun nor 26 December, on which offices are closed by habit.
LU  Ruhetags- und Ladenschlussgesetz (SRL 855) names Good Friday, Ascension, Corpus Christi, Assumption, All Saints and
    8 December; 2 January, the two Mondays and 26 December are treated alike (list of the Federal Office of Justice,
    «Gesetzliche Feiertage und Tage, die in der Schweiz wie gesetzliche Feiertage behandelt werden»).
BL  Gesetz über die öffentlichen Ruhetage (SGS 547).
ZH  Ruhetags- und Ladenöffnungsgesetz (LS 822.4) § 1: 2 January is none.
SO  «Gesetzliche Feiertage», the canton's list for computing legal deadlines (so.ch): with 1 May, which is one from noon
    on, and with Corpus Christi, Assumption and All Saints, which are none in the district of Bucheggberg alone.
The library `holidays` agrees but for Solothurn, where it leaves those four out; engine/bpmn/working_days.py adds them.
"""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn import clocks
from engine.bpmn.model import Trigger
from engine.bpmn.timers import (
    BadTimer,
    Period,
    first_due,
    instant_of,
    instant_text,
    later_by,
    next_due,
    period_of,
    timer_of,
)
from engine.bpmn.working_days import is_working_day

ZURICH = ZoneInfo("Europe/Zurich")
HOUR = timedelta(hours=1)

MOVEABLE = {
    #       Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi
    2026: ("04-03", "04-06", "05-14", "05-25", "06-04"),
    2027: ("03-26", "03-29", "05-06", "05-17", "05-27"),
    2028: ("04-14", "04-17", "05-25", "06-05", "06-15"),
}
GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY, CORPUS_CHRISTI = range(5)
EVERYWHERE = ("01-01", "08-01", "12-25")
HOLIDAYS = {
    "VS": (("03-19", "08-15", "11-01", "12-08"), (ASCENSION, CORPUS_CHRISTI)),
    "LU": (
        ("01-02", "08-15", "11-01", "12-08", "12-26"),
        (GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY, CORPUS_CHRISTI),
    ),
    "BL": (("05-01", "12-26"), (GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY)),
    "ZH": (("05-01", "12-26"), (GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY)),
    "SO": (("05-01", "08-15", "11-01"), (GOOD_FRIDAY, ASCENSION, CORPUS_CHRISTI)),
}
CANTONS = tuple(HOLIDAYS)

instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 11, 1), timezones=st.just(UTC))
changes = st.sampled_from([datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)])
near_changes = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes), changes, st.integers(-3000, 3000)
)
moments = instants | near_changes
pairs = st.tuples(moments, st.timedeltas(timedelta(), timedelta(days=4))).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
cantons = st.sampled_from(CANTONS)


def zurich(text: str) -> datetime:
    """A moment by the clock on the wall in Zurich."""
    return datetime.fromisoformat(text).replace(tzinfo=ZURICH).astimezone(UTC)


def wall(moment: datetime) -> datetime:
    """What the clock on the wall in Zurich shows."""
    return moment.astimezone(ZURICH).replace(tzinfo=None, fold=0)


def days_of(year: int, canton: str) -> set[date]:
    fixed, moveable = HOLIDAYS[canton]
    months = [*EVERYWHERE, *fixed, *(MOVEABLE[year][which] for which in moveable)]
    return {date.fromisoformat(f"{year}-{month}") for month in months}


@pytest.mark.parametrize("year", MOVEABLE)
@pytest.mark.parametrize("canton", CANTONS)
def test_the_working_days_of_a_canton_are_those_of_its_law(canton: str, year: int) -> None:
    every = [date(year, 1, 1) + timedelta(days=number) for number in range(365 + (year == 2028))]
    holidays = days_of(year, canton)

    wrong = [
        day for day in every if is_working_day(day, canton) is not (day.weekday() < 5 and day not in holidays)
    ]

    assert wrong == []


CALENDAR = [
    ("2026-01-31T12:00", "P1M", "2026-02-28T12:00"),
    ("2028-01-31T12:00", "P1M", "2028-02-29T12:00"),
    ("2028-02-29T12:00", "P1Y", "2029-02-28T12:00"),
    ("2028-02-29T12:00", "P4Y", "2032-02-29T12:00"),
    ("2026-08-31T23:59", "P6M", "2027-02-28T23:59"),
    ("2026-03-31T00:00", "P1M", "2026-04-30T00:00"),
    ("2026-01-31T12:00", "P1M1D", "2026-03-01T12:00"),
    ("2026-12-31T12:00", "P2M", "2027-02-28T12:00"),
    ("2026-03-28T12:00", "P1D", "2026-03-29T12:00"),
    ("2026-03-28T12:00", "PT24H", "2026-03-29T13:00"),
    ("2026-03-28T02:30", "P1D", "2026-03-29T03:30"),
    ("2026-02-28T02:30", "P1M1D", "2026-03-29T03:30"),
    ("2026-10-24T12:00", "P1D", "2026-10-25T12:00"),
    ("2026-10-24T12:00", "PT24H", "2026-10-25T11:00"),
    ("2026-10-24T02:30", "P1D", "2026-10-25T02:30"),
    ("2026-10-25T02:30", "PT1H", "2026-10-25T02:30+01:00"),
    ("2026-10-25T02:30", "P1DT1H", "2026-10-26T03:30"),
]


@pytest.mark.parametrize(("start", "period", "due"), CALENDAR)
def test_months_end_with_their_last_day_and_days_have_as_many_hours_as_they_have(
    start: str, period: str, due: str
) -> None:
    expected = datetime.fromisoformat(due).astimezone(UTC) if "+" in due else zurich(due)

    assert period_of(period).after(zurich(start)) == expected


WORKING = [
    ("VS", "2026-04-02T10:00", "P1D", "2026-04-03T10:00"),
    ("LU", "2026-04-02T10:00", "P1D", "2026-04-07T10:00"),
    ("SO", "2026-04-02T10:00", "P1D", "2026-04-06T10:00"),
    ("VS", "2026-03-18T08:15", "P10D", "2026-04-02T08:15"),
    ("VS", "2026-12-07T10:00", "P1D", "2026-12-09T10:00"),
    ("ZH", "2026-12-07T10:00", "P1D", "2026-12-08T10:00"),
    ("SO", "2026-04-30T10:00", "P1D", "2026-05-04T10:00"),
    ("BL", "2026-04-30T10:00", "P1D", "2026-05-04T10:00"),
    ("VS", "2026-04-30T10:00", "P1D", "2026-05-01T10:00"),
    ("SO", "2026-06-03T10:00", "P1D", "2026-06-05T10:00"),
    ("BL", "2026-06-03T10:00", "P1D", "2026-06-04T10:00"),
    ("LU", "2027-05-05T10:00", "P2D", "2027-05-10T10:00"),
    ("LU", "2028-12-22T10:00", "P1D", "2028-12-27T10:00"),
    ("VS", "2028-12-22T10:00", "P1D", "2028-12-26T10:00"),
    ("ZH", "2026-03-27T10:00", "P1D", "2026-03-30T10:00"),
    ("ZH", "2026-10-23T10:00", "P5D", "2026-10-30T10:00"),
    ("ZH", "2026-12-31T10:00", "P1D", "2027-01-04T10:00"),
    ("LU", "2027-12-31T10:00", "P1D", "2028-01-03T10:00"),
    ("", "2026-12-24T10:00", "P1D", "2026-12-25T10:00"),
    # What begins on a day off has all of its last day; what ends on one has all of the next working day.
    ("ZH", "2026-02-07T18:00", "P1D", "2026-02-09T23:59:59.999999"),
    ("ZH", "2026-02-08T09:00", "P1D", "2026-02-09T23:59:59.999999"),
    ("ZH", "2026-02-06T18:00", "P1D", "2026-02-09T18:00"),
    ("ZH", "2026-04-01T12:00", "P1M", "2026-05-04T23:59:59.999999"),
    # Hours are exact, unless they end on a day off.
    ("ZH", "2026-02-05T12:00", "P1DT6H", "2026-02-06T18:00"),
    ("ZH", "2026-02-06T12:00", "PT12H", "2026-02-09T00:00"),
]


@pytest.mark.parametrize(("canton", "start", "period", "due"), WORKING)
def test_working_days_pass_over_days_off(canton: str, start: str, period: str, due: str) -> None:
    assert period_of(period).after(zurich(start), canton) == zurich(due)


@given(moments, st.integers(0, 10**9))
def test_hours_are_exact(start: datetime, seconds: int) -> None:
    exact = timedelta(seconds=seconds)

    assert Period(0, 0, exact).after(start) == start + exact


@given(moments, st.integers(0, 400))
def test_days_keep_the_clock_on_the_wall(start: datetime, days: int) -> None:
    due = Period(0, days, timedelta()).after(start)

    asked = wall(start) + timedelta(days=days)
    is_passed_over = datetime(2026, 3, 29, 2) <= asked < datetime(2026, 3, 29, 3) or asked.date() in {
        date(2025, 3, 30),
        date(2027, 3, 28),
        date(2028, 3, 26),
        date(2029, 3, 25),
    }
    assert wall(due) in ({asked, asked + HOUR} if is_passed_over else {asked})


@given(pairs, st.integers(0, 30), st.integers(0, 400), st.none() | cantons)
def test_who_begins_later_is_never_due_on_an_earlier_day(
    pair: tuple[datetime, datetime], months: int, days: int, canton: str | None
) -> None:
    period = Period(months, days, timedelta())

    earlier, later = (period.after(start, canton) for start in pair)

    assert wall(earlier).date() <= wall(later).date()


@given(pairs, st.integers(1, 60), cantons)
def test_in_working_days_who_begins_later_is_never_due_earlier(
    pair: tuple[datetime, datetime], days: int, canton: str
) -> None:
    period = Period(0, days, timedelta())

    earlier, later = (period.after(start, canton) for start in pair)

    assert earlier <= later


@given(moments, st.integers(0, 14), st.integers(0, 90), st.integers(0, 200), cantons)
def test_working_days_never_end_on_a_day_off(
    start: datetime, months: int, days: int, hours: int, canton: str
) -> None:
    due = Period(months, days, timedelta(hours=hours)).after(start, canton)

    assert is_working_day(wall(due).date(), canton)


@given(moments, st.integers(1, 90), cantons)
def test_as_many_working_days_lie_between_as_were_asked_for(start: datetime, days: int, canton: str) -> None:
    due = Period(0, days, timedelta()).after(start, canton)

    first, last = wall(start).date(), wall(due).date()
    after = [first + timedelta(days=number) for number in range(1, (last - first).days + 1)]
    assert sum(is_working_day(day, canton) for day in after) == days


@pytest.mark.parametrize("period", ["-P1D", "P3661D"])
def test_working_days_back_or_beyond_ten_years_are_no_timer(period: str) -> None:
    with pytest.raises(BadTimer):
        first_due(timer_of("duration", period), zurich("2026-02-10T12:00"), "ZH")


# clocks that stand still

WARNING = Trigger("timer", timer="duration", warns=(50, 80))
gaps = st.timedeltas(timedelta(), timedelta(days=40))
stretches = st.lists(st.tuples(gaps, gaps), max_size=6)


def clock(since: datetime, due: datetime) -> dict[str, Any]:
    """A timer that waits."""
    return {"due": instant_text(due), "since": instant_text(since)}


def saved(armed: dict[str, Any]) -> dict[str, Any]:
    """What is there after the case was kept and read again."""
    found: dict[str, Any] = orjson.loads(orjson.dumps(armed))
    return found


def run(armed: dict[str, Any], start: datetime, parts: list[tuple[timedelta, timedelta]]) -> timedelta:
    """Let a clock run and stand by turns. How long it stood by the clock on the wall, in all."""
    now, total = start, timedelta()
    for running, standing in parts:
        now += running
        clocks.keep(armed, now, is_stopped=True)
        stopped = now
        now += standing
        armed = _again(armed)
        clocks.keep(armed, now, is_stopped=False)
        total += max(wall(now) - wall(stopped), timedelta())
    return total


def _again(armed: dict[str, Any]) -> dict[str, Any]:
    content = saved(armed)
    armed.clear()
    armed.update(content)
    return armed


def on_wall(moment: datetime, by: timedelta) -> set[datetime]:
    """The moments that the clock on the wall calls so: two in the hour that is there twice."""
    asked = wall(moment) + by
    return {asked.replace(tzinfo=ZURICH, fold=fold).astimezone(UTC) for fold in (0, 1)}


@given(moments, st.timedeltas(timedelta(hours=1), timedelta(days=90)), stretches)
def test_a_clock_is_later_by_all_the_time_it_stood_still(
    start: datetime, length: timedelta, parts: list[tuple[timedelta, timedelta]]
) -> None:
    due = start + length
    armed = clock(start, due)

    total = run(armed, start, parts)

    assert "stopped" not in armed
    assert instant_of(armed["due"]) in on_wall(due, total)
    assert instant_of(armed["since"]) in on_wall(start, total)
    assert instant_of(armed["due"]) >= due
    if not total:
        assert (armed["due"], armed["since"]) == (instant_text(due), instant_text(start))


@given(moments, st.timedeltas(timedelta(hours=1), timedelta(days=90)), st.permutations([1, 30, 500, 7, 90]))
def test_in_which_order_it_stood_still_does_not_matter(
    start: datetime, length: timedelta, hours: list[int]
) -> None:
    far = datetime(2026, 6, 1, tzinfo=UTC)  # where every hour is there once
    one, other = clock(start, start + length), clock(start, start + length)

    run(one, far, [(HOUR, timedelta(hours=number)) for number in hours])
    run(other, far, [(HOUR, timedelta(hours=sum(hours)))])

    assert one == other


@given(
    st.datetimes(datetime(2026, 4, 1), datetime(2026, 5, 1), timezones=st.just(UTC)),
    st.timedeltas(timedelta(days=1), timedelta(days=20)),
    st.floats(0, 1),
    st.timedeltas(timedelta(), timedelta(days=60)),
)
def test_what_was_left_of_its_time_is_left_afterwards(
    start: datetime, length: timedelta, passed: float, standing: timedelta
) -> None:
    armed = clock(start, start + length)
    stopped = start + length * passed
    before = [moment for moment, _ in clocks.warnings(WARNING, armed)]

    clocks.keep(armed, stopped, is_stopped=True)
    clocks.keep(armed, stopped + standing, is_stopped=False)

    after = [moment for moment, _ in clocks.warnings(WARNING, armed)]
    assert instant_of(armed["due"]) - (stopped + standing) == start + length - stopped
    assert [late - early for early, late in zip(before, after, strict=True)] == [standing, standing]
    assert [percent for _, percent in clocks.warnings(WARNING, armed)] == [50, 80]


@given(moments, gaps, gaps, gaps)
def test_to_stop_twice_is_to_stop_once(
    start: datetime, first: timedelta, more: timedelta, rest: timedelta
) -> None:
    once, twice = clock(start, start + 30 * HOUR), clock(start, start + 30 * HOUR)

    clocks.keep(once, start + first, is_stopped=True)
    for moment in (start + first, start + first + more):
        clocks.keep(twice, moment, is_stopped=True)
    for armed in (once, twice):
        for _ in range(2):
            clocks.keep(armed, start + first + more + rest, is_stopped=False)

    assert once == twice


def test_a_clock_that_runs_is_left_as_it_is() -> None:
    armed = clock(zurich("2026-03-01T12:00"), zurich("2026-04-01T12:00"))
    before = dict(armed)

    clocks.keep(armed, zurich("2026-03-20T12:00"), is_stopped=False)

    assert armed == before


def test_a_deadline_at_noon_stays_at_noon_over_a_change_of_the_clock() -> None:
    due = later_by(zurich("2026-03-20T12:00"), zurich("2026-03-10T08:00"), zurich("2026-04-09T08:00"))

    assert due == zurich("2026-04-19T12:00")


def test_a_moment_that_spring_passes_over_is_not_lost_to_what_comes_after() -> None:
    armed = clock(zurich("2026-03-02T02:30"), zurich("2026-03-27T02:30"))
    two_days = timedelta(days=2)

    run(armed, zurich("2026-03-03T12:00"), [(HOUR, two_days)])
    first = armed["due"]
    run(armed, zurich("2026-03-10T12:00"), [(HOUR, two_days)])

    assert instant_of(first) == zurich("2026-03-29T03:30")
    assert instant_of(armed["due"]) == zurich("2026-03-31T02:30")


def test_no_pause_in_the_night_of_two_hours_brings_a_deadline_forward() -> None:
    first, second = datetime(2026, 10, 25, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    due = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second half past two
    armed = clock(first - HOUR, due)

    clocks.keep(armed, first, is_stopped=True)
    clocks.keep(armed, second, is_stopped=False)
    standing = later_by(due, zurich("2026-10-20T12:00"), zurich("2026-10-20T12:05"))

    assert instant_of(armed["due"]) == due
    assert standing == due + timedelta(minutes=5)


def test_a_clock_that_would_lead_beyond_the_year_9999_stays() -> None:
    last = datetime(9999, 12, 31, 12, tzinfo=UTC)
    armed = clock(last - HOUR, last)

    run(armed, zurich("2026-02-10T12:00"), [(HOUR, timedelta(days=30))])

    assert instant_of(armed["due"]) == last


def test_a_deadline_that_is_set_anew_counts_from_there() -> None:
    armed = clock(zurich("2026-02-10T12:00"), zurich("2026-03-10T12:00"))
    run(armed, zurich("2026-02-11T12:00"), [(HOUR, timedelta(days=3))])

    clocks.set_due(armed, zurich("2026-05-10T12:00"))
    run(armed, zurich("2026-04-11T12:00"), [(HOUR, timedelta(days=1))])

    assert instant_of(armed["due"]) == zurich("2026-05-11T12:00")


@given(st.integers(1, 20), stretches)
def test_a_cycle_counts_from_its_last_date(times: int, parts: list[tuple[timedelta, timedelta]]) -> None:
    start = zurich("2026-03-20T12:00")
    timer = timer_of("cycle", f"R{times}/P1D")
    armed = timer.kept(first_due(timer, start))

    total = run(armed, start, parts)
    dates = [instant_of(armed["due"])]
    while times > 1 and next_due(armed):
        dates.append(instant_of(armed["due"]))

    assert dates[0] in on_wall(start, timedelta(days=1) + total)
    assert len(dates) == times
    for last, following in itertools.pairwise(dates):
        assert following == Period(0, 1, timedelta()).after(last)
