"""A document is put away with a reason: it stays, and says so. Nothing is ever written over."""

from dataclasses import replace

from cases.access import sight_in
from cases.documents import (
    LONGEST,
    MADE,
    WITHDRAWN,
    AttachmentRefused,
    DocumentChanged,
    DocumentWithdrawn,
    about_of,
    codes_of,
    is_kept_back,
    may_read_document,
    sealed_about,
)
from cases.rows import Document
from engine.engine import Engine
from engine.errors import Json
from engine.ports import NO_CASE, Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case


def withdraw_document(
    engine: Engine,
    actor: Actor,
    document_key: int,
    version: int,
    reason: str,
    request: Request | None = None,
) -> Json:
    """Put a document away; `version` is the one that the actor saw. Answer: {document, case, kind, version}.

    Raises NotVisible, NotAllowed (of another office), DocumentWithdrawn, DocumentChanged, AttachmentRefused (the reason).
    """

    def case_of(work: Work) -> int:
        document = work.get(Document, document_key)
        return document.case_key if document else NO_CASE

    def body(running: Running) -> Json:
        work, sight = running.work, sight_in(running)
        document = work.get(Document, document_key)
        if document is None or not may_read_document(sight, document):
            raise NotVisible
        if is_kept_back(work, sight, running.package, document):
            raise NotVisible
        if document.institution_key != actor.institution_key or sight.is_exceptional:
            raise NotAllowed
        if document.state == WITHDRAWN:
            raise DocumentWithdrawn
        if document.version != version:
            raise DocumentChanged(document.version)
        if not reason.strip():
            raise AttachmentRefused("reason", "missing")
        if len(reason.strip()) > LONGEST:
            raise AttachmentRefused("reason", "too-long")
        about = replace(about_of(engine.case_file, work, document), reason=reason.strip())
        put_away = replace(
            document,
            state=WITHDRAWN,
            version=document.version + 1,
            sealed=sealed_about(engine.case_file, work, document.case_key, document.key, about),
            withdrawn_by=actor.user_key,
            withdrawn_at=running.now,
        )
        work.replace(put_away)
        if document.copy_of is not None:
            _unsign(work, document)
        original = work.get(Document, document.copy_of) if document.copy_of else None
        running.log("DOCUMENT_WITHDRAWN", None, codes_of(document, original))
        return {
            "document": str(document_key),
            "case": str(document.case_key),
            "kind": document.kind,
            "version": put_away.version,
        }

    return on_case(engine, case_of, actor, request, body)


def _unsign(work: Work, copy: Document) -> None:
    """The original is signed by whom its other copies show, if there are any."""
    original = work.get(Document, copy.copy_of or 0)
    if original is None or original.state == WITHDRAWN:
        return
    others = [
        one
        for one in work.find(Document, case_key=copy.case_key)
        if one.copy_of == original.key and one.key != copy.key and one.state != WITHDRAWN
    ]
    signers = sorted({int(key) for one in others for key in one.signers.split(",") if key})
    days = [one.signed_on for one in others if one.signed_on is not None]
    work.replace(
        replace(
            original,
            state=original.state if others else MADE,
            signers=",".join(str(key) for key in signers),
            signed_on=max(days, default=None),
            version=original.version + 1,
        )
    )
