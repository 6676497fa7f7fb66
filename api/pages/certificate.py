"""The certificate of an erasure: a page to read, with the same as a document and for programs."""

from fastapi import Request, Response

from api.access import House, SignedIn
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from api.routes.certificates import certificate_of, certificate_out
from api.sheets import language_of_sheets
from api.sheets.certificate import sections_of

router = Router(include_in_schema=False)


@router.get("/cases/{case_key}/erasure/certificate")
def show_certificate(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """What it says, in the words of the document."""
    view = certificate_of(house, caller, case_key, caller.language)
    return page(
        request,
        house,
        caller,
        "certificate.html",
        here="cases",
        case=view.case,
        heading=view.wording.vocabulary("certificate", "title"),
        title=view.wording.get("procedure.title"),
        sections=sections_of(certificate_out(view), view.wording),
        sheet_language=language_of_sheets(caller.language),
    )
