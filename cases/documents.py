"""Documents of a case: what a document is, who reads it, and what makes, checks and scans them outside the house.

A document holds what its maker could read when it was made, frozen. Who reads it has to be allowed to read all of it now: each
category of each owner, like the records it was made of. It is never written over; what is wrong is put away with a reason, and a
new one is made.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cases.access import Sight
from cases.catalogue import MEETING_RECORDS
from cases.rows import Document
from cases.values import pack, unpack
from engine.errors import CommandError, TooLate, Unanswerable
from engine.packages.package import Package
from engine.ports import CaseFile
from engine.store import Work

MADE, SIGNED, WITHDRAWN = "made", "signed", "withdrawn"
ATTACHED = "attached"
"""The kind of what came from outside."""
PERSON = 0
"""Stands for the person among those who signed."""
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
ENDINGS: Mapping[str, str] = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
LONGEST = 1000
"""Characters of a reason."""
LONGEST_TITLE = 120
Holds = frozenset[tuple[str, str]]
"""What facts a document holds: categories, each with the owners (comma-separated keys) of the record it stands in."""


class NoSuchDocument(Unanswerable):
    """This procedure has no such document. Take one of those that can be made here."""

    code = "no-such-document"


class DocumentClosed(Unanswerable):
    """Facts that belong into this document are not open to you. Let an office make it to which they are, or ask the person for a
    consent that reaches so far."""

    code = "document-closed"

    def __init__(self, categories: Sequence[str]) -> None:
        super().__init__(", ".join(categories))
        self.categories = tuple(categories)


class NoPlanToPrint(Unanswerable):
    """There is no plan yet that could go into this document. Draw one up first."""

    code = "no-plan-to-print"


class DocumentTooEarly(Unanswerable):
    """The case has not come so far that this document could be made. It is offered once it can be."""

    code = "document-too-early"


class DocumentNotMade(CommandError):
    """The document could not be set in type. Nothing was kept. Tell who looks after the procedure."""

    code = "document-not-made"


class DocumentOvertaken(TooLate):
    """What goes into this document has changed while it was being made. Make it again."""

    code = "document-overtaken"


class DocumentWithdrawn(TooLate):
    """This document was put away before."""

    code = "document-withdrawn"


class DocumentChanged(TooLate):
    """Somebody has done something with this document in the meantime. Look at it again; nothing of yours was written."""

    code = "document-changed"

    def __init__(self, version: int) -> None:
        super().__init__(f"the document has version {version} now")
        self.version = version


class FileRefused(Unanswerable):
    """This file can't be taken. `why`: empty | too-large | kind | encrypted | unreadable | script | launch | embedded | media |
    sends | action | pixels | revisions | virus."""

    code = "file-refused"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AttachmentRefused(Unanswerable):
    """Something said about the file is not possible: a field and why."""

    code = "attachment-refused"

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class ScannerAway(CommandError):
    """The virus scanner does not answer, and without it nothing is taken. Try again; nothing was kept."""

    code = "scanner-away"


class DocumentsBusy(CommandError):
    """Many documents are made and looked at in this moment. Nothing was kept: try again in a few seconds."""

    code = "documents-busy"


class NotTypeset(Exception):
    """A template can't be set in type: where in which file, and why."""

    def __init__(self, file: str, place: str, message: str) -> None:
        super().__init__(f"{file} {place}: {message}")
        self.file = file
        self.place = place
        self.message = message


OWN = "own/{}.typ"
"""The file of a template that is the house's own and no package's: its text is the typesetter's."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be set in type: a template with its name, and the data that goes into it; no text for one of the house's own."""

    file: str
    template: str
    data: Mapping[str, Any]


class Typesetter(Protocol):
    """Makes PDFs (PDF/A-3a and PDF/UA-1) of templates and data."""

    def typeset(self, sheet: Sheet, timestamp: int) -> bytes:
        """The PDF. Raises NotTypeset, DocumentsBusy."""

    def attempt(self, sheets: Sequence[Sheet]) -> list[NotTypeset | None]:
        """What is wrong with each of these, which have the same template; None where nothing is. Raises DocumentsBusy."""


class Inspector(Protocol):
    """Looks at a file that somebody brought, by its content."""

    def media_type(self, content: bytes) -> str:
        """What it is: PDF, PNG or JPEG, without anything active in it. Raises FileRefused, DocumentsBusy."""


class Scanner(Protocol):
    """Looks for viruses."""

    @property
    def is_on(self) -> bool:
        """Whether it looks at all."""

    def look(self, content: bytes) -> None:
        """Raises FileRefused for a virus, ScannerAway."""


@dataclass(frozen=True, slots=True)
class About:
    """What people wrote about a document: its title, why it was put away."""

    title: str = ""
    reason: str = ""


def may_read_document(sight: Sight, document: Document) -> bool:
    """Whether all that a document holds is open to who sees its case so."""
    return is_open_to(sight, document.holds)


def is_kept_back(work: Work, sight: Sight, package: Package, document: Document) -> bool:
    """Whether it tells a guest of a meeting, or is the signed copy of what does: of those they learn by their invitations alone."""
    if not sight.is_guest:
        return False
    original = work.get(Document, document.copy_of) if document.copy_of else None
    rules = package.manifest.documents.get((original or document).kind)
    return rules is not None and not MEETING_RECORDS.isdisjoint(rules.fields)


def held(document: Document) -> Holds:
    """What facts a document holds."""
    return pairs_of(document.holds)


def holds_of(pairs: Collection[tuple[str, str]]) -> str:
    """The same as it is kept."""
    return ";".join(f"{category}:{owners}" for category, owners in sorted(set(pairs)))


def sealed_about(file: CaseFile, work: Work, case_key: int, document_key: int, about: About) -> bytes:
    """What people wrote about a document, as it is kept."""
    return file.seal(
        work, case_key, pack({"title": about.title, "reason": about.reason}), about_place(document_key)
    )


def about_of(file: CaseFile, work: Work, document: Document) -> About:
    """What people wrote about a document."""
    return About(**unpack(file.unseal(work, document.case_key, document.sealed, about_place(document.key))))


def about_place(document_key: int) -> str:
    """What binds the words about a document to its row."""
    return f"document:{document_key}"


def content_place(document_key: int) -> str:
    """What binds a sealed document to its row."""
    return f"document-content:{document_key}"


def codes_of(document: Document, original: Document | None = None) -> dict[str, Any]:
    """What the chain of the case says of a document: ids and codes; `holds`, that who may not read it learns nothing of it. Of a
    signed copy also which document was signed (`copy_of`) and of what kind that is (`of`)."""
    codes = {"document": str(document.key), "kind": document.kind, "holds": document.holds}
    return codes | ({"copy_of": str(original.key), "of": original.kind} if original else {})


def is_open_to(sight: Sight, holds: str) -> bool:
    """Whether all these facts (as `Document.holds`) are open to who sees the case so."""
    return all(sight.may_read(category, owners) for category, owners in pairs_of(holds))


def pairs_of(holds: str) -> Holds:
    """The facts that are kept so."""
    pairs = (part.split(":", 1) for part in holds.split(";") if part)
    return frozenset((category, owners) for category, owners in pairs)
