"""Documents of a case: made as PDF, handed out, signed on paper, scanned and attached."""

import hashlib
from datetime import date
from typing import Annotated

from fastapi import File, Form, Response, UploadFile

from api.access import Caller, House, SignedIn
from api.badges import badge
from api.bootstrap import Bruecke
from api.parameters import KEY_PATTERN, PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.documents import (
    DocumentChange,
    DocumentList,
    DocumentOut,
    Makeable,
    MakeDocument,
    WithdrawDocument,
)
from cases.commands.attach_document import NewFile, attach_document
from cases.commands.log_access import log_access
from cases.commands.make_document import make_document
from cases.commands.withdraw_document import withdraw_document
from cases.documents import ENDINGS, held
from cases.rows import Case, Document
from cases.views.documents import DocumentView, open_document, view_documents
from cases.views.seen import see_case
from engine.clock import local_day

router = Router(
    prefix="/api",
    tags=["documents"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)
Signer = Annotated[str, Form(pattern=rf"^0$|{KEY_PATTERN}")]


@router.get("/cases/{case_key}/documents", operation_id="list_documents")
def list_documents(house: House, caller: SignedIn, case_key: KeyInPath) -> DocumentList:
    """The documents of a case that you may read: all that is in one has to be open to you now."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        desk = view_documents(house.engine, work, caller.actor, seen)
    log_access(house.engine, caller.actor, seen, "documents", desk.shown)
    return DocumentList(
        items=[_out(one) for one in desk.documents],
        makeable=[Makeable(document=ident, title=title.text) for ident, title in desk.makeable],
    )


@router.post("/cases/{case_key}/documents", operation_id="make_document", status_code=201)
def make(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: MakeDocument,
    idempotency_key: IdempotencyKey = None,
) -> DocumentChange:
    """Make a document of what you may read now. 422 document-closed names in `missing` the categories that you may not."""
    request = repeatable(idempotency_key, "make_document", case_key, body.model_dump())
    done = make_document(
        house.engine,
        house.case_file.records,
        house.typesetter,
        caller.actor,
        case_key,
        body.document,
        body.language,
        request,
    )
    note_made(house, caller, int(done["document"]))
    return DocumentChange(**done)


def note_made(house: Bruecke, caller: Caller, document_key: int) -> None:
    """Who makes a document has read what stands in it."""
    with house.engine.store.reading() as work:
        row = work.get(Document, document_key)
        assert row is not None
        seen = see_case(house.engine, work, caller.actor, row.case_key, caller.language)
    log_access(house.engine, caller.actor, seen, "document_made", held(row))


@router.post("/cases/{case_key}/documents/files", operation_id="attach_document", status_code=201)
def attach(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    file: Annotated[
        UploadFile | None,
        File(
            description="PDF, PNG or JPEG, 10 MB and 100 million pixels at most; in a PDF nothing active, no other files, and no "
            "earlier versions but those that signatures stand on"
        ),
    ] = None,
    title: Annotated[str, Form(max_length=120)] = "",
    category: Annotated[str, Form(max_length=40)] = "",
    copy_of: Annotated[str | None, Form(pattern=KEY_PATTERN)] = None,
    signed_on: Annotated[date | None, Form()] = None,
    signers: Annotated[
        list[Signer] | None, Form(description="keys of institutions, 0 for the person")
    ] = None,
    idempotency_key: IdempotencyKey = None,
) -> DocumentChange:
    """Put a file into a case: with a title and the category of what is in it, or as the signed copy of a document, with the day
    and who signed. 422 file-refused says in `reason` why a file is not taken."""
    content = file.file.read() if file else b""
    new = NewFile(
        content,
        title,
        category,
        int(copy_of) if copy_of else None,
        signed_on,
        frozenset(int(key) for key in signers or ()),
    )
    request = repeatable(
        idempotency_key,
        "attach_document",
        case_key,
        hashlib.sha256(content).hexdigest(),
        title,
        category,
        copy_of,
        signed_on,
        signers,
    )
    done = attach_document(house.engine, house.inspector, house.scanner, caller.actor, case_key, new, request)
    return DocumentChange(**done)


@router.get(
    "/documents/{document_key}/file",
    operation_id="read_document",
    response_class=Response,
    responses={
        200: {
            "content": {media: {"schema": {"type": "string", "format": "binary"}} for media in ENDINGS},
            "description": "the document as it was made or brought",
        }
    },
)
def read_document(house: House, caller: SignedIn, document_key: KeyInPath) -> Response:
    """A document, to be kept as a file: its name tells the case's reference, what it is and the day, nothing of the person."""
    with house.engine.store.reading() as work:
        row, content, seen = open_document(house.engine, work, caller.actor, document_key, caller.language)
    log_access(house.engine, caller.actor, seen, "document", held(row))
    return Response(content, media_type=row.media_type, headers=as_file(name_of(seen.case, row)))


def name_of(case: Case, row: Document) -> str:
    """The name of the file of a document."""
    kind = row.kind.replace("_", "-")
    return f"{case.reference}-{kind}-{local_day(row.made_at):%Y-%m-%d}.{ENDINGS[row.media_type]}"


def as_file(name: str) -> dict[str, str]:
    """Headers of what is kept as a file and never shown as a page of ours."""
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }


@router.post("/documents/{document_key}/withdrawal", operation_id="withdraw_document")
def withdraw(
    house: House,
    caller: SignedIn,
    document_key: KeyInPath,
    body: WithdrawDocument,
    idempotency_key: IdempotencyKey = None,
) -> DocumentChange:
    """Put a document of your office away, with a reason. It stays readable and says that it does not hold any more."""
    request = repeatable(idempotency_key, "withdraw_document", document_key, body.model_dump())
    return DocumentChange(
        **withdraw_document(house.engine, caller.actor, document_key, body.version, body.reason, request)
    )


def _out(view: DocumentView) -> DocumentOut:
    return DocumentOut(
        key=str(view.key),
        version=view.version,
        kind=view.kind,
        title=view.title.text,
        language=view.language,
        state=view.state,
        media_type=view.media_type,
        size=view.size,
        categories=list(view.codes),
        institution=badge(view.institution),
        made_by=view.made_by,
        made_at=view.made_at,
        copy_of=str(view.copy_of) if view.copy_of else None,
        copies=[str(key) for key in view.copies],
        signed_on=view.signed_on,
        signers=list(view.signers),
        withdrawn_at=view.withdrawn_at,
        reason=view.reason,
    )
