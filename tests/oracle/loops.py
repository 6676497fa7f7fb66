"""Multi-instances and standard loops: bodies and their turns."""

from datetime import datetime

from tests.oracle import leaving
from tests.oracle.data import Row, Rows, is_true, put, value_of
from tests.oracle.reading import Failed, Loop, Node
from tests.oracle.state import Scope, State, Token


def begin_loop(state: State, token: Token, node: Node) -> None:
    assert node.loop is not None
    body = state.open_scope("body", state.scope_of(token).level, token)
    if node.loop.kind == "standard":
        body.row["loopCounter"] = 0
        next_round(state, body, node)
    else:
        body.items = items_of(node, state.rows_around(token), state.now)
        body.outputs = (None,) * len(body.items)
        count(body, node.loop)
        for _ in body.items if node.loop.kind == "parallel" else body.items[:1]:
            begin_turn(state, body, node)
        if not body.items:
            end_loop(state, body)


def begin_turn(state: State, body: Scope, node: Node) -> None:
    """One instance: its own element, counter, and a place for its output."""
    token = state.add(node.id, body)
    token.index = body.started
    body.started += 1
    token.row = variables_of_turn(node, body, token.index)


def next_round(state: State, body: Scope, node: Node) -> None:
    """Begins a round of a standard loop, or ends the loop."""
    loop = node.loop
    assert loop is not None
    wanted = loop.maximum is None or body.done < loop.maximum
    if wanted and loop.condition is not None and (loop.before or body.done):
        wanted = is_true(loop.condition, state.rows_of_scope(body), state.now, node.id)
    if not wanted:
        end_loop(state, body)
        return
    body.row["loopCounter"] = body.done + 1
    begin_turn(state, body, node)


def end_turn(state: State, token: Token, body: Scope) -> None:
    node = state.node_of(token)
    loop = node.loop
    assert loop is not None
    body.done += 1
    if loop.kind == "standard":
        state.remove(token)
        next_round(state, body, node)
        return
    if loop.output_element is not None:
        value = value_of(loop.output_element, state.rows_of(token), state.now)
        body.outputs = (*body.outputs[: token.index], value, *body.outputs[token.index + 1 :])
    state.remove(token)
    count(body, loop)
    if loop.completion is not None and is_true(
        loop.completion, state.rows_of_scope(body), state.now, node.id
    ):
        end_loop(state, body)
    elif loop.kind == "sequential" and body.started < len(body.items):
        begin_turn(state, body, node)
    elif not state.inside(body):
        end_loop(state, body)


def end_loop(state: State, body: Scope) -> None:
    """The rest is cancelled, the outputs go out, and the token of the whole loop leaves, unlisted."""
    assert body.owner is not None
    owner = state.token(body.owner)
    node = state.node_of(owner)
    state.clear(body)
    del state.scopes[body.number]
    if node.loop and node.loop.output_collection:
        put(state.rows_around(owner), node.loop.output_collection, list(body.outputs))
    state.listeners = [listener for listener in state.listeners if listener.host != owner.number]
    leaving.leave(state, owner, node)


def items_of(node: Node, rows: Rows, now: datetime) -> tuple[object, ...]:
    """One item for each instance: of the collection, or as many nulls as the cardinality says."""
    loop = node.loop
    assert loop is not None
    if loop.collection:
        items = value_of(loop.collection, rows, now)
        if not isinstance(items, list):
            raise Failed(node.id, "loop")
        return tuple(items)
    number = value_of(loop.cardinality or "", rows, now)
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise Failed(node.id, "loop")
    return (None,) * number


def variables_of_turn(node: Node, body: Scope, index: int) -> Row:
    """What is local to one turn."""
    loop = node.loop
    assert loop is not None
    row: Row = {"loopCounter": index + 1}
    if loop.collection and loop.element:
        row[loop.element] = body.items[index]
    name = (loop.output_element or "").removeprefix("=").strip()
    if name.isidentifier() and name not in row and name not in ("null", "true", "false"):
        row[name] = None
    return row


def count(body: Scope, loop: Loop) -> None:
    """Writes the numbers and the outputs so far into the body's row."""
    begun = len(body.items) if loop.kind == "parallel" else body.started
    body.row |= {
        "numberOfInstances": len(body.items),
        "numberOfActiveInstances": begun - body.done,
        "numberOfCompletedInstances": body.done,
        "numberOfTerminatedInstances": 0,
    }
    if loop.output_collection:
        body.row[loop.output_collection] = list(body.outputs)
