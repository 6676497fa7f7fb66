"""Messages, signals, errors, escalations, links and ends that are thrown."""

from tests.oracle import catching, leaving
from tests.oracle.data import Row, literal_or_value, message_key, value_of
from tests.oracle.reading import Failed, Node, Trigger
from tests.oracle.state import Listener, State, Token


def throw(state: State, token: Token, node: Node) -> None:
    """All its triggers in order; whoever is gone by what it threw does not leave, but has happened."""
    state.completed.append(node.id)
    for trigger in node.triggers:
        if trigger.kind == "message":
            send(state, token, trigger)
        elif trigger.kind == "signal":
            name = str(literal_or_value(trigger.text or "", state.rows_of(token), state.now))
            broadcast(state, name, dict(token.row or {}))
        elif trigger.kind in ("error", "escalation"):
            climb(state, trigger.kind, trigger.text, token, dict(token.row or {}))
        if not state.lives(token):
            return
    kinds = {trigger.kind for trigger in node.triggers}
    if "terminate" in kinds:
        scope = state.scope_of(token)
        state.clear(scope, but=token)
        scope.closed = True
    if "link" in kinds:
        follow_link(state, token, node)
    else:
        leaving.complete(state, token, {}, listed=False)


def follow_link(state: State, token: Token, node: Node) -> None:
    target = state.scope_of(token).level.link_target(node.triggers[0].text)
    if target is None:
        raise Failed(node.id, "refused")
    state.add(target.id, state.scope_of(token))
    state.remove(token)


def send(state: State, token: Token, trigger: Trigger) -> None:
    rows = state.rows_of(token)
    name = str(literal_or_value(trigger.text or "", rows, state.now))
    key = None if trigger.key is None else message_key(value_of(trigger.key, rows, state.now))
    state.sent.append((name, key))


def broadcast(state: State, name: str, payload: Row) -> None:
    """Every wait for the signal that exists now, oldest first."""
    waiting = [one for one in state.listeners if one.kind == "signal" and one.text == name]
    for one in waiting:
        catching.fire(state, one, payload)


def climb(
    state: State, kind: str, code: str | None, token: Token, payload: Row, *, job: bool = False
) -> None:
    """An error or escalation looks for its catcher from the inside out; only an uncaught error is a failure."""
    places: list[list[Listener]] = []
    if job:
        places.append([one for one in state.listeners if one.host == token.number])
    scope, from_event_sub = state.scope_of(token), False
    while True:
        if not from_event_sub:
            places.append(
                [one for one in state.listeners if one.role == "start" and one.scope == scope.number]
            )
        if scope.owner is None:
            break
        places.append([one for one in state.listeners if one.host == scope.owner])
        from_event_sub = scope.kind == "event"
        scope = state.scope_of(state.token(scope.owner))
    for place in places:
        fitting = [one for one in place if one.kind == kind and one.text in (code, None)]
        for one in sorted(fitting, key=lambda one: one.text is None):
            catching.fire(state, one, payload)
            return
    if kind == "error":
        raise Failed(token.node, "unhandled-error")
