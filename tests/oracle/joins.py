"""When waiting tokens may go on together (BPMN 2.0.2, 13.4.1 and 13.4.3)."""

from tests.oracle.reading import Level, Node
from tests.oracle.state import Scope, State, Token


def waiting_at(state: State, scope: Scope, gateway: str) -> dict[str, Token]:
    """The oldest waiting token of each filled incoming flow."""
    found: dict[str, Token] = {}
    for token in state.inside(scope):
        if token.node == gateway and token.stage == "joining" and token.flow:
            found.setdefault(token.flow, token)
    return found


def parallel_may_fire(state: State, scope: Scope, gateway: str) -> bool:
    """A token on each incoming flow."""
    return set(waiting_at(state, scope, gateway)) == {flow.id for flow in scope.level.incoming(gateway)}


def inclusive_may_fire(state: State, scope: Scope, gateway: str) -> bool:
    """Whoever can still fill an empty flow could as well come by a filled one."""
    filled = set(waiting_at(state, scope, gateway))
    empty = {flow.id for flow in scope.level.incoming(gateway)} - filled
    return bool(filled) and not any(
        ahead & empty and not ahead & filled
        for token in state.inside(scope)
        if token.node != gateway
        for ahead in [flows_ahead(scope.level, token.node, gateway)]
    )


def flows_ahead(level: Level, start: str, avoided: str) -> set[str]:
    """The flows a token can come to without passing the avoided gateway."""
    places = [start]
    seen: set[str] = set()
    flows: set[str] = set()
    while places:
        place = places.pop()
        if place in seen or place == avoided:
            continue
        seen.add(place)
        flows |= {flow.id for flow in level.outgoing(place)}
        places += [flow.target for flow in level.outgoing(place)] + links_ahead(level, level.nodes[place])
        places += [event.id for event in level.boundaries(place)]
    return flows


def links_ahead(level: Level, node: Node) -> list[str]:
    """Where a link throw event leads."""
    if node.tag != "intermediateThrowEvent":
        return []
    targets = [level.link_target(t.text) for t in node.triggers if t.kind == "link"]
    return [target.id for target in targets if target]
