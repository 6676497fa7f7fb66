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
