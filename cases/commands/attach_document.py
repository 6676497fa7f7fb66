"""A file is put into a case: a paper that came in, or the signed copy of a document that was made here."""

from dataclasses import dataclass, replace
from datetime import date

from cases.access import Sight, sight_in, sight_of
from cases.catalogue import CATEGORIES
from cases.documents import (
    ATTACHED,
    LONGEST_TITLE,
    MADE,
    PERSON,
    SIGNED,
    WITHDRAWN,
    About,
    AttachmentRefused,
    DocumentWithdrawn,
    FileRefused,
    Holds,
    Inspector,
    Scanner,
    codes_of,
    content_place,
    held,
    holds_of,
    may_read_document,
    sealed_about,
)
from cases.rows import Document, DocumentContent
from cases.views.seen import see_case
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.transaction import Request, answered, on_case

MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class NewFile:
    """What somebody brings. `category` says what kind of facts are in it; the signed copy (`copy_of`) holds what the document
    holds, so it needs none, but the day and who signed: keys of institutions, 0 for the person."""

    content: bytes
    title: str = ""
    category: str = ""
    copy_of: int | None = None
    signed_on: date | None = None
    signers: frozenset[int] = frozenset()


def attach_document(
    engine: Engine,
    inspector: Inspector,
    scanner: Scanner,
    actor: Actor,
    case_key: int,
    new: NewFile,
    request: Request | None = None,
) -> Json:
    """Put a file into a case. Answer: {document, case, kind, version}.

    Raises NotVisible, NotAllowed (guests, and who only looks by exception), FileRefused, ScannerAway, AttachmentRefused,
    DocumentWithdrawn.
    """
    known = answered(engine, actor, request)
    if known is not None:
        return known
    with engine.store.reading() as work:  # whoever may not put anything here has nothing looked at
        _require_mandate(sight_of(work, actor, case_key, engine.clock.now()))
    media_type = _looked_at(inspector, scanner, new.content)

    def body(running: Running) -> Json:
        work, sight = running.work, sight_in(running)
        _require_mandate(sight)
        original = _original(running, sight, case_key, new)
        _check(running, actor, case_key, new, is_copy=original is not None)
        key = engine.keys()
        document = Document(
            key=key,
            case_key=case_key,
            procedure_version_key=running.instance.procedure_version_key,
            kind=ATTACHED,
            language="",
            state=SIGNED if original else MADE,
            media_type=media_type,
            size=len(new.content),
            holds=holds_of(_holds(actor, original, new.category)),
            copy_of=original.key if original else None,
            signed_on=new.signed_on if original else None,
            signers=_listed(new.signers) if original else "",
            version=1,
            sealed=sealed_about(engine.case_file, work, case_key, key, About(new.title.strip())),
            institution_key=actor.institution_key,
            made_by=actor.user_key,
            made_at=running.now,
            withdrawn_by=None,
            withdrawn_at=None,
        )
        sealed = engine.case_file.seal(work, case_key, new.content, content_place(key))
        work.add(document, DocumentContent(key, case_key, sealed))
        if original is not None:
            signers = {int(one) for one in original.signers.split(",") if one} | new.signers
            signed = replace(original, state=SIGNED, signed_on=new.signed_on, signers=_listed(signers))
            work.replace(replace(signed, version=original.version + 1))
        running.log("DOCUMENT_ATTACHED", None, codes_of(document, original))
        return {"document": str(key), "case": str(case_key), "kind": ATTACHED, "version": 1}

    return on_case(engine, lambda work: case_key, actor, request, body)


def _require_mandate(sight: Sight | None) -> None:
    if sight is None:
        raise NotVisible
    if sight.is_exceptional or sight.is_guest:
        raise NotAllowed


def _looked_at(inspector: Inspector, scanner: Scanner, content: bytes) -> str:
    """What the file is. Raises FileRefused, ScannerAway."""
    if not content:
        raise FileRefused("empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("too-large")
    media_type = inspector.media_type(content)
    scanner.look(content)
    return media_type


def _original(running: Running, sight: Sight, case_key: int, new: NewFile) -> Document | None:
    """The document of which this is the signed copy. What the actor may not read does not exist for them."""
    if new.copy_of is None:
        return None
    found = running.work.get(Document, new.copy_of)
    if found is None or found.case_key != case_key or not may_read_document(sight, found):
        raise AttachmentRefused("copy_of", "unknown")
    if found.copy_of is not None:
        raise AttachmentRefused("copy_of", "is-a-copy")
    if found.state == WITHDRAWN:
        raise DocumentWithdrawn
    return found


def _check(running: Running, actor: Actor, case_key: int, new: NewFile, *, is_copy: bool) -> None:
    """Raises AttachmentRefused."""
    if len(new.title.strip()) > LONGEST_TITLE:
        raise AttachmentRefused("title", "too-long")
    if not is_copy:
        if not new.title.strip():
            raise AttachmentRefused("title", "missing")
        if new.category not in CATEGORIES:
            raise AttachmentRefused("category", "missing" if not new.category else "unknown")
        return
    if new.signed_on is None:
        raise AttachmentRefused("signed_on", "missing")
    if new.signed_on > local_day(running.now):
        raise AttachmentRefused("signed_on", "in-the-future")
    if not new.signers:
        raise AttachmentRefused("signers", "missing")
    known = see_case(running.engine, running.work, actor, case_key, "de").institutions
    if not new.signers <= {
        PERSON,
        *known,
    }:  # whom the actor does not know of is refused like who takes no part
        raise AttachmentRefused("signers", "unknown")


def _holds(actor: Actor, original: Document | None, category: str) -> Holds:
    """A copy holds what its original holds, and what was written on it by hand."""
    own = str(actor.institution_key)
    return held(original) | {("MASTER", own)} if original else frozenset({(category, own)})


def _listed(signers: frozenset[int] | set[int]) -> str:
    return ",".join(str(key) for key in sorted(signers))
