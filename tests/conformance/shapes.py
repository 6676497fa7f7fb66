"""Pieces of BPMN as text. `~` before an id stands for the fragment's prefix; `@in` and `@out` for what surrounds it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
HERE = "urn:bruecke:conformance"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def _attributes(attributes: Mapping[str, object]) -> str:
    texts = {True: "true", False: "false"}
    shown = {
        name: texts[value] if isinstance(value, bool) else str(value) for name, value in attributes.items()
    }
    return "".join(f" {name}={quoteattr(value)}" for name, value in shown.items())


def node(
    tag: str,
    name: str,
    *children: str,
    ext: Sequence[str] = (),
    default: str | None = None,
    **attributes: object,
) -> str:
    """A flow node; `ext` are its extension elements, `default` the node its default flow leads to."""
    if default is not None:
        attributes["default"] = flow_id(name, default)
    extensions = f"<extensionElements>{''.join(ext)}</extensionElements>" if ext else ""
    return f'<{tag} id="~{name}"{_attributes(attributes)}>{extensions}{"".join(children)}</{tag}>'


def root(text: str) -> str:
    """An element that belongs beside the processes; the assembly moves it there, once."""
    return f"<here:root>{text}</here:root>"


# Flows


def flow_id(source: str, target: str) -> str:
    """The id of the flow between two nodes."""
    return f"~{source.strip('@')}_to_{target.strip('@')}"


def flow(source: str, target: str, when: str | None = None, name: str | None = None) -> str:
    """A sequence flow, with its condition."""
    ends = "".join(
        f' {end}="{node_id if node_id.startswith("@") else "~" + node_id}"'
        for end, node_id in (("sourceRef", source), ("targetRef", target))
    )
    condition = (
        ""
        if when is None
        else f'<conditionExpression xsi:type="tFormalExpression">{escape(when)}</conditionExpression>'
    )
    return f'<sequenceFlow id="{name or flow_id(source, target)}"{ends}>{condition}</sequenceFlow>'


def chain(*lines: str) -> str:
    """Flows of lines such as `@in > a > b > @out`."""
    text = ""
    for line in lines:
        names = [name.strip() for name in line.split(">")]
        text += "".join(flow(a, b) for a, b in pairwise(names))
    return text


# Activities


def user(name: str, *children: str, **attributes: object) -> str:
    """A user task."""
    return node("userTask", name, *children, **attributes)  # type: ignore[arg-type] # `ext` and `default` pass through


def users(names: str) -> str:
    """Several user tasks."""
    return "".join(user(name) for name in names.split())


def job(
    name: str, *children: str, tag: str = "serviceTask", ext: Sequence[str] = (), **attributes: object
) -> str:
    """A task done by a worker."""
    return node(tag, name, *children, ext=('<zeebe:taskDefinition type="work"/>', *ext), **attributes)  # type: ignore[arg-type] # `default` passes through


def script(name: str, expression: str, result: str) -> str:
    """A script task of one FEEL expression."""
    text = f"<zeebe:script expression={quoteattr('=' + expression)} resultVariable={quoteattr(result)}/>"
    return node("scriptTask", name, ext=(text,))


def io(inputs: Mapping[str, str] | None = None, outputs: Mapping[str, str] | None = None) -> str:
    """Mappings: target -> FEEL."""
    text = "".join(
        f"<zeebe:{kind} source={quoteattr('=' + source)} target={quoteattr(target)}/>"
        for kind, mappings in (("input", inputs), ("output", outputs))
        for target, source in (mappings or {}).items()
    )
    return f"<zeebe:ioMapping>{text}</zeebe:ioMapping>"


def sub(name: str, *content: str, tag: str = "subProcess", **attributes: object) -> str:
    """A sub-process."""
    return node(tag, name, *content, **attributes)  # type: ignore[arg-type] # `ext` and `default` pass through


def handler(name: str, *content: str) -> str:
    """An event sub-process."""
    return node("subProcess", name, *content, triggeredByEvent=True)


def call(name: str, process: str, *children: str, ext: Sequence[str] = (), **attributes: object) -> str:
    """A call activity; attributes belong to zeebe:calledElement."""
    called = f"<zeebe:calledElement processId={quoteattr('~' + process)}{_attributes(attributes)}/>"
    return node("callActivity", name, *children, ext=(called, *ext))


def multi(
    collection: str | None = None,
    item: str | None = None,
    *,
    sequential: bool = False,
    into: str | None = None,
    value: str | None = None,
    cardinality: str | None = None,
    until: str | None = None,
) -> str:
    """Multi-instance characteristics."""
    names = {"inputElement": item, "outputCollection": into}
    texts: dict[str, object] = {key: name for key, name in names.items() if name is not None}
    if collection is not None:
        texts["inputCollection"] = "=" + collection
    if value is not None:
        texts["outputElement"] = "=" + value
    ext = (
        f"<extensionElements><zeebe:loopCharacteristics{_attributes(texts)}/></extensionElements>"
        if texts
        else ""
    )
    count = "" if cardinality is None else _formal("loopCardinality", cardinality)
    end = "" if until is None else _formal("completionCondition", until)
    return (
        f"<multiInstanceLoopCharacteristics{_attributes({'isSequential': sequential})}>"
        f"{ext}{count}{end}</multiInstanceLoopCharacteristics>"
    )


def loop(condition: str | None = None, **attributes: object) -> str:
    """Standard loop characteristics."""
    text = "" if condition is None else _formal("loopCondition", condition)
    return f"<standardLoopCharacteristics{_attributes(attributes)}>{text}</standardLoopCharacteristics>"


def _formal(tag: str, text: str) -> str:
    return f'<{tag} xsi:type="tFormalExpression">{escape(text)}</{tag}>'


# Gateways


def xor(name: str, default: str | None = None) -> str:
    """An exclusive gateway."""
    return node("exclusiveGateway", name, default=default)


def both(*names: str) -> str:
    """Parallel gateways."""
    return "".join(node("parallelGateway", name) for name in names)


def some(name: str, default: str | None = None) -> str:
    """An inclusive gateway."""
    return node("inclusiveGateway", name, default=default)


# Events


def start(name: str, *definitions: str, ext: Sequence[str] = (), **attributes: object) -> str:
    """A start event."""
    return node("startEvent", name, *definitions, ext=ext, **attributes)  # type: ignore[arg-type] # plain attributes


def end(name: str, *definitions: str, **attributes: object) -> str:
    """An end event."""
    return node("endEvent", name, *definitions, **attributes)  # type: ignore[arg-type] # plain attributes


def catch(name: str, *definitions: str, ext: Sequence[str] = (), **attributes: object) -> str:
    """An intermediate catching event."""
    return node("intermediateCatchEvent", name, *definitions, ext=ext, **attributes)  # type: ignore[arg-type] # plain attributes


def throw(name: str, *definitions: str) -> str:
    """An intermediate throwing event."""
    return node("intermediateThrowEvent", name, *definitions)


def boundary(
    name: str,
    on: str,
    *definitions: str,
    goes_on: bool = False,
    ext: Sequence[str] = (),
    **attributes: object,
) -> str:
    """A boundary event; `goes_on`: it does not interrupt."""
    return node(
        "boundaryEvent",
        name,
        *definitions,
        ext=ext,
        attachedToRef="~" + on,
        cancelActivity=not goes_on,
        **attributes,  # type: ignore[arg-type] # plain attributes
    )


def message(name: str, key: str | None = None) -> str:
    """A message's definition; `key` is FEEL."""
    return f'<messageEventDefinition messageRef="{message_id(name)}"/>{message_root(name, key)}'


def message_id(name: str) -> str:
    """The id of the message of a name."""
    return "~message_" + "".join(letter for letter in name if letter.isalnum())


def message_root(name: str, key: str | None = None) -> str:
    """The message itself."""
    subscription = (
        ""
        if key is None
        else (
            f"<extensionElements><zeebe:subscription correlationKey={quoteattr('=' + key)}/></extensionElements>"
        )
    )
    return root(f'<message id="{message_id(name)}" name={quoteattr(name)}>{subscription}</message>')


def signal(name: str) -> str:
    """A signal's definition."""
    return f'<signalEventDefinition signalRef="~signal_{name}"/>' + root(
        f'<signal id="~signal_{name}" name="{name}"/>'
    )


def error(code: str | None = None) -> str:
    """An error's definition; without code: any."""
    if code is None:
        return "<errorEventDefinition/>"
    return f'<errorEventDefinition errorRef="~error_{code}"/>' + root(
        f'<error id="~error_{code}" name="{code}" errorCode="{code}"/>'
    )


def escalation(code: str | None = None) -> str:
    """An escalation's definition; without code: any."""
    if code is None:
        return "<escalationEventDefinition/>"
    return f'<escalationEventDefinition escalationRef="~escalation_{code}"/>' + root(
        f'<escalation id="~escalation_{code}" name="{code}" escalationCode="{code}"/>'
    )


def after(duration: str) -> str:
    """A timer by duration."""
    return f"<timerEventDefinition>{_formal('timeDuration', duration)}</timerEventDefinition>"


def at(date: str) -> str:
    """A timer by date."""
    return f"<timerEventDefinition>{_formal('timeDate', date)}</timerEventDefinition>"


def every(cycle: str) -> str:
    """A timer by cycle."""
    return f"<timerEventDefinition>{_formal('timeCycle', cycle)}</timerEventDefinition>"


def once(condition: str) -> str:
    """A condition's definition."""
    return f"<conditionalEventDefinition>{_formal('condition', condition)}</conditionalEventDefinition>"


def link(name: str) -> str:
    """A link's definition."""
    return f'<linkEventDefinition name="{name}"/>'


TERMINATE = "<terminateEventDefinition/>"
