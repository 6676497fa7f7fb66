"""What has happened since an instance was loaded: the path, what was passed, what goes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.bpmn.tokens import Token
from engine.bpmn.variables import Value


@dataclass(frozen=True, slots=True)
class Passed:
    """An element that was passed, with the variables that it set. state: completed | cancelled."""

    element: str
    kind: str
    token: int
    set: Mapping[str, Value]
    state: str = "completed"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message or signal that leaves the instance. `key` is None for a message without correlation."""

    kind: str
    name: str
    key: str | None
    variables: Mapping[str, Value]
    element: str | None = None


@dataclass
class Journal:
    """`trail` lists ids of elements and flows; `ended_at` the end events reached."""

    trail: list[str] = field(default_factory=list)
    elements: list[Passed] = field(default_factory=list)
    ended_at: list[str] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)

    def passed(self, token: Token) -> None:
        """An element is done."""
        element = token.task_spec.element
        scopes = token.workflow.scopes
        self.trail.append(element.id)
        self.elements.append(Passed(element.id, element.kind, token.id, scopes.changes))
        scopes.changes = {}
        if element.kind == "endEvent":
            self.ended_at.append(element.id)

    def cancelled(self, token: Token) -> None:
        """An activity was taken away before it was done."""
        element = token.task_spec.element
        self.elements.append(Passed(element.id, element.kind, token.id, {}, "cancelled"))

    def took(self, flow: str) -> None:
        """A flow is taken."""
        self.trail.append(flow)

    def send(self, armed: Mapping[str, Value], payload: Mapping[str, Value], token: Token) -> None:
        """A message goes out."""
        element = token.task_spec.element_id
        self.sent.append(Sent("message", armed["name"], armed.get("key"), dict(payload), element))

    def signal(self, name: str, payload: Mapping[str, Value]) -> None:
        """A signal goes out."""
        self.sent.append(Sent("signal", name, None, dict(payload)))
