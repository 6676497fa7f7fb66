"""Our models in the dialect of stock SpiffWorkflow: Python for FEEL, its own loops, calls and mappings.

Only what has a counterpart is translated; the rest stays and stock says what it makes of it. Keys of
messages have none: stock correlates by properties of the payload, and takes any message while there are none.
"""

import re

from lxml import etree

from tests.conformance.shapes import BPMN, ZEEBE

SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
B, Z = f"{{{BPMN}}}", f"{{{ZEEBE}}}"
FLOW_NODES = [
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "sendTask",
    "receiveTask",
    "scriptTask",
    "businessRuleTask",
    "subProcess",
    "adHocSubProcess",
    "callActivity",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
]
WORDS = (
    (r"(?<![<>=!])=(?!=)", "=="),
    (r"\btrue\b", "True"),
    (r"\bfalse\b", "False"),
    (r"\bnull\b", "None"),
    (r"\blist contains\((.*?), (.*?)\)", r"(\2 in \1)"),
    (r"\bappend\((.*?), (.*?)\)", r"(\1 + [\2])"),
    (r"\b(?:date|duration)\((.*?)\)", r"\1"),
    (r"\bif (.*?) then (.*?) else (.*)", r"(\2 if \1 else \3)"),
)


def python_of(feel: str) -> str:
    """A simple FEEL expression in Python."""
    text = feel.strip().removeprefix("=").strip()
    for pattern, replacement in WORDS:
        text = re.sub(pattern, replacement, text)
    return text


def in_stock_dialect(xml: bytes) -> etree._Element:
    """The model as stock would have it."""
    top = etree.fromstring(xml)
    for element in top.iter(f"{B}conditionExpression", f"{B}loopCondition", f"{B}condition"):
        element.text = python_of(element.text or "")
    for element in top.iter(f"{B}completionCondition", f"{B}loopCardinality"):
        element.text = python_of(element.text or "")
    for element in top.iter(f"{B}timeDuration", f"{B}timeDate", f"{B}timeCycle"):
        text = element.text or ""
        element.text = python_of(text) if text.startswith("=") else repr(text)
    for task in top.iter(f"{B}scriptTask"):
        _script(task)
    for call in top.iter(f"{B}callActivity"):
        called = call.find(f".//{Z}calledElement")
        if called is not None:
            call.set("calledElement", called.get("processId", ""))
    for loop in top.iter(f"{B}multiInstanceLoopCharacteristics"):
        _instances(loop)
    for mapping in list(top.iter(f"{Z}ioMapping")):
        _mappings(mapping)
    _incoming(top)
    return top


def has_mappings(top: etree._Element) -> bool:
    """Whether the model needs the parser that knows scripts before and after a task."""
    return next(top.iter(f"{{{SPIFF}}}preScript", f"{{{SPIFF}}}postScript"), None) is not None


def _script(task: etree._Element) -> None:
    zeebe = task.find(f".//{Z}script")
    own = task.find(f"{B}script")
    result = None if zeebe is None else zeebe.get("resultVariable")
    text = own.text if own is not None else None if zeebe is None else zeebe.get("expression")
    if text is None:
        return
    if own is None:
        own = etree.SubElement(task, f"{B}script")
    if result is not None:
        own.text = f"{result} = {python_of(text)}"
    else:
        own.text = re.sub(r"(\w+): ([^,}]+)(?:, )?", r"\1 = \2\n", text.strip("{}"))


def _instances(loop: etree._Element) -> None:
    zeebe = loop.find(f".//{Z}loopCharacteristics")
    if zeebe is None:
        return
    collection = python_of(zeebe.get("inputCollection", "[]"))
    simple = collection.isidentifier()
    value = python_of(zeebe.get("outputElement", ""))
    parts: list[tuple[str, str | None, str | None]] = [
        ("loopDataInputRef", collection, None) if simple else ("loopCardinality", f"len({collection})", None)
    ]
    if zeebe.get("outputCollection") and value.isidentifier():
        parts.append(("loopDataOutputRef", zeebe.get("outputCollection"), None))
    if zeebe.get("inputElement") and simple:
        parts.append(("inputDataItem", None, zeebe.get("inputElement")))
    if zeebe.get("outputCollection") and value.isidentifier():
        parts.append(("outputDataItem", None, value))
    for position, (tag, text, name) in enumerate(parts):
        element = etree.Element(f"{B}{tag}")
        element.text = text
        if name is not None:
            element.set("id", name)
            element.set("name", name)
        loop.insert(position, element)


def _mappings(mapping: etree._Element) -> None:
    """Inputs become a script before, outputs one after; stock has no local variables."""
    extensions = mapping.getparent()
    assert extensions is not None
    for kind, tag in (("input", "preScript"), ("output", "postScript")):
        lines = [
            f"{element.get('target')} = {python_of(element.get('source', ''))}"
            for element in mapping.findall(f"{Z}{kind}")
        ]
        if lines:
            etree.SubElement(extensions, f"{{{SPIFF}}}{tag}").text = "\n".join(lines)


def _incoming(top: etree._Element) -> None:
    nodes = {element.get("id"): element for tag in FLOW_NODES for element in top.iter(f"{B}{tag}")}
    for flow in top.iter(f"{B}sequenceFlow"):
        for tag, end in (("outgoing", "sourceRef"), ("incoming", "targetRef")):
            node = nodes.get(flow.get(end))
            if node is not None:
                etree.SubElement(node, f"{B}{tag}").text = flow.get("id")
