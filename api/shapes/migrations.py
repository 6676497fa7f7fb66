"""Taking all cases of an office to another version of their procedure."""

from typing import Annotated

from pydantic import Field

from api.shapes.repairs import Reason, Verdict
from api.shapes.shape import Key, Shape, example

Number = Annotated[int, Field(ge=1, le=2**31)]
Mapping = Annotated[dict[str, str], Field(max_length=400)]


class MoveLook(Shape):
    """From version `old` to version `new`, by number; `mapping` says where elements go that are not there any more.

    An empty target takes the token away. `after` is `next` of the portion before.
    """

    model_config = example(old=1, new=2, mapping={"old_check": "new_check"})

    old: Number
    new: Number
    mapping: Mapping = Field(default={})
    after: Key | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class MoveIn(MoveLook):
    """What is to be done, and why."""

    model_config = example(old=1, new=2, mapping={}, reason="Der Ablauf wurde verbessert.")

    reason: Reason


class MoveBack(Shape):
    """The version that cases were taken to and are to leave again, by number, and why."""

    model_config = example(version=2, reason="Die neue Version hat einen Fehler.")

    version: Number
    after: Key | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 100
    reason: Reason


class PlannedCase(Shape):
    """What the other version means for a case: the verdict on its worst token, why, and where the case stands.

    `passes_by` names new steps that the case is past already and will never do.
    """

    case: Key
    reference: str
    verdict: Verdict
    reasons: list[str]
    position: list[str]
    passes_by: list[str]


class PlannedCases(Shape):
    """A portion of the running cases of your office, the oldest first; `next` is null behind the last."""

    items: list[PlannedCase]
    next: Key | None


class MovedCase(Shape):
    """A case that went: with anything changed (`maps`), with nothing changed (`unchanged`), or back (`undone`)."""

    case: Key
    reference: str
    verdict: str


class StayedCase(Shape):
    """A case that stayed as it was, and why."""

    case: Key
    reference: str
    verdict: Verdict
    reasons: list[str]


class MovedCases(Shape):
    """What became of a portion of the cases of your office; `next` is null behind the last."""

    migrated: list[MovedCase]
    stayed: list[StayedCase]
    next: Key | None
