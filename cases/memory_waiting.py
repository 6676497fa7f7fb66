"""What waits beside the steps, in plain Python."""

from collections.abc import Iterator
from datetime import datetime

from cases.absences import stood_in_for
from cases.access import AT_WORK, EXCEPTION, is_near
from cases.lists import INVITATION, MEASURE, SIGNATURE, Kind, Viewer, WaitingLine
from cases.memory_worklist import MemoryWorklist
from cases.rows import Case, Invitation, Measure, Meeting, Plan, PlanSignature


class MemoryWaiting(MemoryWorklist):
    """What waits beside the steps."""

    def waiting(
        self, viewer: Viewer, now: datetime, *, after: int | None = None, limit: int = 50
    ) -> list[WaitingLine]:
        """Oldest first."""
        if not viewer.roles & AT_WORK:
            return []
        found = sorted(self._waiting(viewer, now))
        lines = [
            WaitingLine(key, kind, case.key, case.reference, case.procedure_version_key)
            for key, kind, case_key in found
            if (after is None or key > after) and (case := self._work.get(Case, case_key))
        ]
        return lines[: max(limit, 0)]

    def _waiting(self, viewer: Viewer, now: datetime) -> Iterator[tuple[int, Kind, int]]:
        near, ours = self._holding(viewer, now), viewer.institution_key
        visible = self._visible(viewer, now) & near
        running = self._visible(viewer, now, running_only=True) & near
        whose = sorted({viewer.user_key, *stood_in_for(self._work, viewer, now)})
        for row in self._work.find(Invitation, user_key=whose, state="invited", answer="needs_action"):
            meeting = self._work.get(Meeting, row.meeting_key)
            if row.case_key in visible and meeting and meeting.state == "planned" and meeting.begins_at > now:
                yield row.key, INVITATION, row.case_key
        first: dict[int, int] = {}
        for measure in self._work.find(Measure, institution_key=ours, state="proposed"):
            plan = self._work.get(Plan, measure.plan_key)
            if measure.case_key in running and plan and plan.state == "draft":
                first[measure.case_key] = min(measure.key, first.get(measure.case_key, measure.key))
        yield from ((key, MEASURE, case_key) for case_key, key in first.items())
        for plan in self._work.find(Plan, state="signing"):
            signed = self._work.find(PlanSignature, plan_key=plan.key, turn=plan.turn, institution_key=ours)
            if plan.case_key in running and str(ours) in plan.owners.split(",") and not signed:
                yield plan.key, SIGNATURE, plan.case_key

    def _holding(self, viewer: Viewer, now: datetime) -> set[int]:
        absent = stood_in_for(self._work, viewer, now)
        places = self._participants(viewer, now)
        return {one.case_key for one in places if one.role != EXCEPTION and is_near(one, viewer, absent)}
