"""BPMN XML as plain frozen records; what the contract refuses is refused here."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
REFUSED = {"complexGateway", "transaction"}
CONTAINERS = {"subProcess", "adHocSubProcess"}
ACTIVITIES = CONTAINERS | {
    "task", "manualTask", "userTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
    "callActivity",
}  # fmt: skip
NODES = ACTIVITIES | {
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
}  # fmt: skip


class Failed(Exception):
    """A step that could not be done; the state before it stands."""

    def __init__(self, element: str | None, code: str) -> None:
        super().__init__(f"{code} at {element}")
        self.element = element
        self.code = code


@dataclass(frozen=True)
class Flow:
    """A sequence flow; its place among the flows of its level is its place in the document."""

    id: str
    source: str
    target: str
    condition: str | None


@dataclass(frozen=True)
class Trigger:
    """One event definition: `text` is a name, code, condition, or the text of a timer; `key` is FEEL."""

    kind: str
    text: str | None = None
    key: str | None = None
    timer: str = ""


@dataclass(frozen=True)
class Loop:
    """How often an activity is done; all texts are FEEL."""

    kind: str  # "parallel", "sequential", "standard"
    collection: str | None = None
    element: str | None = None
    output_collection: str | None = None
    output_element: str | None = None
    cardinality: str | None = None
    completion: str | None = None
    condition: str | None = None
    before: bool = False
    maximum: int | None = None


@dataclass(frozen=True, eq=False)
class Node:
    """A flow node with all its extensions."""

    id: str
    tag: str
    level: "Level | None" = None
    triggers: tuple[Trigger, ...] = ()
    needs_all: bool = False
    interrupting: bool = True
    attached_to: str | None = None
    default: str | None = None
    loop: Loop | None = None
    inputs: tuple[tuple[str, str], ...] = ()
    outputs: tuple[tuple[str, str], ...] = ()
    takes: tuple[tuple[str, str], ...] = ()  # data associations: variables from, to
    gives: tuple[tuple[str, str], ...] = ()
    is_job: bool = False
    is_event_sub: bool = False
    compensates: bool = False
    script: tuple[str, str | None] | None = None
    called: str | None = None
    takes_all: bool = True
    gives_all: bool = True
    completion: str | None = None
    cancels_rest: bool = True
    active: str | None = None

    @property
    def is_activity(self) -> bool:
        return self.tag in ACTIVITIES and not self.is_event_sub

    @property
    def waits_for_work(self) -> bool:
        return self.tag == "userTask" or self.is_job


@dataclass(frozen=True, eq=False)
class Level:
    """The inside of a process or sub-process, in document order."""

    nodes: dict[str, Node]
    flows: tuple[Flow, ...]

    def outgoing(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.source == node]

    def incoming(self, node: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.target == node]

    def boundaries(self, host: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.attached_to == host]

    def event_subs(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.is_event_sub]

    def link_target(self, name: str | None) -> Node | None:
        catches = (n for n in self.nodes.values() if n.tag == "intermediateCatchEvent")
        return next(
            (n for n in catches if any(t.kind == "link" and t.text == name for t in n.triggers)), None
        )

    def everywhere(self) -> Iterator[Node]:
        """All nodes, those of inner levels too."""
        for node in self.nodes.values():
            yield node
            if node.level:
                yield from node.level.everywhere()


def read(xml: bytes) -> dict[str, Level]:
    """The processes of a document by id. Failed("refused") for what the contract refuses."""
    root = etree.fromstring(xml)
    roots = {element.get("id", ""): element for element in root.iter() if isinstance(element.tag, str)}
    return {process.get("id", ""): _level(process, roots) for process in root.iter(f"{BPMN}process")}


Roots = dict[str, etree._Element]


def _level(element: etree._Element, roots: Roots) -> Level:
    nodes: dict[str, Node] = {}
    flows: list[Flow] = []
    for child in element:
        tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if tag in REFUSED:
            raise Failed(child.get("id"), "refused")
        if tag in NODES:
            if tag == "receiveTask" and child.get("instantiate") in ("true", "1"):
                tag = _instantiating(element, child)
            nodes[child.get("id", "")] = _node(child, tag, roots)
        elif tag == "sequenceFlow":
            condition = child.find(f"{BPMN}conditionExpression")
            text = None if condition is None else (condition.text or "").strip()
            ident = child.get("id") or f"{element.get('id')}#{len(flows)}"
            flows.append(Flow(ident, child.get("sourceRef", ""), child.get("targetRef", ""), text))
    return Level(nodes, tuple(flows))


def _instantiating(process: etree._Element, task: etree._Element) -> str:
    """A receive task may begin a process if it is its first activity (10.3.3); it does what a message start does."""
    is_first = all(flow.get("targetRef") != task.get("id") for flow in process.iter(f"{BPMN}sequenceFlow"))
    if process.tag != f"{BPMN}process" or not is_first:
        raise Failed(task.get("id"), "refused")
    return "startEvent"


def _node(element: etree._Element, tag: str, roots: Roots) -> Node:
    if tag == "eventBasedGateway" and (
        element.get("instantiate") == "true" or element.get("eventGatewayType") == "Parallel"
    ):
        raise Failed(element.get("id"), "refused")
    if element.get("ordering") == "Sequential":
        raise Failed(element.get("id"), "refused")
    called = _extension(element, "calledElement")
    ad_hoc = _extension(element, "adHoc")
    mapping = _extension(element, "ioMapping")
    return Node(
        id=element.get("id", ""),
        tag=tag,
        level=_level(element, roots) if tag in CONTAINERS else None,
        triggers=_triggers(element, roots),
        needs_all=element.get("parallelMultiple") == "true",
        interrupting=element.get("isInterrupting" if tag == "startEvent" else "cancelActivity") != "false",
        attached_to=element.get("attachedToRef"),
        default=element.get("default"),
        loop=_loop(element),
        inputs=_mappings(mapping, "input"),
        outputs=_mappings(mapping, "output"),
        takes=_associations(element, "dataInputAssociation", roots),
        gives=_associations(element, "dataOutputAssociation", roots),
        is_job=tag in ACTIVITIES
        and (_extension(element, "taskDefinition") is not None or tag == "serviceTask"),
        is_event_sub=element.get("triggeredByEvent") == "true",
        compensates=element.get("isForCompensation") == "true",
        script=_script(element) if tag == "scriptTask" else None,
        called=None if called is None else called.get("processId"),
        takes_all=called is None or called.get("propagateAllParentVariables") != "false",
        gives_all=called is None or called.get("propagateAllChildVariables") != "false",
        completion=_text(element, "completionCondition"),
        cancels_rest=element.get("cancelRemainingInstances") != "false",
        active=None if ad_hoc is None else ad_hoc.get("activeElementsCollection"),
    )


def _extension(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f"{BPMN}extensionElements/{ZEEBE}{name}")


def _text(element: etree._Element, name: str) -> str | None:
    child = element.find(f"{BPMN}{name}")
    return None if child is None else (child.text or "").strip()


def _mappings(mapping: etree._Element | None, name: str) -> tuple[tuple[str, str], ...]:
    if mapping is None:
        return ()
    return tuple((m.get("source", ""), m.get("target", "")) for m in mapping.findall(f"{ZEEBE}{name}"))


def _associations(element: etree._Element, tag: str, roots: Roots) -> tuple[tuple[str, str], ...]:
    def variable(end: etree._Element) -> str:
        node = roots[(end.text or "").strip()]
        return roots[node.get("dataObjectRef", node.get("id", ""))].get("name", "")

    return tuple(
        (variable(source), variable(target))
        for one in element.findall(BPMN + tag)
        for source, target in [(one[0], one[1])]
    )


def _script(element: etree._Element) -> tuple[str, str | None] | None:
    zeebe = _extension(element, "script")
    plain = _text(element, "script")
    result = None if zeebe is None else zeebe.get("resultVariable")
    if plain is not None and element.get("scriptFormat", "FEEL").lower().endswith("feel"):
        return plain, result
    if zeebe is not None and zeebe.get("expression"):
        return zeebe.get("expression", ""), result
    return None


def _loop(element: etree._Element) -> Loop | None:
    standard = element.find(f"{BPMN}standardLoopCharacteristics")
    if standard is not None:
        condition, maximum = _text(standard, "loopCondition"), standard.get("loopMaximum")
        if condition is None and maximum is None:
            raise Failed(element.get("id"), "refused")
        return Loop(
            "standard",
            condition=condition,
            before=standard.get("testBefore") == "true",
            maximum=None if maximum is None else int(maximum),
        )
    several = element.find(f"{BPMN}multiInstanceLoopCharacteristics")
    if several is None:
        return None
    zeebe = _extension(several, "loopCharacteristics")
    told = {} if zeebe is None else dict(zeebe.attrib)
    return Loop(
        "sequential" if several.get("isSequential") == "true" else "parallel",
        collection=told.get("inputCollection"),
        element=told.get("inputElement"),
        output_collection=told.get("outputCollection"),
        output_element=told.get("outputElement"),
        cardinality=_text(several, "loopCardinality"),
        completion=_text(several, "completionCondition"),
    )


def _triggers(element: etree._Element, roots: Roots) -> tuple[Trigger, ...]:
    if element.get("messageRef") is not None:
        return (_message(element, roots),)
    tags = [(child, etree.QName(child).localname) for child in element if isinstance(child.tag, str)]
    return tuple(
        _trigger(child, tag.removesuffix("EventDefinition"), roots)
        for child, tag in tags
        if tag.endswith("EventDefinition")
    )


def _trigger(definition: etree._Element, kind: str, roots: Roots) -> Trigger:
    if kind == "message":
        return _message(definition, roots)
    if kind == "timer":
        for name in ("timeDate", "timeDuration", "timeCycle"):
            text = _text(definition, name)
            if text is not None:
                return Trigger("timer", text, timer=name)
    if kind == "conditional":
        return Trigger(kind, _text(definition, "condition"))
    if kind == "link":
        return Trigger(kind, definition.get("name"))
    referred = roots.get(definition.get(f"{kind}Ref", ""))
    wanted = {"signal": "name", "error": "errorCode", "escalation": "escalationCode"}.get(kind)
    return Trigger(kind, None if referred is None or wanted is None else referred.get(wanted))


def _message(owner: etree._Element, roots: Roots) -> Trigger:
    message = roots.get(owner.get("messageRef", ""))
    if message is None:
        raise Failed(owner.get("id"), "refused")
    subscription = _extension(message, "subscription")
    key = None if subscription is None else subscription.get("correlationKey")
    return Trigger("message", message.get("name"), key)
