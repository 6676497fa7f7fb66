"""Who is passed on without a consent is told: a package that allows it has the step in which that is done (X14)."""

from collections.abc import Iterator

from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.manifest import FILE
from engine.packages.package import Package
from engine.packages.targets import writes_of

UNINFORMED = ("uninformed_exchange", "to_inform")
"""Record and field that sending without a consent puts on record: true until the person is informed."""
_KEY = "disclosures.mutual_assistance"
_REMEDY = (
    "Add an event sub-process whose start event interrupts nothing and has the condition "
    "=case.uninformed_exchange.to_inform = true, with a user task whose form writes "
    "uninformed_exchange.to_inform (false), informed_on and informed_how."
)


def check_disclosures(package: Package) -> Iterator[Fault]:
    """With mutual assistance, an event sub-process begins on what sending puts on record, and a form in it answers."""
    if package.manifest.disclosures.mutual_assistance is None:
        return
    starts = [item for item in package.model.elements.values() if _begins(package, item)]
    if not starts:
        message = (
            "Nothing begins when facts were passed on without a consent: nobody would inform the person."
        )
        yield Fault(FILE, _KEY, "X14", message, _REMEDY)
    elif not any(_informs(package, start) for start in starts):
        message = f"No form behind «{starts[0].id}» writes uninformed_exchange.to_inform: the person would stay uninformed."
        yield Fault(FILE, _KEY, "X14", message, _REMEDY)


def written_by_sending(package: Package) -> set[tuple[str, str]]:
    """What is on record before any step writes it, because a packet was sent."""
    return {UNINFORMED} if package.manifest.disclosures.mutual_assistance else set()


def _begins(package: Package, element: Element) -> bool:
    """Whether it is the start of an event sub-process that waits for this record beside everything else."""
    condition = package.conditions.get(element.id)
    parent = package.model.elements.get(element.parent or "")
    return (
        element.kind == "startEvent"
        and condition is not None
        and ("case", *UNINFORMED) in condition.names
        and parent is not None
        and parent.is_event_sub_process
        and not element.is_interrupting
    )


def _informs(package: Package, start: Element) -> bool:
    inside = [item for item in package.model.elements.values() if item.parent == start.parent]
    return any(item.kind == "userTask" and UNINFORMED in writes_of(package, item) for item in inside)
