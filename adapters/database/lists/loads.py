"""How many cases name whom."""

from datetime import datetime

from adapters.database.lists.asking import Asking, lines_of
from adapters.database.loads import load_statement, tandems_statement
from cases.access import AT_WORK
from cases.lists import LoadLine, TandemLine, Viewer
from cases.rows import Participant


class LoadLists(Asking):
    """The load of an institution's people."""

    def load(self, viewer: Viewer, now: datetime) -> list[LoadLine]:
        """How many open cases name whom in the viewer's institution."""
        if not viewer.roles & AT_WORK:
            return []
        values = {"now": now, "institution": viewer.institution_key}
        return lines_of(LoadLine, self._work.run(Participant, 0, load_statement(), values))

    def tandems(self, viewer: Viewer, now: datetime, roles: frozenset[str]) -> list[TandemLine]:
        """How many open cases that the viewer sees name which pair."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, 0)
        values["roles"] = sorted(roles)
        return lines_of(TandemLine, self._work.run(Participant, 0, tandems_statement(absent), values))
