"""One instance in memory: load, move its tokens until nothing moves, offer what waits, dump.

State is a compact blob of live tokens and scopes, without the spec: its size follows what is live, never history.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.model import Model
from engine.bpmn.specs import EndJoin, Exclusive, UserTask, build_spec
from engine.bpmn.tokens import ROOT, Hands, Token, Tokens

STEP_LIMIT = 10_000
_FORMAT = 1


class EndlessLoop(Exception):
    """The process took 10,000 steps without coming to rest. Look for a loop without a task in it."""

    def __init__(self, element: str) -> None:
        super().__init__(f"{STEP_LIMIT} steps without coming to rest, last at «{element}»")
        self.element = element


class NotWaiting(Exception):
    """The token is not waiting any more: the step was taken already."""


@dataclass(frozen=True, slots=True)
class Process:
    """A checked model with its spec: made once per version, shared by all instances."""

    model: Model
    spec: Any


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that waits for people or facts: a user task or an exclusive gateway. `row` is its row's key."""

    token: int
    element: str
    kind: str
    row: int | None


def compile_process(model: Model) -> Process:
    """The executable form of a checked model."""
    return Process(model, build_spec(model))


class Run:
    """A running instance. `trail` lists the ids of elements and flows passed since it was loaded."""

    def __init__(self, process: Process, tokens: Tokens, scopes: dict[str, Any]) -> None:
        self.process = process
        self.scopes = scopes
        self.trail: list[str] = []
        self.ended_at: list[str] = []
        self._tokens = tokens

    @classmethod
    def start(cls, process: Process, hands: Hands) -> "Run":
        """A new instance with its first token before the start event; call `advance`."""
        tokens = Tokens(process.spec, hands)
        run = cls(process, tokens, {})
        for spec in process.spec.start.outputs:
            first = Token(tokens, spec, tokens.task_tree, TaskState.FUTURE, tokens.next_token())
            first._ready()
        return run

    @classmethod
    def load(cls, process: Process, hands: Hands, state: bytes) -> "Run":
        """An instance as `dump` left it. Raises ValueError for a blob of another format or model."""
        content = orjson.loads(state)
        if content.get("v") != _FORMAT:
            raise ValueError(f"state of format {content.get('v')} can't be read by this version")
        tokens = Tokens(process.spec, hands, content["n"])
        for ident, name, spec_state, internal in content["t"]:
            spec = process.spec.task_specs.get(name)
            if spec is None:
                raise ValueError(f"the state has a token at «{name}», which the model doesn't know")
            token = Token(tokens, spec, tokens.task_tree, spec_state, ident)
            token.internal_data = internal
        return cls(process, tokens, content["s"])

    def dump(self) -> bytes:
        """The state at rest: live tokens in the order of their numbers, scopes, counter."""
        rows = [
            [token.id, token.task_spec.name, token.state, token.internal_data]
            for token in sorted(self._tokens.live.values(), key=lambda item: item.id)
        ]
        return orjson.dumps({"v": _FORMAT, "n": self._tokens.counter, "t": rows, "s": self.scopes})

    @property
    def is_completed(self) -> bool:
        """No token is left."""
        return bool(self._tokens.completed)

    def offers(self) -> Iterator[Offer]:
        """What waits at rest, in the order it came to wait."""
        kinds = self.process.model.elements
        for token in sorted(self._tokens.live.values(), key=lambda item: item.id):
            if isinstance(token.task_spec, UserTask | Exclusive):
                name = token.task_spec.name
                yield Offer(token.id, name, kinds[name].kind, token.internal_data.get("row"))

    def bind(self, token: int, row: int) -> None:
        """Remember the row's key of an offer in its token."""
        self._tokens.live[token].internal_data["row"] = row

    def row_of(self, token: int) -> int | None:
        """The key that `bind` gave a live token."""
        found: int | None = self._tokens.live[token].internal_data.get("row")
        return found

    def complete(self, token: int) -> None:
        """A user task is done; call `advance` after it. Raises NotWaiting if it was done before."""
        self._run(self._waiting(token, TaskState.READY))

    def cancel(self) -> None:
        """Nothing waits any more: every token is taken away."""
        for token in list(self._tokens.live.values()):
            token._set_state(TaskState.CANCELLED)

    def wake(self) -> None:
        """Let every waiting exclusive gateway ask again: facts or answers may have changed."""
        for token in sorted(self._tokens.live.values(), key=lambda item: item.id):
            if isinstance(token.task_spec, Exclusive) and token.state == TaskState.STARTED:
                token._set_state(TaskState.READY)

    def advance(self) -> None:
        """Move tokens first in, first out, until nothing moves. Raises EndlessLoop after 10,000 steps."""
        steps = 0
        while True:
            while self._tokens.ready:
                token = self._tokens.ready.popleft()
                if token.state != TaskState.READY:  # another token may have cancelled it since it was queued
                    continue
                steps += 1
                if steps > STEP_LIMIT:
                    raise EndlessLoop(token.task_spec.name)
                self._run(token)
            if not self._finish_ends():
                return

    def _run(self, token: Token) -> None:
        name = token.task_spec.name
        children = len(token._children)
        token.run()
        if token.state != TaskState.COMPLETED:
            return
        element = self.process.model.elements.get(name)
        if element is None:
            return
        self.trail.append(name)
        if element.kind == "endEvent":
            self.ended_at.append(name)
        if isinstance(token.task_spec, Exclusive):
            self.trail.append(token.internal_data["took"])
        else:
            self.trail.extend(flow.id for flow in self.process.model.outgoing[name])
        del token._children[:children]
        self._tokens.tasks.pop(token.id, None)

    def _waiting(self, token: int, state: int) -> Token:
        found = self._tokens.live.get(token)
        if found is None or found.state != state:
            raise NotWaiting(f"token {token} is not waiting")
        return found

    def _finish_ends(self) -> bool:
        """At rest with nothing but ended branches: the process is over."""
        ends = [token for token in self._tokens.live.values() if isinstance(token.task_spec, EndJoin)]
        if not ends or len(ends) < len(self._tokens.live):
            return False
        for token in ends[1:]:
            token._set_state(TaskState.CANCELLED)
        ends[0]._ready()
        return True


__all__ = ["ROOT", "EndlessLoop", "NotWaiting", "Offer", "Process", "Run", "compile_process"]
