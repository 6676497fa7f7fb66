"""What a model still lacks to be executed: it can be kept as a draft until then."""

from collections.abc import Iterator

from lxml import etree

from decisions import feel
from decisions.feel.uses import gives_context
from engine.bpmn.extensions import extension
from engine.bpmn.validation.rules import Hit, rule
from engine.bpmn.validation.tags import EVENTS
from engine.bpmn.validation.triggers import triggers
from engine.bpmn.validation.view import View, child_of, is_written, text_of
from engine.bpmn.validation.words import kind
from engine.bpmn.xml import local
from engine.faults import sentence


def _has(element: etree._Element, tag: str, *attributes: str) -> bool:
    """Whether a `zeebe:` extension element stands there with these attributes filled in."""
    found = extension(element, tag)
    return found is not None and all((found.get(name) or "").strip() for name in attributes)


def _is_job(element: etree._Element) -> bool:
    return _has(element, "taskDefinition", "type")


@rule(
    "NEEDS-CONDITION", "todo", "A gateway that chooses knows by what.", "BPMN 2.0.2, 10.6.2; 10.6.3; ours: X2"
)
def conditions(view: View) -> Iterator[Hit]:
    for gateway in view.all("exclusiveGateway", "inclusiveGateway"):
        flows = view.outgoing.get(gateway, [])
        if len(flows) < 2:
            continue
        default = view.find(gateway.get("default"))
        bare = [flow for flow in flows if flow.condition is None and flow.element is not default]
        if local(gateway) == "inclusiveGateway" and any(flow.condition is not None for flow in flows):
            continue
        for flow in bare:
            yield Hit(
                flow.element,
                f"It leads out of {kind(gateway)} and has neither a condition nor is it the default.",
                "Write a condition in FEEL, or make it the default flow.",
            )


@rule("NEEDS-JOB", "todo", "A service task says what does it.", "Zeebe docs, service tasks")
def service(view: View) -> Iterator[Hit]:
    for task in view.all("serviceTask"):
        if not _is_job(task):
            yield Hit(
                task,
                "The service task does not say which job it is.",
                "Name it in zeebe:taskDefinition type.",
            )


@rule("NEEDS-SEND", "todo", "A send task says what it sends.", "BPMN 2.0.2, 10.3.3; Zeebe docs, send tasks")
def send(view: View) -> Iterator[Hit]:
    for task in view.all("sendTask"):
        if not _is_job(task) and not task.get("messageRef") and task not in _served_by_flows(view):
            yield Hit(
                task,
                "The send task says neither what it sends nor which job it is.",
                "Choose a message that has a name, or name the job in zeebe:taskDefinition type.",
            )


@rule("NEEDS-DECISION", "todo", "A business rule task names its decision.", "Zeebe docs, business rule tasks")
def decision(view: View) -> Iterator[Hit]:
    for task in view.all("businessRuleTask"):
        if not _is_job(task) and not _has(task, "calledDecision", "decisionId"):
            yield Hit(
                task,
                "The business rule task names no decision.",
                "Name it in zeebe:calledDecision decisionId, and its result in resultVariable.",
            )


@rule("NEEDS-RESULT", "todo", "A decision's result has a name.", "Zeebe docs, business rule tasks")
def result(view: View) -> Iterator[Hit]:
    for task in view.all("businessRuleTask"):
        if _has(task, "calledDecision", "decisionId") and not _has(task, "calledDecision", "resultVariable"):
            yield Hit(
                task,
                "The business rule task does not say which variable takes the result.",
                "Name it in zeebe:calledDecision resultVariable.",
            )


@rule("NEEDS-SCRIPT", "todo", "A script task has a script.", "BPMN 2.0.2, 10.3.3; Zeebe docs, script tasks")
def script(view: View) -> Iterator[Hit]:
    for task in view.all("scriptTask"):
        if (
            not _is_job(task)
            and not _has(task, "script", "expression")
            and not is_written(child_of(task, "script"))
        ):
            yield Hit(task, "The script task has no script.", "Write it in FEEL in zeebe:script expression.")


@rule("NEEDS-SCRIPT-RESULT", "todo", "What a script gives goes somewhere.", "Zeebe docs, script tasks")
def script_result(view: View) -> Iterator[Hit]:
    for task in view.all("scriptTask"):
        own = extension(task, "script")
        text = (own.get("expression") if own is not None else None) or text_of(child_of(task, "script"))
        if not text.strip() or _is_job(task) or _has(task, "script", "resultVariable"):
            continue
        if not _gives_context(text.strip().removeprefix("=").strip()):
            yield Hit(
                task,
                f"The script does not say which variable takes what it gives: «{text.strip()[:60]}».",
                "Name it in zeebe:script resultVariable, or give a context: {name: value} sets a variable for each entry.",
            )


def _gives_context(text: str) -> bool:
    """Whether a script is written as a context, whose entries become variables; what can't be read is told elsewhere."""
    try:
        return gives_context(feel.parse(text).tree)
    except (feel.FeelSyntaxError, feel.FeelLimitError):
        return True


def _served_by_flows(view: View) -> set[etree._Element]:
    """The elements whose message a message flow names: by the message it carries, or by its own name."""
    return view.remember("served", _find_served)


def _find_served(view: View) -> set[etree._Element]:
    ends = (
        view.find(flow.get(name))
        for flow in view.all("messageFlow")
        if (flow.get("name") or "").strip() or _message_has_name(view, flow)
        for name in ("sourceRef", "targetRef")
    )
    return {end for end in ends if end is not None}


def _message_has_name(view: View, holder: etree._Element) -> bool:
    found = view.find(holder.get("messageRef"))
    return found is not None and local(found) == "message" and bool((found.get("name") or "").strip())


def _message_holders(view: View) -> Iterator[tuple[etree._Element, str | None]]:
    """Every event and task that needs a message, with the reference to it."""
    for event in view.all(*sorted(EVENTS)):
        for item in triggers(view, event):
            if local(item) == "messageEventDefinition":
                yield event, item.get("messageRef")
    for task in view.all("receiveTask"):
        yield task, task.get("messageRef")


@rule("NEEDS-MESSAGE", "todo", "What sends or waits for a message says which.", "BPMN 2.0.2, 10.5.5, message")
def message(view: View) -> Iterator[Hit]:
    for element, name in _message_holders(view):
        if not name and element not in _served_by_flows(view):
            yield Hit(
                element,
                sentence(f"{kind(element)} does not say which message is meant"),
                "Choose a message of the file that has a name, or write the name on the message flow.",
            )


@rule("NEEDS-MESSAGE-NAME", "todo", "Messages have a name.", "Zeebe docs, messages")
def message_name(view: View) -> Iterator[Hit]:
    sending = [(task, task.get("messageRef")) for task in view.all("sendTask") if not _is_job(task)]
    for element, name in [*_message_holders(view), *sending]:
        found = view.find(name) if name else None
        if found is not None and local(found) == "message" and not (found.get("name") or "").strip():
            yield Hit(
                element,
                f"The message «{name}» has no name: nobody could send it.",
                "Give the message a name.",
            )


@rule("NEEDS-SIGNAL", "todo", "A signal event says which signal.", "BPMN 2.0.2, 10.5.5, signal")
def signal(view: View) -> Iterator[Hit]:
    for event in view.all(*sorted(EVENTS)):
        for item in triggers(view, event):
            if local(item) != "signalEventDefinition":
                continue
            name = item.get("signalRef")
            found = view.find(name) if name else None
            if not name or (
                found is not None and local(found) == "signal" and not (found.get("name") or "").strip()
            ):
                yield Hit(event, "The signal has no name.", "Choose a signal of the file that has a name.")


@rule(
    "NEEDS-EVENT-CONDITION", "todo", "A conditional event has a condition.", "BPMN 2.0.2, 10.5.5, conditional"
)
def event_condition(view: View) -> Iterator[Hit]:
    for event in view.all(*sorted(EVENTS)):
        for item in triggers(view, event):
            if local(item) == "conditionalEventDefinition" and not is_written(child_of(item, "condition")):
                yield Hit(event, "The conditional event has no condition.", "Write one in FEEL.")


RULES = (
    conditions,
    service,
    send,
    decision,
    result,
    script,
    script_result,
    message,
    message_name,
    signal,
    event_condition,
)
