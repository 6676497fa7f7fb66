"""What an element or a flow says, field by field, so that two versions of it can be held side by side."""

from collections.abc import Iterator, Mapping

from engine.bpmn.migrating.verdicts import Change
from engine.bpmn.model import Element, Flow, Loop, Text, Trigger, VariableMapping

_QUIET = frozenset({"bruecke.layout"})
_PLAIN = (
    "kind", "name", "lane", "form", "decision", "result", "parent", "attached_to", "script", "chosen", "completion",
)  # fmt: skip
_FLAGS = ("needs_all", "is_interrupting", "is_event_sub_process", "cancels_remaining")
COSMETIC = frozenset({"documentation"})
"""Changes that mean nothing for a token."""


def element_changes(old: Element, new: Element, renamed: Mapping[str, str] | None = None) -> list[Change]:
    """What another version of an element says otherwise; `renamed` tells which ids mean the same."""
    return _compared(old.id, dict(_element(old, renamed or {})), dict(_element(new, {})))


def flow_changes(old: Flow, new: Flow, renamed: Mapping[str, str] | None = None) -> list[Change]:
    """What another version of a flow says otherwise."""
    return _compared(old.id, dict(_flow(old, renamed or {})), dict(_flow(new, {})))


def _compared(place: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    names = [*old, *(name for name in new if name not in old)]
    return [
        Change(place, name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    ]


def _element(element: Element, renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in _PLAIN:
        value = getattr(element, name)
        if value:
            yield name, renamed.get(value, value) if name in {"parent", "attached_to"} else value
    for name in _FLAGS:
        yield name, "yes" if getattr(element, name) else "no"
    if element.documentation:
        yield "documentation", element.documentation
    yield from _properties(element.properties)
    yield from _triggers(element.triggers)
    if element.loop is not None:
        yield from _loop(element.loop)
    yield from _work(element)


def _properties(properties: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in sorted(properties.items()):
        if name not in _QUIET:
            yield name.removeprefix("bruecke."), value


def _triggers(triggers: tuple[Trigger, ...]) -> Iterator[tuple[str, str]]:
    for number, trigger in enumerate(triggers):
        end = f" {number + 1}" if number else ""
        yield f"event{end}", trigger.kind
        if trigger.name is not None:
            yield f"{trigger.kind}{end}", shown(trigger.name)
        if trigger.kind == "timer":
            yield f"timer{end}", f"{trigger.timer} {shown(trigger.when)}"
        for name in ("code", "key", "condition"):
            value = getattr(trigger, name)
            if value is not None:
                yield f"{name}{end}", value


def _loop(loop: Loop) -> Iterator[tuple[str, str]]:
    for name in Loop.__slots__:
        value = getattr(loop, name)
        if value is not None:
            yield f"loop {name}", str(value)


def _work(element: Element) -> Iterator[tuple[str, str]]:
    for name, mappings in (("inputs", element.inputs), ("outputs", element.outputs)):
        if mappings:
            yield name, _mappings(mappings)
    for name, pairs in (("data inputs", element.data_inputs), ("data outputs", element.data_outputs)):
        if pairs:
            yield name, ", ".join(f"{source} to {target}" for source, target in pairs)
    if element.job is not None:
        yield "job", shown(element.job.type)
        yield "retries", shown(element.job.retries)
        yield "headers", ", ".join(f"{name}={value}" for name, value in element.job.headers)
    if element.call is not None:
        call = element.call
        yield "calls", " ".join(filter(None, (shown(call.process), call.binding, call.version_tag)))
        yield "all variables in", "yes" if call.all_parent_variables else "no"
        yield "all variables out", "yes" if call.all_child_variables else "no"


def _mappings(mappings: tuple[VariableMapping, ...]) -> str:
    return "; ".join(f"{item.target} = {item.source}" for item in mappings)


def _flow(flow: Flow, renamed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "source", renamed.get(flow.source, flow.source)
    yield "target", renamed.get(flow.target, flow.target)
    for name in ("name", "condition"):
        value = getattr(flow, name)
        if value:
            yield name, value
    yield "default", "yes" if flow.is_default else "no"
    yield from _properties(flow.properties)


def shown(text: Text | None) -> str:
    """A text as a model writes it."""
    if text is None:
        return ""
    return f"={text.text}" if text.is_feel else text.text
