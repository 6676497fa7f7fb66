"""A picture cut into sheets: nothing is cut through that can be left whole, and the committed pictures are those of the models."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from engine.drawing.__main__ import main
from engine.drawing.picture import with_diagram
from engine.drawing.scene import read_scene
from engine.drawing.sheets import PAGE, draw_sheets, sheets_of

SVG = "{http://www.w3.org/2000/svg}"
MODELS = sorted(Path("processes").glob("*/*.bpmn"))
PICTURES = Path("docs/models")


def file_of(model: Path) -> Path:
    return PICTURES / f"{model.parent.name}-{model.stem}.svg"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.parent.name}/{model.stem}")
def test_every_shape_stands_whole_on_a_sheet_that_a_page_has_room_for(model: Path) -> None:
    scene = read_scene(with_diagram(model.read_bytes()), {})

    sheets = sheets_of(scene)

    assert all(sheet.width <= PAGE for sheet in sheets)
    assert all(one.right == following.left for one, following in pairwise(sheets))
    for figure in scene.figures:
        if figure.is_frame or figure.is_open:
            continue
        x, y, w, h = figure.box
        assert any(s.left <= x and x + w <= s.right and s.top <= y and y + h <= s.bottom for s in sheets), (
            figure.id
        )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.parent.name}/{model.stem}")
def test_the_picture_in_the_documentation_is_that_of_the_model(model: Path) -> None:
    assert file_of(model).read_text("utf-8") == draw_sheets(model.read_bytes()), "Run make pictures."


def test_the_documentation_shows_no_picture_of_a_model_that_is_gone() -> None:
    assert sorted(PICTURES.iterdir()) == sorted(file_of(model) for model in MODELS)


def test_the_names_of_the_lanes_begin_every_sheet() -> None:
    model = Path("processes/wallis_tandem/tandem.bpmn").read_bytes()
    scene = read_scene(with_diagram(model), {})
    picture = etree.fromstring(draw_sheets(model).encode())

    shown = [sheet.findall(f"{SVG}g") for sheet in picture.findall(f"{SVG}svg")][: len(sheets_of(scene))]

    pools = {figure.id for figure in scene.figures if figure.kind == "participant"}
    assert len(shown) > 1
    assert all({g.get("data-element-id") for g in groups} & pools for groups in shown)


def test_a_picture_that_a_page_has_room_for_is_one_sheet_and_what_is_collapsed_follows_under_its_name() -> (
    None
):
    model = Path("processes/basel_landschaft/eingliederung.bpmn").read_bytes()

    small = draw_sheets(Path("processes/iv_uebernahme/uebernahme.bpmn").read_bytes())
    large = etree.fromstring(draw_sheets(model).encode())

    assert small.count("<use ") == 1
    titles = [t.text or "" for t in large.findall(f"{SVG}text")]
    assert titles[0] == "1"
    assert any(re.fullmatch(r"\d  Externe Einschätzungen einholen", title) for title in titles)


def test_beside_a_flow_that_is_cut_stands_the_sheet_on_which_it_goes_on() -> None:
    model = Path("processes/wallis_tandem/tandem.bpmn").read_bytes()
    scene = read_scene(with_diagram(model), {})
    first, *_ = sheets_of(scene)
    cut = [
        way
        for way in scene.ways
        if any(min(a[0], b[0]) < first.right < max(a[0], b[0]) for a, b in pairwise(way.line))
    ]

    texts = etree.fromstring(draw_sheets(model).encode()).findall(f"{SVG}text")
    second = next(
        number for number, text in enumerate(texts) if text.get("font-size") == "18" and text.text == "2"
    )

    assert cut
    assert [text.text for text in texts[1:second]] == ["2"] * len({way.line[-1][1] for way in cut})


def test_what_is_wider_than_a_page_is_cut_through(symbols: bytes) -> None:
    sheets = sheets_of(read_scene(with_diagram(symbols), {}), page=90)

    assert len(sheets) > 2
    assert all(sheet.width <= 90 for sheet in sheets)


def test_a_name_is_a_name_and_no_markup() -> None:
    hostile = '<script>alert("1")</script>'
    model = Path("processes/iv_uebernahme/uebernahme.bpmn").read_bytes()

    picture = draw_sheets(model, {"look_at_handover": hostile})

    assert "<script" not in picture
    assert etree.fromstring(picture.encode()) is not None


def test_the_command_writes_the_picture_and_names_a_model_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.bpmn"
    broken.write_text("<bpmn")

    written = main(["draw", "processes/iv_uebernahme/uebernahme.bpmn", "-o", str(tmp_path / "new" / "a.svg")])
    refused = main(["draw", str(broken), "-o", str(tmp_path / "b.svg")])

    assert (written, refused) == (0, 2)
    assert (tmp_path / "new" / "a.svg").read_text("utf-8") == file_of(
        Path("processes/iv_uebernahme/uebernahme.bpmn")
    ).read_text("utf-8")
    assert "broken.bpmn" in capsys.readouterr().err


LANES_INSIDE = """
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="urn:bruecke">
<process id="p"><userTask id="first" name="First"/>
<subProcess id="x"><laneSet><lane id="inside" name="Inside"><flowNodeRef>second</flowNodeRef></lane></laneSet>
<userTask id="second" name="Second"/></subProcess></process>
<bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">
<bpmndi:BPMNShape bpmnElement="first"><dc:Bounds x="100" y="80" width="100" height="80"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape bpmnElement="x" isExpanded="true"><dc:Bounds x="1500" y="50" width="600" height="300"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape bpmnElement="inside"><dc:Bounds x="1510" y="60" width="580" height="280"/></bpmndi:BPMNShape>
<bpmndi:BPMNShape bpmnElement="second"><dc:Bounds x="1700" y="90" width="100" height="80"/></bpmndi:BPMNShape>
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"""


def test_lanes_inside_a_sub_process_leave_what_stands_before_it_in_the_picture() -> None:
    scene = read_scene(with_diagram(LANES_INSIDE.encode()), {})

    sheets = sheets_of(scene)
    picture = etree.fromstring(draw_sheets(LANES_INSIDE.encode()).encode())

    assert sheets[0].left <= 100
    assert [g.get("data-element-id") for g in picture.iter(f"{SVG}g")].count("inside") == 1
