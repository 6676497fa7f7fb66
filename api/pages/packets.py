"""Packets: what was received and sent, one as it was sent, and the form to pass something on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from api.access import Caller, House, SignedIn
from api.bootstrap import Bruecke
from api.pages.posted import Pairs, Posted, last, repeatable
from api.pages.rendering import page
from api.parameters import After, KeyInPath, MaybeKey
from api.routers import Router
from api.routes.cases import viewer_of
from cases.commands.confirm_receipt import PacketReceived, confirm_receipt
from cases.commands.log_access import log_access, log_packet
from cases.commands.offer_handover import offer_handover
from cases.commands.send_packet import (
    BasisNotInForce,
    ConditionsMissing,
    FieldsRefused,
    NewPacket,
    NothingChosen,
    PurposeMissing,
    ReceiverRefused,
    missing_words,
    send_packet,
)
from cases.disclosure import BASES, CONDITIONS
from cases.handovers import HandoverIsOpen, open_handover_of
from cases.lists import RECEIVED, SENT, WAITING
from cases.packets import LONGEST
from cases.views.packets import view_packet, view_packet_lines
from cases.views.seen import Seen, Shown, name_shown, person_name_of, see_case
from cases.views.sending import FieldOption, RecordOption, SendingView, WayView, view_sending
from engine.errors import CaseClosed, CaseHeld, CaseStopped, CommandError
from engine.packages.manifest import HandoverRules
from engine.ports import NotAllowed, NotVisible

router = Router(include_in_schema=False)

PAGE = 30
COUNTED = 100
View = Literal["received", "sent"]

_REFUSALS: Mapping[type[CommandError], tuple[str, int]] = {
    ReceiverRefused: ("receiver", 422),
    BasisNotInForce: ("basis", 409),
    NothingChosen: ("nothing", 422),
    PurposeMissing: ("purpose", 422),
    ConditionsMissing: ("conditions", 422),
    FieldsRefused: ("fields", 422),
    HandoverIsOpen: ("offered", 409),
    CaseClosed: ("closed", 409),
    CaseHeld: ("held", 409),
    CaseStopped: ("stopped", 409),
}
"""Why nothing was sent: the word of the page and the status."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody chose and wrote. `fields` are «record:name»."""

    to: int = 0
    basis: str = ""
    consent: int = 0
    fields: tuple[str, ...] = ()
    purpose: str = ""
    conditions: frozenset[str] = frozenset()
    reason: str = ""
    handover: str = ""
    """The handover that the packet goes with, by its id; empty for a packet alone."""

    @property
    def new(self) -> NewPacket:
        """The packet it asks for."""
        pairs = (name.partition(":") for name in self.fields)
        fields = tuple((int(key), name) for key, _, name in pairs if _is_key(key))
        return NewPacket(
            self.to, fields, self.basis, self.purpose, self.consent, self.conditions, self.reason
        )


@router.get("/packets")
def show_packets(
    request: Request, house: House, caller: SignedIn, view: View = "received", after: After = None
) -> Response:
    """What was received, or what was sent; newest first."""
    engine, viewer = house.engine, viewer_of(caller.actor)
    with engine.store.reading() as work:
        lists, now = house.lists(work), engine.clock.now()
        box = SENT if view == "sent" else RECEIVED
        lines = lists.packets(viewer, now, box=box, before=after, limit=PAGE + 1)
        waiting = lists.packets(viewer, now, box=WAITING, limit=COUNTED)
        views = view_packet_lines(engine, work, caller.actor, lines[:PAGE], caller.language)
    return page(
        request,
        house,
        caller,
        "packets.html",
        here="tasks",
        view=view,
        lines=views,
        waiting=f"{len(waiting)}{'+' if len(waiting) >= COUNTED else ''}",
        more=views[-1].key if len(lines) > PAGE else None,
        is_first=after is None,
    )


@router.get("/packets/{packet_key}")
def show_packet(request: Request, house: House, caller: SignedIn, packet_key: KeyInPath) -> Response:
    """A packet as it was sent."""
    with house.engine.store.reading() as work:
        view = view_packet(house.engine, work, caller.actor, packet_key, caller.language)
    log_packet(house.engine, caller.actor, view.packet, view.reading, view.shown)
    done = request.query_params.get("done", "")
    return page(
        request,
        house,
        caller,
        "packet.html",
        here="tasks",
        view=view,
        line=view.line,
        done=done if done in ("sent", "received") else "",
    )


@router.post("/packets/{packet_key}/receipt")
def receive(
    request: Request, house: House, caller: SignedIn, packet_key: KeyInPath, pairs: Posted
) -> Response:
    """Confirm the receipt; one that was confirmed before stays."""
    try:
        confirm_receipt(
            house.engine, caller.actor, packet_key, repeatable(pairs, "confirm_receipt", packet_key)
        )
    except PacketReceived:
        return RedirectResponse(f"/packets/{packet_key}", 303)
    return RedirectResponse(f"/packets/{packet_key}?done=received", 303)


@router.get("/cases/{case_key}/packets/new")
def show_form(
    request: Request,
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    to: Annotated[MaybeKey, Query(ge=1)] = None,
    basis: Annotated[str, Query(max_length=40)] = "",
    consent: Annotated[MaybeKey, Query(ge=1)] = None,
    handover: Annotated[str, Query(max_length=61)] = "",
) -> Response:
    """To whom and on what basis; then the fields. With `handover` the case is offered along with them."""
    return _show(request, house, caller, case_key, Typed(to or 0, basis, consent or 0, handover=handover))


@router.post("/cases/{case_key}/packets")
def send(request: Request, house: House, caller: SignedIn, case_key: KeyInPath, pairs: Posted) -> Response:
    """Look at what would be sent, change it, or send it."""
    typed = _typed(pairs)
    if last(pairs, "do") != "send":
        wants_look = last(pairs, "do") == "look"
        return _show(request, house, caller, case_key, typed, is_preview=wants_look, is_checked=wants_look)
    new = typed.new
    content = (new.to, new.fields, new.basis, new.consent, new.purpose, sorted(new.conditions), new.reason)
    engine, records, actor = house.engine, house.case_file.records, caller.actor
    try:
        if typed.handover:
            repeat = repeatable(pairs, "offer_handover", case_key, typed.handover, *content)
            told = offer_handover(engine, records, actor, case_key, typed.handover, new, repeat)
            return RedirectResponse(f"/handovers/{told['handover']}?done=offered", 303)
        repeat = repeatable(pairs, "send_packet", case_key, *content)
        answer = send_packet(engine, records, actor, case_key, new, repeat)
    except tuple(_REFUSALS) as error:
        why = next(told for kind, told in _REFUSALS.items() if isinstance(error, kind))
        return _show(request, house, caller, case_key, typed, refusal=why)
    return RedirectResponse(f"/packets/{answer['packet']}?done=sent", 303)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


def _key(text: str) -> int:
    """A key, 0 where there is none."""
    return int(text) if _is_key(text) else 0


def _typed(pairs: Pairs) -> Typed:
    def text(name: str) -> str:
        return last(pairs, name).replace("\r\n", "\n").strip()

    basis = last(pairs, "basis")
    return Typed(
        _key(last(pairs, "to")),
        basis if basis in BASES else "",
        _key(last(pairs, "consent")),
        tuple(name[:120] for name in pairs.get("field", [])),
        text("purpose"),
        frozenset(pairs.get("condition", [])) & set(CONDITIONS),
        text("reason"),
        last(pairs, "handover")[:61],
    )


def _show(
    request: Request,
    house: Bruecke,
    caller: Caller,
    case_key: int,
    typed: Typed,
    *,
    is_preview: bool = False,
    is_checked: bool = False,
    refusal: tuple[str, int] = ("", 200),
) -> Response:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        rules = _rules_of(seen, typed.handover)
        offered = open_handover_of(work, case_key) if rules else None
        view = view_sending(
            house.engine,
            house.case_file.records,
            work,
            caller.actor,
            seen,
            to=typed.to or None,
            way=(typed.basis, typed.consent) if typed.basis else None,
            within=rules,
        )
        name = person_name_of(house.case_file.records, work, seen)
        head = name_shown(work, seen)
    way = _way_of(view, typed)
    if offered is not None and not refusal[0]:
        refusal = ("offered", 409 if is_checked else 200)
    if is_checked and not refusal[0]:
        refusal = _fault(view, way, typed)
    log_access(house.engine, caller.actor, seen, "sending", head | (view.shown if way else Shown()))
    return page(
        request,
        house,
        caller,
        "packet_form.html",
        here="cases",
        status=refusal[1],
        case=seen.case,
        person_name=name,
        view=view,
        way=way,
        typed=typed,
        refusal=refusal[0],
        is_preview=is_preview and way is not None and not refusal[0],
        chosen=_chosen(view, typed),
        longest=LONGEST,
        label=seen.wording.get(rules.text) if rules else None,
    )


def _rules_of(seen: Seen, kind: str) -> HandoverRules | None:
    """The rules of the handover that is to be offered; None for a packet alone. Raises NotVisible, NotAllowed."""
    if not kind:
        return None
    rules = seen.package.manifest.handovers.get(kind)
    if rules is None:
        raise NotVisible
    if seen.sight.is_exceptional or not seen.sight.roles & set(rules.by):
        raise NotAllowed
    return rules


def _way_of(view: SendingView, typed: Typed) -> WayView | None:
    """The basis that was chosen, as long as it holds."""
    if view.receiver is None or not view.is_open:
        return None
    asked = (typed.basis, typed.consent)
    return next((way for way in view.receiver.ways if (way.basis, way.way.key) == asked), None)


def _fault(view: SendingView, way: WayView | None, typed: Typed) -> tuple[str, int]:
    """What the command would refuse, told before the preview."""
    if way is None:
        return ("basis", 409) if view.is_open else ("closed", 409)
    if not typed.fields:
        return "nothing", 422
    options = [option for record in view.records for option in record.fields]
    possible = {_name(option) for option in options if option.why_not is None}
    if not set(typed.fields) <= possible:
        return "fields", 422
    if not 0 < len(typed.purpose) <= LONGEST:
        return "purpose", 422
    return ("conditions", 422) if missing_words(way.way, typed.conditions, typed.reason) else ("", 200)


def _chosen(view: SendingView, typed: Typed) -> list[tuple[RecordOption, list[FieldOption]]]:
    """The fields that were chosen, record by record."""
    found = [
        (record, [option for option in record.fields if _name(option) in typed.fields])
        for record in view.records
    ]
    return [(record, options) for record, options in found if options]


def _name(option: FieldOption) -> str:
    return f"{option.record}:{option.name}"
