"""An open question: the options, what the rule proposes and why, and the decision of the reader's seat."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from api.routes.gateways import view as view_of
from cases.commands.log_access import log_access
from cases.views.gateway import GatewayView
from cases.views.rule import view_rule
from engine.commands.decide_gateway import confirm_gateway, decide_gateway
from engine.errors import (
    BasisChanged,
    CaseStopped,
    ConsentNotInForce,
    GatewayClosed,
    ReasonMissing,
    UnknownAnswer,
)
from engine.store import Conflict

router = Router(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """What the page comes back with after a decision that could not be recorded."""

    answer: str = ""
    reason: str = ""
    note: str = ""
    status: int = 200


@router.get("/gateways/{gateway_key}")
def show_gateway(request: Request, house: House, caller: SignedIn, gateway_key: KeyInPath) -> Response:
    """The question, evaluated now."""
    return _show(request, house, caller, gateway_key, Tried())


@router.post("/gateways/{gateway_key}")
def answer_gateway(
    request: Request, house: House, caller: SignedIn, gateway_key: KeyInPath, pairs: Posted
) -> Response:
    """Record the decision of the reader's seat, or confirm what the rule says."""
    answer, basis = last(pairs, "answer"), last(pairs, "basis")[:64]
    reason = last(pairs, "reason").replace("\r\n", "\n").strip()

    def again(note: str, status: int, kept: str = answer) -> Response:
        return _show(request, house, caller, gateway_key, Tried(kept, reason, note, status))

    repeat = repeatable(pairs, "decide", gateway_key, answer, basis, reason)
    try:
        if last(pairs, "do") == "confirm":
            done = confirm_gateway(house.engine, caller.actor, gateway_key, basis, repeat)
        elif not answer:
            return again("choose", 422)
        else:
            done = decide_gateway(
                house.engine, caller.actor, gateway_key, answer, basis, reason or None, repeat
            )
    except ReasonMissing:
        return again("reason", 422)
    except UnknownAnswer:
        return again("choose", 422, kept="")
    except BasisChanged:
        return again("basis", 409, kept="")
    except GatewayClosed:
        return again("closed", 409)
    except ConsentNotInForce:
        return again("suspended", 409)
    except (CaseStopped, Conflict):
        return again("stopped", 409)
    return _done(house, caller, gateway_key, done)


def _done(house: Bruecke, caller: Caller, gateway_key: int, done: dict[str, Any]) -> Response:
    if done["status"] == "open":
        return RedirectResponse(f"/gateways/{gateway_key}?done=answered", 303)
    view = view_of(house, caller, gateway_key)
    return RedirectResponse(f"/cases/{view.case_key}?done=decided", 303)


def _reason_of(view: GatewayView, role: str) -> str:
    return next((given.text or "" for given in view.reasons if given.role == role), "")


def _show(request: Request, house: Bruecke, caller: Caller, gateway_key: int, tried: Tried) -> Response:
    view = view_of(house, caller, gateway_key)
    log_access(house.engine, caller.actor, view.seen, "gateway", view.shown)
    answers = {seat.answer for seat in view.seats if seat.answer}
    own = next((seat for seat in view.seats if seat.answer and seat.role in view.seen.sight.roles), None)
    if own is not None and not tried.note:
        tried = Tried(own.answer or "", _reason_of(view, own.role))
    labels = {option.answer: option.label for option in view.options}
    return page(
        request,
        house,
        caller,
        "gateway.html",
        here="gateways",
        status=tried.status,
        view=view,
        rule=view_rule(view.seen.wording, view.trace) if view.trace and view.trace.rules else None,
        tried=tried,
        labels=labels,
        own_seat=own,
        disagree=len(answers) > 1,
        may_decide=view.may_answer and view.waits_for == "decision",
        may_confirm=view.may_answer and view.waits_for == "confirmation",
    )
