"""Tokens without data and without predictions: SpiffWorkflow moves them, everything else is ours.

Way round the hazards of SpiffWorkflow 3.2.0, by subclassing only: cost that grows with history, the depth limit of
its task iterator (a case lost in silence after some 250 rounds), joins that look at the past, data copied shallowly.
All tokens of an instance live in one table. A token lives in a scope: 0 is the process, else the number of the token
that owns the scope (a sub-process, a called process, a loop). Nothing finished is needed; at rest only live tokens
remain, and nothing recurses over the tree, however deep it is.
"""

from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task as SpiffTask
from SpiffWorkflow.util.task import TaskState

from engine.errors import ProcessFailure

PROCESS = 0
"""The scope of the process itself."""
ROOT = 1
MOST_TOKENS = 20_000
"""How many tokens of one instance may live at once, listeners too."""


class Token(SpiffTask):
    """A token at an element. `internal_data` holds what must survive saving: arrivals, due times, its row's key.

    `scope` is where it lives. A listener waits for an event on behalf of `host`, a token (or of the scope that it
    lives in) and keeps no scope alive. `flow` is how it came, `results` what it leaves with, `item` what its form begins
    with: both only until the next save.
    """

    def __init__(
        self,
        tokens: "Tokens",
        spec: Any,
        scope: int,
        ident: int,
        state: int = TaskState.FUTURE,
        host: int | None = None,
    ) -> None:
        self.scope = scope
        self.host = host
        self.flow: str | None = None
        self.results: dict[str, Any] | None = None
        self.item: object = None
        self.was_started = state == TaskState.STARTED
        super().__init__(tokens, spec, None, state, ident)
        tokens.register(self)

    @property
    def is_listener(self) -> bool:
        """Whether it only waits for an event that may never come."""
        return self.host is not None

    @property
    def is_doing(self) -> bool:
        """Whether the token is at an activity that has begun (the rounds of a loop, not the loop)."""
        return self.was_started and self.task_spec.is_activity and not self.task_spec.is_loop

    def _inherit_data(self) -> None:
        """Nothing: variables live in scopes of our own."""

    def _sync_children(self, task_specs: list[Any], state: int = TaskState.MAYBE) -> None:
        """Nothing is predicted."""

    def _set_state(self, value: int) -> None:
        super()._set_state(value)
        self.was_started = self.was_started or value == TaskState.STARTED
        if value & TaskState.FINISHED_MASK:
            self.workflow.forget(self)
        elif value == TaskState.READY:
            self.workflow.ready.append(self)

    def run(self) -> bool | None:
        """Let its element act: True leaves, None stays. What it does may cancel the token itself."""
        done: bool | None = self.task_spec._run(self)
        if self.has_state(TaskState.FINISHED_MASK):
            return None
        if done:
            self.complete()
        else:
            self._set_state(TaskState.STARTED)
        return done

    def collect_log_extras(self, dct: dict[str, Any] | None = None) -> dict[str, Any]:
        return {}


class Tokens(BpmnWorkflow):
    """The live tokens of one instance by number and by scope, with a queue of those that can move."""

    def __init__(self, spec: Any, hands: Any, counter: int = ROOT) -> None:
        self.hands = hands
        self.scopes: Any = None
        self.journal: Any = None
        self.patience: Any = None
        self.counter = counter
        self.live: dict[int, Token] = {}
        self.inside: dict[int, dict[int, Token]] = {}
        self.holding: dict[int, int] = {}
        self.listeners: dict[int, dict[int, Token]] = {}
        self.ready: deque[Token] = deque()
        self.emptied: deque[int] = deque()
        self.waiting: dict[int, Token] = {}
        self.joining: OrderedDict[int, Token] = OrderedDict()  # a dict would pass by all that has left
        self.joins: dict[tuple[int, str], dict[int, Token]] = {}
        self.called: dict[int, Any] = {}
        self.gone: list[Token] = []
        super().__init__(spec, script_engine=hands, deserializing=True)

    def next_token(self) -> int:
        """Tokens are numbered by a counter of their instance."""
        self.counter += 1
        return self.counter

    def register(self, token: Token) -> None:
        """A new token, or one that was loaded. Raises ProcessFailure where there are too many."""
        if len(self.live) >= MOST_TOKENS:
            message = f"More than {MOST_TOKENS:,} tokens would live at once. Look for loops within loops."
            raise ProcessFailure(token.task_spec.element_id, "too-many-tokens", message)
        self.live[token.id] = token
        self.inside.setdefault(token.scope, {})[token.id] = token
        if token.host is None:
            self.holding[token.scope] = self.holding.get(token.scope, 0) + 1
        else:
            self.listeners.setdefault(token.host, {})[token.id] = token

    def forget(self, token: Token) -> None:
        """A token has come to its end."""
        if self.live.pop(token.id, None) is None:
            return
        self.tasks.pop(token.id, None)
        self.waiting.pop(token.id, None)
        self.called.pop(token.id, None)
        self.stop_joining(token)
        self._drop(self.inside, token.scope, token.id)
        if token.host is not None:
            self._drop(self.listeners, token.host, token.id)
        else:
            self._let_go(token.scope)
        if token.has_state(TaskState.CANCELLED):
            self.gone.append(token)
            if token.is_doing:
                self.journal.cancelled(token)

    def join(self, token: Token, flows: list[str]) -> None:
        """A token waits at a join for others; it came by the first of these flows, others came since."""
        token.internal_data["in"] = flows
        self.joining[token.id] = token
        self.joins.setdefault((token.scope, token.task_spec.name), {})[token.id] = token

    def waits(self) -> list[Token]:
        """The tokens that wait for events, in the order in which the waiting began."""
        return sorted(self.waiting.values(), key=_since)

    def stop_joining(self, token: Token) -> None:
        """A token waits at a join no longer."""
        if self.joining.pop(token.id, None) is not None:
            self._drop(self.joins, (token.scope, token.task_spec.name), token.id)

    def hold(self, token: Token) -> None:
        """A listener's event has come: from now on the token counts like any other."""
        if token.host is None:
            return
        self._drop(self.listeners, token.host, token.id)
        token.host = None
        self.holding[token.scope] = self.holding.get(token.scope, 0) + 1

    def cancel_token(self, token: Token) -> None:
        """Take a token away with everything that lives inside it and listens for it."""
        stack = [token]
        while stack:
            current = stack.pop()
            if current.id not in self.live:
                continue
            stack.extend(self.inside.get(current.id, {}).values())
            stack.extend(self.listeners.get(current.id, {}).values())
            current._set_state(TaskState.CANCELLED)

    def cancel_inside(self, scope: int, but: Token | None = None) -> None:
        """Take away everything that lives in a scope, listeners too."""
        for token in list(self.inside.get(scope, {}).values()):
            if token is not but:
                self.cancel_token(token)

    def take_over(self, scope: int, token: Token) -> None:
        """A token is from now on the only one of its scope; the scope is over with it."""
        self.cancel_inside(scope, but=token)
        if scope != PROCESS:
            owner = self.live[scope]
            owner.task_spec.taken_over(owner)

    def cancel_listeners(self, host: int, but: Token | None = None) -> None:
        """Nothing listens for a host any more."""
        for token in list(self.listeners.get(host, {}).values()):
            if token is not but:
                self.cancel_token(token)

    def close_scopes(self) -> None:
        """Scopes in which nothing lives any more are over; their owners leave."""
        while self.emptied:
            scope = self.emptied.popleft()
            if scope in self.holding:
                continue
            if scope == PROCESS:
                self.cancel_listeners(PROCESS)
            elif (owner := self.live.get(scope)) is not None:
                owner.task_spec.emptied(owner)

    def in_scope(self, scope: int) -> list[Token]:
        """The tokens that live in a scope, the oldest first."""
        return sorted(self.inside.get(scope, {}).values(), key=lambda token: token.id)

    def scopes_of(self, token: Token) -> Iterator[Token]:
        """The tokens that own the scopes around a token, from the inside out."""
        scope = token.scope
        while scope != PROCESS:
            owner = self.live[scope]
            yield owner
            scope = owner.scope

    def process_of(self, scope: int) -> Any:
        """The spec of the process that a scope belongs to: the instance's own, or that of the nearest call."""
        while scope != PROCESS:
            found = self.called.get(scope)
            if found is not None:
                return found
            scope = self.live[scope].scope
        return self.spec

    def content_of(self, scope: int) -> Any:
        """What the process or sub-process of a scope begins with."""
        if scope == PROCESS:
            return self.spec.content[None]
        called = self.called.get(scope)
        return called.content[None] if called is not None else self.live[scope].task_spec.content

    def _let_go(self, scope: int) -> None:
        left = self.holding[scope] - 1
        if left:
            self.holding[scope] = left
        else:
            del self.holding[scope]
            self.emptied.append(scope)

    @staticmethod
    def _drop(index: dict[Any, dict[int, Token]], key: Any, ident: int) -> None:
        held = index[key]
        held.pop(ident, None)
        if not held:
            del index[key]

    # what SpiffWorkflow would do by looking through its tree

    def get_tasks_iterator(self, first_task: Any = None, **kwargs: Any) -> Iterator[Token]:
        state = kwargs.get("state", TaskState.ANY_MASK)
        return iter([token for token in self.live.values() if token.has_state(state)])

    def is_completed(self) -> bool:
        return not self.holding

    def update_waiting_tasks(self) -> None:
        """Nothing: joins are looked at when the queue is empty (engine/bpmn/run.py)."""

    def _task_completed_notify(self, task: Token) -> None:
        """Nothing: a scope is over when it is empty."""

    def collect_log_extras(self, dct: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {}


def _since(token: Token) -> tuple[int, bool, int]:
    """A listener waits since it is; any other token, since the number that it found given last when it began."""
    return token.internal_data.get("since", token.id), not token.is_listener, token.id


__all__ = ["PROCESS", "ROOT", "TaskState", "Token", "Tokens"]
