"""What a model says is in the spec that was built of it, or the deployment is refused: nothing is dropped in silence.

The rules of engine/bpmn/validation refuse by name what is known not to run. This is the net below them: it compares
the file with what the runtime will execute, whatever the reason for a difference.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine.bpmn.extensions import NODES, SUB_PROCESSES
from engine.bpmn.specs import ProcessSpec
from engine.bpmn.specs.activities import Job, Receive, Rule, Script, Send
from engine.bpmn.specs.events import Catch, Throw
from engine.bpmn.specs.loops import Repeated
from engine.bpmn.specs.node import Node
from engine.bpmn.specs.scopes import CallActivity
from engine.bpmn.xml import BPMN, ZEEBE, local, namespace
from engine.faults import Fault

_DRAWN = frozenset(
    {
        "artifact", "association", "auditing", "category", "correlationSubscription", "dataInput", "dataInputAssociation",
        "dataObject", "dataObjectReference", "dataOutput", "dataOutputAssociation", "dataStoreReference", "documentation",
        "extensionElements", "group", "humanPerformer", "incoming", "inputSet", "ioSpecification", "laneSet", "monitoring",
        "outgoing", "outputSet", "performer", "potentialOwner", "property", "resourceRole", "supportedInterfaceRef",
        "supports", "textAnnotation", "completionCondition", "conditionExpression", "loopCardinality", "script",
        "eventDefinitionRef", "rendering", "standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "ioBinding",
    }
)  # fmt: skip
"""Children without a life of their own: they are read with what holds them, or only describe."""
_WITHOUT_EFFECT = {
    "assignmentDefinition": "whoever holds the task's role does it",
    "taskSchedule": "its dates are not watched",
    "priorityDefinition": "lists are in the order in which tasks opened",
}


def unrepresented(process: etree._Element, spec: ProcessSpec, file: str) -> Iterator[Fault]:
    """Whatever of a process is not in its spec, each as a fault that refuses the deployment."""
    for place, what in _differences(process, spec):
        yield Fault(
            file,
            place,
            "NOT-REPRESENTED",
            f"{what} would be lost: the runtime has nothing that stands for it.",
            "Remove it, or write it as described in engine/bpmn/README.md.",
        )


def without_effect(process: etree._Element, file: str) -> Iterator[Fault]:
    """What is read and kept, but changes nothing in how a single model runs: told, not refused."""
    for node in process.iter(f"{{{ZEEBE}}}*"):
        effect = _WITHOUT_EFFECT.get(local(node))
        owner = node.getparent()
        holder = owner.getparent() if owner is not None else None
        if effect is not None and holder is not None:
            yield Fault(
                file,
                holder.get("id") or f"line {holder.sourceline}",
                "NO-EFFECT",
                f"zeebe:{local(node)} has no effect here: {effect}.",
                "Nothing has to be done; put the model into a package to say who does what.",
            )


def _differences(process: etree._Element, spec: ProcessSpec) -> Iterator[tuple[str, str]]:
    ways = {way.id for node in spec.task_specs.values() for way in getattr(node, "ways", ())}
    containers = [process]
    while containers:
        container = containers.pop()
        for node in container:
            if namespace(node) != BPMN:
                continue
            tag, ident = local(node), node.get("id") or f"line {node.sourceline}"
            if tag == "sequenceFlow":
                if ident not in ways:
                    yield ident, "The sequence flow"
            elif tag in NODES:
                found = spec.task_specs.get(ident)
                if not isinstance(found, Node):
                    yield ident, f"The {tag}"
                else:
                    yield from ((ident, what) for what in _of_node(node, found))
            elif tag not in _DRAWN:
                yield ident, f"The {tag}"
            if tag in SUB_PROCESSES:
                containers.append(node)


def _of_node(node: etree._Element, spec: Any) -> Iterator[str]:
    inner = getattr(spec, "inner", spec)
    definitions = [
        child
        for child in node
        if local(child).endswith("EventDefinition") or local(child) == "eventDefinitionRef"
    ]
    triggers = 0 if local(node) == "receiveTask" else _triggers(spec)
    if len(definitions) != triggers:
        yield f"{len(definitions)} event definitions against {triggers}"
    for child in node:
        if (local(child).endswith("LoopCharacteristics") and not isinstance(spec, Repeated)) or (
            namespace(child) == BPMN and not _is_known(node, child)
        ):
            yield f"The {local(child)}"
    if node.get("default") and not any(way.is_default for way in spec.ways):
        yield "The default flow"
    yield from _of_extensions(node, inner)


def _triggers(spec: Any) -> int:
    if isinstance(spec, Receive | Send | Repeated):
        return 0  # a message named by an attribute
    if isinstance(spec, Catch):
        return len(spec.waiting)
    if isinstance(spec, Throw):
        return len(spec.thrown)
    return len(spec.element.triggers) if spec.element.kind.endswith("Event") else 0


def _is_known(node: etree._Element, child: etree._Element) -> bool:
    tag = local(child)
    return tag in _DRAWN or tag.endswith("EventDefinition") or local(node) in SUB_PROCESSES


def _of_extensions(node: etree._Element, spec: Any) -> Iterator[str]:
    for child in node.iterfind(f"{{{BPMN}}}extensionElements/{{{ZEEBE}}}*"):
        tag = local(child)
        if tag == "taskDefinition" and not isinstance(spec, Job):
            yield "The job of zeebe:taskDefinition"
        elif tag == "script" and not isinstance(spec, Script):
            yield "The zeebe:script"
        elif tag == "calledDecision" and not isinstance(spec, Rule):
            yield "The zeebe:calledDecision"
        elif tag == "calledElement" and not isinstance(spec, CallActivity):
            yield "The zeebe:calledElement"
        elif tag == "formDefinition" and local(node) != "startEvent" and not spec.element.form:
            yield "The form of zeebe:formDefinition"
        elif tag == "ioMapping":
            mapped = len(spec.input_mappings) + len(spec.output_mappings)
            if mapped != sum(1 for part in child if namespace(part) == ZEEBE):
                yield "A mapping of zeebe:ioMapping"
