"""Verification of decision tables: planted faults are found, and their examples hold in the evaluator."""

from pathlib import Path

import pytest

from decisions.dmn import parse
from decisions.verification import FindingKind, Reason, verify
from tests.unit.decisions.models import input_data, model, table
from tests.unit.decisions.verified import NOW, Verified, numbers

PROCESSES = Path(__file__).parents[3] / "processes"

GAPS = [
    ("booleans", [("Done", "d")], [("true", "1")], {"Done": "false"}),
    ("numbers at a point", [("Months", "m")], [("< 3", "1"), ("> 3", "2")], {"Months": "3"}),
    ("numbers between whole ones", [("M", "m")], [("<= 3", "1"), (">= 4", "2")], {"M": "3.5"}),
    ("dates", [("Day", "d")], [('< date("2026-01-31")', "1"), ('> @"2026-01-31"', "2")], {"Day": 'date("2026-01-31")'}),
    ("strings", [("Status", "s")], [('"OPEN"', "1"), ('"DONE"', "2")], {"Status": '"another"'}),
    ("ordered strings", [("S", "s")], [('< "M"', "1"), ('> "M"', "2")], {"S": '"M"'}),
    ("months", [("Age", "a")], [('< duration("P3M")', "1"), ('> duration("P1Y")', "2")], {"Age": 'duration("P3M")'}),
    ("days", [("Age", "a")], [('<= duration("P3D")', "1")], {"Age": 'duration("P4D")'}),
    ("times", [("At", "a")], [('[time("08:00:00")..time("12:00:00"))', "1"), ('>= time("12:00:00")', "2")], {"At": 'time("07:00:00")'}),
    ("moments", [("At", "a")], [('< date and time("2026-01-01T00:00:00Z")', "1")], {"At": 'date and time("2026-01-01T00:00:00Z")'}),
    ("null", [("M", "m")], [("< 3", "1"), (">= 3", "2"), ("not(null)", "3")], {"M": "null"}),
    ("negated tests", [("S", "s")], [('not("A", "B")', "1"), ('"A"', "2")], {"S": '"B"'}),
    ("conditions", [("M", "m")], [("? > 3 and ? <= 9 or ? = 1", "1"), ("? between 2 and 3", "2"), ("not(? <= 9)", "3")], {"M": "0"}),
    ("infinite ranges", [("M", "m")], [("[5..null]", "1"), ("[null..3)", "2")], {"M": "3"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("inputs", "rows", "example"), [gap[1:] for gap in GAPS], ids=[gap[0] for gap in GAPS]
)
def test_a_gap_is_named_with_an_input_that_no_rule_matches(inputs, rows, example):
    verified = Verified(inputs, rows, policy="FIRST")

    (gap,) = verified.of(FindingKind.GAP)

    assert gap.example == example
    assert verified.matched(gap) == []


COMPLETE = [
    ("neighbouring days", [("Day", "d")], [('<= date("2026-01-01")', "1"), ('>= date("2026-01-02")', "2")]),
    ("neighbouring months", [("Age", "a")], [('<= duration("P1M")', "1"), ('>= duration("P2M")', "2")]),
    ("a whole day", [("At", "a")], [('>= time("00:00:00")', "1")]),
    ("both truths", [("Done", "d")], [("true", "1"), ("false", "2")]),
    ("a list and its negation", [("S", "s")], [('"A","B"', "1"), ('not("A","B")', "2")]),
    ("half-open ranges", [("M", "m")], [("< 0", "1"), ("[0..5)", "2"), ("[5..7]", "3"), ("]7..9]", "4"), ("> 9", "5")]),
    ("two columns", [("A", "a"), ("B", "b")], [("true", "-", "1"), ("false", "< 3", "2"), ("false", ">= 3", "3")]),
    ("days of far years", [("Day", "d")], [('<= date("9999-12-31")', "1"), ('>= date("10000-01-01")', "2")]),
    ("the largest number", [("M", "m")], [("<= 9.999999999999999999999999999999999E6144", "1")]),
    ("lists as tests", [("M", "m")], [("[1, 2]", "1"), ("not([1, 2])", "2")]),
]  # fmt: skip


@pytest.mark.parametrize(("inputs", "rows"), [one[1:] for one in COMPLETE], ids=[one[0] for one in COMPLETE])
def test_a_table_without_gap_or_overlap_is_found_right(inputs, rows):
    assert Verified(inputs, rows).findings == ()


def test_neighbouring_gaps_are_told_as_one():
    rows = [("< 3", "-", "1"), ("[3..12)", '"open"', "2"), (">= 12", '"done"', "3")]

    verified = Verified([("Months", "m"), ("Status", "s")], rows)

    assert [gap.text("en") for gap in verified.of(FindingKind.GAP)] == [
        'No rule for Months in [3..12) and Status other than "open"; for example Months = 3 and Status = "done".',
        'No rule for Months >= 12 and Status other than "done"; for example Months = 12 and Status = "open".',
    ]
    assert [verified.matched(gap) for gap in verified.findings] == [[], []]


def test_a_gap_tells_its_exact_bounds():
    verified = Verified([("Exhausted", "e"), ("Months", "m")], [("true", "-", "1"), ("false", "< 3", "2"), ("false", "> 3", "3")])  # fmt: skip

    gap = verified.only()

    assert gap.text("de") == "Keine Regel für Exhausted = false und Months = 3."
    assert [(one.label, one.feel) for one in gap.where] == [("Exhausted", "false"), ("Months", "3")]
    assert verified.matched(gap) == []


def test_a_table_without_rules_has_one_gap():
    gap = Verified([("A", "a")], []).only()

    assert (gap.kind, gap.where, gap.text("fr")) == (
        FindingKind.GAP,
        (),
        "Aucune règle ne s’applique jamais.",
    )


@pytest.mark.parametrize(
    ("policy", "aggregation", "default", "has_gap"),
    [
        ("UNIQUE", "", "", True),
        ("ANY", "", "", True),
        ("FIRST", "", "", True),
        ("PRIORITY", "", "", True),
        ("UNIQUE", "", "2", False),
        ("RULE ORDER", "", "", False),
        ("OUTPUT ORDER", "", "", False),
        ("COLLECT", "", "", False),
        ("COLLECT", "COUNT", "", False),
        ("COLLECT", "SUM", "", True),
        ("COLLECT", "MAX", "0", False),
    ],
)
def test_no_match_is_a_fault_where_it_would_give_null(policy, aggregation, default, has_gap):
    verified = Verified([("M", "m")], [("< 3", "1")], policy, aggregation=aggregation, default=default, output_values="0,1,2")  # fmt: skip

    value = verified.model.evaluate("t", {"m": 3}, NOW).value

    assert bool(verified.of(FindingKind.GAP)) is has_gap
    assert (value is None) is has_gap


@pytest.mark.parametrize(
    ("inputs", "rows", "rules", "example"),
    [
        ([("M", "m")], [("<= 3", "1"), (">= 3", "2")], [1, 2], {"M": "3"}),
        ([("D", "d")], [('<= date("2026-03-01")', "1"), ('> date("2026-02-28")', "1")], [1, 2], {"D": 'date("2026-03-01")'}),
        ([("S", "s")], [('"A","B"', "1"), ('not("A")', "2")], [1, 2], {"S": '"B"'}),
        ([("A", "a"), ("B", "b")], [("true", "-", "1"), ("false", "-", "2"), ("-", "false", "3")], [1, 3], {"A": "true", "B": "false"}),
        ([("M", "m")], [("-", "1"), ("null", "2")], [1, 2], {"M": "null"}),
    ],
)  # fmt: skip
def test_two_rules_of_a_unique_table_that_match_one_input_overlap(inputs, rows, rules, example):
    verified = Verified(inputs, rows)

    found = verified.of(FindingKind.OVERLAP)[0]

    assert (numbers(found), found.example) == (rules, example)
    assert verified.matched(found) == rules


@pytest.mark.parametrize("policy", ["FIRST", "COLLECT", "RULE ORDER"])
def test_rules_may_overlap_where_the_policy_is_made_for_it(policy):
    assert Verified([("M", "m")], [("< 3", "1"), ("-", "2")], policy).findings == ()


def test_any_forbids_different_results_for_one_input_only():
    verified = Verified([("M", "m")], [("< 5", "1"), ("> 3", "1.0"), (">= 5", '"x"')], "ANY")

    found = verified.only()

    assert (found.kind, numbers(found)) == (FindingKind.CONTRADICTION, [2, 3])
    assert verified.matched(found) == [2, 3]
    assert found.text("de") == (
        "Die Regeln 2 und 3 treffen beide zu und ergeben Verschiedenes für M >= 5; zum Beispiel M = 5."
    )


def test_computed_results_of_any_are_not_judged_where_rules_meet():
    found = Verified([("M", "m")], [("< 5", "x"), ("-", "y"), ("> 5", "y")], "ANY").only()

    assert (found.kind, found.reason, numbers(found)) == (
        FindingKind.NOT_JUDGED,
        Reason.COMPUTED_OUTPUT,
        [1, 2],
    )


def test_a_rule_behind_others_that_take_all_its_inputs_is_unreachable():
    rows = [
        ("< 5", "-", "1"),
        ("-", 'not("A")', "2"),
        (">= 3", '"A"', "3"),
        ("> 7", "-", "4"),
        ("-", "-", "5"),
    ]

    verified = Verified([("M", "m"), ("S", "s")], rows, "FIRST")

    found = verified.only()
    assert (found.kind, numbers(found)) == (FindingKind.UNREACHABLE, [4, 2, 3])
    assert verified.matched(found)[0] < 4
    assert found.text("de") == "Regel 4 kommt nie zum Zug, denn immer geht ihr eine andere vor: 2 und 3."


def test_the_last_rule_for_all_the_rest_is_reached_by_null():
    assert Verified([("M", "m")], [("< 5", "1"), (">= 5", "2"), ("-", "3")], "FIRST").findings == ()


def test_under_priority_the_rank_of_the_results_tells_which_rule_is_unreachable():
    verified = Verified([("M", "m")], [("< 3", '"C"'), ("-", '"A"'), ("> 9", '"B"')], "PRIORITY", output_values='"A","B","C"')  # fmt: skip

    assert [numbers(one) for one in verified.findings] == [[1, 2], [3, 2]]
    assert [verified.matched(one) for one in verified.findings] == [[1, 2], [2, 3]]


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        ("[5..3]", None),
        ("(3..3)", None),
        ('"LOST"', {"M": ("string", '"OPEN","DONE"')}),
        ("> 100", {"M": ("number", "[0..100]")}),
        ('"3"', {"M": ("number", "")}),
        ("? > 3 and ? < 2", None),
    ],
)
def test_a_rule_that_no_allowed_value_fulfils_is_impossible(cell, typed):
    verified = Verified([("M", "m")], [(cell, "1"), ("-", "2")], "FIRST", typed)

    found = verified.only()

    assert (found.kind, numbers(found), found.column, found.entries) == (
        FindingKind.IMPOSSIBLE,
        [1],
        "M",
        (cell,),
    )


def test_results_and_defaults_must_be_among_the_output_values():
    rows = [("< 3", '"A"'), (">= 3", '"X"'), ("null", "if m then 1 else 2")]

    found = Verified([("M", "m")], rows, "FIRST", output_values='"A","B"', default='"Y"').findings

    assert [(one.kind, numbers(one), one.entries) for one in found] == [
        (FindingKind.OUTPUT_NOT_ALLOWED, [2], ('"X"',)),
        (FindingKind.OUTPUT_NOT_ALLOWED, [], ('"Y"',)),
        (FindingKind.NOT_JUDGED, [3], ()),
    ]
    assert found[1].text("de") == 'Der Vorgabewert «"Y"» für «out» ist nicht erlaubt.'


def test_at_most_twenty_findings_are_told_and_the_rest_is_counted():
    rows = [("-", f"{number}") for number in range(30)]

    found = Verified([("M", "m")], [*rows, ("[5..3]", "1")]).findings

    assert len(found) == 20
    assert [one.kind for one in found[-2:]] == [FindingKind.OVERLAP, FindingKind.IMPOSSIBLE]
    assert found[-2].more == 30 * 29 // 2 - 19
    assert found[-2].text("en").endswith("And 416 more.")


def test_a_table_inside_of_a_context_or_function_is_verified_too():
    inner = table("inner", [("M", "m")], ["out"], [("< 3", "1")])
    logic = inner[inner.index("<decisionTable") : inner.index("</decision>")]
    context = f'<decision id="d" name="d"><context><contextEntry><variable name="a"/>{logic}</contextEntry></context></decision>'
    function = f'<businessKnowledgeModel id="b" name="b"><encapsulatedLogic><formalParameter name="m"/>{logic}</encapsulatedLogic></businessKnowledgeModel>'

    found = verify(parse(model(context, function, input_data("status"))))

    assert [(one.kind, one.decision, one.table) for one in found] == [
        (FindingKind.GAP, "d", "inner_table"),
        (FindingKind.GAP, "b", "inner_table"),
    ]


def test_the_tables_of_the_procedures_have_no_fault():
    found = {
        path.stem: [(one.decision, one.kind, one.reason) for one in verify(parse(path.read_bytes()))]
        for path in sorted(PROCESSES.rglob("*.dmn"))
    }

    assert found == {
        "breaks_repeated": [],
        "complex_situation": [("problem_field_groups", FindingKind.NOT_JUDGED, Reason.COMPUTES)],
        "eligibility": [],
        "former_plan": [],
        "still_employed": [],
        "talk_check": [],
        "target_group": [],
    }
