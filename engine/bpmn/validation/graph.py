"""Where tokens can go inside one scope."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.validation.links import link_targets
from engine.bpmn.validation.tags import NODES
from engine.bpmn.validation.triggers import has_trigger
from engine.bpmn.validation.view import Scope, View, is_event_sub_process, is_instantiating, is_true
from engine.bpmn.xml import local

Node = etree._Element
Edges = dict[Node, list[Node]]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The nodes of a scope with the ways between them: flows, links, and from an activity to its boundary events."""

    scope: Scope
    after: Edges
    before: Edges
    starts: list[Node]
    loose: list[Node]


def graphs(view: View) -> list[Graph]:
    """The graph of every scope in which tokens begin by themselves."""
    return view.remember("graphs", _graphs)


def _graphs(view: View) -> list[Graph]:
    jumps = dict(link_targets(view))
    return [
        _graph(view, scope, jumps)
        for scope in view.scopes
        if local(scope.element) != "adHocSubProcess" and scope.nodes
    ]


def _graph(view: View, scope: Scope, jumps: dict[Node, Node]) -> Graph:
    inside = set(scope.nodes)
    after: Edges = {node: [] for node in scope.nodes}
    before: Edges = {node: [] for node in scope.nodes}
    for node in scope.nodes:
        targets = [flow.target for flow in view.outgoing.get(node, ()) if flow.target is not None]
        targets += view.boundaries.get(node, [])
        if node in jumps:
            targets.append(jumps[node])
        for target in targets:
            if target in inside:
                after[node].append(target)
                before[target].append(node)
    starts = [node for node in scope.nodes if local(node) == "startEvent" or is_instantiating(node)]
    loose = [node for node in scope.nodes if _is_loose(view, node)]
    return Graph(scope, after, before, starts, loose)


def _is_loose(view: View, node: Node) -> bool:
    """Whether nothing leads to a node that something should lead to."""
    if view.incoming.get(node) or local(node) in {"startEvent", "boundaryEvent"} or is_instantiating(node):
        return False
    if is_event_sub_process(node) or is_true(node, "isForCompensation"):
        return False
    return local(node) in NODES and not (
        local(node) == "intermediateCatchEvent" and has_trigger(view, node, "link")
    )


def reached(begin: Iterable[Node], edges: Edges, without: Node | None = None) -> set[Node]:
    """What can be reached from some nodes, themselves included, not passing through one."""
    seen = {node for node in begin if node is not without}
    waiting = list(seen)
    while waiting:
        for node in edges.get(waiting.pop(), ()):
            if node not in seen and node is not without:
                seen.add(node)
                waiting.append(node)
    return seen


def circles(edges: Edges) -> list[list[Node]]:
    """The strongly connected parts that a token can go round in (Tarjan, without recursion)."""
    number: dict[Node, int] = {}
    low: dict[Node, int] = {}
    stack: list[Node] = []
    found: list[list[Node]] = []
    for root in edges:
        if root in number:
            continue
        work = [(root, iter(edges[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while work:
            node, rest = work[-1]
            for target in rest:
                if target not in number:
                    number[target] = low[target] = len(number)
                    stack.append(target)
                    work.append((target, iter(edges[target])))
                    break
                if target in low:
                    low[node] = min(low[node], number[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    found.append(_taken(stack, low, node))
    return [part for part in found if len(part) > 1 or part[0] in edges[part[0]]]


def _taken(stack: list[Node], low: dict[Node, int], root: Node) -> list[Node]:
    part = []
    while True:
        node = stack.pop()
        del low[node]
        part.append(node)
        if node is root:
            return part
