"""Rules about message flows between pools."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import ACTIVITIES, NODES
from engine.bpmn.validation.view import View, process_of
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local
from engine.faults import sentence

_SOURCE = "BPMN 2.0.2, 7.6.2; 9.4"
_SENDERS = ACTIVITIES | {"participant", "endEvent", "intermediateThrowEvent", "process"}
_RECEIVERS = ACTIVITIES | {"participant", "startEvent", "intermediateCatchEvent", "boundaryEvent", "process"}
_ENDS = (("sourceRef", _SENDERS, "send"), ("targetRef", _RECEIVERS, "receive"))


@rule("MESSAGE-FLOW-ENDS", "fault", "A message flow has two ends.", _SOURCE)
def ends(view: View) -> Iterator[Hit]:
    for flow in view.all("messageFlow"):
        for name, _, _ in _ENDS:
            if view.find(flow.get(name)) is None:
                yield Hit(
                    flow,
                    f"The message flow's {name} «{flow.get(name, '')}» is not in the file.",
                    "Connect it anew.",
                )


@rule("MESSAGE-FLOW-KIND", "fault", "A message flow leads from what sends to what receives.", _SOURCE)
def kinds(view: View) -> Iterator[Hit]:
    for flow in view.all("messageFlow"):
        for name, possible, verb in _ENDS:
            end = view.find(flow.get(name))
            if end is not None and local(end) not in possible:
                yield Hit(
                    flow,
                    f"The message flow's {name} is {kind(end)}, which can't {verb} messages.",
                    "Connect it with a pool, an activity or a message event.",
                )


@rule("MESSAGE-FLOW-POOLS", "fault", "A message flow leads from one pool to another.", _SOURCE)
def pools(view: View) -> Iterator[Hit]:
    owners = {
        view.find(item.get("processRef")): item for item in view.all("participant") if item.get("processRef")
    }
    for flow in view.all("messageFlow"):
        both = [_pool(view.find(flow.get(name)), owners) for name, _, _ in _ENDS]
        if both[0] is not None and both[0] is both[1]:
            yield Hit(
                flow,
                "The message flow begins and ends in the same pool.",
                "Use a sequence flow inside a pool.",
            )


def _pool(
    end: etree._Element | None, owners: dict[etree._Element | None, etree._Element]
) -> etree._Element | None:
    if end is None or (local(end) not in NODES and local(end) != "process"):
        return end
    process = process_of(end)
    return owners.get(process, process)


@rule(
    "CORRELATION",
    "warning",
    "Messages find their case by zeebe:subscription.",
    "BPMN 2.0.2, 8.4.2; Zeebe docs, messages",
)
def correlation(view: View) -> Iterator[Hit]:
    for element in view.all("correlationSubscription", "correlationKey"):
        yield Hit(
            element,
            sentence(f"{kind(element)} is kept as a note: no message finds its case by it"),
            "Write the key into zeebe:subscription correlationKey of the message.",
        )


RULES = (ends, kinds, pools, correlation)
