"""A handover that nobody answers becomes somebody's task: a package that has handovers has the step in which that is done."""

from collections.abc import Iterator

from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.manifest import FILE, HANDOVER
from engine.packages.package import Package

_ESCALATED = ("case", HANDOVER, "escalated")
_REMEDY = (
    "Add an event sub-process whose start event interrupts nothing and has the condition "
    "=case.handover.escalated = true, with a user task for the role «{role}»."
)


def check_handovers(package: Package) -> Iterator[Fault]:
    """For each handover there is an event sub-process that begins when it escalates, with a task of the role it names."""
    starts = [item for item in package.model.elements.values() if _begins(package, item)]
    for name, rules in package.manifest.handovers.items():
        if not any(_asks(package, start, rules.escalates_to) for start in starts):
            message = (
                f"Nobody of «{rules.escalates_to}» gets a task when this handover is not answered in time."
            )
            remedy = _REMEDY.format(role=rules.escalates_to)
            yield Fault(FILE, f"handovers.{name}", "HANDOVER-ESCALATES", message, remedy)


def _begins(package: Package, element: Element) -> bool:
    """Whether it is the start of an event sub-process that waits for it beside everything else."""
    condition = package.conditions.get(element.id)
    parent = package.model.elements.get(element.parent or "")
    return (
        element.kind == "startEvent"
        and condition is not None
        and _ESCALATED in condition.names
        and parent is not None
        and parent.is_event_sub_process
        and not element.is_interrupting
    )


def _asks(package: Package, start: Element, role: str) -> bool:
    inside = [item for item in package.model.elements.values() if item.parent == start.parent]
    return any(item.kind == "userTask" and role in item.seats for item in inside)
