"""Rules about sequence flows: what they connect, and where they must not go."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.triggers import has_trigger
from engine.bpmn.validation.view import View, children_of, is_event_sub_process, process_of, text_of
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 7.6.1"


@rule("FLOW-ENDS", "fault", "A sequence flow leads from one flow node to another.", "BPMN 2.0.2, 8.4.13")
def ends(view: View) -> Iterator[Hit]:
    for flow in view.flows:
        for name, end in (("sourceRef", flow.source), ("targetRef", flow.target)):
            if end is not None:
                continue
            value = flow.element.get(name)
            other = view.find(value)
            if value is None:
                what = f"has no {name}"
            elif other is None:
                what = f"names «{value}» as its {name}, which is not in the file"
            else:
                what = f"has {kind(other)} as its {name}, which no flow connects"
            yield Hit(flow.element, f"The sequence flow {what}.", "Connect it anew.")


@rule("FLOW-SCOPE", "fault", "A sequence flow stays inside its process and sub-process.", _SOURCE)
def scope(view: View) -> Iterator[Hit]:
    for flow in view.flows:
        if flow.source is None or flow.target is None or flow.source.getparent() is flow.target.getparent():
            continue
        if process_of(flow.source) is process_of(flow.target):
            border, remedy = (
                "of a sub-process",
                "Let it end at the sub-process, or use an event at its border.",
            )
        else:
            border, remedy = "between two pools", "Use a message flow."
        yield Hit(flow.element, f"The sequence flow crosses the border {border}.", remedy)


@rule(
    "FLOW-HOME",
    "fault",
    "A sequence flow is written where the elements are that it connects.",
    "BPMN 2.0.2, 8.4.8",
)
def home(view: View) -> Iterator[Hit]:
    for flow in view.flows:
        if flow.source is None or flow.target is None:
            continue
        place = flow.source.getparent()
        if place is flow.target.getparent() and place is not flow.element.getparent():
            yield Hit(
                flow.element,
                "The sequence flow is written in another process or sub-process than the elements it connects.",
                "Draw it anew, or export the model again with another version of the tool.",
            )


def _no_way_in(view: View, node: etree._Element) -> str | None:
    tag = local(node)
    if tag in {"startEvent", "boundaryEvent"}:
        return kind(node)
    if is_event_sub_process(node):
        return "an event sub-process"
    if tag == "intermediateCatchEvent" and has_trigger(view, node, "link"):
        return "a catching link event"
    return None


def _no_way_out(view: View, node: etree._Element) -> str | None:
    if local(node) == "endEvent":
        return kind(node)
    if is_event_sub_process(node):
        return "an event sub-process"
    if local(node) == "intermediateThrowEvent" and has_trigger(view, node, "link"):
        return "a throwing link event"
    return None


@rule(
    "FLOW-INTO",
    "fault",
    "No sequence flow leads into what begins by itself.",
    "BPMN 2.0.2, 10.5.2; 10.5.4; 10.3.5",
)
def into(view: View) -> Iterator[Hit]:
    for flow in view.flows:
        what = _no_way_in(view, flow.target) if flow.target is not None else None
        if what:
            yield Hit(
                flow.element,
                f"A sequence flow leads into {what}, which begins by itself.",
                "Let it lead to the element after it.",
            )


@rule("FLOW-OUT", "fault", "No sequence flow leads out of what ends.", "BPMN 2.0.2, 10.5.3; 10.5.5; 10.3.5")
def out(view: View) -> Iterator[Hit]:
    for flow in view.flows:
        what = _no_way_out(view, flow.source) if flow.source is not None else None
        if what:
            yield Hit(
                flow.element,
                f"A sequence flow leads out of {what}, where a path ends.",
                "Remove it, or use an intermediate event.",
            )


@rule(
    "FLOW-LISTS",
    "fault",
    "What an element lists as incoming and outgoing agrees with the flows.",
    "BPMN 2.0.2, 8.4.7",
)
def lists(view: View) -> Iterator[Hit]:
    flows = {flow.element: flow for flow in view.flows}
    for node, tag, name in _listed(view):
        element = view.find(name)
        flow = flows.get(element) if element is not None else None
        if flow is None:
            continue
        end = flow.target if tag == "incoming" else flow.source
        if end is not None and end is not node:
            yield Hit(
                node,
                f"It lists «{name}» as {tag}, but that flow {'leads to' if tag == 'incoming' else 'comes from'} "
                f"«{end.get('id', '')}».",
                "Connect the flow anew, so that both say the same.",
            )


@rule(
    "FLOW-LISTS-NOTE",
    "warning",
    "What an element lists as incoming and outgoing is a flow.",
    "BPMN 2.0.2, 8.4.7",
)
def lists_of_nothing(view: View) -> Iterator[Hit]:
    for node, tag, name in _listed(view):
        found = view.find(name)
        if found is None or local(found) != "sequenceFlow":
            yield Hit(
                node,
                f"It lists «{name}» as {tag}, which is no sequence flow of the file.",
                "Nothing depends on it; the flows themselves decide.",
            )


def _listed(view: View) -> Iterator[tuple[etree._Element, str, str]]:
    for node in view.nodes:
        for tag in ("incoming", "outgoing"):
            for child in children_of(node, tag):
                yield node, tag, text_of(child)


RULES = (ends, scope, home, into, out, lists, lists_of_nothing)
