"""What the JSON API takes and gives. Keys are decimal strings, days ISO dates, moments ISO with zone."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,19}$")]
MAX_VERSION = 2**63 - 1
Version = Annotated[int, Field(ge=1, le=MAX_VERSION)]


def _of(*values: str, says: str | None = None) -> Any:
    """What a text out of a closed list may be."""
    return Field(description=says, json_schema_extra={"enum": list(values)})


InstitutionType = Annotated[str, _of("RAV", "IV", "SOCIAL", "COORDINATION", "GUEST")]
CaseStatus = Annotated[str, _of("running", "completed", "incident", "suspended", "cancelled")]
ConsentState = Annotated[str, _of("granted", "refused", "withdrawn", "expired", "replaced")]
Subject = Annotated[str, _of("task", "gateway")]
GatewayKind = Annotated[
    str,
    _of(
        "fact",
        "rule",
        "judgement",
        says="who answers: the records, a rule, or people on the proposal of a rule",
    ),
]
GatewayWait = Annotated[
    str, _of("fact", "confirmation", "decision", "nothing", says="nothing when it was answered at once")
]


class Shape(BaseModel):
    """Anything the API takes or gives: no unknown parts."""

    model_config = ConfigDict(extra="forbid")


def _example(**values: Any) -> ConfigDict:
    """A shape that shows how it is filled in."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [values]})


class SignIn(Shape):
    """A sign-in for a browser session."""

    model_config = _example(login="anna_rav", password="bruecke-demo")  # noqa: S106  # the demo prints it

    login: Annotated[str, Field(max_length=200, examples=["anna_rav"])]
    password: Annotated[str, Field(max_length=200, examples=["bruecke-demo"])]


class TokenRequest(SignIn):
    """A sign-in for a script."""

    model_config = _example(login="anna_rav", password="bruecke-demo", label="nightly report")  # noqa: S106  # the demo prints it

    label: Annotated[
        str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["nightly report"])
    ] = ""


class Token(Shape):
    """A script's secret: send it as `Authorization: Bearer <token>`. It is shown only now."""

    token: str
    expires_at: datetime


class Me(Shape):
    """Who is signed in. `csrf` goes into `X-CSRF-Token` with every change made through a session."""

    login: str
    name: str
    institution: str
    institution_type: InstitutionType
    roles: list[str]
    csrf: str | None


class Institution(Shape):
    """An institution."""

    key: Key
    letters: str
    name: str


class Procedure(Shape):
    """A procedure in its newest version."""

    id: str
    title: str
    version: str
    canton: str
    content_hash: str
    valid_from: date
    may_start: bool


class Deployment(Shape):
    """A released version; `is_new` false when this content had been released before."""

    procedure: str
    version: str
    number: int
    content_hash: str
    is_new: bool


class StartCase(Shape):
    """What opens a case: the procedure; `partners` only where a role has several candidates.

    Their keys are those of the `candidates` in the answer 422 partner-missing.
    """

    model_config = _example(procedure="wallis_tandem")

    procedure: Annotated[str, Field(max_length=100, examples=["wallis_tandem"])]
    partners: Annotated[
        dict[str, Key], Field(max_length=20, description="role to the key of an institution")
    ] = {}


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
    kind: Annotated[str, _of("form", "fact", "rule", "judgement", says="form for a task")]
    waits_for: Annotated[str, _of("completion", "fact", "confirmation", "decision")]
    missing_seats: list[str]
    may_act: bool
    is_suspended: bool


class ConsentOut(Shape):
    """A decision of the person."""

    key: Key
    type: str
    title: str
    state: ConsentState
    recipients: list[Institution]
    categories: list[str]
    signed_on: date | None
    valid_until: date | None
    withdrawn_at: datetime | None


class EndCase(Shape):
    """Why a case is ended before its procedure is: one to three sentences, which only the opening office reads."""

    model_config = _example(reason="Die Person ist nach Bern gezogen.")

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


class WorkLine(Shape):
    """A task or question in a worklist."""

    key: Key
    subject: Subject
    case: Key
    reference: str
    procedure: str
    element: str
    name: str
    kind: Annotated[str, Field(description="form of a task; fact, rule or judgement of a gateway")]
    role: str
    waits_for: GatewayWait | None
    proposal: str | None
    is_mine: bool
    version: int
    created_at: datetime


class WorkPage(Shape):
    """Open work, oldest first. `next` is the cursor of the following page, null on the last."""

    items: list[WorkLine]
    next: Key | None


class Seat(Shape):
    """A place that a role has to fill."""

    role: str
    label: str
    institution: Institution | None
    filled_by: str | None
    filled_at: datetime | None
    answer: str | None


class TaskOut(Shape):
    """A task with the answers saved so far."""

    key: Key
    case: Key
    reference: str
    procedure: str
    element: str
    name: str
    status: Annotated[str, _of("open", "completed", "cancelled")]
    version: int
    assignee: str | None
    form: str
    answers: dict[str, Any]
    seats: list[Seat]
    suspended_by: str | None


def _flat(answers: dict[str, Any]) -> dict[str, Any]:
    """No form asks for more than a value or a list of values: what is nested deeper isn't read any further."""
    for answer in answers.values():
        parts = answer if isinstance(answer, list) else ()
        if isinstance(answer, dict) or any(isinstance(part, list | dict) for part in parts):
            raise ValueError("an answer is a value or a list of values")
    return answers


class Answers(Shape):
    """Answers to a form, by field key. `version` is the task's version that was shown."""

    model_config = _example(
        answers={"problem_fields": ["FINANCE"], "prioritising_difficult": True}, version=1
    )

    answers: Annotated[
        dict[str, Any],
        AfterValidator(_flat),
        Field(max_length=400, examples=[{"problem_fields": ["FINANCE"], "prioritising_difficult": True}]),
    ]
    version: Version


class Signature(Shape):
    """A signature under the answers as they were last saved."""

    model_config = _example(version=2)

    version: Version


class DraftSaved(Shape):
    """The version the task has now."""

    task: Key
    version: int


class TaskDone(Shape):
    """A task after a signature: open while `waits_for` names roles that still have to sign."""

    task: Key
    status: Annotated[str, _of("open", "completed")]
    version: int
    waits_for: list[str]


class Claim(Shape):
    """Who has the task now."""

    task: Key
    assignee: Key | None
    version: int


class ChoiceOut(Shape):
    """Something to choose: `value` is what is answered."""

    value: str
    label: str


class FormOut(Shape):
    """The form of a task: its JSON Schema, and `choices` for the fields whose choices depend on the case."""

    id: str
    json_schema: dict[str, Any]
    choices: dict[str, list[ChoiceOut]]


class Option(Shape):
    """An answer of a gateway."""

    answer: str
    label: str
    next: str | None
    is_proposal: bool


class Fact(Shape):
    """A fact the proposal rests on; `value` null where it is not shared with the reader."""

    label: str
    value: str | None
    shared: bool
    category: str


class GatewayOut(Shape):
    """A gateway. `basis` is sent back with the decision, so that nobody decides on what has changed."""

    key: Key
    case: Key
    reference: str
    procedure: str
    element: str
    question: str
    kind: GatewayKind
    status: Annotated[str, _of("open", "decided", "cancelled")]
    waits_for: GatewayWait
    options: list[Option]
    proposal: str | None
    basis: str
    facts: list[Fact]
    missing: str | None
    seats: list[Seat]
    may_answer: bool
    suspended_by: str | None
    answer: str | None
    decided_by: str | None
    decided_at: datetime | None


class Decision(Shape):
    """An answer to a gateway; a deviation from the proposal needs a reason."""

    model_config = _example(answer="yes", basis="5c1f0e6f4ac2d2c1f1e1d7a4b8f6a9b0", reason=None)

    answer: Annotated[str, Field(max_length=100, examples=["yes"])]
    basis: Annotated[str, Field(max_length=64)]
    reason: Annotated[str | None, Field(max_length=4000)] = None


class Confirmation(Shape):
    """The outcome of a rule is confirmed as it was shown."""

    model_config = _example(basis="5c1f0e6f4ac2d2c1f1e1d7a4b8f6a9b0")

    basis: Annotated[str, Field(max_length=64)]


class Decided(Shape):
    """A gateway after an answer: open while `waits_for` names roles or the `answers` differ."""

    gateway: Key
    status: Annotated[str, _of("open", "decided")]
    answer: str | None
    waits_for: list[str]
    answers: dict[str, str | None]


class Withdrawn(Shape):
    """The consent is withdrawn, at once and for the future."""

    consent: Key
    state: ConsentState


class ConsentPage(Shape):
    """The decisions of the person in a case, newest first."""

    items: list[ConsentOut]


class Health(Shape):
    """Whether the process can do its work."""

    status: str


def _maybe(says: str) -> Any:
    """A part that only some problems have."""
    return Field(default=None, description=says)


class FaultOut(BaseModel):
    """A mistake. Of an answer: `field`, `code`. Of a package: `file`, `place`, `rule`, `remedy`."""

    model_config = ConfigDict(extra="allow")

    message: Annotated[str, Field(description="what is wrong, for people")]
    field: str | None = _maybe("key of the form's field, or part of the request")
    code: str | None = _maybe("what is wrong, for programs, e.g. required_text")
    file: str | None = _maybe("file of the package")
    place: str | None = _maybe("element, key, line or cell in the file")
    rule: str | None = _maybe("code of the rule that is broken, e.g. X12")
    remedy: str | None = _maybe("the way out")


class Candidate(BaseModel):
    """An institution that could hold a role."""

    institution: Key
    name: str


class ProblemOut(BaseModel):
    """Problem details (RFC 9457). The parts below `faults` come with the problem they are of."""

    model_config = ConfigDict(extra="allow")

    type: Annotated[str, Field(description="urn:bruecke:<code>, e.g. urn:bruecke:task-changed")]
    title: str
    status: int
    faults: list[FaultOut] | None = None
    role: str | None = _maybe("partner-missing: the role without institution")
    candidates: list[Candidate] | None = _maybe("partner-missing: who could hold the role")
    version: int | None = _maybe("task-changed: the version the task has now")
    proposal: str | None = _maybe("basis-changed: what is proposed now")
    basis: str | None = _maybe("basis-changed: the digest to send back")
    answers: list[str] | None = _maybe("unknown-answer: the possible ones")
    retry_after: int | None = _maybe("too-many-attempts: seconds to wait")
