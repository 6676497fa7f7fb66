"""Which incoming flows of a join a token can still come to."""

from collections.abc import Mapping

from engine.bpmn.model import Model


def reaches(model: Model, gateway: str) -> Mapping[str, frozenset[str]]:
    """For each element of the gateway's scope: the incoming flows of the gateway that a token there can reach
    without passing the gateway itself. Boundary events of an element count as ways out of it, links as flows.
    """
    scope = [item.id for item in model.content[model.elements[gateway].parent]]
    ways = {ident: _ways(model, ident) for ident in scope}
    found: dict[str, set[str]] = {ident: set() for ident in scope}
    before: dict[str, list[str]] = {ident: [] for ident in scope}
    for ident in scope:
        for target in ways[ident]:
            if ident != gateway and target in before:
                before[target].append(ident)
    for flow in model.incoming[gateway]:
        stack, seen = [flow.source], set()
        while stack:
            ident = stack.pop()
            if ident in seen or ident == gateway or ident not in found:
                continue
            seen.add(ident)
            found[ident].add(flow.id)
            stack.extend(before[ident])
    return {ident: frozenset(flows) for ident, flows in found.items()}


def _ways(model: Model, ident: str) -> list[str]:
    """The elements that a token can come to from an element in one step."""
    element = model.elements[ident]
    found = [flow.target for flow in model.outgoing[ident]]
    found += [event.id for event in model.boundaries.get(ident, ())]
    if element.kind == "intermediateThrowEvent":
        names = {trigger.name for trigger in element.triggers if trigger.kind == "link"}
        found += [
            other.id
            for other in model.content[element.parent]
            if other.kind == "intermediateCatchEvent"
            and any(trigger.kind == "link" and trigger.name in names for trigger in other.triggers)
        ]
    return found
