"""What the rest of the house uses of an expression: its reads, its yes or no, and values as JSON."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest

from decisions.feel import (
    DaysTime,
    FeelEvaluationError,
    Range,
    YearsMonths,
    from_json,
    parse,
    parse_unary_tests,
    to_json,
)  # fmt: skip

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("count(case.joint_analysis.problem_fields) >= 2", {("case", "joint_analysis", "problem_fields")}),
        ("parameters.lead", {("parameters", "lead")}),
        ("a.b + a.b.c", {("a", "b", "c")}),
        ("for t in case.talks return t.date", {("case", "talks")}),
        ("some a in b satisfies a.x = c.x", {("b",), ("c", "x")}),
        ("{a: x, b: a + y}.b", {("x",), ("y",)}),
        ("(function(a) a + z)(1)", {("z",)}),
        ('today() < date("2026-01-01")', set()),
        ("x in (1, y)", {("x",), ("y",)}),
        ("date", {("date",)}),
    ],
)
def test_an_expression_tells_what_it_reads_from_outside(text: str, names: set[tuple[str, ...]]) -> None:
    assert parse(text).names == names


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('a.b = "x" and c', [True]),
        ('not(a.b = "y") or (a.b = "y" and c > 1)', [True, False]),
        ('list contains(["x", "z"], a.b) and a.b in ("x", "y")', [True]),  # one part: it reads nothing else
        ("if c then a.b else d", ["x"]),
        ("some a in c satisfies a.b = d", []),
        ('c in (a.b, "x")', []),
        ('c[a.b = "x"]', []),
        ("a = c", []),
    ],
)
def test_the_parts_that_read_one_path_alone_run_by_themselves(text: str, values: list[object]) -> None:
    parts = parse(text).parts_on(("a", "b"))

    assert [part.evaluate({"a": {"b": "x"}}, NOW).value for part in parts] == values


def test_names_in_a_filter_are_kept_apart_because_they_may_be_fields() -> None:
    expression = parse("case.measures[status = case.wanted and item.open]")

    assert expression.names == {("case", "measures")}
    assert expression.filter_names == {("status",), ("case", "wanted")}


def test_known_names_may_have_blanks_and_signs_in_them() -> None:
    expression = parse("full time + profit/loss > 3", ["full time", "profit/loss", 'never " a name'])

    assert expression.names == {("full time",), ("profit/loss",)}
    assert expression.decide({"full time": 1, "profit/loss": 3}, NOW) is True


def test_the_subject_of_a_test_is_not_read_from_outside() -> None:
    assert parse_unary_tests("? > limit, < 3").names == {("limit",)}


def test_a_condition_decides() -> None:
    expression = parse("case.granted and case.count >= 2")

    assert expression.decide({"case": {"granted": True, "count": 2}}, NOW) is True
    assert expression.decide({"case": {"granted": True, "count": 1}}, NOW) is False


@pytest.mark.parametrize(
    ("text", "scope", "message"),
    [
        (
            "case.count >= 2",
            {"case": {}},
            "«case.count >= 2» gives null, expected true or false («case.count» is missing)",
        ),
        (
            "case.count >= 2",
            {"case": {"count": None}},
            "«case.count >= 2» gives null, expected true or false («case.count» is empty)",
        ),
        ("1 + x", {"x": 1}, "«1 + x» gives number, expected true or false"),
        (
            "x < 3",
            {"x": "a"},
            "«x < 3» gives null, expected true or false (string < number has no meaning)",
        ),
    ],
)
def test_what_does_not_decide_says_why(text: str, scope: dict[str, object], message: str) -> None:
    with pytest.raises(FeelEvaluationError) as caught:
        parse(text).decide(scope, NOW)

    assert str(caught.value) == message


class Answer(StrEnum):
    YES = "YES"


class Lazy(Mapping[str, object]):
    """A case whose fields are fetched when they are asked for."""

    def __init__(self) -> None:
        self.fetched: list[str] = []

    def __getitem__(self, name: str) -> object:
        self.fetched.append(name)
        return {"finance": True, "health": "secret"}[name]

    def __iter__(self) -> Iterator[str]:
        return iter(("finance", "health"))

    def __len__(self) -> int:
        return 2


def test_only_what_is_asked_for_is_fetched() -> None:
    case = Lazy()

    assert parse("case.finance").decide({"case": case}, NOW) is True
    assert case.fetched == ["finance"]


@pytest.mark.parametrize(
    ("given_value", "text"),
    [(3, "v = 3"), (0.1, "v = 0.1"), (Answer.YES, 'v = "YES"'), ((1, 2), "v = [1, 2]"), ({"a": [1]}, "v.a[1] = 1"),
     (date(2026, 2, 10), "v = today()"), (True, "v"), (None, "v = null"), (float("nan"), "v = null")],
)  # fmt: skip
def test_pythons_plain_values_are_understood(given_value: object, text: str) -> None:
    assert parse(text).decide({"v": given_value}, NOW) is True


def test_a_foreign_subject_of_a_test_is_refused_too() -> None:
    with pytest.raises(FeelEvaluationError, match="object is no FEEL value"):
        parse_unary_tests("< 3").matches(object(), {}, NOW)


def test_a_foreign_object_is_refused_by_name() -> None:
    with pytest.raises(
        FeelEvaluationError, match="«v» cannot be used in an expression: object is no FEEL value"
    ):
        parse("v").evaluate({"v": object()}, NOW)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (Decimal(5), 5),
        (Decimal("5.0"), 5),
        (Decimal("0.1"), 0.1),
        (Decimal("0.12345678901234567890"), "0.1234567890123456789"),
        (Decimal(10) ** 20, "100000000000000000000"),
        (date(2026, 2, 28), "2026-02-28"),
        (datetime(2026, 2, 28, 9, 30, tzinfo=UTC), "2026-02-28T09:30:00Z"),
        (YearsMonths(14), "P1Y2M"),
        (DaysTime(90_000_000), "PT1M30S"),
        ({"a": [Decimal(1), None, True]}, {"a": [1, None, True]}),
        (Range(Decimal(1), True, None, False), {"start": 1, "start included": True, "end": None, "end included": False}),
    ],
)  # fmt: skip
def test_values_become_json_without_loss(value: object, kept: object) -> None:
    assert to_json(value) == kept
    assert json.loads(json.dumps(to_json(value))) == kept


def test_numbers_from_json_are_exact_again() -> None:
    assert from_json({"a": [0.1, 2], "b": "2026-02-28"}) == {
        "a": [Decimal("0.1"), Decimal(2)],
        "b": "2026-02-28",
    }


def test_a_function_cannot_be_kept() -> None:
    function = parse("function(a) a").evaluate({}, NOW).value

    with pytest.raises(TypeError, match="a function cannot be kept"):
        to_json(function)
