"""Handing over: whose work, what it is, to whom and why; long work goes in portions, the page says what is left."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, number, repeatable
from api.pages.rendering import page
from api.parameters import MAX_KEY
from api.routers import Router
from cases.access import WORKING_ROLES
from cases.commands.hand_over_work import SuccessorElsewhere, SuccessorRefused, WorkHandover, hand_over_work
from cases.views.office_impact import Portion
from cases.views.work_handover import view_colleagues, view_work_handover

router = Router(include_in_schema=False)

PORTION = 50
SHOWN = 50


@router.get("/work-handover")
def show_work_handover(request: Request, house: House, caller: SignedIn) -> Response:
    """The reader's own work, or that of the colleague asked for."""
    asked = request.query_params.get("user", "")
    is_key = asked.isascii() and asked.isdigit() and 0 < int(asked[:20]) <= MAX_KEY
    return _show(request, house, caller, int(asked[:20]) if is_key else caller.actor.user_key)


@router.post("/work-handover")
def hand_over(request: Request, house: House, caller: SignedIn, pairs: Posted) -> Response:
    """Hand over a portion; what is left is shown with the same words in the form."""
    user, to = number(pairs, "user") or caller.actor.user_key, number(pairs, "to")
    reason = last(pairs, "reason").replace("\r\n", "\n").strip()[:4000]
    missing = [name for name, given in (("to", to), ("reason", reason)) if not given]
    if missing:
        return _show(request, house, caller, user, to, reason, missing)
    handover = WorkHandover(user, to, reason)
    after = number(pairs, "after")
    try:
        told = hand_over_work(
            house.engine,
            caller.actor,
            handover,
            Portion(after, PORTION),
            repeatable(pairs, "hand_over_work", user, to, reason, after),
        )
    except SuccessorElsewhere:
        return _show(request, house, caller, user, to, reason, ["to", "to_elsewhere"])
    except SuccessorRefused:
        return _show(request, house, caller, user, to, reason, ["to"])
    if not told["left"]:
        return RedirectResponse(f"/work-handover?user={user}&done={told['handed_over']}", 303)
    return _show(request, house, caller, user, to, reason, told=told)


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    user: int,
    to: int = 0,
    reason: str = "",
    missing: list[str] | None = None,
    told: dict[str, Any] | None = None,
) -> Response:
    actor = caller.actor
    may = bool(actor.roles & WORKING_ROLES)
    with house.engine.store.reading() as work:
        view = (
            view_work_handover(house.engine, work, actor, user, caller.language, limit=SHOWN) if may else None
        )
        colleagues = view_colleagues(work, actor) if may else []
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "work_handover.html",
        status=422 if missing else 200,
        view=view,
        colleagues=colleagues,
        is_team=view is not None and view.user.is_active and view.user.key != actor.user_key,
        to=to,
        reason=reason,
        missing=missing or [],
        told=told,
        after=told["next"] if told else None,
        done=int(done) if done.isascii() and done.isdigit() and len(done) < 7 else None,
    )
