"""A procedure in several files: what a call activity calls becomes a sub-process of the one model that runs.

Packages keep no variables, so a called process and an embedded one mean the same. Everything behind the reading (checks,
runtime, migration, drawing) sees one model; the diagram of what is called is that of a collapsed sub-process.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.xml import BPMN, BPMNDI, local, read_xml
from engine.faults import Fault, Refused
from engine.packages.nearest import nearest

_ROOTS = frozenset({"collaboration", "process", "category"})
_LANE, _LANE_SET, _CHILDREN, _MEMBER = (
    f"{{{BPMN}}}{tag}" for tag in ("lane", "laneSet", "childLaneSet", "flowNodeRef")
)
_HEADS = frozenset({"documentation", "extensionElements", "auditing", "monitoring", "property"})
"""What stands before the lanes of a process."""


@dataclass(frozen=True, slots=True)
class Source:
    """A process of a package: the file it stands in, its tree and its node."""

    file: str
    root: etree._Element
    process: etree._Element


def processes_of(files: Mapping[str, bytes]) -> dict[str, Source]:
    """The processes that can be started or called, by id: the executable ones, else the first of a file. Raises Refused."""
    found: dict[str, Source] = {}
    for name in sorted(name for name in files if name.endswith(".bpmn")):
        root = read_xml(files[name], name)
        nodes = list(root.iterchildren(f"{{{BPMN}}}process"))
        marked = [node for node in nodes if node.get("isExecutable") == "true"] or nodes[:1]
        for node in marked:
            ident = node.get("id", "")
            if ident in found:
                message = f"The process «{ident}» stands in {found[ident].file} too."
                raise Refused([Fault(name, ident, "PKG-MODEL", message, "Give one of them another id.")])
            found[ident] = Source(name, root, node)
    return found


def link(main: Source, others: Mapping[str, Source]) -> dict[str, str]:
    """Put what is called into the tree of `main`; the file of each element that came from another. Raises Refused."""
    linking = _Linking(main, others)
    faults = list(linking.all())
    if faults:
        raise Refused(faults)
    return linking.origin


class _Linking:
    def __init__(self, main: Source, others: Mapping[str, Source]) -> None:
        self._main, self._others = main, others
        self._ids = {node.get("id", ""): main.file for node in main.root.iter(f"{{{BPMN}}}*")}
        self._callers: dict[str, str] = {}
        self.origin: dict[str, str] = {}

    def all(self) -> Iterator[Fault]:
        """Link every call, those of called processes too; what can't be linked."""
        while (activity := next(self._main.process.iter(f"{{{BPMN}}}callActivity"), None)) is not None:
            faults = list(self._link(activity))
            yield from faults
            if faults:
                return
        for ident, source in self._others.items():
            if ident not in self._callers and source.file != self._main.file:
                message = f"Nothing calls the process «{ident}»."
                yield Fault(
                    source.file,
                    ident,
                    "PKG-MODEL",
                    message,
                    "Call it by a call activity, or remove the file.",
                )

    def _link(self, activity: etree._Element) -> Iterator[Fault]:
        ident, file = activity.get("id", ""), self.origin.get(activity.get("id", ""), self._main.file)
        name = _called(activity)
        source = self._others.get(name)
        if source is None:
            known = sorted(self._others)
            message = f"The call activity calls «{name}», which is no other process of the package."
            remedy = f"{nearest(name, known)}Processes to call: {', '.join(known) or 'none'}."
            yield Fault(file, ident, "X6", message, remedy)
            return
        if name in self._callers:
            message = f"«{name}» is called by «{self._callers[name]}» already."
            yield Fault(
                file, ident, "X6", message, "Call each process once: its elements stand in the case once."
            )
            return
        self._callers[name] = ident
        called = deepcopy(source.process)
        faults = list(self._twice(called, source))
        if not faults:
            self._lanes(called)
            self._embed(activity, called)
            self._roots(source)
            self._diagram(activity, source)
        yield from faults

    def _twice(self, called: etree._Element, source: Source) -> Iterator[Fault]:
        for node in called.iterdescendants(f"{{{BPMN}}}*"):
            ident = node.get("id", "")
            if not ident or local(node) in {"lane", "laneSet"}:
                continue
            if ident in self._ids:
                message = f"The id «{ident}» stands in {self._ids[ident]} too."
                yield Fault(source.file, ident, "X6", message, "Give one of them another id.")
            self._ids[ident] = source.file
            self.origin[ident] = source.file

    def _lanes(self, called: etree._Element) -> None:
        """Who does what in the called process: a lane that the calling one has too is that one; another comes along.

        Lanes in lanes come one by one, each with what lies in none inside it.
        """
        lanes = {lane.get("id", ""): lane for lane in self._main.process.iter(_LANE)}
        for lane in called.iterfind(f"{_LANE_SET}//{_LANE}"):
            ident = lane.get("id", "")
            if ident not in lanes:
                lanes[ident] = etree.SubElement(self._lane_set(), _LANE, lane.attrib)
            deeper = {
                _text(one) for inner in lane.iterdescendants(_LANE) for one in inner.iterchildren(_MEMBER)
            }
            own = [deepcopy(one) for one in lane.iterchildren(_MEMBER) if _text(one) not in deeper]
            inside = lanes[ident].find(_CHILDREN)
            place = len(lanes[ident]) if inside is None else lanes[ident].index(inside)
            lanes[ident][place:place] = own

    def _lane_set(self) -> etree._Element:
        """Where lanes of the calling process stand; without any it begins to have some."""
        process = self._main.process
        found = process.find(_LANE_SET)
        if found is None:
            found = process.makeelement(_LANE_SET)
            process.insert(sum(1 for part in process if local(part) in _HEADS), found)
        return found

    def _embed(self, activity: etree._Element, called: etree._Element) -> None:
        said = extension(activity, "calledElement")
        if said is not None and (holder := said.getparent()) is not None:
            holder.remove(said)
        activity.tag = f"{{{BPMN}}}subProcess"
        activity.attrib.pop("calledElement", None)
        for part in list(called):
            if isinstance(part.tag, str) and local(part) not in {
                "laneSet",
                "documentation",
                "extensionElements",
            }:
                activity.append(part)

    def _roots(self, source: Source) -> None:
        """Messages, errors and the like that the called process names."""
        process = self._main.process
        for part in source.root.iterchildren(f"{{{BPMN}}}*"):
            if local(part) not in _ROOTS and part.get("id", "") not in self._ids:
                self._ids[part.get("id", "")] = source.file
                process.addprevious(deepcopy(part))

    def _diagram(self, activity: etree._Element, source: Source) -> None:
        ident = activity.get("id", "")
        for shape in self._main.root.iter(f"{{{BPMNDI}}}BPMNShape"):
            if shape.get("bpmnElement") == ident:
                shape.set("isExpanded", "false")
        inside = {node.get("id") for node in activity.iter(f"{{{BPMN}}}*")}
        for diagram in source.root.iter(f"{{{BPMNDI}}}BPMNDiagram"):
            copied = deepcopy(diagram)
            for part in copied.iter(etree.Element):
                if part.get("id"):
                    part.set("id", f"{ident}_{part.get('id')}")
            for plane in copied.iterchildren(f"{{{BPMNDI}}}BPMNPlane"):
                for part in list(plane):
                    if part.get("bpmnElement") not in inside:
                        plane.remove(part)
                if plane.get("bpmnElement") not in inside:
                    plane.set("bpmnElement", ident)
            self._main.root.append(copied)


def _text(reference: etree._Element) -> str:
    return (reference.text or "").strip()


def _called(activity: etree._Element) -> str:
    """The id of the process that a call activity names; a FEEL expression is no id of any."""
    said = extension(activity, "calledElement")
    return (said.get("processId", "") if said is not None else "") or activity.get("calledElement", "")
