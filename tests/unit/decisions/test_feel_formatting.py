"""There is one way of writing an expression, and it means what the author wrote."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings

from decisions.feel import DaysTime, FeelEvaluationError, FeelSyntaxError, YearsMonths, parse
from decisions.feel.closures import Compiler, Foreign
from decisions.feel.formatting import format_expression, format_unary_tests, text_of_tree
from decisions.feel.frames import Closure, Locals
from decisions.feel.grammar import read, read_tests
from decisions.feel.kinds import Kind
from decisions.feel.names import known
from decisions.feel.tree import Coerced, ContextOf, Literal, Name, Node
from tests.unit.decisions.expressions import (
    BARE,
    BLANKS,
    EXPRESSIONS,
    GAPS,
    KNOWN_NAMES,
    TESTS,
    TREES,
    strewn,
)

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
NAMES = known(KNOWN_NAMES)
SCOPE = {"x": 3, "y": [1, {"a": None}], "first name": "Sara", "profit/loss": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("((1+2))*3", "(1 + 2) * 3"),
        ("2**(3**2)-(1-1)", "2 ** (3 ** 2) - (1 - 1)"),
        ("(-x) . y", "(-x).y"),
        ("- ( x.y )", "-x.y"),
        ("(a and b) and (c or d)", "(a and b) and (c or d)"),
        ("(a and b) or (c = d)", "a and b or c = d"),
        ("1 + (if a then b else c)", "1 + if a then b else c"),
        ("(if a then b else c) + 1", "(if a then b else c) + 1"),
        ("(some t in ts satisfies t) and b", "(some t in ts satisfies t) and b"),
        ("x  in(< 5)", "x in < 5"),
        ("x in ((a+b)*c)", "x in ((a + b) * c)"),
        ("x in (1,> 5)", "x in (1, > 5)"),
        ("x in ]1..5[", "x in (1..5)"),
        ("[1..(a[1])]", "[1..(a[1])]"),
        ("[< 5,(= 3)]", "[(< 5), (= 3)]"),
        ("x between(1) and(5) and y", "x between 1 and 5 and y"),
        ('{a:1,"b c":2,"a§":3, d  e:4}', '{a: 1, b c: 2, "a§": 3, d e: 4}'),
        ("{\"f\":function(a:number,b)a-b}", "{f: function(a: number, b) a - b}"),
        ("(function(a)a)(a:1)", "(function(a) a)(a: 1)"),
        ("x instance of  list< dateTime >", "x instance of list<date and time>"),
        ("for i in 1 .. 3,j in[1,2]return i*j", "for i in 1..3, j in [1, 2] return i * j"),
        ("case.talks [ month>1 ] . month", "case.talks[month > 1].month"),
        ("1.10+.5+1e3", "1.10 + .5 + 1e3"),
        (r'matches(x,"\d+\"")', r'matches(x, "\d+\"")'),
        ('"a\nb"', r'"a\nb"'),
        ('@"P14M"+@"2026-02-30"', '@"P14M" + @"2026-02-30"'),
        ('date( "2026-01-31" )', 'date("2026-01-31")'),
        ("(date) and (time)", "(date) and (time)"),
        ("first   name+ profit / loss", "first name + profit/loss"),
        ("(not)(a)", "not(a)"),
    ],
)  # fmt: skip
def test_an_expression_has_one_writing(text: str, expected: str) -> None:
    assert format_expression(text, KNOWN_NAMES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" - ", "-"), ("<3", "< 3"), ("\"A\",\"B\"", '"A", "B"'), ("not( \"A\",<3 )", 'not("A", < 3)'), ("(not(a))", "(not(a))"),
        ("not(a),b", "not(a), b"), ("?=5", "= 5"), ("(= 5)", "(= 5)"), ("?>3 and ?<9", "? > 3 and ? < 9"), ("!=(5)", "!= 5"),
    ],
)  # fmt: skip
def test_the_tests_of_a_cell_have_one_writing(text: str, expected: str) -> None:
    assert format_unary_tests(text) == expected


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            """
            // the rule of 2024
            count(case.problem_fields)>=2 and case.difficult and // two are needed
            (case.social_assistance or case.insurance = "IV") /* either */
            // not for those who left
            and not(case.closed)
            """,
            [
                "// the rule of 2024",
                "count(case.problem_fields) >= 2",
                "  and case.difficult",
                "  and // two are needed",
                '  (case.social_assistance or case.insurance = "IV") /* either */',
                "  // not for those who left",
                "  and not(case.closed)",
            ],
        ),
        (
            'for measure in case.measures return if measure.cost > 1000 then {name: measure.name, approval: "NEEDED", by: case.lead} else measure.name',
            [
                "for measure in case.measures",
                "  return if measure.cost > 1000",
                '    then {name: measure.name, approval: "NEEDED", by: case.lead}',
                "    else measure.name",
            ],
        ),
        (
            "context merge([{institution: case.institution, problem_fields: case.problem_fields}, {measures: case.measures}, case.first_talk])",
            [
                "context merge(",
                "  [",
                "    {institution: case.institution, problem_fields: case.problem_fields},",
                "    {measures: case.measures},",
                "    case.first_talk",
                "  ]",
                ")",
            ],
        ),
        (
            'count(case.measures) + sum([case.first_measure.cost, case.second_measure.cost, case.third_measure.cost])',
            [
                "count(case.measures) + sum(",
                "  [case.first_measure.cost, case.second_measure.cost, case.third_measure.cost]",
                ")",
            ],
        ),
        ("f(1, // one\n 2)", ["f(", "  1, // one", "  2", ")"]),
        ("1 + 2 // three", ["1 + 2 // three"]),
    ],
)  # fmt: skip
def test_what_is_too_long_or_has_comments_is_broken_where_it_may_be(text: str, lines: list[str]) -> None:
    assert format_expression(text).split("\n") == lines


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (Decimal("1.5"), "1.5"),
        (Decimal(-2), "-2"),
        ('a "b"\n\\d', r'"a \"b\"\n\\d"'),
        (date(2026, 2, 28), '@"2026-02-28"'),
        (datetime(2026, 2, 28, 9, 30, tzinfo=UTC), '@"2026-02-28T09:30:00Z"'),
        (time(9, 30), '@"09:30:00"'),
        (YearsMonths(14), '@"P1Y2M"'),
        (DaysTime(90_000_000), '@"PT1M30S"'),
    ],
)
def test_a_value_that_comes_from_no_text_is_written_as_its_literal(value: object, text: str) -> None:
    assert text_of_tree(Literal(value)) == text


def test_what_has_no_writing_is_left_open_in_messages() -> None:
    class Table(Foreign):
        def compiled(self, compiler: Compiler, local: Locals) -> Closure:
            return lambda run, frame: None

    boxed = ContextOf((("a", Coerced(Table(), Kind("number"), "«a»")),), Name("a"))

    assert text_of_tree(boxed) == "{a: …, a}"


def test_a_text_that_is_no_expression_is_refused() -> None:
    with pytest.raises(FeelSyntaxError, match="expected a value"):
        format_expression("1 +")
    with pytest.raises(FeelSyntaxError, match="nested at most 100 deep"):
        format_expression("1" + "+1" * 500)


@pytest.mark.parametrize(
    "text", ["[" * 99 + "]" * 99, "-" * 98 + "1", "if a then " * 45 + "b" + " else c" * 45]
)
def test_whatever_is_not_too_deep_to_be_read_can_be_written(text: str) -> None:
    assert read(format_expression(text)) == read(text)


def comments(text: str) -> list[str]:
    return re.findall(r"why|so|a\n b|/\*\*/", re.sub(r'"[^"]*"', "", text))


@given(TREES)
@settings(max_examples=400, deadline=None)
def test_a_written_tree_is_read_as_the_same_tree(tree: Node) -> None:
    text = text_of_tree(tree)

    assert read(text, NAMES) == tree


@given(strewn(BARE, BLANKS))
@settings(max_examples=200, deadline=None)
def test_what_differs_only_in_blanks_is_formatted_the_same(texts: tuple[str, str]) -> None:
    text, other = texts
    try:
        formatted = format_expression(text, KNOWN_NAMES)
    except FeelSyntaxError:
        assume(False)

    assert format_expression(other, KNOWN_NAMES) == formatted


def outcome(text: str) -> object:
    """What the expression gives; a function is only known to be one."""
    try:
        found = parse(text, KNOWN_NAMES).evaluate(SCOPE, NOW)
    except FeelEvaluationError as error:
        return str(error)
    return re.sub(r"<[\w.]+ object at \w+>", "function", repr(found))


@given(strewn(BARE | EXPRESSIONS, GAPS))
@settings(max_examples=400, deadline=None)
def test_formatting_keeps_tree_value_and_comments_and_needs_no_second_time(texts: tuple[str, str]) -> None:
    _, text = texts
    try:
        formatted = format_expression(text, KNOWN_NAMES)
    except FeelSyntaxError:
        assume(False)

    assert read(formatted, NAMES) == read(text, NAMES)
    assert outcome(formatted) == outcome(text)
    assert comments(formatted) == comments(text)
    assert format_expression(formatted, KNOWN_NAMES) == formatted


@given(strewn(TESTS, GAPS))
@settings(max_examples=200, deadline=None)
def test_formatting_tests_keeps_tree_and_comments_and_needs_no_second_time(texts: tuple[str, str]) -> None:
    _, text = texts
    try:
        formatted = format_unary_tests(text, KNOWN_NAMES)
    except FeelSyntaxError:
        assume(False)

    assert read_tests(formatted, NAMES) == read_tests(text, NAMES)
    assert comments(formatted) == comments(text)
    assert format_unary_tests(formatted, KNOWN_NAMES) == formatted
