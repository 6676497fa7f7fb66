"""Plays a feature in its surroundings on any driver of the Play kind and tells where it differs."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from tests.conformance.contexts import Model, initial, model_of
from tests.conformance.feature import BESIDE, PREFIX, Feature
from tests.conformance.steps import (
    Act,
    Complete,
    Fails,
    FinishInner,
    Json,
    Later,
    Message,
    Pass,
    Rest,
    Set,
    Signal,
    StartInner,
    Step,
    Throw,
)

BEGINNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
ORDERS = ("before", "between", "after")


class Driver(Protocol):
    """What `Play` and `Oracle` offer."""

    completed: Any
    variables: Any
    status: Any
    sent: Any
    live: Any

    def open(self) -> list[str]: ...  # the driver's own word
    def waits(self) -> list[tuple[Any, ...]]: ...
    def complete(self, element: str, variables: Mapping[str, Json] = ..., which: int = 0) -> object: ...
    def error(
        self, element: str, code: str, variables: Mapping[str, Json] = ..., which: int = 0
    ) -> object: ...
    def message(self, name: str, key: str | None = None, variables: Mapping[str, Json] = ...) -> bool: ...
    def signal(self, name: str, variables: Mapping[str, Json] = ...) -> object: ...
    def pass_time(self, seconds: int) -> object: ...
    def set(self, variables: Mapping[str, Json]) -> object: ...  # the driver's own word
    def start_inner(self, adhoc: str, element: str) -> object: ...
    def finish_inner(self, adhoc: str) -> object: ...


class Starts(Protocol):
    """A driver's class."""

    def __call__(
        self,
        xml: bytes,
        variables: Mapping[str, Json] = ...,
        *,
        save: bool = ...,
        process: str | None = ...,
        start: str | None = ...,
        others: Mapping[str, bytes] = ...,
    ) -> Driver: ...


@dataclass(frozen=True)
class Kind:
    """A driver's class with the exception it raises for a failing step."""

    driver: Starts
    failed: type[Exception]
    refused: type[Exception] = Exception
    """What it raises for a model it does not take."""
    check: Callable[[bytes], None] = lambda xml: None
    """Raises `refused` for a model that must not be deployed."""
    tells_waits: bool = True
    """Whether its `waits` are compared (stock's are told otherwise than ours)."""


UNCHECKED = {
    "flow-condition-type": "a condition on the only flow out of a task: refused at deploy, yet it must fail as it should",
    "flow-long-chain": "more elements than a model may have: no length of a chain is a limit of the runtime",
    "parallel-deadlock": "refused at deploy; the runtime names what the check might not see",
    "inclusive-loop-upstream": "an inclusive gateway with a flow without condition: a draft at deploy",
}
"""Features whose models are not to be deployed, and why they are played all the same."""


class Differs(Exception):
    """What is, is not what must be."""


def outcome(kind: Kind, feature: Feature, place: str, *, save: bool) -> str:
    """`ok`, or the difference in words."""
    model = model_of(feature, place)
    if not feature.refused and feature.id not in UNCHECKED:
        try:
            kind.check(model.xml)
        except kind.refused as refused:
            return f"is refused: {refused}"
    if feature.refused:
        return _refusal(kind, model)
    for order in ORDERS if place == BESIDE else (None,):
        said = f" (other branch {order})" if order else ""
        try:
            _Round(kind, feature, model, save, order).play()
        except Differs as differs:
            return f"{differs}{said}"
        except kind.failed as failed:
            return f"fails: {_failure(failed)}{said}"
        except Exception as broken:  # noqa: BLE001 # whatever breaks a driver is a result in the table
            return f"breaks: {type(broken).__name__}: {broken}{said}"
    return "ok"


def _refusal(kind: Kind, model: Model) -> str:
    """`ok` if the model is not taken, whatever the exception."""
    try:
        for xml in (model.xml, *model.others.values()):
            kind.check(xml)
        kind.driver(model.xml, {}, save=False, process="main", start=None, others=model.others)
    except kind.refused:
        return "ok"
    except Exception as broken:  # noqa: BLE001 # whatever breaks a driver is a result in the table
        return f"breaks: {type(broken).__name__}: {broken}"
    return "is not refused"


def _failure(failed: Exception) -> str:
    return f"{getattr(failed, 'code', None)} at {getattr(failed, 'element', None)}: {failed}"


class _Round:
    """One play of one model."""

    def __init__(self, kind: Kind, feature: Feature, model: Model, save: bool, order: str | None) -> None:
        self.kind, self.feature, self.model, self.order = kind, feature, model, order
        self.clock = self.begun = BEGINNING
        self.other_open = model.other_task is not None
        start = None if feature.start is None else _own(feature.start)
        self.driver = kind.driver(
            model.xml,
            self._values(initial(feature)),
            save=save,
            process="main",
            start=start,
            others=model.others,
        )

    def play(self) -> None:
        acts = [n for n, step in enumerate(self.feature.steps) if not isinstance(step, Rest)]
        middle = acts[len(acts) // 2] if acts else None
        if self.order == "before":
            self._finish_other()
        for number in range(self.model.rounds):
            self._begin(number)
            for place, step in enumerate(self.feature.steps):
                if self.order == "between" and place == middle:
                    self._finish_other()
                self._step(step, place)
        self._finish_other()
        self._compare_end()

    def _begin(self, number: int) -> None:
        self.begun = self.clock
        if self.model.round_task is None:
            return
        values = self._values(initial(self.feature))
        if self.model.again is not None:
            values[self.model.again] = number + 1 < self.model.rounds
        self.driver.complete(self.model.round_task, values)

    def _finish_other(self) -> None:
        if self.other_open and self.model.other_task is not None:
            self.other_open = False
            self.driver.complete(self.model.other_task)

    # Steps

    def _step(self, step: Step, place: int) -> None:
        if isinstance(step, Rest):
            self._compare_rest(step, place)
        elif isinstance(step, Fails):
            self._fail(step, place)
        else:
            self._act(step, place)

    def _fail(self, step: Fails, place: int) -> None:
        was = self._state()
        try:
            self._act(step.act, place)
        except self.kind.failed as failed:
            element = None if step.element is None else _own(step.element)
            found = (getattr(failed, "element", None), getattr(failed, "code", None))
            if element not in (None, found[0]) or step.code not in (None, found[1]):
                raise Differs(
                    f"step {place}: fails with {found[1]} at {found[0]}, not {step.code} at {element}"
                ) from failed
        else:
            raise Differs(f"step {place}: {step.act} does not fail")
        if self._state() != was:
            raise Differs(f"step {place}: the failing step changed something")

    def _state(self) -> object:
        driver = self.driver
        return (driver.open(), driver.waits(), list(driver.completed), dict(driver.variables), driver.live)

    def _act(self, act: Act, place: int) -> None:
        driver = self.driver
        match act:
            case Complete(element, variables, which):
                driver.complete(_own(element), self._values(variables), which)
            case Throw(element, code, variables):
                driver.error(_own(element), code, self._values(variables))
            case Message(name, key, variables, taken):
                if driver.message(name, key, self._values(variables)) != taken:
                    raise Differs(f"step {place}: message {name} {key} is {'not ' if taken else ''}taken")
            case Signal(name, variables):
                driver.signal(name, self._values(variables))
            case Pass(seconds):
                self.clock += timedelta(seconds=seconds)
                driver.pass_time(seconds)
            case Set(variables):
                driver.set(self._values(variables))
            case StartInner(adhoc, element):
                driver.start_inner(_own(adhoc), _own(element))
            case FinishInner(adhoc):
                driver.finish_inner(_own(adhoc))

    def _values(self, variables: Mapping[str, Json]) -> dict[str, Json]:
        return {
            name: self._time(value.seconds) if isinstance(value, Later) else value
            for name, value in variables.items()
        }

    def _time(self, seconds: int) -> str:
        return (self.begun + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")

    # Comparisons

    def _compare_rest(self, step: Rest, place: int) -> None:
        open_now = [name for name in self.driver.open() if name != self.model.other_task]
        if open_now != [_own(name) for name in step.open]:
            raise Differs(f"step {place}: open are {_names(open_now)}, not {_names(step.open)}")
        if step.waits is None or not self.kind.tells_waits:
            return
        wanted = sorted(self._wait(wait) for wait in step.waits)
        found = sorted(tuple(wait) for wait in self.driver.waits())
        if [tuple(map(str, wait)) for wait in wanted] != [tuple(map(str, wait)) for wait in found]:
            raise Differs(f"step {place}: waits are {found}, not {wanted}")

    def _wait(self, wait: tuple[Any, ...]) -> tuple[Any, ...]:
        kind, element, *more = wait
        if kind == "timer" and isinstance(more[0], int):
            more = [self._time(more[0])]
        return (kind, _own(element), *more)

    def _compare_end(self) -> None:
        driver = self.driver
        if driver.status != "completed":
            raise Differs(f"ends {driver.status}, open {_names(driver.open())}, waits {driver.waits()}")
        self._compare_completed(list(driver.completed))
        own = {name: value for name, value in driver.variables.items() if name not in self.model.own}
        if _exact(own) != _exact(self._values(self.feature.result)):
            raise Differs(f"variables are {own}, not {dict(self.feature.result)}")
        sent = list(self.feature.sent) * self.model.rounds
        if [tuple(message) for message in driver.sent] != sent:
            raise Differs(f"sent are {driver.sent}, not {sent}")
        if driver.open() or driver.waits() or driver.live:
            raise Differs(
                f"completed, but open {_names(driver.open())}, waits {driver.waits()}, live {driver.live}"
            )

    def _compare_completed(self, found: list[str]) -> None:
        other = () if self.model.other_task is None else (self.model.other_task,)
        unsaid = {_own(name) for name in self.feature.unsaid}
        found = [name for name in found if name not in unsaid]
        done = tuple(_own(name) for name in self.feature.done if name not in self.feature.unsaid)
        wanted = [*self.model.completed(done), *other]
        if Counter(found) != Counter(wanted):
            missing = Counter(wanted) - Counter(found)
            extra = Counter(found) - Counter(wanted)
            raise Differs(f"completed lacks {_counted(missing)}, has too many {_counted(extra)}")
        if self.feature.ordered:
            _same_order([name for name in found if name.startswith(PREFIX)], list(done) * self.model.rounds)
        if not other:
            marks = [name for name in found if not name.startswith(PREFIX)]
            _same_order(marks, [name for name in wanted if not name.startswith(PREFIX)])


def _same_order(found: Sequence[str], wanted: Sequence[str]) -> None:
    if list(found) != list(wanted):
        raise Differs(f"completed in the order {_names(found)}, not {_names(wanted)}")


def _exact(value: Json) -> Json:
    """The same with every number as a decimal, so that 0.1 is the text's 0.1 and true is not 1."""
    match value:
        case bool() | None | str():
            return (type(value).__name__, value)
        case int() | float() | Decimal():
            return Decimal(str(value))
        case list() | tuple():
            return [_exact(part) for part in value]
        case Mapping():
            return {key: _exact(part) for key, part in value.items()}
    return value


def _own(name: str) -> str:
    return PREFIX + name


def _names(names: Sequence[str]) -> str:
    return "[" + " ".join(name.removeprefix(PREFIX) for name in names) + "]"


def _counted(names: Counter[str]) -> str:
    return _names(sorted(names.elements()))
