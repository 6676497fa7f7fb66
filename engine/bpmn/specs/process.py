"""A process as SpiffWorkflow sees it: its specs by name, and what begins in each of its scopes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec

from engine.bpmn.model import Element, Model


@dataclass
class Content:
    """What a process or sub-process begins with: `starts` get a token, `waiting` events get a listener; `handlers`
    are the event sub-processes that catch an error or an escalation.
    """

    starts: list[Any] = field(default_factory=list)
    waiting: list[Any] = field(default_factory=list)
    handlers: list[Any] = field(default_factory=list)


def _may_wait(element: Element) -> bool:
    """Whether an event of the element may have to be waited for, also in what it calls."""
    return element.kind == "callActivity" or any(
        trigger.kind in {"message", "timer", "signal", "conditional"} for trigger in element.triggers
    )


class ProcessSpec(BpmnProcessSpec):
    """The spec of a checked model; shared by all instances and threads, never changed after it is built."""

    def __init__(self, model: Model) -> None:
        WorkflowSpec.__init__(self, name=model.process)
        self.model = model
        self.waits = any(_may_wait(element) for element in model.elements.values())
        self.content: Mapping[str | None, Content] = {place: Content() for place in model.content}
        self.start = BpmnTaskSpec(self, "#start")
        self.end = BpmnTaskSpec(self, "#end")
        self.data_objects: dict[str, Any] = {}
        self.data_stores: dict[str, Any] = {}
        self.io_specification = None
