"""Somebody of the receiving institution confirms that a packet is there: once, with time and name, for the sender to see."""

from dataclasses import replace

from cases.packets import Reading, codes_of, reading_of
from cases.rows import Packet
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case


class PacketReceived(TooLate):
    """The receipt of this packet was confirmed before."""

    code = "packet-received"


def confirm_receipt(engine: Engine, actor: Actor, packet_key: int, request: Request | None = None) -> Json:
    """Confirm the receipt. Answer: {packet, received_at}.

    Raises NotVisible, NotAllowed (the sender, and who only looks by exception), PacketReceived.
    """

    reading: Reading | None = None

    def case_of(work: Work) -> int:
        nonlocal reading
        packet = work.get(Packet, packet_key)
        reading = reading_of(work, actor, packet, engine.clock.now())
        if packet is None or reading is None:
            raise NotVisible
        return packet.case_key

    def body(running: Running) -> Json:
        packet = running.work.get(Packet, packet_key)
        if packet is None or reading is None:
            raise NotVisible
        if not reading.is_receiver or reading.is_exceptional:
            raise NotAllowed
        if packet.received_at is not None:
            raise PacketReceived
        received = replace(
            packet, received_at=running.now, received_by=actor.user_key, version=packet.version + 1
        )
        running.work.replace(received)
        running.log("PACKET_RECEIVED", None, codes_of(packet))
        return {"packet": str(packet_key), "received_at": running.now.isoformat()}

    return on_case(engine, case_of, actor, request, body, by_sight=False)
