"""What a BPMN file must be like before it is read: what the runtime would drop or misread is refused by name."""

import re
from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extension_checks import check_extensions
from engine.bpmn.xml import BPMN, local, namespace
from engine.faults import Fault, Refused, a, sentence

NODES = frozenset(
    {"userTask", "businessRuleTask", "exclusiveGateway", "parallelGateway", "startEvent", "endEvent"}
)
"""What a package may use today."""
MAX_NODES = 400
MAX_FLOWS = 1_000
_ID = re.compile(r"[A-Za-z_][\w]*\Z", re.ASCII)
_RESERVED = frozenset({"Start", "End", "Root"})
_NOT_EXECUTED = frozenset(
    {
        "laneSet",
        "documentation",
        "extensionElements",
        "textAnnotation",
        "association",
        "group",
        "sequenceFlow",
    }
)
_NAMES = {
    "task": "task without a type",
    "manualTask": "manual task",
    "scriptTask": "script task",
    "serviceTask": "service task",
    "sendTask": "send task",
    "receiveTask": "receive task",
    "subProcess": "sub-process",
    "transaction": "transaction",
    "adHocSubProcess": "ad-hoc sub-process",
    "callActivity": "call activity",
    "inclusiveGateway": "inclusive gateway",
    "eventBasedGateway": "event-based gateway",
    "complexGateway": "complex gateway",
    "intermediateCatchEvent": "intermediate catch event",
    "intermediateThrowEvent": "intermediate throw event",
    "boundaryEvent": "boundary event",
    "dataObject": "data object",
    "dataObjectReference": "data object",
    "dataStoreReference": "data store",
}


def check_root(root: etree._Element, file: str, process: str | None) -> etree._Element:
    """The process to execute, or Refused."""
    if root.tag != f"{{{BPMN}}}definitions":
        raise Refused(
            [
                Fault(
                    file,
                    local(root),
                    "BPMN-ROOT",
                    "The file is not BPMN 2.0: its root is not bpmn:definitions.",
                    "Export the model as BPMN 2.0.",
                )
            ]
        )
    processes = root.findall(f"{{{BPMN}}}process")
    executable = [node for node in processes if node.get("isExecutable") != "false"]
    if process is not None:
        executable = [node for node in executable if node.get("id") == process]
    if not executable:
        wanted = f" with the id «{process}»" if process else ""
        raise Refused(
            [
                Fault(
                    file,
                    process or "",
                    "BPMN-PROCESS",
                    f"The file has no executable process{wanted}.",
                    "Set «executable» on the process and check its id.",
                )
            ]
        )
    return executable[0]


def check_structure(root: etree._Element, process: etree._Element, file: str) -> None:
    """Raises Refused with everything in the process that this version does not execute as the standard says."""
    faults = [
        *_ids(root, file),
        *_unknown_elements(process, file),
        *check_extensions(root, file),
        *_events(process, file),
        *_flow_ends(process, file),
        *_lane_members(process, file),
    ]
    if faults:
        raise Refused(faults)


def _ids(root: etree._Element, file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    count = flows = 0
    for node in root.iter(etree.Element):
        if namespace(node) != BPMN:
            continue
        tag, ident = local(node), node.get("id")
        count += tag in NODES
        flows += tag == "sequenceFlow"
        if ident is None:
            if tag in NODES or tag in {"sequenceFlow", "process", "lane"}:
                yield Fault(
                    file,
                    f"line {node.sourceline}",
                    "BPMN-ID",
                    sentence(f"{a(tag)} has no id"),
                    "Give it one that stays the same when the model changes.",
                )
            continue
        if ident in seen:
            yield Fault(
                file, ident, "BPMN-ID", f"The id «{ident}» stands twice.", "Ids are unique in a file."
            )
        seen.add(ident)
        if tag in NODES and (not _ID.match(ident) or ident in _RESERVED or len(ident) > 100):
            yield Fault(
                file,
                ident,
                "X1",
                f"«{ident}» can't be the id of an element.",
                "Use letters, digits and _, beginning with a letter; not Start, End or Root; at most 100 characters.",
            )
    if count > MAX_NODES:
        yield Fault(
            file,
            "",
            "BPMN-SIZE",
            f"The model has {count} elements, {MAX_NODES} are allowed.",
            "Move a part of it into a model of its own.",
        )
    if flows > MAX_FLOWS:
        yield Fault(
            file,
            "",
            "BPMN-SIZE",
            f"The model has {flows} sequence flows, {MAX_FLOWS} are allowed.",
            "Let a decision table choose between that many answers.",
        )


def _unknown_elements(process: etree._Element, file: str) -> Iterator[Fault]:
    for node in process:
        tag = local(node)
        if namespace(node) != BPMN:
            yield Fault(
                file,
                node.get("id") or f"line {node.sourceline}",
                "BPMN-FOREIGN",
                f"«{tag}» of the namespace {namespace(node)} is not BPMN.",
                "Remove it, or put it into extensionElements if it is a note.",
            )
        elif tag not in NODES and tag not in _NOT_EXECUTED:
            name = _NAMES.get(tag, tag)
            yield Fault(
                file,
                node.get("id") or f"line {node.sourceline}",
                "BPMN-SERVED",
                sentence(f"{a(name)} is not executed by this version"),
                "Executed are: start and end events without trigger, user tasks, business rule tasks, exclusive and "
                "parallel gateways.",
            )
        for child in node:
            if local(child) in {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}:
                yield Fault(
                    file,
                    node.get("id", ""),
                    "BPMN-SERVED",
                    "A loop on an activity is not executed by this version.",
                    "Model the repetition with an exclusive gateway and a flow back.",
                )
            elif local(child) in {
                "ioSpecification",
                "dataInputAssociation",
                "dataOutputAssociation",
                "property",
            }:
                yield Fault(
                    file,
                    node.get("id", ""),
                    "BPMN-SERVED",
                    f"{local(child)} is not executed by this version.",
                    "Use the fields of the form and the records of the case.",
                )
        if node.get("isForCompensation") == "true":
            yield Fault(
                file,
                node.get("id", ""),
                "BPMN-SERVED",
                "Compensation is not executed.",
                "Model the way back as tasks.",
            )
        for quantity in ("startQuantity", "completionQuantity"):
            if node.get(quantity) not in {None, "1"}:
                yield Fault(
                    file,
                    node.get("id", ""),
                    "BPMN-SERVED",
                    f"{quantity} other than 1 is not executed.",
                    "Use a parallel gateway.",
                )


def _events(process: etree._Element, file: str) -> Iterator[Fault]:
    starts = process.findall(f"{{{BPMN}}}startEvent")
    if len(starts) != 1:
        yield Fault(
            file,
            process.get("id", ""),
            "EVT-1",
            f"The process has {len(starts)} start events, exactly one is executed.",
            "Give the process one start event.",
        )
    if process.find(f"{{{BPMN}}}endEvent") is None:
        yield Fault(
            file, process.get("id", ""), "EVT-2", "The process has no end event.", "End every branch in one."
        )
    for tag in ("startEvent", "endEvent"):
        for event in process.findall(f"{{{BPMN}}}{tag}"):
            for child in event:
                if local(child).endswith("EventDefinition") or local(child) == "eventDefinitionRef":
                    yield Fault(
                        file,
                        event.get("id", ""),
                        "BPMN-SERVED",
                        f"An event with {local(child)} is not executed by this version.",
                        "Use an event without trigger.",
                    )


def _flow_ends(process: etree._Element, file: str) -> Iterator[Fault]:
    nodes = {node.get("id"): local(node) for node in process if local(node) in NODES}
    for flow in process.findall(f"{{{BPMN}}}sequenceFlow"):
        for attribute in ("sourceRef", "targetRef"):
            if flow.get(attribute) not in nodes:
                yield Fault(
                    file,
                    flow.get("id") or f"line {flow.sourceline}",
                    "BPMN-FLOW",
                    f"The flow's {attribute} «{flow.get(attribute)}» is no element of this process.",
                    "Connect the flow anew.",
                )
        condition = flow.find(f"{{{BPMN}}}conditionExpression")
        language = condition.get("language", "feel") if condition is not None else "feel"
        if language.rsplit("/", 1)[-1].lower() not in {"feel", ""}:
            yield Fault(
                file,
                flow.get("id", ""),
                "FEEL-ONLY",
                f"The condition is written in {language}.",
                "Write it in FEEL.",
            )


def _lane_members(process: etree._Element, file: str) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for lane in process.iter(f"{{{BPMN}}}lane"):
        if lane.find(f"{{{BPMN}}}childLaneSet") is not None:
            continue
        for ref in lane.findall(f"{{{BPMN}}}flowNodeRef"):
            node = (ref.text or "").strip()
            if node in seen:
                yield Fault(
                    file,
                    node,
                    "LANE-ONE",
                    f"«{node}» lies in two lanes.",
                    "Leave it in the lane of who does it.",
                )
            seen[node] = lane.get("id", "")
