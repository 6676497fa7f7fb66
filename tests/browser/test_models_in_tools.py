"""Every model of processes/ in the tools of others: bpmn-moddle keeps all of it, bpmnlint and Camunda's rules find nothing.

`models/tools.js` holds these tools; `assets/models` says of which versions.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from api.variants import whole_folder
from cases.catalogue import CATALOGUE
from engine.packages.reading import read_package
from engine.packages.texts import VOCABULARY, read_vocabulary

ROOT = Path(__file__).parents[2]
PROCESSES = ROOT / "processes"
TOOLS = Path(__file__).parent / "models" / "tools.js"
MODELS = [path.relative_to(PROCESSES).as_posix() for path in sorted(PROCESSES.glob("*/*.bpmn"))]
LOAD = """async text => {
    const address = URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
    window.tools = await import(address);
}"""
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"

# What the tools find and we mean so: (model, rule, element) and why. Anything else fails, and so does what is found no more.
MEANT = {
    (
        "mamac/mamac.bpmn",
        "no-inclusive-gateway",
        "offices_involved",
    ): "one, two or three institutions are asked at once: three exclusive gateways would hide that",
    (
        "mamac/mamac.bpmn",
        "no-inclusive-gateway",
        "data_provided",
    ): "it joins the branches that offices_involved opened",
    (
        "basel_landschaft/eingliederung.bpmn",
        "no-inclusive-gateway",
        "all_settled",
    ): "who is placeable in part goes both ways at once: it waits for those that were begun",
    (
        "wallis_tandem/tandem.bpmn",
        "camunda-compat/subscription",
        "rav_reported",
    ): "a message of a RAV names the case; no variable of the model holds a key to correlate by",
    (
        "basel_landschaft/eingliederung.bpmn",
        "camunda-compat/subscription",
        "return_reported",
    ): "as above: that somebody registers anew is told by a RAV alone",
}


@pytest.fixture(scope="module")
def tools(browser: Browser) -> Iterator[Page]:
    """An empty page that has loaded the tools."""
    page = browser.new_page()
    page.evaluate(LOAD, TOOLS.read_text())
    yield page
    page.close()


def text_of(model: str) -> str:
    return (PROCESSES / model).read_text()


def saved(page: Page, text: str) -> tuple[str, list[str]]:
    """A model as the Modeler would save it, and what it complained of when it opened it."""
    answer: dict[str, Any] = page.evaluate("text => tools.saved(text)", text)
    return answer["xml"], answer["warnings"]


def findings(page: Page, question: str, model: str, text: str) -> set[tuple[str, str, str]]:
    """(model, rule, element) of what `recommended` or `compatible` finds."""
    found = page.evaluate(f"text => tools.{question}(text)", text)
    return {(model, each["rule"], each["id"]) for each in found}


def tree(text: str) -> Any:
    """All that a file says, up to the order of attributes, prefixes and indentation."""
    return _said(etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False)))


def _said(node: Any) -> Any:
    attributes = {key: _full(node, value) if key == TYPE else value for key, value in node.attrib.items()}
    own = [node.text, *(child.tail for child in node)]
    return (
        node.tag if isinstance(node.tag, str) else type(node).__name__,
        sorted(attributes.items()),
        [text.strip() for text in own if text and text.strip()],
        [_said(child) for child in node],
    )


def _full(node: Any, value: str) -> str:
    prefix, _, name = value.rpartition(":")
    return f"{{{node.nsmap.get(prefix or None)}}}{name}"


@pytest.mark.parametrize("model", MODELS)
def test_a_model_is_opened_without_complaint_and_saved_unchanged(tools, model):
    once, complaints = saved(tools, text_of(model))
    twice, again = saved(tools, once)

    assert complaints == again == []
    assert tree(once) == tree(text_of(model))
    assert twice == once


@pytest.mark.parametrize("model", MODELS)
def test_a_package_whose_model_was_saved_elsewhere_is_the_same_package(tools, model):
    folder, name = (PROCESSES / model).parent, Path(model).name
    vocabulary = read_vocabulary((PROCESSES / VOCABULARY).read_bytes())
    files = whole_folder(folder)

    before = read_package(files, vocabulary, CATALOGUE)
    after = read_package(files | {name: saved(tools, text_of(model))[0].encode()}, vocabulary, CATALOGUE)

    assert after.model.elements == before.model.elements
    assert after.model.flows == before.model.flows
    assert after.model.lanes == before.model.lanes


@pytest.mark.parametrize("question", ["recommended", "compatible"])
def test_the_tools_find_only_what_is_meant(tools, question):
    rules = tools.evaluate(f"() => tools.asked().{question}")
    found = {each for model in MODELS for each in findings(tools, question, model, text_of(model))}

    assert len(rules) > 20
    assert found == {
        each for each in MEANT if each[1].startswith("camunda-compat/") == (question == "compatible")
    }


def broken(old: str, new: str) -> str:
    """The Valais model with its first `old` replaced."""
    text = text_of("wallis_tandem/tandem.bpmn")
    assert old in text
    return text.replace(old, new, 1)


def test_what_is_lost_would_be_noticed(tools):
    unknown = broken("<bpmn:startEvent ", '<bpmn:nonsense id="nonsense" /><bpmn:startEvent ')
    note = broken("<bpmn:startEvent ", "<!-- a note --><bpmn:startEvent ")

    kept, complaints = saved(tools, unknown)

    assert complaints
    assert tree(kept) != tree(unknown)
    assert tree(saved(tools, note)[0]) != tree(note)


def test_a_changed_property_is_another_tree():
    assert tree(broken('value="yes"', 'value="no"')) != tree(text_of("wallis_tandem/tandem.bpmn"))


def test_what_is_wrong_would_be_found(tools):
    nameless = broken('id="rav_reported" name="Meldung des RAV"', 'id="rav_reported"')
    no_feel = broken('xsi:type="bpmn:tFormalExpression">=', 'xsi:type="bpmn:tFormalExpression">=1 + + (')

    assert ("broken", "label-required", "rav_reported") in findings(tools, "recommended", "broken", nameless)
    assert "camunda-compat/feel" in {rule for _, rule, _ in findings(tools, "compatible", "broken", no_feel)}
