"""Sheets that the house makes by itself, whatever the procedure: sections of words, facts and tables, set in type as documents are."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from cases.documents import OWN, DocumentNotMade, NotTypeset, Sheet, Typesetter
from cases.rows import Institution, User
from cases.views.printing import Data, shared_words, text
from cases.views.wording import Wording
from engine.clock import ZONE, local_day
from engine.packages.texts import COMPLETE
from forms import Text

_FILE = OWN.format("sections")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line: what it is, and what it says."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a sheet. `columns`: how wide each is against the others, 0 as wide as it needs; `rows` have as many cells."""

    title: str | None
    says: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    heads: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    level: int = 1


def language_of_sheets(language: str) -> str:
    """The language a sheet is made in: one in which every word is there."""
    return language if language in COMPLETE else "de"


def sheet_pdf(
    typesetter: Typesetter,
    wording: Wording,
    reference: str,
    title: Text,
    office: Institution,
    maker: User,
    made_at: datetime,
    sections: Sequence[Section],
) -> bytes:
    """The PDF, as all documents are: PDF/A-3a and PDF/UA-1. Raises DocumentNotMade."""
    data: Data = {
        "id": "sections",
        "language": wording.language,
        "title": text(title),
        "procedure": text(wording.get("procedure.title")),
        "words": {},
        "shared": shared_words(wording),
        "reference": reference,
        "made_on": day(local_day(made_at)),
        "office": {"name": office.name},
        "maker": {
            "name": maker.name,
            "function": maker.function_fr if wording.language == "fr" else maker.function_de,
        },
        "records": {},
        "plan": None,
        "signatures": [],
        "fallback": False,
        "sections": [asdict(one) for one in sections],
    }
    try:
        return typesetter.typeset(Sheet(_FILE, "", data), int(made_at.timestamp()))
    except NotTypeset as error:
        raise DocumentNotMade(error.place) from error


def day(value: date) -> str:
    """dd.mm.yyyy."""
    return f"{value:%d.%m.%Y}"


def moment(value: datetime) -> str:
    """dd.mm.yyyy, hh:mm in Swiss time."""
    return f"{value.astimezone(ZONE):%d.%m.%Y, %H:%M}"


def word(wording: Wording, group: str, key: str) -> str:
    """A word of a sheet."""
    return wording.vocabulary(group, key).text
