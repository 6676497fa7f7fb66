"""A running case goes to another version of its procedure: planned first, undone as long as nothing has happened since."""

from collections.abc import Mapping
from dataclasses import replace

from cases.meetings.telling import tell_of_all
from cases.opened_by import require_opener
from cases.reasons import CASE_MIGRATED, keep_reason
from cases.rows import Case
from cases.views.impact import version_of
from engine.bpmn.migrating import BadMapping, Plan
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.rows import ProcedureVersion
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case
from engine.versioning import MigrationRefused, plan_version, to_version, undo


def plan_migration(
    engine: Engine, actor: Actor, case_key: int, number: int, mapping: Mapping[str, str]
) -> Plan:
    """What version `number` of its procedure means for a case; nothing changes.

    Raises NotVisible (no such case or version), NotAllowed, CaseClosed, MigrationRefused (a mapping without sense).
    """
    with engine.store.reading() as work:
        running = Running.seen_by(engine, work, case_key, actor)
        require_opener(running)
        running.require_open()
        try:
            return plan_version(running, _version(work, case_key, number).key, mapping)
        except BadMapping as error:
            raise MigrationRefused(str(error)) from error


def migrate_case(
    engine: Engine,
    actor: Actor,
    case_key: int,
    number: int,
    mapping: Mapping[str, str],
    reason: str,
    request: Request | None = None,
) -> Json:
    """Take a case to version `number`. Answer: {case, version, verdict}.

    Raises NotVisible, NotAllowed, CaseClosed, ReasonMissing, MigrationRefused, CaseStopped.
    """

    def body(running: Running) -> Json:
        require_opener(running)
        running.require_open()
        keep_reason(running, actor, CASE_MIGRATED, reason)
        version = _version(running.work, case_key, number)
        try:
            plan = to_version(running, version.key, mapping)
        except BadMapping as error:
            raise MigrationRefused(str(error)) from error
        running.log("CASE_MIGRATED", None, {"version": version.version})
        _pin(running.work, case_key, version.key)
        has_meetings = tell_of_all(running)
        if (plan.begins or has_meetings) and not running.instance.is_held:
            running.move()  # what begins to wait for a condition that holds already would be asked for by nothing else
        return {"case": str(case_key), "version": version.version, "verdict": plan.verdict.value}

    return on_case(engine, lambda work: case_key, actor, request, body)


def undo_migration(
    engine: Engine, actor: Actor, case_key: int, reason: str, request: Request | None = None
) -> Json:
    """Take a case back to the version before. Answer: {case, version, verdict}.

    Raises NotVisible, NotAllowed, CaseClosed, ReasonMissing, NothingToUndo.
    """

    def body(running: Running) -> Json:
        require_opener(running)
        running.require_open()
        key = undo(running)
        keep_reason(running, actor, CASE_MIGRATED, reason)
        version = running.work.get(ProcedureVersion, key)
        assert version is not None
        running.log("MIGRATION_UNDONE", None, {"version": version.version})
        _pin(running.work, case_key, key)
        return {"case": str(case_key), "version": version.version, "verdict": "undone"}

    return on_case(engine, lambda work: case_key, actor, request, body)


def _version(work: Work, case_key: int, number: int) -> ProcedureVersion:
    case = work.get(Case, case_key)
    if case is None:
        raise NotVisible
    return version_of(work, case.procedure, number)


def _pin(work: Work, case_key: int, version_key: int) -> None:
    case = work.get(Case, case_key)
    assert case is not None
    work.replace(replace(case, procedure_version_key=version_key))
