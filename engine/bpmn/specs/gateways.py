"""Gateways: one way, all ways, some ways, or the way of the first event."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.bpmn.model import Element
from engine.bpmn.specs.node import Node, Way, nothing_holds, open_ways
from engine.bpmn.tokens import TaskState, Token, Tokens


class Exclusive(Node):
    """One flow out, chosen by conditions, records or people; waits (STARTED) while there is no answer."""

    def __init__(self, spec: Any, element: Element) -> None:
        super().__init__(spec, element)
        self.asks = element.gateway_kind is not None

    def act(self, token: Token) -> bool:
        way = self._asked(token) if self.asks else self._true(token)
        if way is None:
            return False
        token.internal_data["took"] = way.id
        return True

    def exits(self, token: Token) -> Sequence[Way]:
        took = token.internal_data["took"]
        return [way for way in self.ways if way.id == took]

    def _asked(self, token: Token) -> Way | None:
        flow = token.workflow.hands.choose(self.element_id, token.id)
        return next((way for way in self.ways if way.id == flow), None)

    def _true(self, token: Token) -> Way | None:
        scopes = token.workflow.scopes
        rows = scopes.around(token.scope)
        default = None
        for way in self.ways:
            if way.is_default:
                default = way
            elif way.condition is None or scopes.truth(way.condition, token, rows=rows):
                return way
        if default is None and self.ways:
            raise nothing_holds(self, token, "no-answer")
        if default is None:
            token.internal_data["took"] = ""
            return Way("", None, None, is_default=False)
        return default


class Join(Node):
    """Tokens come together: the oldest that waits here takes in one of each incoming flow.

    Arrivals are counted by flow: a second token on the same flow opens the next round, so branches may finish in any
    order in any round of a loop (SpiffWorkflow 3.2.0 crashes there).
    """

    def arrive(self, token: Token) -> bool:
        if len(self.incoming) < 2:
            return True
        tokens: Tokens = token.workflow
        for waiting in tokens.joins.get((token.scope, self.name), {}).values():
            arrived = waiting.internal_data["in"]
            if token.flow not in arrived:
                arrived.append(token.flow)
                token._set_state(TaskState.CANCELLED)
                self.joined(waiting)
                return False
        assert token.flow is not None
        tokens.join(token, [token.flow])
        token._set_state(TaskState.WAITING)
        return False

    def joined(self, waiting: Token) -> None:
        """A waiting token has taken another in."""

    def fire(self, waiting: Token) -> None:
        """The waiting token goes on."""
        waiting.workflow.stop_joining(waiting)
        del waiting.internal_data["in"]
        waiting._ready()


class Parallel(Join):
    """One token of each incoming flow, one to each outgoing."""

    def joined(self, waiting: Token) -> None:
        if len(waiting.internal_data["in"]) == len(self.incoming):
            self.fire(waiting)

    def exits(self, token: Token) -> Sequence[Way]:
        return self.ways


class Inclusive(Join):
    """Every flow whose condition holds; a join waits for those tokens that can still come (BPMN 2.0.2, 13.4.3).

    `reaches` tells for each element which incoming flows of a join a token there can come to without passing here.
    """

    nothing_open = "no-answer"

    def __init__(self, spec: Any, element: Element) -> None:
        super().__init__(spec, element)
        self.reaches: Mapping[str, frozenset[str]] = {}

    def exits(self, token: Token) -> Sequence[Way]:
        """Unlike after an activity, a flow without condition is an answer: the default is not taken beside it."""
        ways = open_ways(self, token)
        return [way for way in ways if not way.is_default] or ways

    def may_fire(self, waiting: Token) -> bool:
        """Whether no token can come to an empty flow except by one that has a token already."""
        arrived = waiting.internal_data["in"]
        filled = frozenset(arrived)
        for token in waiting.workflow.inside[waiting.scope].values():
            if token.task_spec is self or token.is_listener:
                continue
            reached = self.reaches.get(token.task_spec.element_id, frozenset())
            if reached - filled and not reached & filled:
                return False
        return True


class EventBased(Node):
    """The first of several events decides: each target listens on behalf of the gateway's token."""

    def act(self, token: Token) -> bool:
        for way in self.ways:
            way.target.listen(token.workflow, token.scope, token.id)
        return False

    def exits(self, token: Token) -> Sequence[Way]:
        """None: the event that came is there already."""
        return ()
