"""Whatever is missing, wrong or in the wrong place: the rules find it, they never fail."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.bpmn.validation import validate
from engine.bpmn.xml import BPMN, read_xml
from tests.unit.bpmn.validation.generous import FILE

ODD = (
    "",
    " ",
    "gone",
    "p",
    "user",
    "a b",
    "=",
    "=1+",
    "true",
    "-1",
    "R/PT0S",
    "{x}y",
    "odd:user",
    "\u00e4" * 200,
)
TAGS = tuple(dict.fromkeys(element.tag for element in read_xml(FILE, "x").iter(etree.Element)))


def mutilate(root: etree._Element, seed: int, times: int) -> None:
    """Drops, renames, swaps and moves at random."""
    chance = random.Random(seed)
    for _ in range(times):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if not elements:
            return
        element = chance.choice(elements)
        names = list(element.attrib)
        other = chance.choice(elements)
        act = chance.randrange(9)
        if act == 0:
            element.getparent().remove(element)
        elif act == 1 and names:
            del element.attrib[chance.choice(names)]
        elif act == 2 and names:
            element.set(chance.choice(names), chance.choice(ODD))
        elif act == 3 and names:
            name = chance.choice(names)
            element.set(
                chance.choice(["sourceRef", "default", "id", "odd", "messageRef"]), element.get(name, "")
            )
        elif act == 4 and names and other.attrib:
            element.set(chance.choice(names), chance.choice(list(other.attrib.values())))
        elif act == 5:
            element.tag = chance.choice(TAGS)
        elif act == 6:
            element.text = chance.choice(ODD)
        elif (
            act == 7 and not any(above is element for above in other.iterancestors()) and other is not element
        ):
            other.append(element)
        elif act == 8:
            element.tag = etree.QName(element).localname


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 60))
def test_a_mutilated_model_is_judged_without_failing(seed: int, times: int):
    root = read_xml(FILE, "x")
    mutilate(root, seed, times)

    findings = validate(root, "x")

    assert all(finding.message and finding.remedy for finding in findings)


@pytest.mark.parametrize(
    "attribute", ["id", "sourceRef", "targetRef", "attachedToRef", "name", "messageRef", "default"]
)
def test_a_model_without_an_attribute_anywhere_is_judged(attribute: str):
    root = read_xml(FILE, "x")
    for element in root.iter(etree.Element):
        element.attrib.pop(attribute, None)

    findings = validate(root, "x")

    assert any(finding.level in {"fault", "todo"} for finding in findings)


@pytest.mark.parametrize(
    "tag", ["startEvent", "message", "sequenceFlow", "subProcess", "process", "extensionElements"]
)
def test_a_model_without_an_element_anywhere_is_judged(tag: str):
    root = read_xml(FILE, "x")
    for element in list(root.iter(f"{{{BPMN}}}{tag}")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    validate(root, "x")


def test_comments_and_instructions_are_no_elements():
    root = etree.fromstring(FILE.replace(b"<startEvent", b"<!-- here --><?do it?><startEvent"))

    assert validate(root, "x") == []


def test_references_that_go_round_in_a_circle_are_judged():
    root = read_xml(FILE, "x")
    for element in root.iter(etree.Element):
        for name in element.attrib:
            if str(name).endswith("Ref"):
                element.set(name, element.get("id") or "p")

    validate(root, "x")
