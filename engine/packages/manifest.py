"""package.yaml: who, where, since when, which roles and parameters, on what legal basis."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FILE = "package.yaml"
EXTENDS = r"^[a-z][a-z0-9_]{0,60}@[0-9]{1,6}$"
"""A base and the first number of its version, e.g. mamac@1."""
InstitutionType = Literal["RAV", "IV", "SOCIAL", "COORDINATION", "GUEST"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Role(_Strict):
    """A lane: institutions of which type may hold it; `opener` is the institution that starts the case, an `invited`
    guest is named later, by a record, and so is who takes the `lead`.

    A role with `members` is a lane of its own for what several roles do together.
    """

    institutions: tuple[InstitutionType, ...] = ()
    binding: Literal["opener", "partner", "invited", "lead"] = "partner"
    members: tuple[Identifier, ...] = ()

    @property
    def is_named_later(self) -> bool:
        """Whether nobody holds it until a record names somebody."""
        return self.binding in {"invited", "lead"}


class Parameter(_Strict):
    """A threshold or duration that a canton sets, with its source (S from a document, i inferred)."""

    value: str | int | bool | float
    type: Literal["duration", "number", "boolean", "text"]
    source: str


class LegalBasis(_Strict):
    """What a step rests on. With `consent`, that record must stand at granted while anything is done on it."""

    text: str
    source: str
    consent: Identifier | None = None


class MutualAssistance(_Strict):
    """RAV and IV may pass facts on to each other without a consent, case by case; the person is informed afterwards.

    `despite_refusal`: also where the person was asked for a consent in the case and it is not in force.
    """

    source: str
    despite_refusal: bool = False


class Disclosures(_Strict):
    """What may be passed on without a consent of the person, by law."""

    mutual_assistance: MutualAssistance | None = None


class Service(_Strict):
    """An item of the catalogues of services: which types of institution provide it, which may pay for it. `evaluated`: those
    who take part look at it together in its second half.
    """

    institutions: Annotated[tuple[InstitutionType, ...], Field(min_length=1)]
    payers: Annotated[tuple[InstitutionType, ...], Field(min_length=1)]
    text: str
    source: str
    evaluated: bool = False


PLAN = "plan"
"""The record that says how the plan stands; it is written by what is done with it, not by a step."""


class PlanRules(_Strict):
    """A plan that institutions draw up together with the person: the roles that do, each of which signs for its institution,
    and what measures there are.
    """

    roles: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    services: Annotated[Mapping[Identifier, Service], Field(min_length=1)]


class DocumentRules(_Strict):
    """A document that people make of what is on record, from the template `documents/<id>.typ`: the key of its title, the roles
    that may make it, the record it has to wait for (`once`), the fields of records it is filled from, whether the plan goes in, and
    who signs: `person`, a role, or somebody whom the text `documents.<id>.signs.<name>` names.
    """

    text: str
    roles: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    once: Identifier | None = None
    fields: Mapping[Identifier, Annotated[tuple[Identifier, ...], Field(min_length=1)]] = {}
    plan: bool = False
    signatures: tuple[Identifier, ...] = ()

    @staticmethod
    def template(ident: str) -> str:
        """The file of the template of a document."""
        return f"documents/{ident}.typ"


PERSON = "person"
"""Among those who sign a document: the person it is about."""
HANDOVER = "handover"
"""The record that says how the last handover stands; it is written by what is done with it, not by a step."""
MEETING_FIELDS = ("state", "begins_at", "place", "minutes", "held_on")
"""What a record says of the meetings of a kind: how the next one stands, or else the last; and the day of the last that was
held. It is written by what is done with them, not by a step."""


CASE_MANAGEMENT = "case_management"
"""The record whose field names who manages the case, called like the role with `binding: lead`."""


class HandoverRules(_Strict):
    """A handover to another institution: who offers it (roles `by`), to institutions of which types, on which bases; how long
    the answer may take (a parameter, in days of the calendar or working days), and whose task it is when nobody answers.
    """

    by: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    to: Annotated[tuple[InstitutionType, ...], Field(min_length=1)]
    bases: Annotated[
        tuple[Literal["CONSENT", "PARTICIPATION", "MUTUAL_ASSISTANCE"], ...], Field(min_length=1)
    ]
    answer_within: Identifier
    days: Literal["calendar", "working"] = "calendar"
    escalates_to: Identifier
    text: str
    source: str


class TakesOver(_Strict):
    """A handover of another server begins a case of this procedure; what its people decide goes back there."""

    source: str


class MeetingPart(_Strict):
    """A part of a meeting: the categories that may be spoken of in it, and whether the person takes part."""

    text: str
    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    with_person: bool = False


class MeetingRules(_Strict):
    """A kind of meeting: the roles that call it, those invited unless somebody says otherwise, guests who may be; the numbers
    and durations among the parameters that say how long it takes and how long before it people are reminded; the record by
    which models and documents learn how it stands.
    """

    text: str
    called_by: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    invites: tuple[Identifier, ...] = ()
    guests: tuple[Identifier, ...] = ()
    parts: Annotated[tuple[MeetingPart, ...], Field(min_length=1, max_length=4)]
    minutes: Identifier
    reminders: Annotated[tuple[Identifier, ...], Field(max_length=5)] = ()
    record: Identifier | None = None
    source: str


DomainEvent = Literal[
    "CASE_ACCEPTED",
    "ASSESSMENT_COMPLETED",
    "JOBCOACHING_STARTED",
    "IV_INVOLVED",
    "JOB_STARTED",
    "JOB_ENDED",
    "DEREGISTERED",
    "REREGISTERED",
]
"""What figures count, by the same names in every procedure."""
Reason = Literal["NOT_FIT", "HANDED_OVER", "RENOUNCED", "EXHAUSTED", "OTHER"]
"""Why somebody is no longer registered without having found a job."""
Rate = Literal[
    "integrated",
    "job_found",
    "job_found_coached",
    "job_found_uncoached",
    "left_not_fit",
    "left_handed_over",
    "left_renounced",
    "left_exhausted",
    "left_other",
    "registered_again",
    "iv_involved",
]
"""The figures that have a percentage."""


class Context(_Strict):
    """A figure of a source document, of its year: nothing that this server counts. With `people` and `percent` (from, to) how many
    people that is; with `figure` and one `percent` what a figure of this server is compared with, in points.
    """

    text: str
    year: Annotated[int, Field(ge=1900, le=2200)]
    source: str
    people: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    percent: (
        Annotated[tuple[Annotated[int, Field(ge=0, le=100)], ...], Field(min_length=1, max_length=2)] | None
    ) = None
    figure: Rate | None = None


class FigureRules(_Strict):
    """What figures are made of: events of the domain by what stands in the history (elements of the model, kinds of events), and
    outcomes; parameters for spans of time and for what is too small to be passed on; who shares the costs of the coordination.
    """

    events: Mapping[DomainEvent, Annotated[tuple[str, ...], Field(min_length=1)]] = {}
    integrated: tuple[Identifier, ...] = ()
    reasons: Mapping[Reason, tuple[Identifier, ...]] = {}
    job_within: Identifier | None = None
    returns_within: Identifier | None = None
    smallest_cell: Identifier | None = None
    carriers: tuple[InstitutionType, ...] = ()
    context: Mapping[Identifier, Context] = {}
    source: str


class Hook(_Strict):
    """A process that a variant may replace by one of its own: what it is for."""

    text: str
    source: str


class Base(_Strict):
    """Which version of its base a variant was put together with, which files and which parameters are its own. Brücke writes it."""

    version: str
    content: str
    own: tuple[str, ...]
    parameters: tuple[str, ...] = ()


class Source(_Strict):
    """Where the procedure is described."""

    document: str
    state: str | int


class Manifest(_Strict):
    """The head of a package."""

    id: Identifier
    version: Annotated[str, Field(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){2}$")]
    canton: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    languages: tuple[Literal["de", "fr", "it", "en"], ...]
    valid_from: date
    source: Source
    process: str
    roles: Mapping[Identifier, Role]
    start: tuple[Identifier, ...]
    parameters: Mapping[Identifier, Parameter] = {}
    legal_bases: Mapping[Identifier, LegalBasis] = {}
    disclosures: Disclosures = Disclosures()
    plan: PlanRules | None = None
    documents: Mapping[Identifier, DocumentRules] = {}
    handovers: Mapping[Identifier, HandoverRules] = {}
    takes_over: TakesOver | None = None
    meetings: Mapping[Identifier, MeetingRules] = {}
    figures: FigureRules | None = None
    intended_gaps: Mapping[Identifier, str] = {}
    accepted_warnings: Mapping[str, str] = {}
    retention: Mapping[Identifier, str] = {}
    archive: Literal["offer", "none"] = "offer"
    hooks: Mapping[Identifier, Hook] = {}
    extends: Annotated[str, Field(pattern=EXTENDS)] | None = None
    derived_from: Annotated[str, Field(pattern=EXTENDS)] | None = None
    base: Base | None = None

    @property
    def told_by_meetings(self) -> frozenset[str]:
        """The records that say how meetings stand."""
        return frozenset(rules.record for rules in self.meetings.values() if rules.record is not None)
