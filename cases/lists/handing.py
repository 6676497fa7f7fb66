"""What goes from one institution to another: packets and handovers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cases.lists.viewers import Viewer
from cases.rows import Case, Handover, Packet

RECEIVED, SENT, WAITING = "received", "sent", "waiting"
"""Boxes of packets: what the viewer's institution has received, what it sent, and what waits for its receipt."""


@dataclass(frozen=True, slots=True)
class PacketLine:
    """A packet in a list; what it holds stays closed."""

    key: int
    case_key: int
    reference: str
    procedure_version_key: int
    from_institution: int
    to_institution: int
    sent_by: int
    sent_at: datetime
    basis: str
    categories: str
    received_at: datetime | None
    received_by: int | None


def packet_line(packet: Packet, case: Case) -> PacketLine:
    """A packet as a line of a list."""
    return PacketLine(
        packet.key,
        packet.case_key,
        case.reference,
        packet.procedure_version_key,
        packet.from_institution,
        packet.to_institution,
        packet.sent_by,
        packet.sent_at,
        packet.basis,
        packet.categories,
        packet.received_at,
        packet.received_by,
    )


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A handover in a list, without what was said to it."""

    key: int
    case_key: int
    reference: str
    procedure_version_key: int
    number: int
    kind: str
    from_institution: int
    to_institution: int
    packet_key: int
    state: str
    revision: int
    offered_by: int
    offered_at: datetime
    answer_until: datetime
    escalated_at: datetime | None
    answered_by: int | None
    answered_at: datetime | None


def handover_line(row: Handover, case: Case) -> HandoverLine:
    """A handover as a line of a list."""
    return HandoverLine(
        row.key,
        row.case_key,
        case.reference,
        case.procedure_version_key,
        row.number,
        row.kind,
        row.from_institution,
        row.to_institution,
        row.packet_key,
        row.state,
        row.revision,
        row.offered_by,
        row.offered_at,
        row.answer_until,
        row.escalated_at,
        row.answered_by,
        row.answered_at,
    )


class HandingLists(Protocol):
    """Packets and handovers."""

    def packets(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        box: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[PacketLine]:
        """Packets that the viewer may read, newest first, of one box or both. Received ones need a place in the case, not
        that it is open still; sent ones need the case. What waits needs a place with a mandate.
        """

    def handovers(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        box: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[HandoverLine]:
        """Handovers to and from the viewer's institution, newest first, of one box or both: what is offered to it where they
        have a place in the case, open or not; what it offers with the case. What waits for its answer needs a mandate.
        """
