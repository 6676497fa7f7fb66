"""Everything that is on record about the person of a case: for programs as JSON, for the person as a document."""

from fastapi import Response

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.composing_personal_data import personal_data_out
from api.parameters import PROBLEMS, KeyInPath
from api.routers import Router
from api.routes.documents import as_file
from api.shapes.personal_data import PersonalDataOut
from api.sheets import language_of_sheets, sheet_pdf
from api.sheets.personal_data import sections_of
from cases.commands.log_access import log_access
from cases.documents import PDF
from cases.views.personal_data import PersonalData, view_personal_data
from engine.clock import local_day

router = Router(
    prefix="/api/cases",
    tags=["access"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 410, 413, 422)},
)


def personal_data_of(house: Bruecke, caller: Caller, case_key: int, language: str) -> PersonalData:
    """Everything about the person, as the caller may make it."""
    with house.engine.store.reading() as work:
        return view_personal_data(
            house.engine,
            house.case_file.records,
            house.vault,
            house.lists,
            work,
            caller.actor,
            case_key,
            language,
        )


@router.get("/{case_key}/personal-data", operation_id="read_personal_data")
def read_personal_data(
    house: House, caller: SignedIn, case_key: KeyInPath, response: Response
) -> PersonalDataOut:
    """Everything that is on record about the person of a case and that you may read, to be handed to them on request.

    For the office that opened the case and the coordination. What is not in it stands in `left_out`, with who is asked for it.
    Making it is noted with all it shows.
    """
    view = personal_data_of(house, caller, case_key, caller.language)
    _note(house, caller, view)
    response.headers.update(as_file(_name(view, "json")))
    return personal_data_out(view)


@router.get(
    "/{case_key}/personal-data/file",
    operation_id="read_personal_data_file",
    response_class=Response,
    responses={
        200: {
            "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
            "description": "the same as a document, PDF/A-3a and PDF/UA-1, in German or French",
        }
    },
)
def read_personal_data_file(house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """The same as a document to hand over (PDF/A, PDF/UA), in French for `?lang=fr`, else in German."""
    view = personal_data_of(house, caller, case_key, language_of_sheets(caller.language))
    content = personal_data_pdf(house, view)
    _note(house, caller, view)
    return Response(content, media_type=PDF, headers=as_file(_name(view, "pdf")))


def personal_data_pdf(house: Bruecke, view: PersonalData) -> bytes:
    """The document. Raises DocumentNotMade."""
    wording = view.seen.wording
    return sheet_pdf(
        house.typesetter,
        wording,
        view.seen.case.reference,
        wording.vocabulary("personal_data", "title"),
        view.office,
        view.made_by,
        view.made_at,
        sections_of(personal_data_out(view), wording),
    )


def _note(house: Bruecke, caller: Caller, view: PersonalData) -> None:
    log_access(house.engine, caller.actor, view.seen, "personal_data_file", view.shown, always=True)


def _name(view: PersonalData, ending: str) -> str:
    """The case's number and the day: nothing of the person."""
    kind = view.seen.wording.vocabulary("personal_data", "file").text
    return f"{view.seen.case.reference}-{kind}-{local_day(view.made_at):%Y-%m-%d}.{ending}"
