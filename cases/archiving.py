"""The archive is offered a dossier before it may be erased: who offered it, when, and what it answered.

A package says that no archive is to be asked (`archive: none`); else it is asked for every case, at any time after its end.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cases.erasing import NOT_TAKEN, TAKEN
from cases.rows import ArchiveOffer, Erasure
from engine.errors import TooLate, Unanswerable
from engine.packages.package import Package
from engine.store import Work

NO_ARCHIVE = "NO_ARCHIVE"
"""Stands for the answer where a package says that no archive is to be asked."""
_SIGNS = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./_-]{0,38}[0-9]|[0-9]")
_MOST_LETTERS = 6
_MOST_WORDS = 2
_AHV = re.compile(r"756[0-9]{10}")


class OfferUnclear(Unanswerable):
    """Say when the archive was offered the dossier (not in the future), what it answered, and under which number: two short
    groups of letters at most, each before a digit, and nothing that names the person."""

    code = "offer-unclear"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class ArchiveAsked(TooLate):
    """The archive was offered this dossier and has not answered yet. Put down its answer."""

    code = "archive-asked"


class ArchiveNotAsked(TooLate):
    """There is no offer to the archive that waits for an answer. Put down first that it was offered the dossier."""

    code = "archive-not-asked"


class ArchiveAnsweredSince(TooLate):
    """The archive was offered this dossier again since its erasure was proposed, and its answer is another one. Take the proposal
    back or decline it, and propose the erasure with what the archive says now."""

    code = "archive-answered-since"


class NoArchive(Unanswerable):
    """In this procedure no archive is offered anything: its package says so."""

    code = "no-archive"


@dataclass(frozen=True, slots=True)
class Offer:
    """That the archive was offered the dossier. answer: TAKEN | NOT_TAKEN; reference: the file number there."""

    offered_on: date | None = None
    answer: str = ""
    reference: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self.offered_on is None and not self.answer and not self.reference.strip()


def needs_archive(package: Package) -> bool:
    """Whether an archive is to be asked before a case is erased."""
    return package.manifest.archive != "none"


def offers_of(work: Work, case_key: int) -> list[ArchiveOffer]:
    """All offers of a case, newest first."""
    return sorted(work.find(ArchiveOffer, case_key=case_key), key=lambda row: -row.key)


def open_offer_of(work: Work, case_key: int) -> ArchiveOffer | None:
    """The offer that waits for an answer."""
    return next((row for row in offers_of(work, case_key) if not row.answer), None)


def stopped_by(work: Work, proposal: Erasure) -> TooLate | None:
    """What the archive has to do with a proposed erasure since: it was offered the dossier again, and has not answered or said
    something else. None where what was proposed still holds."""
    newest = next(iter(offers_of(work, proposal.case_key)), None)
    if newest is None or proposal.archive_answer == NO_ARCHIVE:
        return None
    if not newest.answer:
        return ArchiveAsked()
    now = (newest.offered_on, newest.answer, newest.reference)
    was = (proposal.offered_on, proposal.archive_answer, proposal.archive_reference)
    return None if now == was else ArchiveAnsweredSince()


def stand_of(package: Package, newest: ArchiveOffer | None) -> str:
    """How it stands with the archive: none (no archive is asked) | not_offered | offered | taken | not_taken."""
    if not needs_archive(package):
        return "none"
    if newest is None:
        return "not_offered"
    return newest.answer.lower() or "offered"


def newest_offers(work: Work, case_keys: Collection[int]) -> dict[int, ArchiveOffer]:
    """The offer that counts, of each of these cases that has one."""
    rows = work.find(ArchiveOffer, case_key=sorted(case_keys)) if case_keys else []
    return {row.case_key: row for row in sorted(rows, key=lambda row: row.key)}


def checked_day(day: date | None, today: date) -> date:
    """The day of an offer. Raises OfferUnclear."""
    if day is None or day > today:
        raise OfferUnclear("offered_on")
    return day


def checked_answer(answer: str, reference: str) -> tuple[str, str]:
    """What the archive answered, and the number there. Raises OfferUnclear."""
    if answer not in {TAKEN, NOT_TAKEN}:
        raise OfferUnclear("answer")
    if not is_file_number(reference.strip()):
        raise OfferUnclear("reference")
    return answer, reference.strip()


def is_file_number(text: str) -> bool:
    """Whether this is a number of a file, such as «StAVS 2036/114»: it stays on record, so it has room for no name and no
    AHV number. At most 40 signs that end with a digit, and two groups of up to six letters, each before a digit."""
    groups = re.findall(r"[A-Za-z]+|[0-9]+", text)
    words = [group for group in groups if group.isalpha()]
    in_a_row = any(one.isalpha() and other.isalpha() for one, other in pairwise(groups))
    return (
        _SIGNS.fullmatch(text) is not None
        and len(words) <= _MOST_WORDS
        and all(len(word) <= _MOST_LETTERS for word in words)
        and not in_a_row
        and _AHV.search("".join(group for group in groups if group.isdigit())) is None
    )
