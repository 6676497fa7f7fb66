"""A stuck case is repaired by people: skip, repeat, move, cancel, on a loaded run; call `advance` after it.

Each has a dry check `may_…` that tells what would happen and refuses with NotRepairable what would lose a token.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.extensions import ACTIVITIES
from engine.bpmn.model import Flow
from engine.bpmn.run import Run
from engine.bpmn.specs.activities import finish
from engine.bpmn.specs.events import HandlerStart, Start, come
from engine.bpmn.specs.gateways import EventBased, Exclusive, Join
from engine.bpmn.specs.loops import Repeated
from engine.bpmn.specs.node import place
from engine.bpmn.specs.reaching import reaches
from engine.bpmn.specs.scopes import AdHoc, SubProcess
from engine.bpmn.tokens import PROCESS, TaskState, Token, Tokens
from engine.bpmn.variables import plain

_AGAIN = ACTIVITIES | {"intermediateCatchEvent", "intermediateThrowEvent"}


class NotRepairable(Exception):
    """This can't be done to the case as it stands. The reason says what would be lost and what to do instead."""

    def __init__(self, element: str, reason: str) -> None:
        super().__init__(f"«{element}»: {reason}")
        self.element = element
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Affected:
    """A token that goes. `row` is the key of its row, None where it has none."""

    token: int
    element: str
    row: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a repair does: the tokens that are cancelled, the listeners that stop, where a new token begins."""

    element: str
    cancelled: tuple[Affected, ...] = ()
    listeners: tuple[Affected, ...] = ()
    begins: str | None = None
    warnings: tuple[str, ...] = ()


def may_skip(run: Run, token: int) -> Effect:
    """What happens if an element is taken as done."""
    tokens = run._tokens
    found = _live(tokens, token)
    spec = found.task_spec
    if found.host is not None:
        gateway = tokens.live.get(found.host)
        if gateway is None or not isinstance(gateway.task_spec, EventBased):
            raise NotRepairable(spec.element_id, "nobody waits for this event to go on; cancel it instead.")
        others = [item for item in tokens.listeners[gateway.id].values() if item is not found]
        return Effect(spec.element_id, listeners=_affected(others))
    if isinstance(spec, EventBased | Exclusive):
        raise NotRepairable(spec.element_id, "the way on is open; decide it, or skip an event behind it.")
    return _going(tokens, found, itself=False, warnings=_missing(found))


def skip(run: Run, token: int, variables: Mapping[str, Any] | None = None) -> Effect:
    """Take a waiting task, event, join or whatever goes on inside an activity as done, with these results."""
    effect = may_skip(run, token)
    tokens = run._tokens
    found, results = tokens.live[token], plain(variables or {})
    spec = found.task_spec
    if "in" in found.internal_data:
        spec.fire(found)
    elif found.host is not None:
        spec.disarm(found)
        spec._win(found)
        come(found, results)
    elif "armed" in found.internal_data:
        spec.disarm(found)
        come(found, {**found.internal_data.pop("brought", {}), **results})
    else:
        tokens.cancel_inside(token)
        if isinstance(spec, Repeated) and results:
            run.scopes.set_all(run.scopes.around(found.scope), results)
        finish(found, results)
    return effect


def _missing(token: Token) -> tuple[str, ...]:
    came = token.internal_data.get("in")
    if came is None:
        return ()
    flows = token.workflow.process_of(token.scope).model.flows
    late = [flows[flow].source for flow in token.task_spec.incoming if flow not in came]
    return tuple(
        f"A token that still comes from «{source}» will wait here for a round of its own." for source in late
    )


def may_repeat(run: Run, element: str, scope_token: int = PROCESS) -> Effect:
    """What happens if an activity is done again. `scope_token` owns the scope, 0 is the process."""
    tokens = run._tokens
    if run.is_completed:
        raise NotRepairable(element, "the case has ended.")
    spec = _place_for(tokens, element, scope_token)
    if spec.element.kind not in _AGAIN:
        raise NotRepairable(element, "only activities and intermediate events can be done again.")
    return Effect(element, begins=element, warnings=_warnings(tokens, scope_token, spec, None))


def repeat(run: Run, element: str, scope_token: int = PROCESS) -> Effect:
    """A new token begins at an activity, whatever else goes on in its scope."""
    effect = may_repeat(run, element, scope_token)
    tokens = run._tokens
    place(tokens, tokens.process_of(scope_token).task_specs[element], scope_token)
    return effect


def may_move(run: Run, token: int, element: str) -> Effect:
    """What happens if a token goes to another element of its scope."""
    tokens = run._tokens
    found = _live(tokens, token)
    own = found.task_spec.element_id
    if found.host is not None:
        raise NotRepairable(own, "a listener has no place of its own; move what it listens for.")
    if found.task_spec.is_round:
        raise NotRepairable(own, "a round of a loop can't leave it; move the whole loop, or skip the round.")
    if len(found.internal_data.get("in", ())) > 1:
        raise NotRepairable(
            own, "several tokens have arrived here, all but one would be lost; skip the join."
        )
    spec = _place_for(tokens, element, found.scope)
    _refuse_stranded(tokens, found, spec)
    warnings = _warnings(tokens, found.scope, spec, found)
    return _going(tokens, found, itself=True, begins=element, warnings=warnings)


def move(run: Run, token: int, element: str) -> Effect:
    """Cancel here with everything inside, begin there."""
    effect = may_move(run, token, element)
    tokens = run._tokens
    found = tokens.live[token]
    place(tokens, tokens.process_of(found.scope).task_specs[element], found.scope)
    tokens.cancel_token(found)
    return effect


def may_cancel_token(run: Run, token: int) -> Effect:
    """What happens if a token is taken away."""
    tokens = run._tokens
    found = _live(tokens, token)
    own = found.task_spec.element_id
    if found.host is not None:
        gateway = tokens.live.get(found.host)
        waits_for_it = gateway is not None and isinstance(gateway.task_spec, EventBased)
        if waits_for_it and len(tokens.listeners[found.host]) == 1:
            raise NotRepairable(
                own, "it is the last event that the gateway waits for; move the gateway's token."
            )
        return Effect(own, listeners=_affected([found]))
    if tokens.holding[found.scope] == 1:
        where = "the case" if found.scope == PROCESS else f"«{tokens.live[found.scope].task_spec.element_id}»"
        raise NotRepairable(own, f"nothing would be left in {where}; skip or move it, or cancel the whole.")
    _refuse_stranded(tokens, found, None)
    came = len(found.internal_data.get("in", ()))
    warnings = (f"{came} tokens that have arrived here are lost.",) if came > 1 else ()
    return _going(tokens, found, itself=True, warnings=warnings)


def cancel_token(run: Run, token: int) -> Effect:
    """A token is taken away with everything inside and all that listens for it."""
    effect = may_cancel_token(run, token)
    run._tokens.cancel_token(run._tokens.live[token])
    return effect


def _live(tokens: Tokens, token: int) -> Token:
    found = tokens.live.get(token)
    if found is None or not found.has_state(TaskState.STARTED | TaskState.WAITING):
        raise NotRepairable(str(token), "there is no such token (any more); look at the case again.")
    if _is_called(found):
        raise NotRepairable(found.task_spec.element_id, "this is a called process as a whole; take the call.")
    return found


def _is_called(token: Token) -> bool:
    return bool(token.task_spec.is_called_process)


def _place_for(tokens: Tokens, element: str, scope: int) -> Any:
    """The spec of an element at which a token may begin in a scope."""
    owner = tokens.live.get(scope)
    holds = owner is not None and (isinstance(owner.task_spec, SubProcess | AdHoc) or _is_called(owner))
    if scope != PROCESS and not holds:
        raise NotRepairable(element, f"the token {scope} has no elements inside.")
    spec = tokens.process_of(scope).task_specs.get(element)
    parent = None if owner is None or _is_called(owner) else owner.task_spec.element_id
    if spec is None or not hasattr(spec, "element") or spec.name != element or spec.element.parent != parent:
        raise NotRepairable(element, "there is no such element in this scope.")
    if isinstance(spec, Start | HandlerStart) or spec.element.attached_to or spec.is_event_sub_process:
        raise NotRepairable(element, "it begins by an event only; choose what comes behind it.")
    if isinstance(spec, Join) and len(spec.incoming) > 1:
        raise NotRepairable(element, "a join counts its flows; choose what comes before or behind it.")
    if owner is not None and owner.internal_data.get("closing"):
        raise NotRepairable(element, f"«{parent}» is about to end.")
    return spec


def _going(tokens: Tokens, token: Token, *, itself: bool, **said: Any) -> Effect:
    """Everything that goes with a token: what lives inside, and what listens."""
    inside: list[Token] = [token] if itself else []
    listeners: list[Token] = []
    stack = [token]
    while stack:
        current = stack.pop()
        listeners += tokens.listeners.get(current.id, {}).values()
        held = [item for item in tokens.inside.get(current.id, {}).values() if item.host is None]
        inside += held
        stack += held
    return Effect(token.task_spec.element_id, _affected(inside), _affected(listeners), **said)


def _affected(tokens: Iterable[Token]) -> tuple[Affected, ...]:
    ordered = sorted(set(tokens), key=lambda token: token.id)
    return tuple(
        Affected(token.id, token.task_spec.element_id, token.internal_data.get("row")) for token in ordered
    )


def _joins(
    tokens: Tokens, scope: int
) -> Iterable[tuple[str, tuple[Flow, ...], Mapping[str, frozenset[str]]]]:
    """The parallel joins of a scope with their incoming flows, and which of these each element leads to."""
    model = tokens.process_of(scope).model
    owner = tokens.live.get(scope)
    inner = None if owner is None or _is_called(owner) else owner.task_spec.element_id
    for element in model.content.get(inner, ()):
        flows = model.incoming[element.id]
        if element.kind == "parallelGateway" and len(flows) > 1:
            yield element.id, flows, reaches(model, element.id)


def _feeds(token: Token, join: str, reached: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if token.task_spec.element_id == join:
        return frozenset(token.internal_data.get("in", ()))
    return reached.get(token.task_spec.element_id, frozenset())


def _others(tokens: Tokens, scope: int, leaving: Token | None) -> list[Token]:
    held = tokens.inside.get(scope, {}).values()
    return [token for token in held if token.host is None and token is not leaving]


def _stranded(tokens: Tokens, scope: int, leaving: Token | None, coming: Any) -> str | None:
    """The join that would wait for ever if a token goes or comes, and did not before; with what it lacks."""
    stay = _others(tokens, scope, leaving)
    for join, flows, reached in _joins(tokens, scope):
        whole = {flow.id for flow in flows}
        after = frozenset[str]().union(*(_feeds(item, join, reached) for item in stay))
        before = after if leaving is None else after | _feeds(leaving, join, reached)
        if coming is not None:
            after |= reached.get(coming.element_id, frozenset())
        if after and not after >= whole and (not before or before >= whole):
            lacks = next(flow.source for flow in flows if flow.id not in after)
            return f"the join «{join}» would wait for ever for a token from «{lacks}»"
    return None


def _refuse_stranded(tokens: Tokens, leaving: Token, coming: Any) -> None:
    """Nobody may be left waiting at a join for the token that goes."""
    reason = _stranded(tokens, leaving.scope, leaving, coming)
    if reason is not None:
        raise NotRepairable(
            leaving.task_spec.element_id, f"{reason}; skip it instead, or choose another place."
        )


def _warnings(tokens: Tokens, scope: int, spec: Any, leaving: Token | None) -> tuple[str, ...]:
    """What people should know before a token begins somewhere."""
    stay = _others(tokens, scope, leaving)
    found = [f"«{spec.element_id}» goes on already." for item in stay if item.task_spec is spec][:1]
    stranded = _stranded(tokens, scope, leaving, spec)
    found += [f"{stranded[0].upper()}{stranded[1:]}."] if stranded else []
    for join, flows, reached in _joins(tokens, scope):
        comes, whole = reached.get(spec.element_id, frozenset()), {flow.id for flow in flows}
        fed = [feeds for item in stay if (feeds := _feeds(item, join, reached)) != whole or comes != whole]
        twice = [flow.source for flow in flows if flow.id in comes.intersection(frozenset().union(*fed))]
        if twice:
            found.append(f"A second token would come to the join «{join}» from «{twice[0]}» and wait there.")
    return tuple(found)
