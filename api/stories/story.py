"""The words of a story, as its file has them: a start, steps, and what is expected between them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Scalar = str | bool | int | float | date | None


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Users = Annotated[tuple[Id, ...], BeforeValidator(_listed), Field(min_length=1, max_length=2)]


class Words(BaseModel):
    """A mapping whose keys are known: any other key is refused. `verb` is the key that names a step."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    verb: ClassVar[str] = ""

    @property
    def subject(self) -> str:
        """What the step is about: an element, a consent, a day."""
        value = getattr(self, self.verb, "")
        return value if isinstance(value, str) else ""


class Refusal(Words):
    """How a step must fail: HTTP status, the form's field at fault or all of them, the kind of problem (`reason-missing`)."""

    code: Literal[403, 404, 409, 410, 422]
    field: str | None = None
    fields: tuple[str, ...] = ()
    problem: str | None = None

    @property
    def at(self) -> frozenset[str]:
        """The fields that must be at fault; none where the story does not say."""
        return frozenset(self.fields) | ({self.field} if self.field else frozenset())


Many = Annotated[tuple[Id, ...], BeforeValidator(_listed), Field(min_length=1, max_length=8)]


class Act(Words):
    """A step that somebody does, two of them one after the other."""

    users: Users = Field(alias="as")
    refused: Refusal | None = None


class Complete(Act):
    """Complete a task; with two users the first answers and signs, the second signs the same version."""

    verb = "complete"
    complete: Id
    answers: Mapping[str, Any] = {}


class Sign(Act):
    """Sign or complete a task with the answers as they were last saved."""

    verb = "sign"
    sign: Id


class Edit(Act):
    """Save answers without completing."""

    verb = "edit"
    edit: Id
    answers: Mapping[str, Any] = {}


class Decide(Act):
    """Answer a gateway. `proposes`: what is shown as proposal, null where there is none; `because` is for readers."""

    verb = "gateway"
    gateway: Id
    proposes: str | None
    because: str | None = None
    decide: str
    reason: str | None = None


class Confirm(Act):
    """Confirm the outcome of a rule."""

    verb = "confirm"
    confirm: Id


class Look(Act):
    """Open a task or gateway: the same user's next act on it answers what was shown here, not what is true by then."""

    verb = "look"
    look: Id


class Withdraw(Act):
    """Take a consent back on the person's word."""

    verb = "withdraw"
    withdraw: Id


Deed = Literal[
    "begin",
    "goals",
    "propose",
    "accept",
    "decline",
    "agree",
    "object",
    "remove",
    "submit",
    "sign",
    "refuse",
    "take_back",
    "drop",
]
ABOUT_A_MEASURE = frozenset({"propose", "accept", "decline", "agree", "object", "remove"})
"""Deeds that name the `service` of the measure they are about."""


class PlanDeed(Act):
    """Do something with the plan that institutions draw up together; several users do the same, one after the other.

    `service` names the measure, `of` the type of institution that it is proposed to (default: the first that offers it),
    `payer` who pays for it (default: the first who may), `begins` and `ends` its days (default: today, and ninety days later).
    `agree` and `object` put down what the person says to a measure,
    `person` with sign or refuse what they did with the plan.
    """

    verb = "plan"
    users: Many = Field(alias="as")
    plan: Deed
    service: Id | None = None
    of: str | None = None
    payer: str | None = None
    begins: date | None = None
    ends: date | None = None
    entitled: bool = True
    person: bool = False


class MeetingDeed(Act):
    """Do something with a meeting of the case: the one to come, or else the last one.

    `call` one, `move` it, `invite` others, `accept` or `decline` an invitation, say that it was held (`hold`), write what was
    said (`minutes`), `cancel` it. `kind` is its id in the package (default: the first). `day` (at two in the afternoon; default:
    a week later) and `place` say when and where; `topics` are the categories that are spoken of (default: all); `invited` who is invited, to every part, and `attended` who was there (default:
    everybody who is invited). `of` answers for somebody else, `person` puts down what the person says; `part`, `category` and
    `text` are of what was said.
    """

    verb = "meeting"
    users: Many = Field(alias="as")
    meeting: Literal["call", "move", "invite", "accept", "decline", "hold", "minutes", "cancel"]
    kind: Id | None = None
    day: date | None = None
    place: str = "Sitzungszimmer"
    invited: Annotated[tuple[Id, ...] | None, BeforeValidator(_listed)] = None
    topics: Annotated[tuple[str, ...] | None, BeforeValidator(_listed)] = None
    attended: Annotated[tuple[Id, ...] | None, BeforeValidator(_listed)] = None
    of: Id | None = None
    person: bool = False
    part: Annotated[int, Field(ge=1, le=4)] = 1
    category: str = "WORK"
    text: str = "In zwei Sätzen."

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it names beside those who act."""
        return (*(self.invited or ()), *(self.attended or ()), *((self.of,) if self.of else ()))


class HandoverDeed(Act):
    """Do something with the handover of the case: `offer` it to the institution that takes part and may get it, with everything
    that may go there; `accept`, `return` or `withdraw` it.

    `settled`: another server, from which the case came, has the answer, or has taken its offer back (`state`).
    `kind` is its id in the package (default: the only one); `to` a type of institution (default: the first it may go to); `basis`
    one of the package's (default: the first).
    """

    verb = "handover"
    handover: Literal["offer", "accept", "return", "withdraw", "settled"]
    state: Literal["accepted", "returned", "withdrawn"] | None = None
    kind: Id | None = None
    to: str | None = None
    basis: str | None = None


class LeadDeed(Act):
    """Give the lead of the case to somebody; with it goes the case management, where the procedure has one."""

    verb = "lead"
    lead: Id


class RetentionDeed(Act):
    """Do something with the case after its end.

    `offer` its dossier to the archive (on a `day`, default: today), which `takes` or `declines` it (under a `number`); `hold` it
    beyond its retention and `release` it; `propose` its erasure, `confirm` it (with the `number` of the case, default: the right
    one) or `refuse` it; fetch the `certificate`. `reason: false` gives none.
    """

    verb = "retention"
    retention: Literal[
        "offer", "takes", "declines", "hold", "release", "propose", "confirm", "refuse", "certificate"
    ]
    day: date | None = None
    number: str | None = None
    reason: bool = True


class Tell(Act):
    """A message comes for the case, from a system of the user's office; what it brings begins the form behind it.

    Nobody keeps it: where the case does not wait for it, it is refused with 409.
    """

    verb = "message"
    message: Id
    fields: Mapping[str, Any] = {}


class Day(Words):
    """Go on to noon of a day."""

    verb = "on"
    on: date

    @property
    def subject(self) -> str:
        return self.on.strftime("%d.%m.%Y")


class Wait(Words):
    """Let calendar days, months or years pass."""

    verb = "wait"
    wait: Annotated[str, Field(pattern=r"^P(\d+Y)?(\d+M)?(\d+D)?$", min_length=3)]


class GrantLine(Words):
    """Whom a consent lets see something. Without categories those are not compared."""

    to: str
    basis: Id
    categories: tuple[str, ...] | None = None


class Keeping(Words):
    """How it stands with the case after its end, to those who opened it: the first day on which it may be erased, what is in the way
    (null: nothing), what the archive said, what became of the last proposal."""

    erasable_from: date | None = None
    in_the_way: str | None = None
    archive: Literal["none", "not_offered", "offered", "taken", "not_taken"] | None = None
    proposal: Literal["proposed", "declined", "withdrawn", "done"] | None = None


class Certified(Words):
    """What the certificate of an erasure says: who proposed and decided it, what the archive said, how many rows of what kind went,
    and whether the chain of the case is whole."""

    proposed: Id | None = None
    decided: Id | None = None
    archive: Literal["taken", "not_taken", "no_archive"] | None = None
    rows: Mapping[Id, int] = {}
    whole: bool = True


class Expect(Words):
    """What must be true now; only what is written is compared, lists as a whole.

    `open_gateways` wait for people, `waiting` for a fact; `decided` are answers of gateways, `records` are values
    as models read them (`target_group_check.target_group`, `data_exchange_consent.state`); `deadlines` are timers that
    run, with the day on whose first moment they are due, or null where none runs; `begun` is what the form of an open
    task holds before anybody completes it, by task, every answer of it; `erased` says whether all that an erasure takes is gone, or
    all is there; `retention` and `certificate` compare what they name.
    """

    verb = "expect"
    ended: str | None = None
    open_tasks: tuple[Id, ...] | None = None
    open_gateways: tuple[Id, ...] | None = None
    waiting: tuple[Id, ...] | None = None
    decided: Mapping[Id, str] = {}
    grants: tuple[GrantLine, ...] | None = None
    packets: Annotated[tuple[str, ...], Field(max_length=0)] | None = None
    sees: Mapping[Id, bool] = {}
    records: Mapping[str, Scalar | tuple[Scalar, ...]] = {}
    deadlines: Mapping[Id, date | None] = {}
    begun: Mapping[Id, Mapping[Id, Scalar | tuple[Scalar, ...]]] = {}
    erased: bool = False
    retention: Keeping = Keeping()
    certificate: Certified = Certified()


Step = (
    Complete
    | Sign
    | Edit
    | Decide
    | Confirm
    | Look
    | Withdraw
    | PlanDeed
    | MeetingDeed
    | HandoverDeed
    | LeadDeed
    | RetentionDeed
    | Tell
    | Day
    | Wait
    | Expect
)
STEPS: Mapping[str, type[Words]] = {
    kind.verb: kind
    for kind in (
        Complete,
        Sign,
        Edit,
        Decide,
        Confirm,
        Look,
        Withdraw,
        PlanDeed,
        MeetingDeed,
        HandoverDeed,
        LeadDeed,
        RetentionDeed,
        Tell,
        Day,
        Wait,
        Expect,
    )
}
"""The kinds of steps by the key that names them."""


class Start(Words):
    """Who opens a case of which procedure, on which day."""

    procedure: Id
    users: Users = Field(alias="as")
    on: date


class Cast(Words):
    """`stories/cast.yaml`: fields of clients, and valid answers for what a task demands; `offices`: the canton whose offices
    play, where the procedure is that of another canton or of none.
    """

    offices: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    clients: Mapping[Id, Mapping[str, Any]] = {}
    defaults: Mapping[Id, Mapping[str, Any]] = {}


class Story(Words):
    """One file of `stories/`."""

    file: str
    title: Annotated[str, Field(min_length=3)]
    requirement: tuple[str, ...] = ()
    start: Start
    steps: tuple[Step, ...]
