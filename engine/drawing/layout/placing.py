"""Pixels: columns and rows get their sizes, nodes their places, and flows the lines on which they may run."""

from dataclasses import dataclass, field
from math import ceil

from engine.drawing.layout.lettering import flow_label_width
from engine.drawing.layout.nodes import Container, Node

GAP, ROW_GAP, PAD = 46, 36, 28


@dataclass
class Places:
    """Free vertical and horizontal lines, and (top, height) of every lane."""

    free_x: list[float] = field(default_factory=list)
    free_y: list[float] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)

    @property
    def walls(self) -> list[float]:
        """The borders between lanes."""
        return [y for top, height in self.bands for y in (top, top + height)]


@dataclass(frozen=True)
class Columns:
    """Left edge and width of every column, and the gaps before each of them and after the last."""

    left: list[float]
    width: list[float]
    gap: list[float]


def coordinates(c: Container, left: float) -> Places:
    """Place every node; the container's size follows."""
    nodes = [n for n in c.nodes.values() if not n.host]
    columns = place_columns(c, nodes, left)
    free_x = [
        v
        for x, w, g in zip(columns.left, columns.width, columns.gap[1:], strict=True)
        for v in steps(x + w, g)
    ]
    places = Places(free_x=free_x + steps(left, PAD))
    place_rows(c, nodes, places)
    place_boundary_events(c, columns)
    return places


def place_columns(c: Container, nodes: list[Node], left: float) -> Columns:
    """Widths from what stands in a column, gaps from what is written on the flows; x of every node."""
    count = max([n.col + n.span for n in nodes], default=1)
    width: list[float] = [
        max([n.w for n in nodes if n.col == i and n.span == 1], default=50) for i in range(count)
    ]
    gap: list[float] = [GAP] * (count + 1)
    for f in c.flows:
        s = c.nodes.get(f.src)
        if s and f.name and s.is_gateway:
            gap[s.col + 1] = max(gap[s.col + 1], flow_label_width(f.name) + 30)
    for n in nodes:
        if n.span > 1 and n.inner:
            lack = n.inner.w - sum(width[n.col : n.col + n.span]) - sum(gap[n.col + 1 : n.col + n.span])
            for i in range(n.col, n.col + n.span):
                width[i] += max(0, ceil(lack / n.span))
        elif n.open_inside:
            width[n.col] = max(width[n.col], n.open_inside.w)
    xs: list[float] = []
    x = left + PAD
    for i in range(count):
        xs.append(x)
        x += width[i] + gap[i + 1]
    c.w = round(x - gap[count] + PAD)
    for n in nodes:
        if n.open_inside:
            last = n.col + n.span - 1
            n.w = xs[last] + width[last] - xs[n.col]
            n.h = ceil(n.open_inside.h / 2) * 2
        n.x = round(xs[n.col] if n.span > 1 else xs[n.col] + (width[n.col] - n.w) / 2)
    return Columns(xs, width, gap)


def place_rows(c: Container, nodes: list[Node], places: Places) -> None:
    """Lane by lane and row by row: y of every node, from what stands above and below the middle line."""
    notes: dict[str, float] = {}
    for a, b in c.artifact_links:
        notes[b] = max(notes.get(b, 0), c.artifacts[a].h + 24)
    y = 0.0
    for i, lane in enumerate(c.lanes):
        mine = [n for n in nodes if n.lane == i]
        top, y = y, y + PAD
        places.free_y += steps(top, PAD)
        for r in range(max([n.row for n in mine], default=-1) + 1):
            here = [n for n in mine if n.row == r]
            mid = round(y + max((above(c, n) + notes.get(n.id, 0) for n in here), default=0))
            bottom = mid + max((below(c, n) for n in here), default=0)
            for n in here:
                n.y = mid - n.h / 2
            places.free_y += steps(bottom, ROW_GAP) + steps(mid - 40, y - mid + 40)
            places.free_y += steps(mid + 40, bottom - mid - 40)
            y = bottom + ROW_GAP
        y = round(y)
        least = round(flow_label_width(lane.name) * 1.1 + 30) if lane.name else 60
        y = max(y - (ROW_GAP if mine else 0) + PAD, top + max(90, least))
        places.free_y += steps(y - PAD, PAD)
        places.bands.append((top, y - top))
    c.h = round(y)


def above(c: Container, n: Node) -> float:
    """Room from the middle of a node to the upper edge of all that belongs to it."""
    events = [b.label[1] + 20 if b.label else 20 for b in c.nodes.values() if b.host == n.id and b.top]
    return n.h / 2 + max(events, default=0) + (n.label[1] + 6 if n.is_gateway and n.label else 0)


def below(c: Container, n: Node) -> float:
    """Room from the middle of a node to the lower edge of all that belongs to it."""
    events = [b.label[1] + 20 if b.label else 20 for b in c.nodes.values() if b.host == n.id and not b.top]
    return n.h / 2 + max(events, default=0) + (n.label[1] + 6 if n.is_event and n.label else 0)


def place_boundary_events(c: Container, columns: Columns) -> None:
    """On the edge of the host, under the column of the handler, side by side."""
    for b in c.nodes.values():
        if not b.host:
            continue
        h = c.nodes[b.host]
        same = sorted(
            (o for o in c.nodes.values() if (o.host, o.slot, o.top) == (b.host, b.slot, b.top)),
            key=lambda o: o.row,
        )
        at = h.col + b.slot
        mid = columns.left[at] + columns.width[at] / 2 if h.span > 1 else h.cx
        apart = min(90, (h.w - 44) / max(1, len(same) - 1)) if h.span == 1 else 90
        b.x = round(mid + (same.index(b) - (len(same) - 1) / 2) * apart - 18)
        b.y = h.y + h.h * (not b.top) - 18


def steps(start: float, size: float) -> list[float]:
    """Lines ten pixels apart inside a gap."""
    return [round(start) + d for d in range(15, int(size) - 9, 10)] if size >= 25 else []
