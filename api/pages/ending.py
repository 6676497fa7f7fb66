"""Ending a case before its procedure does: first what it means, then the deed, with a reason."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.end_case import end_case
from cases.commands.log_access import log_access
from cases.views.case import view_case
from cases.views.seen import name_shown, see_case
from engine.errors import CaseClosed, ReasonMissing
from engine.ports import NotAllowed

router = Router(include_in_schema=False)


@router.get("/cases/{case_key}/end")
def show_ending(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """What ends and what stays."""
    return _show(request, house, caller, case_key)


@router.post("/cases/{case_key}/end")
def end(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """End the case."""
    reason = last(pairs, "reason").replace("\r\n", "\n").strip()[:4000]
    try:
        end_case(house.engine, caller.actor, case_key, reason, repeatable(pairs, "end", case_key, reason))
    except ReasonMissing:
        return _show(request, house, caller, case_key, status=422)
    except CaseClosed:
        return _show(request, house, caller, case_key, reason, status=409)
    return RedirectResponse(f"/cases/{case_key}?done=ended", 303)


def _show(
    request: Request, house: Bruecke, caller: Caller, case_key: int, reason: str = "", status: int = 200
) -> Response:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_case(house.engine, house.case_file.records, work, caller.actor, seen)
        shown = name_shown(work, seen)
    if not seen.sight.is_opener:
        raise NotAllowed
    log_access(house.engine, caller.actor, seen, "case", shown)
    return page(
        request,
        house,
        caller,
        "ending.html",
        here="cases",
        status=status,
        case=view,
        reason=reason,
        is_missing=status == 422,
    )
