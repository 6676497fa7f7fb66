"""A running case goes to a new version of its model, exactly as a plan says; the old state is the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from engine.bpmn.migrating.planning import NO_MAPPING, planned
from engine.bpmn.migrating.situation import Situation, Versions
from engine.bpmn.migrating.verdicts import END, Entry, NotMigratable, Plan, Verdict
from engine.bpmn.run import Hands, Process, Run
from engine.bpmn.specs.gateways import Inclusive, Join
from engine.bpmn.tokens import PROCESS, TaskState
from engine.errors import ProcessFailure


@dataclass(frozen=True)
class Migrated:
    """The case on its new version. `state` is what to keep; `run` is the same, loaded.

    Call `run.advance()` if `goes_on` has anything: these tokens move at once (a join has all it waits for now).
    `kept`, `ended`, `stopped` and `begun` count tokens that stayed, were taken away, and listeners.
    """

    state: bytes
    run: Run
    plan: Plan
    kept: int
    ended: int
    stopped: int
    begun: int

    @property
    def goes_on(self) -> tuple[int, ...]:
        """The tokens that move at the next advance."""
        return self.plan.goes_on


def migrate(
    old: Process, new: Process, state: bytes, hands: Hands, mapping: Mapping[str, str] = NO_MAPPING
) -> Migrated:
    """The state on the new version. Tokens keep number, scope, data, row; waits keep due times, names and keys (as
    in Zeebe); new events begin to wait now. Raises NotMigratable, naming the token and why.
    """
    situation = Situation(Versions(old, new, mapping), state)
    decided = planned(situation)
    for entry in decided.entries:
        if entry.verdict in {Verdict.CHOICE, Verdict.BLOCKED}:
            raise NotMigratable(entry.token, entry.reason)
    content = _moved(situation, decided)
    run = Run.load(new, hands, orjson.dumps(content, default=_exact))
    _begin(run, new, decided)
    _wake(run, decided)
    return _verified(situation, decided, run, hands)


def _moved(situation: Situation, decided: Plan) -> dict[str, Any]:
    """The content of the state with every token at its new place; numbers and order stay."""
    entries = {entry.token: entry for entry in decided.entries}
    rows = [
        [number, _name(situation, entries[number]), state, scope, host, _data(entries[number], data)]
        for number, _, state, scope, host, data in situation.content["t"]
        if not _goes(entries[number])
    ]
    left = {str(row[0]) for row in rows} | {str(PROCESS)}
    variables = {owner: row for owner, row in situation.content["s"].items() if owner in left}
    return {**situation.content, "t": rows, "s": variables}


def _goes(entry: Entry) -> bool:
    return entry.target == END or entry.again


def _name(situation: Situation, entry: Entry) -> str:
    token = situation.tokens[entry.token]
    return token.name if token.foreign else f"{entry.target}{token.part}"


def _data(entry: Entry, data: dict[str, Any]) -> dict[str, Any]:
    if entry.flows is None:
        return data
    return {**data, "in": [entry.flows[flow] for flow in data["in"]]}


def _begin(run: Run, new: Process, decided: Plan) -> None:
    for beginning in decided.begins:
        spec = new.spec.task_specs[beginning.element]
        try:
            spec.listen(run._tokens, beginning.scope, beginning.host)
        except ProcessFailure as failed:
            reason = f"«{beginning.element}» can't begin to wait: {failed.message}"
            host = beginning.host if beginning.host != PROCESS else None
            raise NotMigratable(host, reason) from failed


def _wake(run: Run, decided: Plan) -> None:
    """Let go what has nothing left to wait for; inclusive joins are looked at by every advance."""
    for number in decided.goes_on:
        token = run._tokens.live[number]
        if isinstance(token.task_spec, Inclusive):
            continue
        if isinstance(token.task_spec, Join):
            token.task_spec.fire(token)
        else:
            token._set_state(TaskState.READY)


def _verified(situation: Situation, decided: Plan, run: Run, hands: Hands) -> Migrated:
    """Nothing lost, nothing doubled, and what was saved loads as it is."""
    state = run.dump()
    again = Run.load(run.process, hands, state)
    if again.dump() != state:
        raise NotMigratable(None, "The new state does not load as it was saved.")
    kept = [entry for entry in decided.entries if not _goes(entry)]
    live = run._tokens.live
    for entry in kept:
        token = live.get(entry.token)
        before = situation.tokens[entry.token]
        if token is None or token.task_spec.name != _name(situation, entry) or token.scope != before.scope:
            raise NotMigratable(entry.token, "The token would be lost.")
    if len(live) != len(kept) + len(decided.begins):
        raise NotMigratable(None, f"{len(live)} tokens instead of {len(kept) + len(decided.begins)}.")
    moving = {token.id for token in run._tokens.ready}
    if not moving <= set(decided.goes_on):
        raise NotMigratable(min(moving), "The token would not be at rest.")
    ended = sum(entry.target == END and not entry.listens for entry in decided.entries)
    return Migrated(state, run, decided, len(kept), ended, len(decided.stops), len(decided.begins))


def _exact(value: object) -> object:
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value).encode())
    raise TypeError(f"{type(value).__name__} is not kept in a state")
