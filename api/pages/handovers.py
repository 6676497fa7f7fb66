"""Handovers: what is offered to the reader's institution and what it offers, one with its packet, and the answer to it."""

from collections.abc import Mapping
from typing import Literal

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Posted, last, number, repeatable
from api.pages.rendering import page
from api.parameters import After, KeyInPath
from api.routers import Router
from api.routes.cases import viewer_of
from cases.commands.accept_handover import accept_handover
from cases.commands.log_access import log_handover, log_packet
from cases.commands.return_handover import return_handover
from cases.commands.withdraw_handover import withdraw_handover
from cases.handovers import (
    LONGEST,
    HandoverAnswered,
    HandoverBasisEnded,
    HandoverChanged,
    HandoverReasonMissing,
)
from cases.lists import RECEIVED, SENT, WAITING
from cases.views.handovers import view_handover, view_handover_lines
from cases.views.packets import view_packet
from engine.errors import CaseClosed, CaseHeld, CaseStopped

router = Router(include_in_schema=False)

PAGE = 30
COUNTED = 100
View = Literal["received", "sent"]
_DONE = ("offered", "accepted", "returned", "withdrawn")
_REFUSALS: Mapping[type[Exception], tuple[str, int]] = {
    HandoverReasonMissing: ("reason", 422),
    HandoverAnswered: ("answered", 409),
    HandoverChanged: ("changed", 409),
    HandoverBasisEnded: ("basis", 409),
    CaseClosed: ("answered", 409),
    CaseHeld: ("held", 409),
    CaseStopped: ("stopped", 409),
}
"""Why nothing was written: the word of the page and the status."""


@router.get("/handovers")
def show_handovers(
    request: Request, house: House, caller: SignedIn, view: View = "received", after: After = None
) -> Response:
    """What is offered to the reader's institution, or what it offers; newest first."""
    engine, viewer = house.engine, viewer_of(caller.actor)
    with engine.store.reading() as work:
        lists, now = house.lists(work), engine.clock.now()
        box = SENT if view == "sent" else RECEIVED
        lines = lists.handovers(viewer, now, box=box, before=after, limit=PAGE + 1)
        waiting = lists.handovers(viewer, now, box=WAITING, limit=COUNTED)
        views = view_handover_lines(engine, work, caller.actor, lines[:PAGE], caller.language)
    return page(
        request,
        house,
        caller,
        "handovers.html",
        here="tasks",
        view=view,
        lines=views,
        waiting=f"{len(waiting)}{'+' if len(waiting) >= COUNTED else ''}",
        more=views[-1].key if len(lines) > PAGE else None,
        is_first=after is None,
    )


@router.get("/handovers/{handover_key}")
def show_handover(request: Request, house: House, caller: SignedIn, handover_key: KeyInPath) -> Response:
    """How it stands, with its packet for the two sides."""
    return _show(request, house, caller, handover_key)


@router.post("/handovers/{handover_key}")
def act(request: Request, house: House, caller: SignedIn, handover_key: KeyInPath, pairs: Posted) -> Response:
    """Accept, return or take back; what was written stays where it is refused."""
    what, version = last(pairs, "do"), number(pairs, "version")
    reason = last(pairs, "reason").replace("\r\n", "\n").strip()
    engine, actor = house.engine, caller.actor
    try:
        if what == "accept":
            repeat = repeatable(pairs, "accept_handover", handover_key, version)
            done = accept_handover(engine, actor, handover_key, version, repeat)
        elif what == "return":
            repeat = repeatable(pairs, "return_handover", handover_key, version, reason)
            done = return_handover(engine, actor, handover_key, version, reason, repeat)
        elif what == "withdraw":
            repeat = repeatable(pairs, "withdraw_handover", handover_key, version, reason)
            done = withdraw_handover(engine, actor, handover_key, version, reason, repeat)
        else:
            return _show(request, house, caller, handover_key)
    except tuple(_REFUSALS) as error:
        why, status = next(told for kind, told in _REFUSALS.items() if isinstance(error, kind))
        return _show(request, house, caller, handover_key, why=why, status=status, typed=reason, did=what)
    return RedirectResponse(f"/handovers/{handover_key}?done={done['state']}", 303)


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    handover_key: int,
    *,
    why: str = "",
    status: int = 200,
    typed: str = "",
    did: str = "",
) -> Response:
    with house.engine.store.reading() as work:
        view = view_handover(house.engine, work, caller.actor, handover_key, caller.language)
        packet = (
            view_packet(house.engine, work, caller.actor, view.line.packet_key, caller.language)
            if view.reads_packet
            else None
        )
    log_handover(house.engine, caller.actor, view.line.case_key, view.side, view.shown)
    if packet is not None:
        log_packet(house.engine, caller.actor, packet.packet, packet.reading, packet.shown)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "handover.html",
        here="tasks",
        status=status,
        view=view,
        line=view.line,
        packet=packet,
        why=why,
        typed=typed,
        did=did,
        longest=LONGEST,
        done=done if done in _DONE and not why else "",
    )
