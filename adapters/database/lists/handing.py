"""What goes from one institution to another: packets and handovers."""

from datetime import datetime

from adapters.database.handovers import handovers_statement
from adapters.database.lists.asking import Asking, downwards, lines_of
from adapters.database.packets import packets_statement
from cases.access import AT_WORK
from cases.lists import HandoverLine, PacketLine, Viewer
from cases.rows import Handover, Packet


class HandingLists(Asking):
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
        """Packets that the viewer may read, newest first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values["cursor"] = downwards(before)
        return lines_of(PacketLine, self._work.run(Packet, 0, packets_statement(box, absent), values))

    def handovers(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        box: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[HandoverLine]:
        """Handovers to and from the viewer's institution, newest first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values["cursor"] = downwards(before)
        return lines_of(HandoverLine, self._work.run(Handover, 0, handovers_statement(box, absent), values))
