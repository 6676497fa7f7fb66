"""What gateways do with tokens."""

from collections.abc import Callable

from tests.oracle import joins, leaving
from tests.oracle.data import is_true
from tests.oracle.listening import arm_node
from tests.oracle.reading import Failed, Flow, Node
from tests.oracle.state import Scope, State, Token


def exclusive(state: State, token: Token, node: Node) -> None:
    flows = state.scope_of(token).level.outgoing(node.id)
    rows = state.rows_of(token)
    default = [flow for flow in flows if flow.id == node.default]
    for flow in flows:
        if flow.id != node.default and (
            flow.condition is None or is_true(flow.condition, rows, state.now, node.id)
        ):
            return pass_gateway(state, token, [flow])
    if flows and not default:
        raise Failed(node.id, "no-answer")
    return pass_gateway(state, token, default)


def parallel(state: State, token: Token, node: Node) -> None:
    scope = state.scope_of(token)
    token.stage = "joining"
    if len(scope.level.incoming(node.id)) < 2:
        pass_gateway(state, token, scope.level.outgoing(node.id))
    elif joins.parallel_may_fire(state, scope, node.id):
        join(state, scope, node.id)


def inclusive(state: State, token: Token, node: Node) -> None:
    """A join waits for the rest of the whole instance; a mere split does not."""
    token.stage = "joining"
    if len(state.scope_of(token).level.incoming(node.id)) < 2:
        pass_gateway(state, token, inclusive_answers(state, token, node))


def join(state: State, scope: Scope, gateway: str) -> None:
    """One token of each filled flow becomes one token that leaves."""
    first, *others = joins.waiting_at(state, scope, gateway).values()
    for token in others:
        state.remove(token)
    node = scope.level.nodes[gateway]
    flows = (
        scope.level.outgoing(gateway)
        if node.tag == "parallelGateway"
        else inclusive_answers(state, first, node)
    )
    pass_gateway(state, first, flows)


def inclusive_answers(state: State, token: Token, node: Node) -> list[Flow]:
    flows = state.scope_of(token).level.outgoing(node.id)
    rows = state.rows_of(token)
    chosen = [
        flow
        for flow in flows
        if flow.id != node.default
        and (flow.condition is None or is_true(flow.condition, rows, state.now, node.id))
    ] or [flow for flow in flows if flow.id == node.default]
    if flows and not chosen:
        raise Failed(node.id, "no-answer")
    return chosen


def event_based(state: State, token: Token, node: Node) -> None:
    token.stage = "catching"
    level = state.scope_of(token).level
    for flow in level.outgoing(node.id):
        arm_node(state, token, level.nodes[flow.target], "choice")


def pass_gateway(state: State, token: Token, flows: list[Flow]) -> None:
    state.completed.append(token.node)
    leaving.move_on(state, token, flows)


GATEWAYS: dict[str, Callable[[State, Token, Node], None]] = {
    "exclusiveGateway": exclusive,
    "parallelGateway": parallel,
    "inclusiveGateway": inclusive,
    "eventBasedGateway": event_based,
}
