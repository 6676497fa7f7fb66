"""Models for both, and SpiffWorkflow as it comes, without a driver in between."""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from tests.conformance.contexts import document
from tests.conformance.shapes import chain
from tests.conformance.stock_dialect import in_stock_dialect

ENDS = '<startEvent id="start"/><endEvent id="end"/>'


def model(content: str, *lines: str, ends: str = ENDS, process: str = "main") -> bytes:
    """A process of a start, an end, and pieces of tests/conformance/shapes.py; lines such as `start > a > end`."""
    return document(process, (ends + content + chain(*lines)).replace("~", ""))


def stock(*models: bytes) -> Any:
    """The first process on SpiffWorkflow, run until it waits."""
    parser = BpmnParser()
    for xml in models:
        parser.add_bpmn_xml(in_stock_dialect(xml))
    flow = BpmnWorkflow(parser.get_spec("main"), parser.get_subprocess_specs("main"))
    flow.do_engine_steps()
    return flow


def tasks(flow: Any, name: str) -> list[Any]:
    """The tasks of an element, in every state."""
    return [
        task
        for part in (flow, *flow.subprocesses.values())
        for task in part.tasks.values()
        if getattr(task.task_spec, "bpmn_id", None) == name
    ]


def ready(flow: Any) -> list[Any]:
    """The tasks that can be worked on, found without walking through the tree."""
    found = [task for part in (flow, *flow.subprocesses.values()) for task in part.tasks.values()]
    return [task for task in found if task.state == TaskState.READY and task.task_spec.manual]


def completed(flow: Any, name: str) -> bool:
    """Whether the element has completed at least once."""
    return any(task.state == TaskState.COMPLETED for task in tasks(flow, name))


def complete(flow: Any, name: str, **data: Any) -> None:
    """Complete a user task and run on."""
    task = next(task for task in ready(flow) if task.task_spec.bpmn_id == name)
    task.data.update(data)
    task.run()
    flow.do_engine_steps()


def saved(flow: Any) -> Any:
    """The same after it was saved and loaded."""
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    return serializer.deserialize_json(serializer.serialize_json(flow))


@contextmanager
def shallow(frames: int) -> Iterator[None]:
    """Only so many calls deeper than here: what recurses over history shows it sooner."""
    before, depth = sys.getrecursionlimit(), len(inspect.stack(0))
    sys.setrecursionlimit(depth + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
