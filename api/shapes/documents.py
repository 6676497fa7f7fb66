"""Documents of a case: made of what is on record, or brought from outside."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from api.shapes.shape import Institution, Key, Shape, Version, example, one_of

Language = Literal["de", "fr", "it", "en"]
DocumentState = Annotated[
    str, one_of("made", "signed", "withdrawn", says="signed: a signed copy is there, or this is one")
]
MediaType = Annotated[str, one_of("application/pdf", "image/png", "image/jpeg")]


class MakeDocument(Shape):
    """Which document of the procedure, in which language; what is not there in a language yet is German, and says so."""

    model_config = example(document="authority", language="fr")

    document: Annotated[str, Field(max_length=61)]
    language: Language


class WithdrawDocument(Shape):
    """Why it is put away; `version`: the one that you saw."""

    model_config = example(version=1, reason="Falscher Arbeitgeber")

    version: Version
    reason: Annotated[str, Field(max_length=1000)]


class DocumentChange(Shape):
    """A document after it was made, attached or put away. `kind`: its id in the procedure, `attached` for a file."""

    document: Key
    case: Key
    kind: str
    version: int


class DocumentOut(Shape):
    """A document. `copy_of`: this is the signed copy of that one; `copies`: the keys of its own. `signers`: who signed. `reason`
    is there for the office that put it away."""

    key: Key
    version: int
    kind: str
    title: str
    language: str
    state: DocumentState
    media_type: MediaType
    size: int
    categories: list[str]
    institution: Institution
    made_by: str
    made_at: datetime
    copy_of: Key | None
    copies: list[Key]
    signed_on: date | None
    signers: list[str]
    withdrawn_at: datetime | None
    reason: str


class Makeable(Shape):
    """A document that you may make here."""

    document: str
    title: str


class DocumentList(Shape):
    """What you may read, newest first, and what you may make."""

    items: list[DocumentOut]
    makeable: list[Makeable]
