"""Meetings as pages and the API show them."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.meetings.told import Told
from cases.views.seen import Shown
from cases.views.wording import Badge
from forms import Text


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a meeting: what may be spoken of in it, and whether the person is there."""

    number: int
    title: Text
    topics: tuple[tuple[str, Text], ...]
    with_person: bool


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of meeting that the reader may call."""

    code: str
    title: Text
    minutes: int
    parts: tuple[PartView, ...]
    people: tuple["SomebodyView", ...]


@dataclass(frozen=True, slots=True)
class SomebodyView:
    """Somebody who may be invited; `closed`: the categories they are not released for. `is_invitable`: their institution has the
    case at all."""

    key: int
    name: str
    function: str
    institution: Badge
    is_guest: bool
    is_expected: bool
    is_invitable: bool
    closed: frozenset[str]


@dataclass(frozen=True, slots=True)
class InvitationView:
    """Somebody invited; `name` and `institution` None for the person. `mail`: waiting | sent | dead | off, and `letter` where none
    is sent. `because`: why it counts no longer: taken_out | lapsed."""

    key: int
    user_key: int
    name: str | None
    institution: Badge | None
    parts: tuple[int, ...]
    answer: str
    answer_label: Text
    answered_at: datetime | None
    answered_for: bool
    because: str | None
    attended: tuple[int, ...] | None
    mail: str
    mail_at: datetime | None
    is_mine: bool
    may_answer: bool

    @property
    def is_live(self) -> bool:
        """Whether it counts."""
        return self.because is None


@dataclass(frozen=True, slots=True)
class MinutesView:
    """What was said of a category in a part; `text` None where it is closed to the reader or not written.
    `earlier`: what stood there before, the last first."""

    part: int
    category: str
    label: Text
    number: int
    text: str | None
    author: str | None
    written_at: datetime | None
    is_closed: bool
    may_write: bool
    earlier: tuple["EarlierView", ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierView:
    """What stood there before it was written otherwise."""

    number: int
    text: str
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    key: int
    kind: str
    title: Text
    state: str
    state_label: Text
    begins_at: datetime
    ends_at: datetime
    minutes: int
    accepted: int
    open: int
    declined: int
    my_answer: str | None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting. `is_agenda_closed`: agenda and reason are not open to the reader, whether there are any or not. `may_change`: the
    reader calls, moves and cancels it; `may_write`: it was held and they write what was said.
    `letter`: the document that invites the person, where the reader may make one."""

    line: MeetingLine
    version: int
    sequence: int
    told: Told
    is_agenda_closed: bool
    parts: tuple[PartView, ...]
    invitations: tuple[InvitationView, ...]
    minutes: tuple[MinutesView, ...]
    convener: str
    institution: Badge | None
    asked_on: date | None
    may_change: bool
    may_hold: bool
    may_write: bool
    may_note_request: bool
    may_hand_out: bool
    mine: InvitationView | None
    people: tuple[SomebodyView, ...]
    letter: str | None
    shown: Shown

    @property
    def key(self) -> int:
        """The meeting."""
        return self.line.key


@dataclass(frozen=True, slots=True)
class MeetingsDesk:
    """The meetings of a case, those to come first, and the kinds that the reader may call now."""

    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    kinds: tuple[KindView, ...]
    shown: Shown
