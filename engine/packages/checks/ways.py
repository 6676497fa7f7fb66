"""Where a token can come to, over all levels of a model, and what may have happened before."""

from collections.abc import Callable, Iterator

from engine.bpmn.extensions import SUB_PROCESSES
from engine.bpmn.model import Element, Flow, Model

_CAUGHT = frozenset({"error", "escalation"})
_THROWING = frozenset({"endEvent", "intermediateThrowEvent"})
_BEHIND = "/behind"


def reached(model: Model, may_pass: Callable[[Flow], bool] = lambda flow: True) -> set[str]:
    """The elements that a token can come to from the start on flows that it may pass.

    A parallel join is reached when a token can come on each of its flows; a sub-process is left when one of its
    ends is reached; an event that catches an error or escalation is reached when something in reach throws it.
    """
    seen: set[str] = set()
    left: set[str] = set()
    grew = True
    while grew:
        before = len(seen) + len(left)
        for element in model.elements.values():
            if element.id not in seen and _comes(model, element, seen, left, may_pass):
                seen.add(element.id)
            if element.id in seen and element.id not in left and _leaves(model, element, left):
                left.add(element.id)
        grew = len(seen) + len(left) > before
    return seen


class Past:
    """What a token may have passed before it comes to an element."""

    def __init__(self, model: Model) -> None:
        self._sources: dict[str, set[str]] = {}
        for source, target in _steps(model):
            self._sources.setdefault(target, set()).add(source)

    def of(self, ident: str) -> set[str]:
        """The elements on all ways here, itself where a way leads back."""
        seen: set[str] = set()
        open_places = [ident]
        while open_places:
            for source in self._sources.get(open_places.pop(), set()) - seen:
                seen.add(source)
                open_places.append(source)
        return {place.removesuffix(_BEHIND) for place in seen}


def _comes(
    model: Model, element: Element, seen: set[str], left: set[str], may_pass: Callable[[Flow], bool]
) -> bool:
    flows = model.incoming[element.id]
    if element.kind == "parallelGateway" and flows:
        return all(flow.source in left and may_pass(flow) for flow in flows)
    if any(flow.source in left and may_pass(flow) for flow in flows):
        return True
    if element.attached_to is not None:
        return element.attached_to in seen and _is_thrown(model, element, element.attached_to, seen)
    if _link(element) is not None and element.kind == "intermediateCatchEvent":
        return any(throw in seen for throw in _throws(model, element))
    if flows or (element.parent is not None and element.parent not in seen):
        return False
    if element.is_event_sub_process:
        return True
    parent = model.elements[element.parent] if element.parent else None
    if parent is not None and parent.is_event_sub_process:
        return _is_thrown(model, element, parent.parent, seen)
    return element.kind == "startEvent" or not _has_start(model, element.parent)


def _leaves(model: Model, element: Element, left: set[str]) -> bool:
    if element.kind not in SUB_PROCESSES or element.loop is not None:
        return True
    inside = model.content.get(element.id, ())
    return not inside or any(
        part.id in left and not model.outgoing[part.id] and not _throws_on(part) for part in inside
    )


def _throws_on(element: Element) -> bool:
    """Whether what ends here goes on elsewhere: behind a link, or where its error is caught."""
    kinds = {trigger.kind for trigger in element.triggers}
    return (element.kind == "intermediateThrowEvent" and "link" in kinds) or (
        element.kind == "endEvent" and "error" in kinds
    )


def _has_start(model: Model, scope: str | None) -> bool:
    return any(part.kind == "startEvent" for part in model.content.get(scope, ()))


def _is_thrown(model: Model, catcher: Element, scope: str | None, seen: set[str]) -> bool:
    """Whether something in reach inside a scope throws what an event catches; what comes from outside may always."""
    caught = [trigger for trigger in catcher.triggers if trigger.kind in _CAUGHT]
    if len(caught) < len(catcher.triggers) or not caught:
        return True
    if scope is not None and model.elements[scope].kind not in SUB_PROCESSES:
        return True
    for element in _throwers(model):
        if element.id not in seen or not _is_in(model, element, scope):
            continue
        if element.kind == "callActivity" or element.job is not None:
            return True
        for thrown in element.triggers if element.kind in _THROWING else ():
            if any(one.kind == thrown.kind and one.code in {None, thrown.code} for one in caught):
                return True
    return False


def _throwers(model: Model) -> Iterator[Element]:
    """What may throw an error or escalation."""
    for element in model.elements.values():
        if (
            element.kind == "callActivity"
            or element.job is not None
            or (element.kind in _THROWING and any(trigger.kind in _CAUGHT for trigger in element.triggers))
        ):
            yield element


def _is_in(model: Model, element: Element, scope: str | None) -> bool:
    parent = element.parent
    while parent is not None and parent != scope:
        parent = model.elements[parent].parent
    return parent == scope


def _link(element: Element) -> str | None:
    return next((t.name.text for t in element.triggers if t.kind == "link" and t.name is not None), None)


def _throws(model: Model, catch: Element) -> Iterator[str]:
    for part in model.content.get(catch.parent, ()):
        if part.kind == "intermediateThrowEvent" and _link(part) == _link(catch):
            yield part.id


def _steps(model: Model) -> Iterator[tuple[str, str]]:
    """From place to place: flows, links, into and out of sub-processes, and to events that catch."""
    for flow in model.flows.values():
        yield _behind(model, flow.source), flow.target
    for element in model.elements.values():
        behind = _behind(model, element.id)
        if element.attached_to is not None:
            inside = (part for part in model.elements.values() if _is_in(model, part, element.attached_to))
            yield from ((part.id, element.id) for part in inside)
            yield element.attached_to, element.id
        elif element.kind == "intermediateCatchEvent" and _link(element) is not None:
            yield from ((throw, element.id) for throw in _throws(model, element))
        elif element.is_event_sub_process:
            siblings = model.content.get(element.parent, ())
            yield from ((_behind(model, part.id), element.id) for part in siblings if part is not element)
        elif element.parent is not None and not model.incoming[element.id]:
            yield element.parent, element.id
        if element.is_event_sub_process and element.parent is not None:
            yield element.parent, element.id
        if element.parent is not None and not model.outgoing[element.id] and not _throws_on(element):
            yield behind, _behind(model, element.parent)


def _behind(model: Model, ident: str) -> str:
    """The place behind an element; that of a sub-process is another than the one before its content."""
    has_content = ident in model.elements and bool(model.content.get(ident))
    return ident + _BEHIND if has_content else ident
