"""What could be meant in the new version where an element is gone: best first."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from engine.bpmn.migrating.situation import Situation, Standing
from engine.bpmn.migrating.verdicts import Candidate
from engine.bpmn.model import Element, Model

MOST = 5
_ALIKE = 0.7


def candidates(situation: Situation, token: Standing) -> tuple[Candidate, ...]:
    """Elements of the same kind in the same scope: same name, same form or job, then those next to it."""
    old = situation.before(token)
    parent = None if old.parent is None else situation.target_of(old.parent)
    if old.parent is not None and not parent:
        return ()
    found: list[tuple[int, Candidate]] = []
    for element in situation.new.model.content.get(parent, ()):
        if not _could_be(situation, token, element):
            continue
        reasons = list(_reasons(situation, old, element))
        if reasons:
            points = sum(point for point, _ in reasons)
            told = ", ".join(reason for _, reason in reasons)
            found.append((points, Candidate(element.id, element.name, told)))
    found.sort(key=lambda item: -item[0])
    return tuple(candidate for _, candidate in found[:MOST])


def listener_candidates(situation: Situation, token: Standing, among: list[Element]) -> tuple[Candidate, ...]:
    """Events that are new at the same host and wait for the same kind of thing."""
    old = situation.before(token)
    kinds = [trigger.kind for trigger in old.triggers]
    return tuple(
        Candidate(item.id, item.name, "new at the same place, waits for the same kind of event")
        for item in among
        if item.id not in situation.old.model.elements
        and [trigger.kind for trigger in item.triggers] == kinds
    )


def _could_be(situation: Situation, token: Standing, element: Element) -> bool:
    spec = situation.new_spec(token, element.id)
    old = situation.before(token)
    if type(spec) is not type(situation.old_spec(token)) or element.kind != old.kind:
        return False
    if [item.kind for item in element.triggers] != [item.kind for item in old.triggers]:
        return False
    return (element.loop.kind if element.loop else None) == (old.loop.kind if old.loop else None)


def _reasons(situation: Situation, old: Element, new: Element) -> Iterator[tuple[int, str]]:
    name, other = old.name.strip().casefold(), new.name.strip().casefold()
    is_new = new.id not in situation.old.model.elements
    if name and name == other:
        yield 16, "same name"
    elif is_new and name and other and SequenceMatcher(None, name, other).ratio() >= _ALIKE:
        yield 6, "similar name"
    if old.form is not None and old.form == new.form:
        yield 8, "same form"
    if old.job is not None and old.job == new.job:
        yield 8, "same job"
    yield from _neighbours(situation, old, new, is_new)


def _neighbours(situation: Situation, old: Element, new: Element, is_new: bool) -> Iterator[tuple[int, str]]:
    models = situation.old.model, situation.new.model
    before = {situation.target_of(item) for item in _next(models[0], old.id, back=True)}
    after = {situation.target_of(item) for item in _next(models[0], old.id, back=False)}
    if is_new and before & set(_next(models[1], new.id, back=True)):
        yield 3, "comes after the same step"
    if is_new and after & set(_next(models[1], new.id, back=False)):
        yield 3, "comes before the same step"
    if not is_new and new.id in _following(situation, old, back=False):
        yield 2, "the next step"
    if not is_new and new.id in _following(situation, old, back=True):
        yield 1, "the step before"


def _next(model: Model, element: str, *, back: bool) -> list[str]:
    flows = model.incoming[element] if back else model.outgoing[element]
    return [flow.source if back else flow.target for flow in flows]


def _following(situation: Situation, old: Element, *, back: bool) -> set[str]:
    """The nearest elements of the same kind that the new version still has, along the old flows."""
    found: set[str] = set()
    seen = {old.id}
    stack = _next(situation.old.model, old.id, back=back)
    while stack:
        current = stack.pop()
        if current in seen:
            continue
        seen.add(current)
        target = situation.target_of(current)
        if target and situation.old.model.elements[current].kind == old.kind:
            found.add(target)
        else:
            stack += _next(situation.old.model, current, back=back)
    return found
