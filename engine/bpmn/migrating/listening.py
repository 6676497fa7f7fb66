"""What listens beside a token or a scope: what stays, what stops, what begins."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.bpmn.migrating.judging import entry_of
from engine.bpmn.migrating.proposing import listener_candidates
from engine.bpmn.migrating.situation import Situation, Standing
from engine.bpmn.migrating.surroundings import changes_at
from engine.bpmn.migrating.telling import changed, goes
from engine.bpmn.migrating.verdicts import END, Beginning, Entry, Verdict
from engine.bpmn.model import Element
from engine.bpmn.specs.gateways import EventBased
from engine.bpmn.specs.waiting import CAUGHT_INSIDE
from engine.bpmn.tokens import PROCESS

_OPEN = frozenset({Verdict.CHOICE, Verdict.BLOCKED})


def judge_listener(situation: Situation, token: Standing, holding: Mapping[int, Entry]) -> Entry:
    """The verdict on a listener; `holding` has those on the tokens it may listen for."""
    owner = situation.taken_by(token)
    if owner is not None:
        reason = f"It stops with «{owner.element}»."
        return entry_of(situation, token, Verdict.MAPS, reason, target=END, listens=True)
    if token.foreign:
        reason = "It listens in a called process, which stays as it is."
        return entry_of(situation, token, Verdict.UNCHANGED, reason, listens=True)
    host = holding.get(token.host or PROCESS)
    if host is not None and host.verdict in _OPEN:
        reason = f"It depends on «{host.element}»."
        return entry_of(situation, token, host.verdict, reason, listens=True)
    target = situation.target(token)
    there = {spec.element_id: spec for spec in _new_events(situation, token)}
    if target is None or target == END or target not in there:
        return _stops(situation, token, target, [spec.element for spec in there.values()])
    return _stays(situation, token, target)


def _stays(situation: Situation, token: Standing, target: str) -> Entry:
    old, new = situation.before(token), situation.after(target)
    kinds = [[trigger.kind for trigger in item.triggers] for item in (old, new)]
    changes = changes_at(situation, token, target)
    said: dict[str, Any] = {"listens": True, "changes": changes}
    if kinds[0] != kinds[1] or old.needs_all != new.needs_all:
        reason = f"«{target}» waits for something else now: it begins to wait anew."
        return entry_of(situation, token, Verdict.MAPS, reason, again=True, **said)
    if target != token.element:
        return entry_of(situation, token, Verdict.MAPS, goes(situation, token, target), **said)
    if changes:
        reason = f"{changed(situation, target, changes)} What is waited for stays as it was computed."
        return entry_of(situation, token, Verdict.MAPS, reason, **said)
    return entry_of(situation, token, Verdict.UNCHANGED, "Nothing changes here.", **said)


def _stops(situation: Situation, token: Standing, target: str | None, there: list[Element]) -> Entry:
    if target == END:
        reason = f"«{token.element}» stops waiting: the mapping says so."
        return entry_of(situation, token, Verdict.MAPS, reason, listens=True)
    taken = set(situation.mapping.values())
    left = [item for item in there if item.id not in taken]
    found = listener_candidates(situation, token, left) if target is None else ()
    if found:
        reason = f"«{token.element}» is not in the new version. If «{found[0].element}» is the same, it goes on waiting; else it stops."
        return entry_of(situation, token, Verdict.CHOICE, reason, candidates=found, listens=True)
    reason = f"«{token.element}» stops waiting: the new version has it no more at this place."
    return entry_of(situation, token, Verdict.MAPS, reason, target=END, listens=True)


def beginnings(situation: Situation, entries: Mapping[int, Entry]) -> tuple[Beginning, ...]:
    """The events that begin to be waited for: new ones, and those that wait for something else now."""
    again = {(situation.tokens[entry.token].host, entry.target) for entry in entries.values() if entry.again}
    found: list[Beginning] = []
    for host, scope, old, new in _places(situation, entries):
        known = {situation.target_of(spec.element_id) for spec in old if _listens(spec)}
        for spec in new:
            ident = spec.element_id
            if _listens(spec) and (ident not in known or (host, ident) in again):
                found.append(Beginning(ident, scope, host))
    return tuple(found)


def _places(
    situation: Situation, entries: Mapping[int, Entry]
) -> Iterator[tuple[int, int, Iterable[Any], Iterable[Any]]]:
    """Hosts with the scope of their listeners, and the events at them in both versions."""
    contents = situation.old.spec.content[None], situation.new.spec.content[None]
    if not situation.is_interrupted(PROCESS) and situation.tokens:
        yield PROCESS, PROCESS, contents[0].waiting, contents[1].waiting
    for token in situation.tokens.values():
        target = entries[token.number].target
        if token.foreign or token.host is not None or not target or "in" in token.data:
            continue
        old, new = situation.old_spec(token), situation.new_spec(token, target)
        if type(old) is not type(new) or old.is_called_process:
            continue
        yield token.number, token.scope, old.boundaries, new.boundaries
        if isinstance(old, EventBased):
            yield token.number, token.scope, _targets(old), _targets(new)
        if not situation.is_interrupted(token.number):
            yield token.number, token.number, old.content.waiting, new.content.waiting


def _new_events(situation: Situation, token: Standing) -> list[Any]:
    """The events that the new version waits for where a listener listens."""
    if token.host == token.scope:
        place = situation.place(token.scope)
        if place is None:
            return list(situation.new.spec.content[None].waiting)
        host = situation.tokens[token.scope]
        return list(situation.new_spec(host, place).content.waiting)
    host = situation.tokens[token.host or PROCESS]
    spec = situation.new_spec(host, situation.target(host) or "")
    is_boundary = situation.before(token).attached_to is not None
    return list(spec.boundaries if is_boundary else _targets(spec))


def _targets(spec: Any) -> list[Any]:
    return [way.target for way in spec.ways]


def _listens(spec: Any) -> bool:
    return any(item.trigger.kind not in CAUGHT_INSIDE for item in spec.waiting)
