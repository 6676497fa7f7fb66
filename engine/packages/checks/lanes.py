"""Lanes, seats and roles fit together."""

from collections.abc import Iterator

from engine.bpmn.extensions import TASKS
from engine.bpmn.model import Element
from engine.faults import Fault
from engine.packages.checks.faults import fault
from engine.packages.manifest import FILE as MANIFEST
from engine.packages.package import Package


def check_lanes(package: Package) -> Iterator[Fault]:
    """Lanes are roles; seats, members and overrides are roles that fit their lane."""
    roles = package.manifest.roles
    for lane in package.model.lanes:
        if lane not in roles:
            yield fault(
                package,
                lane,
                "X4",
                f"The lane «{lane}» is no role of {MANIFEST}.",
                f"Add the role or rename: {', '.join(roles)}.",
            )
    for element in package.model.elements.values():
        if not _has_an_actor(element):
            continue
        if element.lane is None:
            yield fault(
                package,
                element.id,
                "X4",
                "The element lies in no lane.",
                "Put it into the lane of who does it.",
            )
            continue
        named = element.properties.get("bruecke.seats")
        members = roles[element.lane].members if element.lane in roles else ()
        if members and _asks_people(package, element) and not named:
            yield fault(
                package,
                element.id,
                "X4",
                f"The lane «{element.lane}» belongs to several roles, but the element names no seats.",
                f"Set bruecke.seats, for example {','.join(members)}.",
            )
        for seat in element.seats if named else ():
            if seat not in roles or roles[seat].members:
                yield fault(
                    package, element.id, "X4", f"The seat «{seat}» is no role.", f"Roles: {', '.join(roles)}."
                )
            elif members and seat not in members:
                yield fault(
                    package,
                    element.id,
                    "X4",
                    f"The seat «{seat}» contradicts the lane «{element.lane}».",
                    f"The lane's members are: {', '.join(members)}.",
                )
        override = element.properties.get("bruecke.override")
        if override and override not in roles:
            yield fault(package, element.id, "X4", f"«{override}» is no role.", f"Roles: {', '.join(roles)}.")


def _has_an_actor(element: Element) -> bool:
    """Whether somebody does or answers it; what stands in a sub-process has its lane from there."""
    return element.kind in TASKS or element.gateway_kind is not None


def _asks_people(package: Package, element: Element) -> bool:
    """A rule asks people only where its outcome waits for their word before it ends the case."""
    if element.gateway_kind == "rule":
        ends = {flow.id for flow in package.model.outgoing[element.id]} & package.model.ending_flows
        return bool(ends) and element.properties.get("bruecke.confirm") != "false"
    return element.kind == "userTask" or element.gateway_kind == "judgement"
