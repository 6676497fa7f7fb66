"""Beginning to listen for events, and listening again."""

from tests.oracle.data import Rows, literal_or_value, message_key, value_of
from tests.oracle.reading import Failed, Node, Trigger
from tests.oracle.state import Listener, Scope, State, Token
from tests.oracle.timers import first_due, later


def arm_node(state: State, token: Token, node: Node, role: str) -> None:
    """A token waits for the event at a node."""
    for trigger in node.triggers:
        arm(
            state,
            Listener(0, node.id, token.scope, token.number, role, trigger.kind),
            trigger,
            state.rows_of(token),
        )


def arm_boundaries(state: State, token: Token, node: Node) -> None:
    """The boundary events of an activity, or of the body of a loop, but not of its turns."""
    scope = state.scope_of(token)
    if scope.kind == "body":
        return
    for event in scope.level.boundaries(node.id):
        for trigger in event.triggers:
            listener = Listener(0, event.id, scope.number, token.number, "boundary", trigger.kind)
            arm(state, listener, trigger, state.rows_of_scope(scope))


def arm_event_subs(state: State, scope: Scope) -> None:
    for event_sub in scope.level.event_subs():
        assert event_sub.level is not None
        for start in event_sub.level.nodes.values():
            for trigger in start.triggers if start.tag == "startEvent" else ():
                listener = Listener(0, start.id, scope.number, None, "start", trigger.kind)
                arm(state, listener, trigger, state.rows_of_scope(scope))


def arm(state: State, listener: Listener, trigger: Trigger, rows: Rows) -> None:
    """Names, keys and times are settled when the wait begins."""
    listener.number = state.next_number()
    listener.text = trigger.text
    if trigger.kind in ("message", "signal"):
        listener.text = str(literal_or_value(trigger.text or "", rows, state.now))
    if trigger.key is not None:
        listener.key = message_key(value_of(trigger.key, rows, state.now))
    if trigger.kind == "timer":
        text = literal_or_value(trigger.text or "", rows, state.now)
        if not isinstance(text, str):
            raise Failed(listener.node, "timer")
        listener.due, listener.interval, listener.times = first_due(trigger.timer, text, state.now)
        if listener.times == 0:
            return
    state.listeners.append(listener)


def rearm(state: State, listener: Listener) -> None:
    """A non-interrupting event happened: a timer goes on by its cycle, all others as before.

    Where all of several are needed, they begin again together, or never, if a timer among them is over.
    """
    if not state.node_of(listener).needs_all:
        next_time(state, listener)
        return
    together = [
        one
        for one in state.listeners
        if (one.node, one.host, one.scope) == (listener.node, listener.host, listener.scope)
    ]
    for one in together:
        one.arrived, one.payload = 0, {}
        next_time(state, one)
    if not all(one in state.listeners for one in together):
        state.listeners = [one for one in state.listeners if one not in together]


def next_time(state: State, listener: Listener) -> None:
    if listener.kind != "timer":
        return
    if listener.times is not None:
        listener.times -= 1
    if listener.interval is None or listener.times == 0 or listener.due is None:
        state.listeners = [one for one in state.listeners if one is not listener]
    else:
        listener.due = later(listener.due, listener.interval)
