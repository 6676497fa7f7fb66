"""The state of an instance at rest: live tokens, variables, counter; without the spec, without history.

Its size follows what is live. Every format that was ever written is read for ever; what is written is the newest.

Format 2 (JSON, numbers exact): `v` 2, `n` the counter, `t` rows [number, element, state, scope, host, data], `s`
rows of variables by the number of their owner.
Format 1: `t` rows [number, element, state, data]; everything lived in the process, joins counted by source element,
ended branches left a token behind.
"""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

import orjson

from engine.bpmn.model import Model
from engine.bpmn.scopes import Scopes
from engine.bpmn.tokens import PROCESS, TaskState, Token, Tokens
from engine.errors import ProcessFailure

FORMAT = 2
NOTHING = b'{"v":2,"n":1,"t":[],"s":{}}'
"""An instance that has ended and of which nothing is kept."""
MOST_BYTES = 20_000_000
_Row = list[Any]
_VALUES = {"items", "brought", "out"}
"""What of a token's data are values of variables, with numbers exact."""


class Unreadable(ValueError):
    """The state was written by a newer version, or for another model."""


def dump(tokens: Tokens, scopes: Scopes) -> bytes:
    """The state at rest; rows of variables whose owner is gone are swept. Raises ProcessFailure if it is too large."""
    scopes.sweep()
    _require_small(tokens, scopes)
    rows = [
        [token.id, token.task_spec.name, token.state, token.scope, token.host, token.internal_data]
        for token in sorted(tokens.live.values(), key=lambda item: item.id)
    ]
    variables = {str(owner): row for owner, row in scopes.rows.items() if row or owner != PROCESS}
    return orjson.dumps({"v": FORMAT, "n": tokens.counter, "t": rows, "s": variables}, default=exact)


def _require_small(tokens: Tokens, scopes: Scopes) -> None:
    """What is kept of one step, history and messages too, has a limit: a few variables copied often fill every disk."""
    left = MOST_BYTES
    journal = tokens.journal
    stack: list[Any] = [*scopes.rows.values()]
    stack += [passed.set for passed in journal.elements] + [sent.variables for sent in journal.sent]
    while stack:
        value = stack.pop()
        left -= len(value) if isinstance(value, str) else 8
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list):
            stack += value
        if left < 0:
            message = (
                f"The variables of the case would take more than {MOST_BYTES:,} bytes. Let it keep less."
            )
            raise ProcessFailure(None, "too-large", message)


def read(state: bytes, model: Model) -> dict[str, Any]:
    """A state of any format as one of format 2. Raises Unreadable."""
    content = json.loads(state, parse_float=Decimal)
    version = content.get("v")
    if version == 1:
        return _from_1(content, model)
    if version != FORMAT:
        raise Unreadable(f"state of format {version} can't be read by this version")
    found: dict[str, Any] = content
    return found


def fill(tokens: Tokens, content: dict[str, Any]) -> None:
    """Put the tokens of a state into their places. Raises Unreadable for an element that the model doesn't know."""
    for ident, name, state, scope, host, data in content["t"]:
        spec = tokens.process_of(scope).task_specs.get(name)
        if spec is None:
            raise Unreadable(f"the state has a token at «{name}», which the model doesn't know")
        token = Token(tokens, spec, scope, ident, state, host)
        token.internal_data = data
        for part in _VALUES & data.keys():
            data[part] = _numbers(data[part])
        if "armed" in data:
            tokens.waiting[ident] = token
        if "in" in data:
            tokens.join(token, data["in"])
        if state == TaskState.READY:
            tokens.ready.append(token)
        if spec.is_called_process:
            tokens.called[ident] = tokens.hands.process(data["process"])


def variables_of(content: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """The rows of variables of a state; numbers are exact."""
    rows = {int(owner): _numbers(row) for owner, row in content["s"].items()}
    rows.setdefault(PROCESS, {})
    return rows


def exact(value: object) -> object:
    """What orjson does not know: numbers of FEEL, written as they are."""
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value).encode())
    raise TypeError(f"{type(value).__name__} is not kept in a state")


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _from_1(content: dict[str, Any], model: Model) -> dict[str, Any]:
    rows = []
    for ident, name, state, data in content["t"]:
        element = model.elements.get(name)
        if element is None and name == f"{model.process}.EndJoin":
            continue  # a branch that has ended
        if element is not None and element.kind == "userTask":
            state = TaskState.STARTED
        if "in" in data:
            data["in"] = _flows(model, name, data["in"])
        rows.append([ident, name, state, PROCESS, None, data])
    return {"v": FORMAT, "n": content["n"], "t": rows, "s": {"0": content["s"]}}


def _flows(model: Model, join: str, sources: list[str]) -> list[str]:
    """The flows on which tokens of these sources came, the first ones where a source has several."""
    left = Counter(sources)
    found = []
    for flow in model.incoming[join]:
        if left[flow.source]:
            left[flow.source] -= 1
            found.append(flow.id)
    return found
