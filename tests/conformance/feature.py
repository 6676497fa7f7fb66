"""A feature: a fragment of BPMN and the scenario that shows what it must do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.conformance.steps import Json, Step

TOP, SUB, CALLED, LOOP, EACH, BESIDE = "top", "sub", "called", "loop", "each", "beside"
PREFIX = "f_"
"""What the ids of a fragment begin with in the model."""
PLACES = (TOP, SUB, CALLED, LOOP, EACH, BESIDE)


@dataclass(frozen=True)
class Feature:
    """One promise about BPMN.

    A `piece` sits between `@in` and `@out` in any scope; a `body` is the whole content of a scope, with its
    own starts and ends. `done` are the completed elements of one round in their order (`ordered` False: in
    any order), `result` the variables of the process at the end, without those of the surroundings.
    """

    id: str
    title: str
    shape: Literal["piece", "body"]
    xml: str
    steps: tuple[Step, ...]
    done: tuple[str, ...]
    result: Mapping[str, Json] = field(default_factory=dict)
    variables: Mapping[str, Json] = field(default_factory=dict)
    sent: tuple[tuple[str, str | None], ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    start: str | None = None
    ordered: bool = True
    unsaid: frozenset[str] = frozenset()
    """Elements of which the contract does not say whether they are listed as completed."""
    refused: bool = False
    """The model must not be taken at all."""
    but: Mapping[str, str] = field(default_factory=dict)
    """Surroundings in which the feature means nothing -> why."""


def piece(id_: str, title: str, xml: str, *steps: Step, done: str, **more: object) -> Feature:
    """A feature between two flows."""
    return Feature(id_, title, "piece", xml, steps, tuple(done.split()), **more)  # type: ignore[arg-type] # the dataclass names them


def body(id_: str, title: str, xml: str, *steps: Step, done: str, **more: object) -> Feature:
    """A feature that is a scope's whole content."""
    return Feature(id_, title, "body", xml, steps, tuple(done.split()), **more)  # type: ignore[arg-type] # the dataclass names them


def only_top(reason: str) -> dict[str, str]:
    """Means something at the process's own level only."""
    return {place: reason for place in PLACES if place != TOP}
