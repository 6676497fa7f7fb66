"""Variables from outside are kept as they are, or refused by name."""

import json
from decimal import Decimal
from typing import Any

import pytest

from engine.commands.variables import MAX_DEPTH, MAX_VALUES, accepted
from engine.errors import BadVariables
from engine.packages.single import load_single
from tests.bpmn.play import Play
from tests.oracle.drawing import document, path, script, start, user

MODEL = load_single({"m.bpmn": document(p=user("u"))}, {})
DIGITS = "1234567890123456789012345678901234"


def refusal(variables: dict[str, Any]) -> str:
    with pytest.raises(BadVariables) as caught:
        accepted(MODEL, variables)
    return str(caught.value)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"])
def test_what_is_no_number_is_refused_with_the_name_of_its_variable(number: str) -> None:
    told = refusal(json.loads(f'{{"fine": 1, "amount": {{"of": [2, {number}]}}}}'))

    assert "«amount»" in told
    assert "fine" not in told


@pytest.mark.parametrize(
    "number",
    [
        int(DIGITS + "5"),
        -int(DIGITS + "5"),
        Decimal(DIGITS + ".5"),
        Decimal("0.000" + DIGITS + "5"),
        10**60 + 1,
        Decimal("1E+6145"),
        Decimal("1E-6177"),
        Decimal("NaN"),
        Decimal("-Infinity"),
    ],
)
def test_a_number_that_would_lose_digits_is_refused_with_the_name_of_its_variable(number: Any) -> None:
    assert "«amount»" in refusal({"amount": number})


@pytest.mark.parametrize(
    "number",
    [
        0, True, 0.1, 1e300, 5e-324, 2**53 + 1, int(DIGITS), -int(DIGITS), int(DIGITS) * 10**20, 10**60, Decimal(DIGITS),
        Decimal("0.000" + DIGITS), Decimal("1E-6176"), Decimal("9.99E+6144"), Decimal("-0.10"),
    ],
)  # fmt: skip
def test_every_other_number_survives_saving_as_a_number(number: Any) -> None:
    given = accepted(MODEL, {"amount": number, "inside": [{"amount": number}]})

    it = Play(document(p=user("u")), given, save=True)

    exact = number if isinstance(number, bool) else Decimal(str(number))
    assert it._run.variables == {"amount": exact, "inside": [{"amount": exact}]}


def test_a_range_of_long_numbers_keeps_them_as_numbers() -> None:
    it = Play(
        document(p=start("s") + script("t", "x", f"[1..{DIGITS}]") + user("u") + path("s t u")), save=True
    )

    assert it._run.variables["x"]["end"] == Decimal(DIGITS)


def test_what_is_too_much_or_too_deep_is_refused() -> None:
    deep: Any = 1
    for _ in range(MAX_DEPTH - 1):
        deep = [deep]

    assert "levels" in refusal({"x": [deep]})
    assert "values" in refusal({"x": [1] * MAX_VALUES})
    assert accepted(MODEL, {"x": deep, "y": [1] * 1000})
    assert accepted(MODEL, {"x": [1] * (MAX_VALUES - 1)})


@pytest.mark.parametrize("variables", [{"x": "\ud800"}, {"\udfff": 1}, {"x": [{"\ud800": 1}]}])
def test_half_a_character_is_refused(variables: dict[str, Any]) -> None:
    assert "half a character" in refusal(variables)
