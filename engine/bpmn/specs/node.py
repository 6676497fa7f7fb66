"""What every element does: a token arrives, acts, and leaves by the flows that are open to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec

from decisions.feel import Expression
from engine.bpmn.model import Element
from engine.bpmn.scopes import Scopes, failure
from engine.bpmn.specs.process import Content
from engine.bpmn.specs.results import leave_with_results
from engine.bpmn.tokens import Token, Tokens
from engine.errors import ProcessFailure


@dataclass(frozen=True, slots=True)
class Way:
    """A flow out of an element, with its condition compiled and the spec it leads to."""

    id: str
    target: Any
    condition: Expression | None
    is_default: bool


class Node(BpmnTaskSpec):
    """Any element: runs through at once, and leaves by every flow whose condition holds."""

    is_called_process = False
    is_activity = False
    is_loop = False
    is_event_sub_process = False
    nothing_open = "no-flow"
    boundaries: Sequence[Any] = ()
    content: Content = Content()

    def __init__(self, spec: Any, element: Element, name: str | None = None) -> None:
        super().__init__(spec, name or element.id)
        self.element = element
        self.element_id = element.id
        self.is_round = name is not None
        self.ways: tuple[Way, ...] = ()
        self.incoming: tuple[str, ...] = ()
        self.input_mappings: tuple[tuple[Expression, str], ...] = ()
        self.output_mappings: tuple[tuple[Expression, str], ...] = ()

    # what the kinds of elements say

    def arrive(self, token: Token) -> bool:
        """Whether the token may act; a join may keep it waiting or take it in."""
        return True

    def act(self, token: Token) -> bool:
        """Do the element's work; False stays."""
        return True

    def leave(self, token: Token) -> None:
        """The work is done: results go where they belong."""
        leave_with_results(self, token)

    def exits(self, token: Token) -> Sequence[Way]:
        """The flows that get a token."""
        return open_ways(self, token)

    def emptied(self, token: Token) -> None:
        """The scope that a token owns is empty."""

    def taken_over(self, token: Token) -> None:
        """One token has ended all others in the scope that a token owns."""

    def inner_completed(self, token: Token, inner: Token) -> None:
        """Something that lives in the scope of a token has completed."""

    def record(self, token: Token) -> None:
        """Note that the element was passed."""
        token.workflow.journal.passed(token)

    # what SpiffWorkflow calls

    def _on_ready(self, my_task: Token) -> None:
        """Nothing to check: the model was checked at deploy."""

    def _update_hook(self, my_task: Token) -> bool:
        return self.arrive(my_task)

    def _run_hook(self, my_task: Token) -> bool | None:
        return True if self.act(my_task) else None

    def _on_complete_hook(self, my_task: Token) -> None:
        tokens: Tokens = my_task.workflow
        self.leave(my_task)
        ways = self.exits(my_task)
        self.record(my_task)
        for way in ways:
            tokens.journal.took(way.id)
            place(tokens, way.target, my_task.scope, way.id)
        if my_task.scope:
            owner = tokens.live[my_task.scope]
            owner.task_spec.inner_completed(owner, my_task)
        tokens.scopes.close(my_task)

    def _on_cancel(self, my_task: Token) -> None:
        """Nothing: a cancelled token has no callbacks."""


def place(tokens: Tokens, spec: Any, scope: int, flow: str | None = None) -> Token:
    """A new token arrives at an element."""
    token = Token(tokens, spec, scope, tokens.next_token())
    token.flow = flow
    spec._update(token)
    return token


def open_ways(node: Node, token: Token) -> Sequence[Way]:
    """Flows without condition, and those whose condition holds; the default where none of these holds."""
    ways = node.ways
    if all(way.condition is None and not way.is_default for way in ways):
        return ways
    scopes: Scopes = token.workflow.scopes
    rows = scopes.around(token.scope)
    chosen = [
        way
        for way in ways
        if not way.is_default and (way.condition is None or scopes.truth(way.condition, token, rows=rows))
    ]
    is_decided = any(way.condition is not None for way in chosen)
    needs_none = chosen and all(way.condition is None or way.is_default for way in ways)
    if is_decided or needs_none:
        return chosen
    default = [way for way in ways if way.is_default]
    if not default and not chosen:
        raise nothing_holds(node, token, node.nothing_open)
    return sorted((*chosen, *default), key=ways.index)


def nothing_holds(node: Node, token: Token, code: str) -> ProcessFailure:
    """No way is open: which conditions do not hold, and what they read."""
    scopes: Scopes = token.workflow.scopes
    rows = scopes.around(token.scope)
    conditions = [way.condition for way in node.ways if way.condition is not None]
    names = sorted({name[0] for condition in conditions for name in condition.names})
    read = {
        name: _shown(next(row[name] for row in rows if name in row)) for name in names if _is_in(rows, name)
    }
    texts = "; ".join(f"«{condition.text}»" for condition in conditions)
    return failure(token, code, f"No condition of «{node.element_id}» is true: {texts}.", read)


def _is_in(rows: Sequence[Mapping[str, object]], name: str) -> bool:
    return any(name in row for row in rows)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
