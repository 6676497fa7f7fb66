"""The built-in functions, by the examples of the standard."""

from datetime import UTC, datetime

import pytest

from decisions.feel import parse

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


EXAMPLES = [
    'substring("foobar", 3) = "obar"', 'substring("foobar", -2, 1) = "a"', 'string length("Zürich") = 6',
    'upper case("aBc4") = "ABC4"', 'lower case("aBc4") = "abc4"', 'trim("  x ") = "x"',
    'substring before("foobar", "bar") = "foo"', 'substring after("foobar", "ob") = "ar"',
    'starts with("foobar", "fo")', 'ends with("foobar", "r")', 'contains("foobar", "ob")',
    'matches("foobar", "^fo*b")', 'matches("A", "a", "i")', 'matches("a.c", "a.c", "q")',
    'replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") = "[1=ab][2=]cd"', 'replace("a.b", "\\.", "\\$") = "a$b"',
    'split("John Doe", "\\s") = ["John", "Doe"]', 'string join(["a", null, "c"], "-") = "a-c"',
    "number(\"1 000,5\", \" \", \",\") = 1000.5", "number(\"1e3\") = 1000", 'string(1.10) = "1.1"',
    "min([1, 2, 3]) = 1", "max(1, 2, 3) = 3", 'max(@"2026-01-01", @"2026-02-01") = @"2026-02-01"',
    "sum(1, 2, 3) = 6", "mean([1, 2, 3]) = 2", "median([6, 1, 2, 3]) = 2.5", "product(2, 3, 4) = 24",
    "stddev(2, 4, 7, 5) = 2.081665999466132735282297706979931", "mode([6, 3, 9, 6, 6]) = [6]",
    "count([1, [2]]) = 2", "all([true, true])", "any([false, true])", "all([]) = true", "any([]) = false",
    "list contains([1, null], null)", "append([1], 2, [3]) = [1, 2, [3]]", "concatenate([1], [2, 3]) = [1, 2, 3]",
    "union([1, 2], [2, 3]) = [1, 2, 3]", "distinct values([1, 2, 1]) = [1, 2]", "flatten([[1, [2]], 3]) = [1, 2, 3]",
    "duplicate values([1, 2, 1]) = [1]", "index of([1, 2, 1], 1) = [1, 3]", "reverse([1, 2]) = [2, 1]",
    "insert before([1, 3], 2, 2) = [1, 2, 3]", "remove([1, 2, 3], 2) = [1, 3]", "sublist([4, 5, 6], 1, 2) = [4, 5]",
    "list replace([2, 4, 8], 2, 0) = [2, 0, 8]", "list replace([2, 4, 8], function(a, b) a > b, 5) = [2, 4, 5]",
    "sort([3, 1, 2]) = [1, 2, 3]", "sort([3, 1, 2], function(x, y) x > y) = [3, 2, 1]",
    "floor(1.5) = 1", "floor(-1.56, 1) = -1.6", "ceiling(-1.5) = -1", "abs(-10) = 10", 'abs(@"-P1D") = @"P1D"',
    "round up(5.5, 0) = 6", "round down(-5.5, 0) = -5", "round half up(5.5, 0) = 6", "round half down(5.5, 0) = 5",
    "decimal(2.5, 0) = 2", "modulo(-12, 5) = 3", "modulo(12, -5) = -3", "sqrt(16) = 4", "odd(5)", "even(2)",
    "round half up(log(exp(4)), 20) = 4", "is(1, 1.0)", 'is(@"10:00:00", @"10:00:00Z") = false',
    'get value({a: {b: 1}}, ["a", "b"]) = 1', 'get entries({a: 1}) = [{key: "a", value: 1}]',
    'context([{key: "a", value: 1}]) = {a: 1}', 'context put({a: 1}, "b", 2) = {a: 1, b: 2}',
    'context put({a: {b: 1}}, ["a", "b"], 2) = {a: {b: 2}}', "context merge([{a: 1}, {a: 2}]) = {a: 2}",
    "before(1, 10)", "before([1..10), [10..20])", "after(10, [1..5])", "meets([1..5], [5..10])",
    "met by([5..10], [1..5])", "overlaps([1..5], [3..8])", "overlaps before([1..5], [3..8])",
    "overlaps after([3..8], [1..5])", "finishes(10, [1..10])", "finished by([1..10], [5..10])",
    "includes([1..10], 5)", "during([4..6], [1..10])", "starts([1..5], [1..10])", "started by([1..10], 1)",
    "coincides([1..5], [1..5])", 'range("[1..3]") = [1..3]', 'range("(1..3]").start included = false',
    "substring(start position: 3, string: \"foobar\") = \"obar\"", "count([null]) = 1", "get or else(null, 1) = 1", "is empty([])", 'is blank(" ")',
    "partition([1, 2, 3], 2) = [[1, 2], [3]]", "not(false)",
]  # fmt: skip


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_function_gives_what_the_standard_says(text: str) -> None:
    assert parse(text).evaluate({}, NOW).value is True


@pytest.mark.parametrize(
    "text",
    [
        'substring("foobar", 0)', 'string length(1)', 'sum(1, "a")', "min(1, \"a\")", "sqrt(-1)", "log(0)",
        "modulo(1, 0)", 'matches("a", "(")', 'matches("a", "a", "y")', 'replace("a", "a", "$")', 'replace("a", "b*", "")',
        "remove([1], 2)", "count(null)", 'number("1,5")', 'number("x")', "sort([1, \"a\"])", "substring(\"a\")",
        'context([{key: "a"}])', 'range("[3..1]")', "floor(1.5, null)", "nothing(1)", "substring(text: \"a\")",
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_null_with_a_reason(text: str) -> None:
    found = parse(text).evaluate({}, NOW)

    assert found.value is None
    assert found.problems
