"""Everything that is on record about a person in one case, as it is handed to them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.shapes.accesses import AccessOut, ExceptionOut
from api.shapes.packets import ReportedPacketOut
from api.shapes.shape import Institution, Key, Shape, one_of

Format = Annotated[
    str,
    one_of("bruecke-personal-data-1", says="the name of this form; another one would be called otherwise"),
]


class PersonalCategory(Shape):
    """A kind of facts: its code and its name."""

    code: Annotated[
        str, one_of("MASTER", "WORK", "MEASURE", "FINANCE", "HEALTH", "FAMILY", "SOCIAL_ASSISTANCE")
    ]
    label: str


class PersonalField(Shape):
    """A fact as people read it. `owners`: the institutions it belongs to; `recorded_by` null where a rule or system did;
    `version`: of its record, from 1."""

    name: str
    label: str
    value: str
    category: PersonalCategory
    owners: list[Institution]
    recorded_by: str | None
    recorded_at: datetime
    version: int


class PersonalRecord(Shape):
    """The facts of a record type in force, or (type `reason.…`) why the institution that made this did something."""

    type: str
    title: str
    fields: list[PersonalField]


class PersonalPlace(Shape):
    """Who takes part in which role, and since when."""

    role: str
    institution: Institution
    user: str | None
    since: datetime


class PersonalConsent(Shape):
    """What the person decided, or that an office opened the case (`state` opened). `valid_until`: its last day; `until`: when
    what it opened ended or will end."""

    title: str
    state: Annotated[str, one_of("opened", "granted", "refused", "withdrawn", "expired", "replaced")]
    state_label: str
    recipients: list[Institution]
    categories: list[PersonalCategory]
    since: datetime
    valid_until: date | None
    until: datetime | None
    recorded_by: str | None


class PersonalGoal(Shape):
    """A goal of a plan."""

    text: str
    measured_by: str
    priority: int
    due: date


class PersonalStep(Shape):
    """What has become of a measure."""

    state: str
    on: date
    note: str


class PersonalMeasure(Shape):
    """A measure of a plan, with the answers of its institution and of the person, and what has become of it."""

    service: str
    institution: Institution
    aim: str
    begins: date
    ends: date
    payer: str
    responsible: str | None
    answer: str
    answer_of_person: str
    answer_of_person_on: date | None
    steps: list[PersonalStep]


class PersonalSignature(Shape):
    """Who signs a plan (`institution` null: the person), what they did, on which day, and why where they refused."""

    institution: Institution | None
    decision: Annotated[str, one_of("signed", "refused")] | None
    signed_on: date | None
    reason: str


class PersonalPlan(Shape):
    """A version of the plan."""

    number: int
    state: str
    created_at: datetime
    in_force_at: datetime | None
    goals: list[PersonalGoal]
    measures: list[PersonalMeasure]
    signatures: list[PersonalSignature]


class PersonalDecision(Shape):
    """A question of the procedure that was answered, or a rule that was applied: by whom and how. `decided_by` null where nobody
    had to."""

    at: datetime
    question: str
    what: str
    answer: str | None
    decided_by: str | None
    institution: str | None


class PersonalDeadline(Shape):
    """A deadline that runs. `due_at` null while its clock stands still."""

    name: str
    due_at: datetime | None


class PersonalDocument(Shape):
    """A document; a copy of what stands in it is handed out by the institution."""

    key: Key
    title: str
    state: str
    media_type: str
    size: int
    categories: list[PersonalCategory]
    institution: Institution
    made_by: str
    made_at: datetime
    signed_on: date | None


class PersonalNote(Shape):
    """A note. `text` null: it was taken back, and its text is gone."""

    at: datetime
    author: str
    institution: Institution
    audience: Annotated[str, one_of("own", "shared", says="own: for the institution alone")]
    category: PersonalCategory
    text: str | None


class PersonalLeftOut(Shape):
    """What is not in it: why, and where the person asks for it. It says nothing of whether there is any."""

    code: Annotated[
        str,
        one_of(
            "other_cases",
            "earlier_versions",
            "document_contents",
            "packet_contents",
            "withdrawn_notes",
            "closed",
            "plan",
            "notes_elsewhere",
            "reasons_elsewhere",
        ),
    ]
    says: str
    categories: list[PersonalCategory]
    ask: list[Institution]


class PersonalDataOut(Shape):
    """Everything that is on record about the person of a case and that the one who made this may read.

    Texts are in the language asked for, moments in UTC. `left_out` names what is not in it.
    """

    format: Format
    language: Annotated[str, one_of("de", "fr", "it", "en")]
    made_at: datetime
    made_by: str
    office: str
    case: Key
    reference: str
    procedure: str
    person_name: str | None
    opened_at: datetime
    opened_by: Institution
    closed_at: datetime | None
    outcome: str | None
    erasable_from: date | None = Field(
        description="the first day on which the case may be erased; null while it runs"
    )
    legal_bases: list[str]
    places: list[PersonalPlace]
    records: list[PersonalRecord]
    consents: list[PersonalConsent]
    plans: list[PersonalPlan]
    decisions: list[PersonalDecision]
    deadlines: list[PersonalDeadline]
    packets: list[ReportedPacketOut]
    documents: list[PersonalDocument]
    notes: list[PersonalNote]
    accesses: list[AccessOut]
    exceptions: list[ExceptionOut]
    left_out: list[PersonalLeftOut]
