"""The person's access report: who saw what of a case, when and why. As pages of JSON, and whole as a file."""

from collections.abc import Iterator
from itertools import chain

from fastapi import Response
from fastapi.responses import StreamingResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.composing import access_page
from api.parameters import PROBLEMS, After, KeyInPath, Limit
from api.routers import Router
from api.routes.documents import as_file
from api.shapes.accesses import AccessPage
from api.spreadsheet import spreadsheet
from cases.commands.log_access import log_access
from cases.documents import PDF, DocumentNotMade, NotTypeset
from cases.erasing import ERASED
from cases.views.access_report import AccessReport, AccessView, view_access_report
from cases.views.packets import ReportedPacket
from cases.views.report_sheet import draw_access_report
from cases.views.wording import Wording
from engine.clock import ZONE, local_day

router = Router(
    prefix="/api/cases",
    tags=["access"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)},
)

_COLUMNS = (
    "day",
    "time",
    "person",
    "function",
    "institution",
    "opened",
    "categories",
    "basis",
    "basis_day",
)
_PORTION = 200


def report_of(house: Bruecke, caller: Caller, case_key: int, after: int | None, limit: int) -> AccessReport:
    """A page of the report as the caller may fetch it."""
    return view_access_report(
        house.engine,
        house.case_file.records,
        house.lists,
        caller.actor,
        case_key,
        caller.language,
        after=after,
        limit=limit,
    )


@router.get("/{case_key}/access", operation_id="list_accesses")
def list_accesses(
    house: House, caller: SignedIn, case_key: KeyInPath, after: After = None, limit: Limit = 50
) -> AccessPage:
    """Who saw what of a case, newest first, and what the person had allowed. For the office that opened the case and
    the coordination, who hand it to the person; reading it is an entry of its own.
    """
    report = report_of(house, caller, case_key, after, limit)
    log_access(house.engine, caller.actor, report.seen, "report", always=True)
    return access_page(report)


@router.get(
    "/{case_key}/access/file",
    operation_id="read_access_file",
    response_class=Response,
    responses={
        200: {
            "content": {"text/csv": {"schema": {"type": "string"}}},
            "description": "all reads, newest first, then what was passed on; UTF-8 with byte order mark, semicolons; a line for each basis",
        }
    },
)
def read_access_file(house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """The same as a file (CSV) that Excel opens, with all reads, then all packets, and the moments in Swiss time."""
    first = report_of(house, caller, case_key, None, _PORTION)
    log_access(house.engine, caller.actor, first.seen, "report_file", always=True)
    wording = first.seen.wording
    head = [wording.vocabulary("access_columns", name).text for name in _COLUMNS]
    name = f"{wording.vocabulary('access_columns', 'file').text}-{first.seen.case.reference}.csv"
    portions = chain(_erased(first), _portions(house, caller, case_key, first))
    return StreamingResponse(
        spreadsheet(head, portions),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get(
    "/{case_key}/access/document",
    operation_id="read_access_document",
    response_class=Response,
    responses={
        200: {
            "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
            "description": "all reads, what was passed on and what the person had allowed, to be handed to the person",
        }
    },
)
def read_access_document(house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """The same as a document (PDF) for the person, in the language asked for (`?lang=`)."""
    engine = house.engine
    sheet, report = draw_access_report(
        engine, house.case_file.records, house.lists, caller.actor, case_key, caller.language
    )
    now = engine.clock.now()
    try:
        pdf = house.typesetter.typeset(sheet, int(now.timestamp()))
    except NotTypeset as error:
        raise DocumentNotMade(error.place) from error
    log_access(engine, caller.actor, report.seen, "report_file", report.shown, always=True)
    word = report.seen.wording.vocabulary("access_columns", "file").text
    name = f"{word}-{report.seen.case.reference}-{local_day(now):%Y-%m-%d}.pdf"
    return Response(pdf, media_type=PDF, headers=as_file(name))


def _erased(report: AccessReport) -> Iterator[list[list[str]]]:
    """Of an erased case, that and when it was: the first line."""
    if report.seen.case.erased_at is not None:
        at = report.seen.case.erased_at.astimezone(ZONE)
        label = report.seen.wording.vocabulary("event_types", ERASED).text
        yield [[f"{at:%d.%m.%Y}", f"{at:%H:%M}", "", "", "", label, "", "", ""]]


def _portions(
    house: Bruecke, caller: Caller, case_key: int, report: AccessReport
) -> Iterator[list[list[str]]]:
    """Portion by portion, each read by itself: a long history neither fills memory nor holds a transaction."""
    while True:
        wording = report.seen.wording
        yield [line for access in report.accesses for line in _lines(wording, access)]
        if report.following is None:
            yield [_sent(wording, packet) for packet in report.packets]
            return
        report = report_of(house, caller, case_key, report.following, _PORTION)


def _sent(wording: Wording, packet: ReportedPacket) -> list[str]:
    """A packet: who passed on which facts to whom, and when its receipt was confirmed; never what they say."""
    line, at = packet.line, packet.line.sent_at.astimezone(ZONE)
    fields = ", ".join(label.text for label in packet.labels)
    told = f"{wording.vocabulary('event_types', 'PACKET_SENT').text} → {line.receiver.name}: {fields}"
    if line.received_at:
        received = wording.vocabulary("event_types", "PACKET_RECEIVED").text
        told += f" ({received} {line.received_at.astimezone(ZONE):%d.%m.%Y, %H:%M})"
    return [
        f"{at:%d.%m.%Y}",
        f"{at:%H:%M}",
        line.sent_by,
        "",
        line.sender.name,
        told,
        ", ".join(label.text for label in line.categories),
        packet.basis.label.text,
        f"{packet.basis.day:%d.%m.%Y}" if packet.basis.day else "",
    ]


def _lines(wording: Wording, access: AccessView) -> list[list[str]]:
    """A read, a line for each basis."""
    at = access.at.astimezone(ZONE)
    none = wording.vocabulary("access_columns", "no_values").text
    return [
        [
            f"{at:%d.%m.%Y}",
            f"{at:%H:%M}",
            access.user,
            access.function,
            access.institution.name,
            access.opened.text,
            ", ".join(label.text for label in part.categories) or none,
            part.basis.label.text,
            f"{part.basis.day:%d.%m.%Y}" if part.basis.day else "",
        ]
        for part in access.parts
    ]
