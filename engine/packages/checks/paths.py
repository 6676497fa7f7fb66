"""Every path leads from the one start to an end with an outcome, and everything is drawn."""

from collections.abc import Iterator

from engine.bpmn.extensions import ACTIVITIES, GATEWAYS
from engine.bpmn.model import Element, Model
from engine.bpmn.xml import BPMNDI
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.checks.ways import reached
from engine.packages.package import Package


def check_starts(package: Package) -> Iterator[Fault]:
    """The process has one start event, every sub-process with content one too."""
    model = package.model
    for scope, parts in model.content.items():
        count = sum(part.kind == "startEvent" for part in parts)
        if scope is not None and (not parts or model.elements[scope].kind == "adHocSubProcess"):
            continue
        if count != 1:
            where = "process" if scope is None else "sub-process"
            yield fault(
                package,
                scope or model.process,
                "EVT-1",
                f"The {where} has {count or 'no'} start event{'s' if count > 1 else ''}.",
                "Give it one start event; several beginnings join behind it in an exclusive gateway.",
            )


def check_paths(package: Package) -> Iterator[Fault]:
    """Flows lead on from everything but ends, and to everything but the start."""
    model = package.model
    for element in model.elements.values():
        flows = model.outgoing[element.id]
        if element.kind == "endEvent" or element.is_event_sub_process or _jumps(element):
            continue
        if not flows and not _is_in_ad_hoc(model, element):
            yield fault(
                package, element.id, "EVT-2", "The branch ends here without an end event.", "Add one."
            )
        elif len(flows) > 1 and element.kind not in GATEWAYS:
            yield fault(
                package,
                element.id,
                "ACT-3" if element.kind in ACTIVITIES else "SEQ-2",
                "Several flows leave this element.",
                "Put a gateway behind it that says which.",
            )
    lost = set(model.elements) - reached(model)
    for ident in model.elements:
        if ident in lost and not _follows(model, ident, lost):
            yield _unreachable(package, model.elements[ident])


def _jumps(element: Element) -> bool:
    return element.kind == "intermediateThrowEvent" and any(t.kind == "link" for t in element.triggers)


def _is_in_ad_hoc(model: Model, element: Element) -> bool:
    return element.parent is not None and model.elements[element.parent].kind == "adHocSubProcess"


def _follows(model: Model, ident: str, lost: set[str]) -> bool:
    """Whether something lost stands before it, which is told already."""
    element = model.elements[ident]
    if element.parent in lost or element.attached_to in lost:
        return True
    return any(flow.source in lost for flow in model.incoming[ident])


def _unreachable(package: Package, element: Element) -> Fault:
    caught = [trigger for trigger in element.triggers if trigger.kind in {"error", "escalation"}]
    if caught and not element.kind.startswith("end"):
        return fault(
            package,
            element.id,
            "BPMN-REACH",
            f"Nothing on a path from the start throws the {caught[0].kind} «{caught[0].code or 'any'}» that is caught here.",
            "Throw it with an event of the same code inside, or remove what catches it.",
        )
    return fault(
        package, element.id, "BPMN-REACH", "No path from the start leads here.", "Connect it or remove it."
    )


def check_ends(package: Package) -> Iterator[Fault]:
    """Every end of the process says its outcome, no other end does (X11).

    An error is no end: what catches it leads to one. What an event begins beside the process may say one: it may be its
    last act, or leave the outcome that was reached before.
    """
    model = package.model
    for element in model.elements.values():
        if element.kind != "endEvent":
            continue
        says = "bruecke.outcome" in element.properties
        if _is_beside(model, element):
            continue
        ends_case = _ends_case(model, element)
        if ends_case and not says:
            yield fault(package, element.id, "X11", "The end says no outcome.", "Set bruecke.outcome.")
        elif says and not ends_case:
            yield fault(
                package,
                element.id,
                "X11",
                "The end says an outcome of the case, but the case goes on behind it.",
                "Remove bruecke.outcome here; the end of the process says it.",
            )


def _is_beside(model: Model, end: Element) -> bool:
    scope = model.elements[end.parent] if end.parent else None
    if scope is None or not scope.is_event_sub_process or scope.parent is not None:
        return False
    starts = [part for part in model.content[scope.id] if part.kind == "startEvent"]
    return any(not start.is_interrupting for start in starts)


def _ends_case(model: Model, end: Element) -> bool:
    scope = model.elements[end.parent] if end.parent else None
    at_process = scope is None or (scope.is_event_sub_process and scope.parent is None)
    return at_process and all(trigger.kind != "error" for trigger in end.triggers)


def check_drawing(package: Package) -> Iterator[Fault]:
    """Every element and every flow has a place in the drawing (X8)."""
    model = package.model
    drawn = {
        shape.get("bpmnElement")
        for tag in ("BPMNShape", "BPMNEdge")
        for shape in model.root.iter(f"{{{BPMNDI}}}{tag}")
    }
    missing = [ident for ident in (*model.elements, *model.flows) if ident not in drawn]
    if missing:
        yield fault(
            package,
            missing[0],
            "X8",
            f"{'1 element is' if len(missing) == 1 else f'{len(missing)} elements are'} not drawn: "
            f"{', '.join(missing[:5])}{', …' if len(missing) > 5 else ''}.",
            f"Draw the model: .venv/bin/python -m engine.drawing layout --keep "
            f"processes/{package.manifest.id}/{model.file}.",
        )
