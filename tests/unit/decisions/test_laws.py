"""The laws that FEEL promises, over any values: calendars, ranges, three-valued logic, lists."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from decisions.feel import parse

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
DAYS = st.dates(date(1000, 1, 1), date(9000, 1, 1))
EARLY_DAYS = DAYS.map(lambda day: day.replace(day=min(day.day, 28)))
MOMENTS = st.datetimes(datetime(1000, 1, 1), datetime(9000, 1, 1), timezones=st.just(UTC))
NUMBERS = st.integers(-1000, 1000)
TRUTH = (True, False, None)


def value(text: str, **scope: object) -> object:
    return parse(text).evaluate(scope, NOW).value


@given(DAYS, st.integers(-100_000, 100_000))
def test_days_added_and_taken_away_again_change_nothing(day: date, days: int) -> None:
    assert value("d + p - p = d and d - p + p = d", d=day, p=timedelta(days=days)) is True


@given(MOMENTS, st.timedeltas(timedelta(-9999), timedelta(9999)))
def test_a_duration_added_and_taken_away_again_changes_no_moment(
    moment: datetime, duration: timedelta
) -> None:
    assert value("m + p - p = m", m=moment, p=duration) is True


@given(EARLY_DAYS, st.integers(-600, 600))
def test_months_added_and_taken_away_again_change_no_day_that_every_month_has(day: date, months: int) -> None:
    text = f'd + duration("P{abs(months)}M") - duration("P{abs(months)}M") = d'

    assert value(text, d=day) is True


@given(DAYS, st.integers(0, 600))
def test_months_never_lead_past_the_month_they_name(day: date, months: int) -> None:
    moved = value(f'd + duration("P{months}M")', d=day)

    assert isinstance(moved, date)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(DAYS, DAYS)
def test_the_span_between_two_days_leads_from_one_to_the_other(one: date, other: date) -> None:
    assert value("one + (other - one) = other", one=one, other=other) is True


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_range_holds_what_its_comparisons_hold(low: int, high: int, x: int) -> None:
    low, high = min(low, high), max(low, high)
    scope = {"a": low, "b": high, "x": x}

    assert value("(x in [a..b]) = (a <= x and x <= b)", **scope) is True
    assert value("(x in (a..b]) = (a < x and x <= b)", **scope) is True
    assert value("(x in [a..b)) = (a <= x and x < b)", **scope) is True
    assert value("(x in (a..b)) = (a < x and x < b)", **scope) is True
    assert value("(x between a and b) = (x in [a..b])", **scope) is True
    assert value("includes([a..b], x) = (x in [a..b])", **scope) is True


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_range_inside_of_another_gives_no_value_that_the_other_has_not(
    a: int, b: int, c: int, d: int
) -> None:
    a, b, c, d = min(a, b), max(a, b), min(c, d), max(c, d)
    scope = {"a": a, "b": b, "c": c, "d": d}

    if value("includes([a..b], [c..d])", **scope) is True:
        assert all(value("x in [a..b]", x=x, **scope) is True for x in (c, d, (c + d) // 2))
    assert value("includes([a..b], [c..d]) = during([c..d], [a..b])", **scope) is True
    assert value("overlaps([a..b], [c..d]) = overlaps([c..d], [a..b])", **scope) is True
    assert value("before([a..b], [c..d]) = after([c..d], [a..b])", **scope) is True


def kleene_and(one: bool | None, other: bool | None) -> bool | None:
    return False if False in (one, other) else None if None in (one, other) else True


def test_and_or_and_not_follow_the_three_valued_tables() -> None:
    for one, other in product(TRUTH, TRUTH):
        scope = {"a": one, "b": other}

        both = kleene_and(one, other)
        negated = kleene_and(*(None if x is None else not x for x in (one, other)))

        assert value("a and b", **scope) is both
        assert value("a or b", **scope) is (None if negated is None else not negated)
        assert value("not(a and b)", **scope) is value("not(a) or not(b)", **scope)
        assert value("not(not(a))", **scope) is one


@given(st.lists(NUMBERS), st.lists(NUMBERS))
def test_lists_joined_sorted_and_turned_keep_their_items(one: list[int], other: list[int]) -> None:
    scope = {"a": one, "b": other}

    assert value("count(concatenate(a, b)) = count(a) + count(b)", **scope) is True
    assert value("reverse(reverse(a)) = a", **scope) is True
    assert value("sort(a, function(x, y) x < y)", **scope) == sorted(one)
    assert value("count(distinct values(a))", **scope) == len(set(one))
    assert value("every x in a satisfies list contains(concatenate(b, a), x)", **scope) is True


@given(NUMBERS, NUMBERS)
def test_of_two_numbers_one_is_smaller_or_they_are_equal(one: int, other: int) -> None:
    found = [value(f"a {sign} b", a=one, b=other) for sign in ("<", "=", ">")]

    assert found.count(True) == 1
    assert value("(a <= b) = not(a > b) and (a != b) = not(a = b)", a=one, b=other) is True
