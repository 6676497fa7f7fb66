"""The command line of the library: what it says, and with which exit code."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from decisions.command_line import run
from tests.unit.decisions.models import input_data, literal, model, table

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
SOON = table(
    "soon",
    [("Monate", "months")],
    ["o"],
    [("< 3", '"SOON"'), ("[3..12]", '"LATER"')],
    requires=["input:months"],
)


def told(*arguments: str) -> tuple[int, list[str], list[str]]:
    """Exit code, lines of the answer, lines of complaint."""
    answer: list[str] = []
    complaints: list[str] = []
    code = run(arguments, NOW, answer.append, complaints.append)
    return code, answer, complaints


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "soon.dmn"
    path.write_bytes(model(SOON, input_data("months", "number")))
    return str(path)


def test_an_expression_is_evaluated_with_inputs_at_a_moment() -> None:
    assert told("evaluate", "today() + d", "--set", 'd=duration("P1M")') == (0, ["2026-03-10"], [])
    assert told("evaluate", "today()", "--at", "2024-02-28") == (0, ["2024-02-28"], [])
    assert told("evaluate", "x > 1", "--set", "x=2")[1] == ["true"]


def test_what_led_to_a_null_is_noted() -> None:
    code, answer, _ = told("evaluate", "1 + name")

    assert (code, answer[0]) == (0, "null")
    assert answer[1] == "note: «name» is not known here"


def test_a_decision_is_explained_in_the_language_asked_for(file: str) -> None:
    code, answer, _ = told("evaluate", file, "--set", "months=2", "--explain", "de")

    assert code == 0
    assert answer[0].splitlines() == [
        'soon: SOON',
        "  Regel 1 trifft zu, weil Monate = 2 die Bedingung «< 3» erfüllt.",
        "  Regel 2 trifft nicht zu: Monate = 2 erfüllt «[3..12]» nicht.",
    ]  # fmt: skip
    assert "La règle 1 s’applique" in told("evaluate", file, "--set", "months=2", "--explain", "fr")[1][0]


def test_gaps_are_told_with_an_example(file: str) -> None:
    code, answer, _ = told("verify", file, "--language", "de")

    assert code == 1
    assert answer[0].startswith("soon.dmn, soon: Keine Regel für Monate > 12")
    assert answer[1:] == ["soon.dmn liest von aussen: months", "1 zu verbessern"]


def test_functions_that_nobody_knows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "slip.dmn"
    path.write_bytes(
        model(table("t", [("Tag", "day")], ["o"], [("> Today()", "1"), ("-", "2")], policy="FIRST"))
    )

    code, answer, _ = told("verify", str(tmp_path))

    assert code == 1
    assert "slip.dmn, t, rule 1, column «Tag»: «Today()»: found «Today»" in answer[-3]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("evaluate", "1 +"), "line 1, column 4: found the end of the expression, expected a value"),
        (("evaluate", "x", "--set", "x"), "write NAME=VALUE"),
        (("evaluate", "x", "--at", "tomorrow"), "write a moment such as"),
        (("evaluate", "nowhere.dmn"), "nowhere.dmn"),
        (("evaluate", "x", "--set", "x=YES"), 'a text is written "YES"'),
        (("test", "nowhere"), "nowhere: there is no such file or folder"),
        (("evaluate", "for i in 1..100000 return i"), "more than 10000 steps"),
    ],
)
def test_a_wrong_call_is_answered_with_the_way_out(arguments: tuple[str, ...], complaint: str) -> None:
    code, answer, complaints = told(*arguments)

    assert (code, answer) == (2, [])
    assert complaint in complaints[0]


def test_a_model_of_several_decisions_asks_which(tmp_path: Path) -> None:
    path = tmp_path / "two.dmn"
    path.write_bytes(model(literal("one", "1"), literal("two", "2")))

    assert told("evaluate", str(path), "two")[1] == ["2"]
    assert told("evaluate", str(path))[2] == ["Which decision? The model has «one», «two»."]


CASES = """<?xml version="1.0"?><testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName>soon.dmn</modelName>
  <testCase id="1"><inputNode name="months"><value xsi:type="xsd:decimal">2</value></inputNode>
    <resultNode name="soon"><expected><value xsi:type="xsd:string">{expected}</value></expected></resultNode></testCase>
</testCases>"""


@pytest.mark.parametrize(
    ("expected", "last"), [("SOON", "1 passed, 0 failed"), ("LATER", "0 passed, 1 failed")]
)
def test_test_cases_of_the_kit_are_run_and_counted(file: str, expected: str, last: str) -> None:
    folder = Path(file).parent
    (folder / "soon-test-01.xml").write_text(CASES.format(expected=expected))

    code, answer, _ = told("test", str(folder))

    assert (code, answer[-1]) == (int(last.endswith("1 failed")), last)
    if code:
        assert answer[0] == "soon-test-01.xml 1 soon: expected 'LATER', found 'SOON'"


def test_expressions_and_cells_are_written_in_one_form() -> None:
    assert told("format", "if a>1then  b+c*2 else(d)")[1] == ["if a > 1 then b + c * 2 else d"]
    assert told("format", "--cell", '"A","B"')[1] == ['"A", "B"']
    assert told("format", "--cell", "-")[1] == ["-"]
    assert told("format", "1 +")[0] == 2
