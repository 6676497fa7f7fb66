"""A BPMN file as the engine understands it: elements, flows, lanes, with our properties read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from engine.bpmn.extensions import ACTIVITIES, NODES, extension, properties_of
from engine.bpmn.structure import check_root, check_structure
from engine.bpmn.xml import BPMN, local, read_xml


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow. `condition` is FEEL without the leading `=`, None where there is none."""

    id: str
    name: str
    source: str
    target: str
    condition: str | None
    answer: str | None
    is_default: bool
    properties: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Element:
    """A flow node: its kind is the BPMN tag; lane is the id of the innermost lane."""

    id: str
    kind: str
    name: str
    lane: str | None
    form: str | None
    decision: str | None
    result: str | None
    properties: Mapping[str, str]
    documentation: str
    line: int

    @property
    def gateway_kind(self) -> str | None:
        """fact | rule | judgement, or None for a gateway nobody sees."""
        return self.properties.get("bruecke.gateway")

    @property
    def seats(self) -> tuple[str, ...]:
        """Roles that all have to sign or decide: those of the model, else the lane's."""
        named = self.properties.get("bruecke.seats", "")
        seats = tuple(part.strip() for part in named.split(",") if part.strip())
        return seats or ((self.lane,) if self.lane else ())


@dataclass(frozen=True)
class Model:
    """One process of a file, with the flow nodes and flows that are executed."""

    file: str
    process: str
    name: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    lanes: Mapping[str, str]
    root: etree._Element = field(repr=False, compare=False)
    process_node: etree._Element = field(repr=False, compare=False)

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows by their source, in document order."""
        found: dict[str, list[Flow]] = {element: [] for element in self.elements}
        for flow in self.flows.values():
            found.setdefault(flow.source, []).append(flow)
        return {element: tuple(flows) for element, flows in found.items()}

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows by their target, in document order."""
        found: dict[str, list[Flow]] = {element: [] for element in self.elements}
        for flow in self.flows.values():
            found.setdefault(flow.target, []).append(flow)
        return {element: tuple(flows) for element, flows in found.items()}

    @cached_property
    def ending_flows(self) -> frozenset[str]:
        """Flows after which nothing is left to do on their branch: only gateways and ends follow."""
        return frozenset(flow.id for flow in self.flows.values() if self._only_ends_follow(flow.target))

    def _only_ends_follow(self, element: str) -> bool:
        seen: set[str] = set()
        open_elements = [element]
        while open_elements:
            current = open_elements.pop()
            if current in seen:
                continue
            seen.add(current)
            node = self.elements.get(current)
            if node is None or node.kind in ACTIVITIES:
                return False
            if node.kind != "endEvent" and not self.outgoing[current]:
                return False
            open_elements.extend(flow.target for flow in self.outgoing[current])
        return True

    def flow_of_answer(self, gateway: str, answer: str) -> Flow | None:
        """The flow that stands for an answer of a gateway."""
        for flow in self.outgoing[gateway]:
            if flow.answer == answer:
                return flow
        return None


def read_model(content: bytes, file: str, process: str | None = None) -> Model:
    """The process of a file (the one with that id, else the first). Raises Refused when it isn't BPMN."""
    root = read_xml(content, file)
    process_node = check_root(root, file, process)
    lanes, members = _lanes(process_node)
    elements: dict[str, Element] = {}
    flows: dict[str, Flow] = {}
    check_structure(root, process_node, file)
    defaults = {node.get("default") for node in process_node if node.get("default")}
    for node in process_node:
        kind = local(node)
        if kind == "sequenceFlow":
            flow = _flow(node, defaults)
            flows[flow.id] = flow
        elif kind in NODES:
            element = _element(node, kind, members.get(node.get("id", "")))
            elements[element.id] = element
    return Model(
        file,
        process_node.get("id", ""),
        process_node.get("name") or _pool_name(root, process_node.get("id", "")),
        elements,
        flows,
        lanes,
        root,
        process_node,
    )


def feel(text: str | None) -> str | None:
    """A FEEL expression as Camunda's tools write it, without its leading `=`."""
    if text is None or not text.strip():
        return None
    stripped = text.strip()
    return stripped[1:].strip() if stripped.startswith("=") else stripped


def _flow(node: etree._Element, defaults: set[str | None]) -> Flow:
    condition = node.find(f"{{{BPMN}}}conditionExpression")
    properties = properties_of(node)
    return Flow(
        node.get("id", ""),
        node.get("name", ""),
        node.get("sourceRef", ""),
        node.get("targetRef", ""),
        feel(condition.text) if condition is not None else None,
        properties.get("bruecke.answer"),
        node.get("id") in defaults,
        properties,
        node.sourceline or 0,
    )


def _element(node: etree._Element, kind: str, lane: str | None) -> Element:
    form = extension(node, "formDefinition")
    decision = extension(node, "calledDecision")
    documentation = node.find(f"{{{BPMN}}}documentation")
    return Element(
        node.get("id", ""),
        kind,
        node.get("name", ""),
        lane,
        form.get("formId") if form is not None else None,
        decision.get("decisionId") if decision is not None else None,
        decision.get("resultVariable") if decision is not None else None,
        properties_of(node),
        (documentation.text or "").strip() if documentation is not None else "",
        node.sourceline or 0,
    )


def _lanes(process_node: etree._Element) -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    members: dict[str, str] = {}
    for lane in process_node.iter(f"{{{BPMN}}}lane"):
        names[lane.get("id", "")] = lane.get("name", "")
        for ref in lane.findall(f"{{{BPMN}}}flowNodeRef"):
            members[(ref.text or "").strip()] = lane.get("id", "")
    return names, members


def _pool_name(root: etree._Element, process: str) -> str:
    for participant in root.iter(f"{{{BPMN}}}participant"):
        if participant.get("processRef") == process:
            return participant.get("name", "")
    return ""
