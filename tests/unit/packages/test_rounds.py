"""A task for each item of a list on record: who chose the list does the tasks, and no variable holds an item."""

from pathlib import Path

import pytest

from engine.packages.archive import read_folder
from tests.unit.packages.test_refusals import Files, refusal

BASEL = read_folder(Path("processes/basel_landschaft"))
MODEL = "eingliederung.bpmn"
LIST = 'inputCollection="=case.assessment_scope.external_bodies" inputElement="body"'


def changed(file: str, old: str, new: str) -> Files:
    """The package with one thing in it changed."""
    text = BASEL[file].decode()
    assert old in text
    return {**BASEL, file: text.replace(old, new, 1).encode()}


FAULTS = {
    "an expression": changed(MODEL, LIST, 'inputCollection="=[1, 2]" inputElement="body"'),
    "no checklist": changed(MODEL, "assessment_scope.external_bodies", "assessment_scope.external_needed"),
    "a field of the form that is no choice": changed(MODEL, 'inputElement="body"', 'inputElement="findings"'),
    "a field that is not there": changed(MODEL, 'inputElement="body"', 'inputElement="nobody"'),
    "fewer options": changed("forms/external_report.form", '"value": "WORKMED"', '"value": "WORK_MED"'),
    "a lesser category": changed("forms/external_report.form", '"category": "HEALTH"', '"category": "WORK"'),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_list_that_does_not_fit_is_refused(name: str) -> None:
    found = {(fault.rule, fault.place) for fault in refusal(FAULTS[name])}

    assert ("PKG-ROUNDS", "external_report") in found


def test_others_than_who_chose_the_list_do_not_get_its_items() -> None:
    node = "        <bpmn:flowNodeRef>define_scope</bpmn:flowNodeRef>\n"
    text = BASEL[MODEL].decode()
    assert node in text
    other = '<bpmn:lane id="job_coach" name="Job Coach">\n'
    files = {**BASEL, MODEL: text.replace(node, "").replace(other, other + node).encode()}

    found = {(fault.rule, fault.place) for fault in refusal(files)}

    assert ("PKG-ROUNDS", "external_report") in found
