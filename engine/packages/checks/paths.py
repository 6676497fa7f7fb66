"""Every path leads from the start to an end with an outcome, and everything is drawn."""

from collections.abc import Iterator

from engine.bpmn.xml import BPMNDI
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Package


def check_paths(package: Package) -> Iterator[Fault]:
    """Flows lead on from everything but ends, and to everything but the start."""
    model = package.model
    for element in model.elements.values():
        flows = model.outgoing[element.id]
        if element.kind == "endEvent":
            if flows:
                yield fault(package, element.id, "EVT-2", "A flow leaves an end event.", "Remove the flow.")
        elif not flows:
            yield fault(
                package, element.id, "EVT-2", "The branch ends here without an end event.", "Add one."
            )
        elif len(flows) > 1 and element.kind not in {"exclusiveGateway", "parallelGateway"}:
            yield fault(
                package,
                element.id,
                "ACT-3",
                "Several flows leave this element.",
                "Put a gateway behind it that says which.",
            )
        if element.kind != "startEvent" and not model.incoming[element.id]:
            yield fault(package, element.id, "BPMN-REACH", "No flow leads here.", "Connect it or remove it.")
    unreachable = set(model.elements) - _reachable(package)
    for ident in sorted(unreachable):
        if model.incoming[ident]:
            yield fault(
                package, ident, "BPMN-REACH", "No path from the start leads here.", "Connect it or remove it."
            )


def _reachable(package: Package) -> set[str]:
    model = package.model
    open_elements = [ident for ident, element in model.elements.items() if element.kind == "startEvent"]
    seen: set[str] = set()
    while open_elements:
        current = open_elements.pop()
        if current not in seen:
            seen.add(current)
            open_elements.extend(flow.target for flow in model.outgoing[current])
    return seen


def check_ends(package: Package) -> Iterator[Fault]:
    """Every end says its outcome (X11)."""
    for element in package.model.elements.values():
        if element.kind == "endEvent" and "bruecke.outcome" not in element.properties:
            yield fault(package, element.id, "X11", "The end says no outcome.", "Set bruecke.outcome.")


def check_drawing(package: Package) -> Iterator[Fault]:
    """Every element has a place in the drawing (X8)."""
    drawn = {shape.get("bpmnElement") for shape in package.model.root.iter(f"{{{BPMNDI}}}BPMNShape")}
    missing = [ident for ident in package.model.elements if ident not in drawn]
    if missing:
        yield fault(
            package,
            missing[0],
            "X8",
            f"{'1 element is' if len(missing) == 1 else f'{len(missing)} elements are'} not drawn: "
            f"{', '.join(missing[:5])}{', …' if len(missing) > 5 else ''}.",
            f"Draw the model: .venv/bin/python -m engine.drawing layout --keep "
            f"processes/{package.manifest.id}/{package.model.file}.",
        )
