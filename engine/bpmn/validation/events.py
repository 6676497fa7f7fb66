"""Rules about events: which kind may stand where."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import EVENTS
from engine.bpmn.validation.triggers import trigger_names
from engine.bpmn.validation.view import View, is_event_sub_process, is_true
from engine.bpmn.validation.words import listed, spoken
from engine.bpmn.xml import local
from engine.faults import a, sentence

_TABLE = "BPMN 2.0.2, 10.5.5, table 10.93"
_BOTH = frozenset({"message", "signal", "escalation", "compensate"})
_WAITING = frozenset({"message", "signal", "timer", "conditional"})
_ALLOWED = {
    "start event of a process": _WAITING,
    "start event of a sub-process": frozenset(),
    "start event of an event sub-process": _WAITING | _BOTH | {"error"},
    "intermediate catch event": _WAITING | {"link"},
    "intermediate throw event": _BOTH | {"link"},
    "boundary event": _WAITING | _BOTH | {"error", "cancel"},
    "end event": _BOTH | {"error", "cancel", "terminate"},
}
_NEED_ONE = frozenset({"start event of an event sub-process", "intermediate catch event", "boundary event"})
_ALWAYS_INTERRUPTING = frozenset({"error", "cancel"})


def position(event: etree._Element) -> str:
    """Where an event stands, as the table of the standard has it."""
    tag = local(event)
    if tag != "startEvent":
        return spoken(tag)
    holder = event.getparent()
    if holder is None or local(holder) == "process":
        return "start event of a process"
    return f"start event of {'an event sub-process' if is_event_sub_process(holder) else 'a sub-process'}"


@rule("EVENT-POSITION", "fault", "Each kind of event has its positions.", _TABLE)
def kinds(view: View) -> Iterator[Hit]:
    for event in view.all(*sorted(EVENTS)):
        where = position(event)
        for name in dict.fromkeys(trigger_names(view, event)):
            if name not in _ALLOWED[where]:
                possible = sorted(spoken(item) for item in _ALLOWED[where])
                yield Hit(
                    event,
                    sentence(f"{a(where)} can't be {a(spoken(name + 'EventDefinition'))}"),
                    f"Possible are: {listed(possible)}." if possible else "Remove the trigger.",
                )


@rule("EVENT-TRIGGER", "fault", "What catches says what it catches.", _TABLE)
def trigger(view: View) -> Iterator[Hit]:
    for event in view.all(*sorted(EVENTS)):
        where = position(event)
        if where in _NEED_ONE and not trigger_names(view, event):
            possible = sorted(_ALLOWED[where] - {"cancel", "compensate"})
            yield Hit(
                event,
                sentence(f"{a(where)} does not say what it waits for"),
                f"Choose one of: {listed(possible)}.",
            )


@rule("EVENT-INTERRUPTING", "fault", "An error always interrupts.", "BPMN 2.0.2, 10.5.2; 10.5.4")
def interrupting(view: View) -> Iterator[Hit]:
    for event in view.all("boundaryEvent", "startEvent"):
        attribute = "cancelActivity" if local(event) == "boundaryEvent" else "isInterrupting"
        if is_true(event, attribute, default=True):
            continue
        for name in _ALWAYS_INTERRUPTING.intersection(trigger_names(view, event)):
            yield Hit(
                event,
                f"It catches {a(name)} without interrupting, but {a(name)} always ends what threw it.",
                "Make it interrupting, or use an escalation.",
            )


@rule("EVENT-LINK", "fault", "A link is the only definition of its event.", "BPMN 2.0.2, 10.5.5, link")
def link_alone(view: View) -> Iterator[Hit]:
    for event in view.all("intermediateCatchEvent", "intermediateThrowEvent"):
        names = trigger_names(view, event)
        if "link" in names and len(names) > 1:
            yield Hit(
                event,
                "A link event has other definitions beside the link.",
                "Give each an event of its own.",
            )


RULES = (kinds, trigger, interrupting, link_alone)
