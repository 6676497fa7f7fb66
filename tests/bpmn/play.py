"""A model played step by step on the runtime, with a clock of its own; a step that fails changes nothing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from engine.bpmn.model import Call
from engine.bpmn.reading import read_model
from engine.bpmn.run import EndlessLoop, NotWaiting, Process, Run, compile_process
from engine.bpmn.specs import ProcessSpec
from engine.bpmn.timers import instant_of, instant_text
from engine.bpmn.tokens import PROCESS
from engine.bpmn.validation import validate
from engine.bpmn.xml import read_xml
from engine.errors import ProcessFailure
from engine.faults import Refused

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class Failed(Exception):
    """The model could not go on; the state before the step stands."""

    def __init__(self, element: str | None, code: str, message: str = "") -> None:
        super().__init__(f"{element}: {code} {message}")
        self.element = element
        self.code = code


class Play:
    """One instance of a model. `save` dumps and loads it after every step, by turns into two readings of the model."""

    most_firings = 1_000  # while time passes: a timer of hours in weeks may begin hundreds of tokens

    def __init__(
        self,
        xml: bytes,
        variables: Mapping[str, Any] | None = None,
        *,
        save: bool = False,
        process: str | None = None,
        start: str | None = None,
        others: Mapping[str, bytes] | None = None,
    ) -> None:
        self.now = BEGIN
        self.completed: list[str] = []
        self.sent: list[tuple[str, str | None]] = []
        self._files = {"": (xml, process), **{name: (text, name) for name, text in (others or {}).items()}}
        self._save = save
        self._turn = False
        self._run: Run
        self._state = b""
        self._step(lambda: self._begin(variables or {}, start))

    # the hands of the runtime

    canton = ""

    def outside(self, names: frozenset[tuple[str, ...]]) -> Mapping[str, Any]:
        """Nothing: single models have no case."""
        return {}

    def choose(self, element: str, token: int) -> str | None:
        """No gateway asks here."""
        raise AssertionError(element)

    def apply_rule(self, element: str) -> None:
        """No rule writes records here."""
        raise AssertionError(element)

    def decide(self, element: str, decision: str, rows: Sequence[Mapping[str, Any]]) -> object:
        """No decisions here."""
        raise ProcessFailure(element, "decision", f"no decision {decision}")

    def called(self, element: str, call: Call, process: str) -> tuple[str, ProcessSpec]:
        """One of the other processes."""
        if process not in self._files:
            raise ProcessFailure(element, "call", f"no process {process}")
        return process, self.process(process)

    def process(self, reference: str) -> ProcessSpec:
        """The process by its id."""
        return self._compile(reference).spec

    # what it tells

    def open(self) -> list[str]:
        """What waits for people or workers."""
        return sorted(offer.element for offer in self._run.offers())

    def waits(self) -> list[tuple[Any, ...]]:
        """What is waited for."""
        found: list[tuple[Any, ...]] = []
        for wait in self._run.waits():
            if wait.kind == "timer":
                found.append(("timer", wait.element, wait.due))
            elif wait.kind == "message":
                found.append(("message", wait.element, wait.name, wait.key))
            elif wait.kind == "signal":
                found.append(("signal", wait.element, wait.name))
            else:
                found.append((wait.kind, wait.element))
        return sorted(found, key=repr)

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the process, as JSON."""
        return {name: _shown(value) for name, value in self._run.variables.items()}

    @property
    def status(self) -> str:
        """running | completed."""
        return "completed" if self._run.is_completed else "running"

    @property
    def live(self) -> int:
        """How many tokens live, listeners not counted."""
        return self._run.live

    # steps

    def complete(self, element: str, variables: Mapping[str, Any] | None = None, which: int = 0) -> None:
        """Complete a user task or a job."""
        self._step(lambda: self._run.complete(self._token(element, which), variables))

    def error(
        self, element: str, code: str, variables: Mapping[str, Any] | None = None, which: int = 0
    ) -> None:
        """A job ends with a BPMN error."""
        self._step(lambda: self._run.throw_error(self._token(element, which), code, variables))

    def message(self, name: str, key: str | None = None, variables: Mapping[str, Any] | None = None) -> bool:
        """Deliver a message to the first that waits for it."""
        found = [
            wait for wait in self._run.waits() if (wait.kind, wait.name, wait.key) == ("message", name, key)
        ]
        if found:
            self._occur(found[0].token, found[0].index, variables)
        return bool(found)

    def signal(self, name: str, variables: Mapping[str, Any] | None = None) -> None:
        """Send a signal."""
        self._step(lambda: self._run.signal(name, variables))

    def pass_time(self, seconds: int) -> None:
        """Let time pass; what falls due happens in its order."""
        before = self.now, self._state, list(self.completed), list(self.sent)
        self.now += timedelta(seconds=seconds)
        try:
            fired = 0
            while due := self._due():
                fired += 1
                if fired > self.most_firings:
                    raise Failed(None, "endless")
                _, _, token, index = min(due)
                self._occur(token, index)
        except Failed:
            self.now, self._state, self.completed, self.sent = before
            self._run = Run.load(self._compile(""), self, self._state)
            raise

    def set(self, variables: Mapping[str, Any]) -> None:
        """Set variables of the process."""
        self._step(lambda: self._run.set_variables(variables))

    def start_inner(self, ad_hoc: str, element: str) -> None:
        """Start an activity of an ad-hoc sub-process."""
        self._step(lambda: self._run.start_inner(self._token(ad_hoc, 0), element))

    def finish_inner(self, ad_hoc: str) -> None:
        """End an ad-hoc sub-process."""
        self._step(lambda: self._run.finish_inner(self._token(ad_hoc, 0)))

    # inside

    def _due(self) -> list[tuple[datetime, int, int, int]]:
        return [
            (at, place, wait.token, wait.index)
            for place, wait in enumerate(self._run.waits())
            if wait.due is not None and (at := instant_of(wait.due)) <= self.now
        ]

    def _occur(self, token: int, index: int, variables: Mapping[str, Any] | None = None) -> None:
        self._step(lambda: self._run.occur(token, index, variables))

    def _begin(self, variables: Mapping[str, Any], start: str | None) -> None:
        self._run = Run.start(self._compile(""), self, variables, start)

    def _compile(self, name: str) -> Process:
        xml, process = self._files[name]
        return reading(xml, f"{name or 'model'}.bpmn", process, self._turn)

    def _token(self, element: str, which: int) -> int:
        found = [offer.token for offer in self._run.offers() if offer.element == element]
        if which >= len(found):
            raise Failed(element, "not-open")
        return found[which]

    def _step(self, act: Callable[[], object]) -> None:
        try:
            act()
            self._run.advance()
        except (ProcessFailure, EndlessLoop, NotWaiting) as error:
            code = error.code if isinstance(error, ProcessFailure) else type(error).__name__
            if self._state:
                self._run = Run.load(self._compile(""), self, self._state)
            raise Failed(getattr(error, "element", None), code, str(error)) from error
        self._keep()

    def _keep(self) -> None:
        journal = self._run.journal
        self.completed += [item.element for item in journal.elements if item.state == "completed"]
        self.sent += [(sent.name, sent.key) for sent in journal.sent if sent.kind == "message"]
        self._state = self._run.dump()
        keep_the_laws(self._run)
        if self._save:
            self._turn = not self._turn
            given = self._run._tokens.counter
            self._run = Run.load(self._compile(""), self, self._state)
            assert self._run.dump() == self._state
            assert self._run._tokens.counter == given
            keep_the_laws(self._run)
        else:
            journal.elements.clear()
            journal.sent.clear()


@lru_cache(maxsize=64)
def reading(xml: bytes, file: str, process: str | None, turn: bool) -> Process:
    """One of two readings of a model, shared by all that play it."""
    return compile_process(read_model(xml, file, process))


def keep_the_laws(run: Run) -> None:
    """What must be true of every instance at rest, though nobody sees it: nothing is left of what is gone."""
    tokens = run._tokens
    live = set(tokens.live)
    hosts = {token.host for token in tokens.live.values() if token.host}
    assert hosts | set(run.scopes.rows) | {token.scope for token in tokens.live.values()} <= live | {PROCESS}
    assert set(tokens.waiting) == {
        token.id for token in tokens.live.values() if "armed" in token.internal_data
    }
    assert set(tokens.joining) == {token.id for token in tokens.live.values() if "in" in token.internal_data}
    assert set(tokens.called) == {
        token.id for token in tokens.live.values() if token.task_spec.is_called_process
    }
    assert tokens.holding == Counter(token.scope for token in tokens.live.values() if token.host is None)
    assert set(tokens.tasks) == live
    assert not tokens.ready
    assert not tokens.emptied
    assert all(left for index in (tokens.inside, tokens.listeners, tokens.joins) for left in index.values())
    assert all(ident <= tokens.counter for ident in live)
    assert all(map(is_exact, run.scopes.rows.values()))


def is_exact(value: object) -> bool:
    """Whether all numbers in a value are decimals."""
    if isinstance(value, dict | list):
        return all(map(is_exact, value.values() if isinstance(value, dict) else value))
    return isinstance(value, Decimal | str | bool | None)


def refuse(xml: bytes, file: str = "model.bpmn") -> None:
    """Raises Refused with what keeps a model from being executed."""
    faults = [finding for finding in validate(read_xml(xml, file), file) if finding.level != "warning"]
    if faults:
        raise Refused(finding.fault for finding in faults)


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _shown(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_shown(item) for item in value]
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else value


__all__ = ["BEGIN", "Failed", "Play", "instant_text"]
