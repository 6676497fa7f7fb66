"""Models in which an event is broken: its timer never due, its message never heard, its condition never true."""

from collections.abc import Iterator

from api.stories.mutants.kind import Mutant
from api.stories.mutants.nodes import drop, named, node_of, nodes, written
from engine.bpmn.model import Element
from engine.bpmn.xml import read_xml
from engine.packages.package import Package

NEVER = {
    "date": "date(9999, 1, 1)",
    "duration": "({when}) * 1000",
    "cycle": '"R/9999-01-01/" + "P" + "1M"',
}
"""By the kind of timer, what comes after the life of whoever waits; no literal, for a release refuses those."""
CLOCK = ("bruecke.pauses", "bruecke.pauses_if", "bruecke.late", "bruecke.days", "bruecke.warns")


def event_mutants(package: Package, file: str) -> Iterator[Mutant]:
    """Of each element: its timer, message or condition silenced, what it interrupts changed, what it says of clocks left out."""
    for element in package.model.elements.values():
        if package.file_of(element.id) == file:
            yield from _silenced(package.files[file], file, element)
            yield from _turned(package, file, element)
            yield from _without_clock(package.files[file], file, element)


def _silenced(content: bytes, file: str, element: Element) -> Iterator[Mutant]:
    for trigger in element.triggers:
        root = read_xml(content, file)
        node = node_of(root, element.id)
        words = frozenset({element.id, element.parent or "", element.attached_to or ""}) - {""}
        if trigger.kind == "timer" and trigger.timer and trigger.when:
            tag = f"time{trigger.timer.capitalize()}"
            for text in nodes(node, tag):
                text.text = "=" + NEVER[trigger.timer].format(when=trigger.when.text)
            words |= {"wait", "on", "deadlines"}
            yield Mutant(file, element.id, "timer never due", written(root), words)
        elif trigger.kind == "conditional" and trigger.condition:
            for text in nodes(node, "condition"):
                text.text = f"=false and ({trigger.condition})"
            words |= named(trigger.condition)
            yield Mutant(file, element.id, "condition never true", written(root), words)
        elif trigger.kind == "message" and trigger.name and element.kind != "endEvent":
            for definition in nodes(node, "messageEventDefinition"):
                message = node_of(root, str(definition.get("messageRef")))
                message.set("name", f"{message.get('name')}_unheard")
            words |= {"message", trigger.name.text}
            yield Mutant(file, element.id, "message never heard", written(root), words)


def _turned(package: Package, file: str, element: Element) -> Iterator[Mutant]:
    """An event at a border or at the start of an event sub-process interrupts, or no longer does."""
    parent = package.model.elements.get(element.parent or "")
    begins = element.kind == "startEvent" and parent is not None and parent.is_event_sub_process
    if not element.triggers or not (begins or element.attached_to):
        return
    if any(trigger.kind == "error" for trigger in element.triggers):
        return  # an error always interrupts
    root = read_xml(package.files[file], file)
    attribute = "isInterrupting" if begins else "cancelActivity"
    node_of(root, element.id).set(attribute, "false" if element.is_interrupting else "true")
    change = "interrupts nothing" if element.is_interrupting else "interrupts"
    words = frozenset({element.id, element.parent or "", element.attached_to or ""}) - {""}
    yield Mutant(file, element.id, change, written(root), words)


def _without_clock(content: bytes, file: str, element: Element) -> Iterator[Mutant]:
    for name in CLOCK:
        if name not in element.properties:
            continue
        root = read_xml(content, file)
        for item in nodes(node_of(root, element.id), "property"):
            if item.get("name") == name:
                drop(item)
        words = frozenset({element.id, "deadlines", "wait", "on"})
        yield Mutant(file, element.id, f"{name} left out", written(root), words)
