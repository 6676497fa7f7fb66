"""What is said of an expression beforehand is true when it is evaluated."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from decisions.feel import DaysTime, FeelEvaluationError, FeelSyntaxError, Outcome, Range, YearsMonths, parse
from decisions.feel.builtins import BUILTINS
from decisions.feel.formatting import text_of_tree
from decisions.feel.grammar import read, read_tests
from decisions.feel.hints import Mismatch, hint_of, mismatches
from decisions.feel.hints.hint import BOOLEAN, DATE, NUMBER, STRING, Hint
from decisions.feel.hints.inference import Inference, Place
from decisions.feel.hints.operators import ARITHMETIC
from decisions.feel.hints.reading import MEMBERS
from decisions.feel.hints.results import RESULTS
from decisions.feel.kinds import ANY, Kind, is_of
from decisions.feel.names import known
from decisions.feel.tree import Arithmetic, Between, Comparison, Negation, Path
from tests.unit.decisions.expressions import BARE, TYPED
from tests.unit.decisions.test_feel_functions import EXAMPLES

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
TALK = Kind("context", fields=(("month", NUMBER), ("note", STRING)))
TYPES = {
    ("age",): NUMBER,
    ("name",): STRING,
    ("born",): DATE,
    ("open",): BOOLEAN,
    ("case", "count"): NUMBER,
    ("case", "title"): STRING,
    ("case", "talks"): Kind("list", TALK),
    ("full time",): BOOLEAN,
    ("limit of",): Kind("function", NUMBER, parameters=(STRING,)),
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1 + age", NUMBER), ("unknown + 1", NUMBER), ("unknown * unknown", None), ('name + "x"', STRING),
        ('born + duration("P1D")', DATE), ('born + @"P1D"', DATE), ("born - today()", Kind("days and time duration")),
        ("age > 18", BOOLEAN), ("born.year", NUMBER), ("case.title", STRING), ("case", None),
        ("case.talks.month", Kind("list", NUMBER)), ("case.talks[month > 1]", Kind("list", TALK)),
        ("case.talks[1].note", STRING), ("case.talks[-1]", TALK), ("case.talks[age]", None), ("age[1 + 1]", NUMBER),
        ("if open then 1 else 2", NUMBER), ("if open then 1 else null", NUMBER), ('if open then 1 else "a"', None),
        ("for t in case.talks return t.month + 1", Kind("list", NUMBER)), ("for i in 1..3 return i", Kind("list", NUMBER)),
        ("some t in case.talks satisfies t.month > 1", BOOLEAN), ("[1, null]", Kind("list", NUMBER)), ('[1, "a"]', Kind("list")),
        ("{a: 1, b: a + 1}.b", NUMBER), ("{a: 1, b: unknown}", Kind("context", fields=(("a", NUMBER), ("b", ANY)))),
        ("{f: function(n) n + 1, r: f(1)}.r", NUMBER), ('limit of("a")', NUMBER), ("[1..age]", Kind("range", NUMBER)),
        ("max(1, age)", NUMBER), ('max(["a"])', STRING), ("max(unknown)", None), ("sum(case.talks.month)", NUMBER),
        ("sort(case.talks.note)", Kind("list", STRING)), ("get or else(age, 1)", NUMBER), ("null", Kind("null")),
        ("full time", BOOLEAN), ("name instance of number", BOOLEAN), ("substring(string: name, start position: 1)", STRING),
        ("split(name, \" \")[1]", STRING), ("[1, 2][item > 1]", Kind("list", NUMBER)), ("-@\"P1M\"", Kind("years and months duration")),
        ("[{a: 1}][a > 0].a", Kind("list", NUMBER)), ("unknown.year", None), ("[1..3].start included", BOOLEAN),
    ],
)  # fmt: skip
def test_the_kind_of_a_value_is_known_where_it_can_be(text: str, kind: Kind | None) -> None:
    assert hint_of(text, TYPES) == kind


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"a" + 1', '«"a" + 1»: found string + number, expected string + string'),
        ("unknown - name", "«unknown - name»: found a value - string, expected number - number or "),
        ("null * 2", "«null * 2»: found null * number, expected "),
        ("-name", "«-name»: found - before string, expected - before a number or duration"),
        ("born > 3", "«born > 3»: found date > number, expected two of one kind that has an order"),
        ("born > now()", "«born > now()»: found date > date and time, "),
        ("open < open", "«open < open»: found boolean < boolean, "),
        ('1 = "1"', '«1 = "1"»: found number = string, expected two of one kind'),
        ("age between 1 and name", "«age between 1 and name»: found number between number and string, "),
        ("if age then 1 else 2", "«age»: found number, expected boolean"),
        ("1 and open", "«1»: found number, expected boolean"),
        ("substring(5, 1)", "«substring(5, 1)»: found «string» is number, expected string"),
        ("substring(name)", "«substring(name)»: found 1 argument, expected (string, start position, length)"),
        ("substring(text: name)", "«substring(text: name)»: found (text), expected (string, start position, length)"),
        ("string length([1])", "«string length([1])»: found «string» is list, expected string"),
        ("not(1)", "«not(1)»: found number, expected boolean"),
        ("substrng(name, 1)", "«substrng(name, 1)»: found «substrng», expected a function that is known here, such as «substring»"),
        ("age(1)", "«age(1)»: found number, expected a function"),
        ("limit of()", "«limit of()»: found 0 arguments, expected 1"),
        ('(function(a: number) a)("x")', '«"x"»: found string, expected number'),
        ("born.yaer", "«born.yaer»: found «yaer» of date, expected «year» or «month» or "),
        ("name.first", "«name.first»: found «first» of string, expected something that has members"),
        ("[1..\"a\"]", '«[1.."a"]»: found a range from number to string, expected two of one kind that has an order'),
        ("for i in 1..name return i", "«1..name»: found steps from number to string, expected two numbers or two dates"),
        ("for i in [\"a\"..\"b\"] return i", '«["a".."b"]»: found a range of string, expected a range of numbers or dates'),
        ("for i in null return i", "«null»: found null, expected a list or range"),
        ("{a: 1, a: 2}", "«{a: 1, a: 2}»: found two entries «a», expected entries of different names"),
        ('@"2026-02-30"', '«@"2026-02-30"»: found @"2026-02-30", expected a date, time, date and time or duration that there is'),
    ],
)  # fmt: skip
def test_what_can_never_work_is_told_with_its_place(text: str, message: str) -> None:
    (found,) = mismatches(text, TYPES)

    assert str(found).startswith(message)
    assert found.certain


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('open and age > "3"', '«age > "3"»: found number > string'),
        ("open or name", "«name»: found string, expected boolean"),
        ('if open then "a" + 1 else 1', '«"a" + 1»: found string + number'),
        ('case.talks[month > "a"]', '«month > "a"»: found number > string'),
        ("for t in case.talks return t.note + 1", "«t.note + 1»: found string + number"),
        ("some t in case.talks satisfies t.note", "«t.note»: found string, expected boolean"),
        ("function(a) a + open", "«a + open»: found a value + boolean"),
        ("name = 1", "«name = 1»: found string = number"),
        ("case.talks.month.year", "«case.talks.month.year»: found «year» of number"),
        ('age in ("a", 1)', '«"a"»: found a test of string, expected a test of number'),
        ("age in [born..born]", "«[born..born]»: found a test of date, expected a test of number"),
        ('matches(name, "a", age)', None),
    ],
)
def test_what_can_never_work_is_told_also_where_evaluation_may_not_come(
    text: str, message: str | None
) -> None:
    (found,) = mismatches(text, TYPES)

    assert message is None or str(found).startswith(message)
    assert not found.certain


def test_a_condition_must_be_true_or_false() -> None:
    assert mismatches("age > 18", TYPES, expected=BOOLEAN) == ()
    assert mismatches("unknown", TYPES, expected=BOOLEAN) == ()
    assert [str(found) for found in mismatches("name", TYPES, expected=BOOLEAN)] == [
        "«name»: found string, expected boolean"
    ]


def test_the_tests_of_a_cell_are_held_against_their_column() -> None:
    types = {("?",): NUMBER}

    assert mismatches(read_tests("< 3, [1..5], ? > 2 and open"), types) == ()
    assert [found.expression for found in mismatches(read_tests('"A", < "B", 5'), types)] == [
        '"A"',
        '(< "B")',
    ]


def test_what_may_work_is_not_told() -> None:
    fine = [
        'substring(["a"], 1)', "count(1)", "case.talks[age].month", "unknown(1)[1]", "age = null", "null and open", "date(born)",
        "name in (name, unknown)", 'age in [1, "a"]', "contains(unknown, unknown)", "(function(a: number) a)([1])", "{a: 1}.b",
        'min(1, "a")', "case.talks[first > 1]", "[{f: function(a) a}][f(1) = 1]", "[1..null]", "time offset",
    ]  # fmt: skip

    assert {text: found for text in fine if (found := mismatches(text, {**TYPES, ("unknown",): ANY}))} == {}


def test_a_text_that_is_no_expression_has_no_hints() -> None:
    with pytest.raises(FeelSyntaxError):
        hint_of("1 +")


SAMPLES: dict[str, object] = {
    "null": None,
    "number": Decimal(2),
    "string": "a",
    "boolean": True,
    "date": date(2026, 2, 10),
    "time": time(9, tzinfo=UTC),
    "date and time": datetime(2026, 2, 10, 9, tzinfo=UTC),
    "years and months duration": YearsMonths(14),
    "days and time duration": DaysTime(90_000_000),
    "list": [Decimal(1)],
    "context": {"a": Decimal(1)},
    "range": Range(Decimal(1), True, Decimal(2), True),
}


@pytest.mark.parametrize("sign", [*ARITHMETIC, "=", "!=", "<", ">="])
@pytest.mark.parametrize("left", SAMPLES)
def test_two_values_go_together_where_the_hints_say_so(left: str, sign: str) -> None:
    for right in SAMPLES:
        types = {("a",): Kind(left), ("b",): Kind(right)}

        outcome = parse(f"a {sign} b").evaluate({"a": SAMPLES[left], "b": SAMPLES[right]}, NOW)

        assert bool(mismatches(f"a {sign} b", types)) == bool(outcome.problems), right
        assert outcome.problems or is_of(outcome.value, hint_of(f"a {sign} b", types) or ANY), right


@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind not in ("list", "context")])
def test_a_value_has_the_members_that_the_hints_know(kind: str) -> None:
    for member in {"year", "a", *(name for members in MEMBERS.values() for name in members)}:
        types = {("v",): Kind(kind)}

        outcome = parse(f"v.{member}").evaluate({"v": SAMPLES[kind]}, NOW)

        assert bool(mismatches(f"v.{member}", types)) == bool(outcome.problems), member
        assert outcome.value is None or is_of(outcome.value, hint_of(f"v.{member}", types) or ANY), member


def test_the_result_of_every_built_in_function_is_told() -> None:
    assert set(RESULTS) == set(BUILTINS)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_standard_give_what_the_hints_say(text: str) -> None:
    tree = read(text)

    for node in (tree, tree.left if isinstance(tree, Comparison) else tree):
        value = parse(text_of_tree(node)).evaluate({}, NOW).value

        assert mismatches(node) == ()
        assert is_of(value, hint_of(node) or ANY)


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_a_built_in_function_takes_what_the_hints_let_pass(name: str) -> None:
    for count in (0, 1, 2, 3, 4):
        for kind in SAMPLES:
            text = f"{name}({', '.join(['v'] * count)})"
            found = mismatches(text, {("v",): Kind(kind)})

            outcome = parse(text).evaluate({"v": SAMPLES[kind]}, NOW)

            assert not found or outcome.problems, (text, kind)
            assert (
                outcome.problems
                or outcome.value is None
                or is_of(outcome.value, hint_of(text, {("v",): Kind(kind)}) or ANY)
            )


SCOPES = st.fixed_dictionaries(
    {
        "age": st.sampled_from([Decimal(3), None]),
        "name": st.sampled_from(["a", None]),
        "open": st.sampled_from([True, False, None]),
        "case": st.fixed_dictionaries(
            {"count": st.sampled_from([Decimal(1), None]), "title": st.sampled_from(["A1", None])}
        ),
        "unknown": st.sampled_from(list(SAMPLES.values())),
        "x": st.just(Decimal(3)),
        "y": st.just([Decimal(1), {"a": None}]),
        "first name": st.just("Sara"),
    }
)


def is_of_operation(found: Mismatch) -> bool:
    """Whether the operation itself cannot work; otherwise its result is of no use where it stands."""
    words = {
        Arithmetic: getattr(found.node, "sign", ""),
        Negation: "- before",
        Between: " between ",
        Path: "» of ",
    }
    return words.get(type(found.node), "nowhere") in found.found


def evaluated(text: str, scope: Mapping[str, object]) -> Outcome:
    try:
        return parse(text, scope).evaluate(scope, NOW)
    except (FeelSyntaxError, FeelEvaluationError):
        assume(False)
        raise


def inferred(text: str) -> tuple[Hint, list[Mismatch]]:
    inference = Inference({**TYPES, ("x",): NUMBER, ("y",): Kind("list"), ("first name",): STRING})
    names = {name for path in inference.types for name in path}
    return inference.hint(read(text, known(names)), Place()), inference.mismatches


@given(TYPED | BARE, SCOPES)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_told_beforehand_is_met_when_it_is_evaluated(text: str, scope: Mapping[str, object]) -> None:
    outcome = evaluated(text, scope)

    hint, found = inferred(text)

    if not outcome.problems:
        assert not [mismatch for mismatch in found if mismatch.certain]
        assert outcome.value is None or is_of(outcome.value, hint.kind or ANY)
        assert outcome.value is not None or not hint.sure
    for mismatch in filter(is_of_operation, found):
        alone = evaluated(mismatch.expression, scope)
        assert alone.problems or alone.value in (None, [], [None]), mismatch
