"""The picture: what is in it, what never is, and how it shows the way of a case."""

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from engine.drawing.layout.diagram import lay_out
from engine.drawing.picture import MOST_NODES, Marks, draw
from engine.drawing.reading import UnreadableModelError, existing, read_model
from engine.packages.archive import read_zip

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED_TAGS = {"svg", "g", "title", "rect", "circle", "polygon", "path", "text", "tspan"}


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def group(svg: str, element: str, kind: str = "") -> etree._Element:
    """The group of an element (its shape or way; `label` for its name)."""
    found = [g for g in parsed(svg).iter(SVG + "g") if g.get("data-element-id") == element]
    return next(g for g in found if kind in (g.get("class") or ""))


def words(element: etree._Element) -> str:
    return " ".join("".join(t.itertext()) for t in element.iter(SVG + "tspan"))


def tags(svg: str) -> set[str]:
    return {etree.QName(e).localname for e in parsed(svg).iter()}


def test_everything_that_has_a_place_is_drawn(symbols: bytes) -> None:
    shapes, edges, _ = existing(read_model(symbols))

    svg = draw(symbols, title="Alle Zeichen")

    drawn = {g.get("data-element-id") for g in parsed(svg).iter(SVG + "g")}
    assert set(shapes) | set(edges) <= drawn


def test_no_two_kinds_of_task_and_event_look_alike(symbols: bytes) -> None:
    svg = draw(symbols)

    signs = Counter()
    for g in parsed(svg).iter(SVG + "g"):
        i = g.get("data-element-id") or ""
        if re.match("start_|catch_|throw_|end_|boundary_", i) and "shape" in (g.get("class") or ""):
            look = [
                (
                    e.tag,
                    e.get("d"),
                    e.get("r"),
                    e.get("fill"),
                    e.get("stroke-dasharray"),
                    e.get("stroke-width"),
                )
                for e in g
            ]
            signs[tuple(look[1:])] += 1
    assert set(signs.values()) == {1}


def test_the_picture_needs_no_style_no_script_and_no_ids(symbols: bytes) -> None:
    marks = Marks({"userTask": 2}, ["task"], {"call": "Fehler"}, ["loop"])

    svg = draw(symbols, marks)

    assert tags(svg) <= ALLOWED_TAGS
    names = {str(a) for e in parsed(svg).iter() for a in e.attrib}
    assert not names & {"style", "id", "href", "{http://www.w3.org/1999/xlink}href"}
    assert not [a for a in names if a.startswith("on")]


def test_the_picture_has_a_role_and_a_name(symbols: bytes) -> None:
    root = parsed(draw(symbols, title="Der Fall steht bei «Aussprache führen»."))

    assert root.get("role") == "img"
    assert root[0].tag == SVG + "title"
    assert root[0].text == "Der Fall steht bei «Aussprache führen»."


def test_without_a_title_the_picture_is_called_like_its_process(drawn_tandem: str) -> None:
    root = parsed(draw(drawn_tandem.encode()))

    assert root[0].text == "IIZ-Tandem durchführen"


def test_what_was_passed_is_taken_and_where_the_case_stands_is_here(drawn_tandem: str) -> None:
    svg = draw(drawn_tandem.encode(), Marks({"register_case": 1, "f2": 1}, ["joint_analysis"]))

    assert group(svg, "register_case").get("class") == "shape taken"
    assert group(svg, "f2").get("class") == "way taken"
    assert group(svg, "joint_analysis").get("class") == "shape here"
    assert group(svg, "assign_tandem").get("class") == "shape"


def test_a_count_shows_from_the_second_time_on(drawn_tandem: str) -> None:
    once = draw(drawn_tandem.encode(), Marks({"register_case": 1}))
    twice = draw(drawn_tandem.encode(), Marks({"register_case": 2}))

    assert "×" not in once
    assert twice.count(">2×<") == 1


def test_what_changed_and_what_was_found_are_marked(drawn_tandem: str) -> None:
    svg = draw(
        drawn_tandem.encode(), Marks(changed=["close"], flags={"nine_months": "Feste Dauer im Modell"})
    )

    assert svg.count('class="ring"') == 1
    assert svg.count('class="flag"') == 1
    assert "<title>Feste Dauer im Modell</title>" in svg


def test_names_of_lanes_read_upwards_unless_the_pool_stands_upright(symbols: bytes) -> None:
    lying = draw(symbols)
    upright = draw(symbols.replace(b'isHorizontal="true"', b'isHorizontal="false"'))

    assert "rotate(-90" in ascii(etree.tostring(group(lying, "upper")))
    assert "rotate(-90" not in ascii(etree.tostring(group(upright, "upper")))


def test_the_name_beside_an_element_stays_readable_where_the_case_stands(drawn_tandem: str) -> None:
    svg = draw(drawn_tandem.encode(), Marks(here=["complex_situation"]))

    assert group(svg, "complex_situation", "shape").get("class") == "shape here"
    assert group(svg, "complex_situation", "label").get("class") == "label taken"


def test_an_open_sub_process_is_never_painted_over_its_content(drawn_tandem: str) -> None:
    svg = draw(drawn_tandem.encode(), Marks(here=["accompany", "talk"]))

    assert group(svg, "accompany").get("class") == "shape taken"
    assert svg.count("tok -here") == 1


def test_a_token_in_a_collapsed_sub_process_shows_on_the_sub_process(symbols: bytes) -> None:
    svg = draw(symbols, Marks(here=["inside_collapsed"], flags={"inside_ad_hoc": "Titel fehlt"}))

    assert group(svg, "collapsed").get("class") == "shape here"
    assert "<title>Titel fehlt</title>" in svg


def test_the_content_of_a_collapsed_sub_process_has_a_picture_of_its_own(tandem: str) -> None:
    model = lay_out(tandem, collapsed=["accompany"]).encode()

    outer, inner = draw(model), draw(model, of="accompany")

    assert 'data-element-id="talk"' not in outer
    assert 'data-element-id="talk"' in inner
    assert 'data-element-id="register_case"' not in inner


def test_a_sub_process_that_does_not_say_so_is_open_when_its_content_is_drawn(symbols: bytes) -> None:
    silent = symbols.replace(b' isExpanded="true"', b"").replace(b' isExpanded="false"', b"")

    svg = draw(silent)

    assert svg == draw(symbols)


def test_the_whole_procedure_comes_first_wherever_its_diagram_stands_in_the_file(tandem: str) -> None:
    model = lay_out(tandem, collapsed=["accompany"])
    first, second = re.findall(r"\s*<bpmndi:BPMNDiagram.*?</bpmndi:BPMNDiagram>", model, flags=re.S)

    swapped = model.replace(first + second, second + first)

    assert swapped != model
    assert draw(swapped.encode()) == draw(model.encode())


def test_a_picture_of_something_without_content_is_refused(symbols: bytes) -> None:
    with pytest.raises(UnreadableModelError, match="userTask"):
        draw(symbols, of="userTask")


def test_labels_replace_names_in_the_readers_language(drawn_tandem: str) -> None:
    svg = draw(drawn_tandem.encode(), labels={"register_case": "Saisir le cas", "complex": "Oui"})

    assert words(group(svg, "register_case")) == "Saisir le cas"
    assert words(group(svg, "complex", "label")) == "Oui"
    assert words(group(svg, "assign_tandem")) == "Tandem zuteilen"


def test_hostile_names_stay_text(drawn_tandem: str) -> None:
    hostile = "</title></svg><script>alert(1)</script><g onload='x' \" style=\"x\x00\x08"
    labels = dict.fromkeys(("register_case", "iiz", "pair", "complex", "complex_situation", "note"), hostile)

    svg = draw(drawn_tandem.encode(), Marks(flags={"close": hostile}), labels, hostile)

    assert tags(svg) <= ALLOWED_TAGS
    assert "<script" not in svg
    assert not [a for e in parsed(svg).iter() for a in e.attrib if str(a).startswith("on") or a == "style"]


def test_hostile_ids_stay_attributes(drawn_tandem: str) -> None:
    hostile = "&quot;&gt;&lt;script&gt;"

    svg = draw(drawn_tandem.replace('"register_case"', f'"{hostile}"').encode())

    assert tags(svg) <= ALLOWED_TAGS
    assert group(svg, '"><script>').get("class") == "shape"


def test_a_very_long_name_is_cut_and_kept_in_the_title(drawn_tandem: str) -> None:
    name = "Rechtliches Gehör gewähren und Stellungnahme einholen " * 200

    svg = draw(drawn_tandem.encode(), labels={"register_case": name, "complex_situation": name})

    task = group(svg, "register_case")
    assert words(task).endswith("…")
    assert len(list(task.iter(SVG + "tspan"))) <= 6
    assert (task.findtext(SVG + "title") or "").startswith(name)


def test_default_and_condition_are_marked_at_the_start_of_a_flow(symbols: bytes) -> None:
    plain, default, condition = (
        len(list(group(draw(symbols), i).iter(SVG + "path"))) for i in ("open_flow", "otherwise", "if_yes")
    )

    assert (plain, default, condition) == (2, 3, 3)


def test_the_view_covers_everything_with_a_margin(symbols: bytes) -> None:
    x, y, w, h = map(float, (parsed(draw(symbols)).get("viewBox") or "").split())

    assert (x, y, x + w, y + h) == (28, 18, 1282, 832)


def test_only_a_picture_too_wide_to_fit_a_page_says_so(symbols: bytes) -> None:
    stretched = re.sub(rb'Bounds x="[0-9]+"', b'Bounds x="5000"', symbols, count=1)

    assert parsed(draw(symbols)).get("class") is None
    assert parsed(draw(stretched)).get("class") == "wide"


def test_a_model_without_a_diagram_is_laid_out_first(tandem: str, drawn_tandem: str) -> None:
    svg = draw(tandem.encode())

    assert svg == draw(drawn_tandem.encode())


def test_a_large_model_without_a_diagram_is_refused_with_a_way_out() -> None:
    tasks = "".join(f'<bpmn:userTask id="t{i}" />' for i in range(MOST_NODES + 1))
    model = (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process id="p">'
        f"{tasks}</bpmn:process></bpmn:definitions>"
    )

    with pytest.raises(UnreadableModelError, match=r"81 elements.*python -m engine\.drawing layout"):
        draw(model.encode())


def test_a_name_does_not_run_into_the_sign_of_its_task() -> None:
    saved = Path("tests/procedures/saved/wallis_tandem-1.2.0.zip")  # its tasks are narrow
    model = read_zip(saved.read_bytes())["tandem.bpmn"]

    drawn = group(draw(model), "data_exchange_consent", "shape")

    box, line = drawn.find(f".//{SVG}rect"), drawn.find(f".//{SVG}tspan")
    assert line.text == "Vollmacht zum"
    assert (
        float(line.get("y")) - 10 >= float(box.get("y")) + 23
    )  # capitals stand ten high, the sign ends at 23
