"""Diagram interchange of a whole model: written into its text, where nothing else changes."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from engine.drawing.layout.arranging import HEAD, POOL_STEP, Plane, arrange, collect
from engine.drawing.layout.containers import container, task_width
from engine.drawing.layout.keeping import keep
from engine.drawing.layout.nodes import Container, Flow
from engine.drawing.reading import BPMN, Box, Element, kind_of, read_model

LEFT = 160  # where stock editors put the first pool
NAMESPACES = {
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}


def lay_out(text: str, collapsed: Iterable[str] = (), compact: bool = False) -> str:
    """Return the same model with fresh diagram interchange; deterministic, seconds for large models.

    Raises UnreadableModelError (see engine.drawing.reading).
    """
    root = read_model(text.encode())
    kinds = kinds_of(root)
    flat = frozenset(i for i in collapsed if kinds.get(i, "").endswith("ubProcess"))
    planes = Drawing(root, flat, compact).planes
    return splice(text, interchange(planes, kinds, flat))


def lay_out_new(text: str, collapsed: Iterable[str] = ()) -> str | None:
    """Place and route only what is new; None when there is no complete diagram to keep."""
    root = read_model(text.encode())
    kinds = kinds_of(root)
    planes = keep(root, [i for i in collapsed if kinds.get(i, "").endswith("ubProcess")])
    if not planes:
        return None
    return splice(text, interchange(planes, kinds, frozenset(p.of for p in planes[1:])))


def kinds_of(root: Element) -> dict[str, str]:
    """Local name by id."""
    return {i: kind_of(e) for e in root.iter() if (i := e.get("id"))}


class Drawing:
    """All planes of a model: pools below each other, collapsed pools around the first open one."""

    def __init__(self, root: Element, flat: frozenset[str], compact: bool) -> None:
        self.flat, self.compact, self.task_w = flat, compact, task_width(root)
        collaboration = root.find(BPMN + "collaboration")
        self.people = [] if collaboration is None else collaboration.findall(BPMN + "participant")
        self.messages = [] if collaboration is None else message_flows(collaboration)
        self.plane = Plane(
            (collaboration.get("id") or "") if collaboration is not None and self.people else ""
        )
        self.planes, self.y = [self.plane], 0.0
        for element in root.findall(BPMN + "process"):
            pool = next((p for p in self.people if p.get("processRef") == element.get("id")), None)
            if pool is not None or not self.people:
                self.add(element, pool)

    def add(self, element: Element, pool: Element | None) -> None:
        """Draw one process below what is there."""
        c = container(element, self.task_w, self.flat)
        around = {} if pool is None or self.plane.shapes else self.collapsed_pools(pool)
        depth = max(len(lane.around) + bool(lane.id) for lane in c.lanes)
        mine = [m for m in self.messages if {m.src, m.dst} & set(c.nodes) and {m.src, m.dst} & set(around)]
        left = 0 if pool is None and not depth else HEAD * (1 + depth)
        boxes = arrange(c, left, around, mine, self.compact)
        self.put(c, pool, boxes, element)

    def put(self, c: Container, pool: Element | None, boxes: dict[str, Box], element: Element) -> None:
        """Move a container and the collapsed pools around it to their place."""
        above = [k for k, box in boxes.items() if box[1] < 0]
        self.y += POOL_STEP * len(above)
        if pool is not None:
            self.plane.shapes[pool.get("id") or ""] = (LEFT, self.y, c.w, c.h)
        for k, (_, py, _, h) in boxes.items():
            up = POOL_STEP * (len(above) - above.index(k)) if py < 0 else -py
            self.plane.shapes[k] = (LEFT, self.y - up, c.w, h)
        self.plane.of = self.plane.of or element.get("id") or ""
        collect(c, LEFT, self.y, self.planes, self.plane)
        self.y += c.h + 40 + POOL_STEP * (len(boxes) - len(above))

    def collapsed_pools(self, pool: Element) -> dict[str, bool]:
        """Pools without a process; true for those that come after the open one."""
        at = self.people.index(pool)
        return {p.get("id") or "": i > at for i, p in enumerate(self.people) if not p.get("processRef")}


def message_flows(collaboration: Element) -> list[Flow]:
    """The message flows of a collaboration."""
    return [
        Flow(i, f.get("sourceRef") or "", f.get("targetRef") or "", f.get("name", ""), "messageFlow")
        for f in collaboration.findall(BPMN + "messageFlow")
        if (i := f.get("id"))
    ]


def interchange(planes: list[Plane], kinds: dict[str, str], flat: frozenset[str]) -> str:
    """The planes as XML."""
    rows: list[str] = []
    for p in planes:
        rows.append(f"  <bpmndi:BPMNDiagram id={quoteattr('diagram_' + p.of)}>")
        rows.append(f"    <bpmndi:BPMNPlane id={quoteattr('plane_' + p.of)} bpmnElement={quoteattr(p.of)}>")
        for i, box in p.shapes.items():
            kind = kinds.get(i, "")
            rows += drawn(
                "Shape", i, attributes(i, kind, flat), [f"        {bounds_xml(box)}"], p.labels.get(i)
            )
        for i, line in p.edges.items():
            points = [f'        <di:waypoint x="{num(x)}" y="{num(y)}" />' for x, y in line]
            rows += drawn("Edge", i, "", points, p.labels.get(i))
        rows.append("    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>")
    return "\n".join(rows) + "\n"


def attributes(i: str, kind: str, flat: frozenset[str]) -> str:
    """What the standard asks for on shapes of some kinds."""
    if kind in ("lane", "participant"):
        return ' isHorizontal="true"'
    if kind == "exclusiveGateway":
        return ' isMarkerVisible="true"'
    if kind.endswith("ubProcess") or kind == "transaction":
        return f' isExpanded="{str(i not in flat).lower()}"'
    return ""


def drawn(tag: str, i: str, extra: str, geometry: list[str], label: Box | None) -> list[str]:
    """One shape or edge with its label."""
    rows = [
        f"      <bpmndi:BPMN{tag} id={quoteattr(i + '_di')} bpmnElement={quoteattr(i)}{extra}>",
        *geometry,
    ]
    if label:
        rows.append(f"        <bpmndi:BPMNLabel>\n          {bounds_xml(label)}\n        </bpmndi:BPMNLabel>")
    return [*rows, f"      </bpmndi:BPMN{tag}>"]


def num(v: float) -> str:
    """A coordinate without superfluous digits."""
    return f"{round(v, 1):g}"


def bounds_xml(box: Box) -> str:
    """`dc:Bounds` of a box."""
    return '<dc:Bounds x="{}" y="{}" width="{}" height="{}" />'.format(*map(num, box))


def splice(text: str, lines: str) -> str:
    """Replace the diagram in the text; nothing else changes, not even white space."""
    body = re.sub(r"\s*<(\w+:)?BPMNDiagram\b.*?</(\w+:)?BPMNDiagram>", "", text, flags=re.S)
    for prefix, uri in NAMESPACES.items():
        if f'xmlns:{prefix}="' not in body:
            body = re.sub(r"(<(?:\w+:)?definitions\b)", rf'\1 xmlns:{prefix}="{uri}"', body, count=1)
    end = r"\s*(</(?:\w+:)?definitions>\s*)$"
    return re.sub(end, lambda m: "\n" + lines + m.group(1).strip() + "\n", body)
