"""What changes at a token: its element, its ways out, what is attached to it, what catches around it."""

from collections.abc import Iterable

from engine.bpmn.migrating.meaning import COSMETIC, element_changes, flow_changes
from engine.bpmn.migrating.situation import Situation, Standing
from engine.bpmn.migrating.verdicts import Change
from engine.bpmn.model import Element, Flow
from engine.bpmn.specs.waiting import CAUGHT_INSIDE


def changes_at(situation: Situation, token: Standing, target: str) -> tuple[Change, ...]:
    """Everything that the new version says otherwise at a token and right around it."""
    found = _element(situation, situation.before(token), situation.after(target))
    found += _ways(situation, token, target)
    if token.host is None:
        found += _attached(situation, token, target)
        found += _handlers(situation, token, target)
    return tuple(found)


def _element(situation: Situation, old: Element, new: Element) -> list[Change]:
    changes = element_changes(old, new, situation.renamed)
    return [change for change in changes if change.what not in COSMETIC]


def _ways(situation: Situation, token: Standing, target: str) -> list[Change]:
    old = list(situation.old.model.outgoing[token.element])
    left = list(situation.new.model.outgoing[target])
    found: list[Change] = []
    order = []
    for flow in old:
        leads = situation.renamed.get(flow.target, flow.target)
        other = next((item for item in left if item.target == leads), None)
        if other is None:
            found.append(Change(flow.id, "flow", f"to «{flow.target}»", None))
            continue
        left.remove(other)
        order.append(other)
        found += [item for item in flow_changes(flow, other, situation.renamed) if item.what != "source"]
    found += [Change(flow.id, "flow", None, f"to «{flow.target}»") for flow in left]
    return found + _order(target, order, situation.new.model.outgoing[target])


def _order(target: str, before: list[Flow], now: Iterable[Flow]) -> list[Change]:
    after = [flow for flow in now if flow in before]
    if after == before:
        return []
    return [Change(target, "order", _ids(before), _ids(after))]


def _ids(flows: Iterable[Flow]) -> str:
    return ", ".join(flow.id for flow in flows)


def _attached(situation: Situation, token: Standing, target: str) -> list[Change]:
    if token.part:
        return []
    old = situation.old.model.boundaries.get(token.element, ())
    new = situation.new.model.boundaries.get(target, ())
    return _sets(situation, "boundary event", old, new)


def _handlers(situation: Situation, token: Standing, target: str) -> list[Change]:
    old = situation.old.model.content[situation.before(token).parent]
    new = situation.new.model.content[situation.after(target).parent]
    handlers = ([item for item in side if item.is_event_sub_process] for side in (old, new))
    return _sets(situation, "event sub-process", *handlers)


def _sets(situation: Situation, what: str, old: Iterable[Element], new: Iterable[Element]) -> list[Change]:
    """Events that have come or gone; those that nobody listens for are compared here, the others have a token."""
    left = {item.id: item for item in new}
    found = []
    for item in old:
        other = left.pop(situation.renamed.get(item.id, item.id), None)
        if other is None:
            found.append(Change(item.id, what, item.name or item.id, None))
        elif all(trigger.kind in CAUGHT_INSIDE for trigger in item.triggers):
            found += _element(situation, item, other)
    return found + [Change(item.id, what, None, item.name or item.id) for item in left.values()]
