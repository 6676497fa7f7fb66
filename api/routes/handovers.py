"""Handovers of a case from one institution to another: offered, accepted, returned, taken back."""

from typing import Annotated, Any

from fastapi import Query

from api.access import CasesRead, HandoversAnswer, House, SignedIn
from api.badges import badge
from api.parameters import PROBLEMS, After, IdempotencyKey, KeyInPath, Limit, repeatable
from api.routers import Router
from api.routes.cases import viewer_of
from api.shapes.handovers import (
    AcceptHandover,
    HandoverBox,
    HandoverLineOut,
    HandoverMoved,
    HandoverOffered,
    HandoverOut,
    HandoverPage,
    HandoversOfCase,
    OfferHandover,
    ReturnHandover,
    WithdrawHandover,
)
from cases.commands.accept_handover import accept_handover
from cases.commands.log_access import log_access, log_handover
from cases.commands.offer_handover import offer_handover
from cases.commands.return_handover import return_handover
from cases.commands.send_packet import NewPacket
from cases.commands.withdraw_handover import withdraw_handover
from cases.views.handovers import (
    HandoverLineView,
    view_handover,
    view_handover_lines,
    view_handovers_of_case,
)
from cases.views.seen import see_case

router = Router(
    prefix="/api",
    tags=["handovers"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)},
)


@router.post(
    "/cases/{case_key}/handovers",
    operation_id="offer_handover",
    status_code=201,
    responses={409: PROBLEMS[409]},
)
def offer(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: OfferHandover,
    idempotency_key: IdempotencyKey = None,
) -> HandoverOffered:
    """Offer a case to another institution, with a packet. It answers; one handover of a case waits at a time."""
    packet = NewPacket(
        int(body.to),
        tuple((int(one.record), one.field) for one in body.fields),
        body.basis,
        body.purpose,
        int(body.consent) if body.consent is not None else None,
        frozenset(body.conditions),
        body.reason,
    )
    request = repeatable(idempotency_key, "offer_handover", case_key, body.model_dump())
    records = house.case_file.records
    done = offer_handover(house.engine, records, caller.actor, case_key, body.kind, packet, request)
    return HandoverOffered(**done)


@router.get("/cases/{case_key}/handovers", operation_id="list_handovers_of_case")
def list_of_case(house: House, caller: SignedIn, case_key: KeyInPath) -> HandoversOfCase:
    """The handovers of a case and how they stand, without what was said to them. Reading is noted."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        views = view_handovers_of_case(house.engine, work, caller.actor, seen)
    log_access(house.engine, caller.actor, seen, "handover")
    return HandoversOfCase(items=[HandoverLineOut(**_line(view)) for view in views or ()])


@router.get("/handovers", operation_id="list_handovers")
def list_handovers(
    house: House,
    caller: CasesRead,
    box: Annotated[
        HandoverBox | None, Query(description="waiting: received and waiting for your answer")
    ] = None,
    after: After = None,
    limit: Limit = 50,
) -> HandoverPage:
    """Handovers to your institution, whether or not their cases are open to it, and from it in cases that you see; newest
    first."""
    with house.engine.store.reading() as work:
        lines = house.lists(work).handovers(
            viewer_of(caller.actor), house.engine.clock.now(), box=box, before=after, limit=limit + 1
        )
        views = view_handover_lines(house.engine, work, caller.actor, lines[:limit], caller.language)
    following = str(views[-1].key) if len(lines) > limit else None
    return HandoverPage(items=[HandoverLineOut(**_line(view)) for view in views], next=following)


@router.get("/handovers/{handover_key}", operation_id="read_handover")
def read(house: House, caller: CasesRead, handover_key: KeyInPath) -> HandoverOut:
    """A handover; for its two sides with the reason why it came back. Reading it is noted."""
    with house.engine.store.reading() as work:
        view = view_handover(house.engine, work, caller.actor, handover_key, caller.language)
    log_handover(house.engine, caller.actor, view.line.case_key, view.side, view.shown)
    return HandoverOut(
        **_line(view.line),
        reason=view.reason,
        may_answer=view.may_answer,
        may_withdraw=view.may_withdraw,
        sees_case=view.sees_case,
    )


@router.post(
    "/handovers/{handover_key}/acceptance",
    operation_id="accept_handover",
    responses={409: PROBLEMS[409]},
)
def accept(
    house: House,
    caller: HandoversAnswer,
    handover_key: KeyInPath,
    body: AcceptHandover,
    idempotency_key: IdempotencyKey = None,
) -> HandoverMoved:
    """Accept what is offered to your institution. Nobody accepts for another one."""
    request = repeatable(idempotency_key, "accept_handover", handover_key, body.model_dump())
    return HandoverMoved(**accept_handover(house.engine, caller.actor, handover_key, body.version, request))


@router.post(
    "/handovers/{handover_key}/return", operation_id="return_handover", responses={409: PROBLEMS[409]}
)
def give_back(
    house: House,
    caller: HandoversAnswer,
    handover_key: KeyInPath,
    body: ReturnHandover,
    idempotency_key: IdempotencyKey = None,
) -> HandoverMoved:
    """Return what is offered to your institution, with the reason: the sender goes on with the case."""
    request = repeatable(idempotency_key, "return_handover", handover_key, body.model_dump())
    return HandoverMoved(
        **return_handover(house.engine, caller.actor, handover_key, body.version, body.reason, request)
    )


@router.post(
    "/handovers/{handover_key}/withdrawal",
    operation_id="withdraw_handover",
    responses={409: PROBLEMS[409]},
)
def withdraw(
    house: House,
    caller: SignedIn,
    handover_key: KeyInPath,
    body: WithdrawHandover,
    idempotency_key: IdempotencyKey = None,
) -> HandoverMoved:
    """Take back what your institution has offered, as long as nobody has answered. The packet stays with its receiver."""
    request = repeatable(idempotency_key, "withdraw_handover", handover_key, body.model_dump())
    return HandoverMoved(
        **withdraw_handover(house.engine, caller.actor, handover_key, body.version, body.reason, request)
    )


def _line(view: HandoverLineView) -> dict[str, Any]:
    return {
        "key": str(view.key),
        "case": str(view.case_key),
        "reference": view.reference,
        "number": view.number,
        "kind": view.kind,
        "label": view.label.text,
        "incoming": view.is_incoming,
        "sender": badge(view.sender),
        "receiver": badge(view.receiver),
        "packet": str(view.packet_key),
        "state": view.state,
        "version": view.version,
        "offered_at": view.offered_at,
        "offered_by": view.offered_by,
        "answer_until": view.answer_until,
        "escalated_at": view.escalated_at,
        "answered_at": view.answered_at,
        "answered_by": view.answered_by,
        "waited_seconds": int(view.waited.total_seconds()),
    }
