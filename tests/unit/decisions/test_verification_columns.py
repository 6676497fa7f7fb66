"""Verification of decision tables: what a column's type and allowed values say, unknown bounds, what is not judged."""

import time

import pytest

from decisions.verification import FindingKind, Reason
from tests.unit.decisions.models import input_data
from tests.unit.decisions.verified import NOW, Verified, numbers


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        (("string", '"OPEN","DONE"'), [('"OPEN"', "1"), ('"DONE"', "2")]),
        (("number", "1, 2, 3"), [("<= 1", "1"), (">= 2", "2")]),
        (("number", "[0..100]"), [("[0..50)", "1"), ("[50..100]", "2")]),
        (("number", "? = floor(?)"), [("<= 1", "1"), (">= 2", "2")]),
        (("integer", ""), [("< 1.5", "1"), ("[2..5]", "2"), ("> 5", "3")]),
        (("boolean", ""), [("true", "1"), ("not(true)", "2")]),
        (("status", ""), [('"OPEN","DONE"', "1")]),
    ],
)
def test_type_and_allowed_values_say_which_inputs_there_are(typed, rows):
    verified = Verified([("M", "m")], rows, typed={"M": typed}, extra=STATUS)

    assert verified.findings == ()


STATUS = (
    '<itemDefinition name="status"><typeRef>string</typeRef>'
    '<allowedValues><text>"OPEN","DONE"</text></allowedValues></itemDefinition>'
)


def test_a_missing_allowed_value_is_a_gap():
    verified = Verified([("M", "m")], [('"OPEN"', "1")], typed={"M": ("status", "")}, extra=STATUS)

    gap = verified.only()

    assert gap.example == {"M": '"DONE"'}
    assert verified.matched(gap) == []


def test_the_type_of_an_input_counts_where_the_column_has_none():
    extra = STATUS + input_data("status", "status")

    verified = Verified([("Status", "status")], [('"OPEN"', "1"), ('"DONE"', "2")], extra=extra)

    assert verified.findings == ()


def test_columns_that_look_at_the_same_are_not_taken_apart():
    rows = [("< 3", "-", "1"), (">= 3", "< 9", "2"), ("-", ">= 9", "3")]

    assert Verified([("From", "m"), ("To", "m")], rows).findings == ()


def test_one_unknown_bound_parts_the_values_into_below_equal_and_above():
    verified = Verified([("M", "m")], [("< limit", "1"), ("> limit", "2"), ("> limit", "3")], "UNIQUE")

    gap, overlap = verified.findings

    assert (gap.kind, gap.example) == (FindingKind.GAP, {"M": "limit"})
    assert (overlap.kind, numbers(overlap), overlap.example) == (
        FindingKind.OVERLAP,
        [2, 3],
        {"M": "> limit"},
    )
    assert gap.text("de") == "Keine Regel für M = limit."
    assert verified.model.evaluate("t", {"m": 3, "limit": 3}, NOW).problems == ()


@pytest.mark.parametrize(
    "rows",
    [
        [("< limit", "1"), (">= limit", "2")],
        [("< today() + case.lead * 2", "1"), (">= today()+case.lead*2", "2")],
        [("other", "1"), ("not(other)", "2")],
        [("<= limit", "1"), ("? > limit", "2"), ("null", "3")],
        [("[limit..limit]", "1"), ("!= limit", "2")],
    ],
)
@pytest.mark.parametrize("kind", ["", "number", "date", "string", "years and months duration"])
def test_equal_texts_are_the_same_unknown_bound(rows, kind):
    found = Verified([("M", "m")], rows, typed={"M": (kind, "")} if kind else None).of(FindingKind.GAP)

    assert found == []


@pytest.mark.parametrize(
    ("cells", "reason", "rules"),
    [
        (("< low", ">= high"), Reason.UNKNOWN_ORDER, [1, 2]),
        (("< low", ">= 3"), Reason.UNKNOWN_ORDER, [1]),
        (("contains(?, \"a\")", "-"), Reason.COMPUTES, [1]),
        (("? + 1 > 3", "-"), Reason.COMPUTES, [1]),
        (("? > ? - 1", "-"), Reason.COMPUTES, [1]),
        (("? = floor(?)", "-"), Reason.COMPUTES, [1]),
        (("? > 3 and flag", "-"), Reason.MORE_THAN_THE_VALUE, [1]),
        (("{a: 1}", "-"), Reason.COMPOUND, [1]),
        (("for i in 1..100000 return i", "-"), Reason.TOO_MUCH, [1]),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_judged_is_named_with_the_reason(cells, reason, rules):
    (found,) = Verified([("M", "m")], [(cell, "1") for cell in cells], "FIRST").of(FindingKind.NOT_JUDGED)

    assert (found.reason, numbers(found), found.column) == (reason, rules, "M")
    assert found.entries == tuple(cells[rule - 1] for rule in rules)
    assert [bool(found.text(language)) for language in ("de", "fr", "en")] == [True] * 3


@pytest.mark.parametrize(
    ("typed", "reason"),
    [(("list", ""), Reason.COMPOUND), (("number", "&lt; limit"), Reason.ALLOWED_VALUES)],
)
def test_a_column_that_cannot_be_judged_is_named_as_a_whole(typed, reason):
    verified = Verified([("M", "m"), ("B", "b")], [("5", "true", "1")], typed={"M": typed, "B": ("boolean", "")})  # fmt: skip

    gap, unjudged = verified.findings

    assert gap.text("en") == "No rule for B = false."
    assert verified.matched(gap) == []
    assert (unjudged.column, unjudged.rules, unjudged.reason) == ("M", (), reason)


def test_what_is_not_judged_is_neither_a_match_nor_none():
    rows = [('contains(?, "a")', "true", "1"), ("-", "true", "2"), ("-", "[5..3]", "3")]

    verified = Verified([("S", "s"), ("B", "b")], rows)

    assert [(one.kind, numbers(one)) for one in verified.findings] == [
        (FindingKind.GAP, []),
        (FindingKind.IMPOSSIBLE, [3]),
        (FindingKind.NOT_JUDGED, [1]),
    ]


def test_columns_of_the_same_label_are_told_apart():
    gap = Verified([("M", "a"), ("M", "b")], [("true", "-", "1")]).only()

    assert gap.example == {"M (a)": "false", "M (b)": "null"}


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "PRIORITY"])
def test_a_hundred_rules_of_eight_columns_are_verified_in_two_seconds(policy):
    columns = [(f"C{number}", f"c{number}") for number in range(8)]
    rows = [(*(_cell(rule, column) for column in range(8)), f"{rule % 5}") for rule in range(100)]
    verified = Verified(columns, [], policy, output_values="0,1,2,3,4")
    assert verified.findings

    begin = time.process_time()
    found = Verified(columns, rows, policy, output_values="0,1,2,3,4").findings
    spent = time.process_time() - begin

    assert found
    assert spent < 2


def _cell(rule: int, column: int) -> str:
    """Cells of all kinds, spread as a generator of random numbers would."""
    chance = (rule * 7919 + column * 104_729 + rule * column * 31) % 101
    if chance < 30:
        return "-"
    match column % 4:
        case 0:
            return f"[{chance}..{chance + rule % 40 + 1})"
        case 1:
            return f'"{"ABCDEFG"[chance % 7]}","{"ABCDEFG"[rule % 7]}"'
        case 2:
            return "true" if chance % 2 else "false"
        case _:
            return f'>= date("20{10 + chance % 20}-01-01")'


def test_a_table_too_large_to_verify_wholly_says_so():
    columns = [(f"C{number}", f"c{number}") for number in range(30)]
    rows = [(*(_point(rule, column) for column in range(30)), "1") for rule in range(90)]

    found = Verified(columns, rows, "FIRST").of(FindingKind.TOO_LARGE)

    assert Reason.GAPS in [one.reason for one in found]


def _point(rule: int, column: int) -> str:
    return str((rule * 31 + column * 17 + rule * column) % 53) if (rule + column) % 3 else "-"
