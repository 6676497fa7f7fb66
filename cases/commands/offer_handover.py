"""An institution offers a case to another one, with the packet that it may send: the other side answers, in time or late."""

from cases.access import sight_in
from cases.commands.send_packet import BasisNotInForce, NewPacket, ReceiverRefused, pass_on
from cases.handovers import (
    HandoverIsOpen,
    NoHandoverHere,
    answer_of,
    answer_until,
    codes_of,
    open_handover_of,
    tell_model,
)
from cases.records import Records
from cases.rows import Handover, Institution
from cases.rows.handovers import OFFERED
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotAllowed
from engine.running import Running
from engine.transaction import Request, on_case


def offer_handover(
    engine: Engine,
    records: Records,
    actor: Actor,
    case_key: int,
    kind: str,
    packet: NewPacket,
    request: Request | None = None,
) -> Json:
    """Offer it. `kind` is the id of the handover in the package. Answer: {handover, case, state, version, packet}.

    Raises NotVisible, NotAllowed, NoHandoverHere, HandoverIsOpen, CaseClosed, CaseHeld, CaseStopped, and all that sending the packet
    raises (send_packet.py).
    """

    def body(running: Running) -> Json:
        work, now, sight = running.work, running.now, sight_in(running)
        rules = running.package.manifest.handovers.get(kind)
        if rules is None:
            raise NoHandoverHere
        if sight.is_exceptional or not sight.roles & set(rules.by):
            raise NotAllowed
        running.require_open()
        running.require_not_held()
        if open_handover_of(work, case_key) is not None:
            raise HandoverIsOpen
        receiver = work.get(Institution, packet.to)
        if receiver is None or receiver.type not in rules.to:
            raise ReceiverRefused
        if packet.basis not in rules.bases:
            raise BasisNotInForce("not-foreseen")
        sent = pass_on(running, records, actor, packet)
        until = answer_until(running, rules)
        row = Handover(
            key=engine.keys(),
            case_key=case_key,
            number=len(work.find(Handover, case_key=case_key)) + 1,
            kind=kind,
            from_institution=sent.from_institution,
            to_institution=sent.to_institution,
            packet_key=sent.key,
            state=OFFERED,
            revision=1,
            offered_by=actor.user_key,
            offered_at=now,
            answer_until=until,
            wakes_at=until,
            escalated_at=None,
            answered_by=None,
            answered_at=None,
            sealed=b"",
        )
        work.add(row)
        running.log("HANDOVER_OFFERED", None, codes_of(row))
        tell_model(running, row)
        return {**answer_of(row), "packet": str(sent.key)}

    return on_case(engine, lambda work: case_key, actor, request, body)
