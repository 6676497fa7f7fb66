"""Which incoming flows of a join a token can still come to."""

from collections.abc import Mapping

from engine.bpmn.model import Model


def reaches(model: Model, gateway: str) -> Mapping[str, frozenset[str]]:
    """For each element from which a token can come to incoming flows of the gateway without passing it: these flows.

    Boundary events of an element count as ways out of it, links as flows.
    """
    found: dict[str, list[str]] = {}
    for flow in model.incoming[gateway]:
        stack, seen = [flow.source], {gateway}
        while stack:
            ident = stack.pop()
            if ident not in seen:
                seen.add(ident)
                found.setdefault(ident, []).append(flow.id)
                stack += model.before[ident]
    return {ident: frozenset(flows) for ident, flows in found.items()}
