"""What the forms about meetings send: read, with a word for each field that something is wrong with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from api.pages.deadlines import hours_of
from api.pages.posted import Pairs, day, last, number
from cases.commands.note_request_for_minutes import AskedAlready
from cases.meetings.refusals import (
    InvitationLapsed,
    MeetingChanged,
    MeetingIsOver,
    MeetingNotHeld,
    MeetingRefused,
)
from cases.meetings.states import (
    LONGEST_AGENDA,
    LONGEST_MEETING,
    LONGEST_MINUTES,
    LONGEST_PLACE,
    LONGEST_REASON,
)
from engine.clock import ZONE
from engine.errors import CaseClosed, CaseHeld, CaseStopped
from engine.ports import NotVisible

PEOPLE = ("invited", "attended")
LONGEST = {
    "place": LONGEST_PLACE,
    "agenda": LONGEST_AGENDA,
    "reason": LONGEST_REASON,
    "text": LONGEST_MINUTES,
}
REFUSALS: Mapping[type[Exception], str] = {
    MeetingChanged: "changed",
    MeetingIsOver: "over",
    MeetingNotHeld: "not_held",
    InvitationLapsed: "lapsed",
    AskedAlready: "asked",
    CaseClosed: "closed",
    CaseHeld: "held",
    CaseStopped: "stopped",
    NotVisible: "gone",
}
"""Why nothing was written: the word of the page; 409, all of them."""


class Faulty(Exception):
    """Something in a form is wrong: a word for each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent and was refused: by which form, and what is wrong. `name`, `missing`: of whom, which categories."""

    act: str = ""
    pairs: Pairs = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    user: int = 0
    missing: tuple[str, ...] = ()

    def of(self, act: str) -> "Sent":
        """What was sent by this form; of any other one, nothing."""
        return self if self.act == act else NOTHING_SENT

    def text(self, name: str, default: object = "") -> str:
        """What was typed in a field, or what stands there."""
        return last(self.pairs, name) if self.act else str(default)

    def has(self, name: str, value: str, default: object = False) -> bool:
        """Whether a box was ticked, or is to be."""
        return value in self.pairs.get(name, ()) if self.act else bool(default)

    def version(self, current: int) -> str:
        """The version to send: the one that was seen, unless it was refused for that; then the one that is seen now."""
        return self.text("version", current) if self.why == "faults" else str(current)

    @property
    def first(self) -> str:
        """The first field that something is wrong with."""
        return next(iter(self.faults), "")


NOTHING_SENT = Sent()


def refused(act: str, pairs: Pairs, error: Exception) -> tuple[Sent, int]:
    """What is told of a refusal, and its status."""
    if isinstance(error, Faulty):
        return Sent(act, pairs, error.faults, "faults"), 422
    if isinstance(error, MeetingRefused):
        name = {"begins_at": "day", "topics": "topics"}.get(error.field, error.field)
        faults = {name: error.why.replace("-", "_")}
        return Sent(act, pairs, faults, "faults", error.user or 0, error.missing), 422
    why = next(word for kind, word in REFUSALS.items() if isinstance(error, kind))
    return Sent(act, pairs, why=why), 409


ERRORS: tuple[type[Exception], ...] = (Faulty, MeetingRefused, *REFUSALS)


def text_of(faults: dict[str, str], pairs: Pairs, name: str, *, must: bool = True) -> str:
    """A text of a form."""
    text = last(pairs, name).replace("\r\n", "\n").strip()
    if must and not text:
        faults[name] = "missing"
    elif len(text) > LONGEST[name]:
        faults[name] = "too_long"
    return text


def begin_of(faults: dict[str, str], pairs: Pairs) -> datetime:
    """The moment of a day and a time; one that a day has twice is the first."""
    found, hours = day_of(faults, pairs, "day"), hours_of(last(pairs, "time").strip()[:10])
    if hours is None:
        faults["time"] = "not_a_time"
    if found is None or hours is None:
        return datetime.min.replace(tzinfo=UTC)
    begins = datetime.combine(found, hours, ZONE).astimezone(UTC)
    if begins.astimezone(ZONE).time() != hours:
        faults["time"] = "no_such_time"
    return begins


def day_of(faults: dict[str, str], pairs: Pairs, name: str) -> date | None:
    """A day."""
    found = day(pairs, name)
    if found is None or not 1900 <= found.year <= 2200:
        faults[name] = "not_a_day"
        return None
    return found


def length_of(faults: dict[str, str], pairs: Pairs) -> int:
    """How many minutes."""
    minutes = number(pairs, "minutes")
    if not 1 <= minutes <= LONGEST_MEETING:
        faults["minutes"] = "not_a_length"
    return minutes


def people_of(pairs: Pairs, name: str) -> Mapping[int, list[int]]:
    """Parts by user, of boxes whose value is «user:part»."""
    found: dict[int, list[int]] = {}
    for value in pairs.get(name, ())[:250]:
        user, _, part = value.partition(":")
        if user.isascii() and user.isdigit() and len(user) < 20 and part in ("1", "2", "3", "4"):
            parts = found.setdefault(int(user), [])
            if int(part) not in parts:
                parts.append(int(part))
    return found


def topics_of(pairs: Pairs, parts: int) -> list[list[str]]:
    """Categories by part, of boxes whose value is «part:category»."""
    given = pairs.get("topics", ())
    return [
        [value.partition(":")[2][:40] for value in given if value.startswith(f"{part}:")]
        for part in range(1, parts + 1)
    ]


def require_none(faults: Mapping[str, str]) -> None:
    """Raises Faulty."""
    if faults:
        raise Faulty(faults)
