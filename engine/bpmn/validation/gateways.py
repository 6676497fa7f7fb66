"""Rules about gateways."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.triggers import trigger_names
from engine.bpmn.validation.view import View, is_repeated
from engine.bpmn.validation.words import kind, listed
from engine.bpmn.xml import local
from engine.faults import a, sentence

_EVENT_BASED = "BPMN 2.0.2, 10.6.6"
_WAITING = frozenset({"message", "timer", "signal", "conditional"})


def _targets(view: View) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Every event-based gateway with each of the elements that it leads to."""
    for gateway in view.all("eventBasedGateway"):
        for flow in view.outgoing.get(gateway, ()):
            if flow.target is not None:
                yield gateway, flow.target


def _is_awaited(view: View, node: etree._Element) -> bool:
    if local(node) == "receiveTask":
        return True
    names = trigger_names(view, node)
    return local(node) == "intermediateCatchEvent" and set(names) <= _WAITING


def _waiting_for(view: View, node: etree._Element) -> str:
    names = trigger_names(view, node)
    return f" with {listed(map(a, names), 'and')}" if names else ""


@rule("EVENT-GATEWAY-FLOWS", "fault", "An event-based gateway leads to two events or more.", _EVENT_BASED)
def flows(view: View) -> Iterator[Hit]:
    for gateway in view.all("eventBasedGateway"):
        if len(view.outgoing.get(gateway, ())) < 2:
            yield Hit(
                gateway,
                "The event-based gateway has fewer than two outgoing flows: there is nothing to choose.",
                "Add a second event, or use the event without the gateway.",
            )


@rule("EVENT-GATEWAY-TARGETS", "fault", "An event-based gateway leads to what waits.", _EVENT_BASED)
def targets(view: View) -> Iterator[Hit]:
    for _, node in _targets(view):
        if not _is_awaited(view, node):
            yield Hit(
                node,
                sentence(f"{kind(node)}{_waiting_for(view, node)} can't stand behind an event-based gateway"),
                "Possible are receive tasks and catching events: message, timer, signal, conditional.",
            )


@rule("EVENT-GATEWAY-INCOMING", "fault", "Only the event-based gateway leads to its events.", _EVENT_BASED)
def only_from_gateway(view: View) -> Iterator[Hit]:
    for node in dict.fromkeys(node for _, node in _targets(view)):
        if len(view.incoming[node]) > 1:
            yield Hit(
                node,
                "Another flow than that of the event-based gateway leads to it too.",
                "Let the other flow lead to an event of its own.",
            )


@rule("EVENT-GATEWAY-MIX", "fault", "Message events and receive tasks are not mixed.", _EVENT_BASED)
def mix(view: View) -> Iterator[Hit]:
    for gateway in view.all("eventBasedGateway"):
        nodes = [flow.target for flow in view.outgoing.get(gateway, ()) if flow.target is not None]
        receiving = any(local(node) == "receiveTask" for node in nodes)
        messages = any("message" in trigger_names(view, node) for node in nodes)
        if receiving and messages:
            yield Hit(
                gateway,
                "The event-based gateway leads to message events and to receive tasks.",
                "Use one of the two for all messages.",
            )


@rule(
    "EVENT-GATEWAY-BOUNDARY",
    "fault",
    "Receive tasks behind the gateway have no boundary events.",
    _EVENT_BASED,
)
def boundaries(view: View) -> Iterator[Hit]:
    for node in dict.fromkeys(node for _, node in _targets(view)):
        if local(node) == "receiveTask" and view.boundaries.get(node):
            yield Hit(
                node,
                "A receive task behind an event-based gateway has a boundary event.",
                "Put the event behind the gateway as well.",
            )


@rule("EVENT-GATEWAY-LOOP", "fault", "Receive tasks behind the gateway do not repeat.", _EVENT_BASED)
def repeated(view: View) -> Iterator[Hit]:
    for node in dict.fromkeys(node for _, node in _targets(view)):
        if local(node) == "receiveTask" and is_repeated(node):
            yield Hit(
                node,
                "A receive task behind an event-based gateway repeats, but the gateway waits for one message.",
                "Put the loop around gateway and task, as a sub-process, or receive once.",
            )


@rule("GATEWAY-DIRECTION", "warning", "A gateway has the flows its direction says.", "BPMN 2.0.2, 8.4.9")
def direction(view: View) -> Iterator[Hit]:
    for gateway in view.all("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"):
        said = gateway.get("gatewayDirection")
        ins, outs = len(view.incoming.get(gateway, ())), len(view.outgoing.get(gateway, ()))
        wrong = (
            (said == "Converging" and outs > 1)
            or (said == "Diverging" and ins > 1)
            or (said == "Mixed" and (ins < 2 or outs < 2))
        )
        if wrong:
            yield Hit(
                gateway,
                f"The gateway says it is {said}, but has {ins} incoming and {outs} outgoing flows.",
                "The flows decide; correct the direction when the model changes.",
            )


RULES = (flows, targets, only_from_gateway, mix, boundaries, repeated, direction)
