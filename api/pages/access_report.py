"""Who saw what of a case, when and why: a page to read with the person, or to print for them."""

from fastapi import Request, Response

from api.access import House, SignedIn
from api.pages.rendering import page
from api.parameters import After, KeyInPath
from api.routers import Router
from api.routes.accesses import report_of
from cases.commands.log_access import log_access

router = Router(include_in_schema=False)

PAGE = 50


@router.get("/cases/{case_key}/access")
def show_accesses(
    request: Request, house: House, caller: SignedIn, case_key: KeyInPath, after: After = None
) -> Response:
    """A page of the report, newest first."""
    report = report_of(house, caller, case_key, after, PAGE)
    log_access(house.engine, caller.actor, report.seen, "report", report.shown, always=True)
    return page(
        request,
        house,
        caller,
        "access_report.html",
        here="cases",
        report=report,
        case=report.seen.case,
        is_first=after is None,
    )
