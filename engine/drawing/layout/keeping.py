"""Keep what a person has placed: only new elements get a place, only flows that touch them are routed."""

from collections.abc import Iterable
from math import ceil

from engine.drawing.layout.arranging import TITLE, Plane, arrange, collect, inside
from engine.drawing.layout.containers import container, task_width
from engine.drawing.layout.labelling import cuts, overlap, place
from engine.drawing.layout.nodes import Container, Flow, Node
from engine.drawing.layout.placing import GAP, steps
from engine.drawing.layout.routing import Router
from engine.drawing.reading import BPMN, DI, Box, Element, existing, is_bpmn


def keep(root: Element, collapsed: Iterable[str] = ()) -> list[Plane] | None:
    """Planes with old and new elements; None when pools or lanes are new (then all is laid out afresh).

    Of the new sub-processes those named in `collapsed` get a plane of their own.
    """
    ids = {i: e for e in root.iter() if is_bpmn(e) and (i := e.get("id"))}
    planes = [old_plane(p, set(ids)) for p in root.iter(DI + "BPMNPlane")]
    known = {i for p in planes for i in p.shapes}
    frames = [i for i, e in ids.items() if e.tag in (BPMN + "lane", BPMN + "participant")]
    if not planes or any(i not in known for i in frames):
        return None
    messages = [
        Flow(i, e.get("sourceRef") or "", e.get("targetRef") or "", e.get("name", ""), "messageFlow")
        for i, e in ids.items()
        if e.tag == BPMN + "messageFlow"
    ]
    pools = {i for i in frames if ids[i].tag == BPMN + "participant" and not ids[i].get("processRef")}
    own_plane = {p.of: p for p in planes}

    def visit(c: Container, plane: Plane) -> None:
        new = [n for n in c.nodes.values() if n.inner and n.id not in plane.shapes]
        for n in c.nodes.values():
            if n.inner and n.id in plane.shapes:
                visit(n.inner, own_plane.get(n.id, plane))
        for n in new:
            fill(n)
        mine = [m for m in messages if {m.src, m.dst} & set(c.nodes) and {m.src, m.dst} & pools]
        fit(c, plane, mine, pools)
        for n in new:
            draw_inside(n, planes, plane)

    flat = frozenset(p.of for p in planes[1:]) | {i for i in collapsed if i not in known}
    for process in root.findall(BPMN + "process"):
        visit(container(process, task_width(root), flat), planes[0])
    return planes


def fill(n: Node) -> None:
    """Lay out the content of a new sub-process; where it is expanded, its size follows."""
    if n.inner:
        arrange(n.inner, 0, {}, [])
        n.inner.h += TITLE
    if n.open_inside:
        n.w, n.h = n.open_inside.w, ceil(n.open_inside.h / 2) * 2


def draw_inside(n: Node, planes: list[Plane], plane: Plane) -> None:
    """Draw the content of a new sub-process where it was placed, or on a plane of its own."""
    if n.open_inside:
        collect(n.open_inside, *inside(n, n.open_inside, 0, 0), planes, plane)
    elif n.inner:
        planes.append(Plane(n.id))
        collect(n.inner, 0, 0, planes, planes[-1])


def old_plane(p: Element, ids: set[str]) -> Plane:
    """What the file has drawn of elements that are still there."""
    shapes, edges, labels = existing(p)
    return Plane(
        p.get("bpmnElement") or "",
        {k: v for k, v in shapes.items() if k in ids},
        {k: v for k, v in edges.items() if k in ids and len(v) > 1},
        {k: v for k, v in labels.items() if k in ids},
    )


def push(plane: Plane, axis: int, cut: float, by: float) -> None:
    """Make room: move everything behind a line, stretch what lies across it."""
    for i, box in plane.shapes.items():
        if box[axis] >= cut:
            plane.shapes[i] = shifted(box, axis, by)
        elif box[axis] + box[axis + 2] > cut:
            plane.shapes[i] = shifted(box, axis + 2, by)
    for i, box in plane.labels.items():
        if box[axis] + box[axis + 2] / 2 >= cut:
            plane.labels[i] = shifted(box, axis, by)
    for i, line in plane.edges.items():
        plane.edges[i] = [
            (x + by * (axis == 0 and x >= cut), y + by * (axis == 1 and y >= cut)) for x, y in line
        ]


def shifted(box: Box, k: int, by: float) -> Box:
    """The box with one of its four numbers raised."""
    x, y, w, h = (v + by * (i == k) for i, v in enumerate(box))
    return x, y, w, h


def fit(c: Container, plane: Plane, messages: list[Flow], pools: set[str]) -> None:
    """Give the new nodes of a container their places, then route what touches them."""
    shapes = plane.shapes
    new = [n for n in c.nodes.values() if n.id not in shapes]
    for n in sorted(new, key=lambda n: bool(n.host)):  # what sits on a new activity comes after it
        if n.host:
            x, y, w, h = shapes[n.host]
            taken = sum(o.host == n.host and o.id in shapes for o in c.nodes.values())
            shapes[n.id] = (x + w - 50 - 50 * taken, y + h - 18, 36, 36)
        else:
            insert(c, plane, n)
    for n in c.nodes.values():
        n.x, n.y, n.w, n.h = shapes[n.id]
        n.top = bool(n.host) and n.y < shapes[n.host][1]
    connect(c, plane, c.flows + messages, {n.id for n in new}, {i: shapes[i] for i in pools if i in shapes})


def insert(c: Container, plane: Plane, n: Node) -> None:
    """Place one new node behind its predecessor (else before its successor); what is in the way moves."""
    shapes = plane.shapes
    before = [c.nodes[f.src] for f in c.flows if f.dst == n.id and f.src in shapes]
    after = [c.nodes[f.dst] for f in c.flows if f.src == n.id and f.dst in shapes]
    own = c.lanes[n.lane].id
    lane = shapes.get(own) or shapes.get(c.id) or (0, 0, 1e6, 1e6)
    partner = next(iter(before or after), None)
    anchor = shapes[partner.id] if partner else (lane[0] + 40, lane[1] + 20, 0, 80)
    x = anchor[0] + anchor[2] + GAP if before else anchor[0] - GAP - n.w if after else anchor[0]
    same = partner is not None and partner.lane == n.lane
    y = (anchor[1] + anchor[3] / 2 if same else lane[1] + lane[3] / 2) - n.h / 2
    y = max(y, lane[1] + 24) if own or c.id in shapes else y
    ahead = [shapes[a.id][0] for a in after if shapes[a.id][0] >= anchor[0] + anchor[2]]
    if before and ahead and min(ahead) < x + n.w + GAP:
        push(plane, 0, min(ahead), x + n.w + GAP - min(ahead))
    others = [shapes[o.id] for o in c.nodes.values() if o.id in shapes]
    while any(overlap((x, y, n.w, n.h), o, 20) for o in others):
        y += 10
    lane = shapes.get(own) or lane
    if y + n.h + 24 > lane[1] + lane[3]:
        push(plane, 1, lane[1] + lane[3] - 1, y + n.h + 24 - lane[1] - lane[3])
    right = max([b[0] + b[2] for i, b in shapes.items() if i in (c.id, c.lanes[0].id)], default=1e9)
    if x + n.w + 24 > right:
        push(plane, 0, right - 1, x + n.w + 24 - right)
    shapes[n.id] = (x, y, n.w, n.h)


def connect(c: Container, plane: Plane, flows: list[Flow], fresh: set[str], pools: dict[str, Box]) -> None:
    """Route what is new or was torn; ways and labels that still hold stay."""
    shapes = plane.shapes
    kept = {
        f.id: plane.edges[f.id]
        for f in flows
        if f.id in plane.edges and not {f.src, f.dst} & fresh and joined(f, plane)
    }
    boxes = [shapes[n.id] for n in c.nodes.values()]
    free_x = [v for x, _, w, _ in boxes for v in steps(x + w, GAP) + steps(x - GAP, GAP)]
    free_y = [v for _, y, _, h in boxes for v in steps(y + h, GAP) + steps(y - GAP, GAP)]
    lanes = [shapes[lane.id] for lane in c.lanes if lane.id]
    walls = [v for _, y, _, h in lanes for v in (y, y + h)]
    router = Router(c.nodes, flows, (free_x, free_y), pools, walls, kept)
    router.run()
    c.edges = {f.id: router.waypoints(f) for f in flows}
    moved = [line for i, line in c.edges.items() if i not in kept]

    def free(box: Box) -> bool:
        return not any(cuts(box, line, 0) for line in moved) and not any(overlap(box, n, -2) for n in boxes)

    old = {
        i: box
        for i, box in plane.labels.items()
        if i in kept or (i in c.nodes and i not in fresh and free(box))
    }
    c.labels = place(c, flows, walls, old)
    plane.edges.update(c.edges)
    plane.labels.update(c.labels)


def joined(f: Flow, plane: Plane) -> bool:
    """A kept way must still touch both ends (a flow may have been re-attached in the text)."""
    line = plane.edges[f.id]
    ends = ((line[0], f.src), (line[-1], f.dst))
    return all(e in plane.shapes and overlap((x - 3, y - 3, 6, 6), plane.shapes[e]) > 0 for (x, y), e in ends)
