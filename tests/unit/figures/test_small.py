"""What leaves the office tells of no few people, not by a difference either."""

from datetime import date
from itertools import product

import pytest

from cases.figures.counting import Figure, percent_of, shares
from cases.figures.small import Cells, passed_on

DAY = date(2026, 6, 30)


def rate(name: str, numerator: int, denominator: int, excluded: int = 0, parts_of: str = "") -> Figure:
    percent = percent_of(numerator, denominator)
    return Figure(name, "BL-07", numerator, denominator, excluded, DAY, percent, parts_of)


def cells(one: Cells) -> tuple[int | None, int | None, int | None, int | None]:
    return one.numerator, one.denominator, one.excluded, one.percent


@pytest.mark.requirement("LU-10")
@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ((39, 84, 25), (39, 84, 25, 46)),
        ((5, 10, 5), (5, 10, 5, 50)),
        ((4, 10, 5), (None, 10, 5, None)),
        ((6, 10, 5), (None, 10, 5, None)),
        ((0, 10, 5), (None, 10, 5, None)),
        ((5, 10, 4), (5, 10, None, 50)),
        ((5, 10, 0), (5, 10, 0, 50)),
        ((2, 4, 0), (None, None, 0, None)),
    ],
)
def test_a_cell_of_fewer_than_five_stays(
    given: tuple[int, int, int], seen: tuple[int | None, int | None, int | None, int | None]
) -> None:
    (one,) = passed_on([rate("iv_involved", *given)])

    assert cells(one) == seen


@pytest.mark.requirement("LU-10")
def test_how_few_are_too_few_is_said() -> None:
    assert cells(passed_on([rate("iv_involved", 9, 30)], 10)[0]) == (None, 30, 0, None)
    assert cells(passed_on([rate("iv_involved", 10, 30)], 10)[0]) == (10, 30, 0, 33)


@pytest.mark.requirement("LU-10")
@pytest.mark.parametrize(("closed", "pending"), [(20, 3), (3, 20)])
def test_all_who_were_accepted_are_not_told_where_the_rest_would_be_few(closed: int, pending: int) -> None:
    everybody = closed + pending
    figures = [
        Figure("supported", "VS-11", everybody, None, 0, DAY),
        rate("integrated", closed // 2, closed, pending),
        rate("iv_involved", everybody // 2, everybody),
    ]

    seen = {one.figure.name: one for one in passed_on(figures)}

    assert seen["supported"].numerator is None
    assert seen["iv_involved"].denominator is None


@pytest.mark.requirement("LU-10")
def test_no_part_can_be_computed_from_the_others() -> None:
    for numbers in product((0, 1, 4, 5, 9, 30), repeat=4):
        whole = sum(numbers)
        figures = [
            Figure(f"left_{place}", "BL-07", number, whole, 0, DAY, percent, "left")
            for place, (number, percent) in enumerate(zip(numbers, shares(numbers), strict=True))
        ]

        seen = passed_on(figures)

        shown = [one.numerator for one in seen if one.numerator is not None]
        hidden = [number for number, one in zip(numbers, seen, strict=True) if one.numerator is None]
        assert all(number >= 5 for number in shown)
        assert not hidden or len(hidden) == 4 or (len(hidden) > 1 and sum(hidden) >= 5), numbers


@pytest.mark.requirement("LU-10")
def test_with_and_without_are_hidden_together() -> None:
    figures = [
        rate("job_found", 12, 33, 3),
        rate("job_found_coached", 2, 3, 0, "job_found"),
        rate("job_found_uncoached", 10, 30, 3, "job_found"),
    ]

    whole, coached, uncoached = passed_on(figures)

    assert cells(whole) == (12, 33, None, 36)
    assert cells(coached) == cells(uncoached) == (None, None, None, None)


ASSESSED = {("job_found", "excluded"), ("job_found_coached", "excluded"), ("job_found_uncoached", "excluded")}
GONE = {("registered_again", "excluded")}
ACCEPTED = {("supported", "numerator"), ("integrated", "excluded"), ("iv_involved", "denominator")}


@pytest.mark.requirement("LU-10")
@pytest.mark.parametrize(
    ("assessed", "gone", "left", "kept"),
    [
        ((40, 18), (30, 10), 20, ASSESSED),  # 2 were accepted and not assessed
        ((40, 10), (30, 28), 20, GONE),  # 2 were accepted and have not left
        ((40, 12), (30, 20), 20, GONE),  # 2 were assessed and have not left
        ((40, 10), (30, 10), 38, GONE),  # 2 have left, and found a job or are here again
        ((40, 10), (30, 10), 56, ACCEPTED),  # 4 were accepted, and found a job or are here still
        ((40, 19), (30, 28), 57, ASSESSED | GONE | ACCEPTED),
        ((40, 10), (30, 10), 20, set()),
        ((60, 0), (30, 25), 50, set()),
        ((58, 0), (30, 20), 45, ASSESSED),  # that there is nobody is not told either
    ],
)
def test_two_figures_of_a_day_tell_of_no_few_people(
    assessed: tuple[int, int], gone: tuple[int, int], left: int, kept: set[tuple[str, str]]
) -> None:
    followed, not_yet = assessed
    figures = [
        Figure("supported", "VS-11", 60, None, 0, DAY),
        rate("integrated", 20, 40, 20),
        rate("job_found", followed // 2, followed, not_yet),
        rate("job_found_coached", 10, followed // 2, not_yet // 2, "job_found"),
        rate("job_found_uncoached", followed // 2 - 10, followed // 2, not_yet - not_yet // 2, "job_found"),
        rate("left_not_fit", 10, left, 0, "left"),
        rate("left_other", left - 10, left, 0, "left"),
        rate("registered_again", gone[0] // 2, *gone),
        rate("iv_involved", 30, 60),
    ]

    seen = passed_on(figures)

    hidden = {
        (one.figure.name, kind)
        for one in seen
        for kind in ("numerator", "denominator", "excluded")
        if getattr(one, kind) is None and (kind != "denominator" or one.figure.denominator is not None)
    }
    assert hidden == kept
