"""Nothing reaches another institution on a path without a granted consent on record (X13)."""

from collections.abc import Iterator
from datetime import UTC, datetime

from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.package import Catalogue, Package

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
                f"«{', '.join(others)}» gets here without any consent on record.",
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
    condition = package.conditions.get(flow)
    if package.model.elements[gateway].gateway_kind != "fact" or condition is None:
        return False
    consents = {path[1] for path in condition.names if len(path) > 2 and path[2] == "state"}
    consents &= {kind for kind, fields in catalogue.items() if "state" in fields}

    def holds(state: str) -> bool:
        scope = {"case": {kind: {"state": state} for kind in consents}}
        return condition.evaluate(scope, _ANY_DAY).value is True

    return (
        bool(consents)
        and holds("granted")
        and not any(map(holds, ("none", "refused", "withdrawn", "expired")))
    )
