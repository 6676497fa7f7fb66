"""BPMN XML from small pieces: each function gives the text of one element.

Every document knows the same messages (m1, m2 without key, m3 with the key `=k`, m4 with the key `=a`), signals (s1, s2), errors (e1, e2)
and escalations (c1, c2).
"""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

ROOTS = "".join(
    [
        '<message id="Message_m1" name="m1"/><message id="Message_m2" name="=&quot;m2&quot;"/>',
        '<message id="Message_m3" name="m3"><extensionElements><zeebe:subscription correlationKey="=k"/></extensionElements></message>',
        '<message id="Message_m4" name="=&quot;m&quot; + &quot;4&quot;"><extensionElements><zeebe:subscription correlationKey="=a"/></extensionElements></message>',
        *(f'<signal id="Signal_{name}" name="{name}"/>' for name in ("s1", "s2")),
        *(f'<error id="Error_{name}" errorCode="{name}"/>' for name in ("e1", "e2")),
        *(f'<escalation id="Escalation_{name}" escalationCode="{name}"/>' for name in ("c1", "c2")),
    ]
)


def document(**processes: str) -> bytes:
    """Processes by id, each the text of its elements."""
    bodies = "".join(
        f'<process id="{name}" isExecutable="true">{body}</process>' for name, body in processes.items()
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
        ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' id="definitions" targetNamespace="http://oracle">{ROOTS}{bodies}</definitions>'
    ).encode()


def element(tag: str, name: str, *inner: str, **attributes: str | None) -> str:
    """A node. What begins with «<zeebe:» goes to its extension elements, which come first."""
    extensions = "".join(part for part in inner if part.startswith("<zeebe:"))
    rest = "".join(part for part in inner if not part.startswith("<zeebe:"))
    if extensions:
        extensions = f"<extensionElements>{extensions}</extensionElements>"
    return f'<{tag} id="{name}"{_attributes(attributes)}>{extensions}{rest}</{tag}>'


def _attributes(attributes: dict[str, str | None]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value is not None)


def flow(source: str, target: str, condition: str | None = None, name: str | None = None) -> str:
    """A sequence flow, its id `source_target` if none is given; no id at all if it is empty."""
    inner = (
        ""
        if condition is None
        else f'<conditionExpression xsi:type="tFormalExpression">{escape(condition)}</conditionExpression>'
    )
    ident = "" if name == "" else f' id="{name or f"{source}_{target}"}"'
    return f'<sequenceFlow{ident} sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def path(nodes: str) -> str:
    """Flows along «a b c»."""
    names = nodes.split()
    return "".join(flow(*pair) for pair in pairwise(names))


def user(name: str, *inner: str, **attributes: str | None) -> str:
    return element("userTask", name, *inner, **attributes)


def job(name: str, *inner: str, tag: str = "serviceTask") -> str:
    return element(tag, name, '<zeebe:taskDefinition type="work"/>', *inner)


def script(name: str, variable: str, expression: str, *inner: str) -> str:
    return element(
        "scriptTask",
        name,
        f"<zeebe:script expression={quoteattr('=' + expression)} resultVariable={quoteattr(variable)}/>",
        *inner,
    )


def sub(name: str, *inner: str, **attributes: str | None) -> str:
    return element("subProcess", name, *inner, **attributes)


def event_sub(name: str, *inner: str) -> str:
    return element("subProcess", name, *inner, triggeredByEvent="true")


def call(name: str, process: str, *inner: str, parents: bool = True, children: bool = True) -> str:
    return element(
        "callActivity",
        name,
        f'<zeebe:calledElement processId="{process}" propagateAllParentVariables="{str(parents).lower()}"'
        f' propagateAllChildVariables="{str(children).lower()}"/>',
        *inner,
    )


def ad_hoc(name: str, *inner: str, until: str | None = None, **attributes: str | None) -> str:
    condition = [] if until is None else [f"<completionCondition>{escape(until)}</completionCondition>"]
    return element("adHocSubProcess", name, *inner, *condition, **attributes)


def gateway(kind: str, name: str, default: str | None = None) -> str:
    """`kind`: exclusive, parallel, inclusive, eventBased."""
    return element(f"{kind}Gateway", name, default=default)


def start(name: str, *triggers: str, goes_on: bool = False, needs_all: bool = False) -> str:
    return element(
        "startEvent",
        name,
        *triggers,
        isInterrupting="false" if goes_on else None,
        parallelMultiple="true" if needs_all else None,
    )


def end(name: str, *triggers: str) -> str:
    return element("endEvent", name, *triggers)


def catch(name: str, *triggers: str, needs_all: bool = False) -> str:
    return element("intermediateCatchEvent", name, *triggers, parallelMultiple="true" if needs_all else None)


def throw(name: str, *triggers: str) -> str:
    return element("intermediateThrowEvent", name, *triggers)


def boundary(name: str, host: str, *triggers: str, goes_on: bool = False, needs_all: bool = False) -> str:
    return element(
        "boundaryEvent",
        name,
        *triggers,
        attachedToRef=host,
        cancelActivity="false" if goes_on else None,
        parallelMultiple="true" if needs_all else None,
    )


def message(name: str) -> str:
    return f'<messageEventDefinition messageRef="Message_{name}"/>'


def receive(name: str, message_name: str, *inner: str, begins: bool = False) -> str:
    return element(
        "receiveTask",
        name,
        *inner,
        messageRef=f"Message_{message_name}",
        instantiate="true" if begins else None,
    )


def signal(name: str) -> str:
    return f'<signalEventDefinition signalRef="Signal_{name}"/>'


def error(code: str | None) -> str:
    return "<errorEventDefinition/>" if code is None else f'<errorEventDefinition errorRef="Error_{code}"/>'


def escalation(code: str | None) -> str:
    if code is None:
        return "<escalationEventDefinition/>"
    return f'<escalationEventDefinition escalationRef="Escalation_{code}"/>'


def timer(kind: str, text: str) -> str:
    """`kind`: Date, Duration, Cycle."""
    return f"<timerEventDefinition><time{kind}>{escape(text)}</time{kind}></timerEventDefinition>"


def conditional(text: str) -> str:
    return f"<conditionalEventDefinition><condition>{escape(text)}</condition></conditionalEventDefinition>"


def link(name: str) -> str:
    return f'<linkEventDefinition name="{name}"/>'


def data_objects(*names: str) -> str:
    """Data objects of a process, each with a reference."""
    return "".join(
        f'<dataObject id="Data_{name}" name="{name}"/>'
        f'<dataObjectReference id="Reference_{name}" dataObjectRef="Data_{name}"/>'
        for name in names
    )


def takes(owner: str, source: str, target: str) -> str:
    """An activity reads a data object into a variable of its own."""
    ident = f"Input_{owner}_{target}"
    return (
        f'<ioSpecification><dataInput id="{ident}" name="{target}"/></ioSpecification><dataInputAssociation>'
        f"<sourceRef>Reference_{source}</sourceRef><targetRef>{ident}</targetRef></dataInputAssociation>"
    )


def gives(owner: str, source: str, target: str) -> str:
    """An activity writes one of its variables into a data object."""
    ident = f"Output_{owner}_{source}"
    return (
        f'<ioSpecification><dataOutput id="{ident}" name="{source}"/></ioSpecification><dataOutputAssociation>'
        f"<sourceRef>{ident}</sourceRef><targetRef>Reference_{target}</targetRef></dataOutputAssociation>"
    )


TERMINATE = "<terminateEventDefinition/>"


def mapping(*inputs: tuple[str, str], outputs: tuple[tuple[str, str], ...] = ()) -> str:
    """Pairs of source (FEEL without «=») and target."""
    pieces = [
        f"<zeebe:{kind} source={quoteattr('=' + source)} target={quoteattr(target)}/>"
        for kind, pairs in (("input", inputs), ("output", outputs))
        for source, target in pairs
    ]
    return f"<zeebe:ioMapping>{''.join(pieces)}</zeebe:ioMapping>"


def each(
    collection: str,
    item: str = "item",
    *,
    into: tuple[str, str] | None = None,
    one_by_one: bool = False,
    until: str | None = None,
) -> str:
    """A multi-instance: `into` is the collection and the element of the output."""
    output = (
        ""
        if into is None
        else f" outputCollection={quoteattr(into[0])} outputElement={quoteattr('=' + into[1])}"
    )
    told = f"<zeebe:loopCharacteristics inputCollection={quoteattr('=' + collection)} inputElement={quoteattr(item)}{output}/>"
    return _several(f"<extensionElements>{told}</extensionElements>", one_by_one, until)


def times(cardinality: str, *, one_by_one: bool = False, until: str | None = None) -> str:
    return _several(f"<loopCardinality>{escape(cardinality)}</loopCardinality>", one_by_one, until)


def _several(inner: str, one_by_one: bool, until: str | None) -> str:
    condition = "" if until is None else f"<completionCondition>{escape(until)}</completionCondition>"
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(one_by_one).lower()}">{inner}{condition}'
        "</multiInstanceLoopCharacteristics>"
    )


def again(condition: str | None, *, before: bool = False, most: int | None = None) -> str:
    """A standard loop."""
    inner = "" if condition is None else f"<loopCondition>{escape(condition)}</loopCondition>"
    maximum = "" if most is None else f' loopMaximum="{most}"'
    return f'<standardLoopCharacteristics testBefore="{str(before).lower()}"{maximum}>{inner}</standardLoopCharacteristics>'
