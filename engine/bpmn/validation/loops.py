"""Rules about activities that repeat."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.reading.collections import collections_of
from engine.bpmn.reading.references import References
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import View, child_of, is_written
from engine.bpmn.xml import local
from engine.faults import sentence

_STANDARD = "BPMN 2.0.2, 10.3.8, standard loop"
_MULTI = "BPMN 2.0.2, 10.3.8, multi-instance"


def _collection(loop: etree._Element) -> dict[str, str]:
    found = extension(loop, "loopCharacteristics")
    return {} if found is None else {str(name): str(value).strip() for name, value in found.attrib.items()}


def _is_number(text: str, least: int) -> bool:
    return text.strip().isascii() and text.strip().isdigit() and len(text) < 10 and int(text) >= least


@rule("LOOP-MAXIMUM", "fault", "A loop's maximum is one or more.", _STANDARD)
def maximum(view: View) -> Iterator[Hit]:
    for loop in view.all("standardLoopCharacteristics"):
        value = loop.get("loopMaximum")
        if value is not None and not _is_number(value, least=1):
            yield Hit(
                loop, f"«{value}» is no number of rounds.", "Write a whole number from 1 on, or remove it."
            )


@rule("LOOP-ENDLESS", "todo", "A loop has a condition or a maximum.", _STANDARD)
def endless(view: View) -> Iterator[Hit]:
    for loop in view.all("standardLoopCharacteristics"):
        if loop.get("loopMaximum") is None and not is_written(child_of(loop, "loopCondition")):
            yield Hit(
                loop,
                "The loop says neither while what condition it goes on nor how often at most: it would never end.",
                "Write a loop condition in FEEL, or a maximum.",
            )


@rule("MULTI-BOTH", "fault", "Either a number of instances or a collection.", _MULTI)
def both(view: View) -> Iterator[Hit]:
    for loop in view.all("multiInstanceLoopCharacteristics"):
        collection = _collection(loop).get("inputCollection") or is_written(
            child_of(loop, "loopDataInputRef")
        )
        if collection and is_written(child_of(loop, "loopCardinality")):
            yield Hit(
                loop,
                "The multi-instance activity has a number of instances and a collection: which of them counts?",
                "Leave one.",
            )


@rule("MULTI-NOTHING", "todo", "A multi-instance activity says for what.", _MULTI)
def nothing(view: View) -> Iterator[Hit]:
    for loop in view.all("multiInstanceLoopCharacteristics"):
        activity = loop.getparent()
        if activity is None or _collection(loop).get("inputCollection"):
            continue
        named = collections_of(activity, view.remember("references", lambda view: References(view.root)))
        if named.problem:
            yield Hit(
                loop,
                sentence(f"the multi-instance activity is not clear: {named.problem}"),
                "Correct it, or name the collection in zeebe:loopCharacteristics inputCollection.",
            )
        elif not named.collection and not is_written(child_of(loop, "loopCardinality")):
            yield Hit(
                loop,
                "The multi-instance activity says neither how often nor for which collection.",
                "Name the collection in zeebe:loopCharacteristics inputCollection or loopDataInputRef, or write a loopCardinality.",
            )


@rule(
    "MULTI-OUTPUT", "fault", "The results' collection and element go together.", "Zeebe docs, multi-instance"
)
def output(view: View) -> Iterator[Hit]:
    for loop in view.all("multiInstanceLoopCharacteristics"):
        said = _collection(loop)
        if bool(said.get("outputCollection")) != bool(said.get("outputElement")):
            yield Hit(
                loop,
                "Only one of outputCollection and outputElement is given.",
                "Give both, or none.",
            )


@rule(
    "MULTI-BEHAVIOR", "fault", "A multi-instance activity throws no events of its own.", f"{_MULTI}, behavior"
)
def behavior(view: View) -> Iterator[Hit]:
    for loop in view.all("multiInstanceLoopCharacteristics"):
        throws = [child for child in loop.iterchildren("*") if local(child) == "complexBehaviorDefinition"]
        if loop.get("behavior", "All") != "All" or throws:
            yield Hit(
                loop,
                "The multi-instance activity throws events when its instances end (behavior), which is not executed.",
                "Use «All» with a completion condition, or throw an event inside the activity.",
            )


RULES = (maximum, endless, both, nothing, output, behavior)
