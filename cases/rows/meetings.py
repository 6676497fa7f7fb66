"""Meetings of those who work on a case: who is invited, what was said, what goes out by mail."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Meeting(Row):
    """A meeting about a case, called by an institution. state: planned | held | cancelled.

    `kind` is one of the package's. `topics`: by part, in its order, the categories that are spoken of, comma-separated, parts
    separated by semicolons. `sequence` counts what changed for those invited, as calendars count it. `reminds_at`: when they
    are reminded next. `asked_on`: the day on which the person asked to see what was said without them. `sealed` holds place,
    agenda and why it was cancelled, under the case's key.
    """

    INDEXES: ClassVar = (("case_key",), ("state",), ("reminds_at",))

    key: int
    case_key: int
    institution_key: int
    kind: str
    state: str
    begins_at: datetime
    minutes: int
    topics: str
    sequence: int
    version: int
    sealed: bytes
    called_by: int
    called_at: datetime
    reminds_at: datetime | None
    ended_at: datetime | None
    asked_on: date | None
    asked_noted_by: int | None
    asked_noted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Invitation(Row):
    """Somebody is invited to parts of a meeting ("1", "2", "1,2"); `user_key` 0 and `institution_key` 0: the person.

    state: invited | withdrawn. `withdrawn_because`: taken_out | lapsed. answer: needs_action | accepted | declined.
    `attended`: the parts they were there for, None before that is noted.
    """

    UNIQUE: ClassVar = (("meeting_key", "user_key"),)
    INDEXES: ClassVar = (("case_key",), ("user_key", "state"))

    key: int
    case_key: int
    meeting_key: int
    institution_key: int
    user_key: int
    parts: str
    state: str
    withdrawn_because: str | None
    answer: str
    answered_by: int | None
    answered_at: datetime | None
    attended: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Minutes(Row):
    """What was said of one category in one part of a meeting, sealed under the case's key; `owners` wrote it down.

    A version is never written over: the next one takes its place (`replaced_at`).
    """

    UNIQUE: ClassVar = (("meeting_key", "part", "category", "number"),)
    INDEXES: ClassVar = (("case_key",),)

    key: int
    case_key: int
    meeting_key: int
    part: int
    category: str
    owners: str
    number: int
    sealed: bytes
    written_by: int
    written_at: datetime
    replaced_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mail(Row):
    """A message to somebody invited. kind: request | cancel | reminder. status: waiting | sent | dead | off.

    It says nothing itself: what is sent is made of the rows it names. `sequence` is the meeting's at that time, `turn` counts
    messages of the same kind in it. `due_at`: when it is tried (again), by the database's clock, None where it is not;
    `since`: from when on it counts as tried. `last_answer`: what became of it (cases/mails.py).
    """

    UNIQUE: ClassVar = (("invitation_key", "kind", "sequence", "turn"),)
    INDEXES: ClassVar = (("due_at",), ("case_key",), ("meeting_key",))

    key: int
    case_key: int
    meeting_key: int
    invitation_key: int
    kind: str
    sequence: int
    turn: int
    status: str
    attempts: int
    due_at: datetime | None
    since: datetime
    last_answer: str | None
    last_at: datetime | None
