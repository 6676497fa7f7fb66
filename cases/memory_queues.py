"""Jobs and waits in plain Python: those of cases that the viewer has a mandate for."""

from datetime import datetime
from typing import Any

from cases.absences import stood_in_for
from cases.access import AT_WORK, EXCEPTION, OWN_CASE, is_near
from cases.lists import JobsAsked, Viewer
from cases.memory_visible import MemoryVisible, is_valid
from cases.rows import Grant
from engine.rows import Incident, Instance, Job, Wait


class MemoryQueues(MemoryVisible):
    """What workers and senders find."""

    def due_jobs(
        self, viewer: Viewer, now: datetime, stored_type: str, *, limit: int = 1, keeps: bool = False
    ) -> list[Job]:
        """Jobs that may be taken, the earliest first; writers go one after the other here, so nothing has to be kept."""
        mandated = self._mandated(viewer, now)
        due = [
            job
            for job in self._work.find(Job, institution_key=viewer.institution_key, type=stored_type)
            if job.available_at is not None and job.available_at <= self._work.now()
            if job.instance_key in mandated
            if (instance := self._work.get(Instance, job.instance_key)) and not instance.is_held
        ]
        return sorted(due, key=lambda job: (job.available_at, job.key))[: max(limit, 0)]

    def jobs(
        self, viewer: Viewer, now: datetime, asked: JobsAsked, *, after: int | None = None, limit: int = 50
    ) -> list[Job]:
        """Jobs of cases that the viewer has a mandate for, the oldest first."""
        found = [job for job in self._jobs(viewer, now, asked) if after is None or job.key > after]
        return found[: max(limit, 0)]

    def count_jobs(self, viewer: Viewer, now: datetime, asked: JobsAsked) -> int:
        """How many there are."""
        return len(self._jobs(viewer, now, asked))

    def waits(
        self,
        viewer: Viewer,
        now: datetime,
        kind: str,
        digest: str,
        *,
        after: int | None = None,
        limit: int = 50,
    ) -> list[Wait]:
        """Who waits for an event, the longest waiting first."""
        keys = self._visible(viewer, now, running_only=True)
        found = [
            wait
            for wait in self._work.find(Wait, kind=kind, digest=digest)
            if wait.instance_key in keys and (after is None or wait.key > after)
        ]
        return found[: max(limit, 0)]

    def _jobs(self, viewer: Viewer, now: datetime, asked: JobsAsked) -> list[Job]:
        wanted: dict[str, Any] = {"institution_key": viewer.institution_key, "status": asked.status}
        wanted |= {"type": asked.types} if asked.types else {}
        wanted |= {"instance_key": asked.case_key} if asked.case_key is not None else {}
        keys = self._mandated(viewer, now)
        if asked.is_own:
            own = self._work.find(
                Grant, institution_key=viewer.institution_key, category=OWN_CASE, revoked_at=None
            )
            keys &= {grant.case_key for grant in own if is_valid(grant.valid_from, grant.valid_to, now)}
        found = [job for job in self._work.find(Job, **wanted) if job.instance_key in keys]
        if asked.code is None:
            return found
        stopped = {row.job_key for row in self._work.find(Incident, code=asked.code, resolved_at=None)}
        return [job for job in found if job.key in stopped]

    def _mandated(self, viewer: Viewer, now: datetime) -> set[int]:
        """Cases that the viewer sees, and not by exception alone."""
        if not viewer.roles & AT_WORK:
            return set()
        granted, absent = self._granted(viewer, now), stood_in_for(self._work, viewer, now)
        return granted & {
            place.case_key
            for place in self._participants(viewer, now)
            if is_near(place, viewer, absent) and place.role != EXCEPTION
        }
