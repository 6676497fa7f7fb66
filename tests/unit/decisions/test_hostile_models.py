"""Models made to hold up or fill up the machine: refused, or done with soon."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from random import Random
from time import thread_time

import pytest

from decisions.dmn import DmnError, parse
from decisions.explaining import explain
from decisions.feel import FeelEvaluationError
from decisions.verification import verify
from tests.unit.decisions.models import input_data, literal, model, table, wrapped

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)


@contextmanager
def soon(seconds: float = 2) -> Iterator[None]:
    begun = thread_time()
    yield
    assert thread_time() - begun < seconds


def doubling(levels: int) -> str:
    """Types that hold the one before twice."""
    first = '<itemDefinition name="t0"><typeRef>number</typeRef></itemDefinition>'
    return first + "".join(
        f'<itemDefinition name="t{n}"><itemComponent name="a"><typeRef>t{n - 1}</typeRef></itemComponent>'
        f'<itemComponent name="b"><typeRef>t{n - 1}</typeRef></itemComponent></itemDefinition>'
        for n in range(1, levels)
    )


@pytest.mark.parametrize(
    ("elements", "message"),
    [
        (doubling(25), "has more than 1000 parts"),
        (
            "".join(
                f'<itemDefinition name="t{n}"><typeRef>t{n + 1}</typeRef></itemDefinition>'
                for n in range(1000)
            ),
            "rests on more than 50 others",
        ),
        ("".join(f'<foo id="q{n}"/>' for n in range(8000)), "<foo> is not served"),
        (literal("long", "+".join(["1"] * 150)), "nested at most 100 deep"),
    ],
    ids=["types that double", "types in a chain", "many faults", "a sum without end"],
)
def test_what_would_take_too_long_is_refused_soon(elements: str, message: str) -> None:
    with soon(), pytest.raises(DmnError, match=message):
        parse(model(elements))


def test_many_inputs_with_names_of_two_words_are_read_soon() -> None:
    with soon(4):
        parse(model(*(input_data(f"a b{n}") for n in range(4000)), literal("d", "a b7", ["input:a b7"])))


def test_decisions_that_require_each_other_too_deeply_end_in_an_error() -> None:
    chain = [literal(f"d{n}", f"d{n + 1}", [f"decision:d{n + 1}"]) for n in range(400)]
    xml = model(*reversed(chain), literal("d400", "1"))

    with soon(), suppress(DmnError):
        read = parse(xml)
        with pytest.raises(FeelEvaluationError):
            read.value("d0", {}, NOW)


def test_allowed_values_keep_to_limits_of_their_own() -> None:
    kind = (
        '<itemDefinition name="tN"><typeRef>number</typeRef>'
        "<allowedValues><text>every x in 1..4000 satisfies x &gt; 0</text></allowedValues></itemDefinition>"
        '<itemDefinition name="tL" isCollection="true"><typeRef>tN</typeRef></itemDefinition>'
    )
    read = parse(
        model(kind, literal("d", "for i in 1..1000 return i", variable='<variable name="d" typeRef="tL"/>'))
    )

    with soon():
        assert read.value("d", {}, NOW).value is None


@pytest.mark.parametrize(
    "text",
    [
        '{s: "' + "x" * 12_000 + '", a: s + s, b: a + a, c: b + b, r: string(for i in 1..9000 return c)}.r',
        "count(concatenate(" + ", ".join(["for i in 1..5000 return i"] * 40) + "))",
        "count([" + ", ".join(["case.a ** case.b"] * 2400) + "])",
        "for i in 1..20 return [" * 1 + "partial[-1], " * 89 + "partial[-1]]",
    ],
    ids=["a text of texts", "lists joined", "powers", "lists within lists"],
)
def test_what_would_fill_the_machine_ends_in_an_error_or_a_null(text: str) -> None:
    scope = {"case": {"a": 1234567890123456789, "b": 3}}
    read = parse(model(wrapped("d", f"<literalExpression><text>{text}</text></literalExpression>")))

    with soon(), suppress(FeelEvaluationError):
        assert read.value("d", scope, NOW).value is None


def test_a_large_table_whose_rules_all_meet_is_judged_soon() -> None:
    chance = Random(1)
    rows = [
        (*(f"[{chance.randrange(100)}..{chance.randrange(100, 200)}]" for _ in range(20)), "1")
        for _ in range(180)
    ]
    read = parse(model(table("t", [(f"C{n}", f"c{n}") for n in range(20)], ["o"], rows)))

    with soon(20):
        found = verify(read)

    assert 0 < len(found) <= 25


def test_layers_that_rest_on_the_same_tables_are_told_once() -> None:
    layers = [table("a0", [("X", "x")], ["o"], [("-", "1")]), table("b0", [("X", "x")], ["o"], [("-", "1")])]
    for n in range(1, 20):
        below = [f"decision:a{n - 1}", f"decision:b{n - 1}"]
        layers += [
            table(f"{one}{n}", [("X", f"a{n - 1}")], ["o"], [("-", "1")], requires=below) for one in "ab"
        ]
    read = parse(model(*layers))

    with soon():
        told = explain(read.evaluate("a19", {"x": 1}, NOW).trace)

    assert len(told) < 20_000


def test_a_table_without_columns_gives_the_same_with_and_without_its_trace() -> None:
    read = parse(model(table("t", [], ["o"], [('"yes"',)], policy="FIRST")))

    assert read.value("t", {}, NOW).value == read.evaluate("t", {}, NOW).value == "yes"
