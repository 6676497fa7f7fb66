"""Nothing reaches another institution on a path without a granted consent on record (X13)."""

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Catalogue, Package

_STATES = ("none", "granted", "refused", "withdrawn", "expired")
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


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
    """Whether the flow of a fact gateway is taken when a consent is granted and not while there is none."""
    if package.model.elements[gateway].gateway_kind != "fact":
        return False
    return _states_met(package, catalogue, flow) == {"granted"}


def _states_met(package: Package, catalogue: Catalogue, flow: str) -> set[str] | None:
    """The states of a consent for which the flow's condition holds; None if it reads no consent's state."""
    condition = package.conditions.get(flow)
    names = condition.names if condition else ()
    consents = {path[1] for path in names if len(path) > 2 and path[2] == "state"}
    consents &= {kind for kind, fields in catalogue.items() if "state" in fields}
    if condition is None or not consents:
        return None

    def holds(state: str) -> bool:
        scope = {"case": {kind: {"state": state} for kind in consents}}
        return condition.evaluate(scope, _ANY_DAY).value is True

    return {state for state in _STATES if holds(state)}


def _never_met(package: Package, catalogue: Catalogue, ident: str) -> str:
    """What a fact gateway on the way here asks of a consent that no consent ever is, e.g. «Granted»; else nothing."""
    model = package.model
    for gateway in sorted(_before(package, ident)):
        if model.elements[gateway].gateway_kind != "fact":
            continue
        met = {flow.id: _states_met(package, catalogue, flow.id) for flow in model.outgoing[gateway]}
        if any(states and "granted" in states for states in met.values()):
            continue
        for flow in model.outgoing[gateway]:
            if met[flow.id] == set():
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
