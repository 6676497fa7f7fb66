"""Looking at a case of one's own institution without a mandate: first what it means, then the deed, with a reason."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, repeatable
from api.pages.rendering import page
from api.routers import Router
from cases.commands.break_glass import break_glass
from engine.ports import NotVisible

router = Router(include_in_schema=False)


@router.get("/exceptions")
def show_exception(request: Request, house: House, caller: SignedIn) -> Response:
    """What it means, and the form."""
    return _show(request, house, caller)


@router.post("/exceptions")
def look(request: Request, house: House, caller: SignedIn, pairs: Posted) -> Response:
    """Look at the case, if there is one of this number in the institution."""
    reference = last(pairs, "reference").strip()[:40]
    reason = last(pairs, "reason").replace("\r\n", "\n").strip()[:4000]
    missing = [name for name, text in (("reference", reference), ("reason", reason)) if not text]
    if missing:
        return _show(request, house, caller, reference, reason, missing=missing)
    try:
        repeat = repeatable(pairs, "break_glass", reference, reason)
        answer = break_glass(house.engine, caller.actor, reference, reason, repeat)
    except NotVisible:
        return _show(request, house, caller, reference, reason, is_unknown=True)
    return RedirectResponse(f"/cases/{answer['case']}", 303)


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    reference: str = "",
    reason: str = "",
    *,
    missing: list[str] | None = None,
    is_unknown: bool = False,
) -> Response:
    return page(
        request,
        house,
        caller,
        "exception.html",
        here="cases",
        status=422 if missing else 404 if is_unknown else 200,
        reference=reference,
        reason=reason,
        missing=missing or [],
        is_unknown=is_unknown,
    )
