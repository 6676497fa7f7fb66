"""Arrange one container: columns, rows, pixels, ways and labels; sub-processes first."""

from dataclasses import dataclass, field

from engine.drawing.layout.columns import columns
from engine.drawing.layout.labelling import place
from engine.drawing.layout.nodes import Container, Flow, Node
from engine.drawing.layout.placing import coordinates
from engine.drawing.layout.routing import Router
from engine.drawing.layout.rows import rows
from engine.drawing.reading import Box, Line

HEAD = 30  # width of the strip that carries the name of a pool or lane
TITLE = 26  # height of the strip that carries the name of an expanded sub-process
POOL_STEP = 100


@dataclass
class Plane:
    """The geometry of one diagram: a collaboration, a process or a collapsed sub-process."""

    of: str
    shapes: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, Line] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)


def arrange(
    c: Container, left: float, pools: dict[str, bool], messages: list[Flow], compact: bool = False
) -> dict[str, Box]:
    """Lay out one container at the origin. `pools`: collapsed pools, true for those below; returns their boxes."""
    for n in c.nodes.values():
        if n.inner:
            arrange(n.inner, 0, {}, [])
            n.inner.h += TITLE
    rows(c, columns(c, compact))
    places = coordinates(c, left)
    boxes: dict[str, Box] = {}
    below = c.h + 40
    for pid, after in pools.items():
        boxes[pid] = (0, below if after else -POOL_STEP, c.w, 60)
        below += POOL_STEP * after
    place_artifacts(c)
    flows = c.flows + messages
    router = Router(c.nodes, flows, (places.free_x, places.free_y), boxes, places.walls)
    router.run()
    for again in (True, True, False):  # labels and ways make room for each other
        c.edges = {f.id: router.waypoints(f) for f in flows}
        c.labels = place(c, flows, places.walls, {})
        if again:
            router.grid.avoid(c.labels)
            router.run(2)
    join_artifacts(c)
    ends_x = [v for line in c.edges.values() for v, _ in line] + [x + w for x, _, w, _ in c.labels.values()]
    c.w = max([c.w] + [v + 14 for v in ends_x])
    c.shapes = {n.id: n.box for n in [*c.nodes.values(), *c.artifacts.values()]}
    draw_lanes(c, places.bands)
    return boxes


def draw_lanes(c: Container, bands: list[tuple[float, float]]) -> None:
    """Bounds of the lanes; enclosing lanes grow with what they hold."""
    for lane, (y, h) in zip(c.lanes, bands, strict=True):
        indent = HEAD * (len(lane.around) + 1)
        if lane.id:
            c.shapes[lane.id] = (indent, y, c.w - indent, h)
        for depth, outer in enumerate(lane.around):
            x, y0 = HEAD * (depth + 1), c.shapes.get(outer, (0, y))[1]
            c.shapes[outer] = (x, y0, c.w - x, y + h - y0)


def place_artifacts(c: Container) -> None:
    """Annotations and data objects stand above the element they belong to."""
    beside: dict[str, int] = {}
    placed: set[str] = set()
    for a, b in c.artifact_links:
        if b not in c.nodes or a in placed:
            continue
        k = beside[b] = beside.get(b, -1) + 1
        placed.add(a)
        art, n = c.artifacts[a], c.nodes[b]
        art.x = n.x + k * (art.w + 20) + (0 if art.kind == "textAnnotation" else (n.w - art.w) / 2)
        art.y = n.y - art.h - 24


def join_artifacts(c: Container) -> None:
    """A straight line between an artifact and its element, from edge to edge."""
    for f in c.links:
        a, b = (c.nodes.get(i) or c.artifacts.get(i) for i in (f.src, f.dst))
        if not a or not b:
            continue
        low, high = (a, b) if a.cy > b.cy else (b, a)
        x = low.cx if high.x < low.cx < high.x + high.w else high.cx
        line: Line = [(low.cx, low.y), (x, high.y + high.h)]
        c.edges[f.id] = line if low is a else line[::-1]


def collect(c: Container, dx: float, dy: float, planes: list[Plane], plane: Plane) -> None:
    """Move a container to its place and gather its geometry; a collapsed sub-process gets a plane of its own."""
    plane.shapes |= {i: (x + dx, y + dy, w, h) for i, (x, y, w, h) in c.shapes.items()}
    plane.labels |= {i: (x + dx, y + dy, w, h) for i, (x, y, w, h) in c.labels.items()}
    plane.edges |= {i: [(x + dx, y + dy) for x, y in line] for i, line in c.edges.items()}
    for n in c.nodes.values():
        if n.inner and n.flat:
            planes.append(Plane(n.id))
            collect(n.inner, 0, 0, planes, planes[-1])
        elif n.inner:
            collect(n.inner, *inside(n, n.inner, dx, dy), planes, plane)


def inside(n: Node, inner: Container, dx: float, dy: float) -> tuple[float, float]:
    """Where the content of an expanded sub-process starts."""
    return dx + n.x + (n.w - inner.w) // 2, dy + n.y + TITLE
