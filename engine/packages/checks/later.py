"""What packages may not use yet, in one list: the engine keeps no rows for it, or it would hold data about the person.

The runtime executes it in a single model; a case would lose it or show it to nobody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from engine.bpmn.model import Element
from engine.bpmn.validation.view import is_executable
from engine.bpmn.xml import BPMN, ZEEBE, local
from engine.faults import Fault, a, sentence
from engine.packages.checks.faults import fault
from engine.packages.package import Package


@dataclass(frozen=True, slots=True)
class Later:
    """One entry: what it is called, the way out, and where it stands."""

    name: str
    remedy: str
    stands: Callable[[Element], bool]


def _kind(*kinds: str) -> Callable[[Element], bool]:
    return lambda element: element.kind in kinds


def _trigger(kind: str) -> Callable[[Element], bool]:
    return lambda element: (
        element.kind.endswith("Event") and any(trigger.kind == kind for trigger in element.triggers)
    )


def _loop(*kinds: str) -> Callable[[Element], bool]:
    return lambda element: element.loop is not None and element.loop.kind in kinds


def _is_for_each(element: Element) -> bool:
    """A user task for each item of a list: nothing of it is a variable (checks/rounds.py)."""
    loop = element.loop
    return (
        element.kind == "userTask"
        and loop is not None
        and loop.kind == "parallel"
        and bool(loop.collection)
        and not (loop.output_collection or loop.output_item or loop.condition)
    )


def _begins(element: Element) -> bool:
    """Whether a case begins there."""
    return element.kind == "startEvent" and element.parent is None


_BY_PEOPLE = "Let a person do it: a user task with a form."
LATER: tuple[Later, ...] = (
    Later("service task", _BY_PEOPLE, _kind("serviceTask")),
    Later("send task", _BY_PEOPLE, _kind("sendTask")),
    Later("receive task", "Let a person put on record what came in, in a user task.", _kind("receiveTask")),
    Later(
        "script task",
        "Compute it in a decision (DMN) of a business rule task, which writes to a record.",
        _kind("scriptTask"),
    ),
    Later(
        "ad-hoc sub-process",
        "Draw its tasks behind an inclusive gateway, with their conditions.",
        _kind("adHocSubProcess"),
    ),
    Later("event-based gateway", "Ask in a user task what has happened.", _kind("eventBasedGateway")),
    Later(
        "timer that begins a case",
        "Let a person open the case.",
        lambda element: (
            element.kind == "startEvent" and element.parent is None and _trigger("timer")(element)
        ),
    ),
    Later(
        "message that is sent, or begins a case",
        "Pass facts on by a packet; whoever sends a message opens the case.",
        lambda element: (
            (element.kind in {"endEvent", "intermediateThrowEvent"} or _begins(element))
            and _trigger("message")(element)
        ),
    ),
    Later("signal event", "Use an escalation inside the case, or a user task.", _trigger("signal")),
    Later(
        "conditional event on the way",
        "Use a fact gateway: it waits until the record is there.",
        lambda element: element.kind != "startEvent" and _trigger("conditional")(element),
    ),
    Later(
        "multi-instance activity of this kind",
        "Possible is a user task, all at once, for each item of one list on record (inputCollection), without outputs and "
        "conditions; or draw the repetition with an exclusive gateway and a flow back.",
        lambda element: _loop("parallel", "sequential")(element) and not _is_for_each(element),
    ),
    Later(
        "loop on an activity",
        "Draw the repetition with an exclusive gateway and a flow back.",
        _loop("standard"),
    ),
    Later(
        "job of a worker",
        "Name a decision of the package in zeebe:calledDecision.",
        lambda element: element.job is not None and element.kind == "businessRuleTask",
    ),
    Later(
        "mapping of variables",
        "Remove it: answers and results go on record, and expressions read case.<record>.<field>.",
        lambda element: bool(element.inputs or element.outputs),
    ),
    Later(
        "copy from or to a data object",
        "Draw the data object without input and output: answers and results go on record.",
        lambda element: bool(element.data_inputs or element.data_outputs),
    ),
)
EXTENSIONS = frozenset({"userTask", "formDefinition", "calledDecision", "properties", "versionTag"})
"""The `zeebe:` elements that a package may use; those of the entries above are told by them."""
_TOLD = frozenset({"taskDefinition", "ioMapping", "calledElement", "script", "loopCharacteristics", "adHoc"})
_WAYS_OUT = {
    "assignmentDefinition": "The lane says who does it: put the task into the lane of its role.",
    "taskSchedule": "Name the deadline in the help of the task.",
    "priorityDefinition": "Remove it: worklists are in the order of time.",
}


def check_later(package: Package) -> Iterator[Fault]:
    """Everything of the list that the model uses, element by element (PKG-LATER)."""
    for element in package.model.elements.values():
        for entry in LATER:
            if entry.stands(element):
                yield _fault(package, element.id, entry.name, entry.remedy)
    yield from _extensions(package)
    yield from _other_processes(package)


def _extensions(package: Package) -> Iterator[Fault]:
    for holder in package.model.process_node.iter(f"{{{BPMN}}}extensionElements"):
        owner = holder.getparent()
        for item in holder.iterchildren(f"{{{ZEEBE}}}*"):
            tag = local(item)
            if tag in EXTENSIONS | _TOLD or owner is None:
                continue
            remedy = _WAYS_OUT.get(tag, "Remove it from the element.")
            yield _fault(package, owner.get("id", ""), f"zeebe:{tag}", remedy)


def _other_processes(package: Package) -> Iterator[Fault]:
    model = package.model
    if not is_executable(model.process_node):
        yield fault(
            package,
            model.process,
            "BPMN-EXECUTABLE",
            f"The process «{model.process}» of package.yaml is not executable.",
            "Set «executable» on it.",
        )
    for other in model.root.iterchildren(f"{{{BPMN}}}process"):
        if other is not model.process_node and is_executable(other):
            name = "second executable process"
            remedy = "Set isExecutable to false on it if it describes a partner, or move it to a package of its own."
            yield _fault(package, other.get("id", ""), name, remedy)


def _fault(package: Package, place: str, name: str, remedy: str) -> Fault:
    what = name if name.startswith("zeebe:") else a(name)
    return fault(package, place, "PKG-LATER", sentence(f"{what} is not possible in a package yet"), remedy)
