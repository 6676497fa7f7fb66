"""What a case passes by: steps that are new before the place where it stands, which it would have had to do."""

from collections.abc import Iterable

from engine.bpmn.extensions import ACTIVITIES
from engine.bpmn.migrating.situation import Situation, Standing
from engine.bpmn.migrating.verdicts import END, Entry
from engine.bpmn.model import Element

_EVENTS = frozenset({"intermediateCatchEvent", "intermediateThrowEvent"})


def passed_by(situation: Situation, entries: Iterable[Entry]) -> tuple[str, ...]:
    """New elements that would have come before where the case stands, and that it can't come to any more."""
    standing = [
        (situation.tokens[entry.token], entry)
        for entry in entries
        if not entry.listens and not situation.tokens[entry.token].foreign and entry.target != END
    ]
    if any(entry.target is None for _, entry in standing):
        return ()  # where it goes has to be chosen first
    places = frozenset((token.element, entry.target or "", _came(entry)) for token, entry in standing)
    known = situation.versions.passed
    if places not in known:
        known[places] = _passed(situation, standing)
    return known[places]


def _came(entry: Entry) -> tuple[str, ...]:
    return tuple(sorted(entry.flows.values())) if entry.flows is not None else ()


def _passed(situation: Situation, standing: list[tuple[Standing, Entry]]) -> tuple[str, ...]:
    old, ways = situation.old.model, situation.versions.ways
    renamed = set(situation.renamed.values())
    added = [
        item
        for item in ways.model.elements.values()
        if item.id not in old.elements and item.id not in renamed
    ]
    if not added:
        return ()
    before: set[str] = set()
    left = set(ways.beyond(None))
    for token, entry in standing:
        target = entry.target or ""
        left |= ways.beyond(target) | {target}
        if "in" not in token.data:
            before |= ways.before(target)
        for flow in _came(entry):
            source = ways.model.flows[flow].source
            before |= ways.before(source) | ways.done(source)
    found = {item.id for item in added if _is_a_step(item) and item.id in before and item.id not in left}
    return tuple(item.id for item in added if item.id in found and item.parent not in found)


def _is_a_step(element: Element) -> bool:
    """Whether it does something; a gateway, a link or a listener that a case passes by changes nothing for it."""
    kinds = {trigger.kind for trigger in element.triggers}
    return element.kind in ACTIVITIES or (element.kind in _EVENTS and bool(kinds - {"link"}))
