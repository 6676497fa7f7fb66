"""Rules about what other tools and engines write into a model."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.omg import shapes
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.vendors import ENGINES, PEOPLE, WAYS_OUT, is_note
from engine.bpmn.validation.view import View
from engine.bpmn.xml import BPMN, ZEEBE, local, namespace

_SOURCE = "BPMN 2.0.2, 8.3.3; Brücke, design 2"
_JUDGED_ELSEWHERE = frozenset({BPMN, ZEEBE, ""})


def _written(view: View) -> Iterator[tuple[etree._Element, str, str]]:
    """Every foreign element and attribute: on what it stands, its namespace, its name."""
    for owner, item in view.foreign:
        yield owner, namespace(item), local(item)
    for element in view.elements:
        for attribute in element.attrib:
            name = str(attribute)
            if name.startswith("{"):
                space, _, word = name[1:].partition("}")
                yield element, space, word


@rule("EXT-ENGINE", "fault", "Nothing is meant for another engine.", _SOURCE)
def engines(view: View) -> Iterator[Hit]:
    for element, space, name in dict.fromkeys(_written(view)):
        engine = ENGINES.get(space)
        if engine is not None and name not in engine.notes | engine.people:
            yield Hit(
                element,
                f"«{name}» is executed by {engine.name} only.",
                WAYS_OUT.get(
                    name, "Remove it; what is executed here are zeebe: elements and bruecke. properties."
                ),
            )


@rule("NO-EFFECT", "warning", "What is written has an effect.", "Brücke, design 2")
def without_effect(view: View) -> Iterator[Hit]:
    for element, space, name in dict.fromkeys(_written(view)):
        engine = ENGINES.get(space)
        if engine is not None and name in engine.people:
            yield Hit(
                element,
                f"«{name}» of {engine.name} has no effect here: {PEOPLE[name]}.",
                "Nothing has to be done; put the model into a package to say who does what with which form.",
            )
        elif (space, name, local(element)) == (ZEEBE, "formDefinition", "startEvent"):
            yield Hit(
                element,
                "The form of a start event has no effect here: what a case begins with is given as variables.",
                "Nothing has to be done; to ask for it, put a user task with this form behind the start event.",
            )
    for element in view.all("rendering"):
        yield Hit(
            element,
            "A rendering has no effect here: a task is shown with its form, or without.",
            "Nothing has to be done; name a form in zeebe:formDefinition formId.",
        )


@rule("EXT-UNKNOWN", "warning", "Foreign extensions are notes of a known tool.", _SOURCE)
def unknown(view: View) -> Iterator[Hit]:
    seen: set[str] = set()
    for element, space, name in _written(view):
        if space in seen or space in ENGINES or space in _JUDGED_ELSEWHERE or is_note(space):
            continue
        seen.add(space)
        yield Hit(
            element,
            f"«{name}» of the namespace {space[:120]} is unknown; it is kept as a note and does nothing.",
            "Check that nothing was meant to be executed by it.",
        )


@rule("EXT-NAMESPACE", "fault", "BPMN's elements are in BPMN's namespace.", "BPMN 2.0.2, 15.3")
def lost_namespace(view: View) -> Iterator[Hit]:
    for owner, item in view.foreign:
        holder = item.getparent()
        if namespace(item) in {BPMN, ZEEBE} or (holder is not None and local(holder) == "extensionElements"):
            continue
        if local(item) in shapes() and not is_note(namespace(item)) and namespace(item) not in ENGINES:
            yield Hit(
                item if item.get("id") else owner,
                f"«{local(item)}» is in {namespace(item)[:120] or 'no namespace'}, so it is not BPMN's.",
                f"Write it in the namespace {BPMN}.",
            )


RULES = (engines, without_effect, unknown, lost_namespace)
