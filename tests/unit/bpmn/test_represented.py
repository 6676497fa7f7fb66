"""Below the rules there is a net: what is in a file and not in its spec refuses the deployment by name."""

import pytest

from engine.bpmn.reading import read_model
from engine.bpmn.represented import unrepresented, without_effect
from engine.bpmn.run import compile_process
from engine.bpmn.validation import validate
from tests.conformance.contexts import model_of
from tests.conformance.features import CATALOGUE

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"><process id="p" isExecutable="true">'
)
MAPPED = (
    '<extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="x"/><zeebe:other/></zeebe:ioMapping>'
    "</extensionElements>"
)
TAIL = "</process></definitions>"
PLAIN = (
    '<startEvent id="s"/><userTask id="a">{}</userTask><sequenceFlow id="f" sourceRef="s" targetRef="a"/>{}'
)


def lost(inside: str = "", beside: str = "") -> list[tuple[str, str]]:
    model = read_model((HEAD + PLAIN.format(inside, beside) + TAIL).encode(), "m.bpmn")
    spec = compile_process(model).spec
    return [(fault.place, fault.message) for fault in unrepresented(model.process_node, spec, "m.bpmn")]


def test_a_model_that_is_wholly_represented_passes():
    assert lost() == []


@pytest.mark.parametrize(
    ("inside", "beside", "place", "told"),
    [
        ("", '<complexGateway id="x"/>', "x", "complexGateway"),
        ("", '<transaction id="x"/>', "x", "transaction"),
        ("", '<callChoreography id="x"/>', "x", "callChoreography"),
        ("", '<somethingNew id="x"/>', "x", "somethingNew"),
        ("<timerEventDefinition/>", "", "a", "event definitions"),
        ("<somethingNew/>", "", "a", "somethingNew"),
        ('<extensionElements><zeebe:script expression="=1"/></extensionElements>', "", "a", "zeebe:script"),
        (
            '<extensionElements><zeebe:calledElement processId="q"/></extensionElements>',
            "",
            "a",
            "zeebe:calledElement",
        ),
        (
            '<extensionElements><zeebe:calledDecision decisionId="q"/></extensionElements>',
            "",
            "a",
            "zeebe:calledDecision",
        ),
        ("<extensionElements><zeebe:formDefinition/></extensionElements>", "", "a", "form"),
        (
            MAPPED,
            "",
            "a",
            "mapping",
        ),
    ],
)
def test_what_is_not_in_the_spec_is_named(inside: str, beside: str, place: str, told: str):
    (found,) = lost(inside, beside)

    assert found[0] == place
    assert told in found[1]


def test_what_has_no_effect_is_told():
    inside = '<extensionElements><zeebe:assignmentDefinition assignee="=x"/></extensionElements>'
    model = read_model((HEAD + PLAIN.format(inside, "") + TAIL).encode(), "m.bpmn")

    (told,) = without_effect(model.process_node, "m.bpmn")

    assert (told.place, told.rule) == ("a", "NO-EFFECT")


def test_every_feature_that_passes_the_rules_is_wholly_represented():
    lost_ones = {}
    for feature in CATALOGUE:
        if feature.refused:
            continue
        content = model_of(feature, "top").xml
        model = read_model(content, "m.bpmn", "main")
        if any(finding.level != "warning" for finding in validate(model.root, "m.bpmn")):
            continue
        spec = compile_process(model).spec
        told = [str(fault) for fault in unrepresented(model.process_node, spec, "m.bpmn")]
        if told:
            lost_ones[feature.id] = told

    assert lost_ones == {}
