"""One instance in memory: load, move its tokens until nothing moves, tell what waits, dump."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from engine.bpmn import clocks, state
from engine.bpmn.catching import broadcast, climb
from engine.bpmn.extensions import ACTIVITIES
from engine.bpmn.journal import Journal, Passed, Sent
from engine.bpmn.model import MOST_RETRIES, Model
from engine.bpmn.outside import Hands, NotWaiting, Offer, Process, Standing, Wait
from engine.bpmn.patience import EndlessLoop, Patience
from engine.bpmn.scopes import Scopes, failure
from engine.bpmn.specs import build_spec
from engine.bpmn.specs.activities import Job, Waits, finish
from engine.bpmn.specs.events import come
from engine.bpmn.specs.gateways import Exclusive, Inclusive
from engine.bpmn.specs.node import place
from engine.bpmn.specs.scopes import AdHoc, begin, listen_in
from engine.bpmn.specs.waiting import Armed
from engine.bpmn.tokens import PROCESS, ROOT, TaskState, Token, Tokens
from engine.bpmn.variables import Value, plain
from engine.errors import ProcessFailure


def compile_process(model: Model) -> Process:
    """The executable form of a checked model. Raises Refused for expressions that can't be read."""
    return Process(model, build_spec(model))


class Run:
    """A running instance. `journal` tells what has happened since it was loaded."""

    def __init__(self, process: Process, hands: Hands, counter: int = ROOT) -> None:
        self.process = process
        self.journal = Journal()
        self._tokens = Tokens(process.spec, hands, counter)
        self._tokens.journal = self.journal
        self.scopes = Scopes(self._tokens, hands, {PROCESS: {}})
        self._tokens.scopes = self.scopes

    @classmethod
    def start(
        cls,
        process: Process,
        hands: Hands,
        variables: Mapping[str, Any] | None = None,
        at: str | None = None,
    ) -> "Run":
        """A new instance with its first tokens; call `advance`. `at` names one of several start events; the
        variables are the process's, what a start event's trigger brought among them.
        """
        run = cls(process, hands)
        run.scopes.rows[PROCESS] = plain(variables or {})
        content = process.spec.content[None]
        if at is None:
            begin(run._tokens, content, PROCESS)
        else:
            come(Token(run._tokens, process.spec.task_specs[at], PROCESS, run._tokens.next_token()), {})
            listen_in(run._tokens, content, PROCESS)
        return run

    @classmethod
    def load(cls, process: Process, hands: Hands, blob: bytes) -> "Run":
        """An instance as `dump` left it. Raises ValueError for a blob of another format or model."""
        content = state.read(blob, process.model)
        run = cls(process, hands, content["n"])
        state.fill(run._tokens, content)
        run.scopes.rows.update(state.variables_of(content))
        for called in run._tokens.called:
            run.scopes.open_called(run._tokens.live[called], run.scopes.rows[called])
        return run

    def dump(self) -> bytes:
        """The state at rest."""
        return state.dump(self._tokens, self.scopes)

    # what it tells

    @property
    def is_completed(self) -> bool:
        """No token is left."""
        return self._tokens.is_completed()

    @property
    def variables(self) -> dict[str, Value]:
        """The variables of the process."""
        return self.scopes.rows[PROCESS]

    @property
    def trail(self) -> list[str]:
        """The ids of elements and flows passed since it was loaded."""
        return self.journal.trail

    @property
    def ended_at(self) -> list[str]:
        """The end events reached since it was loaded."""
        return self.journal.ended_at

    @property
    def live(self) -> int:
        """How many tokens live; a join counts those that have come, listeners are none."""
        return sum(
            len(token.internal_data.get("in", "1"))
            for token in self._tokens.live.values()
            if not token.is_listener and not token.task_spec.is_called_process
        )

    def offers(self) -> list[Offer]:
        """What waits for people, workers or facts, in the order it came to wait."""
        return [
            Offer(
                token.id,
                token.task_spec.element_id,
                token.task_spec.element.kind,
                token.internal_data.get("row"),
                isinstance(token.task_spec, Job),
            )
            for token in self._all()
            if isinstance(token.task_spec, Waits | AdHoc | Exclusive) and "closing" not in token.internal_data
        ]

    def waits(self) -> list[Wait]:
        """The events that are waited for, in the order the waiting began."""
        found = []
        for token in self._tokens.waits():
            for index, armed in enumerate(token.internal_data["armed"]):
                kind = token.task_spec.waiting[index].trigger.kind
                if armed is not None and kind in {"message", "signal", "timer", "conditional"}:
                    said = {part: armed[part] for part in ("name", "key", "due", "stopped") if part in armed}
                    trigger = token.task_spec.waiting[index].trigger
                    warnings = clocks.warnings(trigger, armed)
                    element = token.task_spec.element_id
                    wait = Wait(
                        token.id, index, element, kind, **said, warnings=warnings, is_first=trigger.is_first
                    )
                    found.append(wait)
        return found

    @property
    def open_activities(self) -> set[str]:
        """The activities in which a token is."""
        return {
            token.task_spec.element_id
            for token in self._tokens.live.values()
            if not token.is_listener and token.task_spec.element.kind in ACTIVITIES
        }

    def taken_away(self) -> list[int]:
        """Keys of the rows whose tokens were cancelled since it was loaded."""
        return [row for token in self._tokens.gone if (row := token.internal_data.get("row")) is not None]

    def bind(self, token: int, row: int) -> None:
        """Remember the row's key of an offer in its token."""
        self._tokens.live[token].internal_data["row"] = row

    def job_of(self, token: int) -> tuple[str, int, bool]:
        """The type of a job, how often it may be tried, and whether the model computes the type.

        Raises ProcessFailure for what gives no text or number.
        """
        found = self._tokens.live[token]
        job = found.task_spec.element.job
        kind = self.scopes.text(job.type, found.task_spec.type, found)
        retries = self.scopes.plain(found.task_spec.retries, found) if found.task_spec.retries else None
        text = str(retries) if retries is not None else (job.retries.text if job.retries else "3")
        if not text.isdecimal() or not 0 < int(text) <= MOST_RETRIES:
            message = f"The retries give no number from 1 to {MOST_RETRIES}."
            raise failure(found, "retries", message, {"retries": text})
        return kind, int(text), job.type.is_feel

    def item_of(self, token: int) -> dict[str, Any]:
        """What the form of a round begins with, by its field; only in the step that began the round."""
        found = self._tokens.live[token]
        loop = found.task_spec.element.loop
        return {loop.item: found.item} if loop is not None and found.item is not None else {}

    def row_of(self, token: int) -> int | None:
        """The key that `bind` gave a live token."""
        found: int | None = self._tokens.live[token].internal_data.get("row")
        return found

    def known_row(self, token: int) -> int | None:
        """The key that `bind` gave a token, None where it has none or is gone."""
        found = self._tokens.live.get(token)
        return found.internal_data.get("row") if found is not None else None

    def standing(self) -> list[Standing]:
        """Every token, the oldest first, with the scope it lives in."""
        return [
            Standing(
                token.id,
                token.task_spec.element_id,
                token.task_spec.element.kind,
                token.scope,
                token.is_listener,
                tuple(token.internal_data.get("in", ())),
            )
            for token in self._all()
            if not token.task_spec.is_called_process
        ]

    def is_ad_hoc(self, token: int) -> bool:
        """Whether a token stands at an ad-hoc sub-process."""
        found = self._tokens.live.get(token)
        return found is not None and isinstance(found.task_spec, AdHoc)

    def startable(self, token: int) -> list[str]:
        """The activities that may be started in an ad-hoc sub-process."""
        return list(self._tokens.live[token].task_spec.startable)

    def rows_of(self, token: int) -> list[dict[str, Value]]:
        """The variables that a live token sees, the inner rows first."""
        return self.scopes.of(self._tokens.live[token])

    # what is done to it; call `advance` after it

    def complete(self, token: int, variables: Mapping[str, Any] | None = None) -> None:
        """A task is done with these results. Raises NotWaiting if it was done before."""
        finish(self._standing(token, Waits), plain(variables or {}))

    def throw_error(self, token: int, code: str, variables: Mapping[str, Any] | None = None) -> None:
        """A task ends with a BPMN error. Raises NotWaiting, ProcessFailure if nobody catches it."""
        thrower = self._standing(token, Waits)
        if not climb(thrower, "error", code, plain(variables or {})):
            message = (
                "Nobody catches the error of the job. Attach an error boundary event or an event sub-process."
            )
            raise failure(thrower, "unhandled-error", message, {"code": code})

    def occur(self, token: int, index: int, variables: Mapping[str, Any] | None = None) -> None:
        """An event that was waited for has come. Raises NotWaiting."""
        waiting = self._tokens.waiting.get(token)
        if waiting is None or index >= len(waiting.internal_data["armed"]):
            raise NotWaiting(f"token {token} is not waiting")
        if waiting.internal_data["armed"][index] is None:
            raise NotWaiting(f"token {token} is not waiting for this any more")
        waiting.task_spec.occur(waiting, index, plain(variables or {}))

    def keep_clocks(self, stopped: Collection[str], now: datetime) -> None:
        """The clocks of these timer events stand still from now on, all others run."""
        for armed, element in self._timers():
            clocks.keep(armed, now, is_stopped=element in stopped)

    def set_due(self, token: int, index: int, due: datetime) -> None:
        """A timer is due at another moment. Raises NotWaiting."""
        waiting = self._tokens.waiting.get(token)
        armed = waiting.internal_data["armed"][index] if waiting is not None else None
        if armed is None or "due" not in armed:
            raise NotWaiting(f"token {token} waits for no time")
        clocks.set_due(armed, due)

    def _timers(self) -> Iterator[tuple[Armed, str]]:
        for token in self._tokens.waits():
            for armed in token.internal_data["armed"]:
                if armed is not None and "due" in armed:
                    yield armed, token.task_spec.element_id

    def signal(self, name: str, variables: Mapping[str, Any] | None = None) -> None:
        """A signal from outside reaches everything that waits for it."""
        broadcast(self._tokens, name, plain(variables or {}))

    def start_inner(self, token: int, element: str) -> None:
        """Start an activity of an ad-hoc sub-process. Raises NotWaiting if that is not possible (any more)."""
        owner = self._standing(token, AdHoc)
        inner = owner.task_spec.startable.get(element)
        if inner is None or owner.internal_data.get("closing"):
            raise NotWaiting(f"«{element}» can't be started in «{owner.task_spec.element_id}»")
        place(self._tokens, inner, owner.id)

    def finish_inner(self, token: int) -> None:
        """End an ad-hoc sub-process in which nothing goes on. Raises NotWaiting, also where a condition ends it."""
        owner = self._standing(token, AdHoc)
        if owner.id in self._tokens.holding:
            raise NotWaiting(f"activities of «{owner.task_spec.element_id}» are still open")
        if owner.task_spec.completion is not None:
            raise NotWaiting(f"«{owner.task_spec.element_id}» ends by its completion condition")
        finish(owner)

    def set_variables(self, variables: Mapping[str, Any]) -> None:
        """Set variables of the process."""
        self.scopes.set_all([self.variables], plain(variables))

    def set_at(self, token: int, variables: Mapping[str, Any]) -> None:
        """Set variables where a live token sees them, those that nothing has at the process."""
        self.scopes.set_all(self.scopes.of(self._tokens.live[token]), plain(variables))

    def cancel(self) -> None:
        """Nothing waits any more: every token is taken away."""
        self._tokens.cancel_inside(PROCESS)

    def wake(self) -> None:
        """Let every waiting exclusive gateway ask again: facts or answers may have changed."""
        for token in self._all():
            if isinstance(token.task_spec, Exclusive) and token.state == TaskState.STARTED:
                token._set_state(TaskState.READY)

    # moving

    def advance(self) -> None:
        """Move tokens first in, first out, until nothing moves.

        Raises EndlessLoop after too many steps, ProcessFailure where they compute for too long.
        """
        tokens = self._tokens
        patience = tokens.patience = Patience(tokens.live.values())
        while True:
            tokens.close_scopes()
            while tokens.ready:
                token = tokens.ready.popleft()
                if token.state != TaskState.READY:  # another token may have cancelled it since it was queued
                    continue
                patience.step(token.task_spec.element_id)
                token.run()
                tokens.close_scopes()
            fired = self._fire_inclusive() or self._fire_conditions()
            if not fired:
                break
            patience.step(fired)
        if tokens.live and not self._waits_for_anything():
            raise self._deadlock()

    def _fire_inclusive(self) -> str | None:
        """Let the oldest inclusive join go on that may; the element, None if there is none."""
        for token in self._tokens.joining.values():
            spec = token.task_spec
            if isinstance(spec, Inclusive) and spec.may_fire(token):
                spec.fire(token)
                return spec.element_id
        return None

    def _fire_conditions(self) -> str | None:
        """Events whose condition has become true at this rest happen, the oldest first; one of them."""
        became = []
        for token in self._tokens.waits():
            for index, waiting in enumerate(token.task_spec.waiting):
                armed = token.internal_data["armed"][index]
                if waiting.condition is None or armed is None:
                    continue
                was, armed["was"] = armed["was"], self.scopes.value(waiting.condition, token) is True
                if armed["was"] and not was:
                    became.append((token, index))
        for token, index in became:
            if (
                self._tokens.waiting.get(token.id) is token
                and token.internal_data["armed"][index] is not None
            ):
                token.task_spec.occur(token, index, {})
                self._tokens.close_scopes()
        return became[0][0].task_spec.element_id if became else None

    @property
    def is_overdue(self) -> bool:
        """Whether a condition that an event waits for has become true since it was last looked at: time alone may do that."""
        return any(
            waiting.condition is not None
            and armed is not None
            and not armed["was"]
            and self.scopes.value(waiting.condition, token) is True
            for token in self._tokens.waits()
            for waiting, armed in zip(token.task_spec.waiting, token.internal_data["armed"], strict=True)
        )

    def _waits_for_anything(self) -> bool:
        return bool(self._tokens.waiting) or any(
            isinstance(token.task_spec, Waits | AdHoc | Exclusive) and "closing" not in token.internal_data
            for token in self._tokens.live.values()
        )

    def _deadlock(self) -> ProcessFailure:
        joins = list(self._tokens.joining.values())
        told = "; ".join(
            f"«{token.task_spec.element_id}» has {', '.join(token.internal_data['in'])}" for token in joins
        )
        message = f"Nothing can go on: {told or 'no token can move'}. Look for a join whose flows can't all get a token."
        return ProcessFailure(joins[0].task_spec.element_id if joins else None, "deadlock", message)

    def _standing(self, token: int, kind: Any) -> Token:
        found = self._tokens.live.get(token)
        if found is None or found.state != TaskState.STARTED or not isinstance(found.task_spec, kind):
            raise NotWaiting(f"token {token} is not waiting")
        return found

    def _all(self) -> list[Token]:
        return sorted(self._tokens.live.values(), key=lambda item: item.id)


__all__ = [
    "EndlessLoop", "Hands", "NotWaiting", "Offer", "Passed", "Process", "Run", "Sent", "Wait", "compile_process",
]  # fmt: skip
