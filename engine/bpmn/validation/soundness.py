"""Rules about what certainly never happens, or never ends."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.validation.graph import Graph, circles, graphs, reached
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.triggers import trigger_names
from engine.bpmn.validation.view import View, child_of, is_true
from engine.bpmn.validation.words import kind, spoken
from engine.bpmn.xml import local
from engine.faults import sentence

_SOURCE = "BPMN 2.0.2, 13.3; 13.4.2"
_ONE_WAY = frozenset({"exclusiveGateway", "eventBasedGateway"})
_PASSING = frozenset({"task", "manualTask", "exclusiveGateway", "inclusiveGateway"})
_MAYBE_JOBS = frozenset({"scriptTask", "businessRuleTask"})


def _scope(graph: Graph) -> str:
    return spoken(local(graph.scope.element))


@rule("SOUND-START", "fault", "Something begins.", "BPMN 2.0.2, 13.2; 13.3.4")
def begins(view: View) -> Iterator[Hit]:
    for graph in graphs(view):
        ordinary = any(view.incoming.get(node) for node in graph.scope.nodes)
        if ordinary and not graph.starts and not graph.loose and not graph.scope.is_event_sub_process:
            yield Hit(
                graph.scope.element,
                f"The {_scope(graph)} has no beginning: something leads to each of its elements.",
                "Add a start event.",
            )


@rule(
    "SOUND-INCOMING",
    "fault",
    "Where there is a start event, something leads to each element.",
    "BPMN 2.0.2, 10.5.2",
)
def incoming(view: View) -> Iterator[Hit]:
    for graph in graphs(view):
        if not graph.starts:
            continue
        for node in graph.loose:
            yield Hit(
                node,
                f"Nothing leads to {kind(node)}, and the {_scope(graph)} begins at its start event.",
                "Connect it, or remove it.",
            )


@rule("SOUND-REACHED", "warning", "Each element can be reached.", _SOURCE)
def reachable(view: View) -> Iterator[Hit]:
    for graph in graphs(view):
        begin = [*graph.starts, *graph.loose, *(node for node in graph.after if not graph.before[node])]
        seen = reached(begin, graph.after)
        lost = [node for node in graph.scope.nodes if node not in seen]
        if begin and lost:
            yield Hit(
                lost[0],
                sentence(f"{kind(lost[0])} is in a circle that nothing leads into"),
                "Connect the circle with the rest, or remove it.",
            )


def _joins(graph: Graph, view: View) -> Iterator[etree._Element]:
    for node in graph.scope.nodes:
        if local(node) == "parallelGateway" and len(view.incoming.get(node, ())) > 1:
            yield node


@rule("SOUND-JOIN-SELF", "fault", "A parallel join does not wait for itself.", _SOURCE)
def waits_for_itself(view: View) -> Iterator[Hit]:
    for graph in graphs(view):
        begin = graph.starts or graph.loose
        everywhere = reached(begin, graph.after)
        for join in _joins(graph, view):
            before = reached(begin, graph.after, without=join)
            sources = [flow.source for flow in view.incoming[join]]
            if join in everywhere and any(
                source in everywhere and source not in before for source in sources if source is not None
            ):
                yield Hit(
                    join,
                    "The parallel gateway waits for a path that begins only behind it: it never goes on.",
                    "Let the way back lead to an exclusive gateway before it.",
                )


@rule(
    "SOUND-JOIN-CHOICE",
    "fault",
    "A parallel join does not wait for paths of which only one is taken.",
    _SOURCE,
)
def waits_for_a_choice(view: View) -> Iterator[Hit]:
    for graph in graphs(view):
        for join in _joins(graph, view):
            if _gets_one_token(view, graph, join):
                yield Hit(
                    join,
                    "The parallel gateway waits for several paths, but before it only one of them is taken.",
                    "Join with an exclusive gateway, or split with a parallel one.",
                )


def _gets_one_token(view: View, graph: Graph, join: etree._Element) -> bool:
    """Whether it is certain that never more than one token is on the way to a join that has not gone on yet."""
    before = reached(graph.before[join], graph.before, without=join)
    begin = graph.starts or graph.loose
    first = reached(begin, graph.after, without=join)
    if any(flow.source not in first for flow in view.incoming[join]):
        return False
    if not graph.starts and sum(1 for node in begin if node in before) != 1:
        return False
    return not any(_multiplies(view, node, before | {join}) for node in before)


def _multiplies(view: View, node: etree._Element, onward: set[etree._Element]) -> bool:
    """Whether a node may let more than one token go on."""
    if local(node) == "boundaryEvent":
        return not is_true(node, "cancelActivity", default=True)
    ways = sum(1 for flow in view.outgoing.get(node, ()) if flow.target in onward)
    return ways > 1 and local(node) not in _ONE_WAY


@rule("SOUND-LOOP", "fault", "A circle has a way out, or something in it waits.", _SOURCE)
def endless(view: View) -> Iterator[Hit]:
    if _may_be_stopped(view):
        return
    for graph in graphs(view):
        begin = reached(graph.starts or graph.loose, graph.after)
        for circle in circles(graph.after):
            inside = set(circle)
            leaves = any(target not in inside for node in circle for target in graph.after[node])
            if circle[0] in begin and not leaves and all(_passes_at_once(view, node) for node in circle):
                first = min(circle, key=graph.scope.nodes.index)
                yield Hit(
                    first,
                    sentence(f"{kind(first)} is in a circle without a way out in which nothing waits"),
                    "Add a gateway with a way out.",
                )


def _may_be_stopped(view: View) -> bool:
    """Whether a path beside a circle could end it: by terminating, or by an error."""
    names = (name for event in view.all("endEvent") for name in trigger_names(view, event))
    return any(name in {"terminate", "error", "escalation"} for name in names)


def _passes_at_once(view: View, node: etree._Element) -> bool:
    tag = local(node)
    if child_of(node, "multiInstanceLoopCharacteristics") is not None:
        return False
    if tag in _MAYBE_JOBS:
        return extension(node, "taskDefinition") is None
    return tag in _PASSING or (tag == "intermediateThrowEvent" and set(trigger_names(view, node)) <= {"link"})


RULES = (begins, incoming, reachable, waits_for_itself, waits_for_a_choice, endless)
