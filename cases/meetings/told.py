"""What is sealed of a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from cases.meetings.refusals import MeetingRefused
from cases.meetings.states import LONGEST_AGENDA, LONGEST_PLACE, LONGEST_REASON
from cases.rows import Meeting, Minutes
from engine.ports import CaseFile
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Told:
    """What is sealed of a meeting: where it is, what it is about, why it was cancelled."""

    place: str
    agenda: str = ""
    reason: str = ""

    @property
    def has_words(self) -> bool:
        """Whether somebody wrote what may tell of anything that is spoken of."""
        return bool(self.agenda or self.reason)


def check_told(told: Told) -> Told:
    """The texts, trimmed. Raises MeetingRefused for a missing place and what is too long."""
    found = Told(told.place.strip(), told.agenda.strip(), told.reason.strip())
    if not found.place:
        raise MeetingRefused("place", "missing")
    for field, longest in (("place", LONGEST_PLACE), ("agenda", LONGEST_AGENDA), ("reason", LONGEST_REASON)):
        if len(getattr(found, field)) > longest:
            raise MeetingRefused(field, "too-long")
    return found


def place_of(row: Meeting | Minutes) -> str:
    """What binds a sealed text to its row."""
    return f"{type(row).__name__.lower()}:{row.key}"


def sealed_told(files: CaseFile, work: Work, meeting: Meeting, told: Told) -> bytes:
    """Place, agenda and reason, for the row."""
    packed: Mapping[str, Any] = {"place": told.place, "agenda": told.agenda, "reason": told.reason}
    return files.seal(work, meeting.case_key, orjson.dumps(packed), place_of(meeting))


def told_of(files: CaseFile, work: Work, meeting: Meeting) -> Told:
    """What `sealed_told` was given."""
    return Told(**orjson.loads(files.unseal(work, meeting.case_key, meeting.sealed, place_of(meeting))))
