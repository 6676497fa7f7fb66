"""A rule about errors: an end that throws one is an end only where somebody catches it."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.extensions import extension
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.triggers import triggers
from engine.bpmn.validation.view import View, is_event_sub_process, parts
from engine.bpmn.xml import local


@rule(
    "ERROR-UNCAUGHT", "warning", "An error that an end event throws is caught.", "BPMN 2.0.2, 10.5.6; 13.5.3"
)
def uncaught(view: View) -> Iterator[Hit]:
    called = view.remember("called", _called)
    for event in view.all("endEvent"):
        thrown = [item for item in triggers(view, event) if local(item) == "errorEventDefinition"]
        if not thrown or not view.is_executed(event) or not _is_lost(view, event, _code(view, thrown[0])):
            continue
        process = event.iterancestors("{*}process")
        if any(item.get("id") in called for item in process):
            continue  # the call activity may catch it
        code = _code(view, thrown[0])
        yield Hit(
            event,
            f"Nothing catches the error {f'«{code}» ' if code else ''}that is thrown here: a case can't end by it, it stops "
            "with an incident, unless a call activity calls this process and catches it.",
            "Catch it in an event sub-process of the process, or end with a plain or terminating end event.",
        )


def _is_lost(view: View, event: etree._Element, code: str | None) -> bool:
    """Whether an error climbs to the top: in each scope past its event sub-processes, then past the border of it."""
    current = event
    while True:
        if any(_catches(view, item, code) for item in view.boundaries.get(current, ())):
            return False
        scope = current.getparent()
        if scope is None:
            return True
        if not is_event_sub_process(current):
            starts = (
                start
                for handler in parts(scope)
                if is_event_sub_process(handler)
                for start in parts(handler)
                if local(start) == "startEvent"
            )
            if any(_catches(view, start, code) for start in starts):
                return False
        if local(scope) == "process":
            return True
        current = scope


def _catches(view: View, event: etree._Element, code: str | None) -> bool:
    codes = [_code(view, item) for item in triggers(view, event) if local(item) == "errorEventDefinition"]
    return any(caught is None or caught == code for caught in codes)


def _code(view: View, definition: etree._Element) -> str | None:
    """What an error is known by; None where none is named, which catches all."""
    error = view.find(definition.get("errorRef"))
    if error is None:
        return None
    return error.get("errorCode") or error.get("name") or error.get("id")


def _called(view: View) -> set[str]:
    names = set()
    for activity in view.all("callActivity"):
        zeebe = extension(activity, "calledElement")
        for name in (activity.get("calledElement"), zeebe.get("processId") if zeebe is not None else None):
            names.add((name or "").strip().rpartition(":")[2])
    return names


RULES = (uncaught,)
