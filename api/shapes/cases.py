"""Cases: opened, listed, seen, ended, and their history."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from api.shapes.consents import ConsentOut
from api.shapes.shape import CaseStatus, Institution, Key, Shape, Subject, example, one_of


class StartCase(Shape):
    """What opens a case: the procedure; `partners` only where a role has several candidates.

    Their keys are those of the `candidates` in the answer 422 partner-missing.
    """

    model_config = example(procedure="wallis_tandem")

    procedure: Annotated[str, Field(max_length=100, examples=["wallis_tandem"])]
    partners: dict[str, Key] = Field(
        default={}, max_length=20, description="role to the key of an institution"
    )


class CaseStarted(Shape):
    """The new case."""

    case: Key
    reference: str
    procedure: str
    version: str


class CaseLine(Shape):
    """A case in a list."""

    key: Key
    reference: str
    procedure: str
    status: CaseStatus
    outcome: str | None
    opened_at: datetime


class CasePage(Shape):
    """Cases, newest first. `next` is the cursor of the following page, null on the last."""

    items: list[CaseLine]
    next: Key | None


class RecordField(Shape):
    """A field of a record; `value` null and `shared` false where it is not shared with the reader."""

    label: str
    value: str | None
    shared: bool
    category: str
    owners: list[str]


class RecordOut(Shape):
    """A record."""

    type: str
    title: str
    fields: list[RecordField]


class Place(Shape):
    """Who takes part."""

    role: str
    role_label: str
    institution: Institution
    user: str | None


class OpenWork(Shape):
    """What waits in a case."""

    key: Key
    subject: Subject
    element: str
    name: str
    kind: Annotated[str, one_of("form", "fact", "rule", "judgement", says="form for a task")]
    waits_for: Annotated[str, one_of("completion", "fact", "confirmation", "decision")]
    missing_seats: list[str]
    may_act: bool
    is_suspended: bool


class EndCase(Shape):
    """Why a case is ended before its procedure is: one to three sentences, which only the opening office reads."""

    model_config = example(reason="Die Person ist nach Bern gezogen.")

    reason: str = Field(min_length=1, max_length=4000)


class CaseEnded(Shape):
    """The case has ended: status cancelled."""

    case: Key
    status: str


class CaseOut(Shape):
    """A case as the reader may see it."""

    key: Key
    reference: str
    procedure: str
    title: str
    version: str
    status: CaseStatus
    outcome: str | None
    opened_at: datetime
    opened_by: Institution
    person_name: str | None
    places: list[Place]
    work: list[OpenWork]
    records: list[RecordOut]
    consents: list[ConsentOut]


class Happening(Shape):
    """An event of a case: codes only."""

    sequence: int
    at: datetime
    kind: str
    label: str
    element: str | None
    codes: dict[str, Any]
    actor: str | None
    institution: str | None


class History(Shape):
    """Events in their order; `next` is the sequence to go on after, null at the end."""

    items: list[Happening]
    next: int | None
