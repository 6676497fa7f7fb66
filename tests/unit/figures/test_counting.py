"""Figures with the numbers of the source documents, and the day before and after each limit."""

from datetime import date, timedelta

import pytest

from cases.figures.counting import (
    Counted,
    Figure,
    accompaniments,
    figures_of,
    integrated,
    iv_involved,
    jobs_found,
    left_without_job,
    percent_of,
    points,
    registered_again,
    shares,
    supported,
)
from cases.figures.course import Course, months_on

CUT_OFF = date(2026, 6, 30)
BEGUN = date(2024, 1, 15)
INTEGRATED = frozenset({"integrated"})
ONE_DAY = timedelta(days=1)


def course(
    person: int,
    *events: tuple[str, date],
    closed: date | None = None,
    outcome: str | None = None,
    case: int = 0,
) -> Course:
    return Course(case or person, person, closed, outcome, events)


def tandem(person: int, outcome: str | None = None, *, more: tuple[tuple[str, date], ...] = ()) -> Course:
    """Somebody who was accepted; closed if there is an outcome."""
    closed = date(2025, 1, 31) if outcome else None
    return course(person, ("CASE_ACCEPTED", BEGUN), *more, closed=closed, outcome=outcome)


def valais(closed: int) -> list[Course]:
    """109 supported, 39 of them back in work, so many closed."""
    outcomes = ["integrated"] * 39 + ["ended_otherwise"] * (closed - 39)
    return [tandem(person, outcome) for person, outcome in enumerate(outcomes, 1)] + [
        tandem(person) for person in range(closed + 1, 110)
    ]


def told(figure: Figure) -> tuple[int, int | None, int, int | None]:
    return figure.numerator, figure.denominator, figure.excluded, figure.percent


@pytest.mark.requirement("VS-11")
@pytest.mark.parametrize(
    ("closed", "pending", "percent"), [(83, 26, 47), (84, 25, 46), (85, 24, 46), (86, 23, 45)]
)
def test_the_rate_leaves_the_pending_ones_out(closed: int, pending: int, percent: int) -> None:
    courses = valais(closed)

    rate = integrated(courses, INTEGRATED, CUT_OFF)

    assert told(supported(courses, CUT_OFF)) == (109, None, 0, None)
    assert told(rate) == (39, closed, pending, percent)
    assert percent_of(39, 109) == 36  # which is never this figure
    assert rate.cut_off == CUT_OFF


@pytest.mark.requirement("VS-11")
def test_whoever_was_never_accepted_is_in_no_number() -> None:
    refused = [course(person, closed=BEGUN, outcome="participation_declined") for person in range(500, 520)]

    assert told(integrated(valais(84) + refused, INTEGRATED, CUT_OFF)) == (39, 84, 25, 46)


@pytest.mark.requirement("VS-11")
def test_a_job_that_has_ended_does_not_last() -> None:
    ended = ("JOB_ENDED", date(2025, 1, 15))

    rate = integrated([tandem(1, "integrated"), tandem(2, "integrated", more=(ended,))], INTEGRATED, CUT_OFF)

    assert told(rate) == (1, 2, 0, 50)


@pytest.mark.requirement("VS-11")
def test_a_person_counts_once_by_the_accompaniment_that_began_last() -> None:
    first = course(1, ("CASE_ACCEPTED", BEGUN), closed=date(2024, 6, 30), outcome="ended_otherwise", case=10)
    second = course(1, ("CASE_ACCEPTED", date(2025, 1, 1)), closed=CUT_OFF, outcome="integrated", case=9)
    never = course(1, closed=CUT_OFF, outcome="not_target_group", case=12)

    found = accompaniments([first, second, never], CUT_OFF)

    assert found == [second]
    assert told(integrated([first, second, never], INTEGRATED, CUT_OFF)) == (1, 1, 0, 100)


@pytest.mark.requirement("VS-11")
def test_the_cut_off_day_itself_counts_and_the_next_one_does_not() -> None:
    closed_then = course(1, ("CASE_ACCEPTED", CUT_OFF), closed=CUT_OFF, outcome="integrated")
    closed_later = course(2, ("CASE_ACCEPTED", CUT_OFF), closed=CUT_OFF + ONE_DAY, outcome="integrated")
    accepted_later = course(3, ("CASE_ACCEPTED", CUT_OFF + ONE_DAY), closed=None)

    rate = integrated([closed_then, closed_later, accepted_later], INTEGRATED, CUT_OFF)

    assert told(rate) == (1, 1, 1, 100)


ASSESSED = date(2024, 2, 29)
"""24 months later is the last day of a shorter February."""


@pytest.mark.requirement("BL-07")
@pytest.mark.parametrize(
    ("job", "found"),
    [(ASSESSED, 1), (date(2026, 2, 28), 1), (date(2026, 3, 1), 0), (ASSESSED - ONE_DAY, 0), (None, 0)],
)
def test_a_job_counts_up_to_the_same_day_two_years_later(job: date | None, found: int) -> None:
    events = [("ASSESSMENT_COMPLETED", ASSESSED)] + ([("JOB_STARTED", job)] if job else [])

    (rate,) = jobs_found([course(1, *events)], 24, CUT_OFF, with_coaching=False)

    assert told(rate) == (found, 1, 0, 100 * found)


@pytest.mark.requirement("BL-07")
@pytest.mark.parametrize(("assessed", "followed"), [(date(2024, 6, 30), True), (date(2024, 7, 1), False)])
def test_whoever_was_not_followed_for_two_years_is_left_out_even_with_a_job(
    assessed: date, followed: bool
) -> None:
    one = course(1, ("ASSESSMENT_COMPLETED", assessed), ("JOB_STARTED", assessed + ONE_DAY))

    (rate,) = jobs_found([one], 24, CUT_OFF, with_coaching=False)

    assert told(rate) == ((1, 1, 0, 100) if followed else (0, 0, 1, None))


@pytest.mark.requirement("BL-07")
def test_with_and_without_coaching_make_up_the_whole() -> None:
    def one(person: int, *, coached: bool, job: bool) -> Course:
        events = [("ASSESSMENT_COMPLETED", BEGUN)]
        events += [("JOBCOACHING_STARTED", BEGUN + ONE_DAY)] if coached else []
        events += [("JOB_STARTED", BEGUN + 2 * ONE_DAY)] if job else []
        return course(person, *events)

    courses = [one(person, coached=person < 100, job=person < 79) for person in range(1, 100)]
    courses += [one(person, coached=False, job=person < 222) for person in range(100, 501)]
    before = course(501, ("JOBCOACHING_STARTED", BEGUN - ONE_DAY), ("ASSESSMENT_COMPLETED", BEGUN))

    whole, coached, uncoached = jobs_found([*courses, before], 24, CUT_OFF, with_coaching=True)

    assert told(whole) == (200, 501, 0, 40)
    assert told(coached) == (78, 99, 0, 79)
    assert told(uncoached) == (122, 402, 0, 30)


REASONS = {
    "NOT_FIT": frozenset({"not_placeable", "not_fully_fit"}),
    "HANDED_OVER": frozenset({"handed_over_iv"}),
    "RENOUNCED": frozenset({"placement_renounced"}),
}


def gone(person: int, outcome: str, *more: tuple[str, date]) -> Course:
    return course(person, ("DEREGISTERED", BEGUN), *more, closed=BEGUN, outcome=outcome)


@pytest.mark.requirement("BL-07")
def test_reasons_add_up_and_leave_out_who_found_a_job_or_has_an_open_case() -> None:
    courses = [
        gone(1, "not_placeable"),
        gone(2, "not_fully_fit"),
        gone(3, "handed_over_iv"),
        gone(4, "handed_over_iv"),
        gone(5, "placement_renounced"),
        gone(6, "something_else"),
        gone(7, "not_placeable", ("JOB_STARTED", BEGUN)),
        gone(8, "not_placeable"),
        course(8, case=80),
        course(9),
    ]

    figures = left_without_job(courses, REASONS, CUT_OFF)

    assert {one.name: one.numerator for one in figures} == {
        "left_not_fit": 2,
        "left_handed_over": 2,
        "left_renounced": 1,
        "left_exhausted": 0,
        "left_other": 1,
    }
    assert {(one.denominator, one.excluded) for one in figures} == {(6, 2)}
    assert [one.percent for one in figures] == [33, 33, 17, 0, 17]


@pytest.mark.requirement("BL-07")
@pytest.mark.parametrize(
    ("days_after", "counted"), [(-400, 1), (0, 0), (30, 0)], ids=["an earlier job", "a job", "a job since"]
)
def test_who_left_without_a_job_is_counted_whatever_was_before(days_after: int, counted: int) -> None:
    job = BEGUN + timedelta(days=days_after)
    courses = [
        course(1, ("JOB_STARTED", job), closed=job, outcome="job_found", case=1),
        course(1, ("DEREGISTERED", BEGUN), closed=BEGUN, outcome="not_placeable", case=2),
    ]

    figures = left_without_job(courses, REASONS, CUT_OFF)

    assert {one.name: one.numerator for one in figures}["left_not_fit"] == counted
    assert {(one.denominator, one.excluded) for one in figures} == {(counted, 0)}


@pytest.mark.parametrize(
    ("parts", "percents"),
    [([1, 1, 1], [34, 33, 33]), ([2, 2, 1, 1], [33, 33, 17, 17]), ([7], [100]), ([0, 0], [None, None])],
)
def test_shares_of_a_whole_add_up_to_a_hundred(parts: list[int], percents: list[int | None]) -> None:
    assert shares(parts) == percents


@pytest.mark.requirement("BL-07")
@pytest.mark.parametrize(
    ("again", "numerator"),
    [
        (date(2025, 1, 15), 1),
        (date(2025, 1, 16), 0),
        (BEGUN + ONE_DAY, 1),
        (BEGUN, 0),
    ],
)
def test_a_return_counts_up_to_the_same_day_a_year_later(again: date, numerator: int) -> None:
    courses = [gone(1, "not_placeable"), course(1, ("REREGISTERED", again), case=11)]

    assert told(registered_again(courses, 12, CUT_OFF)) == (numerator, 1, 0, 100 * numerator)


@pytest.mark.requirement("BL-07")
def test_who_left_less_than_a_year_ago_may_still_come_back() -> None:
    recent = [
        course(1, ("DEREGISTERED", date(2025, 6, 30))),
        course(2, ("DEREGISTERED", date(2025, 7, 1)), ("REREGISTERED", date(2025, 8, 1))),
    ]

    assert told(registered_again(recent, 12, CUT_OFF)) == (0, 1, 1, 0)


@pytest.mark.requirement("BL-07")
def test_a_quarter_against_a_third_and_a_bit_are_ten_points() -> None:
    courses = [
        course(
            person, ("DEREGISTERED", BEGUN), *([("REREGISTERED", BEGUN + ONE_DAY)] if person <= 25 else [])
        )
        for person in range(1, 101)
    ]

    rate = registered_again(courses, 12, CUT_OFF)

    assert told(rate) == (25, 100, 0, 25)
    assert points(25, 35) == -10


@pytest.mark.requirement("BL-07")
def test_the_iv_counts_once_a_person() -> None:
    involved = ("IV_INVOLVED", BEGUN)
    courses = [tandem(1, more=(involved, involved)), tandem(2), tandem(3), tandem(4), course(5, involved)]

    assert told(iv_involved(courses, CUT_OFF)) == (1, 4, 0, 25)


@pytest.mark.requirement("LU-10")
def test_a_procedure_shows_the_figures_that_it_has_events_for() -> None:
    def names(*events: str, **more: frozenset[str]) -> list[str]:
        return [one.name for one in figures_of([], Counted(frozenset(events), **more), CUT_OFF)]

    assert names() == []
    assert names("CASE_ACCEPTED") == ["supported"]
    assert names("CASE_ACCEPTED", integrated=INTEGRATED) == ["supported", "integrated"]
    assert names("ASSESSMENT_COMPLETED") == []
    assert names("ASSESSMENT_COMPLETED", "JOB_STARTED") == ["job_found"]
    assert names("ASSESSMENT_COMPLETED", "JOB_STARTED", "JOBCOACHING_STARTED")[1:] == [
        "job_found_coached",
        "job_found_uncoached",
    ]
    assert names("DEREGISTERED", "REREGISTERED") == ["registered_again"]


def test_months_are_those_of_the_calendar() -> None:
    assert months_on(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_on(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert months_on(date(2024, 6, 30), 24) == CUT_OFF
