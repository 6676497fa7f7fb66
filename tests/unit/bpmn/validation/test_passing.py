"""What is valid passes, also as tools write it."""

import random
import re
import time

import pytest

from engine.bpmn.validation import validate
from engine.bpmn.xml import BPMN, read_xml
from tests.unit.bpmn.validation.drawn import around, xml
from tests.unit.bpmn.validation.generous import FILE

OTHERS = "root <process id='q' isExecutable='%s'>%s</process>\n"
BROKEN_POOL = (
    "<startEvent id='qs'/><serviceTask id='qt'/><sequenceFlow id='qf' sourceRef='qs' targetRef='gone'/>"
)

AS_TOOLS_WRITE = {
    "children in another order": around("task t '<outgoing>t_e</outgoing><incoming>s_t</incoming><documentation/>'"),
    "ids that begin with a digit or hold signs": "startEvent 1-a\ntask obj.23\nendEvent sid-4:x\n1-a > obj.23 > sid-4:x",
    "flows without ids": "startEvent s\nendEvent e\n<sequenceFlow sourceRef='s' targetRef='e'/>",
    "no targetNamespace": "definitions\n" + around("task t"),
    "receive tasks that begin, beside a start event": (
        "startEvent s\nmessage m name=x\nreceiveTask a messageRef=m instantiate=true\n"
        "receiveTask b messageRef=m instantiate=1\nuserTask t\ns > t\na > t\nb > t"
    ),
    "references with a prefix": around("receiveTask t messageRef=odd:m", "message m name=x"),
    "ids with blanks around them": around("task t '<incoming>  s_t </incoming>'"),
    "two extensionElements": around("task t '<extensionElements/><extensionElements/>'"),
    "XPath as the language of a file without expressions": (
        "definitions expressionLanguage=http://www.w3.org/1999/XPath\n" + around("task t")
    ),
    "an empty condition on a flow": around("parallelGateway t", "task b\nt > b []"),
    "an empty script language": around("scriptTask t scriptFormat= '<script>{a: 1}</script>'"),
    "a type of expression with any prefix": (
        "startEvent s\nexclusiveGateway x default=d\nendEvent e\ns > x\nd: x > e\n<sequenceFlow id='f' sourceRef='x' "
        "targetRef='e'><conditionExpression xsi:type='odd:tFormalExpression' id='c' language=''>=a</conditionExpression>"
        "</sequenceFlow>"
    ),
    "input and output sets": around(
        "task t '<ioSpecification id=\"io\"><dataInput id=\"i\"/><inputSet><dataInputRefs>i</dataInputRefs></inputSet>"
        "<outputSet/></ioSpecification>'"
    ),
    "formatted documentation": around("task t '<documentation textFormat=\"text/html\"><p>a</p><p>b</p></documentation>'"),
    "a diagram with oddities": around(
        "task t", "root <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement='gone'><bpmndi:What/></bpmndi:BPMNPlane>"
        "</bpmndi:BPMNDiagram>"
    ),
    "an import of types": around("task t", "root <import importType='x' location='x.xsd' namespace='urn:x'/>"),
    "geometry without a namespace": around("task t '<geometry xmlns=\"\" x=\"1\"/>'"),
    "data that is associated with the task itself": around(
        "task t '<dataInputAssociation id=\"i\"><sourceRef>d</sourceRef><targetRef>t</targetRef></dataInputAssociation>'",
        "dataObject d",
    ),
    "an input mapping without a source": around(
        "userTask t '<extensionElements><zeebe:ioMapping><zeebe:input target=\"a\"/></zeebe:ioMapping></extensionElements>'"
    ),
    "an input mapping with a text as its source": around(
        "userTask t '<extensionElements><zeebe:ioMapping><zeebe:input source=\"https://x.ch\" target=\"a\"/></zeebe:ioMapping></extensionElements>'"
    ),
    "a choreography beside the process": around(
        "task t",
        "root <choreography id='c'><participant id='a'/><startEvent id='cs'><signalEventDefinition/></startEvent>"
        "<choreographyTask id='ct' initiatingParticipantRef='a'><participantRef>a</participantRef></choreographyTask>"
        "<sequenceFlow id='cf' sourceRef='cs' targetRef='ct'/></choreography>",
    ),
    "default values written out": around(
        "userTask t startQuantity=1 completionQuantity=1 isForCompensation=false implementation=##unspecified"
    ),
    "a flow that is immediate": "startEvent s\nendEvent e\n<sequenceFlow id='f' sourceRef='s' targetRef='e' isImmediate='true'/>",
    "no start and no end event": "task a\nuserTask b\na > b",
    "several start events": "startEvent a\nstartEvent b\nuserTask t\na > t\nb > t",
    "a sub-process without start event": around("subProcess t {\ntask a\ntask b\n}"),
    "a loop back to the same task": "startEvent s\nuserTask t\nendEvent e\ns > t\nt > t [again]\nt > e",
    "a circle without end in which something waits": "startEvent s\nuserTask t\ns > t > t",
    "parallel paths begun without gateway": (
        "startEvent s\ntask a\ntask b\nparallelGateway j\nendEvent e\ns > a > j > e\ns > b > j"
    ),
    "a join of paths that a loop begins again": (
        "startEvent s\nexclusiveGateway m\nparallelGateway q\nuserTask a\nuserTask b\nparallelGateway j\n"
        "exclusiveGateway x default=d\nendEvent e\ns > m > q > a > j > x\nq > b > j\nx > m [again]\nd: x > e"
    ),
    "a split that feeds join and loop": (
        "startEvent s\nparallelGateway q\ntask a\nexclusiveGateway x default=d\ntask c\nparallelGateway j\nendEvent e\n"
        "s > q > a > j > e\nq > x\nx > c [y]\nc > x\nd: x > j"
    ),
    "a message that a message flow names": around(
        "receiveTask t",
        "message m name=x\ncollaboration c '<participant id=\"a\" processRef=\"p\"/><participant id=\"b\"/>"
        '<messageFlow id="f" sourceRef="b" targetRef="t" messageRef="m"/>\'',
    ),
    "a partner's pool that is never run": OTHERS % ("false", ("<startEvent id='qs'/><serviceTask id='qt'/>"
                                                    "<sequenceFlow id='qf' sourceRef='qs' targetRef='qt'/>"))
    + around("task t"),
}  # fmt: skip


def found(file: bytes) -> list[str]:
    return [str(finding) for finding in validate(read_xml(file, "test.bpmn"), "test.bpmn")]


def test_a_model_with_everything_that_is_executed_passes_without_a_finding():
    assert found(FILE) == []


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_children_has_no_meaning(seed: int):
    root = read_xml(FILE, "test.bpmn")
    for element in list(root.iter(f"{{{BPMN}}}*")):
        element[:] = random.Random(seed).sample(list(element), len(element))

    assert [str(finding) for finding in validate(root, "test.bpmn")] == []


def test_the_prefix_of_a_namespace_has_no_meaning():
    file = re.sub(rb"<(/?)([A-Za-z]+)(?=[ />])", rb"<\1semantic:\2", FILE).replace(
        b"xmlns=", b"xmlns:semantic="
    )

    assert found(file) == []


@pytest.mark.parametrize("text", AS_TOOLS_WRITE.values(), ids=AS_TOOLS_WRITE)
def test_what_has_one_clear_meaning_passes(text: str):
    assert found(xml(text)) == []


def test_the_name_of_a_trigger_that_stands_beside_the_process_only_warns():
    text = "root <timerEventDefinition id='w' name='when'><timeDuration>P1D</timeDuration></timerEventDefinition>"
    event = "intermediateCatchEvent t '<eventDefinitionRef>w</eventDefinitionRef>'"

    findings = validate(read_xml(xml(around(event, text)), "x"), "x")

    assert [(finding.rule, finding.level) for finding in findings] == [("SCHEMA-STRAY", "warning")]


def test_a_circle_that_a_path_beside_it_ends_is_no_fault():
    beside = "startEvent s\ntask a\ns > a\na > a\ntask b\nendEvent e @terminate\ns > b > e"

    assert found(xml(beside)) == []


def test_faults_of_a_partner_that_never_runs_only_warn():
    beside = validate(read_xml(xml(OTHERS % ("false", BROKEN_POOL) + around("task t")), "x"), "x")
    alone = validate(read_xml(xml(OTHERS % ("true", BROKEN_POOL) + around("task t")), "x"), "x")

    assert {finding.level for finding in beside} == {"warning"}
    assert {finding.level for finding in alone} == {"fault", "todo"}


@pytest.mark.parametrize("calls", ["calledElement=q", "+calledElement(processId=q)", "calledElement=odd:q"])
def test_a_process_that_is_called_runs_though_it_is_not_executable(calls: str):
    text = OTHERS % ("false", BROKEN_POOL) + around(f"callActivity t {calls}")

    called = validate(read_xml(xml(text), "x"), "x")

    assert {finding.level for finding in called} == {"fault", "todo"}


def test_what_a_partner_calls_never_runs_either():
    partner = "<callActivity id='c' calledElement='r'/>"
    third = f"root <process id='r' isExecutable='false'>{BROKEN_POOL}</process>\n"

    findings = validate(read_xml(xml(OTHERS % ("false", partner) + third + around("task t")), "x"), "x")

    assert {finding.level for finding in findings} == {"warning"}


def test_a_finding_names_the_element_that_people_see():
    timer = "intermediateCatchEvent t '<timerEventDefinition id=\"hidden\"/>'"

    places = {finding.place for finding in validate(read_xml(xml(around(timer)), "x"), "x")}

    assert places == {"t"}


def test_a_finding_without_id_names_the_line():
    findings = validate(
        read_xml(xml("startEvent s\nendEvent e\n<sequenceFlow sourceRef='s'/>\ns > e"), "x"), "x"
    )

    assert {finding.place for finding in findings} == {"p"}


def test_a_model_of_the_largest_size_is_judged_at_once():
    nodes = "\n".join(f"exclusiveGateway g{n} default=d{n}" for n in range(398))
    flows = "\n".join(
        f"d{n}: g{n} > g{(n + 1) % 398}\nf{n}: g{n} > g{(n * 7) % 398} [x = {n}]" for n in range(398)
    )
    joins = nodes.replace("exclusiveGateway", "parallelGateway").replace("default=d", "name=d")
    file = xml(f"startEvent s\n{nodes}\n{flows}\ns > g0")
    parallel = xml(f"startEvent s\n{joins}\n{flows}\ns > g0")

    began = time.perf_counter()
    for each in (file, parallel):
        found(each)

    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("= a b c", "«= a b c» (zeebe:input source of «url») is not FEEL: "),
        ("=${case.url}", "«=${case.url}» (zeebe:input source of «url») is not FEEL, it looks like ${…} of "),
        ("=//case/url", "«=//case/url» (zeebe:input source of «url») is not FEEL, it looks like XPath: "),
        (
            "=lenght(x)",
            "«=lenght(x)» (zeebe:input source of «url») calls «lenght», which is no function of FEEL.",
        ),
    ],
)
def test_a_fault_of_an_expression_says_which_one_and_what_it_looks_like(source: str, told: str):
    mapped = (
        '<extensionElements><zeebe:ioMapping><zeebe:input source="=1" target="sv"/>'
        f'<zeebe:input source="{source}" target="url"/></zeebe:ioMapping></extensionElements>'
    )

    (finding,) = validate(read_xml(xml(around(f"userTask t '{mapped}'")), "x"), "x")

    assert finding.place == "t"
    assert told in finding.message


def test_a_function_that_there_is_not_is_told_with_those_alike():
    gateway = (
        "startEvent s\nexclusiveGateway t default=d\nendEvent e\ns > t\nd: t > e\nc: t > e [=lenth(x) > 1]"
    )

    findings = validate(read_xml(xml(gateway), "x"), "x")

    assert [(item.rule, item.place, item.remedy) for item in findings] == [
        ("FEEL-FUNCTION", "c", "Is «string length» meant?")
    ]
