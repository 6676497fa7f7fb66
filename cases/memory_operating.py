"""What is open, counted in plain Python: what the database's statements are measured against."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from cases.operating import MOST_COUNTED, Figures, StoppedGroup, StoppedLine, alive_of, lag_of
from engine.rows import Dispatch, Gateway, Incident, Instance, Job, Outbox, ProcedureVersion, Task, Wait
from engine.store import Work


class MemoryOperating:
    """The lists of those who operate Brücke, read through one unit of work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def figures(self, now: datetime) -> Figures:
        """The numbers of one moment."""
        work = self._work
        due = [
            wait.due_at
            for wait in work.find(Wait, kind="timer")
            if wait.due_at is not None and wait.due_at <= now and self._status(wait.instance_key) == "running"
        ]
        messages = [row for row in work.find(Dispatch, sent_at=None) if not self._is_kept(row)]
        outbox = [row for row in work.find(Outbox) if row.queued_at is not None]
        open_cases = work.find(Instance, status=["running", "incident", "suspended"])
        return Figures(
            cases=dict(Counter(row.status for row in open_cases)),
            tasks=len(work.find(Task, status="open")),
            gateways=dict(Counter(row.waits_for for row in work.find(Gateway, status="open"))),
            jobs=dict(Counter(row.status for row in work.find(Job, status=["open", "failed"]))),
            due_timers=len(due),
            timer_lag=lag_of(min(due, default=None), now),
            messages=min(len(messages), MOST_COUNTED),
            message_lag=_lag(messages, now),
            outbox=min(len(outbox), MOST_COUNTED),
            outbox_lag=_lag(outbox, now),
            incidents=len(work.find(Incident, resolved_at=None)),
            workers_alive=alive_of(work, now),
        )

    def stopped(
        self,
        *,
        procedure: str | None = None,
        code: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[StoppedLine]:
        """Open incidents of all cases, newest first."""
        lines = [
            line
            for line in self._stopped()
            if (procedure is None or line.procedure == procedure)
            and (code is None or line.code == code)
            and (before is None or line.key < before)
        ]
        return lines[: max(limit, 0)]

    def stopped_groups(self) -> list[StoppedGroup]:
        """How many incidents are open, by procedure and code."""
        counted = Counter((line.procedure, line.code) for line in self._stopped())
        return [StoppedGroup(*group, count) for group, count in sorted(counted.items())]

    def _stopped(self) -> list[StoppedLine]:
        found = []
        for row in reversed(self._work.find(Incident, resolved_at=None)):
            instance = self._work.get(Instance, row.instance_key)
            version = self._work.get(ProcedureVersion, instance.procedure_version_key) if instance else None
            if version is not None:
                line = (row.key, row.instance_key, version.procedure, version.version)
                found.append(StoppedLine(*line, row.element, row.code, row.created_at))
        return found

    def _status(self, case_key: int) -> str | None:
        instance = self._work.get(Instance, case_key)
        return instance.status if instance else None

    def _is_kept(self, row: Dispatch) -> bool:
        instance = self._work.get(Instance, row.instance_key)
        if instance is None or not row.digest.startswith("wait:"):
            return False
        return instance.is_held and instance.ended_at is None


def _lag(rows: Sequence[Dispatch | Outbox], now: datetime) -> float:
    """How long the first one waits; keys are in order of time."""
    first = [row.created_at for row in rows[:MOST_COUNTED]]
    return lag_of(min(first, default=None), now)
