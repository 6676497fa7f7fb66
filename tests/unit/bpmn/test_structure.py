"""What this version does not execute is refused by name, with the element and a way out."""

import pytest

from engine.bpmn.model import Model
from engine.bpmn.reading import read_process
from engine.bpmn.structure import check_root, check_structure
from engine.bpmn.xml import read_xml
from engine.faults import Refused
from tests.models import xml

LINE = "start s\ntask a\nend e\ns > a\na > e"


def read_model(content: bytes, file: str) -> Model:
    root = read_xml(content, file)
    process = check_root(root, file, None)
    check_structure(root, process, file)
    return read_process(root, process, file)


REFUSED = {
    "scriptTask": ("<bpmn:scriptTask id='x'/>", "x", "script task"),
    "serviceTask": ("<bpmn:serviceTask id='x'/>", "x", "service task"),
    "sendTask": ("<bpmn:sendTask id='x'/>", "x", "send task"),
    "receiveTask": ("<bpmn:receiveTask id='x'/>", "x", "receive task"),
    "manualTask": ("<bpmn:manualTask id='x'/>", "x", "manual task"),
    "task": ("<bpmn:task id='x'/>", "x", "task without a type"),
    "subProcess": ("<bpmn:subProcess id='x'/>", "x", "sub-process"),
    "callActivity": ("<bpmn:callActivity id='x'/>", "x", "call activity"),
    "inclusiveGateway": ("<bpmn:inclusiveGateway id='x'/>", "x", "inclusive gateway"),
    "eventBasedGateway": ("<bpmn:eventBasedGateway id='x'/>", "x", "event-based gateway"),
    "complexGateway": ("<bpmn:complexGateway id='x'/>", "x", "complex gateway"),
    "boundaryEvent": ("<bpmn:boundaryEvent id='x'/>", "x", "boundary event"),
    "intermediateCatchEvent": ("<bpmn:intermediateCatchEvent id='x'/>", "x", "intermediate catch event"),
    "timer start": (
        "<bpmn:startEvent id='x'><bpmn:timerEventDefinition/></bpmn:startEvent>",
        "x",
        "timerEventDefinition",
    ),
    "terminate end": (
        "<bpmn:endEvent id='x'><bpmn:terminateEventDefinition/></bpmn:endEvent>",
        "x",
        "terminate",
    ),
    "multi-instance": (
        "<bpmn:userTask id='x'><bpmn:multiInstanceLoopCharacteristics/></bpmn:userTask>",
        "x",
        "loop on an activity",
    ),
    "compensation": ("<bpmn:userTask id='x' isForCompensation='true'/>", "x", "Compensation"),
    "quantity": ("<bpmn:userTask id='x' startQuantity='2'/>", "x", "startQuantity"),
    "data object": ("<bpmn:dataObject id='x'/>", "x", "data object"),
    "foreign element": ("<other:thing xmlns:other='urn:x' id='x'/>", "x", "not BPMN"),
    "flow to nowhere": ("<bpmn:sequenceFlow id='x' sourceRef='a' targetRef='gone'/>", "x", "gone"),
    "python condition": (
        (
            "<bpmn:sequenceFlow id='x' sourceRef='a' targetRef='e'><bpmn:conditionExpression language='python'>1"
            "</bpmn:conditionExpression></bpmn:sequenceFlow>"
        ),
        "x",
        "python",
    ),
    "unknown zeebe": (
        (
            "<bpmn:userTask id='x'><bpmn:extensionElements><zeebe:subscription correlationKey='k'/>"
            "</bpmn:extensionElements></bpmn:userTask>"
        ),
        "x",
        "zeebe:subscription",
    ),
    "vendor extension": (
        (
            "<bpmn:userTask id='x'><bpmn:extensionElements><v:listener xmlns:v='urn:vendor'/>"
            "</bpmn:extensionElements></bpmn:userTask>"
        ),
        "x",
        "listener",
    ),
    "unknown property": (
        (
            "<bpmn:userTask id='x'><bpmn:extensionElements><zeebe:properties>"
            "<zeebe:property name='bruecke.sets' value='a'/></zeebe:properties></bpmn:extensionElements></bpmn:userTask>"
        ),
        "x",
        "bruecke.sets",
    ),
    "property in the wrong place": (
        (
            "<bpmn:userTask id='x'><bpmn:extensionElements><zeebe:properties>"
            "<zeebe:property name='bruecke.outcome' value='a'/></zeebe:properties></bpmn:extensionElements></bpmn:userTask>"
        ),
        "x",
        "bruecke.outcome",
    ),
    "wrong value": (
        (
            "<bpmn:exclusiveGateway id='x'><bpmn:extensionElements><zeebe:properties>"
            "<zeebe:property name='bruecke.gateway' value='oracle'/></zeebe:properties></bpmn:extensionElements>"
            "</bpmn:exclusiveGateway>"
        ),
        "x",
        "oracle",
    ),
    "double id": ("<bpmn:userTask id='a'/>", "a", "twice"),
    "reserved id": ("<bpmn:userTask id='End'/>", "End", "can't be the id"),
    "second start": ("<bpmn:startEvent id='x'/>", "p", "2 start events"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_name_with_a_way_out(name):
    extra, place, words = REFUSED[name]

    with pytest.raises(Refused) as refused:
        read_model(xml(LINE, extra), "test.bpmn")

    found = [fault for fault in refused.value.faults if fault.place == place and words in fault.message]
    assert found, refused.value.faults
    assert found[0].file == "test.bpmn"
    assert found[0].remedy


def test_notes_of_drawing_tools_are_kept_and_ignored():
    extra = (
        "<bpmn:textAnnotation id='t'><bpmn:text>Notiz</bpmn:text></bpmn:textAnnotation>"
        "<bpmn:association id='n' sourceRef='a' targetRef='t'/>"
    )

    read = read_model(xml(LINE, extra), "test.bpmn")

    assert set(read.elements) == {"s", "a", "e"}


def test_a_model_with_too_many_elements_is_refused():
    chain = "\n".join(["start s", *(f"task t{i}" for i in range(450)), "end e"])

    with pytest.raises(Refused, match="BPMN-SIZE"):
        read_model(xml(chain), "test.bpmn")


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><x>&a;</x>",
        b"not xml",
        b"<x>" * 200 + b"</x>" * 200,
        b"",
        b"\x00\x01",
    ],
)
def test_what_is_no_model_is_refused_with_its_file(content):
    with pytest.raises(Refused) as refused:
        read_model(content, "hostile.bpmn")

    assert {fault.file for fault in refused.value.faults} == {"hostile.bpmn"}
    assert all(fault.remedy for fault in refused.value.faults)
