"""Decision tables: what each hit policy makes of the matching rules, and how the trace tells it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from decisions.dmn import Evaluation, parse
from tests.unit.decisions.models import input_data, literal, model, table

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
ROWS = [("> 10", '"low"', "1"), ("> 20", '"high"', "2"), ("> 30", '"high"', "3")]


def evaluated(
    policy: str, x: object, aggregation: str = "", column: int = 1, default: str = ""
) -> Evaluation:
    rows = [(row[0], row[column]) for row in ROWS]
    values = '"high", "low"' if column == 1 else "3, 2, 1"
    text = table("t", [("X", "x")], ["out"], rows, policy, (), values, default, aggregation)
    return parse(model(text)).evaluate("t", {"x": x}, NOW)


@pytest.mark.parametrize(
    ("policy", "x", "expected"),
    [
        ("UNIQUE", 15, "low"),
        ("UNIQUE", 5, None),
        ("FIRST", 35, "low"),
        ("PRIORITY", 25, "high"),
        ("RULE ORDER", 35, ["low", "high", "high"]),
        ("OUTPUT ORDER", 35, ["high", "high", "low"]),
        ("COLLECT", 35, ["low", "high", "high"]),
        ("COLLECT", 5, []),
    ],
)
def test_the_hit_policy_chooses_among_the_matching_rules(policy: str, x: int, expected: object) -> None:
    assert evaluated(policy, x).value == expected


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3)])
def test_collect_can_aggregate(aggregation: str, expected: int) -> None:
    assert evaluated("COLLECT", 35, aggregation, column=2).value == expected


def test_a_default_output_stands_in_where_no_rule_matches() -> None:
    assert evaluated("UNIQUE", 5, default='"none"').value == "none"


def test_two_hits_of_a_unique_table_are_a_problem_that_names_both_rules() -> None:
    found = evaluated("UNIQUE", 25)

    assert found.value is None
    assert found.problems == ("«t» allows one match, but rule 1 (t_rule_1) and rule 2 (t_rule_2) match",)


def test_any_wants_equal_results() -> None:
    assert evaluated("ANY", 15).value == "low"
    assert evaluated("ANY", 25).value is None
    assert "rule 1 (t_rule_1) and rule 2 (t_rule_2) differ" in evaluated("ANY", 25).problems[0]


def test_several_outputs_make_a_context() -> None:
    text = table("t", [("X", "x")], ["level", "months"], [("> 10", '"low"', "3")])
    read = parse(model(text))

    assert read.outputs("t") == ("level", "months")
    assert read.evaluate("t", {"x": 11}, NOW).value == {"level": "low", "months": Decimal(3)}


def test_a_value_outside_of_the_columns_values_is_a_problem() -> None:
    text = table("t", [("Status", "status")], ["out"], [("-", "1")]).replace(
        "</inputExpression>", '</inputExpression><inputValues><text>"OPEN","DONE"</text></inputValues>'
    )

    found = parse(model(text)).evaluate("t", {"status": "LOST"}, NOW)

    assert found.value is None
    assert found.problems == ("«Status» in «t» is none of the values the column allows",)


def test_the_trace_shows_columns_rules_cells_and_results() -> None:
    rows = [("> 10", '"A"', '"first"'), ("> 20", "-", '"second"'), ("-", '"B"', '"third"')]
    text = table("t", [("Amount", "x"), ("Group", "case.group")], ["out"], rows, "COLLECT").replace(
        '<rule id="t_rule_1">', '<rule id="t_rule_1"><description>Small amounts</description>'
    )

    trace = parse(model(text)).evaluate("t", {"x": 15, "case": {"group": "B"}}, NOW).trace

    assert (trace.decision, trace.kind, trace.hit_policy, trace.value) == (
        "t",
        "decisionTable",
        "COLLECT",
        ["third"],
    )
    assert trace.inputs == (("Amount", "x", Decimal(15)), ("Group", "case.group", "B"))
    assert [(rule.number, rule.rule, rule.matched) for rule in trace.rules] == [
        (1, "t_rule_1", False),
        (2, "t_rule_2", False),
        (3, "t_rule_3", True),
    ]
    assert trace.rules[0].cells == (("> 10", True), ('"A"', False))
    assert trace.rules[0].annotation == "Small amounts"
    assert trace.rules[0].outputs == (("out", '"first"', None),)
    assert trace.rules[2].outputs == (("out", '"third"', "third"),)


def test_the_trace_reaches_down_to_the_required_decisions() -> None:
    upper = table("upper", [("Lower", "lower")], ["out"], [("true", '"yes"')], requires=["decision:lower"])
    read = parse(model(upper, literal("lower", "x > 3", ["input:x"]), input_data("x", "number")))

    found = read.evaluate("upper", {"x": 5}, NOW)

    assert found.value == "yes"
    assert [(trace.decision, trace.kind, trace.value) for trace in found.trace.required] == [
        ("lower", "literalExpression", True)
    ]


TARGET_GROUP = model(
    table(
        "target_group",
        [
            ("Ausgesteuert", "case.exhausted"),
            ("Voraussichtliche Aussteuerung", "case.exhaustion_expected"),
            ("Sozialhilfe", "case.social_assistance"),
            ("Arbeitsmarktfähig", "case.fit_for_labour_market"),
        ],
        ["group"],
        [
            ("true", "-", "-", "-", '"A"'),
            ("false", "< today() + parameters.prevention_lead", "-", "-", '"B"'),
            ("-", "-", "true", '"YES"', '"C"'),
        ],
        "COLLECT",
    ),
    literal(
        "complex_situation",
        "count(distinct values(for f in case.problem_fields return"
        ' if f in ("HEALTH_PHYSICAL", "HEALTH_PSYCHIC") then "HEALTH" else f)) >= 2 and case.prioritising_difficult',
    ),
)


def case(**changed: object) -> Mapping[str, object]:
    known: dict[str, object] = {
        "exhausted": False,
        "exhaustion_expected": None,
        "social_assistance": False,
        "fit_for_labour_market": "UNCLEAR",
        "problem_fields": [],
        "prioritising_difficult": True,
    }
    lead = parse(model(literal("lead", 'duration("P3M")'))).evaluate("lead", {}, NOW).value
    return {"case": known | changed, "parameters": {"prevention_lead": lead}}


def day(text: str) -> object:
    return datetime.fromisoformat(text).date()


@pytest.mark.parametrize(
    ("facts", "groups"),
    [
        ({"exhausted": True}, ["A"]),
        ({"exhaustion_expected": day("2026-05-09")}, ["B"]),
        ({"exhaustion_expected": day("2026-05-10")}, []),
        ({"exhausted": True, "exhaustion_expected": day("2026-01-31")}, ["A"]),
        ({"social_assistance": True, "fit_for_labour_market": "YES"}, ["C"]),
        ({"social_assistance": True, "fit_for_labour_market": "NO"}, []),
        ({"exhausted": True, "social_assistance": True, "fit_for_labour_market": "YES"}, ["A", "C"]),
        ({}, []),
    ],
)
def test_the_target_group_of_the_tandem_has_a_strict_boundary_of_three_months(
    facts: dict[str, object], groups: list[str]
) -> None:
    assert parse(TARGET_GROUP).evaluate("target_group", case(**facts), NOW).value == groups


@pytest.mark.parametrize(
    ("fields", "difficult", "expected"),
    [
        (["FINANCE", "FAMILY"], True, True),
        (["FINANCE", "FAMILY"], False, False),
        (["FINANCE"], True, False),
        (["HEALTH_PHYSICAL", "HEALTH_PSYCHIC"], True, False),
        (["HEALTH_PHYSICAL", "HEALTH_PSYCHIC", "ADDICTION"], True, True),
    ],
)
def test_a_situation_is_complex_with_two_groups_of_problems_that_are_hard_to_order(
    fields: list[str], difficult: bool, expected: bool
) -> None:
    scope = case(problem_fields=fields, prioritising_difficult=difficult)

    assert parse(TARGET_GROUP).evaluate("complex_situation", scope, NOW).value is expected


def test_a_model_tells_what_it_reads_from_outside() -> None:
    assert parse(TARGET_GROUP).reads("target_group") == {
        ("case", "exhausted"),
        ("case", "exhaustion_expected"),
        ("case", "social_assistance"),
        ("case", "fit_for_labour_market"),
        ("parameters", "prevention_lead"),
    }
