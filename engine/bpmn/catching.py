"""Errors and escalations climb from scope to scope; signals reach all that wait for them."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.bpmn.tokens import PROCESS, Token, Tokens
from engine.bpmn.variables import Value


def climb(token: Token, kind: str, code: str | None, results: Mapping[str, Value]) -> bool:
    """Let an error or escalation find who catches it; False if nobody does.

    In each scope first its event sub-processes (not for what comes out of one of them), then the boundary events of
    its owner; a catcher of that code goes before one that catches all.
    """
    tokens: Tokens = token.workflow
    current = token
    while True:
        boundary = _catcher(current.task_spec.boundaries, kind, code)
        if boundary is not None:
            boundary.happen(tokens, current.id, results)
            return True
        if not current.task_spec.is_event_sub_process:
            handler = _catcher(tokens.content_of(current.scope).handlers, kind, code)
            if handler is not None:
                handler.happen(tokens, current.scope, results)
                return True
        if current.scope == PROCESS:
            return False
        current = tokens.live[current.scope]


def broadcast(tokens: Tokens, name: str, results: Mapping[str, Value]) -> None:
    """A signal reaches everything that waits for it at this moment, the oldest first."""
    for token in tokens.waits():
        for index, waiting in enumerate(token.task_spec.waiting):
            if token.id not in tokens.waiting:
                break
            armed = token.internal_data["armed"][index]
            if waiting.trigger.kind == "signal" and armed is not None and armed["name"] == name:
                token.task_spec.occur(token, index, results)
                tokens.close_scopes()


def _catcher(candidates: Iterable[Any], kind: str, code: str | None) -> Any:
    catches_all = None
    for candidate in candidates:
        for trigger in candidate.element.triggers:
            if trigger.kind != kind:
                continue
            if trigger.code is not None and trigger.code == code:
                return candidate
            if trigger.code is None and catches_all is None:
                catches_all = candidate
    return catches_all
