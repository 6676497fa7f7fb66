"""Activities: what is done at once, what people and workers do, and what other elements do inside."""

from collections.abc import Mapping, Sequence
from typing import Any

from decisions.feel import Expression
from engine.bpmn.model import Element
from engine.bpmn.scopes import Scopes
from engine.bpmn.specs.events import Boundary, Catch
from engine.bpmn.specs.node import Node
from engine.bpmn.specs.results import open_inputs
from engine.bpmn.specs.waiting import CAUGHT_INSIDE, Waiting
from engine.bpmn.tokens import Token


class Activity(Node):
    """Work: its input mappings open, its boundary events listen, then it is done at once or waits (STARTED)."""

    is_activity = True

    def __init__(self, spec: Any, element: Element, name: str | None = None) -> None:
        super().__init__(spec, element, name)
        self.boundaries: Sequence[Boundary] = ()

    def act(self, token: Token) -> bool:
        self.enter(token)
        return self.work(token)

    def enter(self, token: Token) -> None:
        """The activity begins."""
        open_inputs(self, token)
        listen_at(self.boundaries, token)

    def work(self, token: Token) -> bool:
        """What the activity does; False waits until somebody finishes it."""
        return True

    def leave(self, token: Token) -> None:
        super().leave(token)
        token.workflow.cancel_listeners(token.id)


def listen_at(boundaries: Sequence[Boundary], token: Token) -> None:
    """The boundary events of an activity begin to wait; errors and escalations need no listener."""
    for boundary in boundaries:
        if any(item.trigger.kind not in CAUGHT_INSIDE for item in boundary.waiting):
            boundary.listen(token.workflow, token.scope, token.id)


def finish(token: Token, results: Mapping[str, Any] | None = None) -> None:
    """What waited is done, with these results."""
    token.results = dict(results or {})
    token.complete()


class Waits(Activity):
    """A task that people or workers do: a user task, a job."""

    def work(self, token: Token) -> bool:
        return False


class Job(Waits):
    """A task for a worker that asks for its type."""

    type: Expression | None = None
    retries: Expression | None = None


class Script(Activity):
    """A FEEL expression whose value becomes a variable; without a variable, the entries of its context do."""

    script: Expression

    def work(self, token: Token) -> bool:
        scopes: Scopes = token.workflow.scopes
        value = scopes.plain(self.script, token)
        if self.element.result:
            token.results = {self.element.result: value}
        elif isinstance(value, dict):
            token.results = value
        return True


class Rule(Activity):
    """A business rule task: the decision is evaluated while the token passes."""

    def work(self, token: Token) -> bool:
        hands = token.workflow.hands
        if self.element.properties.get("bruecke.record"):
            hands.apply_rule(self.element_id)
            return True
        scopes: Scopes = token.workflow.scopes
        decision = self.element.decision or ""
        value = scopes.kept(token, hands.decide(self.element_id, decision, scopes.of(token)))
        token.results = {self.element.result or decision: value}
        return True


class Send(Activity):
    """A send task without a worker: its message goes out, then the token goes on."""

    def __init__(self, spec: Any, element: Element, message: Waiting, name: str | None = None) -> None:
        super().__init__(spec, element, name)
        self.message = message

    def work(self, token: Token) -> bool:
        tokens = token.workflow
        payload = dict(tokens.scopes.rows.get(token.id, {}))
        tokens.journal.send(self.message.arm(token), payload, token)
        return True


class Receive(Catch):
    """A receive task: an activity that waits for its message."""

    is_activity = True

    def __init__(
        self, spec: Any, element: Element, waiting: Sequence[Waiting], name: str | None = None
    ) -> None:
        super().__init__(spec, element, waiting, name)
        self.boundaries: Sequence[Boundary] = ()

    def enter(self, token: Token) -> None:
        super().enter(token)
        listen_at(self.boundaries, token)

    def leave(self, token: Token) -> None:
        super().leave(token)
        token.workflow.cancel_listeners(token.id)
