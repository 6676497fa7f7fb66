"""What another version of a procedure means for the cases of an office: for each one, in portions."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.access import sights_of
from cases.rows import Case
from cases.views.impact import RUNNING, version_of
from engine.bpmn.migrating import BadMapping, Plan, impact
from engine.engine import Engine
from engine.ports import Actor
from engine.rows import Instance
from engine.running import Running
from engine.store import Work
from engine.versioning import MigrationRefused


@dataclass(frozen=True, slots=True)
class Move:
    """From one version of a procedure to another, by number; where elements go that are not there any more."""

    procedure: str
    old: int
    new: int
    mapping: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Portion:
    """So many cases behind that one: long lists are worked in portions."""

    after: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Office:
    """A portion of the running cases that an office opened, by key, and behind which one the next begins."""

    cases: list[Case]
    next: int | None


@dataclass(frozen=True, slots=True)
class Planned:
    """What the other version means for a case."""

    case: Case
    plan: Plan


def office_of(engine: Engine, work: Work, actor: Actor, version_key: int, portion: Portion) -> Office:
    """The running cases on a version that the actor's office opened and the actor works on."""
    found = work.find(
        Case, procedure_version_key=version_key, opened_by=actor.institution_key, closed_at=None
    )
    sights = sights_of(work, actor, [case.key for case in found], engine.clock.now())
    mine = [
        case
        for case in sorted(found, key=lambda case: case.key)
        if case.key > portion.after and case.key in sights and sights[case.key].is_opener
    ]
    taken = mine[: portion.limit]
    return Office(taken, taken[-1].key if len(mine) > len(taken) else None)


def plan_office(
    engine: Engine, work: Work, actor: Actor, move: Move, portion: Portion
) -> tuple[list[Planned], int | None]:
    """The plan of each of these cases, and behind which one the next portion begins; nothing changes.

    Raises NotVisible (no such version), MigrationRefused (a mapping without sense).
    """
    versions = [version_of(work, move.procedure, number) for number in (move.old, move.new)]
    if move.old == move.new:
        raise MigrationRefused("Both are the same version.")
    before, after = (engine.versions.get(work, row.key) for row in versions)
    office = office_of(engine, work, actor, versions[0].key, portion)
    instances = work.find(Instance, key=[case.key for case in office.cases], status=RUNNING)
    states = [
        (instance.key, Running(engine, work, instance, before, actor).opened(instance.state))
        for instance in instances
    ]
    try:
        plans = impact(before.process, after.process, states, move.mapping).plans
    except BadMapping as error:
        raise MigrationRefused(str(error)) from error
    return [Planned(case, plans[case.key]) for case in office.cases if case.key in plans], office.next
