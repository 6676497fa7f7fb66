"""The words of a story, as its file has them: a start, steps, and what is expected between them."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from api.stories.expected import Expect
from api.stories.words import Id, Users, Words, listed


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


Many = Annotated[tuple[Id, ...], BeforeValidator(listed), Field(min_length=1, max_length=8)]


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
    "started",
    "ended",
    "aborted",
    "submit",
    "sign",
    "refuse",
    "take_back",
    "drop",
]
ABOUT_A_MEASURE = frozenset(
    {"propose", "accept", "decline", "agree", "object", "remove", "started", "ended", "aborted"}
)
"""Deeds that name the `service` of the measure they are about."""


class PlanDeed(Act):
    """Do something with the plan that institutions draw up together; several users do the same, one after the other.

    `service` names the measure, `of` the type of institution that it is proposed to (default: the first that offers it),
    `payer` who pays for it (default: the first who may), `begins` and `ends` its days (default: today, and ninety days later).
    `agree` and `object` put down what the person says to a measure; `started`, `ended` and `aborted` what has become today of one
    that binds;
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
    invited: Annotated[tuple[Id, ...] | None, BeforeValidator(listed)] = None
    topics: Annotated[tuple[str, ...] | None, BeforeValidator(listed)] = None
    attended: Annotated[tuple[Id, ...] | None, BeforeValidator(listed)] = None
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
    """Go on to noon of a day; `worker: false`: what is due by then is done only later."""

    verb = "on"
    on: date
    worker: bool = True

    @property
    def subject(self) -> str:
        return self.on.strftime("%d.%m.%Y")


class Wait(Words):
    """Let calendar days, months or years pass."""

    verb = "wait"
    wait: Annotated[str, Field(pattern=r"^P(\d+Y)?(\d+M)?(\d+D)?$", min_length=3)]


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


Reason = Annotated[str, Field(min_length=10)]


class Cast(Words):
    """`stories/cast.yaml`: fields of clients, and valid answers for what a task demands; `offices`: the canton whose offices
    play, where the procedure is that of another canton or of none; `unnoticed`: slips that no story can notice, `unwalked`: flows that none
    can walk, each with the reason; `by_the_way`: who completes a task of a hook as soon as it is open, so that the stories
    of a base hold in a variant that adds it.
    """

    offices: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    clients: Mapping[Id, Mapping[str, Any]] = {}
    defaults: Mapping[Id, Mapping[str, Any]] = {}
    by_the_way: Mapping[Id, Many] = {}
    unnoticed: Mapping[str, Reason] = {}
    unwalked: Mapping[str, Reason] = {}


class Story(Words):
    """One file of `stories/`."""

    file: str
    title: Annotated[str, Field(min_length=3)]
    requirement: tuple[str, ...] = ()
    start: Start
    steps: tuple[Step, ...]
