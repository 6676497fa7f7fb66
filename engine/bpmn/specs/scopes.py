"""Activities with a scope of their own: sub-processes of all kinds, and calls of other processes."""

from collections.abc import Mapping
from typing import Any

from decisions.feel import Expression
from engine.bpmn.model import Call, Element
from engine.bpmn.scopes import Scopes, failure
from engine.bpmn.specs.activities import Activity, finish
from engine.bpmn.specs.events import HandlerStart, come
from engine.bpmn.specs.node import Node, place
from engine.bpmn.specs.process import Content
from engine.bpmn.specs.waiting import CAUGHT_INSIDE
from engine.bpmn.tokens import TaskState, Token, Tokens
from engine.bpmn.variables import Value


def begin(tokens: Tokens, content: Content, scope: int) -> None:
    """What a scope begins with gets its tokens, then its event sub-processes listen."""
    for start in content.starts:
        place(tokens, start, scope)
    listen_in(tokens, content, scope)
    if scope not in tokens.holding:
        tokens.emptied.append(scope)


def listen_in(tokens: Tokens, content: Content, scope: int) -> None:
    """The event sub-processes of a scope begin to wait."""
    for start in content.waiting:
        if any(item.trigger.kind not in CAUGHT_INSIDE for item in start.waiting):
            start.listen(tokens, scope, scope)


class SubProcess(Activity):
    """An embedded sub-process: over when nothing lives in it any more."""

    def work(self, token: Token) -> bool:
        begin(token.workflow, self.content, token.id)
        return False

    def emptied(self, token: Token) -> None:
        finish(token)


class EventSubProcess(SubProcess):
    """A sub-process that begins by an event in the scope around it."""

    is_event_sub_process = True
    is_activity = False

    def begin(self, owner: Token, start: HandlerStart, came: Mapping[str, Value]) -> None:
        """The event has happened: the sub-process runs from the start event behind it."""
        tokens: Tokens = owner.workflow
        self.enter(owner)
        come(Token(tokens, start, owner.id, tokens.next_token()), came)
        listen_in(tokens, self.content, owner.id)


class AdHoc(Activity):
    """An ad-hoc sub-process: people start the activities inside, in any order, as often as needed.

    `internal_data`: `closing` once nothing more may be started: its completion condition holds, or an end event or
    an event sub-process in it has ended all else.
    """

    chosen: Expression | None = None
    completion: Expression | None = None
    startable: Mapping[str, Node]

    def work(self, token: Token) -> bool:
        tokens: Tokens = token.workflow
        for ident in self._chosen(token):
            place(tokens, self.startable[ident], token.id)
        listen_in(tokens, self.content, token.id)
        if self.chosen is not None and token.id not in tokens.holding:
            tokens.emptied.append(token.id)
        return False

    def _chosen(self, token: Token) -> list[str]:
        if self.chosen is None:
            return []
        value = token.workflow.scopes.value(self.chosen, token)
        if not isinstance(value, list) or not all(ident in self.startable for ident in value):
            known = ", ".join(self.startable)
            message = f"«{self.chosen.text}» must give a list of activities: {known}."
            raise failure(token, "ad-hoc", message)
        return value

    def inner_completed(self, token: Token, inner: Token) -> None:
        closing = token.internal_data.get("closing")
        if self.completion is None or closing or not inner.task_spec.is_activity:
            return
        scopes: Scopes = token.workflow.scopes
        if scopes.truth(self.completion, token):
            token.internal_data["closing"] = True
            if self.element.cancels_remaining:
                token.workflow.cancel_inside(token.id)

    def taken_over(self, token: Token) -> None:
        token.internal_data["closing"] = True

    def emptied(self, token: Token) -> None:
        if token.internal_data.get("closing") or (self.chosen is not None and self.completion is None):
            finish(token)


class CallActivity(Activity):
    """Calls another process; its variables are its own, what goes in and out is said by the model."""

    process: Expression | None = None
    root: "CalledProcess"

    def work(self, token: Token) -> bool:
        tokens: Tokens = token.workflow
        scopes: Scopes = tokens.scopes
        call = self.element.call
        assert call is not None
        name = scopes.text(call.process, self.process, token)
        reference, called = tokens.hands.called(self.element_id, call, name)
        root = Token(tokens, self.root, token.id, tokens.next_token(), TaskState.STARTED)
        root.internal_data["process"] = reference
        tokens.called[root.id] = called
        scopes.open_called(root, self._variables(call, scopes, token))
        begin(tokens, called.content[None], root.id)
        return False

    def _variables(self, call: Call, scopes: Scopes, token: Token) -> dict[str, Value]:
        if not call.all_parent_variables:
            return dict(scopes.rows.get(token.id, {}))
        found: dict[str, Value] = {}
        for row in reversed(scopes.of(token)):
            found.update(row)
        return found


class CalledProcess(Node):
    """The called process as the owner of its scope.

    `internal_data`: `process` names it for ever; `set` lists the variables that it set. Only these are results:
    what was merely handed in would undo what others have set in the meantime.
    """

    is_called_process = True

    def __init__(self, spec: Any, element: Element) -> None:
        super().__init__(spec, element, f"{element.id}#called")

    def emptied(self, token: Token) -> None:
        """The called process is over: its variables are the results of the call."""
        tokens: Tokens = token.workflow
        call = tokens.live[token.scope]
        row = tokens.scopes.rows[token.id]
        results = {name: row[name] for name in token.internal_data.get("set", ())}
        said = self.element.call
        keeps = call.task_spec.output_mappings or (said is not None and said.all_child_variables)
        tokens.cancel_listeners(token.id)
        token._set_state(TaskState.COMPLETED)
        tokens.scopes.close(token)
        finish(call, results if keeps else {})
