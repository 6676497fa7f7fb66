"""A checked model becomes a spec: every expression compiled, every element with the class that says what it does."""

from collections.abc import Iterable
from typing import Any

from decisions import feel
from engine.bpmn.model import Element, Model, Text, Trigger
from engine.bpmn.specs.activities import Activity, Job, Receive, Rule, Script, Send, Waits
from engine.bpmn.specs.events import Boundary, Catch, HandlerStart, Start, Throw
from engine.bpmn.specs.gateways import EventBased, Exclusive, Inclusive, Parallel
from engine.bpmn.specs.loops import MultiInstance, StandardLoop
from engine.bpmn.specs.node import Node, Way
from engine.bpmn.specs.process import ProcessSpec
from engine.bpmn.specs.reaching import reaches
from engine.bpmn.specs.scopes import AdHoc, CallActivity, CalledProcess, EventSubProcess, SubProcess
from engine.bpmn.specs.waiting import CAUGHT_INSIDE, Waiting
from engine.faults import Fault, Refused, sentence

_GATEWAYS: dict[str, Any] = {
    "exclusiveGateway": Exclusive,
    "parallelGateway": Parallel,
    "inclusiveGateway": Inclusive,
    "eventBasedGateway": EventBased,
}


def build_spec(model: Model) -> ProcessSpec:
    """The spec of a model. Raises Refused with every expression that can't be read."""
    return _Builder(model).build()


class _Builder:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.spec = ProcessSpec(model)
        self.faults: list[Fault] = []
        self.nodes: dict[str, Node] = {}

    def build(self) -> ProcessSpec:
        for element in self.model.elements.values():
            self.nodes[element.id] = self._node(element)
        self._connect()
        self._attach()
        self._fill()
        if self.faults:
            raise Refused(self.faults)
        return self.spec

    # elements

    def _node(self, element: Element) -> Node:
        if element.loop is None or element.is_event_sub_process:
            node = self._plain(element, None)
            self._map(node)
            return node
        inner = self._plain(element, f"{element.id}#each")
        self._map(inner)
        loop = element.loop
        body = (StandardLoop if loop.kind == "standard" else MultiInstance)(self.spec, element, inner)
        body.collection = self._feel(element, loop.collection)
        body.cardinality = self._feel(element, loop.cardinality)
        body.output_item = self._feel(element, loop.output_item)
        body.condition = self._feel(element, loop.condition)
        return body

    def _plain(self, element: Element, name: str | None) -> Node:
        kind = element.kind
        if kind in _GATEWAYS:
            node: Node = _GATEWAYS[kind](self.spec, element)
            return node
        if kind.endswith("Event"):
            return self._event(element)
        if kind == "subProcess":
            own = EventSubProcess if element.is_event_sub_process else SubProcess
            return own(self.spec, element, name)
        if kind == "adHocSubProcess":
            ad_hoc = AdHoc(self.spec, element, name)
            ad_hoc.chosen = self._feel(element, element.chosen)
            ad_hoc.completion = self._feel(element, element.completion)
            return ad_hoc
        if kind == "callActivity":
            return self._call(element, name)
        return self._task(element, name)

    def _task(self, element: Element, name: str | None) -> Node:
        kind = element.kind
        if kind == "receiveTask":
            return Receive(self.spec, element, self._waiting(element), name)
        if element.job is not None:
            job = Job(self.spec, element, name)
            job.type = self._text(element, element.job.type)
            job.retries = self._text(element, element.job.retries)
            return job
        if kind == "sendTask" and element.triggers:
            return Send(self.spec, element, self._waiting(element)[0], name)
        if kind == "userTask":
            return Waits(self.spec, element, name)
        if kind == "businessRuleTask":
            return Rule(self.spec, element, name)
        if kind == "scriptTask":
            script = Script(self.spec, element, name)
            script.script = self._feel(element, element.script or "null") or feel.parse("null")
            return script
        return Activity(self.spec, element, name)

    def _call(self, element: Element, name: str | None) -> Node:
        call = CallActivity(self.spec, element, name)
        call.process = self._text(element, element.call.process) if element.call is not None else None
        call.root = CalledProcess(self.spec, element)
        return call

    def _event(self, element: Element) -> Node:
        kind = element.kind
        waiting = self._waiting(element)
        if kind in {"endEvent", "intermediateThrowEvent"}:
            return Throw(self.spec, element, waiting)
        if kind == "boundaryEvent":
            return Boundary(self.spec, element, waiting)
        if kind == "startEvent":
            parent = self.model.elements.get(element.parent or "")
            own = HandlerStart if parent is not None and parent.is_event_sub_process else Start
            return own(self.spec, element, waiting)
        if any(trigger.kind == "link" for trigger in element.triggers):
            return Node(self.spec, element)
        return Catch(self.spec, element, waiting)

    # expressions

    def _waiting(self, element: Element) -> tuple[Waiting, ...]:
        return tuple(self._trigger(element, trigger) for trigger in element.triggers)

    def _trigger(self, element: Element, trigger: Trigger) -> Waiting:
        return Waiting(
            trigger,
            self._text(element, trigger.name),
            self._feel(element, trigger.key),
            self._text(element, trigger.when),
            self._feel(element, trigger.condition),
        )

    def _map(self, node: Node) -> None:
        element = node.element
        for side, mappings in (("input_mappings", element.inputs), ("output_mappings", element.outputs)):
            compiled = [(self._feel(element, item.source), item.target) for item in mappings]
            setattr(node, side, tuple(pair for pair in compiled if pair[0] is not None))

    def _text(self, element: Element, text: Text | None) -> feel.Expression | None:
        return self._feel(element, text.text) if text is not None and text.is_feel else None

    def _feel(self, element: Element, text: str | None) -> feel.Expression | None:
        return self._parsed(element.id, text)

    def _parsed(self, place: str, text: str | None) -> feel.Expression | None:
        if text is None:
            return None
        try:
            return feel.parse(text)
        except feel.FeelSyntaxError as error:
            message = sentence(f"«{text}» can't be read: {error}")
            self.faults.append(
                Fault(self.model.file, place, "FEEL", message, "Correct it at the place named.")
            )
            return None

    # the whole

    def _connect(self) -> None:
        for ident, node in self.nodes.items():
            node.incoming = tuple(flow.id for flow in self.model.incoming[ident])
            node.ways = tuple(
                Way(
                    flow.id,
                    self.nodes[flow.target],
                    self._parsed(flow.id, flow.condition),
                    flow.is_default,
                )
                for flow in self.model.outgoing[ident]
            )
        for ident, node in self.nodes.items():
            if isinstance(node, EventBased):
                self._check_events(node)
            if isinstance(node, Inclusive) and len(node.incoming) > 1:
                node.reaches = reaches(self.model, ident)

    def _check_events(self, gateway: EventBased) -> None:
        for way in gateway.ways:
            if not isinstance(way.target, Catch):
                message = (
                    f"«{way.target.element_id}» does not wait for one event: the gateway can't lead to it."
                )
                correction = "Use a receive task without loop, or a catching event."
                self.faults.append(
                    Fault(
                        self.model.file, way.target.element_id, "EVENT-GATEWAY-TARGETS", message, correction
                    )
                )

    def _attach(self) -> None:
        for host, events in self.model.boundaries.items():
            node = self.nodes[host]
            if isinstance(node, Activity | Receive):
                node.boundaries = tuple(
                    boundary for event in events if isinstance(boundary := self.nodes[event.id], Boundary)
                )
        for node in self.nodes.values():
            if isinstance(node, Throw):
                node.links = self._links(node.element)

    def _links(self, thrown: Element) -> dict[str, Node]:
        return {
            trigger.name.text: self.nodes[element.id]
            for element in self.model.content[thrown.parent]
            if element.kind == "intermediateCatchEvent"
            for trigger in element.triggers
            if trigger.kind == "link" and trigger.name is not None
        }

    def _fill(self) -> None:
        for place, elements in self.model.content.items():
            content = self.spec.content[place]
            if place is not None:
                owner: Any = getattr(self.nodes[place], "inner", self.nodes[place])
                owner.content = content
                if isinstance(owner, AdHoc):
                    owner.startable = {item.id: self.nodes[item.id] for item in self._first(elements)}
            content.starts.extend(self.nodes[item.id] for item in self._starts(elements))
            for item in elements:
                if item.is_event_sub_process:
                    self._handler(content, item)

    def _starts(self, elements: Iterable[Element]) -> list[Element]:
        """The start events without trigger; where there is no start event, what has no incoming flow."""
        elements = list(elements)
        starts = [item for item in elements if item.kind == "startEvent"]
        return [item for item in starts if not item.triggers] if starts else self._first(elements)

    def _first(self, elements: Iterable[Element]) -> list[Element]:
        return [
            item
            for item in elements
            if not self.model.incoming[item.id]
            and item.attached_to is None
            and not item.is_event_sub_process
            and item.kind != "boundaryEvent"
            and not (item.kind == "intermediateCatchEvent" and any(t.kind == "link" for t in item.triggers))
        ]

    def _handler(self, content: Any, element: Element) -> None:
        handler = self.nodes[element.id]
        for item in self.model.content.get(element.id, ()):
            start = self.nodes[item.id]
            if isinstance(start, HandlerStart):
                start.handler = handler
                kinds = {trigger.kind for trigger in item.triggers}
                if kinds & CAUGHT_INSIDE:
                    content.handlers.append(start)
                if kinds - CAUGHT_INSIDE:
                    content.waiting.append(start)
