"""What a token does when it comes to a node."""

from collections.abc import Mapping

from tests.oracle import gateways, leaving, loops, throwing
from tests.oracle.data import Called, Row, literal_or_value, put_local, value_of, visible
from tests.oracle.listening import arm_boundaries, arm_event_subs, arm_node
from tests.oracle.reading import Failed, Level, Node
from tests.oracle.state import Scope, State, Token


def begin_scope(state: State, scope: Scope, start: str | None = None) -> None:
    """Its start events get their tokens, then its event sub-processes listen."""
    for node in [start] if start else first_nodes(scope.level):
        state.add(node, scope)
    arm_event_subs(state, scope)
    if not state.inside(scope):
        leaving.finish(state, scope)


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
        and not (node.is_event_sub or node.compensates)
        and not (node.tag == "intermediateCatchEvent" and any(t.kind == "link" for t in node.triggers))
    ]


def enter(state: State, token: Token) -> None:
    """A token comes to its node; the body of a loop is entered before the activity itself."""
    node = state.node_of(token)
    if node.loop and state.scope_of(token).kind != "body":
        token.stage = "inside"
        arm_boundaries(state, token, node)
        loops.begin_loop(state, token, node)
    else:
        begin(state, token, node)


def begin(state: State, token: Token, node: Node) -> None:
    map_inputs(state, token, node)
    if node.tag in gateways.GATEWAYS:
        gateways.GATEWAYS[node.tag](state, token, node)
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
        throwing.throw(state, token, node)
    else:
        arm_boundaries(state, token, node)
        pass_through(state, token, node)


def map_inputs(state: State, token: Token, node: Node) -> None:
    """Input mappings make the activity's own row, one after the other."""
    if node.inputs or node.takes:
        row: Row = {} if token.row is None else token.row
        token.row = row
        for name, own in node.takes:
            row[own] = visible(state.rows_around(token)).get(name)
        for source, target in node.inputs:
            put_local(row, target, literal_or_value(source, state.rows_of(token), state.now))


def waits_at(node: Node) -> bool:
    return any(trigger.kind != "link" for trigger in node.triggers)


def pass_through(state: State, token: Token, node: Node) -> None:
    results: Row = {}
    if node.tag == "sendTask":
        for trigger in node.triggers:
            throwing.send(state, token, trigger)
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
    leaving.complete(state, token, results)


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
        scope.row = Called(seen)
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
    leaving.emptied(state, scope)


def start_inner(state: State, scope: Scope, name: str) -> None:
    node = scope.level.nodes.get(name)
    if scope.closed or node is None or not node.is_activity or scope.level.incoming(name):
        raise Failed(name, "refused")
    state.add(name, scope)
