"""A procedure in several files is one model when it runs: what is called stands where it is called."""

import re

import pytest

from cases.catalogue import CATALOGUE
from engine.drawing.picture import planes_inside
from engine.packages.reading import load_package, read_package
from tests.unit.packages.called import A_TASK, NOTHING, WITH_A_TASK, base, calling, process
from tests.unit.packages.models import between, flow, task
from tests.unit.packages.test_refusals import VOCABULARY, refusal


def test_what_is_called_stands_where_it_is_called():
    package = read_package(base(WITH_A_TASK), VOCABULARY, CATALOGUE)
    inner = package.model.elements["inner"]

    assert (inner.parent, inner.lane, package.file_of("inner")) == ("x", "coordination", "added.bpmn")
    assert package.model.elements["x"].kind == "subProcess"
    assert package.file_of("assign_tandem") == "tandem.bpmn"


def test_it_has_a_diagram_of_its_own():
    package = read_package(base(WITH_A_TASK), VOCABULARY, CATALOGUE)

    assert list(planes_inside(package.drawing)) == ["x"]


def test_a_fault_in_it_names_its_file():
    found = refusal(
        base(
            process(
                "added", A_TASK.replace('name="bruecke.purpose"', 'name="bruecke.nonsense"'), members="inner"
            )
        )
    )

    assert {fault.file for fault in found if fault.place == "inner"} == {"added.bpmn"}


def test_what_is_called_calls_on():
    files = base(
        process(
            "added", flow("added_start", "y") + calling("deeper", "y") + flow("y", "added_end"), members="y"
        )
    )
    files["deeper.bpmn"] = process("deeper", flow("deeper_start", "deeper_end"))
    files["texts/de.yaml"] += b"\nelements.y: Tiefer"
    files["texts/fr.yaml"] += b"\nelements.y: Plus bas"

    assert read_package(files, VOCABULARY, CATALOGUE).model.elements["deeper_start"].parent == "y"


def in_a_lane(outer: str) -> bytes:
    """What is called, its lane inside another one, which lists all that lies in it too, as modelers do."""
    lane = re.compile(r"<bpmn:lane .*</bpmn:lane>", re.DOTALL)
    text = WITH_A_TASK.decode()
    inside = lane.search(text)[0]
    listed = "".join(re.findall(r"<bpmn:flowNodeRef>.*</bpmn:flowNodeRef>", inside))
    around = f'<bpmn:lane id="{outer}" name="{outer}">{listed}<bpmn:childLaneSet id="inside">{inside}</bpmn:childLaneSet></bpmn:lane>'
    return lane.sub(lambda _: around, text).encode()


@pytest.mark.parametrize("outer", ["reporting_office", "helper"], ids=["known", "new"])
def test_a_lane_in_a_lane_comes_once_and_holds_what_lies_in_it(outer):
    files = base(in_a_lane(outer))
    files["package.yaml"] = files["package.yaml"].replace(
        b"\nroles:\n", b"\nroles:\n  helper: {institutions: [COORDINATION]}\n"
    )
    for language in ("de", "fr"):
        files[f"texts/{language}.yaml"] += b"\nlanes.helper: Hilfe"

    package = read_package(files, VOCABULARY, CATALOGUE)

    assert package.model.elements["inner"].lane == "coordination"
    assert package.drawing.count(b'<bpmn:lane id="coordination"') == 1
    assert package.drawing.count(b">inner</bpmn:flowNodeRef>") == 1


def test_lanes_of_a_sub_process_that_comes_along_stay_in_it():
    lanes = '<bpmn:laneSet id="deep"><bpmn:lane id="joint_seats"><bpmn:flowNodeRef>inner</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
    content = (
        flow("added_start", "part")
        + f'<bpmn:subProcess id="part">{lanes}<bpmn:startEvent id="in" />{flow("in", "inner")}{task("inner")}{flow("inner", "out")}'
        + '<bpmn:endEvent id="out" /></bpmn:subProcess>'
        + flow("part", "added_end")
    )

    package = load_package(base(process("added", content, members="part")), VOCABULARY)

    assert package.model.elements["inner"].lane == "joint_seats"
    assert package.drawing.count(b">inner</bpmn:flowNodeRef>") == 1


def test_lanes_come_along_where_the_caller_has_none():
    files = base(WITH_A_TASK)
    files["tandem.bpmn"] = re.sub(
        rb"<bpmn:laneSet .*</bpmn:laneSet>", b"", files["tandem.bpmn"], flags=re.DOTALL
    )

    package = load_package(files, VOCABULARY)
    faults = {(fault.rule, fault.place) for fault in refusal(files)}

    assert package.model.elements["inner"].lane == "coordination"
    assert ("X4", "assign_tandem") in faults
    assert ("X4", "inner") not in faults


def test_what_is_called_without_lanes_lies_in_the_lane_of_its_call():
    called = re.sub(rb"<bpmn:laneSet .*</bpmn:laneSet>", b"", WITH_A_TASK, flags=re.DOTALL)

    assert read_package(base(called), VOCABULARY, CATALOGUE).model.elements["inner"].lane == "coordination"


def test_a_package_yaml_that_can_t_be_read_is_refused_by_name_in_several_files():
    files = base()
    files["package.yaml"] = files["package.yaml"].replace(b"canton:", b"kanton:")

    assert {fault.file for fault in refusal(files)} == {"package.yaml"}


TWICE = calling() + calling("added", "y") + flow("x", "y")
BAD = {
    "a process that is not there": (lambda: {**base(hook=""), "added.bpmn": process("other", NOTHING.replace("added", "other"))}, ("X6", "x")),
    "a process that nobody calls": (lambda: {**base(), "more.bpmn": process("more", flow("more_start", "more_end"))}, ("PKG-MODEL", "more")),
    "a process that calls itself": (
        lambda: base(process("added", flow("added_start", "y") + calling("added", "y") + flow("y", "added_end"), members="y")),
        ("X6", "y"),
    ),
    "a process that is called twice": (lambda: {**base(), "tandem.bpmn": between(TWICE, "x", "y", lanes="x y")["tandem.bpmn"]}, ("X6", "y")),
    "an id that stands in two files": (lambda: base(process("added", A_TASK.replace("inner", "assign_tandem"), members="assign_tandem")), ("X6", "assign_tandem")),
    "a lane that the caller has not": (lambda: base(process("added", NOTHING, lane="nobody")), ("X4", "nobody")),
    "two files with the same process": (lambda: {**base(), "again.bpmn": process("added", NOTHING)}, ("PKG-MODEL", "added")),
    "a process of package.yaml that is in no file": (
        lambda: {**base(), "package.yaml": base()["package.yaml"].replace(b"process: tandem", b"process: nothing")},
        ("PKG-MODEL", "process"),
    ),
    "an end of the case in what is called": (
        lambda: base(WITH_A_TASK.replace(b'<bpmn:endEvent id="added_end">', b'<bpmn:endEvent id="added_end"><bpmn:extensionElements><zeebe:properties><zeebe:property name="bruecke.outcome" value="not_complex" /></zeebe:properties></bpmn:extensionElements>').replace(b'<bpmn:endEvent id="added_end" />', b'<bpmn:endEvent id="added_end"><bpmn:extensionElements><zeebe:properties><zeebe:property name="bruecke.outcome" value="not_complex" /></zeebe:properties></bpmn:extensionElements></bpmn:endEvent>')),
        ("X11", "added_end"),
    ),
    "a hook that nothing is called like": (lambda: base(hook='\nhooks:\n  more: {text: hooks.added, source: "i"}\n'), ("HOOK", "hooks.more")),
    "a hook without a text": (lambda: base(hook='\nhooks:\n  added: {text: hooks.gone, source: "i"}\n'), ("X12", "hooks.added")),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_can_not_be_linked_is_refused_by_name(name):
    make, expected = BAD[name]

    assert expected in {(fault.rule, fault.place) for fault in refusal(make())}
