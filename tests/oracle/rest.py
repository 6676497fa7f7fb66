"""Running to rest: tokens first, then inclusive joins, then conditions; at the end somebody must be able to go on."""

from tests.oracle import catching, entering, gateways, joins
from tests.oracle.data import Row, value_of
from tests.oracle.reading import Failed
from tests.oracle.state import Listener, State, Token

MOST_MOVES = 1500


def run(state: State) -> None:
    """Moves the oldest moving token until nothing can move; then joins, then conditions; then looks for a deadlock."""
    while True:
        moving = [token for token in state.tokens if token.stage == "moving"]
        if moving:
            count_move(state)
            entering.enter(state, min(moving, key=lambda token: token.number))
        elif not (fire_an_inclusive_join(state) or fire_conditions(state)):
            break
    if state.status == "running" and not something_can_happen(state):
        stuck = {token.node for token in state.tokens if token.stage == "joining"}
        raise Failed(", ".join(sorted(stuck)), "deadlock")


def count_move(state: State) -> None:
    """A step that never comes to rest is given up."""
    state.moves += 1
    if state.moves > MOST_MOVES:
        raise Failed(None, "endless")


def something_can_happen(state: State) -> bool:
    shown = {"message", "signal", "timer", "conditional"}
    return any(offers_work(state, token) for token in state.tokens) or any(
        listener.kind in shown and not listener.arrived for listener in state.listeners
    )


def offers_work(state: State, token: Token) -> bool:
    """A user task, a job, or an ad-hoc sub-process in which something may still be started."""
    return token.stage == "working" or any(
        scope.kind == "ad_hoc" and not scope.closed for scope in state.owned(token)
    )


def fire_an_inclusive_join(state: State) -> bool:
    for token in state.tokens:
        scope = state.scope_of(token)
        if (
            token.stage == "joining"
            and state.node_of(token).tag == "inclusiveGateway"
            and joins.inclusive_may_fire(state, scope, token.node)
        ):
            gateways.join(state, scope, token.node)
            return True
    return False


def fire_conditions(state: State) -> bool:
    """All that are true at this rest fire, in order; one that goes on listening must first have been false again."""
    waiting = [one for one in state.listeners if one.kind == "conditional" and not one.arrived]
    values = [value_of(one.text or "", listening_rows(state, one), state.now) is True for one in waiting]
    due = [one for one, value in zip(waiting, values, strict=True) if value and not one.was_true]
    for one, value in zip(waiting, values, strict=True):
        one.was_true = value
    for one in due:
        catching.fire(state, one, {})
    return bool(due)


def listening_rows(state: State, listener: Listener) -> list[Row]:
    """The variables an event sees: the surroundings of its host, or the scope it may interrupt."""
    if listener.role in ("catch", "choice") and listener.host is not None:
        return state.rows_of(state.token(listener.host))
    return state.rows_of_scope(state.scope_of(listener))
