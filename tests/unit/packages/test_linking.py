"""A procedure in several files is one model when it runs: what is called stands where it is called."""

import pytest

from cases.catalogue import CATALOGUE
from engine.drawing.picture import planes_inside
from engine.packages.reading import read_package
from tests.unit.packages.called import A_TASK, NOTHING, WITH_A_TASK, base, calling, process
from tests.unit.packages.models import between, flow
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
