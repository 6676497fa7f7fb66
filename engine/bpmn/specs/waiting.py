"""What an event waits for or throws, compiled: names and keys are computed when the waiting begins."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from decisions.feel import DaysTime, Expression, YearsMonths
from engine.bpmn.model import Trigger
from engine.bpmn.scopes import Scopes, failure
from engine.bpmn.timers import BadTimer, first_due, instant_text, next_due, timer_of
from engine.bpmn.tokens import Token
from engine.bpmn.variables import plain

Armed = dict[str, Any]
"""A trigger that waits: a message {name, key}, a signal {name}, a condition {was}, a timer {due, left, every}:
`since` its clock runs if it warns; the moment at which it `stopped`, while it stands still; how long it `stood` in all,
in microseconds, and where it was `set` before."""

CAUGHT_INSIDE = frozenset({"error", "escalation"})
"""Triggers that nobody delivers from outside: they climb from where they are thrown."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A trigger with its expressions compiled."""

    trigger: Trigger
    name: Expression | None = None
    key: Expression | None = None
    when: Expression | None = None
    condition: Expression | None = None

    def arm(self, token: Token) -> Armed:
        """What is waited for, as computed now at a token. Raises ProcessFailure."""
        kind = self.trigger.kind
        scopes: Scopes = token.workflow.scopes
        if kind in {"message", "signal"}:
            armed: Armed = {"name": scopes.text(self.trigger.name, self.name, token)}
            if self.key is not None:
                armed["key"] = self._key(self.key, scopes, token)
            return armed
        if kind == "timer":
            return self._timer(scopes, token)
        return {"was": False} if kind == "conditional" else {}

    def again(self, armed: Armed) -> bool:
        """Whether a non-interrupting event goes on waiting for this after it has happened once more."""
        if self.trigger.kind != "timer":
            return True
        return next_due(armed)

    def _key(self, expression: Expression, scopes: Scopes, token: Token) -> str:
        value = scopes.value(expression, token)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        raise failure(
            token,
            "correlation-key",
            f"The correlation key «{expression.text}» gives neither text nor number.",
        )

    def _timer(self, scopes: Scopes, token: Token) -> Armed:
        value: object = self.trigger.when.text if self.trigger.when is not None else ""
        if self.when is not None:
            value = scopes.value(self.when, token)
            if not isinstance(value, date | datetime | DaysTime | YearsMonths):
                value = plain(value)
        try:
            timer = timer_of(self.trigger.timer or "", value)
            working_in = token.workflow.hands.canton if self.trigger.working_days else None
            armed = timer.kept(first_due(timer, scopes.now, working_in))
        except BadTimer as error:
            if self.when is None:
                raise failure(token, "timer", str(error)) from error
            message = f"«{self.when.text}» gives no {self.trigger.timer} such as 2026-03-31T12:00:00Z, P7D or R3/P7D."
            raise failure(token, "timer", message, {self.when.text: str(value)}) from error
        if self.trigger.warns:
            armed["since"] = instant_text(scopes.now)
        return armed
