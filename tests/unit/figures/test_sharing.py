"""Costs in equal shares, to the Rappen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.figures.sharing import equal_shares, in_francs, rappen_of


@pytest.mark.requirement("LU-09")
def test_three_carriers_pay_a_third_each() -> None:
    assert [in_francs(one) for one in equal_shares(10_000_000, 3)] == [
        "33'333.33",
        "33'333.33",
        "33'333.34",
    ]


@pytest.mark.requirement("LU-09")
@given(st.integers(0, 10**14), st.integers(1, 9))
def test_shares_add_up_and_differ_by_a_rappen_at_most(rappen: int, among: int) -> None:
    found = equal_shares(rappen, among)

    assert (sum(found), len(found)) == (rappen, among)
    assert max(found) - min(found) <= 1


@pytest.mark.parametrize(("rappen", "among"), [(-1, 3), (1, 0)])
def test_nothing_is_shared_among_nobody(rappen: int, among: int) -> None:
    with pytest.raises(ValueError, match="among"):
        equal_shares(rappen, among)


@pytest.mark.parametrize(
    ("text", "rappen"),
    [
        ("100'000.00", 10_000_000),
        ("100’000.05", 10_000_005),
        (" 100000 ", 10_000_000),
        ("1'234.–", 123_400),
        ("0.05", 5),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("1,50", None),
        ("1e9", None),
        ("٣", None),
        ("1'23", None),
        ("9" * 30, None),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, rappen: int | None) -> None:
    assert rappen_of(text) == rappen
