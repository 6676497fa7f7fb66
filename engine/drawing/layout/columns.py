"""Columns: each node stands one rank behind the last of its predecessors; flows that go back do not count."""

from math import ceil

from engine.drawing.layout.nodes import Container, Node

Pair = tuple[Node, Node, Node]
Back = set[tuple[str, str]]


def ends(c: Container) -> list[Pair]:
    """(source, node that has the column of the source, target) of every sequence flow."""
    return [
        (s, c.nodes.get(s.host, s), c.nodes[f.dst])
        for f in c.flows
        if (s := c.nodes.get(f.src)) and f.dst in c.nodes
    ]


def columns(c: Container, compact: bool = False) -> Back:
    """Give each node its column (longest path); return the flows that go back.

    Compact: a hand-over to another lane stays in its column.
    """
    for n in c.nodes.values():
        n.span = max(1, ceil(n.open_inside.w / 185)) if n.open_inside else 1
    fed = [d.id for *_, d in ends(c)]
    seat_boundary_events(c, fed)
    out: dict[str, list[tuple[Node, Node]]] = {}
    for s, h, d in ends(c):
        out.setdefault(h.id, []).append((s, d))
    order, back = finishing_order(c, fed, out)
    rank(order, out, back, compact)
    for n in order:  # a late source stands just before its target
        targets = [d.col for _, d in out.get(n.id, [])]
        if n.id not in fed and n.kind != "startEvent" and targets:
            n.col = max(n.col, min(targets) - n.span)
    return back


def seat_boundary_events(c: Container, fed: list[str]) -> None:
    """Order of the boundary events on their hosts: those that come back to the main path leave on the right."""
    joins = {s.id: fed.count(d.id) > 1 for s, _, d in ends(c)}
    hosts: dict[str, list[Node]] = {}
    for n in sorted(c.nodes.values(), key=lambda n: joins.get(n.id, False)):
        if n.host:
            hosts.setdefault(n.host, []).append(n)
    for host, events in hosts.items():
        k = c.nodes[host].span
        for i, b in enumerate(events):
            b.row = i
            b.slot = min(k - 1, max(0, k - len(events) + i - (1 if k > len(events) else 0)))
    for s, h, d in ends(c):
        if s.host:
            s.top = d.lane < h.lane


def finishing_order(
    c: Container, fed: list[str], out: dict[str, list[tuple[Node, Node]]]
) -> tuple[list[Node], Back]:
    """Depth first from the start events: nodes in the order in which they are finished, and the flows back."""
    back: Back = set()
    state: dict[str, int] = {}
    order: list[Node] = []

    def visit(n: Node) -> None:
        state[n.id] = 1
        for s, d in out.get(n.id, []):
            if state.get(d.id) == 1:
                back.add((s.id, d.id))
            elif d.id not in state:
                visit(d)
        state[n.id] = 2
        order.append(n)

    todo = [n for n in c.nodes.values() if not n.host]
    for n in sorted(todo, key=lambda n: (n.kind != "startEvent", n.id in fed)):
        if n.id not in state:
            visit(n)
    return order, back


def rank(order: list[Node], out: dict[str, list[tuple[Node, Node]]], back: Back, compact: bool) -> None:
    """Push every target behind its source."""
    stepped: set[str] = set()  # compact: handed over to another lane in the same column
    for n in order:
        n.col = 0
    for n in reversed(order):
        n.col += int(n.hints.get("col", 0))
        for s, d in out.get(n.id, []):
            if (s.id, d.id) in back:
                continue
            below = compact and n.lane != d.lane and n.span == d.span == 1
            if below and not s.host and d.kind != "endEvent" and n.id not in stepped:
                stepped |= {n.id, d.id}
                by = 0
            else:
                by = min(s.slot + 1, n.span) if s.host else n.span
            d.col = max(d.col, n.col + by)
