"""What changes at a token in words: before and after where they are short, elements by their names."""

from collections.abc import Iterable, Iterator

from engine.bpmn.migrating.situation import Situation, Standing
from engine.bpmn.migrating.verdicts import Change
from engine.bpmn.model import Model

_SHORT = 60
_MOST = 4
_ATTACHED = frozenset({"boundary event", "event sub-process"})
_ELEMENTS = frozenset({"parent", "attached_to", "source", "target"})


def goes(situation: Situation, token: Standing, target: str) -> str:
    """Why a token stands at another element afterwards: renamed, or taken there though its own is still there."""
    if token.element in situation.new.model.elements:
        return f"The token goes from «{token.element}» to «{target}»: the mapping says so."
    return f"«{token.element}» is called «{target}» now."


def changed(situation: Situation, target: str, changes: Iterable[Change]) -> str:
    """All changes at an element in one sentence."""
    parts = list(dict.fromkeys(_told(situation, target, list(changes))))
    more = f"; and {len(parts) - _MOST} more" if len(parts) > _MOST else ""
    return f"Changed at «{target}»: {'; '.join(parts[:_MOST])}{more}."


def _told(situation: Situation, target: str, changes: list[Change]) -> Iterator[str]:
    yield from _ways(situation, [change for change in changes if change.what == "flow"])
    for change in changes:
        if change.what == "flow":
            continue
        if change.what == "order":
            yield "the order of the ways out"
        elif change.what in _ATTACHED:
            name = change.before or change.after
            yield f"«{name}» ({change.what}) {'is new' if change.before is None else 'is gone'}"
        else:
            yield f"{_where(situation, target, change)}{_value(situation, change)}"


def _ways(situation: Situation, changes: list[Change]) -> Iterator[str]:
    old, new = situation.old.model, situation.new.model
    gone = [_name(old, old.flows[item.place].target) for item in changes if item.after is None]
    come = [_name(new, new.flows[item.place].target) for item in changes if item.before is None]
    if come:
        yield f"it leads to {_listed(come)}{f' instead of {_listed(gone)}' if gone else ' as well'}"
    elif gone:
        yield f"it leads to {_listed(gone)} no more"


def _where(situation: Situation, target: str, change: Change) -> str:
    """The flow or the event beside the element that a change is about; nothing for the element itself."""
    old = situation.old.model
    if change.place in old.flows and change.place not in old.elements:
        return f"on the way to «{_name(old, old.flows[change.place].target)}» "
    if situation.renamed.get(change.place, change.place) != target:
        return f"at «{_name(old, change.place)}» "
    return ""


def _value(situation: Situation, change: Change) -> str:
    what = change.what.replace("_", " ")
    before = _shown(situation.old.model, change.what, change.before)
    after = _shown(situation.new.model, change.what, change.after)
    return what if max(len(before), len(after)) > _SHORT else f"{what} {before} → {after}"


def _shown(model: Model, what: str, value: str | None) -> str:
    if value is None:
        return "nothing"
    if what == "lane":
        return f"«{model.lanes.get(value) or value}»"
    return f"«{_name(model, value) if what in _ELEMENTS else value}»"


def _name(model: Model, element: str) -> str:
    found = model.elements.get(element)
    return (found.name if found is not None else "") or element


def _listed(names: list[str]) -> str:
    return " and ".join(f"«{name}»" for name in names)
