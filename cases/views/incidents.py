"""What stopped a case: for the office that opened it, which may repair it."""

import json

from cases.case_file import Files
from cases.opened_by import require_opener
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import Incident
from engine.running import Running
from engine.store import Work


def view_incidents(
    engine: Engine, files: Files, work: Work, actor: Actor, case_key: int
) -> list[tuple[Incident, dict[str, str]]]:
    """Open incidents, the oldest first, with the variables that were read. Raises NotVisible, NotAllowed."""
    require_opener(Running.seen_by(engine, work, case_key, actor))
    rows = sorted(work.find(Incident, instance_key=case_key, resolved_at=None), key=lambda row: row.key)
    return [(row, _read(files, work, row)) for row in rows]


def _read(files: Files, work: Work, row: Incident) -> dict[str, str]:
    if row.sealed is None:
        return {}
    found: dict[str, str] = json.loads(
        files.unseal(work, row.instance_key, row.sealed, f"incident:{row.key}")
    )
    return found
