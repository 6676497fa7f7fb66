"""Each rule finds what it is for, and lets the valid twin pass."""

from dataclasses import dataclass

import pytest

from engine.bpmn.validation import CATALOGUE, Finding, validate
from engine.bpmn.xml import read_xml
from tests.unit.bpmn.validation import broken_elements, broken_execution, broken_structure
from tests.unit.bpmn.validation.drawn import around, broken, valid, xml

LEVELS = {rule.id: rule.level for rule in CATALOGUE}
PASSING = xml(around("task t"))


@dataclass(frozen=True, slots=True)
class Case:
    """A rule, a model that breaks it, and the model as it should be."""

    rule: str
    broken: bytes
    valid: bytes


def cases() -> list[Case]:
    drawn = {**broken_structure.BROKEN, **broken_elements.BROKEN, **broken_execution.BROKEN}
    whole = [
        Case("BPMN-ROOT", b"<html/>", PASSING),
        Case("BPMN-ROOT", PASSING.replace(b"20100524/MODEL", b"20200101/MODEL"), PASSING),
        Case("BPMN-PROCESS", xml("").partition(b"<process")[0] + b"</definitions>", PASSING),
        Case(
            "BPMN-PROCESS",
            xml("").partition(b"<process")[0] + b"<choreography id='c'/></definitions>",
            PASSING,
        ),
    ]
    return whole + [
        Case(rule, xml(broken(text)), xml(valid(text))) for rule, texts in drawn.items() for text in texts
    ]


CASES = cases()
IDS = [f"{case.rule}-{number}" for number, case in enumerate(CASES)]


def found(file: bytes) -> list[Finding]:
    return validate(read_xml(file, "test.bpmn"), "test.bpmn")


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_model_that_breaks_a_rule_is_found_by_it(case: Case):
    findings = found(case.broken)

    assert case.rule in {finding.rule for finding in findings}
    assert {finding.level for finding in findings if finding.rule == case.rule} == {LEVELS[case.rule]}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_its_valid_twin_passes(case: Case):
    findings = found(case.valid)

    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_finding_says_where_and_what_to_do(case: Case):
    for finding in found(case.broken):
        assert finding.file == "test.bpmn"
        assert finding.place
        assert str(finding) == str(finding.fault)
        assert finding.message[0].isupper() or finding.message.startswith(("«", "zeebe:"))
        assert finding.message.endswith((".", "?"))
        assert finding.remedy.endswith((".", "?"))
        assert len(finding.message) < 600


def test_every_rule_of_the_catalogue_is_broken_by_a_model_of_ours():
    assert {case.rule for case in CASES} == set(LEVELS)
    assert len(CASES) >= 150


def test_rules_have_ids_of_their_own_a_text_and_a_source():
    assert len(LEVELS) == len(CATALOGUE)
    for rule in CATALOGUE:
        assert rule.text.endswith(".")
        assert rule.source
