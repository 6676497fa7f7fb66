"""Nothing reaches another institution on a path without a granted consent on record (X13)."""

from collections.abc import Iterator

from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Catalogue, Package

_STATES = ("none", "granted", "refused", "withdrawn", "expired")


def check_sharing(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Every element that another institution acts on must lie behind the granted answer of a fact on a consent."""
    roles = package.manifest.roles
    openers = {name for name, role in roles.items() if role.binding == "opener"}
    for ident in sorted(_without_consent(package, catalogue)):
        element = package.model.elements[ident]
        if element.gateway_kind is None and element.kind != "userTask":
            continue
        others = [seat for seat in element.seats if seat not in openers]
        if others:
            yield fault(
                package,
                ident,
                "X13",
                f"«{', '.join(others)}» gets here without any consent on record.{_never_met(package, catalogue, ident)}",
                "Put a fact gateway on the authority before it and lead its granted answer here.",
            )


def _without_consent(package: Package, catalogue: Catalogue) -> set[str]:
    """Elements that a token can come to from the start without passing the granted answer of a consent."""
    model = package.model
    open_elements = [ident for ident, element in model.elements.items() if element.kind == "startEvent"]
    seen: set[str] = set()
    while open_elements:
        current = open_elements.pop()
        if current in seen:
            continue
        seen.add(current)
        open_elements.extend(
            flow.target
            for flow in model.outgoing[current]
            if not _needs_consent(package, catalogue, current, flow.id)
        )
    return seen


def _needs_consent(package: Package, catalogue: Catalogue, gateway: str, flow: str) -> bool:
    """Whether the flow of a fact gateway is taken only when a consent is granted.

    That must be plain to see: the condition, or one it joins by «and», says that the state is "granted".
    """
    is_fact = package.model.elements[gateway].gateway_kind == "fact"
    return is_fact and "granted" in _states_demanded(package, catalogue, flow)


def _states_demanded(package: Package, catalogue: Catalogue, flow: str) -> set[object]:
    """The states that consents must have for the flow's condition to hold, as far as that is plain to see."""
    condition = package.conditions.get(flow)
    demanded = condition.demanded() if condition else {}
    paths = (("case", kind, "state") for kind, fields in catalogue.items() if "state" in fields)
    return {demanded[path] for path in paths if path in demanded}


def _never_met(package: Package, catalogue: Catalogue, ident: str) -> str:
    """What a fact gateway on the way here asks of a consent that no consent ever is, e.g. «Granted»; else nothing."""
    model = package.model
    for gateway in sorted(_before(package, ident)):
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


def _before(package: Package, ident: str) -> set[str]:
    """Every element from which a path leads here."""
    model = package.model
    sources: dict[str, set[str]] = {}
    for flow in model.flows.values():
        sources.setdefault(flow.target, set()).add(flow.source)
    seen: set[str] = set()
    open_elements = [ident]
    while open_elements:
        for source in sources.get(open_elements.pop(), set()) - seen:
            seen.add(source)
            open_elements.append(source)
    return seen
