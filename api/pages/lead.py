"""The lead of a case: who has it, who could have it, and the change, with a reason."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.change_lead import LeadElsewhere, LeadRefused, change_lead
from cases.commands.log_access import log_access
from cases.views.lead import view_lead
from cases.views.seen import name_shown, person_name_of, see_case
from engine.errors import CaseClosed, ReasonMissing

router = Router(include_in_schema=False)

NOBODY = "nobody"


@router.get("/cases/{case_key}/lead")
def show_lead(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """Who leads, and the form."""
    return _show(request, house, caller, case_key)


@router.post("/cases/{case_key}/lead")
def change(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """Change the lead; what was typed stays where it is refused."""
    chosen, reason = last(pairs, "user"), last(pairs, "reason").replace("\r\n", "\n").strip()[:4000]
    user = None if chosen == NOBODY else number(pairs, "user")
    if user == 0 or not reason:
        why = tuple(name for name, bad in (("user", user == 0), ("reason", not reason)) if bad)
        return _show(request, house, caller, case_key, chosen, reason, why, status=422)
    repeat = repeatable(pairs, "change_lead", case_key, chosen, reason)
    try:
        change_lead(house.engine, caller.actor, case_key, user, reason, repeat)
    except (LeadRefused, ReasonMissing):
        return _show(request, house, caller, case_key, chosen, reason, ("user",), status=422)
    except LeadElsewhere as error:
        return _show(
            request, house, caller, case_key, chosen, reason, ("elsewhere",), error.reason, status=409
        )
    except CaseClosed:
        return RedirectResponse(f"/cases/{case_key}", 303)
    return RedirectResponse(f"/cases/{case_key}?done=lead", 303)


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    chosen: str = "",
    reason: str = "",
    why: tuple[str, ...] = (),
    elsewhere: str = "",
    *,
    status: int = 200,
) -> Response:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_lead(house.case_file.records, work, caller.actor, seen, house.engine.clock.now())
        name = person_name_of(house.case_file.records, work, seen)
        shown = name_shown(work, seen) | view.shown
    log_access(house.engine, caller.actor, seen, "case", shown)
    return page(
        request,
        house,
        caller,
        "lead.html",
        here="cases",
        status=status,
        case=seen.case,
        person_name=name,
        view=view,
        chosen=chosen,
        reason=reason,
        why=why,
        elsewhere=elsewhere,
        nobody=NOBODY,
    )
