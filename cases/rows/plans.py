"""What institutions and a person agree on: plans in versions, the measures in them, what becomes of these, who signed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Plan(Row):
    """A version of the plan of a case: never written over once it is in force, superseded by the next one.

    state: draft | signing | in_force | superseded | dropped. `owners` are the institutions that draw it up together,
    comma-separated keys: it belongs to all of them. `turn` counts how often it was put up for signature. `sealed` holds its
    goals, under the case's key.
    """

    UNIQUE: ClassVar = (("case_key", "number"),)

    key: int
    case_key: int
    number: int
    state: str
    owners: str
    turn: int
    version: int
    sealed: bytes
    created_by: int
    created_at: datetime
    in_force_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Measure(Row):
    """A measure in a version of a plan, proposed to its institution and to the person.

    state: proposed | accepted | declined, by its institution. person: open | agreed | refused. `origin_key` is the measure of
    the version before that it was taken over from, else its own key. `sealed` holds what it is, under the case's key.
    """

    INDEXES: ClassVar = (("plan_key",), ("case_key",))

    key: int
    case_key: int
    plan_key: int
    institution_key: int
    origin_key: int
    state: str
    person: str
    version: int
    sealed: bytes
    proposed_by: int
    proposed_at: datetime
    answered_by: int | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeasureStep(Row):
    """What has become of a measure that binds, as its institution put it on record: never written over, the next step counts.

    `origin_key` is the measure's in every version of the plan; `number` counts its steps from 1. state: started | ended |
    aborted. `owners` are the institutions at the table then, comma-separated keys: who has left it before reads it in no version.
    `sealed` holds the day and what is said to it, under the case's key.
    """

    UNIQUE: ClassVar = (("origin_key", "number"),)
    INDEXES: ClassVar = (("case_key",),)

    key: int
    case_key: int
    origin_key: int
    number: int
    state: str
    owners: str
    sealed: bytes
    noted_by: int
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class PlanSignature(Row):
    """An institution, or the person (institution_key 0), has signed a version of a plan or refused to.

    decision: signed | refused. `turn` is that of the plan: what was signed before it changed counts no longer. `sealed` holds
    the reason of a refusal.
    """

    UNIQUE: ClassVar = (("plan_key", "turn", "institution_key"),)
    INDEXES: ClassVar = (("case_key",),)

    key: int
    case_key: int
    plan_key: int
    turn: int
    institution_key: int
    decision: str
    signed_on: date
    sealed: bytes
    noted_by: int
    noted_at: datetime
