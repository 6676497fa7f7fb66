"""The layout: a model written as text gets a diagram that reads well."""

import re
from pathlib import Path

import pytest

from engine.drawing.__main__ import main
from engine.drawing.layout.diagram import lay_out, lay_out_new
from engine.drawing.layout.judging import BAD, judge
from engine.drawing.reading import DI, Box, existing, read_model

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x"><bpmn:process id="p">'
)
TAIL = "</bpmn:process></bpmn:definitions>"


def shapes(text: str) -> dict[str, Box]:
    return existing(read_model(text.encode()))[0]


def bad(text: str) -> dict[str, int]:
    found = judge(text)
    return {k: found[k] for k in BAD if found[k]}


def fork(first: str = "", second: str = "") -> str:
    """A gateway with two branches, each with a hint."""
    hint = '<bpmn:extensionElements><zeebe:properties><zeebe:property name="bruecke.layout" value="{}" />'
    hint += "</zeebe:properties></bpmn:extensionElements>"
    tasks = "".join(
        f'<bpmn:userTask id="{i}" name="{i}">{hint.format(h) if h else ""}</bpmn:userTask>'
        for i, h in (("left", first), ("right", second))
    )
    flows = "".join(
        f'<bpmn:sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}" />'
        for a, b in (("start", "g"), ("g", "left"), ("g", "right"), ("left", "end"), ("right", "end"))
    )
    gateway = '<bpmn:startEvent id="start" /><bpmn:exclusiveGateway id="g" name="Wohin?" /><bpmn:endEvent id="end" />'
    return HEAD + gateway + tasks + flows + TAIL


def test_a_procedure_written_as_text_is_drawn_without_anything_a_reader_stumbles_over(
    drawn_tandem: str,
) -> None:
    found = bad(drawn_tandem)

    assert found == {}


def test_the_same_text_gives_the_same_diagram(tandem: str, drawn_tandem: str) -> None:
    again = lay_out(tandem)

    assert again == drawn_tandem


def test_laying_out_a_drawn_model_afresh_changes_nothing(drawn_tandem: str) -> None:
    again = lay_out(drawn_tandem)

    assert again == drawn_tandem


def test_nothing_outside_the_diagram_changes(tandem: str, drawn_tandem: str) -> None:
    without = re.sub(r"\s*<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", "", drawn_tandem, flags=re.S)
    without = re.sub(r' xmlns:(bpmndi|dc|di)="[^"]*"', "", without)

    assert without == tandem


def test_every_node_lies_in_its_lane_and_lanes_lie_in_the_order_of_the_text(drawn_tandem: str) -> None:
    box = shapes(drawn_tandem)

    assert box["reporting_office"][1] < box["coordination"][1] < box["pair"][1]
    assert box["coordination"][1] < box["assign_tandem"][1] < box["pair"][1]


def test_where_there_is_no_pool_nodes_still_stand_beside_the_name_of_their_lane() -> None:
    lanes = '<bpmn:laneSet id="s"><bpmn:lane id="office" name="Stelle"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
    text = lay_out(f'{HEAD}{lanes}<bpmn:startEvent id="a" name="Beginn" />{TAIL}')

    box = shapes(text)

    assert bad(text) == {}
    assert box["a"][0] > box["office"][0] + 30


def test_a_collapsed_sub_process_gets_a_plane_of_its_own(tandem: str) -> None:
    text = lay_out(tandem, collapsed=["accompany"])

    planes = {
        p.get("bpmnElement"): set(existing(p)[0]) for p in read_model(text.encode()).iter(DI + "BPMNPlane")
    }
    assert set(planes) == {"collaboration", "accompany"}
    assert "talk" in planes["accompany"]
    assert "talk" not in planes["collaboration"]
    assert bad(text) == {}


def test_compact_is_narrower(tandem: str, drawn_tandem: str) -> None:
    compact = lay_out(tandem, compact=True)

    assert judge(compact)["width"] < judge(drawn_tandem)["width"]
    assert bad(compact) == {}


def test_keeping_places_only_what_is_new(drawn_tandem: str) -> None:
    edited = drawn_tandem.replace(
        '<bpmn:sequenceFlow id="f2" sourceRef="register_case" targetRef="joint_analysis" />',
        '<bpmn:userTask id="consent" name="Vollmacht erfassen" />'
        '<bpmn:sequenceFlow id="f2" sourceRef="register_case" targetRef="consent" />'
        '<bpmn:sequenceFlow id="f2b" sourceRef="consent" targetRef="joint_analysis" />',
    ).replace(
        "<bpmn:flowNodeRef>joint", "<bpmn:flowNodeRef>consent</bpmn:flowNodeRef><bpmn:flowNodeRef>joint"
    )

    text = lay_out_new(edited)

    assert text is not None
    before, after = shapes(drawn_tandem), shapes(text)
    assert after["register_case"] == before["register_case"]
    assert after["register_case"][0] < after["consent"][0] < after["joint_analysis"][0]
    assert bad(text) == {}


def grown(drawn: str) -> str:
    """The drawn tandem with a new sub-process on its way, whose task has a time limit."""
    inside = (
        '<bpmn:startEvent id="asked" name="Gefragt" /><bpmn:userTask id="answer" name="Antwort festhalten" />'
        '<bpmn:endEvent id="answered" name="Beantwortet" />'
        '<bpmn:boundaryEvent id="too_late" name="Frist vorbei" attachedToRef="answer"><bpmn:timerEventDefinition />'
        '</bpmn:boundaryEvent><bpmn:endEvent id="unanswered" name="Nicht beantwortet" />'
        '<bpmn:sequenceFlow id="i1" sourceRef="asked" targetRef="answer" />'
        '<bpmn:sequenceFlow id="i2" sourceRef="answer" targetRef="answered" />'
        '<bpmn:sequenceFlow id="i3" sourceRef="too_late" targetRef="unanswered" />'
    )
    return drawn.replace(
        '<bpmn:sequenceFlow id="f2" sourceRef="register_case" targetRef="joint_analysis" />',
        f'<bpmn:subProcess id="ask" name="Nachfragen">{inside}</bpmn:subProcess>'
        '<bpmn:sequenceFlow id="f2" sourceRef="register_case" targetRef="ask" />'
        '<bpmn:sequenceFlow id="f2b" sourceRef="ask" targetRef="joint_analysis" />',
    ).replace("<bpmn:flowNodeRef>joint", "<bpmn:flowNodeRef>ask</bpmn:flowNodeRef><bpmn:flowNodeRef>joint")


def test_keeping_draws_a_new_sub_process_with_what_is_in_it(drawn_tandem: str) -> None:
    text = lay_out_new(grown(drawn_tandem))

    assert text is not None
    before, after = shapes(drawn_tandem), shapes(text)
    assert after["register_case"] == before["register_case"]
    (x, y, w, h), (inner_x, inner_y, _, _) = after["ask"], after["answer"]
    assert x < inner_x < x + w
    assert y < inner_y < y + h
    assert bad(text) == {}


def test_keeping_puts_a_new_collapsed_sub_process_on_a_plane_of_its_own(drawn_tandem: str) -> None:
    text = lay_out_new(grown(drawn_tandem), collapsed=["ask"])

    assert text is not None
    first, second = read_model(text.encode()).iter(DI + "BPMNPlane")
    assert second.get("bpmnElement") == "ask"
    assert "ask" in existing(first)[0]
    assert set(existing(second)[0]) == {"asked", "answer", "answered", "too_late", "unanswered"}
    assert bad(text) == {}


def test_a_model_without_a_diagram_has_nothing_to_keep(tandem: str) -> None:
    text = lay_out_new(tandem)

    assert text is None


@pytest.mark.parametrize(("first", "second"), [("row=1", "row=0"), ("row=0", "row=1")])
def test_a_hint_decides_the_row(first: str, second: str) -> None:
    box = shapes(lay_out(fork(first, second)))

    assert (box["left"][1] > box["right"][1]) == (first == "row=1")


def test_a_hint_that_says_nothing_is_ignored() -> None:
    box = shapes(lay_out(fork("row=oben", "col=999999999999")))

    assert box == shapes(lay_out(fork()))


def test_the_judge_sees_what_is_missing_overlaps_and_slants() -> None:
    text = lay_out(fork())
    x, y, _, _ = (f"{v:g}" for v in shapes(text)["left"])
    moved = re.sub(r'(bpmnElement="right">\s*<dc:Bounds) x="[^"]*" y="[^"]*"', rf'\1 x="{x}" y="{y}"', text)
    moved = moved.replace("</bpmn:process>", '<bpmn:userTask id="forgotten" /></bpmn:process>')
    moved = re.sub(r'(bpmnElement="start_g">\s*<di:waypoint x="[^"]*") y="[^"]*"', r'\1 y="7"', moved)

    found = judge(moved)

    assert (found["missing"], found["node_overlaps"], found["slanted"]) == (1, 1, 1)


def test_the_command_writes_the_diagram_into_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.bpmn"
    model.write_text(fork(), "utf-8")

    code = main(["layout", str(model)])

    assert code == 0
    assert model.read_text("utf-8") == lay_out(fork())
    assert "missing=0 node_overlaps=0" in capsys.readouterr().out


def test_the_command_only_counts_when_asked_to_judge(tmp_path: Path) -> None:
    model = tmp_path / "model.bpmn"
    model.write_text(fork(), "utf-8")

    code = main(["layout", str(model), "--judge"])

    assert code == 1
    assert model.read_text("utf-8") == fork()


def test_the_command_leaves_an_unreadable_model_alone_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.bpmn"
    model.write_text("<!DOCTYPE x>" + fork(), "utf-8")

    code = main(["layout", str(model)])

    assert code == 2
    assert "Remove that line" in capsys.readouterr().err
    assert model.read_text("utf-8").startswith("<!DOCTYPE x>")
