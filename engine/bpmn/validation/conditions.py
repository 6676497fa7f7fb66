"""Rules about conditional and default flows."""

from collections.abc import Iterator

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ACTIVITIES, NODES
from engine.bpmn.validation.view import View
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 8.4.13"
_NO_CONDITIONS = frozenset({"startEvent", "parallelGateway", "eventBasedGateway"})


@rule(
    "COND-SOURCE", "fault", "Conditions stand where something chooses by them.", f"{_SOURCE}; 10.5.2; 10.6.6"
)
def source(view: View) -> Iterator[Hit]:
    for flow in view.flows:
        if flow.condition is not None and flow.source is not None and local(flow.source) in _NO_CONDITIONS:
            yield Hit(
                flow.element,
                f"A condition stands on a flow out of {kind(flow.source)}, which asks for none.",
                "Remove it, or use an exclusive or inclusive gateway.",
            )


@rule("COND-ALONE", "fault", "A conditional flow out of an activity has another one beside it.", _SOURCE)
def alone(view: View) -> Iterator[Hit]:
    for flow in view.flows:
        if flow.condition is None or flow.source is None or local(flow.source) not in ACTIVITIES:
            continue
        if len(view.outgoing[flow.source]) == 1:
            yield Hit(
                flow.element,
                f"It is the only flow out of {kind(flow.source)}, but has a condition: what if it does not hold?",
                "Add a default flow, or remove the condition.",
            )


@rule("DEFAULT-OWN", "fault", "The default flow begins at the element that names it.", f"{_SOURCE}; 10.6.2")
def own(view: View) -> Iterator[Hit]:
    flows = {flow.element: flow for flow in view.flows}
    for node in view.nodes:
        name = node.get("default")
        if not name:
            continue
        element = view.find(name)
        flow = flows.get(element) if element is not None else None
        if flow is None:
            what = "is no sequence flow of the file"
        elif flow.source is not node:
            what = "begins elsewhere"
        else:
            continue
        yield Hit(
            node,
            f"The default flow «{name}» of {kind(node)} {what}.",
            "Choose one of its own outgoing flows.",
        )


@rule("DEFAULT-CONDITION", "fault", "The default flow has no condition.", f"{_SOURCE}; 10.6.2")
def unconditional(view: View) -> Iterator[Hit]:
    defaults = {view.find(node.get("default")) for node in view.nodes if node.get("default")}
    for flow in view.flows:
        if flow.condition is not None and flow.element in defaults:
            yield Hit(
                flow.element,
                "The default flow has a condition: is it taken always, or only when the condition holds?",
                "Remove the condition, or choose another default flow.",
            )


@rule("DEFAULT-PLACE", "fault", "Only what chooses has a default flow.", f"{_SOURCE}; 10.6.1")
def place(view: View) -> Iterator[Hit]:
    choosing = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway", "complexGateway"}
    for node in view.nodes:
        if node.get("default") and local(node) in NODES - choosing:
            yield Hit(
                node,
                f"A default flow has no meaning on {kind(node)}.",
                "Remove it, or use an exclusive or inclusive gateway.",
            )


RULES = (source, alone, own, unconditional, place)
