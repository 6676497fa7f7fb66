"""Nothing reaches another institution on a path without a granted consent on record (X13)."""

from collections.abc import Iterator

from engine.bpmn.model import Element, Flow
from engine.faults import Fault
from engine.packages.checks.consents import consents_of
from engine.packages.checks.faults import fault
from engine.packages.checks.ways import Past, reached
from engine.packages.package import Catalogue, Package

_STATES = ("none", "granted", "refused", "withdrawn", "expired")


def check_sharing(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """What another institution acts on or gets must lie behind the granted answer of a fact on a consent.

    On every level: a sub-process is left only by its ends, an error is caught only where one is thrown, a parallel
    join waits for all its paths.
    """
    roles = package.manifest.roles
    openers = {name for name, role in roles.items() if role.binding == "opener"}
    for ident in sorted(_without_consent(package, catalogue)):
        element = package.model.elements[ident]
        others = _others(element, openers)
        shared = element.properties.get("bruecke.shares")
        if not others and not shared:
            continue
        what = f"«{', '.join(others)}» gets here" if others else f"«{shared}» leaves the institution here"
        yield fault(
            package,
            ident,
            "X13",
            f"{what} without any consent on record.{_never_met(package, catalogue, ident)}",
            "Put a fact gateway on the authority before it and lead its granted answer here.",
        )


def _others(element: Element, openers: set[str]) -> list[str]:
    """Who acts on it beside the institution that opened the case. On a fact nobody does: the records answer."""
    if element.gateway_kind in {None, "fact"} and element.kind != "userTask":
        return []
    return [seat for seat in element.seats if seat not in openers]


def _without_consent(package: Package, catalogue: Catalogue) -> set[str]:
    """Elements that a token can come to from the start without passing the granted answer of a consent."""
    return reached(package.model, lambda flow: not _needs_consent(package, catalogue, flow))


def _needs_consent(package: Package, catalogue: Catalogue, flow: Flow) -> bool:
    """Whether the flow of a fact gateway is taken only when a consent is granted.

    That must be plain to see: the condition, or one it joins by «and», says that the state is "granted".
    """
    source = package.model.elements.get(flow.source)
    is_fact = source is not None and source.gateway_kind == "fact"
    return is_fact and "granted" in _states_demanded(package, catalogue, flow.id)


def _states_demanded(package: Package, catalogue: Catalogue, flow: str) -> set[object]:
    """The states that consents must have for the flow's condition to hold, as far as that is plain to see."""
    condition = package.conditions.get(flow)
    demanded = condition.demanded() if condition else {}
    paths = (("case", kind, "state") for kind in consents_of(catalogue))
    return {demanded[path] for path in paths if path in demanded}


def _never_met(package: Package, catalogue: Catalogue, ident: str) -> str:
    """What a fact gateway on the way here asks of a consent that no consent ever is, e.g. «Granted»; else nothing."""
    model = package.model
    for gateway in sorted(Past(model).of(ident)):
        if model.elements[gateway].gateway_kind != "fact":
            continue
        asked = {flow.id: _states_demanded(package, catalogue, flow.id) for flow in model.outgoing[gateway]}
        if any("granted" in states for states in asked.values()):
            continue
        for flow in model.outgoing[gateway]:
            if asked[flow.id].difference(_STATES):
                return (
                    f" «{gateway}» is before it, but its condition «{flow.condition}» never holds: "
                    f"the state of a consent is one of {', '.join(_STATES)}."
                )
    return ""
