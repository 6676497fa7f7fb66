"""Jobs, and what waits for events."""

from datetime import datetime
from typing import Any

from adapters.database.jobs import count_jobs_statement, due_jobs_statement, jobs_statement, waits_statement
from adapters.database.lists.asking import Asking, lines_of, upwards
from adapters.database.questions import can_be_stored
from cases.access import AT_WORK
from cases.lists import JobsAsked, Viewer
from engine.rows import Job, Wait


class JobLists(Asking):
    """Jobs and waits."""

    def due_jobs(
        self, viewer: Viewer, now: datetime, stored_type: str, *, limit: int = 1, keeps: bool = False
    ) -> list[Job]:
        """Jobs that may be taken, the earliest first."""
        if not can_be_stored(stored_type) or not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values["stored_type"] = stored_type
        return lines_of(Job, self._work.run(Job, 0, due_jobs_statement(absent, keeps), values))

    def jobs(
        self, viewer: Viewer, now: datetime, asked: JobsAsked, *, after: int | None = None, limit: int = 50
    ) -> list[Job]:
        """Jobs of cases that the viewer has a mandate for, the oldest first."""
        if not _is_storable(asked) or not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values |= _job_values(asked) | {"cursor": upwards(after)}
        return lines_of(Job, self._work.run(Job, 0, jobs_statement(asked, absent), values))

    def count_jobs(self, viewer: Viewer, now: datetime, asked: JobsAsked) -> int:
        """How many there are."""
        if not _is_storable(asked) or not viewer.roles & AT_WORK:
            return 0
        absent, values = self.asked(viewer, now, 0)
        found = self._work.run(Job, 0, count_jobs_statement(asked, absent), values | _job_values(asked))
        return int(found.scalar_one())

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
        if not viewer.roles & AT_WORK:
            return []
        absent, values = self.asked(viewer, now, limit)
        values |= {"kind": kind, "digest": digest, "cursor": upwards(after)}
        return lines_of(Wait, self._work.run(Wait, 0, waits_statement(absent), values))


def _is_storable(asked: JobsAsked) -> bool:
    return all(can_be_stored(value) for value in (asked.status, *asked.types, asked.case_key, asked.code))


def _job_values(asked: JobsAsked) -> dict[str, Any]:
    values: dict[str, Any] = {"status": asked.status, "types": list(asked.types)}
    values |= {"case_key": asked.case_key, "code": asked.code}
    return {name: value for name, value in values.items() if value not in (None, [])}
