"""What two versions of a model say otherwise, whatever their drawing."""

from dataclasses import dataclass

from engine.bpmn.migrating.meaning import element_changes, flow_changes
from engine.bpmn.migrating.verdicts import Change
from engine.bpmn.model import Flow, Model


@dataclass(frozen=True, slots=True)
class Differences:
    """Ids that were added or removed, and what was changed at the others. Flows count by what they connect."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added_flows: tuple[str, ...] = ()
    removed_flows: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.added_flows, self.removed_flows, self.changes))

    @property
    def changed(self) -> dict[str, tuple[str, ...]]:
        """Where something changed: ids by what it is (name, form, lane, condition …)."""
        found: dict[str, dict[str, None]] = {}
        for change in self.changes:
            found.setdefault(change.what, {})[change.place] = None
        return {what: tuple(places) for what, places in found.items()}


def differences(old: Model, new: Model) -> Differences:
    """What was added, removed and changed from one version to the next."""
    pairs = flow_pairs(old, new)
    changes = [
        change
        for element in old.elements.values()
        if element.id in new.elements
        for change in element_changes(element, new.elements[element.id])
    ]
    for before, after in pairs:
        changes += flow_changes(before, after)
    changes += _order(old, new, pairs)
    changes += _lanes(old, new)
    known = {before.id for before, _ in pairs}
    found = {after.id for _, after in pairs}
    return Differences(
        tuple(item for item in new.elements if item not in old.elements),
        tuple(item for item in old.elements if item not in new.elements),
        tuple(item for item in new.flows if item not in found),
        tuple(item for item in old.flows if item not in known),
        tuple(changes),
    )


def flow_pairs(old: Model, new: Model) -> list[tuple[Flow, Flow]]:
    """Flows that are the same in both: those that connect the same, by id first; then those of the same id."""
    free = dict(new.flows)
    pairs: dict[str, Flow] = {}
    for flow in old.flows.values():
        other = free.get(flow.id)
        if other is not None and _ends(other) == _ends(flow):
            pairs[flow.id] = free.pop(flow.id)
    for flow in old.flows.values():
        if flow.id not in pairs:
            found = next((item for item in free.values() if _ends(item) == _ends(flow)), None)
            if found is not None:
                pairs[flow.id] = free.pop(found.id)
    for flow in old.flows.values():
        if flow.id not in pairs and flow.id in free:
            pairs[flow.id] = free.pop(flow.id)
    return [(old.flows[ident], after) for ident, after in pairs.items()]


def _ends(flow: Flow) -> tuple[str, str]:
    return flow.source, flow.target


def _order(old: Model, new: Model, pairs: list[tuple[Flow, Flow]]) -> list[Change]:
    """Where the first condition that holds decides, the order of the flows is part of the meaning."""
    renamed = {before.id: after.id for before, after in pairs}
    found = []
    for element in old.elements.values():
        if element.kind != "exclusiveGateway" or element.id not in new.elements:
            continue
        before = [renamed[flow.id] for flow in old.outgoing[element.id] if flow.id in renamed]
        after = [flow.id for flow in new.outgoing[element.id] if flow.id in before]
        before = [ident for ident in before if ident in after]
        if before != after:
            found.append(Change(element.id, "order", ", ".join(before), ", ".join(after)))
    return found


def _lanes(old: Model, new: Model) -> list[Change]:
    names = [*old.lanes, *(lane for lane in new.lanes if lane not in old.lanes)]
    return [
        Change(lane, "lane name", old.lanes.get(lane), new.lanes.get(lane))
        for lane in names
        if old.lanes.get(lane) != new.lanes.get(lane)
    ]
