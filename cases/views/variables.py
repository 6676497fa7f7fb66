"""The variables of a single model, for those who see its case."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cases.case_file import Files
from cases.catalogue import CATEGORIES
from cases.views.history import HappeningView
from cases.views.seen import Seen, Shown
from decisions import feel
from engine.bpmn.run import Run
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import Job, Passage, Task
from engine.running import Running
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Scope:
    """What a task sees: variables from its own outwards; of an ad-hoc sub-process what may be started."""

    variables: dict[str, Any]
    activities: tuple[str, ...]


def variables_shown(seen: Seen) -> Shown:
    """What a read of variables shows: nobody knows what they tell, so they count as the most sensitive of all."""
    return frozenset({(CATEGORIES[-1], str(seen.case.opened_by))}) if seen.package.is_single else frozenset()


def view_variables(engine: Engine, work: Work, actor: Actor, seen: Seen) -> dict[str, Any]:
    """The variables of the process as JSON; none in a procedure of a package."""
    if not seen.package.is_single:
        return {}
    return _json(Running.load(engine, work, seen.case.key, actor).run.variables)


def view_scope(engine: Engine, work: Work, actor: Actor, subject: Task | Job) -> Scope:
    """What an open task or job of a single model sees."""
    if subject.status not in {"open", "failed"}:
        return Scope({}, ())
    return scope_in(Running.load(engine, work, subject.instance_key, actor).run, subject)


def scope_in(run: Run, subject: Task | Job) -> Scope:
    """What an open task or job sees in its loaded instance: of many in one case, the case is read once."""
    seen: dict[str, Any] = {}
    for row in reversed(run.rows_of(subject.token)):
        seen.update(row)
    startable = run.startable(subject.token) if run.is_ad_hoc(subject.token) else []
    return Scope(_json(seen), tuple(startable))


def with_variables(
    files: Files, work: Work, seen: Seen, views: Sequence[HappeningView]
) -> list[HappeningView]:
    """The events of a single model with the variables that each element set."""
    keys = sorted({view.key for view in views})
    rows = {row.key: row for row in work.find(Passage, key=keys)} if keys else {}
    found = []
    for view in views:
        row = rows.get(view.key)
        if row is not None:
            content = files.unseal(work, seen.case.key, row.sealed, f"passage:{row.key}")
            view = replace(view, variables=json.loads(content))
        elif view.kind == "ELEMENT_COMPLETED":
            view = replace(view, variables={})
        found.append(view)
    return found


def _json(variables: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {name: feel.to_json(value) for name, value in variables.items()}
    return found
