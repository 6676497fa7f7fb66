"""The elements as SpiffWorkflow task specs, built from our own model: its XML parser is not used.

Each class says what its element does when a token arrives (`_update_hook`) and when it runs (`_run_hook`).
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.model import Model
from engine.bpmn.tokens import Token


class Node(BpmnTaskSpec):
    """Any element: runs through at once."""

    chooses = False

    def _on_ready(self, my_task: Token) -> None:
        """Nothing to check: the model was checked at deploy."""

    def _update_hook(self, my_task: Token) -> bool:
        return True

    def _on_complete_hook(self, my_task: Token) -> None:
        """Nothing: no data, no callbacks."""

    def _run_hook(self, my_task: Token) -> bool | None:
        return True


class Start(Node):
    """The root of a process; SpiffWorkflow wants one before the start event."""


class UserTask(Node):
    """Waits until a command completes it."""

    def __init__(self, spec: Any, name: str) -> None:
        super().__init__(spec, name, manual=True)


class RuleTask(Node):
    """A business rule task: the decision is evaluated while the token passes."""

    def _run_hook(self, my_task: Token) -> bool | None:
        my_task.workflow.hands.apply_rule(self.name)
        return True


class Exclusive(Node):
    """One flow out, chosen by conditions, records or people; waits (STARTED) while there is no answer."""

    chooses = True

    def __init__(self, spec: Any, name: str) -> None:
        super().__init__(spec, name)
        self.targets: dict[str, str] = {}

    def _run_hook(self, my_task: Token) -> bool | None:
        flow = my_task.workflow.hands.choose(self.name, my_task.id)
        if flow is None:
            return None
        my_task.internal_data["took"] = flow
        my_task._add_child(self._wf_spec.task_specs[self.targets[flow]], TaskState.FUTURE)
        return True


class Parallel(Node):
    """Takes one token from each incoming flow, gives one to each outgoing: the join counts its own arrivals.

    Arrivals are counted by source element: a second token of the same source opens the next round, so branches
    may finish in any order in any round of a loop (SpiffWorkflow 3.2.0 crashes there).
    """

    def _update_hook(self, my_task: Token) -> bool:
        source = my_task.parent.task_spec.name
        wanted = sorted(self._inputs)
        for token in sorted(my_task.workflow.live.values(), key=lambda t: t.id):
            arrived = token.internal_data.get("in")
            if token.task_spec is not self or token is my_task or arrived is None:
                continue
            if arrived.count(source) < wanted.count(source):
                arrived.append(source)
                my_task._set_state(TaskState.CANCELLED)
                if sorted(arrived) == wanted:
                    del token.internal_data["in"]
                    token._ready()
                return False
        if wanted == [source]:
            return True
        my_task.internal_data["in"] = [source]
        my_task._set_state(TaskState.WAITING)
        return False


class EndJoin(Node):
    """After the last end event: the process is over when no other token lives."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task._set_state(TaskState.WAITING)
        return False


class ProcessSpec(BpmnProcessSpec):
    """A process as SpiffWorkflow sees it, with our start and end."""

    def __init__(self, name: str) -> None:
        WorkflowSpec.__init__(self, name=name)
        self.start = Start(self, "Start")
        self.end = EndJoin(self, f"{name}.EndJoin")
        self.end.connect(Node(self, "End"))
        self.data_objects: dict[str, Any] = {}
        self.data_stores: dict[str, Any] = {}
        self.io_specification = None


_CLASSES: dict[str, Any] = {
    "startEvent": Node,
    "endEvent": Node,
    "userTask": UserTask,
    "businessRuleTask": RuleTask,
    "exclusiveGateway": Exclusive,
    "parallelGateway": Parallel,
}


def build_spec(model: Model) -> ProcessSpec:
    """The spec of a checked model; shared by all instances and threads, never changed after this."""
    spec = ProcessSpec(model.process)
    nodes = {ident: _CLASSES[element.kind](spec, ident) for ident, element in model.elements.items()}
    for flow in model.flows.values():
        source, target = nodes[flow.source], nodes[flow.target]
        source.connect(target)
        if isinstance(source, Exclusive):
            source.targets[flow.id] = flow.target
    for ident, element in model.elements.items():
        if element.kind == "startEvent":
            spec.start.connect(nodes[ident])
        elif element.kind == "endEvent":
            nodes[ident].connect(spec.end)
    return spec
