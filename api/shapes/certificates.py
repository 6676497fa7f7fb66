"""The certificate of an erasure."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from api.shapes.erasures import ArchiveSettled
from api.shapes.shape import Institution, Key, Shape, one_of


class DeedOut(Shape):
    """Who did something, of which office, and when."""

    user: str
    institution: str
    at: datetime


class ErasedRows(Shape):
    """How many rows of a kind were destroyed."""

    kind: Annotated[str, one_of("records", "drafts", "notes", "packets", "plans", "documents", "other")]
    label: str
    count: int


class CertificateOut(Shape):
    """What is left to be said of an erased case; nothing about its person.

    `rows` null: erased before rows were counted. `proposed`, `decided` and the archive's answer are null where the case was
    erased anew after a backup from before they were given came back. `digest`: of the event of the erasure, the `sequence`-th of
    the case's history, whose events each hold the digest of the one before; `is_whole`: they still do.
    """

    case: Key
    reference: str
    procedure: str
    procedure_version: str
    opened_by: Institution
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    retention: str = Field(
        description="how long the procedure keeps its dossiers after closing, as an ISO duration"
    )
    erasable_from: date | None
    proposed: DeedOut | None
    archive_offered_on: date | None
    archive_answer: ArchiveSettled | None
    archive_reference: str | None
    decided: DeedOut | None
    erased_at: datetime
    erased_anew_at: list[datetime]
    rows: list[ErasedRows] | None
    stays: list[str]
    sequence: int
    digest: str
    is_whole: bool
