"""What waits beside the steps."""

from datetime import datetime

from adapters.database.lists.asking import Asking, lines_of, upwards
from adapters.database.waiting import waiting_statement
from cases.access import AT_WORK
from cases.lists import Viewer, WaitingLine
from cases.rows import Case


class WaitingLists(Asking):
    """What waits beside the steps."""

    def waiting(
        self, viewer: Viewer, now: datetime, *, after: int | None = None, limit: int = 50
    ) -> list[WaitingLine]:
        """Oldest first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values |= {"cursor": upwards(after), "among_owners": f"%,{viewer.institution_key},%"}
        return lines_of(WaitingLine, self._work.run(Case, 0, waiting_statement(absent), values))
