"""Between the runtime and its surroundings: what it asks of them, and what it tells them of an instance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from engine.bpmn.model import Call, Model
from engine.bpmn.specs import ProcessSpec
from engine.bpmn.variables import Value


class NotWaiting(Exception):
    """The token is not waiting any more: the step was taken already."""


class Hands(Protocol):
    """What the runtime asks for while tokens move."""

    @property
    def now(self) -> datetime:
        """The moment of this step; it does not change in between."""

    @property
    def canton(self) -> str:
        """The canton whose holidays count in working days; empty for none."""

    def outside(self, names: frozenset[tuple[str, ...]]) -> Mapping[str, Any]:
        """Values for names that are no variables, such as `case` and `parameters`."""

    def choose(self, element: str, token: int) -> str | None:
        """The id of the flow to take out of a gateway that asks, or None to wait there."""

    def apply_rule(self, element: str) -> None:
        """Evaluate the decision of a business rule task and put the result on record."""

    def decide(self, element: str, decision: str, rows: Sequence[Mapping[str, Value]]) -> object:
        """The value of a decision that reads these variables, the inner rows first."""

    def called(self, element: str, call: Call, process: str) -> tuple[str, ProcessSpec]:
        """The process that a call activity calls now: what names it for ever, and its spec."""

    def process(self, reference: str) -> ProcessSpec:
        """The process that `called` named."""


@dataclass(frozen=True, slots=True)
class Process:
    """A checked model with its spec: made once per version, shared by all instances."""

    model: Model
    spec: ProcessSpec


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that people, workers or facts decide: kind is the BPMN tag, `is_job` for workers. `row` is its row's key."""

    token: int
    element: str
    kind: str
    row: int | None
    is_job: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """An event that is waited for. kind: message | signal | timer | conditional. `due` is an instant in UTC; of a clock
    that stands still, `stopped` tells since when. A timer tells `warnings` before: at which instant what share has passed;
    one that `is_first` comes before whatever people do too late.
    """

    token: int
    index: int
    element: str
    kind: str
    name: str | None = None
    key: str | None = None
    due: str | None = None
    stopped: str | None = None
    warnings: tuple[tuple[datetime, int], ...] = ()
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a token stands: its element and the scope (0 the process, else the token that owns it).

    A listener only waits for an event beside. `arrived` lists the flows on which a join has its tokens.
    """

    token: int
    element: str
    kind: str
    scope: int
    is_listener: bool
    arrived: tuple[str, ...]
