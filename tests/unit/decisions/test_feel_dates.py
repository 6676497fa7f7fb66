"""Dates: the calendar of the standard, and the clock only as it is given."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.feel import DaysTime, YearsMonths, parse
from decisions.feel.dates import add_months, duration_of, months_between

NOW = datetime(2026, 2, 10, 23, 30, tzinfo=ZoneInfo("Europe/Zurich"))


def value(text: str, **scope: object) -> object:
    return parse(text).evaluate(scope, NOW).value


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2026-08-31", "P6M", "2027-02-28"),
        ("2027-08-31", "P6M", "2028-02-29"),
        ("2026-03-31", "-P1M", "2026-02-28"),
        ("2026-12-15", "P1Y1M", "2028-01-15"),
        ("2026-02-27", "P2D", "2026-03-01"),
    ],
)
def test_months_follow_the_calendar(start: str, duration: str, expected: str) -> None:
    assert value(f'date("{start}") + duration("{duration}") = date("{expected}")') is True


def test_a_day_in_zurich_follows_the_worlds_clock_over_the_change_to_summer() -> None:
    found = value('@"2026-03-28T12:00:00@Europe/Zurich" + @"P1D"')

    assert found == datetime(2026, 3, 29, 13, 0, tzinfo=ZoneInfo("Europe/Zurich"))


def test_today_and_now_are_those_of_the_given_clock() -> None:
    assert value("today()") == date(2026, 2, 10)
    assert value("now()") == NOW


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('date("2026-05-01") - date("2026-02-01")', DaysTime.of(timedelta(days=89))),
        ('@"2026-02-10T10:00:00Z" - @"2026-02-10T10:30:00+01:00"', DaysTime.of(timedelta(minutes=30))),
        ('@"P1Y" + @"P2M"', YearsMonths(14)),
        ('@"P1Y" / 2', YearsMonths(6)),
        ('@"P1D" / @"PT12H"', 2),
        ('years and months duration(@"2025-08-31", @"2026-02-28")', YearsMonths(5)),
        ('@"2026-02-10".weekday', 2),
        ('@"2026-02-10T10:30:00+01:00".time offset', DaysTime.of(timedelta(hours=1))),
        ('@"-P1Y3M".months', -3),
        ('@"23:30:00" + @"PT1H" = @"00:30:00"', True),
        ('day of week(@"2026-02-10")', "Tuesday"),
        ('week of year(@"2026-01-01")', 1),
        ('day of year(@"2026-02-10")', 41),
        ('month of year(@"2026-02-10")', "February"),
        ('last day of month(@"2028-02-10") = @"2028-02-29"', True),
        ('date and time(@"2026-02-10", @"10:00:00") = @"2026-02-10T10:00:00"', True),
    ],
)
def test_what_can_be_computed_with_dates(text: str, expected: object) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'date("2026-02-30")', 'date("2026-2-3")', 'date("tomorrow")', "date(2026, 13, 1)", '@"25:00:00"',
        'duration("P")', 'duration("P1.5M")', 'time("10:00:00@Nowhere/Else")', 'time("10:00:00@../../etc/passwd")',
        'date("9999-12-31") + duration("P1D")', 'date("2026-01-01") + duration("P999999999Y")',
        'date("2026-01-01") < @"2026-01-01T10:00:00"',
    ],
)  # fmt: skip
def test_what_is_no_date_is_null_with_a_reason(text: str) -> None:
    found = parse(text).evaluate({}, NOW)

    assert found.value is None
    assert found.problems


def test_texts_in_the_scope_stay_texts() -> None:
    assert value("d", d="2026-02-10") == "2026-02-10"
    assert value("date(d) < today()", d="2026-02-09") is True


DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
MONTHS = st.integers(-1200, 1200)


@given(DATES, MONTHS)
def test_adding_months_lands_in_the_right_month_on_the_same_day_or_its_last(day: date, months: int) -> None:
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(DATES, MONTHS, MONTHS)
def test_more_months_never_land_earlier(day: date, one: int, two: int) -> None:
    less, more = sorted((one, two))

    assert add_months(day, less) <= add_months(day, more)


@given(DATES, DATES)
def test_the_months_between_never_reach_beyond_the_end(start: date, end: date) -> None:
    whole = months_between(start, end).total

    if start <= end:
        assert add_months(start, whole) <= end < add_months(start, whole + 2)
    else:
        assert whole == -months_between(end, start).total


@given(st.integers(-(10**12), 10**12))
def test_a_duration_is_read_back_as_it_was_written(micro: int) -> None:
    assert duration_of(str(DaysTime(micro))) == DaysTime(micro)
    assert duration_of(str(YearsMonths(micro % 10**9))) == YearsMonths(micro % 10**9)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(ZoneInfo("Europe/Zurich"))))
def test_moments_of_all_zones_have_one_order(one: datetime, two: datetime) -> None:
    scope = {"one": one, "two": two}

    relations = [value(f"one {sign} two", **scope) for sign in ("<", ">=")]

    assert sorted(map(str, relations)) == ["False", "True"]


@pytest.mark.parametrize(
    "zone", ["Z../../etc/passwd", "+01:00x", "+1", "-", "@../x", "zz", "@", "+99:00", "+01:60"]
)
def test_what_is_no_time_zone_gives_null(zone: str) -> None:
    assert value(f'date and time(now(), "{zone}")') is None
