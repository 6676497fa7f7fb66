"""What an event waits for or throws: its event definitions."""

from lxml import etree

from engine.bpmn.validation.view import View, children_of, parts, text_of
from engine.bpmn.xml import local

_ENDING = "EventDefinition"


def triggers(view: View, event: etree._Element) -> list[etree._Element]:
    """The event definitions of an event, those written in it and those it refers to."""
    own = [child for child in parts(event) if local(child).endswith(_ENDING)]
    named = [view.find(text_of(child)) for child in children_of(event, "eventDefinitionRef")]
    return own + [item for item in named if item is not None and local(item).endswith(_ENDING)]


def trigger_names(view: View, event: etree._Element) -> list[str]:
    """Their kinds, e.g. `timer`."""
    return [local(item).removesuffix(_ENDING) for item in triggers(view, event)]


def has_trigger(view: View, event: etree._Element, name: str) -> bool:
    """Whether one of them is of that kind."""
    return name in trigger_names(view, event)
