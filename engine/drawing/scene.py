"""What one diagram of a model shows: figures and ways, read from the model and its diagram interchange."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.drawing.reading import (
    BPMN,
    DI,
    Box,
    Element,
    Line,
    UnreadableModelError,
    existing,
    is_bpmn,
    kind_of,
)

FRAMES = ("participant", "lane")
SUBS = ("subProcess", "transaction", "adHocSubProcess")
NODES = ("Event", "Gateway", "ask", "callActivity", "ubProcess", "transaction")  # endings of kinds
THROWING = ("endEvent", "intermediateThrowEvent")
MARGIN = 12


@dataclass(frozen=True)
class Figure:
    """A shape: where it stands and what the standard draws on it."""

    id: str
    kind: str
    name: str
    box: Box
    label: Box | None
    depth: int  # how many scopes are around it
    is_open: bool = False  # expanded sub-process, or pool with content
    upright: bool = False  # pool or lane whose name stands on top
    trigger: str = ""  # of an event: message, timer …; "multiple" for several
    dashed: bool = False  # event that interrupts nothing
    marks: tuple[str, ...] = ()  # loop, parallel, sequential, compensation, ad_hoc, collection, event

    @property
    def middle(self) -> tuple[float, float]:
        x, y, w, h = self.box
        return x + w / 2, y + h / 2

    @property
    def is_event(self) -> bool:
        return self.kind.endswith("Event")

    @property
    def is_gateway(self) -> bool:
        return self.kind.endswith("Gateway")

    @property
    def is_frame(self) -> bool:
        return self.kind in FRAMES

    @property
    def names_outside(self) -> bool:
        return self.is_event or self.is_gateway or self.kind.startswith("data")


@dataclass(frozen=True)
class Way:
    """An edge: its points and what stands at its start."""

    id: str
    kind: str
    name: str
    line: Line
    label: Box | None
    start: str = ""  # "condition" or "default"
    direction: str = ""  # of an association: One, Both


@dataclass(frozen=True)
class Scene:
    """One diagram. `shown`: for every element of the model, the id under which it is seen here, if it is."""

    figures: tuple[Figure, ...]
    ways: tuple[Way, ...]
    shown: Mapping[str, str]

    @property
    def view(self) -> Box:
        """What the picture has to cover: all shapes, ways and labels, with a margin."""
        boxes = [b for f in self.figures for b in (f.box, f.label) if b]
        boxes += [w.label for w in self.ways if w.label]
        xs = [v for x, _, w, _ in boxes for v in (x, x + w)] + [x for w in self.ways for x, _ in w.line]
        ys = [v for _, y, _, h in boxes for v in (y, y + h)] + [y for w in self.ways for _, y in w.line]
        left, top = min(xs, default=0) - MARGIN, min(ys, default=0) - MARGIN
        return left, top, max(xs, default=0) + MARGIN - left, max(ys, default=0) + MARGIN - top


def has_diagram(root: Element) -> bool:
    """Whether the file says where at least one shape stands."""
    return next(root.iter(DI + "BPMNShape"), None) is not None


def read_scene(root: Element, labels: Mapping[str, str], of: str | None = None) -> Scene:
    """The first diagram, or that of the collapsed sub-process `of`. `labels` replace names by element id.

    Raises UnreadableModelError when there is no diagram of `of`.
    """
    planes = list(root.iter(DI + "BPMNPlane"))
    whole = {e.get("id") for e in root if kind_of(e) in ("collaboration", "process")}
    first = [p for p in planes if p.get("bpmnElement") in whole] or planes
    plane = next((p for p in (planes if of else first) if not of or p.get("bpmnElement") == of), None)
    if plane is None:
        raise UnreadableModelError(
            f"The model has no diagram of «{of}». Draw it as a collapsed sub-process first."
        )
    shapes, edges, boxes = existing(plane)
    shape_of = {i: s for s in plane.iter(DI + "BPMNShape") if (i := s.get("bpmnElement"))}
    elements = {i: e for e in root.iter() if is_bpmn(e) and (i := e.get("id"))}
    defaults = {d for e in elements.values() if (d := e.get("default"))}
    figures = [
        figure(elements[i], is_open(elements[i], shape_of[i], shapes), shape_of[i], box, boxes.get(i), labels)
        for i, box in shapes.items()
        if i in elements
    ]
    ways = [
        way(elements[i], elements, line, boxes.get(i), name_of(elements[i], labels), i in defaults)
        for i, line in edges.items()
        if i in elements and len(line) > 1
    ]
    drawn = set(shapes) | set(edges)
    return Scene(tuple(figures), tuple(ways), {i: s for i, e in elements.items() if (s := seen_as(e, drawn))})


def name_of(e: Element, labels: Mapping[str, str]) -> str:
    """The name in the reader's language, else the one in the model."""
    written = e.findtext(BPMN + "text") if kind_of(e) == "textAnnotation" else e.get("name")
    return labels.get(e.get("id") or "") or written or ""


def seen_as(e: Element | None, drawn: set[str]) -> str | None:
    """The element itself when it is drawn, else the nearest one around it."""
    while e is not None:
        if (i := e.get("id")) in drawn:
            return i
        e = e.getparent()
    return None


def is_open(e: Element, shape: Element, drawn: Collection[str]) -> bool:
    """Whether a pool or sub-process shows what it holds; without a word in the file, what is drawn decides."""
    if kind_of(e) == "participant":
        return bool(e.get("processRef")) and shape.get("isExpanded") != "false"
    said = shape.get("isExpanded")
    return kind_of(e) in SUBS and (said == "true" if said else any(c.get("id") in drawn for c in e))


def figure(
    e: Element, opened: bool, shape: Element, box: Box, label: Box | None, labels: Mapping[str, str]
) -> Figure:
    """One shape with all that is drawn on it."""
    kind = kind_of(e)
    return Figure(
        id=e.get("id") or "",
        kind=kind,
        name=name_of(e, labels),
        box=box,
        label=label,
        depth=sum(1 for _ in e.iterancestors()),
        is_open=opened,
        upright=kind in FRAMES and shape.get("isHorizontal") == "false",
        trigger=trigger(e) if kind.endswith("Event") else "",
        dashed=e.get("cancelActivity") == "false" or e.get("isInterrupting") == "false",
        marks=tuple(marks(e, kind)),
    )


def trigger(e: Element) -> str:
    """What an event waits for or throws."""
    found = [k.removesuffix("EventDefinition") for c in e if (k := kind_of(c)).endswith("EventDefinition")]
    return "multiple" if len(found) > 1 else found[0] if found else ""


def marks(e: Element, kind: str) -> list[str]:
    """The small signs at the lower edge."""
    found = []
    if e.find(BPMN + "standardLoopCharacteristics") is not None:
        found.append("loop")
    many = e.find(BPMN + "multiInstanceLoopCharacteristics")
    if many is not None:
        found.append("sequential" if many.get("isSequential") == "true" else "parallel")
    if e.get("isForCompensation") == "true":
        found.append("compensation")
    if kind == "adHocSubProcess":
        found.append("ad_hoc")
    if e.get("triggeredByEvent") == "true":
        found.append("event")
    return found


def way(
    e: Element, elements: Mapping[str, Element], line: Line, label: Box | None, name: str, default: bool
) -> Way:
    """One edge; a condition shows only where the source is no gateway."""
    start = ""
    if default:
        start = "default"
    elif e.find(BPMN + "conditionExpression") is not None:
        source = elements.get(e.get("sourceRef") or "")
        start = "" if source is None or kind_of(source).endswith("Gateway") else "condition"
    kind = kind_of(e)
    direction = "One" if kind.startswith("data") else e.get("associationDirection") or ""
    return Way(e.get("id") or "", kind, name, line, label, start, direction)
