"""Packets: what one institution passes on to another, deliberately, and the receipt."""

from typing import Annotated

from fastapi import Query

from api.access import CasesRead, House, SignedIn
from api.composing_packets import options_out, packet_line_out, packet_out
from api.parameters import PROBLEMS, After, IdempotencyKey, KeyInPath, Limit, MaybeKey, repeatable
from api.routers import Router
from api.routes.cases import viewer_of
from api.shapes.packets import (
    Box,
    PacketOptions,
    PacketOut,
    PacketPage,
    PacketSent,
    ReceiptConfirmed,
    SendPacket,
)
from cases.commands.confirm_receipt import confirm_receipt
from cases.commands.log_access import log_access, log_packet
from cases.commands.send_packet import NewPacket, send_packet
from cases.views.packets import view_packet, view_packet_lines
from cases.views.seen import see_case
from cases.views.sending import view_sending

router = Router(
    prefix="/api", tags=["packets"], responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)}
)

To = Annotated[MaybeKey, Query(ge=1, le=2**63 - 1, description="the institution that would receive it")]


@router.get("/cases/{case_key}/packets/options", operation_id="read_packet_options")
def read_options(house: House, caller: SignedIn, case_key: KeyInPath, to: To = None) -> PacketOptions:
    """To whom something of a case may go from you just now and on what basis; with `to`, field by field. Reading is noted."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_sending(house.engine, house.case_file.records, work, caller.actor, seen, to=to)
    log_access(house.engine, caller.actor, seen, "sending", view.shown)
    return options_out(view)


@router.post(
    "/cases/{case_key}/packets", operation_id="send_packet", status_code=201, responses={409: PROBLEMS[409]}
)
def send(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: SendPacket,
    idempotency_key: IdempotencyKey = None,
) -> PacketSent:
    """Pass on facts to another institution. On a basis that is not in force (any more): 409 basis-not-in-force. What can't go
    on it is named: 422 fields-refused."""
    new = NewPacket(
        int(body.to),
        tuple((int(one.record), one.field) for one in body.fields),
        body.basis,
        body.purpose,
        int(body.consent) if body.consent is not None else None,
        frozenset(body.conditions),
        body.reason,
    )
    request = repeatable(idempotency_key, "send_packet", case_key, body.model_dump())
    answer = send_packet(house.engine, house.case_file.records, caller.actor, case_key, new, request)
    return PacketSent(**answer)


@router.get("/packets", operation_id="list_packets")
def list_packets(
    house: House,
    caller: CasesRead,
    box: Annotated[Box | None, Query(description="waiting: received and not confirmed yet")] = None,
    after: After = None,
    limit: Limit = 50,
) -> PacketPage:
    """Packets that your institution received, also of cases that are closed to it by now, and sent ones of cases that you
    see; newest first, without what they hold."""
    with house.engine.store.reading() as work:
        lines = house.lists(work).packets(
            viewer_of(caller.actor), house.engine.clock.now(), box=box, before=after, limit=limit + 1
        )
        views = view_packet_lines(house.engine, work, caller.actor, lines[:limit], caller.language)
    following = str(views[-1].key) if len(lines) > limit else None
    return PacketPage(items=[packet_line_out(view) for view in views], next=following)


@router.get("/packets/{packet_key}", operation_id="read_packet")
def read(house: House, caller: CasesRead, packet_key: KeyInPath) -> PacketOut:
    """A packet as it was sent; for the sender without what is not shared with them now. Reading it is noted, for the person to see."""
    with house.engine.store.reading() as work:
        view = view_packet(house.engine, work, caller.actor, packet_key, caller.language)
    log_packet(house.engine, caller.actor, view.packet, view.reading, view.shown)
    return packet_out(view)


@router.post("/packets/{packet_key}/receipt", operation_id="confirm_receipt", responses={409: PROBLEMS[409]})
def confirm(
    house: House, caller: SignedIn, packet_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> ReceiptConfirmed:
    """Confirm that a packet arrived, once: the sender sees when and by whom."""
    request = repeatable(idempotency_key, "confirm_receipt", packet_key)
    return ReceiptConfirmed(**confirm_receipt(house.engine, caller.actor, packet_key, request))
