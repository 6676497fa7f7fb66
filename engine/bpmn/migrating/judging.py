"""The verdict on one token that holds its scope: does its place exist in the new version, and mean the same?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.bpmn.migrating.joins import arrivals, starving
from engine.bpmn.migrating.proposing import candidates
from engine.bpmn.migrating.situation import Situation, Standing
from engine.bpmn.migrating.surroundings import changes_at
from engine.bpmn.migrating.telling import changed, goes
from engine.bpmn.migrating.verdicts import END, Candidate, Entry, Verdict
from engine.bpmn.model import Element, Loop
from engine.bpmn.tokens import PROCESS

_KEPT_BY_LOOPS = ("item", "output_collection", "output_item")


def entry_of(situation: Situation, token: Standing, verdict: Verdict, reason: str, **said: Any) -> Entry:
    """An entry for a token; the target is its element's unless said otherwise."""
    name = "" if token.foreign else situation.before(token).name
    said.setdefault("target", situation.target(token))
    row = token.data.get("row")
    return Entry(token.number, token.element, name, row, verdict=verdict, reason=reason, **said)


def judge_all(situation: Situation) -> dict[int, Entry]:
    """The verdicts on all tokens that are no listeners."""
    holding = [token for token in situation.tokens.values() if token.host is None]
    found = {token.number: judge(situation, token) for token in holding}
    for number, reason in starving(situation):
        if found[number].verdict in {Verdict.UNCHANGED, Verdict.MAPS}:
            found[number] = replace(found[number], verdict=Verdict.BLOCKED, reason=reason)
    _guard_scopes(situation, found)
    return found


def _guard_scopes(situation: Situation, found: dict[int, Entry]) -> None:
    """What the mapping ends must not be all that lives in its scope."""
    for number, entry in list(found.items()):
        token = situation.tokens[number]
        if entry.target != END or situation.taken_by(token) is not None:
            continue
        others = [item for item in situation.inside(token.scope) if item.host is None]
        if all(found[item.number].target == END for item in others):
            reason = f"«{token.element}» can't just end: nothing would be left in its scope."
            found[number] = replace(entry, verdict=Verdict.BLOCKED, reason=reason)


def judge(situation: Situation, token: Standing) -> Entry:
    """The verdict on one token."""
    owner = situation.taken_by(token)
    if owner is not None:
        return entry_of(situation, token, Verdict.MAPS, f"It ends with «{owner.element}».", target=END)
    if token.foreign:
        reason = "It stands in a called process, which stays as it is."
        return entry_of(situation, token, Verdict.UNCHANGED, reason)
    target = situation.target(token)
    if target == END:
        return _ended(situation, token)
    if target is None:
        return _gone(situation, token)
    blocked = _blocked(situation, token, target)
    if blocked is not None:
        return entry_of(situation, token, Verdict.BLOCKED, blocked)
    if "in" in token.data:
        return _join(situation, token, target)
    return _kept(situation, token, target)


def _ended(situation: Situation, token: Standing) -> Entry:
    if len(token.data.get("in", ())) > 1:
        reason = f"«{token.element}» can't just end: tokens have arrived there that would be lost."
        return entry_of(situation, token, Verdict.BLOCKED, reason)
    return entry_of(situation, token, Verdict.MAPS, f"«{token.element}» ends: the mapping says so.")


def _gone(situation: Situation, token: Standing) -> Entry:
    found = candidates(situation, token)
    told = f" It could be «{found[0].element}»: {found[0].reason}." if found else ""
    reason = f"«{token.element}» is not in the new version.{told}"
    return entry_of(situation, token, Verdict.CHOICE, reason, candidates=found)


def _kept(
    situation: Situation, token: Standing, target: str, flows: Mapping[str, str] | None = None
) -> Entry:
    changes = changes_at(situation, token, target)
    if target != token.element:
        reason = goes(situation, token, target)
    elif changes:
        reason = changed(situation, target, changes)
    elif flows and any(old != new for old, new in flows.items()):
        reason = f"What has arrived at «{target}» counts for other flows."
    else:
        return entry_of(situation, token, Verdict.UNCHANGED, "Nothing changes here.", flows=flows)
    return entry_of(situation, token, Verdict.MAPS, reason, changes=changes, flows=flows)


def _join(situation: Situation, token: Standing, target: str) -> Entry:
    came = arrivals(situation, token, target)
    if came.lost is None:
        return _kept(situation, token, target, came.flows)
    flow = situation.old.model.flows.get(came.lost)
    where = f" from «{flow.source}»" if flow is not None else ""
    told = f"A token has arrived at «{token.element}»{where} on the flow «{came.lost}»"
    if not came.free:
        reason = f"{told}, which the join of the new version doesn't have."
        return entry_of(situation, token, Verdict.BLOCKED, reason)
    flows = situation.new.model.flows
    found = tuple(Candidate(ident, flows[ident].name, f"from «{flows[ident].source}»") for ident in came.free)
    reason = f"{told}: say which flow of the new version it counts for."
    return entry_of(situation, token, Verdict.CHOICE, reason, candidates=found)


# what keeps a token from going there


def _blocked(situation: Situation, token: Standing, target: str) -> str | None:
    old, new = situation.before(token), situation.after(target)
    return (
        _other_kind(old, new)
        or _other_loop(old, new)
        or _other_scope(situation, token, new)
        or _other_spec(situation, token, target)
        or _other_wait(token, old, new)
    )


def _other_kind(old: Element, new: Element) -> str | None:
    if old.kind != new.kind:
        return f"«{old.id}» was a {old.kind}, «{new.id}» is a {new.kind}: a token can't go from one to the other."
    if old.is_event_sub_process != new.is_event_sub_process:
        return f"«{new.id}» is an event sub-process in one version and a plain one in the other."
    return None


def _other_loop(old: Element, new: Element) -> str | None:
    before, after = old.loop, new.loop
    if before is None and after is None:
        return None
    if before is None or after is None or before.kind != after.kind:
        kinds = [loop.kind if loop is not None else "none" for loop in (before, after)]
        return f"The loop of «{new.id}» was {kinds[0]} and is {kinds[1]}: its open rounds can't be kept."
    if (before.collection is None) != (after.collection is None):
        return f"The loop of «{new.id}» counts its rounds another way: what is left can't be told."
    return _other_collections(new.id, before, after)


def _other_collections(element: str, before: Loop, after: Loop) -> str | None:
    for name in _KEPT_BY_LOOPS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            what = name.replace("_", " ")
            return f"The loop of «{element}» keeps its {what} as «{old}», not as «{new}»: open rounds would lose it."
    return None


def _other_scope(situation: Situation, token: Standing, new: Element) -> str | None:
    if token.part:
        return None  # it lives in the token of the same element
    try:
        place = situation.place(token.scope)
    except KeyError:
        owner = situation.tokens[token.scope].element
        return (
            f"«{token.element}» stands in «{owner}», which the new version doesn't have: its scope can't be kept. "
            f"Map «{owner}» to the sub-process that takes its place, or move the token out of «{owner}» first."
        )
    if new.parent == place:
        return None
    here, there = (f"in «{item}»" if item else "in the process itself" for item in (place, new.parent))
    told = f"«{new.id}» stands {there}, the token lives {here}: its scope can't be kept."
    same = "Move the token first to a step that stands at the same place in both versions"
    way_out = f"{same}, or map «{token.element}» to an element {here}"
    scope = situation.tokens[token.scope].element if token.scope != PROCESS else None
    if scope is not None and new.parent is not None and _is_alike(situation, scope, new.parent):
        way_out += f", or «{scope}» to «{new.parent}»"
    return f"{told} {way_out}."


def _is_alike(situation: Situation, owner: str, other: str) -> bool:
    """Whether a scope of the old version could be that of the new one."""
    before, after = situation.old.model.elements[owner], situation.after(other)
    return before.kind == after.kind and before.is_event_sub_process == after.is_event_sub_process


def _other_spec(situation: Situation, token: Standing, target: str) -> str | None:
    old, new = situation.old_spec(token), situation.new_spec(token, target)
    if type(old) is type(new):
        return None
    return f"«{target}» is done another way in the new version (as a {type(new).__name__}, not a {type(old).__name__})."


def _other_wait(token: Standing, old: Element, new: Element) -> str | None:
    if "armed" not in token.data:
        return None
    kinds = [[trigger.kind for trigger in item.triggers] for item in (old, new)]
    if kinds[0] == kinds[1] and old.needs_all == new.needs_all:
        return None
    return f"«{new.id}» waits for {_listed(kinds[1])}, the token for {_listed(kinds[0])}."


def _listed(kinds: list[str]) -> str:
    return " and ".join(f"a {kind}" for kind in kinds) or "nothing"
