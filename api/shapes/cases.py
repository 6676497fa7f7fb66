"""Cases: opened, listed, seen, ended, and their history."""

from datetime import date, datetime
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
    variables: dict[str, Any] = Field(default={}, description="of a single model; a package takes none")
    start_event: str | None = Field(
        default=None, max_length=200, description="of a single model with several start events: the id of one"
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
    erased_at: datetime | None


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
    """A record; `may_correct`: by you, with its `version` from /records/{type}/versions."""

    type: str
    title: str
    fields: list[RecordField]
    may_correct: bool


class AwayOut(Shape):
    """Somebody is away just now. `until` is null while that is open; `deputy` where who should stand in is away too."""

    until: date | None
    deputy: str | None


class Place(Shape):
    """Who takes part; `away` while the person named is."""

    role: str
    role_label: str
    institution: Institution
    user: str | None
    away: AwayOut | None


class LeadOut(Shape):
    """Who leads the case. `is_able`: they still have a mandate in it."""

    user: str
    institution: Institution
    since: datetime
    is_able: bool


class ChangeLead(Shape):
    """Who leads from now on: a professional with a role in the case, null gives the lead back."""

    model_config = example(user="7105229384521375744", reason="Die Vermittlung steht jetzt im Vordergrund.")

    user: Key | None
    reason: Annotated[str, Field(min_length=1, max_length=4000)]


class LeadChanged(Shape):
    """Who leads now, and who did before."""

    case: Key
    lead: Key | None
    before: Key | None


class LeadChoice(Shape):
    """Somebody to whom you may give the lead."""

    key: Key
    name: str
    institution: Institution


class LeadChoices(Shape):
    """Who leads, and to whom you may give the lead; `may_give_back`: you may give it back to nobody."""

    lead: LeadOut | None
    choices: list[LeadChoice]
    may_give_back: bool


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


class BreakGlass(Shape):
    """The number of a case of your own institution that you have no mandate for, and why you must look at it."""

    model_config = example(
        reference="VS-2026-K7M2Q", reason="Frau Perren sitzt am Schalter, Carla Bonvin ist krank."
    )

    reference: str = Field(min_length=1, max_length=40)
    reason: str = Field(min_length=1, max_length=4000)


class GlassBroken(Shape):
    """You may look at the case until then; null for who works on it anyway."""

    case: Key
    until: datetime | None


class EndCase(Shape):
    """Why a case is ended before its procedure is: one to three sentences, which only the opening office reads."""

    model_config = example(reason="Die Person ist nach Bern gezogen.")

    reason: str = Field(min_length=1, max_length=4000)


class CaseEnded(Shape):
    """The case has ended: status cancelled."""

    case: Key
    status: str


class CaseOut(Shape):
    """A case as the reader may see it. Of one that was erased (`erased_at`) only the head is left."""

    key: Key
    reference: str
    procedure: str
    title: str
    version: str
    status: CaseStatus
    outcome: str | None
    opened_at: datetime
    closed_at: datetime | None
    erased_at: datetime | None
    opened_by: Institution
    exceptional_until: datetime | None = Field(
        description="until when you may look at it without a mandate, for the reason you gave"
    )
    person_name: str | None
    lead: LeadOut | None
    places: list[Place]
    work: list[OpenWork]
    records: list[RecordOut]
    consents: list[ConsentOut]


class Variables(Shape):
    """Variables of a single model."""

    model_config = example(variables={"amount": 1200.5, "items": ["a", "b"]})

    variables: dict[str, Any]


class VariablesSet(Shape):
    """The case whose variables were set."""

    case: Key


class Waiting(Shape):
    """An event that a case waits for; `due_at` of a timer, null while its clock stands still since `stopped_since`; `event`
    and `correlation_key` are what a message must bring."""

    key: Key
    element: str
    name: str
    kind: Annotated[str, one_of("message", "signal", "timer", "conditional")]
    event: str | None
    correlation_key: str | None
    due_at: datetime | None
    stopped_since: datetime | None


class Waits(Shape):
    """What a case waits for, the oldest first."""

    items: list[Waiting]


class IncidentOut(Shape):
    """Something the engine could not do; `read` shows the variables it read, as text. The case stands as before it."""

    key: Key
    element: str | None
    code: str
    message: str
    read: dict[str, str]
    created_at: datetime


class Incidents(Shape):
    """What is not resolved yet, the oldest first."""

    items: list[IncidentOut]


class Happening(Shape):
    """An event of a case: codes only. Of a single model also each element that was passed, with what it set.

    kind ELEMENT_COMPLETED or ELEMENT_CANCELLED: one for each round of a loop; `element_kind` is the BPMN tag, `state`
    completed or cancelled. `stood_in_for`: whom the case names for the seat that `actor` acted in. `sequence` is its place among the events that you are told: of notes only those you may read.
    """

    sequence: int
    at: datetime
    kind: str
    label: str
    element: str | None
    codes: dict[str, Any]
    actor: str | None
    stood_in_for: str | None
    institution: str | None
    element_name: str | None
    element_kind: str | None
    state: str | None
    variables: dict[str, Any] | None


class History(Shape):
    """Events in their order; `next` is the sequence to go on after, null at the end."""

    items: list[Happening]
    next: int | None
