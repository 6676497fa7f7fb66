"""Rules about who does what: an element lies in one lane."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import NODES
from engine.bpmn.validation.view import View, child_of, children_of, process_of, text_of
from engine.bpmn.validation.words import kind, spoken
from engine.bpmn.xml import local

_SOURCE = "BPMN 2.0.2, 10.8"


def _members(view: View) -> Iterator[tuple[etree._Element, str, etree._Element | None]]:
    """Every lane with each name it lists, and what that names."""
    for lane in view.all("lane"):
        for reference in children_of(lane, "flowNodeRef"):
            name = text_of(reference)
            yield lane, name, view.find(name)


def _set_of(lane: etree._Element) -> etree._Element:
    """The outermost lane set around a lane."""
    outermost = lane
    node: etree._Element | None = lane
    while node is not None and local(node) in {"lane", "childLaneSet", "laneSet"}:
        outermost, node = node, node.getparent()
    return outermost


@rule("LANE-ONE", "fault", "An element lies in one lane.", _SOURCE)
def one(view: View) -> Iterator[Hit]:
    seen: dict[tuple[etree._Element, etree._Element], etree._Element] = {}
    for lane, name, node in _members(view):
        if node is None or child_of(lane, "childLaneSet") is not None:
            continue
        place = (_set_of(lane), node)
        first = seen.setdefault(place, lane)
        if first is not lane:
            yield Hit(
                node,
                f"«{name}» lies in two lanes: «{_named(first)}» and «{_named(lane)}».",
                "Leave it in the lane of who does it.",
            )


def _named(lane: etree._Element) -> str:
    return lane.get("name") or lane.get("id") or f"line {lane.sourceline}"


@rule("LANE-MEMBER", "warning", "What a lane lists is in the file.", f"{_SOURCE}, flowNodeRef")
def found(view: View) -> Iterator[Hit]:
    for lane, name, node in _members(view):
        if node is None:
            yield Hit(
                lane,
                f"The lane lists «{name}», which is not in the file.",
                "Nothing depends on it; the lane's own elements are those that are there.",
            )


@rule("LANE-PROCESS", "fault", "A lane lists elements of its process.", _SOURCE)
def same_process(view: View) -> Iterator[Hit]:
    for lane, name, node in _members(view):
        if node is not None and local(node) in NODES and process_of(node) is not process_of(lane):
            yield Hit(
                lane,
                f"The lane lists «{name}», which belongs to another process.",
                "Move the element into a lane of its own process.",
            )


@rule("LANE-KIND", "warning", "A lane lists flow nodes.", f"{_SOURCE}, flowNodeRef")
def flow_nodes(view: View) -> Iterator[Hit]:
    for lane, name, node in _members(view):
        if node is not None and local(node) not in NODES:
            yield Hit(
                lane,
                f"The lane lists «{name}», which is {kind(node)}.",
                "Nothing depends on it; lanes say who does what.",
            )


@rule(
    "PERFORMER",
    "warning",
    "Lanes and zeebe:assignmentDefinition say who does a task.",
    "BPMN 2.0.2, 10.3.1; design 2",
)
def performers(view: View) -> Iterator[Hit]:
    for role in view.all("resourceRole", "performer", "humanPerformer", "potentialOwner"):
        activity = role.getparent()
        if activity is not None and local(activity) in NODES:
            yield Hit(
                activity,
                f"The {spoken(local(role))} of {kind(activity)} is kept as a note: nobody is chosen by it.",
                "Put the task into the lane of who does it, or use zeebe:assignmentDefinition.",
            )


RULES = (one, found, same_process, flow_nodes, performers)
