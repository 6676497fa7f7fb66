"""The cases of an office whose retention has passed, each with how it stands with the archive."""

from dataclasses import dataclass

from cases.archiving import newest_offers, stand_of
from cases.lists import DueLine, Lists, viewer_of
from cases.rows import Case
from engine.engine import Engine
from engine.packages.package import Package
from engine.ports import Actor
from engine.store import Work


@dataclass(frozen=True, slots=True)
class DueView:
    """A case that may be erased. `archive`: how it stands with the archive (cases/archiving.py)."""

    line: DueLine
    archive: str
    package: Package


def view_due(
    engine: Engine, lists: Lists, work: Work, actor: Actor, after: int | None, limit: int
) -> list[DueView]:
    """Those whose retention passed first come first; from the beginning, or after a case."""
    lines = lists.due(
        viewer_of(actor), engine.clock.now(), after=work.get(Case, after) if after else None, limit=limit
    )
    newest = newest_offers(work, {line.key for line in lines})
    found = []
    for line in lines:
        package = engine.versions.get(work, line.procedure_version_key)
        found.append(DueView(line, stand_of(package, newest.get(line.key)), package))
    return found
