"""What is done is listed and left; a scope without tokens is complete."""

from tests.oracle import loops
from tests.oracle.data import Called, Row, is_true, literal_or_value, put, put_path, visible
from tests.oracle.reading import Failed, Flow, Node
from tests.oracle.state import Scope, State, Token


def complete(state: State, token: Token, results: Row, *, listed: bool = True) -> None:
    """What was done at a node is done: results, the list, boundary events gone, and on."""
    node = state.node_of(token)
    if node.outputs:
        token.row = (token.row or {}) | results
        is_turn = state.scope_of(token).kind == "body"  # then what is local to the turn stays there
        for source, target in node.outputs:
            rows = state.rows_of(token)
            put_path(
                rows if is_turn else state.rows_around(token),
                target,
                literal_or_value(source, rows, state.now),
            )
    else:
        for name, value in results.items():
            put(state.rows_of(token), name, value)
    for own, name in node.gives:
        seen = visible([results, *state.rows_of(token)])
        if own in seen:
            put(state.rows_around(token), name, seen[own])
    if listed:
        state.completed.append(node.id)
    state.listeners = [listener for listener in state.listeners if listener.host != token.number]
    leave(state, token, node)


def leave(state: State, token: Token, node: Node) -> None:
    scope = state.scope_of(token)
    if scope.kind == "body":
        loops.end_turn(state, token, scope)
        return
    token.row = None
    if not (scope.kind == "ad_hoc" and node.is_activity and ad_hoc_is_done(state, scope)):
        move_on(state, token, answers(state, token, node))


def answers(state: State, token: Token, node: Node) -> list[Flow]:
    """Flows out of anything but a gateway."""
    flows = state.scope_of(token).level.outgoing(node.id)
    rows = state.rows_of(token)
    others = [flow for flow in flows if flow.id != node.default]
    asked = [flow for flow in others if flow.condition is not None]
    true = [flow for flow in asked if is_true(flow.condition or "", rows, state.now, node.id)]
    chosen = [flow for flow in others if flow.condition is None or flow in true]
    if not true and (asked or not others):
        chosen = [flow for flow in flows if flow in chosen or flow.id == node.default]
    if flows and not chosen:
        raise Failed(node.id, "no-flow")
    return chosen


def move_on(state: State, token: Token, flows: list[Flow]) -> None:
    """The token goes, one comes on each flow; without any its scope may be done."""
    scope = state.scope_of(token)
    for flow in flows:
        state.add(flow.target, scope, flow.id)
    state.remove(token)
    emptied(state, scope)


def emptied(state: State, scope: Scope) -> None:
    """Completes a scope in which no token lives; an ad-hoc one only if nobody may start something."""
    if state.inside(scope):
        return
    if scope.kind == "ad_hoc" and scope.owner is not None and not scope.closed:
        node = state.node_of(state.token(scope.owner))
        if not node.active or node.completion is not None:
            return
    finish(state, scope)


def finish(state: State, scope: Scope) -> None:
    """The scope is complete: its owner completes and leaves."""
    state.clear(scope)
    if scope.owner is None:
        state.status = "completed"
        return
    owner = state.token(scope.owner)
    del state.scopes[scope.number]
    if scope.kind == "called":
        node = state.node_of(owner)
        assert isinstance(scope.row, Called)
        complete(state, owner, scope.row.results() if node.gives_all or node.outputs else {})
    else:
        owner.row = scope.row
        complete(state, owner, {})


def ad_hoc_is_done(state: State, scope: Scope) -> bool:
    """Looks at the completion condition after an inner activity; True: all is cancelled and complete."""
    assert scope.owner is not None
    node = state.node_of(state.token(scope.owner))
    if scope.closed or node.completion is None:
        return False
    scope.closed = is_true(node.completion, state.rows_of_scope(scope), state.now, node.id)
    if scope.closed and node.cancels_rest:
        finish(state, scope)
        return True
    return False
