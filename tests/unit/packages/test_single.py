"""What is told of a single model before it is deployed."""

import pytest

from engine.faults import Refused
from engine.packages.single import Judgement, judge_single, load_single
from tests.unit.bpmn.validation.drawn import around, xml

TWO = (
    "process isExecutable=false name=Ours\n"
    "root <process id='q' isExecutable='false'><startEvent id='a'/><serviceTask id='b'/>"
    "<sequenceFlow id='f' sourceRef='a' targetRef='b'/></process>\n"
)


def judged(text: str) -> Judgement:
    return judge_single({"m.bpmn": xml(text)})


def rules(faults: tuple[object, ...]) -> list[str]:
    return [getattr(fault, "rule", "") for fault in faults]


def test_who_refuses_says_why():
    with pytest.raises(AssertionError):
        Refused([])


def test_an_empty_process_is_refused_by_name():
    found = judged("")

    assert [(fault.place, fault.rule) for fault in found.faults] == [("p", "BPMN-EMPTY")]


def test_a_file_with_two_processes_of_which_none_is_executable_is_a_draft_that_names_both():
    text = TWO + around("serviceTask t")

    found = judged(text)

    assert found.faults == ()
    assert sorted((item.place, item.rule) for item in found.todo) == [
        ("b", "NEEDS-JOB"),
        ("q", "BPMN-EXECUTABLE"),
        ("t", "NEEDS-JOB"),
    ]
    told = next(item for item in found.todo if item.rule == "BPMN-EXECUTABLE")
    assert told.message == "The file does not say which process is to be executed: «q» or «p» (Ours)."
    assert load_single({"m.bpmn": xml(text)}, {}).model.process == "q"


def test_what_a_todo_asks_for_is_no_note():
    found = judged("process isExecutable=false\n" + around("task t"))

    assert rules(found.todo) == ["BPMN-EXECUTABLE"]
    assert rules(found.notes) == []


FLOW = (
    'collaboration c \'<participant id="own" processRef="p"/><participant id="x"/>'
    '<messageFlow id="Flow_m2" sourceRef="%s" targetRef="%s" %s/>\''
)


@pytest.mark.parametrize(
    ("element", "ends"),
    [
        ("sendTask t", ("t", "x")),
        ("intermediateThrowEvent t @message", ("t", "x")),
        ("receiveTask t", ("x", "t")),
    ],
)
def test_a_message_flow_with_a_name_says_which_message_and_one_without_does_not(
    element: str, ends: tuple[str, str]
):
    named = judged(around(element, FLOW % (*ends, 'name="Gesuch"')))
    bare = judged(around(element, FLOW % (*ends, "")))

    assert rules(named.todo) == []
    assert [note.message for note in named.notes] == [
        "It names no message; the message flow says which: «Gesuch»."
    ]
    assert rules(bare.todo) in (["NEEDS-MESSAGE"], ["NEEDS-SEND"])
    assert bare.notes == ()


def test_a_job_that_sends_needs_no_name_of_a_message():
    found = judged(around("sendTask t +taskDefinition(type=mail)", FLOW % ("t", "x", 'name="Gesuch"')))

    assert (found.faults, found.todo, found.notes) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        around("userTask t camunda:candidateGroups=rav camunda:dueDate=x camunda:formKey=embedded:x"),
        around("userTask t flowable:assignee=anna '<rendering/>'"),
        around("task t", "startEvent u +formDefinition(formId=x)\nu > t"),
        around("task t", "<laneSet id='ls'><lane id='l'><flowNodeRef>gone</flowNodeRef></lane></laneSet>"),
    ],
)
def test_what_only_says_who_when_and_with_which_form_is_released_with_a_warning(text: str):
    found = judged(text)

    assert (found.faults, found.todo) == ((), ())
    assert set(rules(found.warnings)) <= {"NO-EFFECT", "LANE-MEMBER"}
    assert found.warnings


def test_a_listener_is_refused_with_its_own_way_out():
    found = judged(around("userTask t '<extensionElements><zeebe:taskListeners/></extensionElements>'"))

    assert [fault.remedy for fault in found.faults] == [
        "Model the listener as a service task before or after the element."
    ]


def test_a_collection_that_bpmn_itself_names_is_told_as_it_was_read():
    loop = (
        "<multiInstanceLoopCharacteristics><loopDataInputRef>people</loopDataInputRef>"
        '<inputDataItem name="person"/></multiInstanceLoopCharacteristics>'
    )

    found = judged(around(f"userTask t '{loop}'", "dataObject people"))

    assert (found.faults, found.todo) == ((), ())
    assert [(note.place, note.rule) for note in found.notes] == [("t", "READ-COLLECTION")]
    assert found.notes[0].message == (
        "It is done for each item of the variable «people» (loopDataInputRef), each one is «person»."
    )


DEADLINE = "boundaryEvent b attachedToRef=t @timer=P9D '%s'\nendEvent z\nb > z"
PROPERTY = "<extensionElements><zeebe:properties>%s</zeebe:properties></extensionElements>"


def said(**properties: str) -> str:
    """An extension with these properties of ours."""
    return PROPERTY % "".join(
        f'<zeebe:property name="bruecke.{name}" value="{value}"/>' for name, value in properties.items()
    )


def test_a_single_model_says_which_days_count_when_it_warns_and_what_comes_first():
    clock = said(days="working", warns="50,80", late="timer_first")

    found = judged(around("userTask t", DEADLINE % clock))

    assert (found.faults, found.todo) == ((), ())


def test_a_single_model_lets_clocks_stand_still_and_has_no_parameter_to_ask():
    fork = (
        "startEvent s\nparallelGateway g\nuserTask t\nendEvent y\nendEvent x\ns > g\ng > t > y\ng > u > x\n"
    )
    always = fork + f"userTask u '{said(pauses='b')}'\n" + DEADLINE % said()
    asked = fork + f"userTask u '{said(pauses='b', pauses_if='off')}'\n" + DEADLINE % said()

    assert judged(always).faults == ()
    assert [(fault.place, fault.rule) for fault in judged(asked).faults] == [("u", "SINGLE-BRUECKE")]
