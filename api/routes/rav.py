"""What comes from RAV systems: messages about one person, files about many, and what people make of them."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import Query, Response, UploadFile

from api.access import Caller, House, RavDeliver, SignedIn
from api.bootstrap import Bruecke
from api.parameters import PROBLEMS, After, IdempotencyKey, KeyInPath, Limit, repeatable
from api.rav_errors import error_file
from api.routers import Router
from api.shapes.rav import (
    ConfirmLine,
    LineSettledOut,
    OpenLine,
    RavFileDecided,
    RavFileFault,
    RavFileOut,
    RavFiles,
    RavLineDetail,
    RavLineOut,
    RavLines,
    RavMatch,
    RavMessageIn,
    RavMessageTaken,
)
from cases.commands.decide_rav_file import discard_rav_file, release_rav_file
from cases.commands.log_access import log_access
from cases.commands.send_rav_message import RavMessage, send_rav_message
from cases.commands.settle_rav_line import confirm_rav_line, dismiss_rav_line, open_rav_line
from cases.commands.take_rav_file import take_rav_file
from cases.rav import DELIVERERS, FIELDS, TAKEN, UPLOAD, WAITING, RavUnknown, require_rav
from cases.views.rav import FileView, OneLine, shown_of, view_file, view_files, view_line, view_lines
from cases.views.seen import see_case
from engine.errors import Json

router = Router(
    prefix="/api/rav",
    tags=["rav"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 413, 422)},
)
FileStatus = Annotated[str, Query(pattern="^(taken|quarantined|released|discarded)$")]
LineStatus = Annotated[
    str, Query(pattern="^(waiting|delivered|kept|opened|nobody|withdrawn|replaced|late|noted)$")
]
LineKind = Annotated[str | None, Query(pattern=f"^({'|'.join(FIELDS)})$")]


@router.post("/messages", operation_id="send_rav_message")
def send_message(house: House, caller: RavDeliver, body: RavMessageIn) -> RavMessageTaken:
    """Tell of one person: open a case by a `referral`, or tell a case what has happened. Where you name a person instead of a
    case, somebody of your RAV says whose it is; you get the same answer whether there is such a case or not."""
    told: dict[str, Any] = body.model_dump(mode="json")
    message = RavMessage(
        kind=body.kind,
        fields=body.fields,
        case_key=int(body.case) if body.case else None,
        reference=body.reference,
        person={name: text for name, text in (told["person"] or {}).items() if text},
        basis=body.consent_reference,
        procedure=body.procedure,
        partners={role: int(key) for role, key in body.partners.items()},
        time_to_live=timedelta(seconds=body.time_to_live),
    )
    request = repeatable(f"rav-message {body.message_id}", "rav-message", told)
    return RavMessageTaken(
        **send_rav_message(house.engine, house.vault, house.lists, caller.actor, message, request)
    )


@router.post("/files", operation_id="deliver_rav_file", status_code=201)
def deliver_file(house: House, caller: RavDeliver, file: UploadFile, checksum: UploadFile) -> RavFileOut:
    """Deliver a file and its checksum (the content of the `.sha256` beside it). Lines that are not taken are named in `faults`
    and in the error file; a file that can't be trusted as a whole goes into quarantine. The same file gets the same answer."""
    content = file.file.read()
    answer = take_upload(house, caller, file.filename or "", content, checksum.file.read(400))
    return read_file(house, caller, int(answer["file"]))


def take_upload(house: Bruecke, caller: Caller, name: str, content: bytes, checksum: bytes) -> Json:
    """A file that somebody of a RAV uploads. Raises NotAllowed, RavUnknown."""
    with house.engine.store.reading() as work:
        rav = require_rav(work, caller.actor, DELIVERERS)
    if not rav.rav_code:
        raise RavUnknown
    read = house.rav.read(name, content, checksum, rav.rav_code)
    is_system = caller.identity.system is not None
    sender = None if is_system else caller.actor.user_key
    return take_rav_file(house.engine, house.vault, rav, read, UPLOAD, sender)


@router.get("/files", operation_id="list_rav_files")
def list_files(
    house: House, caller: RavDeliver, status: FileStatus = TAKEN, after: After = None, limit: Limit = 50
) -> RavFiles:
    """Files of your RAV in one state, newest first."""
    with house.engine.store.reading() as work:
        views = view_files(work, house.lists(work), caller.actor, status, after, limit + 1)
    following = str(views[limit - 1].row.key) if len(views) > limit else None
    return RavFiles(items=[_file(view) for view in views[:limit]], next=following)


@router.get("/files/{file_key}", operation_id="read_rav_file")
def read_file(house: House, caller: RavDeliver, file_key: KeyInPath) -> RavFileOut:
    """A file, and what became of its lines."""
    with house.engine.store.reading() as work:
        return _file(view_file(work, caller.actor, file_key))


@router.get(
    "/files/{file_key}/errors",
    operation_id="read_rav_errors",
    response_class=Response,
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "the error file"}
    },
)
def read_errors(house: House, caller: RavDeliver, file_key: KeyInPath) -> Response:
    """The error file: line, field, code, and a sentence in German and French; it repeats nothing of anybody."""
    with house.engine.store.reading() as work:
        view = view_file(work, caller.actor, file_key)
    return error_response(view)


def error_response(view: FileView) -> Response:
    """The error file as a download."""
    name = f"{view.row.name.removesuffix('.csv').replace('?', 'file')}_err.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(
        error_file(view.row.fault, view.faults), media_type="text/csv; charset=utf-8", headers=headers
    )


@router.post("/files/{file_key}/release", operation_id="release_rav_file")
def release_file(
    house: House, caller: SignedIn, file_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> RavFileDecided:
    """Take the lines of a file in quarantine all the same: only where its checksum was right and nothing but the number in the
    trailer is wrong, and not by who uploaded it."""
    request = repeatable(idempotency_key, "release_rav_file", file_key)
    return RavFileDecided(
        **release_rav_file(house.engine, house.vault, house.rav, caller.actor, file_key, request)
    )


@router.post("/files/{file_key}/discard", operation_id="discard_rav_file")
def discard_file(
    house: House, caller: SignedIn, file_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> RavFileDecided:
    """Delete a file in quarantine; that it came stays."""
    request = repeatable(idempotency_key, "discard_rav_file", file_key)
    return RavFileDecided(**discard_rav_file(house.engine, caller.actor, file_key, request))


@router.get("/lines", operation_id="list_rav_lines")
def list_lines(
    house: House,
    caller: SignedIn,
    status: LineStatus = WAITING,
    kind: LineKind = None,
    after: After = None,
    limit: Limit = 50,
) -> RavLines:
    """Lines and messages of your RAV in one state, newest first, without what they say."""
    with house.engine.store.reading() as work:
        views = view_lines(
            house.engine,
            house.vault,
            house.case_file.records,
            work,
            house.lists(work),
            caller.actor,
            status,
            kind,
            None,
            after,
            limit + 1,
        )
    items = [
        RavLineOut(
            key=str(view.row.key),
            kind=view.row.kind,
            status=view.row.status,
            day=view.row.day,
            file=view.file,
            number=view.row.number,
            case=str(view.row.case_key) if view.row.case_key else None,
            matches=view.matches,
            received_at=view.row.received_at,
        )
        for view in views[:limit]
    ]
    return RavLines(items=items, next=items[-1].key if len(views) > limit else None)


@router.get("/lines/{line_key}", operation_id="read_rav_line")
def read_line(house: House, caller: SignedIn, line_key: KeyInPath) -> RavLineDetail:
    """A line with what it says and the running cases, among those you see, that it may be for."""
    view = seen_line(house, caller, line_key)
    return RavLineDetail(
        key=str(view.row.key),
        kind=view.row.kind,
        status=view.row.status,
        day=view.row.day,
        person=dict(view.said.person) if view.said else None,
        fields=dict(view.said.answers) if view.said else None,
        consent_reference=view.said.basis if view.said else None,
        matches=[
            RavMatch(case=str(match.case.key), reference=match.case.reference, by=match.by)
            for match in view.matches
        ],
        case=str(view.row.case_key) if view.row.case_key else None,
    )


def seen_line(house: Bruecke, caller: Caller, line_key: int) -> OneLine:
    """A line as its reader sees it; who the persons of the cases beside it are was shown, which is noted there."""
    with house.engine.store.reading() as work:
        view = view_line(house.engine, house.vault, house.case_file.records, work, caller.actor, line_key)
        beside = [
            (
                see_case(house.engine, work, caller.actor, match.case.key, caller.language),
                shown_of(work, match),
            )
            for match in view.matches
        ]
    for seen, shown in beside:
        log_access(house.engine, caller.actor, seen, "rav", shown)
    return view


@router.post("/lines/{line_key}/confirmation", operation_id="confirm_rav_line")
def confirm(
    house: House,
    caller: SignedIn,
    line_key: KeyInPath,
    body: ConfirmLine,
    idempotency_key: IdempotencyKey = None,
) -> LineSettledOut:
    """It is for this case, which you see: the message goes there. Not by who delivered it by hand."""
    request = repeatable(idempotency_key, "confirm_rav_line", line_key, body.model_dump())
    return LineSettledOut(
        **confirm_rav_line(house.engine, house.vault, caller.actor, line_key, int(body.case), request)
    )


@router.post("/lines/{line_key}/opening", operation_id="open_rav_line", status_code=201)
def open_case(
    house: House,
    caller: SignedIn,
    line_key: KeyInPath,
    body: OpenLine,
    idempotency_key: IdempotencyKey = None,
) -> LineSettledOut:
    """Open a case for the person: its first form begins with what was delivered."""
    request = repeatable(idempotency_key, "open_rav_line", line_key, body.model_dump())
    partners = {role: int(key) for role, key in body.partners.items()}
    return LineSettledOut(
        **open_rav_line(house.engine, house.vault, caller.actor, line_key, body.procedure, partners, request)
    )


@router.post("/lines/{line_key}/dismissal", operation_id="dismiss_rav_line")
def dismiss(
    house: House, caller: SignedIn, line_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> LineSettledOut:
    """It is for nobody: what it says is deleted."""
    request = repeatable(idempotency_key, "dismiss_rav_line", line_key)
    return LineSettledOut(**dismiss_rav_line(house.engine, caller.actor, line_key, request))


def _file(view: FileView) -> RavFileOut:
    row = view.row
    return RavFileOut(
        key=str(row.key),
        name=row.name,
        way=row.way,
        status=row.status,
        fault=row.fault,
        lines=row.lines,
        waiting=row.waiting,
        known=row.known,
        late=row.late,
        withdrawn=row.withdrawn,
        faults=[RavFileFault(line=f.number, column=f.column, code=f.code) for f in view.faults],
        received_at=row.received_at,
    )
