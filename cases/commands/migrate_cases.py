"""The cases of an office go to another version of their procedure, each in a transaction of its own.

What stops one stops no other, and a call that was cut off is simply repeated: what has gone is not looked at again.
"""

from collections.abc import Callable, Iterable, Mapping

from cases.commands.migrate_case import migrate_case, undo_migration
from cases.rows import Case
from cases.views.impact import version_of
from cases.views.office_impact import Move, Portion, office_of, plan_office
from engine.bpmn.migrating import Verdict
from engine.engine import Engine
from engine.errors import CommandError, Json, ReasonMissing
from engine.ports import Actor
from engine.store import Conflict
from engine.transaction import Request, answered, once

MAPS = {Verdict.UNCHANGED, Verdict.MAPS}


def migrate_cases(
    engine: Engine, actor: Actor, move: Move, portion: Portion, reason: str, request: Request | None = None
) -> Json:
    """Take those that map to the other version; all others stay as they are.

    Answer: {migrated: [{case, reference, verdict}], stayed: [{case, reference, verdict, reasons}], next}.
    Raises NotVisible, ReasonMissing, MigrationRefused (a mapping without sense).
    """
    _require(reason)
    known = answered(engine, actor, request)
    if known is not None:
        return known
    with engine.store.reading() as work:
        planned, following = plan_office(engine, work, actor, move, portion)
    stays = [item for item in planned if item.plan.verdict not in MAPS]
    goes = [item.case for item in planned if item.plan.verdict in MAPS]

    def migrate(case: Case) -> Json:
        return migrate_case(engine, actor, case.key, move.new, move.mapping, reason)

    done, stopped = _each(goes, migrate)
    stayed = [_stayed(item.case, item.plan.verdict, item.plan.reasons) for item in stays]
    return _answer(engine, actor, request, done, [*stayed, *stopped], following)


def undo_migrations(
    engine: Engine,
    actor: Actor,
    procedure: str,
    number: int,
    portion: Portion,
    reason: str,
    request: Request | None = None,
) -> Json:
    """Take those on version `number` back to the version before, where nothing has happened since.

    Answer as of `migrate_cases`. Raises NotVisible, ReasonMissing.
    """
    _require(reason)
    known = answered(engine, actor, request)
    if known is not None:
        return known
    with engine.store.reading() as work:
        version = version_of(work, procedure, number)
        office = office_of(engine, work, actor, version.key, portion)
    done, stayed = _each(office.cases, lambda case: undo_migration(engine, actor, case.key, reason))
    return _answer(engine, actor, request, done, stayed, office.next)


def _require(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing


def _each(cases: Iterable[Case], act: Callable[[Case], Json]) -> tuple[list[Json], list[Json]]:
    done: list[Json] = []
    stayed: list[Json] = []
    for case in cases:
        try:
            answer = act(case)
        except (CommandError, Conflict) as error:  # of this case alone
            told = getattr(error, "reason", "") or getattr(error, "code", "conflict")
            stayed.append(_stayed(case, Verdict.BLOCKED, [told]))
        else:
            done.append({"case": str(case.key), "reference": case.reference, "verdict": answer["verdict"]})
    return done, stayed


def _stayed(case: Case, verdict: Verdict, reasons: Iterable[str]) -> Json:
    told = {"case": str(case.key), "reference": case.reference, "verdict": verdict.value}
    return {**told, "reasons": list(reasons)}


def _answer(
    engine: Engine,
    actor: Actor,
    request: Request | None,
    done: list[Json],
    stayed: list[Json],
    following: int | None,
) -> Json:
    answer: Mapping[str, object] = {
        "migrated": done,
        "stayed": stayed,
        "next": str(following) if following else None,
    }
    return once(engine, actor, request, lambda work: dict(answer))
