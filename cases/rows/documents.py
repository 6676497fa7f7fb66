"""Documents of a case: what was made of its records, and what came in on paper or as a file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from engine.rows import Row


@dataclass(frozen=True, slots=True)
class Document(Row):
    """A document, never written over.

    kind: the id of a document of the procedure, or `attached`. state: made | signed | withdrawn; what is attached is `made` too.
    `holds`: what facts it holds, `CATEGORY:owners` for each, joined by semicolons; owners are comma-separated keys. `copy_of`: the
    document of which this is the signed copy; `signed_on` and `signers` (comma-separated keys of institutions, 0 for the person)
    stand in both. `sealed` holds its title where somebody wrote one and why it was withdrawn.
    """

    INDEXES: ClassVar = (("case_key",),)

    key: int
    case_key: int
    procedure_version_key: int
    kind: str
    language: str
    state: str
    media_type: str
    size: int
    holds: str
    copy_of: int | None
    signed_on: date | None
    signers: str
    version: int
    sealed: bytes
    institution_key: int
    made_by: int
    made_at: datetime
    withdrawn_by: int | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class DocumentContent(Row):
    """What stands in a document (its key): apart, so that a list reads none of it."""

    INDEXES: ClassVar = (("case_key",),)

    key: int
    case_key: int
    sealed: bytes
