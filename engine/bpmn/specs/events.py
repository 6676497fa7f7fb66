"""Events that are waited for, and events that happen."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn.catching import broadcast, climb
from engine.bpmn.model import Element
from engine.bpmn.scopes import failure
from engine.bpmn.specs.node import Node, place
from engine.bpmn.specs.results import open_inputs
from engine.bpmn.specs.waiting import CAUGHT_INSIDE, Waiting
from engine.bpmn.tokens import PROCESS, TaskState, Token, Tokens
from engine.bpmn.variables import Value


class Catch(Node):
    """An event that is waited for: where the token stands, or on behalf of a host.

    `internal_data`: `armed` holds what is waited for, one entry a trigger; where all are needed, `came` holds the
    entries of those that have come already and `brought` what came with them; `since` tells when the waiting began.
    """

    def __init__(
        self, spec: Any, element: Element, waiting: Sequence[Waiting], name: str | None = None
    ) -> None:
        super().__init__(spec, element, name)
        self.waiting = tuple(waiting)

    def act(self, token: Token) -> bool:
        given = token.workflow.counter
        if given != token.id:  # others came to be, and wait perhaps, between its own number and now
            token.internal_data["since"] = given
        self.enter(token)
        self.arm(token)
        return False

    def enter(self, token: Token) -> None:
        """The token begins to stand here."""
        open_inputs(self, token)

    def arm(self, token: Token) -> None:
        """Begin to wait: names, keys and due times are computed now."""
        token.internal_data["armed"] = [waiting.arm(token) for waiting in self.waiting]
        token.workflow.waiting[token.id] = token

    def disarm(self, token: Token) -> None:
        """Wait for nothing any more."""
        del token.internal_data["armed"]
        token.internal_data.pop("since", None)
        del token.workflow.waiting[token.id]

    def listen(self, tokens: Tokens, scope: int, host: int) -> None:
        """Begin to wait in a scope on behalf of a host."""
        listener = Token(tokens, self, scope, tokens.next_token(), TaskState.WAITING, host)
        self.arm(listener)

    def occur(self, token: Token, index: int, results: Mapping[str, Value]) -> None:
        """One of the triggers has come."""
        armed = token.internal_data["armed"]
        if self.element.needs_all:
            token.internal_data.setdefault("brought", {}).update(results)
            token.internal_data.setdefault("came", [None] * len(armed))[index] = armed[index]
            armed[index] = None
            if any(item is not None for item in armed):
                return
            results = token.internal_data.pop("brought")
        self.fire(token, index, results)

    def fire(self, token: Token, index: int, results: Mapping[str, Value]) -> None:
        """What was waited for has come."""
        self.disarm(token)
        if token.host is None:
            token.results = dict(results)
            token.complete()
        else:
            self._win(token)
            come(token, results)

    def _win(self, token: Token) -> None:
        """The first event behind a gateway: the gateway's token has become this one."""
        tokens: Tokens = token.workflow
        gateway = tokens.live[token.host or 0]
        tokens.hold(token)
        open_inputs(self, token)
        tokens.cancel_listeners(gateway.id)
        tokens.journal.passed(gateway)
        tokens.journal.took(next(way.id for way in gateway.task_spec.ways if way.target is self))
        gateway._set_state(TaskState.COMPLETED)


def come(token: Token, results: Mapping[str, Value]) -> None:
    """An event has come to a token: it leaves at once, with what the event brought."""
    token.results = dict(results)
    token.complete()


class Start(Catch):
    """A start event of a process or sub-process; what its trigger brought is there when it begins."""

    def act(self, token: Token) -> bool:
        return True


class Listener(Catch):
    """An event that comes from beside: it may interrupt, or happen again and again."""

    @property
    def interrupts(self) -> bool:
        """Whether what goes on is taken away. An error always does."""
        return self.element.is_interrupting or any(item.kind == "error" for item in self.element.triggers)

    def fire(self, token: Token, index: int, results: Mapping[str, Value]) -> None:
        stays = not self.interrupts and self._again(token, index)
        self.happen(token.workflow, token.host or PROCESS, results)
        if not stays and token.id in token.workflow.live:
            token.workflow.cancel_token(token)

    def happen(self, tokens: Tokens, at: int, results: Mapping[str, Value]) -> None:
        """The event happens at a host or in a scope: by what was waited for, or by what was thrown inside."""

    def _again(self, token: Token, index: int) -> bool:
        data = token.internal_data
        if self.element.needs_all:  # what came is waited for again, from where it was
            data["armed"] = data.pop("came")
            again = [self._comes_again(token, place) for place in range(len(self.waiting))]
            return all(again)
        armed = data["armed"]
        if not self._comes_again(token, index):
            armed[index] = None
        kinds = {
            item.trigger.kind for item, kept in zip(self.waiting, armed, strict=True) if kept is not None
        }
        return bool(kinds - CAUGHT_INSIDE)

    def _comes_again(self, token: Token, index: int) -> bool:
        armed, waiting = token.internal_data["armed"], self.waiting[index]
        if armed[index] is None:  # it came before `came` was kept
            armed[index] = waiting.arm(token)
            return True
        return waiting.again(armed[index])


class Boundary(Listener):
    """An event attached to an activity: interrupting takes the activity away, else a token leaves beside it."""

    def happen(self, tokens: Tokens, at: int, results: Mapping[str, Value]) -> None:
        host = tokens.live[at]
        token = Token(tokens, self, host.scope, tokens.next_token())
        if self.interrupts:
            tokens.cancel_token(host)
        come(token, results)


class HandlerStart(Listener):
    """The start event of an event sub-process: listens in the scope around it, then begins inside.

    If it interrupts, nothing else goes on in that scope.
    """

    handler: Any

    def happen(self, tokens: Tokens, at: int, results: Mapping[str, Value]) -> None:
        owner = Token(tokens, self.handler, at, tokens.next_token(), TaskState.STARTED)
        if self.interrupts:
            tokens.take_over(at, owner)
        self.handler.begin(owner, self, results)


class Throw(Node):
    """An intermediate throw or an end event: what it says goes out, then the token goes on or ends."""

    def __init__(self, spec: Any, element: Element, thrown: Sequence[Waiting]) -> None:
        super().__init__(spec, element)
        self.thrown = tuple(thrown)
        self.links: Mapping[str, Any] = {}

    def act(self, token: Token) -> bool:
        tokens: Tokens = token.workflow
        open_inputs(self, token)
        payload = dict(tokens.scopes.rows.get(token.id, {}))
        tokens.journal.passed(token)  # now: what it throws may take it away
        for item in self.thrown:
            self.throw(item, token, payload)
            if token.id not in tokens.live:
                return False
        return True

    def throw(self, item: Waiting, token: Token, payload: dict[str, Value]) -> None:
        """One of the definitions of the event happens."""
        tokens: Tokens = token.workflow
        kind, code = item.trigger.kind, item.trigger.code
        if kind == "message":
            tokens.journal.send(item.arm(token), payload, token)
        elif kind == "signal":
            name = item.arm(token)["name"]
            tokens.journal.signal(name, payload)
            broadcast(tokens, name, payload)
        elif kind == "terminate":
            tokens.take_over(token.scope, token)
        elif kind == "escalation":
            climb(token, kind, code, payload)
        elif kind == "error" and not climb(token, kind, code, payload):
            raise failure(token, "unhandled-error", _unhandled(code))

    def record(self, token: Token) -> None:
        for item in self.thrown:
            if item.trigger.kind == "link" and item.trigger.name is not None:
                place(token.workflow, self.links[item.trigger.name.text], token.scope)


def _unhandled(code: str | None) -> str:
    """Why an error stops a case."""
    named = f"the error «{code}»" if code else "an error without code"
    return f"Nobody catches {named}. Attach an error boundary event or an event sub-process."


__all__ = ["PROCESS", "Boundary", "Catch", "HandlerStart", "Listener", "Start", "Throw", "come"]
