"""The closed list of `zeebe:` extension elements: what is executed, where it may stand, with which attributes."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from lxml import etree

from engine.bpmn.extensions import PROPERTIES, properties_of
from engine.bpmn.model import MOST_RETRIES
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ACTIVITIES, EVENTS
from engine.bpmn.validation.view import View
from engine.bpmn.validation.words import kind, listed, spoken
from engine.bpmn.xml import ZEEBE, local, namespace
from engine.faults import sentence

_SOURCE = "Zeebe docs, BPMN; Brücke, design 2"
_ANY: frozenset[str] = frozenset()


class _Element(NamedTuple):
    """Where it may stand (nowhere named: anywhere), its attributes, its children."""

    places: frozenset[str]
    attributes: frozenset[str]
    children: frozenset[str] = frozenset()


def _on(*places: str) -> frozenset[str]:
    return frozenset(places)


_JOBS = _on("serviceTask", "sendTask", "businessRuleTask", "scriptTask")
_USER = _on("userTask")
SERVED = {
    "userTask": _Element(_USER, _on()),
    "formDefinition": _Element(_USER | {"startEvent"}, _on("formId", "bindingType")),
    "assignmentDefinition": _Element(_USER, _on("assignee", "candidateGroups", "candidateUsers")),
    "taskSchedule": _Element(_USER, _on("dueDate", "followUpDate")),
    "priorityDefinition": _Element(_USER, _on("priority")),
    "taskDefinition": _Element(_JOBS, _on("type", "retries")),
    "taskHeaders": _Element(_JOBS | _USER, _on(), _on("header")),
    "ioMapping": _Element(ACTIVITIES | EVENTS, _on(), _on("input", "output")),
    "calledElement": _Element(
        _on("callActivity"),
        _on("processId", "propagateAllParentVariables", "propagateAllChildVariables", "bindingType"),
    ),
    "calledDecision": _Element(_on("businessRuleTask"), _on("decisionId", "resultVariable", "bindingType")),
    "script": _Element(_on("scriptTask"), _on("expression", "resultVariable")),
    "subscription": _Element(_on("message"), _on("correlationKey")),
    "loopCharacteristics": _Element(
        _on("multiInstanceLoopCharacteristics"),
        _on("inputCollection", "inputElement", "outputCollection", "outputElement"),
    ),
    "adHoc": _Element(_on("adHocSubProcess"), _on("activeElementsCollection")),
    "properties": _Element(_ANY, _on(), _on("property")),
    "versionTag": _Element(_on("process"), _on("value")),
}
_INSIDE = {
    "header": _on("key", "value"),
    "input": _on("source", "target"),
    "output": _on("source", "target"),
    "property": _on("name", "value"),
}
_NOTES = ("modelerTemplate",)
_LISTENERS = "Model the listener as a service task before or after the element."
_KNOWN_LATER = {
    "executionListeners": _LISTENERS,
    "taskListeners": _LISTENERS,
    "executionListener": _LISTENERS,
    "taskListener": _LISTENERS,
    "conditionalFilter": "Name what has to hold in the condition of the event itself.",
    "linkedResources": "Name what the worker needs in zeebe:taskHeaders.",
    "publishMessage": "Choose the message in the event or send task, with zeebe:subscription on the message for its key.",
    "userTaskForm": "Hand in the form as a .form file with the model, and name it in zeebe:formDefinition formId.",
}
"""What Zeebe has and we do not execute, each with the way round it."""


def _elements(view: View) -> Iterator[tuple[etree._Element, etree._Element]]:
    return ((owner, item) for owner, item in view.foreign if namespace(item) == ZEEBE)


@rule("EXT-ZEEBE", "fault", "Only the zeebe: elements and attributes of the list are executed.", _SOURCE)
def known(view: View) -> Iterator[Hit]:
    for owner, item in _elements(view):
        served = SERVED.get(local(item))
        if served is None:
            way_out = _KNOWN_LATER.get(local(item))
            what = "is not executed by this version" if way_out else "is unknown"
            yield Hit(owner, f"zeebe:{local(item)} {what}.", way_out or _meant(local(item)))
            continue
        if local(owner) == "startEvent" and local(item) == "formDefinition":
            continue  # it has no effect, however it names the form
        yield from _attributes(owner, item, served.attributes)
        for child in item.iterchildren("*"):
            if namespace(child) == ZEEBE and local(child) in served.children:
                yield from _attributes(owner, child, _INSIDE[local(child)])
            else:
                yield Hit(
                    owner,
                    f"«{local(child)}» is unknown inside zeebe:{local(item)}.",
                    "Remove it from the element.",
                )
    for element in view.elements:
        for name in element.attrib:
            word = str(name).removeprefix(f"{{{ZEEBE}}}")
            if word != str(name) and not word.startswith(_NOTES):
                yield Hit(element, f"The attribute zeebe:{word} is unknown.", "Remove it from the element.")


def _meant(name: str) -> str:
    close = get_close_matches(name[:80], SERVED, n=2, cutoff=0.6)
    meant = f"Is {listed(f'zeebe:{word}' for word in close)} meant? " if close else ""
    return f"{meant}Remove it if nothing depends on it, else let a service task do it."


def _attributes(owner: etree._Element, item: etree._Element, served: frozenset[str]) -> Iterator[Hit]:
    for name in item.attrib:
        if not str(name).startswith("{") and str(name) not in served:
            remedy = f"Served are: {listed(sorted(served), 'and')}." if served else "Remove it."
            yield Hit(owner, f"The attribute {name} of zeebe:{local(item)} is not served.", remedy)


@rule(
    "EXT-PLACE", "fault", "zeebe: elements and bruecke. properties stand where they have a meaning.", _SOURCE
)
def place(view: View) -> Iterator[Hit]:
    for owner, item in _elements(view):
        served = SERVED.get(local(item))
        if served is not None and served.places and local(owner) not in served.places:
            yield Hit(
                owner,
                f"zeebe:{local(item)} has no meaning on {kind(owner)}.",
                f"It belongs on: {listed(sorted(spoken(tag) for tag in served.places))}.",
            )
    for owner, name, _ in ours(view):
        said = PROPERTIES.get(name)
        if said is not None and "*" not in said.places and local(owner) not in said.places:
            yield Hit(
                owner,
                f"«{name}» has no meaning on {kind(owner)}.",
                f"It belongs on: {listed(sorted(spoken(tag) for tag in said.places))}.",
            )


@rule("EXT-TWICE", "fault", "A zeebe: element stands once on an element.", _SOURCE)
def once(view: View) -> Iterator[Hit]:
    seen: set[tuple[etree._Element, str]] = set()
    for owner, item in _elements(view):
        if (owner, local(item)) in seen:
            yield Hit(owner, f"zeebe:{local(item)} stands twice: which of them counts?", "Leave one.")
        seen.add((owner, local(item)))


@rule(
    "EXT-MAPPING",
    "fault",
    "A mapping has a target; an output also a source, which is an expression.",
    "Zeebe docs, variable mappings",
)
def mappings(view: View) -> Iterator[Hit]:
    for owner, item in _elements(view):
        for child in item.iterchildren(f"{{{ZEEBE}}}input", f"{{{ZEEBE}}}output"):
            for name in ("target",) if local(child) == "input" else ("source", "target"):
                if not (child.get(name) or "").strip():
                    yield Hit(
                        owner,
                        sentence(f"an {local(child)} mapping has no {name}"),
                        "Write the FEEL expression as source and the variable as target.",
                    )
            source = (child.get("source") or "").strip()
            if local(child) == "output" and source and not source.startswith("="):
                yield Hit(
                    owner,
                    f"The source «{source[:60]}» of an output mapping is no expression: one begins with «=».",
                    f"Write «={source[:60]}» for a variable, or a text in quotes after «=».",
                )


@rule(
    "EXT-RETRIES",
    "fault",
    f"A job is tried from 1 to {MOST_RETRIES:,} times.",
    "Zeebe docs, job retries; Brücke, design 2",
)
def retries(view: View) -> Iterator[Hit]:
    for owner, item in _elements(view):
        said = (item.get("retries") or "").strip() if local(item) == "taskDefinition" else ""
        is_number = said.isdecimal() and len(said) < 10 and 0 < int(said) <= MOST_RETRIES
        if said and not said.startswith("=") and not is_number:
            yield Hit(
                owner,
                f"«{said[:60]}» is no number of retries.",
                f"Write a whole number from 1 to {MOST_RETRIES:,}, or FEEL that gives one.",
            )


def ours(view: View) -> Iterator[tuple[etree._Element, str, str]]:
    """Every bruecke. property: where it stands, its name and its value."""
    for owner in dict.fromkeys(owner for owner, item in _elements(view) if local(item) == "properties"):
        for name, value in properties_of(owner).items():
            if name.startswith("bruecke."):
                yield owner, name, value


@rule("EXT-PROPERTY", "fault", "Only the bruecke. properties of the list are executed.", "Brücke, design 2")
def properties(view: View) -> Iterator[Hit]:
    for owner, name, _ in ours(view):
        if name not in PROPERTIES:
            yield Hit(
                owner,
                f"The property «{name}» is unknown.",
                f"Known are: {listed(sorted(PROPERTIES), 'and')}.",
            )


@rule("EXT-VALUE", "fault", "bruecke. properties have values that they know.", "Brücke, design 2")
def values(view: View) -> Iterator[Hit]:
    for owner, name, value in ours(view):
        said = PROPERTIES.get(name)
        if said is not None and (not value.strip() or (said.values and value not in said.values)):
            possible = listed(said.values) if said.values else "any text that is not empty"
            yield Hit(owner, f"«{value}» is no value of «{name}».", f"Possible: {possible}.")


RULES = (known, place, once, mappings, retries, properties, values)
