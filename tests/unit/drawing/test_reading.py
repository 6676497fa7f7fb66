"""Reading a model: what is refused before anything is drawn, and that the message says what to do."""

import pytest

from engine.drawing.reading import UnreadableModelError, existing, read_model

BILLION = (
    b'<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&b;</definitions>'
)


@pytest.mark.parametrize(
    "source",
    [
        BILLION,
        BILLION.replace(b"DOCTYPE", b"doctype"),
        BILLION.decode().encode("utf-16"),
        b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>',
    ],
    ids=["entities", "in small letters", "in UTF-16", "external"],
)
def test_a_dtd_is_refused(source: bytes) -> None:
    with pytest.raises(UnreadableModelError):
        read_model(source)


def test_text_that_is_no_xml_is_refused_with_its_place() -> None:
    with pytest.raises(UnreadableModelError, match="line 2"):
        read_model(b"<definitions>\n<process></definitions>")


def test_an_id_used_twice_is_refused_by_name() -> None:
    with pytest.raises(UnreadableModelError, match="register_case"):
        read_model(b'<d><a id="register_case"/><b id="register_case"/></d>')


@pytest.mark.parametrize("value", ["nan", "inf", "-1e300", "links"])
def test_a_position_that_is_none_is_refused_with_its_line(symbols: bytes, value: str) -> None:
    root = read_model(symbols.replace(b'x="40" y="30"', f'x="{value}" y="30"'.encode()))

    with pytest.raises(UnreadableModelError, match=r"line \d+"):
        existing(root)


def test_comments_and_instructions_are_no_elements() -> None:
    root = read_model(b"<d><!-- <process/> --><?php echo 1 ?><a/></d>")

    assert [e.tag for e in root] == ["a"]
