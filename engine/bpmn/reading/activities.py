"""What an activity says beyond its kind: mappings, loops, calls, scripts, jobs, data associations."""

import json
from collections.abc import Mapping
from typing import Any

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.model import Call, JobKind, Loop, VariableMapping, feel, literal
from engine.bpmn.reading.collections import collections_of
from engine.bpmn.reading.references import References, child, children, is_true, text_of
from engine.bpmn.xml import ZEEBE, local, namespace

_STANDARD, _MULTIPLE = "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"


def read_activity(node: etree._Element, kind: str, references: References) -> dict[str, Any]:
    """The fields of an `Element` that an activity fills."""
    script, result = _script(node)
    decision = extension(node, "calledDecision")
    completion = child(node, "completionCondition")
    chosen = extension(node, "adHoc")
    found: dict[str, Any] = {
        "loop": _loop(node, references),
        "inputs": _mappings(node, "input"),
        "outputs": _mappings(node, "output"),
        "data_inputs": _associations(node, "dataInputAssociation", references),
        "data_outputs": _associations(node, "dataOutputAssociation", references),
        "job": _job(node),
        "call": _call(node, references) if kind == "callActivity" else None,
        "script": script,
        "result": decision.get("resultVariable") if decision is not None else result,
        "decision": decision.get("decisionId") if decision is not None else None,
        "is_event_sub_process": is_true(node.get("triggeredByEvent")),
        "completion": feel(text_of(completion)),
        "cancels_remaining": is_true(node.get("cancelRemainingInstances"), default=True),
        "chosen": feel(chosen.get("activeElementsCollection")) if chosen is not None else None,
    }
    return found


def _mappings(node: etree._Element, tag: str) -> tuple[VariableMapping, ...]:
    holder = extension(node, "ioMapping")
    if holder is None:
        return ()
    return tuple(
        VariableMapping(_source(item.get("source")), item.get("target", ""))
        for item in holder
        if namespace(item) == ZEEBE and local(item) == tag
    )


def _source(text: str | None) -> str:
    """FEEL after «=», else a text as it stands (as in Zeebe), null where nothing is written."""
    if text is None or not text.strip():
        return "null"
    return feel(text) or "null" if text.lstrip().startswith("=") else json.dumps(text, ensure_ascii=False)


def _script(node: etree._Element) -> tuple[str | None, str | None]:
    own = extension(node, "script")
    plain = feel(text_of(child(node, "script")))
    if own is None:
        return plain, None
    return feel(own.get("expression")) or plain, own.get("resultVariable")


def _job(node: etree._Element) -> JobKind | None:
    definition = extension(node, "taskDefinition")
    kind = literal(definition.get("type")) if definition is not None else None
    if definition is None or kind is None:
        return None
    holder = extension(node, "taskHeaders")
    headers = (
        tuple((item.get("key", ""), item.get("value", "")) for item in holder) if holder is not None else ()
    )
    return JobKind(kind, literal(definition.get("retries")), headers)


def _call(node: etree._Element, references: References) -> Call | None:
    called = extension(node, "calledElement")
    if called is None:
        own = node.get("calledElement")
        name = literal(references.ident(own)) if own else None
        return Call(name) if name is not None else None
    process = literal(called.get("processId"))
    if process is None:
        return None
    return Call(
        process,
        called.get("bindingType", "latest"),
        called.get("versionTag"),
        is_true(called.get("propagateAllParentVariables"), default=True),
        is_true(called.get("propagateAllChildVariables"), default=True),
    )


def _loop(node: etree._Element, references: References) -> Loop | None:
    standard = child(node, _STANDARD)
    if standard is not None:
        maximum = standard.get("loopMaximum")
        return Loop(
            "standard",
            condition=feel(text_of(child(standard, "loopCondition"))),
            test_before=is_true(standard.get("testBefore")),
            maximum=int(maximum) if maximum and maximum.strip().isdecimal() else None,
        )
    multiple = child(node, _MULTIPLE)
    if multiple is None:
        return None
    zeebe = extension(multiple, "loopCharacteristics")
    said: Mapping[str, str] = dict(zeebe.attrib) if zeebe is not None else {}
    named = collections_of(node, references)
    return Loop(
        "sequential" if is_true(multiple.get("isSequential")) else "parallel",
        collection=feel(said.get("inputCollection")) or named.collection,
        cardinality=feel(text_of(child(multiple, "loopCardinality"))),
        item=said.get("inputElement") or named.item,
        output_collection=said.get("outputCollection") or named.output_collection,
        output_item=feel(said.get("outputElement")) or named.output_item,
        condition=feel(text_of(child(multiple, "completionCondition"))),
    )


def _associations(node: etree._Element, tag: str, references: References) -> tuple[tuple[str, str], ...]:
    """Pairs of variable names that a data association copies; arrows that are only drawn copy nothing."""
    found = []
    for association in children(node, tag):
        ends = (text_of(child(association, "sourceRef")), text_of(child(association, "targetRef")))
        source, target = (_variable(end, references) for end in ends)
        if source and target and source != target:
            found.append((source, target))
    return tuple(found)


def _variable(reference: str | None, references: References) -> str | None:
    """The variable that stands for a data object, or for an input or output of an activity."""
    node = references.find(reference)
    if node is None:
        return None
    if local(node) == "dataObjectReference":
        target = references.find(node.get("dataObjectRef"), "dataObject")
        return (target.get("name") if target is not None else None) or node.get("name") or node.get("id")
    if local(node) in {"dataObject", "dataInput", "dataOutput"}:
        return node.get("name") or node.get("id")
    return None  # a data store, or a place that a modeller keeps for an arrow
