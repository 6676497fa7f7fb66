"""Where labels stand: the candidate that covers least; near its owner first."""

from itertools import pairwise

from engine.drawing.layout.lettering import wrap
from engine.drawing.layout.nodes import Container, Flow, Node
from engine.drawing.reading import Box, Line


def overlap(a: Box, b: Box, air: float = 0) -> float:
    """Area that two boxes share."""
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) + air
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) + air
    return w * h if w > 0 and h > 0 else 0


def cuts(box: Box, line: Line, air: float = 2) -> float:
    """Length of a polyline inside a box."""
    total = 0.0
    for (x1, y1), (x2, y2) in pairwise(line):
        w = min(max(x1, x2), box[0] + box[2] + air) - max(min(x1, x2), box[0] - air)
        h = min(max(y1, y2), box[1] + box[3] + air) - max(min(y1, y2), box[1] - air)
        if w >= 0 and h >= 0:
            total += max(w, h)
    return total


def around(n: Node) -> list[Box]:
    """Places for the name of a node, best first, as its hint allows."""
    w, h = n.label or (0, 0)
    x, y, r, b = n.x, n.y, n.x + n.w, n.y + n.h
    right, left = n.cx + 8, n.cx - w - 8
    top, low = (n.cx - w / 2, y - h - 4, w, h), (n.cx - w / 2, b + 4, w, h)
    found: list[Box]
    if n.top:
        found = [
            (right, y - h - 1, w, h),
            (left, y - h - 1, w, h),
            (right, y - h - 14, w, h),
            (left, y - h - 14, w, h),
        ]
    elif n.host:
        found = [(right, b + 1, w, h), (left, b + 1, w, h), (right, b + 14, w, h), (left, b + 14, w, h)]
    else:
        found = [top, low] if n.is_gateway else [low, top]
        found += [(v, u, w, h) for u in (y - h - 2, b + 2) for v in (n.cx + 6, n.cx - w - 6)]
        found += [(v, u, w, h) for u in (y - h + 8, b - 8) for v in (r - 6, x - w + 6)]
        found.append((r + 6, n.cy - h / 2, w, h))
    match n.hints.get("label"):
        case "above":
            wished = [box for box in found if box[1] + box[3] < y + 12]
        case "below":
            wished = [box for box in found if box[1] > b - 12]
        case _:
            wished = found
    return wished or found


def along(f: Flow, line: Line) -> list[Box]:
    """Places for the name of a flow: at the start of each stretch, then at its middle."""
    w, h = wrap(f.name, 100)
    found: list[Box] = []
    for (x1, y1), (x2, y2) in pairwise(line):
        if abs(y1 - y2) < 1 and abs(x2 - x1) >= 14:
            near = x1 + 5 if x2 > x1 else x1 - w - 5
            mid = (x1 + x2) / 2 - w / 2
            found += [(x, y, w, h) for x in (near, mid) for y in (y1 - h - 3, y1 + 4)]
        elif abs(y2 - y1) >= 14:
            for y in ((y1 + 4 if y2 > y1 else y1 - h - 4), (y1 + y2 - h) / 2):
                found += [(x1 + 5, y, w, h), (x1 - w - 5, y, w, h)]
    return found


def place(c: Container, flows: list[Flow], walls: list[float], kept: dict[str, Box]) -> dict[str, Box]:
    """A box for every name that stands outside its shape; kept ones stay."""
    labels = dict(kept)
    solid = [n.box for n in c.nodes.values()] + [a.box for a in c.artifacts.values() if a.x]

    def price(i: int, box: Box) -> float:
        cost = i * 7 + sum(60 + overlap(box, o, 2) for o in solid if overlap(box, o, 2))
        cost += sum(90 + overlap(box, o, 3) for o in labels.values() if overlap(box, o, 3))
        cost += sum(40 + 2 * x for line in c.edges.values() if (x := cuts(box, line)))
        return cost + sum(25 for y in walls if box[1] < y < box[1] + box[3])

    def cheapest(boxes: list[Box]) -> Box:
        return min((price(i, box), i, box) for i, box in enumerate(boxes))[2]

    named = [n for n in c.nodes.values() if n.label and n.id not in kept]
    for n in sorted(named, key=lambda n: (not n.host, not n.is_event)):
        labels[n.id] = cheapest(around(n))
    for f in flows:
        if f.name and f.id not in kept and c.edges.get(f.id) and (boxes := along(f, c.edges[f.id])):
            labels[f.id] = cheapest(boxes)
    return labels
