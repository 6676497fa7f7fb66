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
        if element.kind == "inclusiveGateway":
            yield from _inclusive(package, element)
            continue
        if element.kind != "exclusiveGateway":
            for flow in flows:
                if flow.condition is not None or flow.is_default:
                    yield fault(
                        package,
                        flow.id,
                        "SEQ-1",
                        "A condition stands on a flow that no gateway decides.",
                        "Move it behind an exclusive or inclusive gateway.",
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
    yield from _conditions(package, gateway)
    seen: set[str] = set()
    for flow in package.model.outgoing[gateway.id]:
        if not flow.answer:
            yield fault(
                package, flow.id, "GW-ANSWER", "The flow stands for no answer.", "Set bruecke.answer."
            )
        elif flow.answer in seen:
            yield fault(
                package,
                flow.id,
                "GW-ANSWER",
                f"The answer «{flow.answer}» stands twice.",
                "Name it differently.",
            )
        seen.add(flow.answer or "")


def _conditions(package: Package, gateway: Element) -> Iterator[Fault]:
    """Each flow has a condition or is the default (X2)."""
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


def _inclusive(package: Package, gateway: Element) -> Iterator[Fault]:
    """Records and parameters decide an inclusive gateway at once: nobody is asked, and one flow is always taken."""
    flows = package.model.outgoing[gateway.id]
    if len(flows) < 2:
        return
    yield from _conditions(package, gateway)
    if not any(flow.is_default for flow in flows):
        yield fault(
            package,
            gateway.id,
            "GW-DEFAULT",
            "No flow is the default: where no condition holds the case would stop.",
            "Make one flow the default.",
        )
    for flow in flows:
        if flow.answer:
            yield fault(
                package,
                flow.id,
                "GW-ANSWER",
                "The flow stands for an answer, but nobody is asked at an inclusive gateway.",
                "Remove bruecke.answer, or ask in an exclusive gateway.",
            )


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
