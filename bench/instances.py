"""One instance of a model without database: on our runtime, and on stock SpiffWorkflow as a user would write it."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.model import Call
from engine.bpmn.reading import read_model
from engine.bpmn.run import Run, compile_process
from engine.bpmn.specs import ProcessSpec

NOW = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
clock = time.process_time
"""The machine's other work is not counted; nothing here waits for input or output."""


class Cost(NamedTuple):
    """What one completion took, and how large the state is after it."""

    seconds: float
    bytes: int


class Instance(Protocol):
    """A running instance whose state lies in text or bytes between the steps."""

    state: Any

    def begin(self) -> None:
        """A new instance of the same model."""

    def open(self) -> list[Any]:
        """The open tasks, by what names them."""

    def complete(self, task: Any, variables: Mapping[str, Any]) -> Cost:
        """Load, complete, run to rest, save."""


class Ours:
    """An instance on the runtime."""

    def __init__(self, xml: bytes) -> None:
        self._process = compile_process(read_model(xml, "bench.bpmn"))
        self.state: Any = b""

    def begin(self) -> None:
        run = Run.start(self._process, self)
        run.advance()
        self.state = run.dump()

    def open(self) -> list[Any]:
        return [offer.token for offer in Run.load(self._process, self, self.state).offers()]

    def complete(self, task: Any, variables: Mapping[str, Any]) -> Cost:
        before = clock()
        run = Run.load(self._process, self, self.state)
        run.complete(task, variables)
        run.advance()
        self.state = run.dump()
        return Cost(clock() - before, len(self.state))

    # the hands of the runtime

    now = NOW

    canton = ""

    def outside(self, names: frozenset[tuple[str, ...]]) -> Mapping[str, Any]:
        """Nothing."""
        return {}

    def choose(self, element: str, token: int) -> str | None:
        """No gateway asks."""
        raise AssertionError(element)

    def apply_rule(self, element: str) -> None:
        """No rules."""
        raise AssertionError(element)

    def decide(self, element: str, decision: str, rows: Sequence[Mapping[str, Any]]) -> object:
        """No decisions."""
        raise AssertionError(element)

    def called(self, element: str, call: Call, process: str) -> tuple[str, ProcessSpec]:
        """No calls."""
        raise AssertionError(element)

    def process(self, reference: str) -> ProcessSpec:
        """No calls."""
        raise AssertionError(reference)


class Stock:
    """An instance on SpiffWorkflow as it comes: its serializer, JSON, everything with every step."""

    def __init__(self, xml: bytes) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(xml)
        self._spec, self._others = parser.get_spec("bench"), parser.get_subprocess_specs("bench")
        self._serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
        self.state: Any = ""

    def begin(self) -> None:
        workflow = BpmnWorkflow(self._spec, self._others)
        workflow.do_engine_steps()
        self.state = self._serializer.serialize_json(workflow)

    def open(self) -> list[Any]:
        return _ready(self._serializer.deserialize_json(self.state))

    def complete(self, task: Any, variables: Mapping[str, Any]) -> Cost:
        before = clock()
        workflow = self._serializer.deserialize_json(self.state)
        _complete(workflow, task, variables)
        self.state = self._serializer.serialize_json(workflow)
        return Cost(clock() - before, len(self.state))

    def go_on(self, answers: Sequence[Mapping[str, Any]]) -> None:
        """Complete what is open once for each of the answers, in memory: the way to a late round."""
        workflow = self._serializer.deserialize_json(self.state)
        for answer in answers:
            _complete(workflow, _ready(workflow)[0], answer)
        self.state = self._serializer.serialize_json(workflow)


def _ready(workflow: Any) -> list[UUID]:
    return [task.id for task in workflow.get_tasks(state=TaskState.READY, manual=True)]


def _complete(workflow: Any, task: UUID, variables: Mapping[str, Any]) -> None:
    found = workflow.get_task_from_id(task)
    found.data.update(variables)
    found.run()
    workflow.do_engine_steps()
