"""A process as the engine understands it: its elements and flows at every level, with all they say.

Texts of expressions are FEEL without the leading `=`. A text that may be a literal or FEEL (names of messages,
timers, types of jobs) is a `Text`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from engine.bpmn.extensions import ACTIVITIES

MOST_RETRIES = 1_000
"""How often a job may be tried."""


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
class Text:
    """A literal, or FEEL that gives one."""

    text: str
    is_feel: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event definition.

    kind: message | timer | signal | error | escalation | conditional | terminate | link. `name` of a message,
    signal or link; `code` of an error or escalation, None catches all; `key` FEEL of a message's correlation;
    `timer` date | duration | cycle with `when`, in `working_days` of the canton or all days; at `warns` hundredths of
    its time a warning is told, and if `is_first` it comes before whatever people do too late; `condition` FEEL.
    """

    kind: str
    name: Text | None = None
    code: str | None = None
    key: str | None = None
    timer: str | None = None
    when: Text | None = None
    condition: str | None = None
    working_days: bool = False
    warns: tuple[int, ...] = ()
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """How often an activity is done. kind: parallel | sequential | standard."""

    kind: str
    collection: str | None = None
    cardinality: str | None = None
    item: str | None = None
    output_collection: str | None = None
    output_item: str | None = None
    condition: str | None = None
    test_before: bool = False
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class VariableMapping:
    """An input or output mapping: FEEL to a variable, `a.b` for a part of one."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Call:
    """What a call activity calls, and which variables go along."""

    process: Text
    binding: str = "latest"
    version_tag: str | None = None
    all_parent_variables: bool = True
    all_child_variables: bool = True


@dataclass(frozen=True, slots=True)
class JobKind:
    """Work for somebody outside: the type that workers ask for, the headers they get."""

    type: Text
    retries: Text | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """A flow node: its kind is the BPMN tag; lane is the id of the innermost lane.

    `parent` is the sub-process it stands in, None at the process itself. `data_inputs` and `data_outputs` are
    data associations: (variable of the data object, variable of the activity).
    """

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
    parent: str | None = None
    triggers: tuple[Trigger, ...] = ()
    needs_all: bool = False
    attached_to: str | None = None
    is_interrupting: bool = True
    is_event_sub_process: bool = False
    loop: Loop | None = None
    inputs: tuple[VariableMapping, ...] = ()
    outputs: tuple[VariableMapping, ...] = ()
    data_inputs: tuple[tuple[str, str], ...] = ()
    data_outputs: tuple[tuple[str, str], ...] = ()
    script: str | None = None
    job: JobKind | None = None
    call: Call | None = None
    chosen: str | None = None
    completion: str | None = None
    cancels_remaining: bool = True

    @property
    def gateway_kind(self) -> str | None:
        """fact | rule | judgement, or None for a gateway nobody sees."""
        return self.properties.get("bruecke.gateway")

    @property
    def one_signs(self) -> bool:
        """Whether whoever completes it does so for all seats."""
        return self.properties.get("bruecke.sign") == "one"

    @property
    def pauses(self) -> tuple[str, ...]:
        """Timer events whose clocks stand still while this is open."""
        return listed(self.properties.get("bruecke.pauses", ""))

    @property
    def seats(self) -> tuple[str, ...]:
        """Roles that all have to sign or decide: those of the model, else the lane's."""
        seats = listed(self.properties.get("bruecke.seats", ""))
        return seats or ((self.lane,) if self.lane else ())


@dataclass(frozen=True, slots=True)
class Note:
    """How something was read that a model may write in several ways: the rule, and what it means here."""

    place: str
    rule: str
    message: str


@dataclass(frozen=True)
class Model:
    """One process of a file, with the flow nodes and flows of all its levels. `notes` tell how it was read."""

    file: str
    process: str
    name: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    lanes: Mapping[str, str]
    root: etree._Element = field(repr=False, compare=False)
    process_node: etree._Element = field(repr=False, compare=False)
    notes: tuple[Note, ...] = ()

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
    def content(self) -> Mapping[str | None, tuple[Element, ...]]:
        """What stands directly in the process (None) and in each sub-process."""
        found: dict[str | None, list[Element]] = {None: []}
        for element in self.elements.values():
            found.setdefault(element.parent, []).append(element)
        return {parent: tuple(elements) for parent, elements in found.items()}

    @cached_property
    def boundaries(self) -> Mapping[str, tuple[Element, ...]]:
        """Boundary events by the activity they are attached to."""
        found: dict[str, list[Element]] = {}
        for element in self.elements.values():
            if element.attached_to is not None:
                found.setdefault(element.attached_to, []).append(element)
        return {host: tuple(events) for host, events in found.items()}

    @cached_property
    def has_pauses(self) -> bool:
        """Whether an activity lets clocks stand still."""
        return any(element.pauses for element in self.elements.values())

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """For each element those from which a token comes to it in one step: by a flow, a link, or from the host of an event."""
        found = {ident: [flow.source for flow in flows] for ident, flows in self.incoming.items()}
        for host, events in self.boundaries.items():
            for event in events:
                found[event.id].append(host)
        throws = self._links("intermediateThrowEvent")
        for place, catches in self._links("intermediateCatchEvent").items():
            for ident in catches:
                found[ident] += throws.get(place, ())
        return {ident: tuple(sources) for ident, sources in found.items()}

    def _links(self, kind: str) -> dict[tuple[str | None, Text | None], list[str]]:
        """The link events of a kind by their level and name."""
        found: dict[tuple[str | None, Text | None], list[str]] = {}
        for element in self.elements.values():
            for trigger in element.triggers if element.kind == kind else ():
                if trigger.kind == "link":
                    found.setdefault((element.parent, trigger.name), []).append(element.id)
        return found

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
            if node.kind == "endEvent" and node.parent is not None:
                return False  # only its sub-process ends there
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


def listed(text: str) -> tuple[str, ...]:
    """The parts of a text with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def feel(text: str | None) -> str | None:
    """A FEEL expression as Camunda's tools write it, without its leading `=`."""
    if text is None or not text.strip():
        return None
    stripped = text.strip()
    return stripped[1:].strip() if stripped.startswith("=") else stripped


def literal(text: str | None) -> Text | None:
    """A text that is a literal, or FEEL if it begins with `=`."""
    if text is None or not text.strip():
        return None
    stripped = text.strip()
    return Text(stripped[1:].strip(), True) if stripped.startswith("=") else Text(stripped, False)
