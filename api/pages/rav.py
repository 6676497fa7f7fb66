"""What RAV systems have delivered: what waits for somebody, files, quarantine; for people of the RAV alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from api.access import Caller, ForeignRequest, House, SignedIn, session_of
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, number, repeatable
from api.pages.rendering import page
from api.pages.startable import view_startable
from api.parameters import After, InCase, KeyInPath
from api.rav_errors import SENTENCES
from api.routers import Router
from api.routes.rav import error_response, seen_line, take_upload
from api.security import is_csrf_token
from cases.access import WORKING_ROLES
from cases.commands.decide_rav_file import discard_rav_file, release_rav_file
from cases.commands.send_rav_message import startable
from cases.commands.settle_rav_line import confirm_rav_line, dismiss_rav_line, open_rav_line
from cases.commands.start_case import NotStartable, PersonNotTaken
from cases.first_places import PartnerMissing
from cases.rav import (
    DELIVERERS,
    FIELDS,
    LINE_STATUSES,
    QUARANTINED,
    RELEASED,
    TAKEN,
    WAITING,
    FileDecided,
    LineSettled,
    NotReleasable,
    OwnDelivery,
    RavUnknown,
    require_rav,
)
from cases.rav_reports import ReportsUnread
from cases.rows import Case
from cases.views.rav import LineView, view_file, view_files, view_lines
from engine.errors import CaseHeld, CaseStopped, NobodyWaits
from engine.ports import NO_CASE, NotVisible

router = Router(include_in_schema=False)
PAGE = 25
View = Literal["lines", "files", "quarantine"]
_DONE = (
    "delivered",
    "kept",
    "opened",
    "nobody",
    "released",
    "discarded",
    "settled",
    "decided",
    "taken",
    "quarantined",
)
_FAILED: tuple[tuple[type[Exception], str], ...] = (
    (OwnDelivery, "own"),
    (CaseHeld, "held"),
    (ReportsUnread, "unread"),
    (CaseStopped, "stopped"),
    (NobodyWaits, "no_message"),
    (PartnerMissing, "partner"),
    (PersonNotTaken, "no_form"),
    (NotStartable, "stopped"),
    (NotVisible, "no_case"),
)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What the form for uploading sent."""

    name: str
    content: bytes
    checksum: bytes


async def uploaded(request: Request) -> Uploaded:
    """A file and its checksum, from a page of this session. Raises ForeignRequest."""
    async with request.form(max_fields=5, max_files=2) as form:
        token, session = form.get("csrf"), session_of(request)
        if session is None or not isinstance(token, str) or not is_csrf_token(session, token):
            raise ForeignRequest
        file, checksum = form.get("file"), form.get("checksum")
        name = (file.filename or "") if isinstance(file, UploadFile) else ""
        content = await file.read() if isinstance(file, UploadFile) else b""
        told = await checksum.read(400) if isinstance(checksum, UploadFile) else b""
    return Uploaded(name, content, told)


@router.get("/rav")
def show(
    request: Request,
    house: House,
    caller: SignedIn,
    view: View = "lines",
    status: str = WAITING,
    kind: str = "",
    after: After = None,
    case: InCase = None,
) -> Response:
    """What waits, what was settled, files, quarantine."""
    actor, records = caller.actor, house.case_file.records
    lines: list[LineView] = []
    files: list[Any] = []
    wanted = status if status in LINE_STATUSES else WAITING
    with house.engine.store.reading() as work:
        lists, works = house.lists(work), bool(actor.roles & WORKING_ROLES)
        require_rav(work, actor, DELIVERERS)
        view = view if works or view != "lines" else "files"
        if view == "lines":
            lines = view_lines(
                house.engine,
                house.vault,
                records,
                work,
                lists,
                actor,
                wanted,
                kind if kind in FIELDS else None,
                None,
                after,
                PAGE + 1,
            )
        else:
            states = (QUARANTINED,) if view == "quarantine" else (TAKEN, RELEASED)
            found = [
                one for state in states for one in view_files(work, lists, actor, state, after, PAGE + 1)
            ]
            files = sorted(found, key=lambda one: -one.row.key)[: PAGE + 1]
        quarantined = len(view_files(work, lists, actor, QUARANTINED, None, PAGE))
    shown = (lines or files)[:PAGE]
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "rav.html",
        view=view,
        works=works,
        state=wanted,
        kind=kind if kind in FIELDS else "",
        kinds=list(FIELDS),
        statuses=LINE_STATUSES,
        lines=lines[:PAGE],
        files=files[:PAGE],
        quarantined=quarantined,
        sentences=_sentences(caller),
        more=str(shown[-1].row.key) if len(lines or files) > PAGE else "",
        is_first=after is None,
        case=case,
        done=done if done in _DONE else "",
    )


@router.post("/rav/files")
def upload(house: House, caller: SignedIn, sent: Annotated[Uploaded, Depends(uploaded)]) -> Response:
    """Upload a file with its checksum, and see what became of it."""
    try:
        answer = take_upload(house, caller, sent.name, sent.content, sent.checksum)
    except RavUnknown:
        return RedirectResponse("/rav?view=files", 303)
    return RedirectResponse(f"/rav/files/{answer['file']}?done={answer['status']}", 303)


@router.get("/rav/files/{file_key}")
def show_file(request: Request, house: House, caller: SignedIn, file_key: KeyInPath) -> Response:
    """A file: what became of its lines, and what may be done with it in quarantine."""
    with house.engine.store.reading() as work:
        view = view_file(work, caller.actor, file_key)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "rav_file.html",
        view=view,
        sentences=_sentences(caller),
        done=done if done in _DONE else "",
    )


@router.get("/rav/files/{file_key}/errors.csv")
def errors(house: House, caller: SignedIn, file_key: KeyInPath) -> Response:
    """The error file."""
    with house.engine.store.reading() as work:
        view = view_file(work, caller.actor, file_key)
    return error_response(view)


@router.post("/rav/files/{file_key}")
def decide_file(house: House, caller: SignedIn, file_key: KeyInPath, pairs: Posted) -> Response:
    """Release or discard."""
    what = last(pairs, "do")
    again = repeatable(pairs, what, file_key)
    try:
        if what == "release":
            release_rav_file(house.engine, house.vault, house.rav, caller.actor, file_key, again)
        elif what == "discard":
            discard_rav_file(house.engine, caller.actor, file_key, again)
    except (FileDecided, NotReleasable):
        return RedirectResponse(f"/rav/files/{file_key}?done=decided", 303)
    done = {"release": "released", "discard": "discarded"}.get(what, "")
    return RedirectResponse(f"/rav/files/{file_key}?done={done}", 303)


@router.get("/rav/lines/{line_key}")
def show_line(request: Request, house: House, caller: SignedIn, line_key: KeyInPath) -> Response:
    """What a line says beside the cases that it may be for."""
    return _line(request, house, caller, line_key)


@router.post("/rav/lines/{line_key}")
def settle(request: Request, house: House, caller: SignedIn, line_key: KeyInPath, pairs: Posted) -> Response:
    """It is for a case, a case is opened for it, or it is for nobody."""
    what, failed = last(pairs, "do"), ""
    try:
        done = _settle(house, caller, line_key, what, pairs)
    except LineSettled:
        return RedirectResponse("/rav?done=settled", 303)
    except tuple(kind for kind, _ in _FAILED) as error:
        failed = next(word for kind, word in _FAILED if isinstance(error, kind))
        return _line(request, house, caller, line_key, failed=failed, reference=last(pairs, "reference")[:40])
    if done["status"] == "opened":
        return RedirectResponse(f"/cases/{done['case']}", 303)
    arrived = f"&case={done['case']}" if done.get("case") else ""
    return RedirectResponse(f"/rav?done={done['status']}{arrived}", 303)


def _settle(
    house: Bruecke, caller: Caller, line_key: int, what: str, pairs: Mapping[str, list[str]]
) -> dict[str, Any]:
    engine, vault, actor = house.engine, house.vault, caller.actor
    if what == "confirm":
        case_key = number(pairs, "case")
        if not case_key:
            with engine.store.reading() as work:
                named = work.find(Case, reference=last(pairs, "reference").strip()[:40])
            case_key = named[0].key if named else NO_CASE
        return confirm_rav_line(
            engine, vault, actor, line_key, case_key, repeatable(pairs, what, line_key, case_key)
        )
    if what == "open":
        procedure = last(pairs, "procedure")[:100]
        again = repeatable(pairs, what, line_key, procedure)
        return open_rav_line(engine, vault, actor, line_key, procedure, {}, again)
    return dismiss_rav_line(engine, actor, line_key, repeatable(pairs, what, line_key))


def _line(
    request: Request, house: Bruecke, caller: Caller, line_key: int, *, failed: str = "", reference: str = ""
) -> Response:
    view = seen_line(house, caller, line_key)
    with house.engine.store.reading() as work:
        packages = startable(house.engine, work, caller.actor)
        found = [
            one
            for one in view_startable(house.engine, work, caller.actor, caller.language)
            if one.id in packages
        ]
    return page(
        request,
        house,
        caller,
        "rav_line.html",
        status=422 if failed else 200,
        view=view,
        procedures=found,
        told=[
            (name, date.fromisoformat(value) if name.endswith("_on") else value)
            for name, value in (view.said.answers.items() if view.said else ())
        ],
        failed=failed,
        reference=reference,
    )


def _sentences(caller: Caller) -> dict[str, str]:
    place = 1 if caller.language == "fr" else 0
    return {code: told[place] for code, told in SENTENCES.items()}
