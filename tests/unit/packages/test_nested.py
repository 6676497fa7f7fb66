"""Sub-processes, boundary events, event sub-processes, links and inclusive gateways in a package."""

import pytest

from cases.catalogue import CATALOGUE
from engine.faults import Refused
from engine.packages.reading import read_package
from tests.unit.packages.models import between, flow, spelled, task
from tests.unit.packages.test_refusals import GOOD, MODEL, VOCABULARY, Files, refusal

ERROR = '<bpmn:error id="error_1" name="Abbruch" errorCode="stopped" />'
THROW = '<bpmn:endEvent id="stop"><bpmn:errorEventDefinition errorRef="error_1" /></bpmn:endEvent>'
END = '<bpmn:endEvent id="sub_end" />'
SUB = (
    '<bpmn:subProcess id="sub" name="Zuteilung prüfen"><bpmn:startEvent id="sub_start" />{content}'
    '<bpmn:endEvent id="sub_end" /></bpmn:subProcess>'
)
INNER = task("inner") + flow("sub_start", "inner") + flow("inner", "sub_end")
BOUNDARY = (
    '<bpmn:boundaryEvent id="caught" name="Abgebrochen" attachedToRef="sub">'
    '<bpmn:errorEventDefinition errorRef="error_1" /></bpmn:boundaryEvent>'
)
EXIT = f'<bpmn:endEvent id="exit" name="Abgebrochen">{spelled("outcome=not_complex")}</bpmn:endEvent>'
CHOICE = (
    '<bpmn:inclusiveGateway id="some" name="" default="some_to_sub_end" />'
    + flow("sub_start", "some")
    + '<bpmn:sequenceFlow id="some_to_inner" sourceRef="some" targetRef="inner"><bpmn:conditionExpression>'
    "=case.person.last_name != null</bpmn:conditionExpression></bpmn:sequenceFlow>"
    + flow("some", "sub_end")
    + task("inner")
    + flow("inner", "sub_end")
)
SPLIT = (
    '<bpmn:inclusiveGateway id="some" default="some_to_stop" />'
    + flow("sub_start", "some")
    + '<bpmn:sequenceFlow id="some_to_sub_end" sourceRef="some" targetRef="sub_end"><bpmn:conditionExpression>'
    '=case.person.last_name != null</bpmn:conditionExpression></bpmn:sequenceFlow>' + flow("some", "stop") + THROW
)  # fmt: skip


def with_sub(inner: str, beside: str = "", lanes: str = "", *, drawn: bool = True) -> Files:
    return between(
        SUB.format(content=inner) + beside, "sub", "sub", lanes=f"sub {lanes}", head=ERROR, drawn=drawn
    )


EVENT_SUB = (
    '<bpmn:subProcess id="listening" name="Abbruch behandeln" triggeredByEvent="true">'
    '<bpmn:startEvent id="heard"><bpmn:errorEventDefinition errorRef="error_1" /></bpmn:startEvent>'
    "{end}</bpmn:subProcess>"
)
GOOD_ONES = {
    "a sub-process with a task": lambda: with_sub(INNER),
    "an inclusive gateway": lambda: with_sub(CHOICE),
    "an error that is caught at the border": lambda: with_sub(SPLIT, BOUNDARY + EXIT + flow("caught", "exit"), "caught exit"),
    "an error that an event sub-process catches": lambda: with_sub(
        SPLIT + EVENT_SUB.format(end='<bpmn:endEvent id="handled" />' + flow("heard", "handled"))
    ),
    "an event sub-process of the process": lambda: with_sub(
        SPLIT,
        EVENT_SUB.format(
            end=f'<bpmn:endEvent id="handled">{spelled("outcome=not_complex")}</bpmn:endEvent>'
            + flow("heard", "handled")
        ),
        "listening",
    ),
    "a link": lambda: between(
        '<bpmn:intermediateThrowEvent id="away" name="Weiter unten"><bpmn:linkEventDefinition name="A" />'
        '</bpmn:intermediateThrowEvent><bpmn:intermediateCatchEvent id="back" name="Weiter von oben">'
        '<bpmn:linkEventDefinition name="A" /></bpmn:intermediateCatchEvent>',
        "away",
        "back",
        lanes="away back",
    ),
    "a manual task": lambda: between('<bpmn:manualTask id="by_hand" name="Dossier ablegen" />', "by_hand", "by_hand", lanes="by_hand"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD_ONES)
def test_it_is_possible_in_a_package(name):
    package = read_package(GOOD_ONES[name](), VOCABULARY, CATALOGUE)

    assert package.model.elements.keys() > {"assign_tandem", "tandem_assigned"}


def test_a_rule_that_ends_nothing_asks_nobody_and_needs_no_seats_in_a_lane_of_several():
    files = dict(GOOD)
    model = files[MODEL].decode()
    confirmed = model.replace("<bpmn:flowNodeRef>target_group_met</bpmn:flowNodeRef>", "", 1)
    confirmed = confirmed.replace(
        "<bpmn:flowNodeRef>joint_analysis</bpmn:flowNodeRef>",
        "<bpmn:flowNodeRef>joint_analysis</bpmn:flowNodeRef><bpmn:flowNodeRef>target_group_met</bpmn:flowNodeRef>",
        1,
    )
    at_once = confirmed.replace(
        '<zeebe:property name="bruecke.decision" value="target_group" />',
        '<zeebe:property name="bruecke.decision" value="target_group" />'
        '<zeebe:property name="bruecke.confirm" value="false" />',
        1,
    )

    seatless = {}
    for name, text in (("confirmed", confirmed), ("at once", at_once)):
        files[MODEL] = text.encode()
        try:
            read_package(files, VOCABULARY, CATALOGUE)
            seatless[name] = []
        except Refused as refused:
            seatless[name] = [(fault.place, fault.rule) for fault in refused.faults if fault.rule == "X4"]

    assert seatless == {"confirmed": [("target_group_met", "X4")], "at once": []}


def test_what_stands_in_a_sub_process_has_its_lane_from_there():
    package = read_package(with_sub(INNER), VOCABULARY, CATALOGUE)

    assert package.model.elements["inner"].lane == "coordination"


BAD_ONES = {
    "a task inside without a purpose": (
        lambda: with_sub(INNER.replace('<zeebe:property name="bruecke.purpose" value="tandem_support" />', "")),
        ("X10", "inner"),
    ),
    "a task inside without its form": (lambda: with_sub(INNER.replace('formId="assign_tandem"', 'formId="gone"')), ("X4", "inner")),
    "a task inside without a name": (lambda: with_sub(INNER.replace(' name="Tandem zuteilen"', "")), ("ACT-1", "inner")),
    "an end inside with an outcome": (
        lambda: between(
            SUB.format(content=INNER).replace(END, f'<bpmn:endEvent id="sub_end">{spelled("outcome=not_complex")}</bpmn:endEvent>'),
            "sub",
            "sub",
            lanes="sub",
        ),
        ("X11", "sub_end"),
    ),
    "an end behind the border without outcome": (
        lambda: with_sub(SPLIT, BOUNDARY + '<bpmn:endEvent id="exit" />' + flow("caught", "exit"), "caught exit"),
        ("X11", "exit"),
    ),
    "an event sub-process of the process without outcome": (
        lambda: with_sub(SPLIT, EVENT_SUB.format(end='<bpmn:endEvent id="handled" />' + flow("heard", "handled")), "listening"),
        ("X11", "handled"),
    ),
    "a sub-process whose start leads nowhere": (lambda: with_sub(INNER.replace(flow("sub_start", "inner"), "")), ("SOUND-INCOMING", "inner")),
    "an error that nothing throws": (
        lambda: with_sub(INNER, BOUNDARY + EXIT + flow("caught", "exit"), "caught exit"),
        ("BPMN-REACH", "caught"),
    ),
    "a branch inside that ends nowhere": (
        lambda: between(SUB.replace(END, "").format(content=task("inner") + flow("sub_start", "inner")), "sub", "sub", lanes="sub"),
        ("EVT-2", "inner"),
    ),
    "an inclusive gateway without a default": (lambda: with_sub(CHOICE.replace(' default="some_to_sub_end"', "")), ("X2", "some_to_sub_end")),
    "an inclusive gateway that reads what nobody writes": (lambda: with_sub(CHOICE.replace("last_name", "lost_name")), ("X3", "some_to_inner")),
    "an id that is none": (lambda: with_sub(INNER.replace('"inner"', '"in-ner"').replace("inner_to", "i_to")), ("X1", "in-ner")),
    "a reserved id": (lambda: with_sub(INNER.replace('"inner"', '"End"')), ("X1", "End")),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ONES)
def test_it_is_refused_on_every_level(name):
    make, expected = BAD_ONES[name]

    faults = {(fault.rule, fault.place) for fault in refusal(make())}

    assert expected in faults


def test_what_is_drawn_on_no_plane_is_named():
    files = with_sub(INNER)
    files[MODEL] = files[MODEL].replace(b'bpmnElement="inner"', b'bpmnElement="elsewhere"')

    (fault,) = refusal(files)

    assert (fault.rule, fault.place) == ("X8", "inner")
