"""What happens when an event happens that somebody waited for."""

from tests.oracle import entering, leaving, rest
from tests.oracle.data import Row, literal_or_value, put_local
from tests.oracle.listening import arm_event_subs, rearm
from tests.oracle.reading import Node
from tests.oracle.state import Listener, State


def fire(state: State, listener: Listener, payload: Row) -> None:
    """An event happens, unless its listener is gone by now."""
    if not any(listener is one for one in state.listeners) or listener.arrived:
        return
    rest.count_move(state)
    node = state.node_of(listener)
    if node.needs_all:
        together = [
            one
            for one in state.listeners
            if (one.node, one.host, one.scope) == (listener.node, listener.host, listener.scope)
        ]
        listener.arrived, listener.payload = 1 + max(one.arrived for one in together), payload
        if not all(one.arrived for one in together):
            return
        payload = {}
        for one in sorted(together, key=lambda one: one.arrived):
            payload |= one.payload
    match listener.role:
        case "boundary":
            fire_boundary(state, listener, node, payload)
        case "start":
            fire_start(state, listener, node, payload)
        case _:
            fire_catch(state, listener, payload)


def fire_catch(state: State, listener: Listener, payload: Row) -> None:
    assert listener.host is not None
    token = state.token(listener.host)
    if listener.role == "choice":
        state.completed.append(token.node)
        token.node = listener.node
        entering.map_inputs(state, token, state.node_of(token))
    leaving.complete(state, token, payload)


def fire_boundary(state: State, listener: Listener, node: Node, payload: Row) -> None:
    assert listener.host is not None
    token = state.add(node.id, state.scope_of(listener), stage="inside")
    if node.interrupting or listener.kind == "error":
        state.remove(state.token(listener.host))
    else:
        rearm(state, listener)
    leaving.complete(state, token, payload)


def fire_start(state: State, listener: Listener, node: Node, payload: Row) -> None:
    """The start event of an event sub-process happens in the scope it lives in."""
    scope = state.scope_of(listener)
    event_sub = next(e for e in scope.level.event_subs() if e.level and node.id in e.level.nodes)
    if node.interrupting or listener.kind == "error":
        state.clear(scope)
        scope.closed = True
    else:
        rearm(state, listener)
    assert event_sub.level is not None
    owner = state.add(event_sub.id, scope, stage="inside")
    inner = state.open_scope("event", event_sub.level, owner)
    for source, target in event_sub.inputs:
        put_local(inner.row, target, literal_or_value(source, state.rows_of_scope(inner), state.now))
    token = state.add(node.id, inner, stage="inside")
    arm_event_subs(state, inner)
    leaving.complete(state, token, payload)
