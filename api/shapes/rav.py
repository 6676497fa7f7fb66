"""What RAV systems deliver."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from api.shapes.shape import Key, Shape, example, one_of
from cases.rav import FIELDS, FILE_STATUSES, LINE_STATUSES

Kind = Annotated[str, one_of(*FIELDS)]


class RavPerson(Shape):
    """Who a message is about."""

    ahv_number: str | None = Field(default=None, max_length=20)
    last_name: str = Field(min_length=1, max_length=100)
    first_name: str = Field(min_length=1, max_length=100)
    born_on: date


class RavMessageIn(Shape):
    """A message of a RAV system: `referral` opens a case for `person`; everything else is for a `case` (its key), for the
    case with this `reference`, or for a `person`: then somebody of your RAV says for which case it is.

    `fields`, by kind: rav_deregistered {deregistered_on, deregistration_reason}, rav_reregistered {reregistered_on},
    benefits_exhausted {exhausted_on}, job_started {job_started_on}, measure_broken_off {broken_off_on, broken_off_because}.
    `consent_reference` is the id of the consent or the legal basis, needed where a person is named. `message_id` is your own:
    the same message under it again gets the same answer and does nothing.
    """

    model_config = example(
        message_id="2026-000123",
        kind="rav_deregistered",
        reference="VS-2026-K7P3M",
        fields={"deregistered_on": "2026-02-09", "deregistration_reason": "JOB_FOUND"},
    )

    message_id: str = Field(min_length=1, max_length=150, pattern=r"^[\x20-\x7e]+$")
    kind: str = Field(json_schema_extra={"enum": list(FIELDS)}, pattern=f"^({'|'.join(FIELDS)})$")
    case: Key | None = None
    reference: str | None = Field(default=None, min_length=1, max_length=40)
    person: RavPerson | None = None
    consent_reference: str | None = Field(
        default=None, min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$"
    )
    fields: dict[str, Any] = Field(default={})
    procedure: str | None = Field(default=None, min_length=1, max_length=100)
    partners: dict[str, Key] = Field(default={})
    time_to_live: int = Field(
        default=0, ge=0, le=7_776_000, description="seconds for which it is kept until the case waits for it"
    )


class RavMessageTaken(Shape):
    """What became of a message: `delivered` to a case that waited for it, `waiting` until it does, `opened` a case, or
    `proposed` to the people of your RAV."""

    status: Annotated[str, one_of("delivered", "waiting", "opened", "proposed")]
    case: Key | None = None
    reference: str | None = None
    element: str | None = None
    message: Key | None = None
    line: Key | None = None


class RavFileFault(Shape):
    """A line that was not taken."""

    line: int
    column: str
    code: str


class RavFileOut(Shape):
    """A file: `fault` says why it is in quarantine, and then nothing of it was applied. Of its `lines`, `waiting` are for a
    person, `known` told nothing new, `late` are older than what stands, `withdrawn` were taken back; `faults` name the rest."""

    key: Key
    name: str
    way: Annotated[str, one_of("folder", "upload")]
    status: Annotated[str, one_of(*FILE_STATUSES)]
    fault: str | None
    lines: int
    waiting: int
    known: int
    late: int
    withdrawn: int
    faults: list[RavFileFault]
    received_at: datetime


class RavFiles(Shape):
    """Files, newest first."""

    items: list[RavFileOut]
    next: Key | None


class RavFileDecided(Shape):
    """A file that was in quarantine."""

    file: Key
    status: Annotated[str, one_of(*FILE_STATUSES)]


class RavLineOut(Shape):
    """A line or message, without what it says. `matches`: how many running cases that you see it may be for."""

    key: Key
    kind: str | None
    status: Annotated[str, one_of(*LINE_STATUSES)]
    day: date
    file: str | None
    number: int
    case: Key | None
    matches: int
    received_at: datetime


class RavLines(Shape):
    """Lines, newest first."""

    items: list[RavLineOut]
    next: Key | None


class RavMatch(Shape):
    """A running case that a line may be for, and by what."""

    case: Key
    reference: str
    by: Annotated[str, one_of("AHV", "NAME_AND_BIRTH")]


class RavLineDetail(Shape):
    """A line with what it says, as long as it waits, and the cases that you see it may be for."""

    key: Key
    kind: str | None
    status: Annotated[str, one_of(*LINE_STATUSES)]
    day: date
    person: dict[str, str] | None
    fields: dict[str, Any] | None
    consent_reference: str | None
    matches: list[RavMatch]
    case: Key | None


class ConfirmLine(Shape):
    """For which case a line is."""

    model_config = example(case="1234567890123456789")

    case: Key


class OpenLine(Shape):
    """Which procedure a case is opened by for the person of a line."""

    model_config = example(procedure="wallis_tandem")

    procedure: str = Field(min_length=1, max_length=100)
    partners: dict[str, Key] = Field(default={})


class LineSettledOut(Shape):
    """What became of a line."""

    line: Key
    status: Annotated[str, one_of(*LINE_STATUSES)]
    case: Key | None = None
    reference: str | None = None
