"""Where tokens come from and can go to in a model: what lies on every way to a place, what can still come behind it."""

from collections.abc import Iterator, Mapping

from engine.bpmn.model import Element, Model

_NOTHING: frozenset[str] = frozenset()


class Ways:
    """Where tokens come from and go to in a model; worked out once, place by place, when asked."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._jumps = dict(_jumps(model))
        self._before: dict[str | None, Mapping[str, frozenset[str]]] = {}
        self._beyond: dict[str | None, frozenset[str]] = {}

    def before(self, element: str) -> frozenset[str]:
        """Everything that every token at an element has come by, itself and the scopes around it included."""
        parent = self.model.elements[element].parent
        outside = self.before(parent) if parent is not None else _NOTHING
        return self._in_scope(parent).get(element, _NOTHING) | {element} | outside

    def done(self, element: str) -> frozenset[str]:
        """What is certainly done inside of an element when it is left by its flows."""
        node = self.model.elements[element]
        content = self.model.content.get(element, ())
        if (
            node.kind != "subProcess"
            or _may_do_nothing(node)
            or any(_interrupts(self.model, x) for x in content)
        ):
            return _NOTHING
        known = self._in_scope(element)
        ends = [known[x.id] for x in content if x.id in known and self._is_end(x)]
        return frozenset.intersection(*ends) if ends else _NOTHING

    def beyond(self, element: str | None) -> frozenset[str]:
        """Everything that a token which stands at an element, or lives in the process (None), can still come to."""
        if element not in self._beyond:
            stack = list(self._next(element))
            found: set[str] = set()
            while stack:
                current = stack.pop()
                if current not in found:
                    found.add(current)
                    stack += [*self._next(current), *self._inside(current)]
            self._beyond[element] = frozenset(found)
        return self._beyond[element]

    def _in_scope(self, parent: str | None) -> Mapping[str, frozenset[str]]:
        """For each element of a scope that can be reached in it what lies on every way to it."""
        if parent not in self._before:
            self._before[parent] = self._worked_out(parent)
        return self._before[parent]

    def _worked_out(self, parent: str | None) -> Mapping[str, frozenset[str]]:
        content = self.model.content.get(parent, ())
        entries = [item.id for item in content if self._begins(item)]
        order, back = self._walk(entries)
        sources = self._sources(order, back)
        everything = frozenset(order)
        known = dict.fromkeys(order, everything) | {entry: frozenset({entry}) for entry in entries}
        is_open = True
        while is_open:
            is_open = False
            for element in order:
                came = [known[source] | done for source, done in sources[element]]
                if element in entries or not came:
                    continue
                all_come = self.model.elements[element].kind == "parallelGateway"
                found = (frozenset.union if all_come else frozenset.intersection)(*came) | {element}
                if found != known[element]:
                    known[element], is_open = found, True
        return known

    def _walk(self, entries: list[str]) -> tuple[list[str], set[tuple[str, str]]]:
        """What can be reached in a scope from its beginnings, those before others first; and the ways back."""
        left: list[str] = []
        back: set[tuple[str, str]] = set()
        seen: set[str] = set()
        for entry in entries:
            path = {entry: iter(self._follow(entry))} if entry not in seen else {}
            while path:
                current = next(reversed(path))
                seen.add(current)
                element = next(path[current], None)
                if element is None:
                    left.append(current)
                    del path[current]
                elif element in path:
                    back.add((current, element))
                elif element not in seen:
                    path[element] = iter(self._follow(element))
        return left[::-1], back

    def _sources(
        self, order: list[str], back: set[tuple[str, str]]
    ) -> Mapping[str, list[tuple[str, frozenset[str]]]]:
        """From where each element is reached, and what was done inside of that; a join waits for no way back."""
        found: dict[str, list[tuple[str, frozenset[str]]]] = {element: [] for element in order}
        for source in order:
            inside = self.done(source)
            for element in self._leads_to(source):
                joins = self.model.elements[element].kind == "parallelGateway"
                if not (joins and (source, element) in back):
                    found[element].append((source, inside))
            for element in self._attached(source):
                found[element].append((source, _NOTHING))
        return found

    def _follow(self, element: str) -> list[str]:
        return [*self._leads_to(element), *self._attached(element)]

    def _begins(self, element: Element) -> bool:
        """Whether a token begins there when its scope does."""
        if element.kind == "startEvent":
            return True
        starts = any(item.kind == "startEvent" for item in self.model.content[element.parent])
        return not starts and _is_loose(self.model, element)

    def _is_end(self, element: Element) -> bool:
        throws = any(trigger.kind == "error" for trigger in element.triggers) and element.kind == "endEvent"
        return not throws and not element.is_event_sub_process and not self._leads_to(element.id)

    def _leads_to(self, element: str) -> list[str]:
        targets = [flow.target for flow in self.model.outgoing.get(element, ())]
        return targets + ([self._jumps[element]] if element in self._jumps else [])

    def _attached(self, element: str) -> list[str]:
        return [event.id for event in self.model.boundaries.get(element, ())]

    def _next(self, element: str | None) -> Iterator[str]:
        """What follows while a token stands at an element: its ways out, its events, what may begin in it again."""
        if element is not None:
            yield from self._leads_to(element)
            yield from self._attached(element)
        node = self.model.elements[element] if element is not None else None
        again = node is not None and node.loop is not None and node.loop.kind != "parallel"
        for item in self.model.content.get(element, ()):
            if item.is_event_sub_process or (node is not None and (node.kind == "adHocSubProcess" or again)):
                yield item.id

    def _inside(self, element: str) -> Iterator[str]:
        """What begins in an element that a token comes to."""
        return (item.id for item in self.model.content.get(element, ()) if self._begins(item))


def _jumps(model: Model) -> Iterator[tuple[str, str]]:
    """Each throwing link event with where it goes on."""
    caught = {
        (item.parent, name): item.id
        for item in model.elements.values()
        if item.kind == "intermediateCatchEvent"
        for name in _links(item)
    }
    for item in model.elements.values():
        if item.kind == "intermediateThrowEvent":
            yield from (
                (item.id, caught[item.parent, name]) for name in _links(item) if (item.parent, name) in caught
            )


def _links(element: Element) -> list[str]:
    return [item.name.text for item in element.triggers if item.kind == "link" and item.name is not None]


def _is_loose(model: Model, element: Element) -> bool:
    """Whether nothing leads to an element that begins without being led to."""
    caught = element.kind == "intermediateCatchEvent" and bool(_links(element))
    alone = element.is_event_sub_process or element.kind == "boundaryEvent" or caught
    return not alone and not model.incoming.get(element.id)


def _may_do_nothing(element: Element) -> bool:
    """Whether a loop may have no round at all."""
    return element.loop is not None and (element.loop.kind != "standard" or element.loop.test_before)


def _interrupts(model: Model, element: Element) -> bool:
    """Whether an event sub-process may end the scope it stands in before its own ways are gone."""
    starts = model.content.get(element.id, ()) if element.is_event_sub_process else ()
    return any(item.kind == "startEvent" and item.is_interrupting for item in starts)
