"""The steps of a scenario: what an outside driver does, and what must then be true."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Json: TypeAlias = Any


@dataclass(frozen=True)
class Later:
    """A date-time so many seconds after the round's beginning; stands among variables."""

    seconds: int


@dataclass(frozen=True)
class Complete:
    """A user task or job is completed."""

    element: str
    variables: Mapping[str, Json] = field(default_factory=dict)
    which: int = 0


@dataclass(frozen=True)
class Throw:
    """A job ends in a BPMN error."""

    element: str
    code: str
    variables: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Message:
    """A message comes in; `taken`: whether somebody waits for it."""

    name: str
    key: str | None = None
    variables: Mapping[str, Json] = field(default_factory=dict)
    taken: bool = True


@dataclass(frozen=True)
class Signal:
    """A signal comes in."""

    name: str
    variables: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Pass:
    """Time passes."""

    seconds: int


@dataclass(frozen=True)
class Set:
    """Variables of the process are set from outside."""

    variables: Mapping[str, Json]


@dataclass(frozen=True)
class StartInner:
    """An activity of an ad-hoc sub-process is started."""

    adhoc: str
    element: str


@dataclass(frozen=True)
class FinishInner:
    """An ad-hoc sub-process is finished on demand."""

    adhoc: str


Act: TypeAlias = Complete | Throw | Message | Signal | Pass | Set | StartInner | FinishInner


@dataclass(frozen=True)
class Rest:
    """At rest: what is open, and what is waited for (None: not looked at).

    Waits are as the driver gives them, a timer's time in seconds after the round's beginning or as text.
    """

    open: tuple[str, ...]
    waits: tuple[tuple[Any, ...], ...] | None = None


@dataclass(frozen=True)
class Fails:
    """The act fails and changes nothing; None: not looked at."""

    act: Act
    element: str | None
    code: str | None


Step: TypeAlias = Act | Rest | Fails


def do(element: str, which: int = 0, /, **variables: Json) -> Complete:
    """Complete a user task or job."""
    return Complete(element, variables, which)


def rest(*elements: str, waits: tuple[tuple[Any, ...], ...] | None = None) -> Rest:
    """What is open at rest."""
    return Rest(tuple(sorted(elements)), waits)
