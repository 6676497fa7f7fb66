"""Rules about references: what is named is there, and of the kind that is meant."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import View, children_of, text_of
from engine.bpmn.validation.words import kind, listed, spoken
from engine.bpmn.xml import local
from engine.faults import a, sentence


class _Reference(NamedTuple):
    """On which element, by which attribute or child, to what."""

    holder: str
    name: str
    kinds: frozenset[str]


def _to(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


_DEFINITIONS = _to(
    *(
        f"{name}EventDefinition"
        for name in (
            "cancel",
            "compensate",
            "conditional",
            "error",
            "escalation",
            "link",
            "message",
            "signal",
            "terminate",
            "timer",
        )
    )
)

_EXECUTED = (
    _Reference("messageEventDefinition", "messageRef", _to("message")),
    _Reference("sendTask", "messageRef", _to("message")),
    _Reference("receiveTask", "messageRef", _to("message")),
    _Reference("signalEventDefinition", "signalRef", _to("signal")),
    _Reference("errorEventDefinition", "errorRef", _to("error")),
    _Reference("escalationEventDefinition", "escalationRef", _to("escalation")),
    _Reference("dataObjectReference", "dataObjectRef", _to("dataObject")),
    _Reference("startEvent", "eventDefinitionRef", _DEFINITIONS),
    _Reference("intermediateCatchEvent", "eventDefinitionRef", _DEFINITIONS),
    _Reference("intermediateThrowEvent", "eventDefinitionRef", _DEFINITIONS),
    _Reference("boundaryEvent", "eventDefinitionRef", _DEFINITIONS),
    _Reference("endEvent", "eventDefinitionRef", _DEFINITIONS),
)
"""What the engine follows."""

_ITEM = _to("itemDefinition")
_DESCRIBING = (
    _Reference("message", "itemRef", _ITEM),
    _Reference("signal", "structureRef", _ITEM),
    _Reference("dataObject", "itemSubjectRef", _ITEM),
    _Reference("dataObjectReference", "itemSubjectRef", _ITEM),
    _Reference("dataStoreReference", "dataStoreRef", _to("dataStore")),
    _Reference("property", "itemSubjectRef", _ITEM),
    _Reference("participant", "processRef", _to("process")),
    _Reference("messageFlow", "messageRef", _to("message")),
    _Reference("serviceTask", "operationRef", _to("operation")),
    _Reference("sendTask", "operationRef", _to("operation")),
    _Reference("receiveTask", "operationRef", _to("operation")),
    _Reference("messageEventDefinition", "operationRef", _to("operation")),
    _Reference("group", "categoryValueRef", _to("categoryValue")),
    _Reference("association", "sourceRef", frozenset()),
    _Reference("association", "targetRef", frozenset()),
)
"""What only describes. A qualified name may stand for something in another file."""


def _names(element: etree._Element, name: str) -> list[str]:
    value = element.get(name)
    found = [text_of(child) for child in children_of(element, name)]
    return [text for text in ([value] if value is not None else []) + found if text]


def _broken(view: View, reference: _Reference) -> Iterator[tuple[etree._Element, str, etree._Element | None]]:
    """The references of that kind that name nothing, or something else."""
    for element in view.all(reference.holder):
        for name in _names(element, reference.name):
            found = view.find(name)
            if found is None or (reference.kinds and local(found) not in reference.kinds):
                yield element, name, found


@rule("REF-FOUND", "fault", "What is referred to is in the file.", "BPMN 2.0.2, 8.3.1; 10.5.5")
def found(view: View) -> Iterator[Hit]:
    for reference in _EXECUTED:
        for element, name, target in _broken(view, reference):
            if target is None:
                yield Hit(
                    element,
                    sentence(f"{kind(element)} refers to «{name}», which is not in the file"),
                    f"Choose {_wanted(reference)} of this file, or add it.",
                )


@rule("REF-KIND", "fault", "What is referred to is of the kind that is meant.", "BPMN 2.0.2, 8.3.1; 10.5.5")
def right_kind(view: View) -> Iterator[Hit]:
    for reference in _EXECUTED:
        for element, name, target in _broken(view, reference):
            if target is not None:
                yield Hit(
                    element,
                    sentence(
                        f"the {reference.name} of {kind(element)} names «{name}», which is {kind(target)}"
                    ),
                    f"Choose {_wanted(reference)}.",
                )


@rule("REF-NOTE", "warning", "Descriptions refer to something too.", "BPMN 2.0.2, 8.3.1; 8.4.10")
def descriptions(view: View) -> Iterator[Hit]:
    for reference in _DESCRIBING:
        for element, name, target in _broken(view, reference):
            if target is not None or ":" not in name:
                yield Hit(
                    element,
                    f"The {reference.name} of {kind(element)} names «{name}», which is {_instead(target)}.",
                    "Nothing depends on it; correct it when the model changes.",
                )


def _wanted(reference: _Reference) -> str:
    return a(listed(sorted(spoken(tag) for tag in reference.kinds))) if len(reference.kinds) < 3 else "one"


def _instead(target: etree._Element | None) -> str:
    return "not in the file" if target is None else kind(target)


RULES = (found, right_kind, descriptions)
