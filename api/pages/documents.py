"""The documents of a case: what was made and what came in; make one, put down its signed copy, attach a file, put one away."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from api.access import Caller, ForeignRequest, House, SignedIn, session_of
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, Posted, day, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.problems import RETRY_AFTER
from api.routers import Router
from api.routes.documents import note_made
from api.security import LANGUAGES, is_csrf_token
from cases.commands.attach_document import NewFile, attach_document
from cases.commands.log_access import log_access
from cases.commands.make_document import make_document
from cases.commands.withdraw_document import withdraw_document
from cases.documents import (
    LONGEST,
    LONGEST_TITLE,
    WITHDRAWN,
    AttachmentRefused,
    DocumentChanged,
    DocumentClosed,
    DocumentNotMade,
    DocumentOvertaken,
    DocumentsBusy,
    DocumentTooEarly,
    DocumentWithdrawn,
    FileRefused,
    NoPlanToPrint,
    NoSuchDocument,
    ScannerAway,
)
from cases.records import Records
from cases.views.documents import DocumentDesk, DocumentView, view_documents
from cases.views.seen import Seen, name_shown, person_name_of, see_case
from cases.views.wording import Wording
from engine.ports import NotVisible
from engine.store import Work

router = Router(include_in_schema=False)

_DONE = ("made", "attached", "signed", "withdrawn")
_LOOKS = ("sign", "withdraw")
_REFUSALS: Mapping[type[Exception], tuple[str, int]] = {
    NoSuchDocument: ("gone", 422),
    DocumentClosed: ("closed", 422),
    NoPlanToPrint: ("no_plan", 422),
    DocumentTooEarly: ("early", 422),
    DocumentNotMade: ("not_made", 422),
    DocumentOvertaken: ("overtaken", 409),
    DocumentWithdrawn: ("withdrawn", 409),
    DocumentChanged: ("changed", 409),
    FileRefused: ("file", 422),
    AttachmentRefused: ("faults", 422),
    ScannerAway: ("scanner", 503),
    DocumentsBusy: ("busy", 503),
    NotVisible: ("gone", 409),
}
"""Why nothing was written: the word of the page and the status."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent by which form and was refused, why, and what is wrong with which field."""

    act: str = ""
    pairs: Pairs = field(default_factory=dict)
    why: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()

    def of(self, act: str) -> "Sent":
        """What was sent by this form; of any other one, nothing."""
        return self if self.act == act else NOTHING_SENT

    def text(self, name: str, default: object = "") -> str:
        """What was typed in a field, or what stands there."""
        return last(self.pairs, name) if self.act else str(default)

    def all(self, name: str) -> list[str]:
        """What was chosen of several."""
        return self.pairs.get(name, [])


NOTHING_SENT = Sent()


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What the form for a file sent."""

    pairs: Pairs
    content: bytes


async def uploaded(request: Request) -> Uploaded:
    """A file and what is said about it, from a page of this session. Raises ForeignRequest."""
    async with request.form(max_fields=60, max_files=1) as form:
        session, pairs = session_of(request), dict[str, list[str]]()
        for name, value in form.multi_items():
            if isinstance(value, str):
                pairs.setdefault(name, []).append(value)
        if session is None or not is_csrf_token(session, last(pairs, "csrf")):
            raise ForeignRequest
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
    return Uploaded(pairs, content)


@router.get("/cases/{case_key}/documents")
def show_documents(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """What there is, and what may be made."""
    return _show(request, house, caller, case_key)


@router.post("/cases/{case_key}/documents")
def act(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """Make a document, or put one away."""
    what = "withdraw" if last(pairs, "do") == "withdraw" else "make"
    try:
        key = (_withdraw if what == "withdraw" else _make)(house, caller, case_key, pairs)
    except tuple(_REFUSALS) as error:
        return _refused(request, house, caller, case_key, what, pairs, error)
    done = "withdrawn" if what == "withdraw" else "made"
    return RedirectResponse(f"/cases/{case_key}/documents?done={done}&document={key}", 303)


@router.post("/cases/{case_key}/documents/files")
def attach(
    request: Request,
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    sent: Annotated[Uploaded, Depends(uploaded)],
) -> Response:
    """Attach a file, or the signed copy of a document."""
    copy_of = number(sent.pairs, "document")
    signed_on, what = day(sent.pairs, "signed_on"), "sign" if copy_of else "attach"
    try:
        if what == "sign" and last(sent.pairs, "signed_on").strip() and signed_on is None:
            raise AttachmentRefused("signed_on", "unreadable")
        key = _attach(house, caller, case_key, sent, copy_of or None, signed_on)
    except tuple(_REFUSALS) as error:
        return _refused(request, house, caller, case_key, what, sent.pairs, error)
    done = "signed" if what == "sign" else "attached"
    return RedirectResponse(f"/cases/{case_key}/documents?done={done}&document={key}", 303)


def _make(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> str:
    ident, language = last(pairs, "kind")[:61], last(pairs, "language")
    done = make_document(
        house.engine,
        house.case_file.records,
        house.typesetter,
        caller.actor,
        case_key,
        ident,
        language if language in LANGUAGES else caller.language,
        repeatable(pairs, "make_document", case_key, ident, language),
    )
    note_made(house, caller, int(done["document"]))
    return str(done["document"])


def _withdraw(house: Bruecke, caller: Caller, case_key: int, pairs: Pairs) -> str:
    key, version = number(pairs, "document"), number(pairs, "version")
    reason = last(pairs, "reason").replace("\r\n", "\n")
    again = repeatable(pairs, "withdraw_document", case_key, key, version, reason)
    withdraw_document(house.engine, caller.actor, key, version, reason, again)
    return str(key)


def _attach(
    house: Bruecke, caller: Caller, case_key: int, sent: Uploaded, copy_of: int | None, signed_on: date | None
) -> str:
    pairs = sent.pairs
    signers = [
        int(key) for key in pairs.get("signer", []) if key.isascii() and key.isdigit() and len(key) < 20
    ]
    new = NewFile(
        sent.content, last(pairs, "title"), last(pairs, "category"), copy_of, signed_on, frozenset(signers)
    )
    said = (new.title, new.category, copy_of, signed_on, sorted(signers))
    again = repeatable(pairs, "attach_document", case_key, hashlib.sha256(sent.content).hexdigest(), *said)
    done = attach_document(house.engine, house.inspector, house.scanner, caller.actor, case_key, new, again)
    return str(done["document"])


def _refused(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    what: str,
    pairs: Pairs,
    error: Exception,
) -> Response:
    why, status = next(told for kind, told in _REFUSALS.items() if isinstance(error, kind))
    faults: Mapping[str, str] = {}
    if isinstance(error, AttachmentRefused):
        faults = {error.field: error.why}
        if error.field in ("copy_of", "signers") and error.why != "missing":
            why = "gone"
    elif isinstance(error, FileRefused):
        faults, why = {"file": error.why}, "faults"
    categories = error.categories if isinstance(error, DocumentClosed) else ()
    sent = Sent(what, pairs, why, faults, categories)
    response = _show(request, house, caller, case_key, sent, status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    sent: Sent = NOTHING_SENT,
    status: int = 200,
) -> Response:
    engine, records = house.engine, house.case_file.records
    with engine.store.reading() as work:
        seen = see_case(engine, work, caller.actor, case_key, caller.language)
        desk = view_documents(engine, work, caller.actor, seen)
        name = person_name_of(records, work, seen)
        theirs = _language_of(records, work, seen)
        shown = desk.shown | name_shown(work, seen)
    log_access(engine, caller.actor, seen, "documents", shown)
    done = request.query_params.get("done", "") if not sent.act else ""
    return page(
        request,
        house,
        caller,
        "documents.html",
        here="cases",
        status=status,
        case=seen.case,
        person_name=name,
        desk=desk,
        sent=sent,
        done=done if done in _DONE else "",
        asked=_asked(request, desk, sent),
        look=_look(request, sent),
        chosen=sent.of("make").text("kind", request.query_params.get("kind", "")),
        language=sent.of("make").text("language", theirs or caller.language),
        is_theirs=theirs is not None,
        tongues=[(code, _tongue(seen.wording, code)) for code in LANGUAGES],
        closed=[seen.wording.vocabulary("categories", code) for code in sent.categories],
        longest=LONGEST,
        longest_title=LONGEST_TITLE,
        is_scanned=house.scanner.is_on,
    )


def _tongue(wording: Wording, code: str) -> Any:
    return wording.vocabulary("languages", code)


def _language_of(records: Records, work: Work, seen: Seen) -> str | None:
    """The language that the person is written to in, where the reader may know it and there are documents in it."""
    for record in records.current(work, seen.case.key, ["person"], frozenset({"MASTER"})):
        if seen.sight.may_read(record.row.category, record.row.owners):
            found = str(record.values.get("correspondence_language") or "")
            return found if found in LANGUAGES else None
    return None


def _look(request: Request, sent: Sent) -> str:
    look = sent.act or request.query_params.get("look", "")
    return look if look in _LOOKS else ""


def _asked(request: Request, desk: DocumentDesk, sent: Sent) -> DocumentView | None:
    """The document that was just made, or that is to be signed or put away."""
    text = last(sent.pairs, "document") if sent.act else request.query_params.get("document", "")
    found = next((one for one in desk.documents if str(one.key) == text), None)
    if found is not None and found.state == WITHDRAWN and _look(request, sent):
        return None
    return found
