"""Meetings about a case: who is invited, who comes, what was said."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from api.shapes.notes import Category
from api.shapes.shape import Institution, Key, Shape, Version, example, one_of

MeetingState = Annotated[str, one_of("planned", "held", "cancelled")]
Answer = Annotated[str, one_of("needs_action", "accepted", "declined")]
Length = Annotated[int, Field(ge=1, le=1440)]
Place = Annotated[str, Field(min_length=1, max_length=200)]
Agenda = Annotated[str, Field(max_length=4000)]
Parts = Annotated[list[Annotated[int, Field(ge=1, le=4)]], Field(max_length=4)]
Sequence = Annotated[int, Field(ge=0, le=10**9)]


class Invited(Shape):
    """Somebody, and the parts they are invited to."""

    user: Key
    parts: Annotated[Parts, Field(min_length=1)]


class Attended(Shape):
    """Somebody (`user` 0: the person), and the parts they were there for: none, where they did not come."""

    user: Key
    parts: Parts


class CallMeeting(Shape):
    """A meeting. What is left out is what the package foresees: `minutes` its usual length, `topics` the categories of each
    part, `invited` those it names, to all parts. The person is invited to the parts that are held with them."""

    model_config = example(kind="assessment", begins_at="2026-03-05T09:00:00+01:00", place="Sitzungszimmer 2")

    kind: Annotated[str, Field(max_length=61)]
    begins_at: AwareDatetime
    place: Place
    minutes: Length | None = None
    agenda: Agenda = ""
    topics: Annotated[list[list[Category]] | None, Field(max_length=4)] = None
    invited: Annotated[list[Invited] | None, Field(max_length=50)] = None


class MoveMeeting(Shape):
    """When and where it is from now on; all are asked anew. `version`: the meeting's that you saw."""

    model_config = example(
        version=1, begins_at="2026-03-06T09:00:00+01:00", minutes=150, place="Sitzungszimmer 2"
    )

    version: Version
    begins_at: AwareDatetime
    minutes: Length
    place: Place
    agenda: Agenda = ""


class InviteToMeeting(Shape):
    """All who are invited, besides the person; who is left out is taken out. `version`: the meeting's that you saw."""

    model_config = example(version=1, invited=[{"user": "7105229384521375744", "parts": [1, 2]}])

    version: Version
    invited: Annotated[list[Invited], Field(min_length=1, max_length=50)]


class CancelMeeting(Shape):
    """Why it does not take place."""

    model_config = example(version=1, reason="Die Person ist krank.")

    version: Version
    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class HoldMeeting(Shape):
    """Who was there. Who is not named did not come."""

    model_config = example(version=2, attended=[{"user": "0", "parts": [2]}])

    version: Version
    attended: Annotated[list[Attended], Field(min_length=1, max_length=51)]


class WriteMinutes(Shape):
    """What was said of a category in a part. `number`: the version of that text that you saw, 0 for none."""

    model_config = example(version=3, part=1, category="WORK", text="Alle sehen eine Chance.", number=0)

    version: Version
    part: Annotated[int, Field(ge=1, le=4)]
    category: Category
    text: Annotated[str, Field(min_length=1, max_length=10_000)]
    number: Annotated[int, Field(ge=0, le=10**9)] = 0


class NoteRequest(Shape):
    """The day on which the person asked to see what was said without them."""

    model_config = example(version=3, on="2026-03-06")

    version: Version
    on: date


class AnswerInvitation(Shape):
    """Whether you come. `sequence`: the meeting's that you saw."""

    model_config = example(sequence=0, accepts=True)

    sequence: Sequence
    accepts: bool


class OfMeeting(Shape):
    """The version of the meeting that you saw."""

    model_config = example(version=1)

    version: Version


class MeetingDone(Shape):
    """How the meeting stands now. `sequence` counts what changed for those invited."""

    meeting: Key
    case: Key
    version: Version
    sequence: Sequence
    state: MeetingState


class MinutesWritten(Shape):
    """The version of the text, and of its meeting."""

    minutes: Key
    meeting: Key
    case: Key
    version: Version
    number: Version


class InvitationAnswered(Shape):
    """What was answered."""

    invitation: Key
    meeting: Key
    case: Key
    answer: Answer
    sequence: Sequence


class MeetingLineOut(Shape):
    """A meeting in a list: how many accepted, declined, have not answered yet; and your own answer, where you are invited."""

    key: Key
    kind: str
    title: str
    state: MeetingState
    begins_at: datetime
    minutes: Length
    accepted: int
    declined: int
    open: int
    answer: Answer | None


class MeetingPage(Shape):
    """The meetings of a case, those planned first. `kinds`: those that you may call now."""

    items: list[MeetingLineOut]
    kinds: list[str]


class PartOut(Shape):
    """A part: what may be spoken of in it, and whether the person is there."""

    number: int
    title: str
    topics: list[str]
    with_person: bool


class InvitationOut(Shape):
    """Somebody invited; `user`, `name` and `institution` null for the person. `because`: why it counts no longer. `mail`: letter
    where none is sent, off where mail is switched off. `attended`: null before it is noted."""

    key: Key
    user: Key | None
    name: str | None
    institution: Institution | None
    parts: list[int]
    answer: Answer
    answered_at: datetime | None
    because: Annotated[str | None, one_of("taken_out", "lapsed")]
    attended: list[int] | None
    mail: Annotated[str, one_of("waiting", "sent", "dead", "off", "letter")]
    may_answer: bool


class EarlierMinutes(Shape):
    """What stood there before it was written otherwise."""

    number: int
    text: str
    author: str
    written_at: datetime


class MinutesOut(Shape):
    """What was said of a category in a part; `text` null where nothing is written, or it is closed to you. `earlier`: what stood
    there before, the last first."""

    part: int
    category: str
    number: int
    text: str | None
    author: str | None
    written_at: datetime | None
    is_closed: bool
    earlier: list[EarlierMinutes]


class MeetingOut(Shape):
    """A meeting, as far as you may see it. `is_agenda_closed`: agenda and reason are open to who may read all that is spoken of
    alone; then both are empty, whether there are any or not. `asked_on`: when the person asked to see what was said without them."""

    key: Key
    case: Key
    version: Version
    sequence: Sequence
    kind: str
    title: str
    state: MeetingState
    begins_at: datetime
    minutes: Length
    place: str
    agenda: str
    reason: str
    is_agenda_closed: bool
    parts: list[PartOut]
    invitations: list[InvitationOut]
    notes: list[MinutesOut]
    asked_on: date | None
    may_change: bool
    may_hold: bool
    may_write: bool
