"""The language itself: what each construct of FEEL means."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from time import thread_time

import pytest

from decisions.feel import FeelSyntaxError, parse, parse_unary_tests

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
SCOPE = {
    "case": {
        "problem_fields": ["FINANCE", "FAMILY"],
        "difficult": True,
        "talks": [{"month": 1}, {"month": 2}],
    },
    "first name": "Sara",
    "x": 3,
}


def value(text: str) -> object:
    return parse(text, ["first name"]).evaluate(SCOPE, NOW).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("2 ** 3 ** 2", "64"),
        ("-2 ** 2", "4"),
        ("10 - 3 - 2", "5"),
        ("0.1 + 0.2", "0.3"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ('"Hand" + "lungsplan"', "Handlungsplan"),
        (r'"a\"b\\c\u00e9\uD83D\uDC0E"', 'a"b\\cé🐎'),
        ("first name", "Sara"),
        ("case.talks.month", "[1, 2]"),
        ("case.talks[month > 1].month", "[2]"),
        ("case.talks[-1].month", "2"),
        ("[10, 20, 30][item > 15]", "[20, 30]"),
        ("if x > 2 then \"many\" else \"few\"", "many"),
        ("for i in 1..3 return i * i", "[1, 4, 9]"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for a in [1, 2], b in [10, 20] return a + b", "[11, 21, 12, 22]"),
        ("for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]"),
        ("{a b: 1, c: a b + 1}.c", "2"),
        ("{f: function(n) if n <= 1 then 1 else n * f(n - 1), r: f(5)}.r", "120"),
        ("(function(a: number, b) a - b)(b: 1, a: 5)", "4"),
        ("string([1, \"a\", {k: null}])", '[1, "a", {k: null}]'),
        ("{🐎: \"horse\", Größe_2: 1}.🐎", "horse"),
        ("/* why */ 1 // and so on", "1"),
    ],
)  # fmt: skip
def test_an_expression_has_the_value_the_standard_gives_it(text: str, expected: str) -> None:
    found = parse(f"string({text}\n)", ["first name"]).evaluate(SCOPE, NOW)

    assert found.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true and null", None),
        ("false and null", False),
        ("true or null", True),
        ("false or null", None),
        ("not(null)", None),
        ("null = null", True),
        ("1 = null", False),
        ('1 = "1"', None),
        ('1 < "1"', None),
        ("x between 1 and 3", True),
        ("x in [1..3)", False),
        ("x in ]2..3]", True),
        ("x in (> 5, <= 3)", True),
        ("x in [1, 2, [3..4]]", True),
        ('"FINANCE" in case.problem_fields', True),
        ("some t in case.talks satisfies t.month = 2", True),
        ("every t in case.talks satisfies t.month = 2", False),
        ("every t in [] satisfies false", True),
        ("x instance of number", True),
        ("[1] instance of list<string>", False),
        ("null instance of Any", False),
        ("{a: 1} instance of context<a: number>", True),
        ("(function(a) a) instance of function<number> -> number", True),
        ("@\"2026-01-31\" instance of date", True),
        ("[1..3] = [1..3]", True),
        ("[1, [2]] = [1, [2]]", True),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
    ],
)  # fmt: skip
def test_truth_has_three_values(text: str, expected: bool | None) -> None:
    assert value(text) is expected


@pytest.mark.parametrize(
    ("tests", "subject", "expected"),
    [
        ("-", 5, True),
        ("< 3", 5, False),
        ("[1..5]", 5, True),
        ('"A", "B"', "B", True),
        ('not("A", "B")', "B", False),
        ("not(< 3)", 5, True),
        ("? > 3 and ? < 9", 5, True),
        ('contains(?, "an")', "Kanton", True),
        ("true", True, True),
        ("true", False, False),
        ("null", None, True),
        ("< 3", None, None),
        ("x + 2", 5, True),
        ("= 5", 5, True),
        ("!= 5", 5, False),
        ("[5, 6]", 5, True),
    ],
)
def test_the_tests_of_a_cell_pass_or_fail(tests: str, subject: object, expected: bool | None) -> None:
    read = parse_unary_tests(tests)

    assert read.matches(subject, SCOPE, NOW) is expected


@pytest.mark.parametrize(
    ("text", "line", "column", "found", "expected"),
    [
        ("1 +", 1, 4, "the end of the expression", "a value"),
        ("case.a >\n  and", 2, 3, "«and»", "a value"),
        ("(1", 1, 3, "the end of the expression", "«)»"),
        ('"open', 1, 1, '«"»', "a closing quotation mark for the text that begins here"),
        ("case.a adn case.b", 1, 8, "«adn»", "an operator or the end of the expression"),
        ("if true then 1", 1, 15, "the end of the expression", "«else»"),
        ("1 instance of thing", 1, 15, "«thing»", "the name of a type"),
        ("f(a: 1, 2)", 1, 10, "«)»", "either all arguments with their names or none"),
        ("function(a) external {java: 1}", 1, 13, "«external»", "a FEEL expression (functions in other languages are never run)"),
        ("1 § 2", 1, 3, "«§»", "a name, a number, a text in quotation marks or an operator"),
    ],
)  # fmt: skip
def test_a_syntax_error_says_where_what_and_what_instead(
    text: str, line: int, column: int, found: str, expected: str
) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)

    error = caught.value
    assert (error.line, error.column, error.found, error.expected) == (line, column, found, expected)


@pytest.mark.parametrize(
    "text", ["x.__class__", "case.problem_fields.append", "x.real", '"a".upper', "today.__call__"]
)
def test_nothing_of_python_can_be_reached(text: str) -> None:
    found = parse(text).evaluate(SCOPE, NOW)

    assert found.value in (None, [None, None])
    assert found.problems


def test_a_null_comes_with_its_reason() -> None:
    found = parse("case.missing + 1").evaluate(SCOPE, NOW)

    assert found.value is None
    assert found.problems == ("«case» has no «missing»", "null + number has no meaning")


def test_a_function_sees_the_values_it_was_made_with() -> None:
    assert value("{fs: for i in 1..3 return function() i, r: for f in fs return f()}.r = [1, 2, 3]") is True


def test_a_range_written_as_comparison_is_a_value() -> None:
    assert value("(< 5) = (< 5)") is True
    assert value("(< 5).end") == 5
    assert value("(< 5) = (null..5)") is False


@pytest.mark.parametrize("text", ["< limit", ">= limit", "[limit..9]", "(1..limit)", "not(< limit)"])
@pytest.mark.parametrize("value", [None, Decimal(5)])
def test_a_bound_without_a_value_lets_nothing_pass_and_keeps_nothing_out(text: str, value: object) -> None:
    assert parse_unary_tests(text).matches(value, {"limit": None}, NOW) is None
    assert parse_unary_tests(text).matches(value, {}, NOW) is None


@pytest.mark.parametrize("value", [None, Decimal(4), "yes"])
def test_what_is_no_boolean_passes_no_test_for_true(value: object) -> None:
    for text in ("true", "flag", "true, 7"):
        assert parse_unary_tests(text).matches(value, {"flag": True}, NOW) is not True
    assert parse_unary_tests("limit > 3").matches(value, {"limit": 5}, NOW) is True


@pytest.mark.parametrize(
    "text",
    [
        "months > 3",
        "flag = true and ok = true",
        'date("nonsense")',
        "not(sanctions > 0)",
        "other",
        "[1, 2][9]",
    ],
)
def test_what_has_no_value_lets_a_missing_value_not_pass(text: str) -> None:
    scope = {"ok": True}

    assert parse_unary_tests(text).matches(None, scope, NOW) is not True
    assert parse("missing in (months > 3)").evaluate(scope, NOW).value is not True
    assert parse("missing in (other)").evaluate(scope, NOW).value is not True
    assert parse_unary_tests("null").matches(None, scope, NOW) is True


def test_a_function_in_a_context_keeps_what_it_was_made_with() -> None:
    assert value("{mk: function(y) function(x) x + y, add: mk(10), r: add(1)}.r") == 11
    assert value("{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(5)}.r") == 120


@pytest.mark.parametrize(
    "text",
    [
        "/* " * 16_000,
        "[" + ", ".join(f"a{n}" for n in range(7_000)) + "]",
        "{" + ", ".join(f"a b{n}: 0" for n in range(2_000)) + ", z: [" + "a, " * 10_000 + "a]}",
    ],
    ids=["open comments", "many names", "names with blanks"],
)
def test_reading_takes_no_longer_than_the_text_is_long(text: str) -> None:
    begun = thread_time()

    with suppress(FeelSyntaxError):
        parse(text)

    assert thread_time() - begun < 2
