"""BPMN elements -> containers with what has to be placed in them."""

import re

from engine.drawing.layout.lettering import text_width, wrap
from engine.drawing.layout.nodes import Container, Flow, Lane, Node
from engine.drawing.reading import BPMN, Element, kind_of

ARTIFACTS = ("textAnnotation", "dataObjectReference", "dataStoreReference")
HINT = re.compile(r"\b(?P<key>row|col)=(?P<by>[+-]?\d{1,2})\b|\blabel=(?P<side>above|below)\b")
ACTIVITIES = ("subProcess", "callActivity", "transaction", "adHocSubProcess")


def container(element: Element, task_w: int, collapsed: frozenset[str]) -> Container:
    """Read one process or sub-process, and the sub-processes inside it."""
    c = Container(element.get("id") or "")
    lane_of: dict[str, int] = {}
    read_lanes(element, "laneSet", (), c, lane_of)
    for e in element:
        kind, eid = kind_of(e), e.get("id")
        if not eid:
            continue
        if kind in ("sequenceFlow", "association"):
            name = e.get("name", "") if kind == "sequenceFlow" else ""
            flow = Flow(eid, e.get("sourceRef") or "", e.get("targetRef") or "", name, kind)
            (c.flows if kind == "sequenceFlow" else c.links).append(flow)
        elif kind in ARTIFACTS:
            c.artifacts[eid] = artifact(e, eid, kind)
        elif kind.endswith(("Event", "Gateway", "ask")) or kind in ACTIVITIES:
            c.nodes[eid] = node(e, eid, task_w, lane_of.get(eid, 0), collapsed)
            c.links += data_links(e, eid)
    for n in c.nodes.values():
        if n.host in c.nodes:
            n.lane = c.nodes[n.host].lane
        else:
            n.host = ""  # a boundary event without its activity stands like any other
    c.flows = [f for f in c.flows if f.src in c.nodes and f.dst in c.nodes]
    if not c.lanes:
        c.lanes = [Lane("", "")]
    return c


def read_lanes(
    owner: Element, tag: str, around: tuple[str, ...], c: Container, lane_of: dict[str, int]
) -> None:
    """Collect the leaf lanes in document order, and which node belongs to which."""
    for lane in owner.findall(f"{BPMN}{tag}/{BPMN}lane"):
        lid = lane.get("id") or ""
        if lane.find(f"{BPMN}childLaneSet/{BPMN}lane") is not None:
            read_lanes(lane, "childLaneSet", (*around, lid), c, lane_of)
            continue
        for ref in lane.findall(BPMN + "flowNodeRef"):
            lane_of[(ref.text or "").strip()] = len(c.lanes)
        c.lanes.append(Lane(lid, lane.get("name", ""), around))


def node(e: Element, eid: str, task_w: int, lane: int, collapsed: frozenset[str]) -> Node:
    """One flow node in its natural size, with its content and its layout hints."""
    n = Node(eid, kind_of(e), e.get("name", ""), task_w, 80, lane=lane, host=e.get("attachedToRef", ""))
    if n.is_gateway:
        n.w = n.h = 50
    if n.is_event:
        n.w = n.h = 36
    if e.find(BPMN + "sequenceFlow") is not None or e.find(BPMN + "startEvent") is not None:
        n.inner, n.flat = container(e, task_w, collapsed), eid in collapsed
    for p in e.iter("{*}property"):
        if p.get("name") == "bruecke.layout":
            n.hints = {m["key"] or "label": m["by"] or m["side"] for m in HINT.finditer(p.get("value", ""))}
    return n


def artifact(e: Element, eid: str, kind: str) -> Node:
    """An annotation or data object in its natural size."""
    name = e.get("name", "")
    if kind != "textAnnotation":
        return Node(eid, kind, name, 36, 50)
    w, h = wrap(e.findtext(BPMN + "text") or "", 140, 12)
    return Node(eid, kind, name, w + 14, h + 10)


def data_links(e: Element, eid: str) -> list[Flow]:
    """What an activity reads from and writes into data objects."""
    found = []
    for tag, end in (("dataInputAssociation", "sourceRef"), ("dataOutputAssociation", "targetRef")):
        for d in e.findall(BPMN + tag):
            other = (d.findtext(BPMN + end) or "").strip()
            src, dst = (other, eid) if end == "sourceRef" else (eid, other)
            found.append(Flow(d.get("id") or "", src, dst, "", "dataAssociation"))
    return [f for f in found if f.id]


def task_width(root: Element) -> int:
    """One width for all activities, so that the longest word fits (110 to 160 px)."""
    words = [
        w
        for e in root.iter()
        for w in e.get("name", "").split()
        if kind_of(e).endswith(("ask", "callActivity", "ubProcess"))
    ]
    return min(160, -int(-max([110] + [text_width(w, 12) + 18 for w in words]) // 10) * 10)
