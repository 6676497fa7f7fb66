"""A model with its drawing, indexed once: what the rules of style look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from engine.bpmn.validation.tags import ACTIVITIES
from engine.bpmn.validation.triggers import trigger_names
from engine.bpmn.validation.view import View, view_of
from engine.bpmn.xml import BPMNDI, local

MOST_LINES = 300
MOST_BENDS = 40
"""What is drawn in more lines or bends is not looked through pair by pair."""
_LONGEST_NAME = 200
CHOICES = ("exclusiveGateway", "inclusiveGateway")
Point = tuple[float, float]


class Box(NamedTuple):
    """Where a shape lies, in the units of the drawing."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """One diagram: boxes and lines by the element they show; `coloured` are shapes with a colour of their own."""

    element: etree._Element | None
    name: str
    boxes: dict[etree._Element, Box] = field(default_factory=dict)
    lines: dict[etree._Element, list[Point]] = field(default_factory=dict)
    coloured: list[etree._Element] = field(default_factory=list)

    @property
    def flows(self) -> list[tuple[etree._Element, list[Point]]]:
        """Sequence flows with their lines; none where there are far too many."""
        found = [
            (flow, line)
            for flow, line in self.lines.items()
            if local(flow) == "sequenceFlow" and len(line) <= MOST_BENDS
        ]
        return found if len(found) <= MOST_LINES else []


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A view of the model with its planes. `expanded` are sub-processes whose content shows on the plane around."""

    view: View
    planes: tuple[Plane, ...]
    expanded: frozenset[etree._Element]

    @property
    def is_drawn(self) -> bool:
        """Whether there is a drawing at all."""
        return any(plane.boxes for plane in self.planes)

    @property
    def nodes(self) -> Iterator[etree._Element]:
        """Every flow node of the file."""
        return self.view.nodes

    def before(self, node: etree._Element) -> list[etree._Element]:
        """What leads to a node."""
        return [flow.source for flow in self.view.incoming.get(node, ()) if flow.source is not None]

    def after(self, node: etree._Element) -> list[etree._Element]:
        """What a node leads to."""
        return [flow.target for flow in self.view.outgoing.get(node, ()) if flow.target is not None]

    def splits(self, node: etree._Element) -> bool:
        """Whether several flows leave it."""
        return len(self.view.outgoing.get(node, ())) > 1

    def joins(self, node: etree._Element) -> bool:
        """Whether several flows come to it."""
        return len(self.view.incoming.get(node, ())) > 1

    def choices(self) -> Iterator[etree._Element]:
        """Exclusive and inclusive gateways that choose between several flows."""
        return (gateway for gateway in self.view.all(*CHOICES) if self.splits(gateway))

    def activities(self) -> Iterator[etree._Element]:
        """Every activity of the file."""
        return self.view.all(*sorted(ACTIVITIES))

    def triggers(self, event: etree._Element) -> list[str]:
        """What an event waits for or throws, e.g. `timer`."""
        return trigger_names(self.view, event)

    def reached(self, begin: etree._Element) -> set[etree._Element]:
        """What can be come to on flows, the beginning included."""
        seen = {begin}
        waiting = [begin]
        while waiting:
            for node in self.after(waiting.pop()):
                if node not in seen:
                    seen.add(node)
                    waiting.append(node)
        return seen


def name_of(element: etree._Element) -> str:
    """Its name on one line, the beginning of one without end."""
    return " ".join((element.get("name") or "")[:_LONGEST_NAME].split())


def called(element: etree._Element) -> str:
    """What to call it in a message."""
    return name_of(element) or element.get("id") or local(element)


def drawn(root: etree._Element) -> Drawn:
    """Reads a model and its drawing."""
    view = view_of(root)
    planes, expanded = [], set()
    for plane in root.iter(f"{{{BPMNDI}}}BPMNPlane"):
        diagram = plane.getparent()
        name = diagram.get("name", "") if diagram is not None else ""
        found = Plane(view.find(plane.get("bpmnElement")), name)
        for item in plane.iterchildren("*"):
            element = view.find(item.get("bpmnElement"))
            if element is None:
                continue
            if any("color" in str(name) for name in item.attrib):
                found.coloured.append(element)
            if local(item) == "BPMNShape":
                box = _box(item)
                if box is not None:
                    found.boxes[element] = box
                if item.get("isExpanded") == "true":
                    expanded.add(element)
            elif local(item) == "BPMNEdge":
                found.lines[element] = _line(item)
        planes.append(found)
    return Drawn(view, tuple(planes), frozenset(expanded))


def _box(shape: etree._Element) -> Box | None:
    bounds = next((child for child in shape.iterchildren("*") if local(child) == "Bounds"), None)
    if bounds is None:
        return None
    try:
        return Box(*(float(bounds.get(name, "")) for name in ("x", "y", "width", "height")))
    except ValueError:
        return None


def _line(edge: etree._Element) -> list[Point]:
    try:
        return [
            (float(point.get("x", "")), float(point.get("y", "")))
            for point in edge.iterchildren("*")
            if local(point) == "waypoint"
        ]
    except ValueError:
        return []
