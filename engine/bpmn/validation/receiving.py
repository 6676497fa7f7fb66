"""A receive task that begins a process is the same as a message start event; it can't be more."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.view import View, is_instantiating, is_repeated
from engine.bpmn.xml import local


@rule(
    "RECEIVE-START",
    "fault",
    "A receive task that begins a process is like a start event.",
    "BPMN 2.0.2, 10.3.3, instantiate; 13.2",
)
def start(view: View) -> Iterator[Hit]:
    for task in view.all("receiveTask"):
        for what, remedy in _more(view, task) if is_instantiating(task) else ():
            yield Hit(task, f"A receive task that begins the process {what}.", remedy)


def _more(view: View, task: etree._Element) -> Iterator[tuple[str, str]]:
    """What a receive task has that a start event can't have, and the way out."""
    holder = task.getparent()
    if holder is not None and local(holder) != "process":
        yield "stands inside a sub-process", "Set instantiate to false: there it waits for its message."
    if view.incoming.get(task):
        yield (
            "has an incoming sequence flow",
            "Set instantiate to false if it waits for its message, or let the flow lead to the element after it.",
        )
    if view.boundaries.get(task):
        yield (
            "has a boundary event, but is over as soon as it begins",
            "Attach the event to the element after it.",
        )
    if is_repeated(task):
        yield "repeats, but only one message begins it", "Remove the loop, or put it on the element after it."
    if any(local(child) == "input" for child in _mappings(task)):
        yield "has an input mapping, but there are no variables before it", "Use output mappings."


def _mappings(task: etree._Element) -> Iterator[etree._Element]:
    holder = extension(task, "ioMapping")
    return iter(()) if holder is None else holder.iterchildren("*")


RULES = (start,)
