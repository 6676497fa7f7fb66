"""Plans that institutions draw up together with a person."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from api.shapes.shape import Institution, Key, Shape, Version, example, one_of

PlanState = Annotated[str, one_of("draft", "signing", "in_force", "superseded", "dropped")]
MeasureState = Annotated[str, one_of("proposed", "accepted", "declined")]
PersonAnswer = Annotated[str, one_of("open", "agreed", "refused")]
InstitutionType = Literal["RAV", "IV", "SOCIAL", "COORDINATION", "GUEST"]
MeasureStepState = Literal["started", "ended", "aborted"]
Principle = Literal["CATALOGUE", "COST_APPROVAL", "EQUAL_SHARES", "OWN_BUDGET"]
Line = Annotated[str, Field(min_length=1, max_length=2000)]


class GoalShape(Shape):
    """What is to be reached, measured by what, how important (1 first), by when."""

    text: Line
    measured_by: Line
    priority: Annotated[int, Field(ge=1, le=20)]
    due: date


class Goals(Shape):
    """The goals, all of them; what is left out is taken away. `version`: the plan's that you saw. `explained_on`: the day on
    which the person's rights and duties were explained to them."""

    model_config = example(
        version=1,
        goals=[
            {
                "text": "Praktikumsstelle im PC-Support",
                "measured_by": "Vertrag unterschrieben",
                "priority": 1,
                "due": "2026-10-31",
            }
        ],
        explained_on="2026-05-05",
    )

    version: Version
    goals: Annotated[list[GoalShape], Field(max_length=20)]
    explained_on: date | None = None


class OfferShape(Shape):
    """A measure: a service of the catalogue, to what end, who pays by what principle, from when to when."""

    service: Annotated[str, Field(max_length=61)]
    aim: Line
    payer: InstitutionType
    principle: Principle
    begins: date
    ends: date


class ProposeMeasure(OfferShape):
    """A measure for an institution at the table. It alone accepts it."""

    model_config = example(
        institution="7105229384521375744",
        service="work_training",
        aim="Belastbarkeit erproben",
        payer="IV",
        principle="CATALOGUE",
        begins="2026-09-01",
        ends="2026-11-15",
    )

    institution: Key


class ChangeMeasure(ProposeMeasure):
    """The same measure, proposed otherwise: its institution and the person answer anew. `version`: the measure's that you
    saw."""

    model_config = example(
        institution="7105229384521375744",
        service="work_training",
        aim="Belastbarkeit erproben",
        payer="IV",
        principle="CATALOGUE",
        begins="2026-09-01",
        ends="2026-12-15",
        version=1,
    )

    version: Version


class AnswerMeasure(Shape):
    """What your institution says. Who accepts says that the person is entitled and names somebody of theirs who is
    responsible; who declines says why."""

    model_config = example(version=1, accepts=True, is_entitled=True, responsible="7105229384521375744")

    version: Version
    accepts: bool
    is_entitled: bool = False
    responsible: Key | None = None
    reason: Annotated[str, Field(max_length=2000)] = ""


class PersonAnswers(Shape):
    """What the person said to a measure, on which day."""

    model_config = example(version=2, agrees=True, on="2026-05-05")

    version: Version
    agrees: bool
    on: date


class NoteMeasureStep(Shape):
    """What has become of a measure of your institution, on which day; whoever aborts it says why. `steps`: how many you saw."""

    model_config = example(steps=0, state="started", on="2026-09-01")

    steps: Annotated[int, Field(ge=0, le=50)]
    state: MeasureStepState
    on: date
    note: Annotated[str, Field(max_length=2000)] = ""


class OfVersion(Shape):
    """The version that you saw."""

    model_config = example(version=7)

    version: Version


class SignPlan(Shape):
    """Your institution signs, or refuses and says why. `person_on`: it was the person who did, on that day."""

    model_config = example(version=7, signs=True)

    version: Version
    signs: bool = True
    reason: Annotated[str, Field(max_length=2000)] = ""
    person_on: date | None = None


class PlanBegun(Shape):
    """A version of the plan is at work."""

    plan: Key
    case: Key
    number: int
    version: int


class GoalsSet(Shape):
    """The goals are kept."""

    plan: Key
    case: Key
    version: int


class MeasureChanged(Shape):
    """The measure is kept, in this version and state."""

    measure: Key
    case: Key
    version: int
    state: MeasureState


class MeasureWithdrawn(Shape):
    """The measure is out of the version at work."""

    measure: Key
    case: Key


class PersonAnswered(Shape):
    """What the person said is kept."""

    measure: Key
    case: Key
    version: int
    person: PersonAnswer


class MeasureStepNoted(Shape):
    """The step is kept: the measure has so many now, and stands like this."""

    measure: Key
    case: Key
    steps: int
    state: Annotated[str, one_of("started", "ended", "aborted")]


class PlanMoved(Shape):
    """How the plan stands now."""

    plan: Key
    case: Key
    version: int
    state: PlanState


class MeasureStepOut(Shape):
    """What its institution put on record of a measure."""

    state: Annotated[str, one_of("started", "ended", "aborted")]
    on: date
    note: str


class MeasureOut(Shape):
    """A measure as it stands: what its institution and the person say to it, and what has become of it. `unsaid`: started or
    ended, where that day has passed and nobody said so."""

    key: Key
    version: int
    institution: Institution
    service: str
    service_label: str
    aim: str
    payer: Annotated[str, one_of("RAV", "IV", "SOCIAL", "COORDINATION", "GUEST")]
    principle: Annotated[str, one_of("CATALOGUE", "COST_APPROVAL", "EQUAL_SHARES", "OWN_BUDGET")]
    begins: date
    ends: date
    responsible: str | None
    state: MeasureState
    reason: str
    person: PersonAnswer
    person_on: date | None
    is_taken_over: bool
    may_answer: bool
    steps: list[MeasureStepOut]
    unsaid: Annotated[str, one_of("started", "ended")] | None
    may_note: bool


class SignatureOut(Shape):
    """Who has to sign: an institution, or the person (null). `decision` is null while it is missing."""

    institution: Institution | None
    decision: Annotated[str, one_of("signed", "refused")] | None
    signed_on: date | None
    reason: str


class Missing(Shape):
    """What a plan lacks before it can be signed, and the measure it is about."""

    what: str
    measure: Key | None


class PlanVersionLine(Shape):
    """A version of the plan."""

    number: int
    state: PlanState
    created_at: datetime
    in_force_at: datetime | None


class PlanOut(Shape):
    """A version of the plan."""

    key: Key
    number: int
    version: int
    state: PlanState
    created_at: datetime
    in_force_at: datetime | None
    ended_at: datetime | None
    goals: list[GoalShape]
    explained_on: date | None
    measures: list[MeasureOut]
    signatures: list[SignatureOut]
    missing: list[Missing]


class PlanPage(Shape):
    """The plan of a case: `plan` is null where there is none yet. `sits`: you may work on it; `is_shared`: everybody at the
    table may read measures, else nobody works on it."""

    plan: PlanOut | None
    versions: list[PlanVersionLine]
    sits: bool
    is_shared: bool
    may_begin: bool
