"""Cases: what somebody sees, what rests, what may be erased."""

from datetime import date, datetime

from adapters.database.cases import cases_statement, resting_statement
from adapters.database.due import due_statement
from adapters.database.lists.asking import Asking, downwards, lines_of
from adapters.database.questions import can_be_stored
from cases.access import AT_WORK
from cases.lists import CaseLine, DueLine, Viewer
from cases.rows import Case
from engine.clock import local_day

NOBODY = 0
_AT_ONCE = 20


class CaseLists(Asking):
    """Pages of cases."""

    def cases(
        self,
        viewer: Viewer,
        now: datetime,
        *,
        before: int | None = None,
        limit: int = 50,
        persons: frozenset[int] | None = None,
        reference: str | None = None,
    ) -> list[CaseLine]:
        """Visible cases, newest first."""
        if not can_be_stored(reference):
            return []
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values["cursor"] = downwards(before)
        if persons is not None:
            values["persons"] = _padded([key for key in persons if can_be_stored(key)])
        if reference is not None:
            values["reference"] = reference
        statement = cases_statement(persons is not None, reference is not None, absent)
        return lines_of(CaseLine, self._work.run(Case, 0, statement, values))

    def resting(self, viewer: Viewer, now: datetime, *, limit: int = 50) -> list[CaseLine]:
        """Cases of the institution's own that are suspended or in incident, newest first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        found = self._work.run(Case, 0, resting_statement(absent), values)
        return lines_of(CaseLine, found)

    def due(
        self, viewer: Viewer, now: datetime, *, after: Case | None = None, limit: int = 50
    ) -> list[DueLine]:
        """Cases of the institution's own that may be erased, those whose retention passed first first."""
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values["today"] = local_day(now)
        if after is not None:
            values |= {"day": after.erasable_from or date.max, "cursor": after.key}
        return lines_of(DueLine, self._work.run(Case, 0, due_statement(after is not None, absent), values))


def _padded(persons: list[int]) -> list[int]:
    """The same statement for nobody, one and some: neither it nor its time tells whether somebody is known at all."""
    return persons + [NOBODY] * (_AT_ONCE - len(persons) % _AT_ONCE)
