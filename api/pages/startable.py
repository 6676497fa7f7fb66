"""Procedures that somebody may open a case of."""

from dataclasses import dataclass

from cases.commands.start_case import canton_of, may_start
from cases.views.wording import Wording
from engine.clock import local_day
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import ProcedureVersion
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class StartView:
    """A procedure in the version that new cases take."""

    id: str
    title: Text
    summary: Text | None
    version: str
    canton: str
    wording: Wording


def view_startable(engine: Engine, work: Work, actor: Actor, language: str) -> list[StartView]:
    """The newest valid version of each procedure that the actor's institution may start, by title."""
    today = local_day(engine.clock.now())
    canton = canton_of(work, actor)
    newest: dict[str, ProcedureVersion] = {}
    for row in work.find(ProcedureVersion):
        known = newest.get(row.procedure)
        if row.valid_from <= today and (known is None or row.number > known.number):
            newest[row.procedure] = row
    found = []
    for row in newest.values():
        package = engine.versions.get(work, row.key)
        if may_start(package, actor, canton):
            wording = Wording(package, language)
            summary = wording.get("procedure.summary", "")
            found.append(
                StartView(
                    row.procedure,
                    wording.get("procedure.title"),
                    summary if summary.text else None,
                    row.version,
                    row.canton,
                    wording,
                )
            )
    return sorted(found, key=lambda view: view.title.text)
