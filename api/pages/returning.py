"""Is this person known already? The coordination compares and says so; nobody else is told."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, number, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from api.routes.persons import recognise, returning_of
from cases.commands.recognise_person import LedTwice, NotAlike

router = Router(include_in_schema=False)


@router.get("/cases/{case_key}/person")
def show_returning(request: Request, house: House, caller: SignedIn, case_key: KeyInPath) -> Response:
    """The person, and who it may be."""
    return _show(request, house, caller, case_key)


@router.post("/cases/{case_key}/person")
def say(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """The same person, or somebody else."""
    other, said = number(pairs, "other"), last(pairs, "said")
    if said not in {"same", "apart"}:
        return _show(request, house, caller, case_key)
    try:
        repeat = repeatable(pairs, "recognise", case_key, other, said)
        recognise(house, caller, case_key, other, said == "same", repeat)
    except NotAlike:
        return _show(request, house, caller, case_key, refused="stale")
    except LedTwice:
        return _show(request, house, caller, case_key, refused="led_twice")
    return RedirectResponse(f"/cases/{case_key}/person?done={said}", 303)


def _show(request: Request, house: Bruecke, caller: Caller, case_key: int, refused: str = "") -> Response:
    seen, view = returning_of(house, caller, case_key)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "returning.html",
        here="cases",
        status=422 if refused else 200,
        case=seen.case,
        view=view,
        done=done if done in {"same", "apart"} and not refused else "",
        refused=refused,
    )
