"""A process of a file as `Model`."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.bpmn.extensions import ACTIVITIES, NODES, SUB_PROCESSES, extension, properties_of
from engine.bpmn.model import Element, Flow, Model, Note, Trigger, feel
from engine.bpmn.reading.activities import read_activity
from engine.bpmn.reading.collections import collection_notes
from engine.bpmn.reading.idents import give_ids
from engine.bpmn.reading.references import References, child, children, is_true, text_of
from engine.bpmn.reading.triggers import Triggers
from engine.bpmn.xml import BPMN, local, namespace, read_xml
from engine.faults import Fault, Refused


def read_model(content: bytes, file: str, process: str | None = None) -> Model:
    """The process of a file (the one with that id, else the executable one, else the first). Raises Refused."""
    root = read_xml(content, file)
    return read_process(root, select_process(root, file, process), file)


def called_processes(content: bytes, file: str) -> dict[str, Model]:
    """Every process of a file by its id."""
    ids = [node.get("id", "") for node in children(read_xml(content, file), "process")]
    return {ident: read_model(content, file, ident) for ident in ids if ident}


def select_process(root: etree._Element, file: str, process: str | None = None) -> etree._Element:
    """The process with that id, else the one that is executable, else the first that has something in it. Raises Refused."""
    if root.tag != f"{{{BPMN}}}definitions":
        raise Refused(
            [
                Fault(
                    file,
                    local(root),
                    "BPMN-ROOT",
                    "The file is not BPMN 2.0: its root is not bpmn:definitions.",
                    "Export it as BPMN 2.0 XML.",
                )
            ]
        )
    found = children(root, "process")
    named = [node for node in found if node.get("id") == process] if process else found
    marked = [node for node in named if is_true(node.get("isExecutable"))]
    filled = [node for node in named if any(local(part) in NODES for part in node.iterchildren("*"))]
    for candidates in (marked, filled, named):
        if len(candidates) == 1 or (candidates and process is None and candidates is marked):
            return candidates[0]
    if filled and process is None:
        return filled[0]  # a draft: BPMN-EXECUTABLE asks which one is meant
    message = f"The file has no process «{process}»." if process else "The file has no process."
    raise Refused([Fault(file, "", "BPMN-PROCESS", message, "Draw one, or check its id.")])


def read_process(root: etree._Element, process: etree._Element, file: str) -> Model:
    """The model of one process; ids that are missing are set in the tree."""
    notes = [*_executable(process), *give_ids(process, root)]
    references = References(root)
    beginning = _beginning(process, references)
    triggers = Triggers(root, references)
    lanes, members = _lanes(process, references)
    elements: dict[str, Element] = {}
    flows: dict[str, Flow] = {}
    for container, node in _nodes(process):
        kind = local(node)
        if kind == "sequenceFlow":
            flow = _flow(node, container, references)
            flows[flow.id] = flow
        else:
            parent = None if container is process else container.get("id")
            if parent is not None and node.get("id") not in members and elements[parent].lane:
                members[node.get("id", "")] = elements[parent].lane or ""
            notes += collection_notes(node, references)
            if node.get("id") in beginning:
                kind = "startEvent"
                message = "The receive task begins the process; it is read as a message start event."
                notes.append(Note(node.get("id", ""), "READ-RECEIVE", message))
            element = _element(node, kind, parent, members, references, triggers)
            elements[element.id] = element
    return Model(
        file,
        process.get("id", ""),
        process.get("name") or _pool_name(root, process.get("id", "")),
        elements,
        flows,
        lanes,
        root,
        process,
        (*notes, *triggers.notes),
    )


def _executable(process: etree._Element) -> Iterator[Note]:
    beside = process.getparent()
    several = beside is not None and len(children(beside, "process")) > 1
    if process.get("isExecutable") is None and not several:
        yield Note(
            process.get("id", ""),
            "READ-EXECUTABLE",
            "The process is not marked as executable; it is read as if it were.",
        )


def _beginning(process: etree._Element, references: References) -> frozenset[str]:
    """The receive tasks whose messages begin an instance: nothing leads to them."""
    led_to = {references.ident(flow.get("targetRef")) for flow in children(process, "sequenceFlow")}
    tasks = [node for node in children(process, "receiveTask") if is_true(node.get("instantiate"))]
    return frozenset(ident for node in tasks if (ident := node.get("id", "")) not in led_to)


def _nodes(process: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Flow nodes and flows of every level with what contains them, in document order of each level."""
    open_containers = [process]
    while open_containers:
        container = open_containers.pop(0)
        for node in container:
            if namespace(node) != BPMN:
                continue
            kind = local(node)
            if kind == "sequenceFlow" or kind in NODES:
                yield container, node
            if kind in SUB_PROCESSES:
                open_containers.append(node)


def _flow(node: etree._Element, container: etree._Element, references: References) -> Flow:
    condition = child(node, "conditionExpression")
    properties = properties_of(node)
    source = references.find(node.get("sourceRef"))
    default = references.ident(source.get("default")) if source is not None else ""
    return Flow(
        node.get("id", ""),
        node.get("name", ""),
        references.ident(node.get("sourceRef")),
        references.ident(node.get("targetRef")),
        feel(text_of(condition)),
        properties.get("bruecke.answer"),
        bool(default) and default == node.get("id"),
        properties,
        node.sourceline or 0,
    )


def _element(
    node: etree._Element,
    kind: str,
    parent: str | None,
    members: dict[str, str],
    references: References,
    triggers: Triggers,
) -> Element:
    form = extension(node, "formDefinition") if kind != "startEvent" else None
    said: dict[str, Any] = {"decision": None, "result": None}
    if kind in ACTIVITIES:
        said = read_activity(node, kind, references)
    elif kind.endswith("Event"):
        said |= _event(node, kind, triggers, references)
        said |= {key: value for key, value in read_activity(node, kind, references).items() if key in _IO}
    if local(node) in {"sendTask", "receiveTask"}:
        message = triggers.of_message(node)
        said["triggers"] = (message,) if message is not None else ()
    return Element(
        id=node.get("id", ""),
        kind=kind,
        name=node.get("name", ""),
        lane=members.get(node.get("id", "")),
        form=(form.get("formId") or form.get("formKey")) if form is not None else None,
        properties=properties_of(node),
        documentation=text_of(child(node, "documentation")) or "",
        line=node.sourceline or 0,
        parent=parent,
        **said,
    )


_IO = frozenset({"inputs", "outputs", "data_inputs", "data_outputs"})


def _event(node: etree._Element, kind: str, triggers: Triggers, references: References) -> dict[str, Any]:
    found: tuple[Trigger, ...] = triggers.of_event(node)
    interrupting = node.get("cancelActivity") if kind == "boundaryEvent" else node.get("isInterrupting")
    return {
        "triggers": found,
        "needs_all": is_true(node.get("parallelMultiple")) and len(found) > 1,
        "attached_to": references.ident(node.get("attachedToRef")) if kind == "boundaryEvent" else None,
        "is_interrupting": is_true(interrupting, default=True),
    }


def _lanes(process: etree._Element, references: References) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    members: dict[str, str] = {}
    for lane in process.iter(f"{{{BPMN}}}lane"):
        names[lane.get("id", "")] = lane.get("name", "")
        for reference in children(lane, "flowNodeRef"):
            members[references.ident(reference.text)] = lane.get("id", "")
    return names, members


def _pool_name(root: etree._Element, process: str) -> str:
    for pool in root.iter(f"{{{BPMN}}}participant"):
        if pool.get("processRef") == process:
            return pool.get("name") or ""
    return ""
