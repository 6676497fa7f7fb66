"""Erasing cases: proposed by one, confirmed by another, after the retention."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.shapes.shape import Key, Shape, example, one_of

ArchiveAnswer = Annotated[str, one_of("TAKEN", "NOT_TAKEN", says="whether the archive took the dossier over")]
ArchiveSettled = Annotated[
    str,
    one_of("TAKEN", "NOT_TAKEN", "NO_ARCHIVE", says="the same; NO_ARCHIVE: this procedure asks no archive"),
]
ArchiveState = Annotated[str, one_of("none", "not_offered", "offered", "taken", "not_taken")]
State = Annotated[str, one_of("proposed", "declined", "withdrawn", "done")]
Obstacle = Annotated[str, one_of("case-runs", "retention-runs", "legal-hold", "case-erased")]


class ProposeErasure(Shape):
    """Why a case is to be erased, and that the archive was offered the dossier, unless that is on record already or the
    procedure asks no archive. `archive_reference` is its file number: letters, digits and . / _ - only, for it stays."""

    model_config = example(
        reason="Aufbewahrungsfrist abgelaufen.",
        offered_on="2036-06-10",
        archive_answer="NOT_TAKEN",
        archive_reference="StAVS 2036/114",
    )

    reason: Annotated[str, Field(min_length=1, max_length=4000)]
    offered_on: date | None = None
    archive_answer: ArchiveAnswer | None = None
    archive_reference: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class OfferToArchive(Shape):
    """On which day the archive was offered the dossier."""

    model_config = example(offered_on="2036-06-10")

    offered_on: date


class NoteArchiveAnswer(Shape):
    """What the archive answered, and its file number: letters, digits and . / _ - only, for it stays."""

    model_config = example(answer="NOT_TAKEN", reference="StAVS 2036/114")

    answer: ArchiveAnswer
    reference: Annotated[str, Field(min_length=1, max_length=60)]


class ArchiveChanged(Shape):
    """How it stands with the archive now."""

    case: Key
    state: ArchiveState


class ArchiveOfferOut(Shape):
    """The archive was offered the dossier: when, by whom, and what it answered; null before it has."""

    offered_on: date
    offered_by: str
    offered_at: datetime
    answer: ArchiveAnswer | None
    reference: str | None
    answered_by: str | None
    answered_at: datetime | None


class ConfirmErasure(Shape):
    """The number of the case, typed by who confirms: nothing brings back what goes now."""

    model_config = example(reference="VS-2026-K7M2Q")

    reference: Annotated[str, Field(min_length=1, max_length=60)]


class KeepCase(Shape):
    """Why a case is kept beyond its retention, or no longer: only the own office reads it."""

    model_config = example(reason="Beschwerde beim Kantonsgericht hängig.")

    reason: Annotated[str, Field(min_length=1, max_length=4000)]


class ErasureChanged(Shape):
    """What became of it. After `done` nothing is left of the case but its number, its procedure and its history."""

    case: Key
    state: State


class CaseKept(Shape):
    """Whether a legal hold keeps the case."""

    case: Key
    is_kept: bool


class ProposalOut(Shape):
    """A proposal and what became of it; `reason` null once it is gone."""

    state: State
    offered_on: date | None
    archive_answer: ArchiveSettled
    archive_reference: str
    reason: str | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    may_confirm: bool


class ErasureOut(Shape):
    """Where the erasure of a case stands. `erasable_from`: the first day, null while the case runs; `obstacle`: what is in
    the way today, null where nothing is; `archive`: how it stands with the archive, `none` where none is asked; `offers` and
    `proposals` newest first."""

    case: Key
    reference: str
    closed_at: datetime | None
    erasable_from: date | None
    obstacle: Obstacle | None
    kept_since: datetime | None
    kept_because: str | None
    erased_at: datetime | None
    archive: ArchiveState
    offers: list[ArchiveOfferOut]
    proposals: list[ProposalOut]


class DueCase(Shape):
    """A closed case whose retention has passed. `archive`: how it stands with the archive, `none` where none is asked."""

    case: Key
    reference: str
    procedure: str
    outcome: str | None
    closed_at: datetime
    erasable_from: date
    is_kept: bool
    is_proposed: bool
    archive: ArchiveState


class DuePage(Shape):
    """Cases due for erasure, those whose retention passed first first. `next` is the cursor, null on the last page."""

    items: list[DueCase]
    next: Key | None
