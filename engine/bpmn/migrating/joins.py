"""Joins between two versions: which flow an arrival counts for, and whether a join would wait for ever."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.migrating.situation import Situation, Standing
from engine.bpmn.migrating.verdicts import END
from engine.bpmn.model import Flow, Model
from engine.bpmn.specs.gateways import Inclusive, Join, Parallel
from engine.bpmn.tokens import PROCESS


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Old flow to new flow for what has arrived; `lost` is a flow that has no counterpart, `free` what it could be."""

    flows: Mapping[str, str]
    lost: str | None = None
    free: tuple[str, ...] = ()


def arrivals(situation: Situation, token: Standing, target: str) -> Arrivals:
    """What counts for what at a join: by the mapping, by id, by what a flow connects, by the branch it ends."""
    old, new = situation.old.model, situation.new.model
    free = {flow.id: flow for flow in new.incoming[target]}
    found: dict[str, str] = {}
    waiting = list(old.incoming[token.element])
    for same in (_mapped, _same_id, _same_ends):
        for flow in [item for item in waiting if item.id not in found]:
            other = same(situation, flow, free)
            if other is not None:
                found[flow.id] = free.pop(other).id
    _by_branch(situation, target, [item for item in waiting if item.id not in found], free, found)
    came = token.data["in"]
    lost = next((flow for flow in came if flow not in found), None)
    return Arrivals({flow: found[flow] for flow in came if flow in found}, lost, tuple(free))


def _mapped(situation: Situation, flow: Flow, free: Mapping[str, Flow]) -> str | None:
    wanted = situation.mapping.get(flow.id)
    return wanted if wanted in free else None


def _same_id(situation: Situation, flow: Flow, free: Mapping[str, Flow]) -> str | None:
    other = free.get(flow.id)
    if other is None:
        return None
    source = situation.target_of(flow.source)
    moved = other.source != source and source is not None and _leads(situation.new.model, source, free, flow)
    return None if moved else flow.id


def _leads(model: Model, source: str, free: Mapping[str, Flow], flow: Flow) -> bool:
    """Whether another free flow comes from the source that this one came from."""
    return any(item.source == source and item.id != flow.id for item in free.values())


def _same_ends(situation: Situation, flow: Flow, free: Mapping[str, Flow]) -> str | None:
    source = situation.target_of(flow.source)
    return next((item.id for item in free.values() if item.source == source), None)


def _by_branch(
    situation: Situation, target: str, lost: list[Flow], free: dict[str, Flow], found: dict[str, str]
) -> None:
    """A branch whose last steps were inserted or removed ends with another flow; only what is certain counts."""
    ends = {flow.id: _ends_of(situation, flow, target, free) for flow in lost}
    for flow in lost:
        (*others,) = (ident for other, idents in ends.items() if other != flow.id for ident in idents)
        if len(ends[flow.id]) == 1 and not set(ends[flow.id]) & set(others):
            found[flow.id] = free.pop(ends[flow.id][0]).id


def _ends_of(situation: Situation, flow: Flow, join: str, free: Mapping[str, Flow]) -> list[str]:
    old, new = situation.old.model, situation.new.model
    source = situation.target_of(flow.source)
    if source:
        return [ident for ident in free if source in _upstream(new, free[ident].source, join)]
    known = _upstream(old, flow.source, flow.target)
    return [
        ident for ident, item in free.items() if item.source in {situation.target_of(one) for one in known}
    ]


def _upstream(model: Model, element: str, join: str) -> set[str]:
    """The elements from which a branch leads here, back to where it was split off."""
    found: set[str] = set()
    stack = [element]
    while stack:
        current = stack.pop()
        if current in found or current == join:
            continue
        found.add(current)
        if model.elements[current].kind != "parallelGateway":
            stack += [flow.source for flow in model.incoming[current]]
    return found


def starving(situation: Situation) -> Iterator[tuple[int, str]]:
    """Tokens for which a parallel join of the new version would wait for ever, with the reason."""
    scopes = dict.fromkeys(token.scope for token in situation.tokens.values() if not token.foreign)
    for scope in scopes:
        if scope != PROCESS and (owner := situation.tokens[scope]).part == "#called":
            continue
        if scope != PROCESS and not situation.target(owner):
            continue
        yield from _starving_in(situation, scope)


def _starving_in(situation: Situation, scope: int) -> Iterator[tuple[int, str]]:
    place = situation.place(scope)
    tokens = [token for token in situation.inside(scope) if token.host is None]
    if any(situation.target(token) is None for token in tokens):
        return  # where it goes has to be chosen first: it may be what the join waits for
    stands = [(token, target) for token in tokens if (target := situation.target(token))]
    for join in situation.new.model.content.get(place, ()):
        if join.kind != "parallelGateway" or len(situation.new.model.incoming[join.id]) < 2:
            continue
        at = [(token, _fed(situation, token, target, join.id)) for token, target in stands]
        fed = {flow for _, flows in at for flow in flows}
        missing = [flow for flow in situation.new.model.incoming[join.id] if flow.id not in fed]
        if fed and missing and not _starved_before(situation, tokens, join.id):
            fills = [token for token, flows in at if flows]
            first = min(fills, key=lambda token: "in" not in token.data)
            yield first.number, _starves(join.id, missing[0])


def _starves(join: str, flow: Flow) -> str:
    return f"The join «{join}» would wait for ever for a token from «{flow.source}» (flow «{flow.id}»)."


def _fed(situation: Situation, token: Standing, target: str, join: str) -> frozenset[str]:
    """The incoming flows of a new join that a token has filled or can come to."""
    if target == join and "in" in token.data:
        return frozenset(arrivals(situation, token, target).flows.values())
    return situation.versions.reaches(join, new=True).get(target, frozenset())


def _starved_before(situation: Situation, tokens: list[Standing], join: str) -> bool:
    """Whether the old version would have waited for ever as well."""
    old = situation.old.model
    before = next((item for item in old.elements if situation.target_of(item) == join), None)
    if before is None or old.elements[before].kind != "parallelGateway":
        return False
    reached = situation.versions.reaches(before, new=False)
    fed: set[str] = set()
    for token in tokens:
        is_there = token.element == before and "in" in token.data
        fed |= set(token.data["in"]) if is_there else reached.get(token.element, frozenset())
    return bool(fed) and any(flow.id not in fed for flow in old.incoming[before])


def goes_on(situation: Situation, token: Standing, target: str, flows: Mapping[str, str]) -> bool:
    """Whether a join has in the new version what it waits for."""
    spec = situation.new_spec(token, target)
    if not isinstance(spec, Join):
        return False
    filled = frozenset(flows.values())
    if isinstance(spec, Parallel) or len(spec.incoming) < 2:
        return filled >= frozenset(spec.incoming)
    return isinstance(spec, Inclusive) and not any(
        _hopes(spec, situation, other, filled)
        for other in situation.inside(token.scope)
        if other.host is None and other.element != token.element
    )


def _hopes(spec: Inclusive, situation: Situation, other: Standing, filled: frozenset[str]) -> bool:
    target = situation.target(other)
    if not target or target == END:
        return False
    reached = spec.reaches.get(target, frozenset())
    return bool(reached - filled) and not reached & filled
