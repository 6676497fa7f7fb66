"""Verification of decision tables agrees with trying out every input."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.feel import parse_unary_tests
from decisions.verification import Condition, Finding, FindingKind
from tests.unit.decisions.verified import NOW, Verified, numbers

NUMBERS = [half / 2 for half in range(-1, 6)]
VALUES = {
    "number": [*NUMBERS, None],
    "boolean": [True, False, None],
    "string": ["A", "B", "C", "another", None],
}
ends = st.integers(0, 2)
number_tests = st.one_of(
    ends.map(str),
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "!="]), ends).map(lambda one: f"{one[0]} {one[1]}"),
    st.tuples(st.sampled_from("[("), ends, ends, st.sampled_from("])"))
    .filter(lambda one: one[1] <= one[2])
    .map(lambda one: f"{one[0]}{one[1]}..{one[2]}{one[3]}"),
)
string_tests = st.sampled_from(['"A"', '"B"', '"C"'])
boolean_tests = st.sampled_from(["true", "false"])


def cells(tests: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Cells of one or two tests, negated ones, those for null and those for anything."""
    several = st.lists(tests | st.just("null"), min_size=1, max_size=2).map(", ".join)
    return st.one_of(st.just("-"), tests, several, several.map(lambda text: f"not({text})"))


CELLS = {"number": cells(number_tests), "boolean": cells(boolean_tests), "string": cells(string_tests)}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, ...]]]:
    """The kinds of up to three columns, and up to five rules."""
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=3))
    rule = st.tuples(*(CELLS[kind] for kind in kinds), st.sampled_from(["1", "2", "3"]))
    return kinds, draw(st.lists(rule, min_size=1, max_size=5))


def verified(kinds: list[str], rows: list[tuple[str, ...]], policy: str) -> Verified:
    columns = [(f"C{place}", f"c{place}") for place in range(len(kinds))]
    typed = {f"C{place}": (kind, "") for place, kind in enumerate(kinds)}
    return Verified(columns, rows, policy, typed, output_values="3, 2, 1")


def tried(table: Verified, kinds: list[str]) -> dict[tuple[object, ...], list[int]]:
    """For one input of each class the rules that match; a float is one of the numbers."""
    return {
        values: table.matching({f"C{place}": value for place, value in enumerate(values)})
        for values in product(*(VALUES[kind] for kind in kinds))
    }


def lies_in(finding: Finding, values: tuple[object, ...]) -> bool:
    return all(holds(one, values[int(one.label[1:])]) for one in finding.where)


def holds(condition: Condition, value: object) -> bool:
    """A condition means null only where it names it, whatever the evaluator makes of null in a test."""
    if value is None:
        return ("null" in condition.tests) is not condition.negated
    return parse_unary_tests(condition.feel).matches(value, {}, NOW) is True


@settings(max_examples=100, deadline=None)
@given(tables())
def test_the_gaps_are_exactly_the_inputs_without_rule(drawn):
    kinds, rows = drawn
    table = verified(kinds, rows, "FIRST")
    nullable = [any("null" in row[place] for row in rows) for place in range(len(kinds))]

    gaps = table.of(FindingKind.GAP)

    for values, matching in tried(table, kinds).items():
        if all(value is not None or nullable[place] for place, value in enumerate(values)):
            assert any(lies_in(gap, values) for gap in gaps) is (matching == [])
    assert [table.matched(gap) for gap in gaps] == [[] for _ in gaps]


@settings(max_examples=100, deadline=None)
@given(tables())
def test_the_overlaps_are_exactly_the_pairs_of_rules_that_meet(drawn):
    kinds, rows = drawn
    table = verified(kinds, rows, "UNIQUE")

    overlaps = table.of(FindingKind.OVERLAP)

    met = {pair for matching in tried(table, kinds).values() for pair in combinations(matching, 2)}
    assert {tuple(numbers(one)) for one in overlaps} == met
    for one in overlaps:
        assert set(numbers(one)) <= set(table.matched(one))


@settings(max_examples=100, deadline=None)
@given(tables(), st.sampled_from(["FIRST", "PRIORITY"]))
def test_the_unreachable_and_impossible_rules_are_exactly_those_never_taken(drawn, policy):
    kinds, rows = drawn
    table = verified(kinds, rows, policy)
    ranks = {
        number: (-int(row[-1]) if policy == "PRIORITY" else 0, number) for number, row in enumerate(rows, 1)
    }

    dead = [*table.of(FindingKind.UNREACHABLE), *table.of(FindingKind.IMPOSSIBLE)]

    taken = {min(matching, key=ranks.__getitem__) for matching in tried(table, kinds).values() if matching}
    assert {numbers(one)[0] for one in dead} == {*ranks} - taken
