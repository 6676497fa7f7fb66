"""What a version of a procedure means for all cases that run on another one: counts, never cases."""

from collections import Counter
from dataclasses import dataclass

from engine.bpmn.migrating import Impact, impact
from engine.engine import Engine
from engine.ports import NotVisible
from engine.rows import Instance, ProcedureVersion
from engine.running import Running
from engine.store import Work

RUNNING = ["running", "incident", "suspended"]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A released version, with how many cases run on it."""

    row: ProcedureVersion
    running: int


def view_versions(work: Work, procedure: str) -> list[VersionView]:
    """All versions of a procedure, the newest first. Raises NotVisible where there is none."""
    rows = work.find(ProcedureVersion, procedure=procedure)
    if not rows:
        raise NotVisible
    cases = work.find(Instance, procedure_version_key=[row.key for row in rows], status=RUNNING)
    counts = Counter(case.procedure_version_key for case in cases)
    return [
        VersionView(row, counts[row.key]) for row in sorted(rows, key=lambda row: row.number, reverse=True)
    ]


def view_impact(engine: Engine, work: Work, procedure: str, old: int, new: int) -> Impact:
    """The verdict on every running case of version `old` if it went to version `new`. Raises NotVisible."""
    versions = [version_of(work, procedure, number) for number in (old, new)]
    before, after = (engine.versions.get(work, row.key) for row in versions)
    states = []
    for instance in work.find(Instance, procedure_version_key=versions[0].key, status=RUNNING):
        running = Running(engine, work, instance, before, None)
        states.append((instance.key, running.opened(instance.state)))
    return impact(before.process, after.process, states)


def version_of(work: Work, procedure: str, number: int) -> ProcedureVersion:
    """A released version by its number. Raises NotVisible."""
    for row in work.find(ProcedureVersion, procedure=procedure, number=number):
        return row
    raise NotVisible
