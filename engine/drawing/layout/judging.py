"""Count what a reader would stumble over in a diagram; works on any BPMN file with diagram interchange."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from engine.drawing.layout.labelling import cuts, overlap
from engine.drawing.layout.lettering import wrap
from engine.drawing.reading import BPMN, DI, Box, Element, Line, Point, existing, is_bpmn, kind_of, read_model

BAD = (
    "missing",
    "node_overlaps",
    "outside_lane",
    "through_node",
    "slanted",
    "label_on_label",
    "label_on_node",
)
DRAWN = (
    *("ask", "Event", "Gateway", "ubProcess", "callActivity"),
    *("participant", "lane", "sequenceFlow", "messageFlow"),
)
Segment = tuple[Point, Point]


def judge(text: str) -> dict[str, int]:
    """Sums over all planes of the file; width and height of the widest. Kinds in BAD should be 0.

    Raises UnreadableModelError (see engine.drawing.reading).
    """
    root = read_model(text.encode())
    model = Model.of(root)
    out = {"missing": 0}
    for plane in list(root.iter(DI + "BPMNPlane")) or [root]:
        for k, v in judge_plane(model, plane).items():
            out[k] = max(out.get(k, 0), v) if k in ("width", "height") else out.get(k, 0) + v
    drawn = {e.get("bpmnElement") for e in root.iter()}
    out["missing"] = sum(
        is_bpmn(e) and bool(e.get("id")) and e.get("id") not in drawn and kind_of(e).endswith(DRAWN)
        for e in root.iter()
    )
    return out


@dataclass(frozen=True)
class Model:
    """What the judge has to know of the elements: each mapping goes from an element's id."""

    kind: dict[str, str]
    name: dict[str, str]
    inside: dict[str, str]  # the element around it
    host: dict[str, str]  # boundary event -> activity
    ends: dict[str, tuple[str, str]]
    lane: dict[str, str]

    @classmethod
    def of(cls, root: Element) -> "Model":
        found = {i: e for e in root.iter() if is_bpmn(e) and (i := e.get("id"))}
        return cls(
            kind={i: kind_of(e) for i, e in found.items()},
            name={i: e.get("name", "") for i, e in found.items()},
            inside={i: p.get("id") or "" for i, e in found.items() if (p := e.getparent()) is not None},
            host={i: h for i, e in found.items() if (h := e.get("attachedToRef"))},
            ends={i: (s, e.get("targetRef") or "") for i, e in found.items() if (s := e.get("sourceRef"))},
            lane={
                (r.text or "").strip(): lane.get("id") or ""
                for lane in root.iter(BPMN + "lane")
                for r in lane.findall(BPMN + "flowNodeRef")
            },
        )

    def holders(self, ids: Iterable[str]) -> set[str]:
        """Everything around some elements."""
        found: set[str] = set()
        for i in ids:
            while up := self.inside.get(i, ""):
                found.add(up)
                i = up
        return found


def judge_plane(m: Model, plane: Element) -> dict[str, int]:
    """All counts for one plane."""
    shapes, edges, labels = existing(plane)
    nodes = {i: b for i, b in shapes.items() if m.kind.get(i) not in ("participant", "lane")}
    xs = [v for x, _, w, _ in shapes.values() for v in (x, x + w)]
    ys = [v for _, y, _, h in shapes.values() for v in (y, y + h)]
    width, height = (round(max(v) - min(v)) if v else 0 for v in (xs, ys))
    crossings, shared = meetings(edges)
    labels = labels | unplaced_labels(m, shapes, labels)
    return {
        "node_overlaps": overlaps(m, nodes),
        "outside_lane": outside_lane(m, shapes),
        "through_node": sum(through_nodes(m, nodes, e, line) for e, line in edges.items()),
        "crossings": crossings,
        "shared_px": shared,
        "slanted": sum(slanted(line) for e, line in edges.items() if m.kind.get(e, "").endswith("Flow")),
        **label_hits(m, nodes, edges, labels),
        "bends": sum(max(0, len(line) - 2) for line in edges.values()),
        "width": width,
        "height": height,
    }


def overlaps(m: Model, nodes: dict[str, Box]) -> int:
    """Pairs of nodes of one scope that lie on each other; a boundary event may lie on its host."""
    return sum(
        m.inside.get(a) == m.inside.get(b)
        and m.host.get(a) != b
        and m.host.get(b) != a
        and overlap(nodes[a], nodes[b]) > 0
        for a, b in combinations(nodes, 2)
    )


def outside_lane(m: Model, shapes: dict[str, Box]) -> int:
    """Nodes that do not lie in the lane they belong to."""
    found = 0
    for n, lane in m.lane.items():
        if n in shapes and lane in shapes:
            (x, y, w, h), (lx, ly, lw, lh) = shapes[n], shapes[lane]
            found += not (lx <= x and x + w <= lx + lw and ly <= y and y + h <= ly + lh)
    return found


def through_nodes(m: Model, nodes: dict[str, Box], e: str, line: Line) -> int:
    """Nodes that a flow runs through; its own ends may be touched, not crossed."""
    ends = m.ends.get(e, ())
    own = {x for i in ends for x in (i, m.host.get(i)) if x}
    around = m.holders(ends)
    found = 0
    for n, (x, y, w, h) in nodes.items():
        if n in own:
            found += n in ends and cuts((x + 6, y + 6, w - 12, h - 12), line, 0) > 4
        elif n not in around and m.host.get(n) not in own:
            found += cuts((x + 1, y + 1, w - 2, h - 2), line, 0) > 2
    return found


def slanted(line: Line) -> int:
    """Stretches that are neither horizontal nor vertical."""
    return sum(abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1 for a, b in pairwise(line))


def meetings(edges: dict[str, Line]) -> tuple[int, int]:
    """Crossings, and pixels on which two flows run on each other."""
    crossings = shared = 0
    segments = [list(pairwise(line)) for line in edges.values()]
    for one, other in combinations(segments, 2):
        for p, q in product(one, other):
            if horizontal(p) == horizontal(q):
                shared += common(p, q)
            else:
                crossings += across(*((p, q) if horizontal(p) else (q, p)))
    return crossings, shared


def horizontal(s: Segment) -> bool:
    """Whether a stretch runs from left to right or back."""
    return abs(s[0][1] - s[1][1]) < 1


def across(h: Segment, v: Segment) -> bool:
    """Whether a horizontal and a vertical stretch cross (meeting at an end is no crossing)."""
    (h1, h2), (v1, v2) = h, v
    inside_x = min(h1[0], h2[0]) + 1 < v1[0] < max(h1[0], h2[0]) - 1
    return inside_x and min(v1[1], v2[1]) + 1 < h1[1] < max(v1[1], v2[1]) - 1


def common(p: Segment, q: Segment) -> int:
    """Pixels that two parallel stretches share."""
    i = 0 if horizontal(p) else 1
    if abs(p[0][1 - i] - q[0][1 - i]) >= 3:
        return 0
    (a, b), (c, d) = sorted(x[i] for x in p), sorted(x[i] for x in q)
    return round(max(0, min(b, d) - max(a, c)))


def unplaced_labels(m: Model, shapes: dict[str, Box], labels: dict[str, Box]) -> dict[str, Box]:
    """Where an editor puts names for which the file gives no bounds: below the shape."""
    found: dict[str, Box] = {}
    for i, (x, y, w, h) in shapes.items():
        if m.kind.get(i, "").endswith(("Event", "Gateway")) and m.name.get(i) and i not in labels:
            lw, lh = wrap(m.name[i], 90)
            found[i] = (x + w / 2 - lw / 2, y + h + 5, lw, lh)
    return found


def label_hits(
    m: Model, nodes: dict[str, Box], edges: dict[str, Line], labels: dict[str, Box]
) -> dict[str, int]:
    """Labels on labels, on nodes and on flows."""
    out = {"label_on_label": 0, "label_on_node": 0, "label_on_flow": 0}
    out["label_on_label"] = sum(overlap(labels[i], labels[j]) > 20 for i, j in combinations(labels, 2))
    for i, box in labels.items():
        hit = [
            n for n, b in nodes.items() if n != i and m.kind.get(n) != "subProcess" and overlap(box, b) > 12
        ]
        out["label_on_node"] += len(hit)
        small = (box[0] + 3, box[1] + 2, box[2] - 6, box[3] - 4)
        out["label_on_flow"] += any(cuts(small, line, 0) > 1 for line in edges.values())
    return out
