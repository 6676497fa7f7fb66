"""Tokens without data and without predictions: SpiffWorkflow moves them, everything else is ours.

Way round the hazards of SpiffWorkflow 3.2.0, by subclassing only: cost that grows with history, the depth limit of
its task iterator (a case lost in silence after some 250 rounds), joins that look at the past, data copied shallowly.
A join counts its own arrivals, so nothing finished is needed; at rest only live tokens remain.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, Protocol

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task as SpiffTask
from SpiffWorkflow.util.task import TaskState

ROOT = 1


class Hands(Protocol):
    """What the runtime asks for while tokens move."""

    def choose(self, element: str, token: int) -> str | None:
        """The id of the flow to take out of an exclusive gateway, or None to wait there."""

    def apply_rule(self, element: str) -> None:
        """Evaluate the decision of a business rule task and put the result where the model says."""


class Token(SpiffTask):
    """A token at an element. Knows no data; its `internal_data` holds arrivals, a choice and its row's key."""

    def __init__(self, workflow: "Tokens", spec: Any, parent: "Token | None", state: int, ident: int) -> None:
        super().__init__(workflow, spec, parent, state, ident)
        if not state & TaskState.FINISHED_MASK:
            workflow.live[ident] = self

    def _inherit_data(self) -> None:
        """Nothing: variables live in scopes of our own."""

    def _add_child(self, task_spec: Any, state: int = TaskState.MAYBE) -> "Token | None":
        if state & TaskState.PREDICTED_MASK:
            return None
        child = Token(self.workflow, task_spec, self, state, self.workflow.next_token())
        if state == TaskState.READY:
            child._ready()
        return child

    def _sync_children(self, task_specs: list[Any], state: int = TaskState.MAYBE) -> None:
        if self.state == TaskState.READY and not state & TaskState.PREDICTED_MASK:
            for spec in task_specs:
                self._add_child(spec, state)

    def _set_state(self, value: int) -> None:
        super()._set_state(value)
        if value & TaskState.FINISHED_MASK:
            self.workflow.live.pop(self.id, None)
        elif value == TaskState.READY and not self.task_spec.manual:
            self.workflow.ready.append(self)

    def run(self) -> bool | None:
        if not self.task_spec.chooses:
            for spec in self.task_spec.outputs:
                self._add_child(spec, TaskState.FUTURE)
        result: bool | None = super().run()
        return result

    def collect_log_extras(self, dct: dict[str, Any] | None = None) -> dict[str, Any]:
        return {}


class Tokens(BpmnWorkflow):
    """The live tokens of one instance, with a queue of those that can move."""

    def __init__(self, spec: Any, hands: Hands, counter: int = ROOT) -> None:
        self.hands = hands
        self.counter = counter
        self.live: dict[int, Token] = {}
        self.ready: deque[Token] = deque()
        super().__init__(spec, script_engine=hands, deserializing=True)
        self.task_tree = Token(self, spec.start, None, TaskState.COMPLETED, ROOT)

    def next_token(self) -> int:
        """Tokens are numbered by a counter of their instance."""
        self.counter += 1
        return self.counter

    def get_tasks_iterator(self, first_task: Any = None, **kwargs: Any) -> Iterator[Token]:
        state = kwargs.get("state", TaskState.ANY_MASK)
        return iter([token for token in self.live.values() if token.has_state(state)])

    def is_completed(self) -> bool:
        return bool(self.completed)

    def update_waiting_tasks(self) -> None:
        """Nothing: joins are looked at when the queue is empty (engine/bpmn/run.py)."""

    def collect_log_extras(self, dct: dict[str, Any] | None = None) -> dict[str, Any]:
        return {}
