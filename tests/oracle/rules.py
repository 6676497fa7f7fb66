"""What a token does: one function per rule of the contract.

They call each other in circles (leaving ends a scope, whose owner leaves …), hence one module.
"""

from collections.abc import Callable, Mapping

from tests.oracle import joins, loops
from tests.oracle.data import Row, is_true, literal_or_value, message_key, put, put_local, put_path, value_of
from tests.oracle.listening import arm_boundaries, arm_event_subs, arm_node, rearm
from tests.oracle.reading import Failed, Flow, Level, Node, Trigger
from tests.oracle.state import Listener, Scope, State, Token

MOST_MOVES = 1500
LISTS_CAUGHT_THROWER = False  # is an end or throw event listed whose error or escalation ended it?


# Running to rest


def run(state: State) -> None:
    """Moves the oldest moving token until nothing can move; then joins, then conditions; then looks for a deadlock."""
    while True:
        moving = [token for token in state.tokens if token.stage == "moving"]
        if moving:
            count_move(state)
            enter(state, min(moving, key=lambda token: token.number))
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
            join(state, scope, token.node)
            return True
    return False


def fire_conditions(state: State) -> bool:
    """All that are true at this rest fire, in order; one that goes on listening must first have been false again."""
    waiting = [one for one in state.listeners if one.kind == "conditional" and not one.arrived]
    values = [is_true(one.text or "", listening_rows(state, one), state.now, one.node) for one in waiting]
    due = [one for one, value in zip(waiting, values, strict=True) if value and not one.was_true]
    for one, value in zip(waiting, values, strict=True):
        one.was_true = value
    for one in due:
        fire(state, one, {})
    return bool(due)


def listening_rows(state: State, listener: Listener) -> list[Row]:
    """The variables an event sees: the surroundings of its host, or the scope it may interrupt."""
    if listener.role in ("catch", "choice") and listener.host is not None:
        return state.rows_of(state.token(listener.host))
    return state.rows_of_scope(state.scope_of(listener))


# Coming in


def begin_scope(state: State, scope: Scope, start: str | None = None) -> None:
    """Its start events get their tokens, then its event sub-processes listen."""
    for node in [start] if start else first_nodes(scope.level):
        state.add(node, scope)
    arm_event_subs(state, scope)
    if not state.inside(scope):
        finish(state, scope)


def first_nodes(level: Level) -> list[str]:
    nodes = list(level.nodes.values())
    starts = [node.id for node in nodes if node.tag == "startEvent" and not node.triggers]
    if len(starts) > 1:
        raise Failed(starts[1], "start")
    return starts or [
        node.id
        for node in nodes
        if not level.incoming(node.id)
        and node.tag not in ("boundaryEvent", "startEvent")
        and not node.is_event_sub
        and not (node.tag == "intermediateCatchEvent" and any(t.kind == "link" for t in node.triggers))
    ]


def enter(state: State, token: Token) -> None:
    """A token comes to its node; the body of a loop is entered before the activity itself."""
    node = state.node_of(token)
    if node.loop and state.scope_of(token).kind != "body":
        token.stage = "inside"
        arm_boundaries(state, token, node)
        begin_loop(state, token, node)
    else:
        begin(state, token, node)


def begin(state: State, token: Token, node: Node) -> None:
    map_inputs(state, token, node)
    if node.tag in GATEWAYS:
        GATEWAYS[node.tag](state, token, node)
    elif node.level or node.called:
        begin_inner(state, token, node)
    elif node.waits_for_work:
        token.stage = "working"
        arm_boundaries(state, token, node)
    elif node.tag in ("intermediateCatchEvent", "receiveTask") and waits_at(node):
        token.stage = "catching"
        arm_node(state, token, node, "catch")
        arm_boundaries(state, token, node)
    elif node.tag in ("intermediateThrowEvent", "endEvent"):
        throw(state, token, node)
    else:
        arm_boundaries(state, token, node)
        pass_through(state, token, node)


def map_inputs(state: State, token: Token, node: Node) -> None:
    """Input mappings make the activity's own row, one after the other."""
    if node.inputs:
        row: Row = {}
        token.row = row
        for source, target in node.inputs:
            put_local(row, target, literal_or_value(source, state.rows_of(token), state.now))


def waits_at(node: Node) -> bool:
    return any(trigger.kind != "link" for trigger in node.triggers)


def pass_through(state: State, token: Token, node: Node) -> None:
    results: Row = {}
    if node.tag == "sendTask":
        for trigger in node.triggers:
            send(state, token, trigger)
    elif node.tag == "businessRuleTask":
        raise Failed(node.id, "decision")
    elif node.tag == "scriptTask":
        if node.script is None:
            raise Failed(node.id, "refused")
        text, variable = node.script
        value = value_of(text, state.rows_of(token), state.now)
        if variable:
            results = {variable: value}
        elif isinstance(value, Mapping):
            results = dict(value)
    complete(state, token, results)


def begin_inner(state: State, token: Token, node: Node) -> None:
    """A sub-process, an ad-hoc one, or a called process."""
    token.stage = "inside"
    arm_boundaries(state, token, node)
    if node.called:
        name = str(literal_or_value(node.called, state.rows_of(token), state.now))
        if name not in state.callable:
            raise Failed(node.id, "refused")
        seen: Row = {}
        for row in reversed(state.rows_of(token)) if node.takes_all else [token.row or {}]:
            seen |= row
        scope = state.open_scope("called", state.callable[name], token)
        scope.row = seen
        begin_scope(state, scope)
        return
    assert node.level is not None
    scope = state.open_scope("ad_hoc" if node.tag == "adHocSubProcess" else "sub", node.level, token)
    scope.row, token.row = token.row or {}, None
    if scope.kind == "sub":
        begin_scope(state, scope)
    else:
        begin_ad_hoc(state, scope, node)


def begin_ad_hoc(state: State, scope: Scope, node: Node) -> None:
    if node.active:
        names = value_of(node.active, state.rows_of_scope(scope), state.now)
        if not isinstance(names, list):
            raise Failed(node.id, "expression")
        for name in names:
            start_inner(state, scope, str(name))
    arm_event_subs(state, scope)
    emptied(state, scope)


def start_inner(state: State, scope: Scope, name: str) -> None:
    node = scope.level.nodes.get(name)
    if scope.closed or node is None or not node.is_activity or scope.level.incoming(name):
        raise Failed(name, "refused")
    state.add(name, scope)


# Gateways


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


GATEWAYS: dict[str, Callable[[State, Token, Node], None]] = {
    "exclusiveGateway": exclusive,
    "parallelGateway": parallel,
    "inclusiveGateway": inclusive,
    "eventBasedGateway": event_based,
}


def pass_gateway(state: State, token: Token, flows: list[Flow]) -> None:
    state.completed.append(token.node)
    move_on(state, token, flows)


# Going out


def complete(state: State, token: Token, results: Row) -> None:
    """What was done at a node is done: results, the list, boundary events gone, and on."""
    node = state.node_of(token)
    if node.outputs:
        token.row = (token.row or {}) | results
        for source, target in node.outputs:
            value = literal_or_value(source, state.rows_of(token), state.now)
            put_path(state.rows_around(token), target, value)
    else:
        for name, value in results.items():
            put(state.rows_of(token), name, value)
    state.completed.append(node.id)
    state.listeners = [listener for listener in state.listeners if listener.host != token.number]
    token.row = None
    leave(state, token, node)


def leave(state: State, token: Token, node: Node) -> None:
    scope = state.scope_of(token)
    if scope.kind == "body":
        end_turn(state, token, scope)
    elif not (scope.kind == "ad_hoc" and node.is_activity and ad_hoc_is_done(state, scope)):
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
        complete(state, owner, scope.row if node.gives_all or node.outputs else {})
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


# Loops


def begin_loop(state: State, token: Token, node: Node) -> None:
    assert node.loop is not None
    body = state.open_scope("body", state.scope_of(token).level, token)
    if node.loop.kind == "standard":
        body.row["loopCounter"] = 0
        next_round(state, body, node)
    else:
        body.items = loops.items_of(node, state.rows_around(token), state.now)
        body.outputs = (None,) * len(body.items)
        loops.count(body, node.loop)
        for _ in body.items if node.loop.kind == "parallel" else body.items[:1]:
            begin_turn(state, body, node)
        if not body.items:
            end_loop(state, body)


def begin_turn(state: State, body: Scope, node: Node) -> None:
    """One instance: its own element, counter, and a place for its output."""
    token = state.add(node.id, body)
    token.index = body.started
    body.started += 1
    token.turn = loops.variables_of_turn(node, body, token.index)


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
        value = value_of(loop.output_element, state.rows_around(token), state.now)
        body.outputs = (*body.outputs[: token.index], value, *body.outputs[token.index + 1 :])
    state.remove(token)
    loops.count(body, loop)
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
    leave(state, owner, node)


# Throwing


def throw(state: State, token: Token, node: Node) -> None:
    """All its triggers in order; whoever is gone by what it threw neither leaves nor is listed."""
    for trigger in node.triggers:
        if trigger.kind == "message":
            send(state, token, trigger)
        elif trigger.kind == "signal":
            name = str(literal_or_value(trigger.text or "", state.rows_of(token), state.now))
            broadcast(state, name, {})
        elif trigger.kind in ("error", "escalation"):
            if LISTS_CAUGHT_THROWER:
                state.completed.append(node.id)
            climb(state, trigger.kind, trigger.text, token, {})
            if LISTS_CAUGHT_THROWER and state.lives(token):
                state.completed.pop()
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
        complete(state, token, {})


def follow_link(state: State, token: Token, node: Node) -> None:
    target = state.scope_of(token).level.link_target(node.triggers[0].text)
    if target is None:
        raise Failed(node.id, "refused")
    state.completed.append(node.id)
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
        fire(state, one, payload)


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
            fire(state, one, payload)
            return
    if kind == "error":
        raise Failed(token.node, "unhandled-error")


# Catching


def fire(state: State, listener: Listener, payload: Row) -> None:
    """An event happens, unless its listener is gone by now."""
    if not any(listener is one for one in state.listeners) or listener.arrived:
        return
    count_move(state)
    node = state.node_of(listener)
    if node.needs_all:
        together = [
            one
            for one in state.listeners
            if (one.node, one.host, one.scope) == (listener.node, listener.host, listener.scope)
        ]
        listener.arrived, listener.payload = True, payload
        if not all(one.arrived for one in together):
            return
        payload = {}
        for one in together:
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
        map_inputs(state, token, state.node_of(token))
    complete(state, token, payload)


def fire_boundary(state: State, listener: Listener, node: Node, payload: Row) -> None:
    assert listener.host is not None
    token = state.add(node.id, state.scope_of(listener), stage="inside")
    if node.interrupting or listener.kind == "error":
        state.remove(state.token(listener.host))
    else:
        rearm(state, listener)
    complete(state, token, payload)


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
    complete(state, token, payload)
