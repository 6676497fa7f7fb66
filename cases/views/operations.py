"""How the house does, for those who operate it: workers, what waits, and where cases stand still."""

from dataclasses import dataclass
from datetime import datetime

from cases.access import sights_of
from cases.lists import Lists
from cases.operating import Figures, StoppedGroup, StoppedLine, is_alive, workers_of
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work


@dataclass(frozen=True, slots=True)
class WorkerView:
    """A worker, by the name it gave itself."""

    name: str
    started_at: datetime
    seen_at: datetime
    is_alive: bool


@dataclass(frozen=True, slots=True)
class StoppedView:
    """An open incident; `is_visible` where the reader has sight of the case by a mandate of their own."""

    line: StoppedLine
    is_visible: bool


@dataclass(frozen=True, slots=True)
class OperationsView:
    """One moment of the house."""

    workers: tuple[WorkerView, ...]
    figures: Figures
    groups: tuple[StoppedGroup, ...]
    stopped: tuple[StoppedView, ...]
    more: int | None


def view_operations(
    engine: Engine,
    lists: Lists,
    work: Work,
    actor: Actor,
    *,
    procedure: str | None = None,
    code: str | None = None,
    after: int | None = None,
    limit: int = 50,
) -> OperationsView:
    """What is to be done, and a page of open incidents, newest first. Who may ask is decided before."""
    now = engine.clock.now()
    lines = lists.stopped(procedure=procedure, code=code, before=after, limit=limit + 1)
    shown = lines[:limit]
    seen = sights_of(work, actor, {line.case_key for line in shown}, now)
    workers = (
        WorkerView(row.name, row.started_at, row.seen_at, is_alive(row, now)) for row in workers_of(work)
    )
    return OperationsView(
        workers=tuple(workers),
        figures=lists.figures(now),
        groups=tuple(lists.stopped_groups()),
        stopped=tuple(StoppedView(line, line.case_key in seen) for line in shown),
        more=shown[-1].key if shown and len(lines) > limit else None,
    )
