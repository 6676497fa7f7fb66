"""What was passed on without a consent since the person was last informed: for who has to tell them."""

from cases.catalogue import UNINFORMED
from cases.disclosure import MUTUAL_ASSISTANCE
from cases.records import Records
from cases.rows import Packet, Record
from cases.views.packets import ReportedPacket, report_packets
from cases.views.seen import Seen
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work


def view_uninformed(
    engine: Engine, records: Records, work: Work, actor: Actor, seen: Seen, element: str
) -> tuple[ReportedPacket, ...] | None:
    """The packets that the task is about; None for every other task."""
    if seen.package.element(element).properties.get("bruecke.record") != UNINFORMED:
        return None
    rows = work.find(Record, case_key=seen.case.key, type=UNINFORMED)
    informed = [
        record.row.created_at
        for record in records.open_all(work, rows)
        if record.values.get("to_inform") is not True
    ]
    packets = [
        packet
        for packet in work.find(Packet, case_key=seen.case.key)
        if packet.basis == MUTUAL_ASSISTANCE and all(packet.sent_at > at for at in informed)
    ]
    return report_packets(engine, work, actor, seen, packets)
