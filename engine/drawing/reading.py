"""Read a model's XML safely: no DTD, no entities, nothing from the network."""

from math import nan

from lxml import etree

Element = etree._Element

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"

FARTHEST = 1_000_000
Box = tuple[float, float, float, float]
Point = tuple[float, float]
Line = list[Point]


class UnreadableModelError(ValueError):
    """The model cannot be drawn; the message names the place and the way out."""


def read_model(source: bytes) -> Element:
    """Parse BPMN XML into its root element; comments and processing instructions are left out.

    Raises UnreadableModelError for a DTD, for text that is no XML and for ids used more than once.
    """
    # NUL bytes go, so that UTF-16 and UTF-32 cannot hide a DTD; refused before a parser sees it
    if b"<!doctype" in source.replace(b"\0", b"").lower():
        raise UnreadableModelError(
            "The model contains a DTD (<!DOCTYPE …>). Remove that line and load it again."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableModelError(
            f"The model is no well-formed XML: {error}. Correct that place."
        ) from error
    if root.getroottree().docinfo.doctype:  # an encoding in which the search above saw nothing
        raise UnreadableModelError(
            "The model contains a DTD (<!DOCTYPE …>). Remove that line and load it again."
        )
    seen: set[str] = set()
    twice: set[str] = set()
    for element in root.iter():
        if eid := element.get("id"):
            (twice if eid in seen else seen).add(eid)
    if twice:
        raise UnreadableModelError(
            f"Ids used more than once: {', '.join(sorted(twice))}. Give each element its own."
        )
    return root


def kind_of(element: Element) -> str:
    """Local name of an element, as in `userTask`."""
    return str(element.tag).rpartition("}")[2]


def is_bpmn(element: Element) -> bool:
    """Whether the element belongs to the model (not to its diagram or to an extension)."""
    return str(element.tag).startswith(BPMN)


def bounds(element: Element | None) -> Box | None:
    """Bounds (x, y, width, height) of a `dc:Bounds`, if it is there."""
    if element is None:
        return None
    x, y, width, height = (coordinate(element, k) for k in ("x", "y", "width", "height"))
    return x, y, width, height


def coordinate(element: Element, key: str) -> float:
    """A number of the diagram; those far out of any screen are mistakes."""
    text = element.get(key) or "0"
    try:
        value = float(text)
    except ValueError:
        value = nan
    if not abs(value) < FARTHEST:
        raise UnreadableModelError(
            f"In the diagram, line {element.sourceline}: {key}={text!r} is no position. Place the element again."
        )
    return value


def existing(root: Element) -> tuple[dict[str, Box], dict[str, Line], dict[str, Box]]:
    """Bounds, waypoints and label bounds that a file or one of its planes already has."""
    shapes: dict[str, Box] = {}
    edges: dict[str, Line] = {}
    labels: dict[str, Box] = {}
    for e in root.iter(DI + "BPMNShape", DI + "BPMNEdge"):
        ref = e.get("bpmnElement")
        if not ref:
            continue
        if e.tag == DI + "BPMNEdge":
            edges[ref] = [(coordinate(p, "x"), coordinate(p, "y")) for p in e.findall(DD + "waypoint")]
        elif box := bounds(e.find(DC + "Bounds")):
            shapes[ref] = box
        if label := bounds(e.find(f"{DI}BPMNLabel/{DC}Bounds")):
            labels[ref] = label
    return shapes, edges, labels
