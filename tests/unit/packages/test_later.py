"""What packages may not use yet is refused by name, with a way out; deadlines, calls and scripts are judged already."""

import pytest

from cases.catalogue import CATALOGUE
from engine.faults import Fault
from engine.packages.checks.later import LATER
from engine.packages.reading import load_package
from tests.unit.packages.models import between, flow, spelled, task
from tests.unit.packages.test_refusals import GOOD, MODEL, VOCABULARY, Files, refusal, swap

SAID = "<bpmn:extensionElements>{}</bpmn:extensionElements>"
JOB = SAID.format('<zeebe:taskDefinition type="send" />')
HEAD = (
    '<bpmn:message id="m" name="answer" /><bpmn:signal id="g" name="all" />'
    '<bpmn:itemDefinition id="i" /><bpmn:error id="er" errorCode="E" />'
)
TIMER = "<bpmn:timerEventDefinition><bpmn:timeDuration>{}</bpmn:timeDuration></bpmn:timerEventDefinition>"
RULE_SAID = spelled("record=target_group_check purpose=joint_analysis legal_basis=authority").removeprefix(
    "<bpmn:extensionElements>"
)


def one(tag: str, inside: str = "", attributes: str = "") -> str:
    return f'<bpmn:{tag} id="x" name="Post senden" {attributes}>{inside}</bpmn:{tag}>'


def catch(inside: str) -> str:
    return one("intermediateCatchEvent", inside)


def looped(inside: str) -> str:
    return task("x").replace("</bpmn:userTask>", f"{inside}</bpmn:userTask>")


def said(inside: str) -> str:
    return task("x").replace("<zeebe:userTask />", f"<zeebe:userTask />{inside}")


def timer(when: str) -> str:
    return catch(TIMER.format(when))


BEGINS_A_CASE = "timer that begins a case"
REFUSED = {
    "service task": one("serviceTask", JOB),
    "send task": one("sendTask", attributes='messageRef="m"'),
    "receive task": one("receiveTask", attributes='messageRef="m"'),
    "script task": one("scriptTask", SAID.format('<zeebe:script expression="=1" resultVariable="r" />')),
    "ad-hoc sub-process": one("adHocSubProcess", task("inner")),
    "event-based gateway": one("eventBasedGateway"),
    "message that is sent, or begins a case": catch('<bpmn:messageEventDefinition messageRef="m" />').replace(
        "intermediateCatchEvent", "intermediateThrowEvent"
    ),
    "signal event": catch('<bpmn:signalEventDefinition signalRef="g" />'),
    "conditional event on the way": catch(
        "<bpmn:conditionalEventDefinition><bpmn:condition>=true</bpmn:condition></bpmn:conditionalEventDefinition>"
    ),
    "multi-instance activity of this kind": looped(
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    ),
    "loop on an activity": looped('<bpmn:standardLoopCharacteristics loopMaximum="2" />'),
    "job of a worker": one("businessRuleTask", JOB),
    "mapping of variables": said('<zeebe:ioMapping><zeebe:input source="=1" target="a" /></zeebe:ioMapping>'),
    "copy from or to a data object": looped(
        '<bpmn:ioSpecification><bpmn:dataInput id="d" name="in" itemSubjectRef="i" /><bpmn:inputSet><bpmn:dataInputRefs>d'
        "</bpmn:dataInputRefs></bpmn:inputSet><bpmn:outputSet /></bpmn:ioSpecification>"
        "<bpmn:dataInputAssociation><bpmn:sourceRef>o</bpmn:sourceRef>"
        "<bpmn:targetRef>d</bpmn:targetRef></bpmn:dataInputAssociation>"
    )
    + '<bpmn:dataObject id="o" name="file" />',
    "zeebe:assignmentDefinition": said('<zeebe:assignmentDefinition candidateGroups="a" />'),
    "zeebe:taskSchedule": said('<zeebe:taskSchedule dueDate="=now()" />'),
    "zeebe:priorityDefinition": said('<zeebe:priorityDefinition priority="1" />'),
    "zeebe:taskHeaders": said('<zeebe:taskHeaders><zeebe:header key="a" value="b" /></zeebe:taskHeaders>'),
}


def package(content: str, head: str = HEAD, *, drawn: bool = False) -> Files:
    """The package with an element x in it."""
    if "eventBasedGateway" in content:
        content += catch('<bpmn:messageEventDefinition messageRef="m" />').replace('"x"', '"y"') * 2
        content = (
            content.replace('id="y"', 'id="z"', 1) + flow("x", "y") + flow("x", "z") + flow("z", "inner")
        )
        return between(
            content + task("inner") + flow("y", "inner"), "x", "inner", lanes="x", head=head, drawn=drawn
        )
    return between(content, "x", "x", lanes="x", head=head, drawn=drawn)


def faults(content: str, head: str = HEAD) -> list[Fault]:
    return list(refusal(package(content, head)))


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_name_with_a_way_out(name):
    found = [fault for fault in faults(REFUSED[name]) if fault.rule == "PKG-LATER" and fault.place == "x"]

    assert len(found) == 1
    assert name in found[0].message
    assert found[0].file == MODEL
    assert found[0].remedy


def test_every_entry_of_the_list_has_its_model_here():
    assert {entry.name for entry in LATER} <= {*REFUSED, BEGINS_A_CASE}


def test_a_timer_begins_no_case():
    files = dict(package(task("x")))
    begins, timed = b"</bpmn:startEvent>", TIMER.format("=parameters.exhaustion_lead").encode()
    files[MODEL] = files[MODEL].replace(begins, timed + begins, 1)

    found = [fault for fault in refusal(files) if fault.rule == "PKG-LATER"]

    assert [(fault.place, BEGINS_A_CASE in fault.message) for fault in found] == [
        ("complex_case_recognised", True)
    ]


def test_what_is_refused_is_not_asked_for_details_as_well():
    rules = {fault.rule for fault in refusal(package(one("serviceTask"), drawn=True))}

    assert rules == {"PKG-LATER"}


def test_a_second_process_that_runs_is_refused_and_one_that_describes_a_partner_is_not():
    process = (
        '<bpmn:process id="partner" isExecutable="{}"><bpmn:task id="away" name="Warten" /></bpmn:process>'
    )

    running = faults(task("x"), HEAD + process.format("true"))
    describing = package(task("x"), HEAD + process.format("false"))

    assert ("PKG-LATER", "partner") in {(fault.rule, fault.place) for fault in running}
    assert load_package(describing, VOCABULARY).model.process == "tandem"


def test_a_process_that_is_not_executable_is_refused():
    files = dict(GOOD)
    swap(
        MODEL,
        'name="IIZ-Tandem zuteilen" isExecutable="true"',
        'name="IIZ-Tandem zuteilen" isExecutable="false"',
    )(files)

    assert "BPMN-EXECUTABLE" in {fault.rule for fault in refusal(files)}


TIMES = {
    "a duration": ("P9M", True),
    "a date": ("2026-01-01T00:00:00Z", True),
    "a duration in FEEL": ('=duration("P9M")', True),
    "a duration of FEEL's own writing": ('=now() + @"PT36H"', True),
    "a parameter that is none": ("=parameters.longest", True),
    "a variable": ("=deadline", True),
    "a parameter": ("=parameters.exhaustion_lead", False),
    "a record and a parameter": ("=case.tandem.starts_on + parameters.exhaustion_lead", False),
}


@pytest.mark.parametrize("name", TIMES)
def test_no_time_stands_in_a_model(name):
    """X5"""
    when, is_fault = TIMES[name]

    assert ("X5" in {fault.rule for fault in faults(timer(when))}) is is_fault


SWITCHES = {
    "on": (None, "a boolean parameter"),
    "consent_validity": ("is neither true nor false", "a duration"),
    "of": ("is no parameter of the package", "none"),
}


@pytest.mark.parametrize("name", SWITCHES)
def test_whether_clocks_stand_still_is_a_parameter_that_is_true_or_false(name: str) -> None:
    """X5"""
    inner = said("").replace("bruecke.purpose", "bruecke.pauses").replace("tandem_support", "d")
    inner = inner.replace("bruecke.legal_basis", "bruecke.pauses_if").replace("participation_agreement", name)
    begin, end = '<bpmn:startEvent id="i" />', '<bpmn:endEvent id="j" />'
    content = f'<bpmn:subProcess id="w" name="Warten">{begin}{inner}{end}{flow("i", "x")}{flow("x", "j")}</bpmn:subProcess>'
    clock = TIMER.format("=parameters.exhaustion_lead")
    content += f'<bpmn:boundaryEvent id="d" attachedToRef="w" name="Frist">{clock}</bpmn:boundaryEvent>'
    content += '<bpmn:endEvent id="k" />' + flow("d", "k")
    files = between(content, "w", "w", lanes="w d k", drawn=False)
    swap(
        "package.yaml",
        "parameters:\n",
        "parameters:\n  on: {value: true, type: boolean, source: 'i: test'}\n",
    )(files)

    found = [fault for fault in refusal(files) if fault.rule == "X5"]

    why = SWITCHES[name][0]
    assert [fault.place for fault in found] == ([] if why is None else ["x"])
    assert all(why is not None and why in fault.message and "on" in fault.remedy for fault in found)


SCRIPTS = {
    "case.person.last_name": False,
    "parameters.exhaustion_lead": False,
    "secret": True,
    "import os": True,
    'open("/etc/passwd")': True,
}


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_script_is_feel_over_records_and_parameters(text):
    """X7"""
    content = one("scriptTask", SAID.format(f"<zeebe:script expression='={text}' resultVariable='r' />"))

    rules = {fault.rule for fault in faults(content)}

    assert bool(rules & {"X7", "FEEL-READ", "FEEL-FUNCTION"}) is SCRIPTS[text]


def test_a_condition_reads_what_was_written_before():
    """X3: the tandem is assigned after this gateway only."""
    files = dict(GOOD)
    swap(
        MODEL,
        'case.data_exchange_consent.state = "granted"',
        'case.data_exchange_consent.state = "granted" and case.tandem.starts_on != null',
    )(files)

    found = [fault for fault in refusal(files) if fault.rule == "X3"]

    assert [fault.place for fault in found] == ["data_exchange_granted"]
    assert "nothing before writes it" in found[0].message


def test_an_unknown_extension_refuses_a_package_and_not_a_version_that_was_released():
    files = dict(GOOD)
    swap(MODEL, "<zeebe:userTask />", '<v:listener xmlns:v="urn:vendor" /><zeebe:userTask />')(files)

    assert {fault.rule for fault in refusal(files)} == {"EXT-UNKNOWN"}
    assert load_package(files, VOCABULARY).model.elements


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]><x>&a;</x>",
        b"not xml",
        b"<x>" * 200 + b"</x>" * 200,
        b"",
        b"\x00\x01",
        b"<x/>",
    ],
)
def test_what_is_no_model_is_refused_with_its_file(content):
    found = refusal({**GOOD, MODEL: content})

    assert {fault.file for fault in found} == {MODEL}
    assert all(fault.remedy for fault in found)


def test_a_business_rule_task_needs_a_record():
    files = dict(GOOD)
    swap(MODEL, '<zeebe:property name="bruecke.record" value="target_group_check" />', "")(files)

    assert ("X10", "check_target_group") in {(fault.rule, fault.place) for fault in refusal(files)}
    assert "target_group_check" in CATALOGUE
