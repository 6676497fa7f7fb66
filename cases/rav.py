"""What RAV systems deliver, once it is read: lines, faults and messages, what follows from them, and who may deal with it.

Reading files and looking into folders is a port (adapters/rav). Nothing here decides about anybody: a line becomes a
proposal, and a person of the RAV says for which case it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from cases.access import WORKING_ROLES
from cases.rows import Institution
from cases.systems import OPERATOR
from engine.errors import TooLate, Unanswerable
from engine.ports import SYSTEM, Actor, NotAllowed
from engine.store import Work

RAV = "RAV"
REFERRAL = "referral"
DEREGISTERED = "rav_deregistered"
REREGISTERED = "rav_reregistered"
EXHAUSTED = "benefits_exhausted"
JOB_STARTED = "job_started"
BROKEN_OFF = "measure_broken_off"
DAY, CODE, TEXT = "day", "code", "text"

FIELDS: Final[dict[str, dict[str, str]]] = {
    REFERRAL: {},
    DEREGISTERED: {"deregistered_on": DAY, "deregistration_reason": CODE},
    REREGISTERED: {"reregistered_on": DAY},
    EXHAUSTED: {"exhausted_on": DAY},
    JOB_STARTED: {"job_started_on": DAY},
    BROKEN_OFF: {"broken_off_on": DAY, "broken_off_because": TEXT},
}
"""The messages (M1, M7, M11, M9, M10) by the name that a model hears them under, with what they tell: the form behind the
event may ask for these fields, and then begins with them. A referral opens a case; its form begins with the person."""

REASONS: Final = (
    "STELLENANTRITT",
    "NICHT_VERMITTLUNGSFAEHIG",
    "NICHT_VOLL_ARBEITSFAEHIG",
    "UEBERGABE_IV",
    "UEBERGABE_ANDERE_SV",
    "VERZICHT_VERMITTLUNG",
    "AUSGESTEUERT",
    "ANDERER_GRUND",
)
REASON_CODES: Final[dict[str, str]] = dict(
    zip(
        REASONS,
        (
            "JOB_FOUND",
            "NOT_PLACEABLE",
            "NOT_FULLY_FIT",
            "HANDED_TO_IV",
            "HANDED_TO_OTHER_INSURANCE",
            "PLACEMENT_RENOUNCED",
            "BENEFITS_EXHAUSTED",
            "OTHER",
        ),
        strict=True,
    )
)
"""Why somebody was deregistered: the codes of files and those of forms."""
NEW, CHANGE, CANCEL = "N", "M", "S"
_SEXES = {"1": "MALE", "2": "FEMALE", "3": "UNDETERMINED"}
PERSON = ("ahv_number", "last_name", "first_name", "born_on")
WHO = frozenset({"last_name", "first_name", "born_on"})
"""By whom a case is opened: a form that does not take this would lose the person."""
WAITING, DELIVERED, KEPT, OPENED, NOBODY = "waiting", "delivered", "kept", "opened", "nobody"
WITHDRAWN, REPLACED, LATE, NOTED = "withdrawn", "replaced", "late", "noted"
LINE_STATUSES: Final = (WAITING, DELIVERED, KEPT, OPENED, NOBODY, WITHDRAWN, REPLACED, LATE, NOTED)
TAKEN, QUARANTINED, RELEASED, DISCARDED = "taken", "quarantined", "released", "discarded"
FILE_STATUSES: Final = (TAKEN, QUARANTINED, RELEASED, DISCARDED)
FOLDER, UPLOAD = "folder", "upload"
FILE_FAULTS: Final = (
    "name-wrong",
    "version-unknown",
    "other-rav",
    "too-large",
    "hash-unreadable",
    "hash-wrong",
    "not-utf8",
    "header-wrong",
    "trailer-missing",
    "count-wrong",
    "too-many-lines",
)
RELEASABLE: Final = frozenset({"count-wrong"})
"""Faults with which a file may be taken all the same once somebody has looked: its checksum vouches for every line, and
only the number in the trailer is a mistake. Everything else may be half a file, another's, or changed on the way."""
LINE_FAULTS: Final = (
    "columns",
    "quotes",
    "control-character",
    "required",
    "too-long",
    "ahv",
    "date",
    "future",
    "code",
    "number",
    "consent-missing",
    "day-taken",
    "cancel-late",
    "cancel-unknown",
)


class RavRefused(Unanswerable):
    """A message has a field that can't be taken as it is."""

    code = "rav-refused"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class RavUnknown(Unanswerable):
    """The institution has no RAV code yet. An operator enters the one that its files carry."""

    code = "rav-code-missing"


class LineSettled(TooLate):
    """Nothing waits here any more: somebody has settled it, or what came later has replaced it."""

    code = "line-settled"


class OwnDelivery(NotAllowed):
    """Somebody else than who delivered it says what becomes of it."""


class FileDecided(TooLate):
    """This file is not in quarantine (any more)."""

    code = "file-decided"


class NotReleasable(TooLate):
    """A file with this fault is not safe to take. Discard it, and have it delivered anew."""

    code = "not-releasable"


@dataclass(frozen=True, slots=True)
class Line:
    """A good line of a file: its number and its values by column, as they are kept (days ISO, codes, AHV with dots)."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not taken: which, the column and a code of LINE_FAULTS."""

    number: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read. `fault` of FILE_FAULTS: then there are no lines, and nothing of it is applied."""

    name: str
    identity: str
    content: bytes
    fault: str | None = None
    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()


class Inbox(Protocol):
    """A folder that files are laid into, each with its checksum beside it."""

    def ready(self) -> Iterator[tuple[str, str | None]]:
        """Names of files that are complete, with the RAV code that the name has (None where it has none)."""

    def read(self, name: str) -> tuple[bytes | None, bytes]:
        """Content (None where it is too large) and checksum of a file. Raises OSError when another one was faster."""

    def done(self, name: str, errors: bytes | None) -> None:
        """It was taken: move it, with the error file where lines were not taken."""

    def quarantine(self, name: str, why: bytes) -> None:
        """Nothing of it was applied: move it, with the reason."""


class RavGateway(Protocol):
    """Reads what RAV systems deliver."""

    def read(self, name: str, content: bytes | None, checksum: bytes, rav_code: str) -> ReadFile:
        """Read a file of a RAV; never raises, whatever it holds. `content` None: it was too large to be looked at."""

    def reread(self, name: str, content: bytes, rav_code: str, despite: str | None) -> ReadFile:
        """Read a file again whose checksum was right, despite a fault that somebody has looked at."""

    def inbox(self) -> Inbox | None:
        """The folder, where there is one."""


def require_rav(work: Work, actor: Actor, roles: frozenset[str]) -> Institution:
    """The actor's RAV. Raises NotAllowed for everybody outside one, and for who has none of the roles."""
    own = work.get(Institution, actor.institution_key)
    if own is None or own.type != RAV or not actor.roles & roles:
        raise NotAllowed
    return own


DELIVERERS = WORKING_ROLES | {OPERATOR, SYSTEM}
"""Who may deliver and see what became of it: in numbers and codes."""
KEEPERS = WORKING_ROLES | {OPERATOR}
"""Who may decide about a file in quarantine: people."""


def kind_of(values: Mapping[str, str]) -> str | None:
    """What follows from a line; None where nothing does."""
    reason = values.get("abmeldegrund")
    if values.get("ausgesteuertAm") or reason == "AUSGESTEUERT":
        return EXHAUSTED
    if values["status"] == "ABGEMELDET":
        return JOB_STARTED if reason == "STELLENANTRITT" else DEREGISTERED
    if values.get("wiederanmeldung") == "J":
        return REREGISTERED
    return REFERRAL if values["satzart"] == NEW else None


def answers_of(kind: str, values: Mapping[str, str]) -> dict[str, Any]:
    """What a line tells the form that its message leads to."""
    gone = values.get("abmeldedatum") or values["stichtag"]
    if kind == DEREGISTERED:
        reason = REASON_CODES.get(values.get("abmeldegrund", ""))
        return {"deregistered_on": gone} | ({"deregistration_reason": reason} if reason else {})
    if kind == EXHAUSTED:
        return {"exhausted_on": values.get("ausgesteuertAm") or gone}
    if kind == JOB_STARTED:
        return {"job_started_on": gone}
    return {"reregistered_on": values["anmeldedatum"]} if kind == REREGISTERED else {}


def opening_of(values: Mapping[str, str]) -> dict[str, Any]:
    """What a line tells the first form of a case."""
    told: dict[str, Any] = {
        "ahv_number": values.get("ahvn13"),
        "last_name": values.get("nachname"),
        "first_name": values.get("vorname"),
        "born_on": values.get("geburtsdatum"),
        "sex": _SEXES.get(values.get("geschlecht", "")),
        "postcode": values.get("plz"),
        "town": values.get("ort"),
        "municipality_bfs": int(values["bfsGemeindeNr"]) if values.get("bfsGemeindeNr") else None,
        "registered_with": [RAV],
        "rav_registered_on": values.get("anmeldedatum"),
        "exhausted": True if values.get("ausgesteuertAm") else None,
        "exhausted_on": values.get("ausgesteuertAm"),
    }
    if not values.get("ausgesteuertAm") and values.get("resttaggelder"):
        told |= {
            "exhausted": False,
            "framework_until": values.get("rahmenfristBis"),
            "remaining_allowances": int(values["resttaggelder"]),
            "as_of": values.get("stichtag"),
        }
    return {name: value for name, value in told.items() if value not in (None, "")}
