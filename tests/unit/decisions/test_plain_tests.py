"""The quick ways give what the whole language gives."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.dmn import parse
from decisions.feel import parse as parse_expression
from decisions.feel import parse_unary_tests
from decisions.feel.comparison import any_of, passes
from decisions.feel.run import DEFAULT_LIMITS, Run
from tests.unit.decisions.models import model, table

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
PIECES = (
    "3", "-2.5", "0", '"A"', '"b"', "true", "null", '@"2026-02-10"', '@"P1M"', '@"PT2H"', "[1..3]", "(1..3)", "]1..3[",
    "[3..1]", "< 3", ">= -1", "> 2.5", '["A".."C")', '< "b"', '[@"2026-01-01"..@"2026-12-31")', '< @"P2M"', "[1..x]",
)  # fmt: skip
VALUES = (
    Decimal(3), Decimal("-2.5"), Decimal(1), Decimal(2), 0, "A", "B", "b", "", True, False, None, date(2026, 2, 10),
    date(2025, 1, 1), datetime(2026, 2, 10, tzinfo=UTC), [Decimal(3)], ["A"], [], {},
    parse_expression('@"P1M"').evaluate({}, NOW).value, parse_expression('@"PT2H"').evaluate({}, NOW).value,
)  # fmt: skip


def of_whole_language(
    pieces: list[str], negated: bool, value: object, scope: dict[str, object]
) -> bool | None:
    run = Run({}, NOW, DEFAULT_LIMITS)
    given = Decimal(value) if type(value) is int else value
    answers = []
    for piece in pieces:
        text = f"({piece})" if piece[0] in "<>" else piece
        test = parse_expression(text).evaluate(scope, NOW).value
        unknown = (test is None and piece != "null") or ("x" in piece and scope.get("x") is None)
        answers.append(None if unknown else passes(given, test, run))
    found = any_of(answers)
    return None if found is None else found is not negated


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from(VALUES),
    st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_cells_pass_as_the_whole_language_says(
    pieces: list[str], negated: bool, value: object, known: bool
) -> None:
    scope: dict[str, object] = {"x": Decimal(2)} if known else {}
    text = ", ".join(pieces)

    found = parse_unary_tests(f"not({text})" if negated else text).matches(value, scope, NOW)

    assert found == of_whole_language(pieces, negated, value, scope)


CELLS = st.sampled_from(("-", "3", "< 3", "[1..3)", "not(1, 2)", "> x", "null", '"A"'))


@given(
    st.lists(st.tuples(CELLS, CELLS, st.sampled_from(("1", "2", "x"))), max_size=6),
    st.sampled_from(("UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT")),
    st.sampled_from(VALUES),
    st.sampled_from(VALUES),
)
@settings(max_examples=300, deadline=None)
def test_a_value_without_its_trace_is_the_value_with_it(
    rows: list[tuple[str, str, str]], policy: str, one: object, other: object
) -> None:
    read = parse(
        model(table("t", [("A", "a"), ("B", "b")], ["o"], rows, policy=policy, output_values="1, 2"))
    )
    scope = {"a": one, "b": other, "x": Decimal(2)}

    quick, traced = read.value("t", scope, NOW), read.evaluate("t", scope, NOW)

    assert quick.value == traced.value
