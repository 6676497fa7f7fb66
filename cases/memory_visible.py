"""Which cases a viewer sees, in plain Python: a grant to the institution, and the mandate inside it."""

from datetime import datetime

from cases.absences import stood_in_for
from cases.access import AT_WORK, holds, is_by_name, is_near
from cases.lists import Viewer
from cases.memory_operating import MemoryOperating
from cases.rows import Grant, Participant


class MemoryVisible(MemoryOperating):
    """What every list for a viewer asks first."""

    def _granted(self, viewer: Viewer, now: datetime) -> set[int]:
        grants = self._work.find(Grant, institution_key=viewer.institution_key, revoked_at=None)
        return {grant.case_key for grant in grants if is_valid(grant.valid_from, grant.valid_to, now)}

    def _visible(
        self, viewer: Viewer, now: datetime, *, running_only: bool = False, mine: bool = False
    ) -> set[int]:
        """Cases that an active grant opens to the institution and that the viewer has the mandate for; `mine`: by name."""
        if not viewer.roles & AT_WORK:
            return set()
        granted = self._granted(viewer, now)
        absent = stood_in_for(self._work, viewer, now)
        mandated = {
            seat.case_key
            for seat in self._participants(viewer, now)
            if is_near(seat, viewer, absent) and (seat.is_working or not running_only)
            if not mine or is_by_name(seat, viewer, absent)
        }
        return granted & mandated

    def _participants(self, viewer: Viewer, now: datetime) -> list[Participant]:
        found = self._work.find(Participant, institution_key=viewer.institution_key)
        return [participant for participant in found if holds(participant, now)]


def is_valid(since: datetime, until: datetime | None, now: datetime) -> bool:
    """Whether something holds at a moment; `until` None: without end."""
    return since <= now and (until is None or now < until)
