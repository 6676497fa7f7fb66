"""engine/bpmn/README.md names all that is executed and all that is not yet."""

from pathlib import Path

import pytest

from engine.bpmn.extensions import NODES
from engine.bpmn.validation import CATALOGUE, later
from tests.conformance.features import CHAPTERS

TEXT = (Path(__file__).parents[2] / "engine" / "bpmn" / "README.md").read_text()
RUNS, REFUSED = TEXT.partition("## What is refused")[::2]
LOOPS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")


@pytest.mark.parametrize("element", [*sorted(NODES), *LOOPS])
def test_each_element_that_runs_is_told(element: str) -> None:
    assert f"`{element}`" in RUNS


@pytest.mark.parametrize("element", [*sorted(NODES), *LOOPS])
def test_each_element_that_is_told_is_promised(element: str) -> None:
    promised = "".join(feature.xml for features in CHAPTERS.values() for feature in features)

    assert f"<{element}" in promised or element in {"startEvent", "endEvent"}


@pytest.mark.parametrize("rule", [rule.id for rule in later.RULES if rule.level == "fault"])
def test_each_rule_for_what_is_not_executed_yet_is_told(rule: str) -> None:
    assert f"`{rule}`" in REFUSED


@pytest.mark.parametrize("rule", [rule.id for rule in CATALOGUE if rule.level == "todo"])
def test_each_rule_that_leaves_a_draft_is_told(rule: str) -> None:
    assert f"`{rule}`" in REFUSED or (rule.startswith("NEEDS-") and "`NEEDS-…`" in REFUSED)


@pytest.mark.parametrize(
    "rule", ["MULTI-BEHAVIOR", "DATA-MOVES", "NOT-REPRESENTED", "FEEL-ONLY", "FEEL-FUNCTION"]
)
def test_what_else_of_valid_bpmn_is_refused_is_told(rule: str) -> None:
    assert f"`{rule}`" in REFUSED


def test_nothing_is_told_that_no_rule_refuses() -> None:
    rows = [line.split("`")[1] for line in REFUSED.splitlines() if line.startswith("| `LATER-")]

    assert rows == [rule.id for rule in later.RULES]


def test_it_is_short() -> None:
    assert len(TEXT.splitlines()) <= 150
