"""No expression can hold up or fill up the machine, and no text can crash the reader."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from time import monotonic, sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.feel import FeelEvaluationError, FeelSyntaxError, Limits, parse, parse_unary_tests, to_json
from decisions.feel.builtins import BUILTINS
from decisions.feel.faults import FeelLimitError
from tests.unit.decisions.expressions import EXPRESSIONS

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
GREEDY = {
    "endless loop": "for i in 1..1000000000 return i",
    "three loops": "for a in 1..100, b in 1..100, c in 1..100 return 1",
    "endless recursion": "{f: function(n) f(n + 1), r: f(1)}",
    "growing text": "{a: \"xxxxxxxxxx\", f: function(n, t) if n = 0 then t else f(n - 1, t + t), r: f(40, a)}",
    "growing list": "{f: function(n, t) if n = 0 then t else f(n - 1, concatenate(t, t)), r: f(40, [1])}",
    "lists that share": "{f: function(n, t) if n = 0 then t else f(n - 1, [t, t]), r: f(40, [1])}",
    "comparing lists that share": "{f: function(n, t) if n = 0 then t = t else f(n - 1, [t, t]), r: f(40, [1])}",
    "list of lists": "for i in 1..1000 return [partial]",
    "many replacements": f'string length(replace("{"a" * 40_000}", "a", "{"$0" * 30}"))',
    "slow comparison": "distinct values(for i in 1..5000 return i)",
}  # fmt: skip


@pytest.mark.parametrize("text", GREEDY.values(), ids=GREEDY.keys())
def test_greed_ends_in_an_error_soon(text: str) -> None:
    expression = parse(text)
    start = monotonic()

    with pytest.raises(FeelLimitError):
        expression.evaluate({}, NOW)

    assert monotonic() - start < 2


@pytest.mark.parametrize(
    "text",
    ["(" * 5000 + "1" + ")" * 5000, "-" * 5000 + "1", "1" + "+1" * 5000, "x" * 60_000, "1e99999", "[" * 101],
)
def test_a_text_too_deep_or_too_long_is_no_expression(text: str) -> None:
    with pytest.raises(FeelSyntaxError):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["(" * 40 + "1" + "..2)" * 40, "[" * 40 + "1" + "..2]" * 40, "x in (" * 40 + "1" + ")" * 40, "(= " * 30 + "1" + ")" * 30],
    ids=["ranges", "ranges in brackets", "tests", "equal values"],
)  # fmt: skip
def test_a_nested_text_is_read_or_refused_at_once(text: str) -> None:
    start = monotonic()

    with suppress(FeelSyntaxError):
        parse(text)

    assert monotonic() - start < 2


@pytest.mark.parametrize("text", ["10 ** 999999999", "exp(1e10)", 'number("1e99999")', "round up(1, 999999)"])
def test_numbers_that_do_not_fit_are_null(text: str) -> None:
    found = parse(text).evaluate({}, NOW)

    assert found.value is None
    assert found.problems


def test_a_pattern_cannot_run_away() -> None:
    text = f'matches("{"a" * 5000}!", "^(([a-z])+.)+[A-Z]([a-z])+$")'
    start = monotonic()

    with suppress(FeelLimitError):  # a faster engine may also just answer
        parse(text).evaluate({}, NOW)

    assert monotonic() - start < 2


def test_the_limits_can_be_set() -> None:
    expression = parse("for i in 1..20 return i")

    assert expression.evaluate({}, NOW, Limits(steps=30)).value == list(range(1, 21))
    with pytest.raises(FeelLimitError, match="more than 10 steps"):
        expression.evaluate({}, NOW, Limits(steps=10))


def refusal(text: str) -> FeelSyntaxError | None:
    for read in (parse, parse_unary_tests):
        try:
            read(text)
        except FeelSyntaxError as error:
            return error
    return None


class Slow(dict[str, object]):
    """A case that is fetched from far away."""

    def __getitem__(self, name: str) -> object:
        sleep(0.03)
        return super().__getitem__(name)


def test_waiting_for_the_case_is_not_counted() -> None:
    expression = parse('every i in [1, 2, 3] satisfies case.open and matches(case.code, "^[A-Z]+$")')

    assert expression.decide({"case": Slow(open=True, code="RAV")}, NOW) is True


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    error = refusal(text)

    assert error is None or (1 <= error.line <= text.count("\n") + 1 and 1 <= error.column <= len(text) + 1)


@given(EXPRESSIONS)
@settings(max_examples=400)
def test_whatever_can_be_read_gives_a_value_or_a_named_error(text: str) -> None:
    try:
        outcome = parse(text).evaluate({"x": 3, "y": [1, {"a": None}]}, NOW)
    except (FeelSyntaxError, FeelEvaluationError):
        return

    assert isinstance(outcome.problems, tuple)


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4)


@given(NUMBERS, NUMBERS)
def test_adding_and_taking_away_again_changes_nothing(one: Decimal, two: Decimal) -> None:
    found = parse("one + two - two = one and one + two = two + one").evaluate({"one": one, "two": two}, NOW)

    assert found.value is True


@given(NUMBERS)
def test_a_number_is_read_back_as_it_was_written(number: Decimal) -> None:
    assert parse("number(string(n)) = n").evaluate({"n": number}, NOW).value is True


@given(NUMBERS)
def test_a_number_in_json_is_exactly_the_number(number: Decimal) -> None:
    kept = to_json(number)

    assert Decimal(repr(kept) if isinstance(kept, float) else str(kept)) == number


@pytest.mark.parametrize("name", sorted(BUILTINS))
@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_problem_tells_a_value(name: str, count: int) -> None:
    secrets = [{"v": "Sara"}, {"v": Decimal("4711")}, {"v": {"Sara": 4711}}, {"v": ["Sara", 4711]}]
    text = f"{name}({', '.join(['v'] * count)}) + v"

    problems = [problem for scope in secrets for problem in parse(text).evaluate(scope, NOW).problems]

    assert not [problem for problem in problems if "Sara" in problem or "4711" in problem]
