"""Stock SpiffWorkflow behind the driver's API, as far as it goes: for comparison only, nothing of ours runs on it."""

import copy
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from lxml import etree
from SpiffWorkflow.bpmn import BpmnEvent, BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.event_definitions import timer as timers
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import EventBasedGateway
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer import DEFAULT_CONFIG as SPIFF_CONFIG
from SpiffWorkflow.spiff.specs.event_definitions import MessageEventDefinition as SpiffMessage
from SpiffWorkflow.spiff.specs.event_definitions import SignalEventDefinition as SpiffSignal
from SpiffWorkflow.util.task import TaskState

from tests.conformance.runner import BEGINNING
from tests.conformance.shapes import BPMN
from tests.conformance.stock_dialect import FLOW_NODES, has_mappings, in_stock_dialect

ENOUGH = 3000


class Failed(Exception):
    """A step stock does not do."""

    def __init__(self, element: str | None, code: str, why: str) -> None:
        super().__init__(why)
        self.element = element
        self.code = code


class Refused(Exception):
    """A model stock does not read."""


class NotKept(Exception):
    """A state stock cannot save or load."""


class Lacks(Exception):
    """Something stock has no way to do."""


class _Clock:
    """Stands for the module's datetime: the time is the test's, a little later each time it is asked."""

    now_is = BEGINNING

    @classmethod
    def replacement(cls) -> type[datetime]:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                _Clock.now_is += timedelta(microseconds=1)
                return _Clock.now_is

        return Moved


class Stock:
    """One instance on stock SpiffWorkflow."""

    def __init__(
        self,
        xml: bytes,
        variables: Mapping[str, Any] = {},  # read only; the driver's API says so
        *,
        save: bool = False,
        process: str | None = None,
        start: str | None = None,
        others: Mapping[str, bytes] = {},  # read only
    ) -> None:
        self._save = save
        self._sent: list[tuple[str, str | None]] = []
        self._now = BEGINNING
        if start is not None:
            raise Lacks("a start cannot be named")
        models = [in_stock_dialect(text) for text in (xml, *others.values())]
        self._ids = {
            element.get("id")
            for model in models
            for tag in FLOW_NODES
            for element in model.iter(f"{{{BPMN}}}{tag}")
        }
        self._mapped = mapped = any(has_mappings(model) for model in models)
        spec, specs = self._read(SpiffBpmnParser() if mapped else BpmnParser(), models, process)
        config = SPIFF_CONFIG if mapped else DEFAULT_CONFIG
        self._serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(config))
        self._flow = BpmnWorkflow(spec, specs)
        self._flow.task_tree.data.update(copy.deepcopy(dict(variables)))
        self._do(lambda: None)

    @staticmethod
    def _read(parser: Any, models: list[etree._Element], process: str | None) -> tuple[Any, Any]:
        try:
            for model in models:
                parser.add_bpmn_xml(model)
            name = process or parser.get_process_ids()[0]
            spec = parser.get_spec(name)
            return spec, parser.get_subprocess_specs(name)
        except (SpiffWorkflowException, KeyError, TypeError, AttributeError, NotImplementedError) as refused:
            raise Refused(f"{refused}") from refused

    # What is to be seen

    @property
    def completed(self) -> list[str]:
        done = [
            task
            for task in self._tasks()
            if task.state == TaskState.COMPLETED
            and getattr(task.task_spec, "bpmn_id", None) in self._ids
            and not isinstance(task.task_spec, LoopTask)
        ]
        return [task.task_spec.bpmn_id for task in sorted(done, key=lambda task: task.last_state_change)]

    @property
    def variables(self) -> dict[str, Any]:
        if self._flow.is_completed():
            data = self._flow.data or self._flow.last_task.data
        else:
            done = self._flow.get_tasks(state=TaskState.COMPLETED)
            data = max(done, key=lambda task: task.last_state_change).data if done else {}
        return {name: value for name, value in data.items() if name != "data_objects"}

    @property
    def status(self) -> str:
        return "completed" if self._flow.is_completed() else "running"

    @property
    def sent(self) -> list[tuple[str, str | None]]:
        return list(self._sent)

    @property
    def live(self) -> int:
        return len([task for task in self._tasks() if task.state in (TaskState.READY, TaskState.STARTED)])

    def open(self) -> list[str]:
        """Manual tasks that are ready."""
        return sorted(task.task_spec.bpmn_id for task in self._ready())

    def waits(self) -> list[tuple[Any, ...]]:
        """What the event manager waits for."""
        found: list[tuple[Any, ...]] = []
        for task in self._flow.event_manager.tasks.values():
            definition, element = task.task_spec.event_definition, task.task_spec.bpmn_id
            if isinstance(definition, MultipleEventDefinition):
                gateway = isinstance(task.task_spec, EventBasedGateway)
                targets = [output.bpmn_id for output in task.task_spec.outputs] if gateway else []
                for place, part in enumerate(definition.event_definitions):
                    found.append(_wait(task, part, targets[place] if gateway else element))
            else:
                found.append(_wait(task, definition, element))
        return sorted(found, key=str)

    # What is to be done

    def complete(self, element: str, variables: Mapping[str, Any] = {}, which: int = 0) -> None:  # read only
        found = [task for task in self._ready() if task.task_spec.bpmn_id == element]
        if len(found) <= which:
            raise Failed(element, "not-open", f"{element} is not open, open are {self.open()}")
        task = found[which]

        def act() -> None:
            task.data.update(copy.deepcopy(dict(variables)))
            task.run()

        self._do(act)

    def error(
        self, element: str, code: str, variables: Mapping[str, Any] = {}, which: int = 0
    ) -> None:  # read only
        raise Lacks("a job cannot end in a BPMN error")

    def message(
        self, name: str, key: str | None = None, variables: Mapping[str, Any] = {}
    ) -> bool:  # read only
        return (
            self._event(SpiffMessage(name) if self._mapped else MessageEventDefinition(name), variables) > 0
        )

    def signal(self, name: str, variables: Mapping[str, Any] = {}) -> None:  # read only
        self._event(SpiffSignal(name) if self._mapped else SignalEventDefinition(name), variables)

    def pass_time(self, seconds: int) -> None:
        until = self._now + timedelta(seconds=seconds)
        for _ in range(ENOUGH):
            due = [
                datetime.fromisoformat(wait[2])
                for wait in self.waits()
                if wait[0] == "timer" and wait[2] != "None"
            ]
            coming = [moment for moment in due if self._now < moment <= until]
            if not coming:
                break
            self._now = min(coming)
            self._do(self._flow.refresh_timers)
        self._now = until
        self._do(self._flow.refresh_timers)

    def set(self, variables: Mapping[str, Any]) -> None:
        raise Lacks("variables cannot be set from outside")

    def start_inner(self, adhoc: str, element: str) -> None:
        raise Lacks("an inner activity cannot be started on demand")

    def finish_inner(self, adhoc: str) -> None:
        raise Lacks("an ad-hoc sub-process cannot be finished on demand")

    # How it is done

    def _event(self, definition: Any, variables: Mapping[str, Any]) -> int:
        caught = 0

        def act() -> None:
            nonlocal caught
            event = BpmnEvent(definition, payload=dict(variables))
            caught = self._flow.event_manager.catch(event, internal=False)

        self._do(act)
        return caught

    def _tasks(self) -> list[Any]:
        flows = [self._flow, *self._flow.subprocesses.values()]
        return [task for flow in flows for task in flow.get_tasks(skip_subprocesses=True)]

    def _ready(self) -> list[Any]:
        ready = [
            task
            for task in self._tasks()
            if task.state == TaskState.READY
            and task.task_spec.manual
            and not isinstance(task.task_spec, LoopTask)
        ]
        return sorted(ready, key=lambda task: task.last_state_change)

    def _do(self, act: Any) -> None:
        """Act, run to rest, collect what was thrown, save and load."""
        _Clock.now_is = self._now
        with patch.object(timers, "datetime", _Clock.replacement()):
            try:
                act()
                self._run()
            except SpiffWorkflowException as failed:
                raise _failed(failed) from failed
            for event in self._flow.get_events():
                if isinstance(event.event_definition, MessageEventDefinition):
                    self._sent.append((event.event_definition.name, None))
            if self._save:
                self._keep()

    def _run(self) -> None:
        count = 0

        def counted(_task: Any) -> None:
            nonlocal count
            count += 1
            if count > ENOUGH:
                raise Failed(None, "endless", "it runs without end")

        before = None
        while before != count:
            before = count
            self._flow.do_engine_steps(did_complete_task=counted)

    def _keep(self) -> None:
        try:
            text = self._serializer.serialize_json(self._flow)
            self._flow = self._serializer.deserialize_json(text)
        except (TypeError, ValueError, KeyError, AttributeError, SpiffWorkflowException) as lost:
            raise NotKept(f"{type(lost).__name__}: {lost}") from lost


def _wait(task: Any, definition: Any, element: str) -> tuple[Any, ...]:
    value = definition.details(task).value if isinstance(definition, TimerEventDefinition) else None
    match definition:
        case TimerEventDefinition():
            return ("timer", element, _moment(value))
        case MessageEventDefinition():
            return ("message", element, definition.name, None)
        case SignalEventDefinition():
            return ("signal", element, definition.name)
        case ConditionalEventDefinition():
            return ("conditional", element)
    return (type(definition).__name__, element)


def _moment(value: Any) -> str:
    if not isinstance(value, str):
        return str(value)
    return datetime.fromisoformat(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _failed(failed: SpiffWorkflowException) -> Failed:
    spec = getattr(failed, "task_spec", None)
    text = str(failed)
    if "No conditions satisfied" in text:
        return Failed(getattr(spec, "bpmn_id", None), "no-answer", text)
    return Failed(getattr(spec, "bpmn_id", None), "condition" if "evaluating" in text else "error", text)
