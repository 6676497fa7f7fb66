"""Gateways say who answers them, and their answers and conditions fit their kind."""

from collections.abc import Iterator

from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Package


def check_gateways(package: Package) -> Iterator[Fault]:
    """Kind, answers, conditions and decisions of exclusive gateways."""
    for element in package.model.elements.values():
        flows = package.model.outgoing[element.id]
        if element.kind != "exclusiveGateway":
            for flow in flows:
                if flow.condition is not None or flow.is_default:
                    yield fault(
                        package,
                        flow.id,
                        "SEQ-1",
                        "A condition stands on a flow that no exclusive gateway decides.",
                        "Move it behind an exclusive gateway.",
                    )
            continue
        if len(flows) < 2:
            continue
        yield from _answers(package, element)
        kind = element.gateway_kind
        if kind is None:
            yield fault(
                package,
                element.id,
                "GW-KIND",
                "The gateway does not say who answers it.",
                "Set bruecke.gateway to fact, rule or judgement.",
            )
        if kind == "fact":
            yield from _fact(package, element)
        decision = element.properties.get("bruecke.decision")
        if decision and decision not in package.decisions:
            yield fault(
                package,
                element.id,
                "DMN-REF",
                f"The decision «{decision}» is not in the package.",
                f"Name one of: {', '.join(sorted(package.decisions))}.",
            )


def _answers(package: Package, gateway: Element) -> Iterator[Fault]:
    seen: set[str] = set()
    for flow in package.model.outgoing[gateway.id]:
        if flow.condition is None and not flow.is_default:
            yield fault(
                package,
                flow.id,
                "X2",
                "The flow has neither a condition nor is it the default.",
                "Add a FEEL condition or make it the default flow.",
            )
        if flow.condition is not None and flow.is_default:
            yield fault(package, flow.id, "X2", "The default flow has a condition.", "Remove the condition.")
        if not flow.answer:
            yield fault(package, flow.id, "GW-3", "The flow stands for no answer.", "Set bruecke.answer.")
        elif flow.answer in seen:
            yield fault(
                package, flow.id, "GW-3", f"The answer «{flow.answer}» stands twice.", "Name it differently."
            )
        seen.add(flow.answer or "")


def _fact(package: Package, gateway: Element) -> Iterator[Fault]:
    for flow in package.model.outgoing[gateway.id]:
        if flow.is_default:
            yield fault(
                package,
                flow.id,
                "GW-FACT",
                "A fact has no default: not on record yet is not the same as no.",
                "Give both answers a condition that reads the record.",
            )
        expression = package.conditions.get(flow.id)
        for path in sorted(expression.names) if expression else ():
            if path[0] != "case":
                yield fault(
                    package,
                    flow.id,
                    "GW-FACT",
                    f"A fact reads only the records, not «{'.'.join(path)}».",
                    "Read case.…, or make it a rule.",
                )
    for forbidden in ("bruecke.override", "bruecke.decision", "bruecke.seats"):
        if forbidden in gateway.properties:
            yield fault(
                package, gateway.id, "GW-FACT", f"«{forbidden}» has no meaning on a fact.", "Remove it."
            )
