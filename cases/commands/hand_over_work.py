"""Somebody leaves or changes: their open work goes to a colleague, each case in a transaction of its own.

What stops one case stops no other, and a call that was cut off is simply repeated: what has gone names them no more.
Handed over is what cases expect of somebody in person; what their unit does stays with the unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cases.access import sights_of
from cases.colleagues import may_stand_in, require_near
from cases.commands.change_lead import give_lead, take_over
from cases.lead import professionals
from cases.open_work import OpenWork, open_work_of, stays_in_team
from cases.reasons import WORK_HANDED_OVER, keep_reason
from cases.rows import Case, User
from cases.views.office_impact import Portion
from engine.engine import Engine
from engine.errors import CommandError, FieldRefused, Json, ReasonMissing
from engine.ports import Actor
from engine.running import Running
from engine.store import Conflict
from engine.transaction import Request, answered, on_case, once


class SuccessorRefused(FieldRefused):
    """Choose somebody else of the same institution who works on cases to take the work over."""

    code = "successor-refused"
    field = "to"


class SuccessorElsewhere(SuccessorRefused):
    """Choose somebody of the team that has the work: only the colleague, while still active, gives it to another team."""

    code = "successor-elsewhere"


@dataclass(frozen=True, slots=True)
class WorkHandover:
    """From whom to whom, and why."""

    from_key: int
    to_key: int
    reason: str


def hand_over_work(
    engine: Engine, actor: Actor, handover: WorkHandover, portion: Portion, request: Request | None = None
) -> Json:
    """Hand over one's own open work, or that of a colleague of the unit, also of one who is active no more.

    Answer: {handed_over, tasks, leads: numbers, items: [{case, reference}], stayed: [{case, reference, reason}], next,
    left}: cases are named as far as the actor sees them. Raises NotVisible, NotAllowed, SuccessorRefused, SuccessorElsewhere,
    ReasonMissing.
    """
    if not handover.reason.strip():
        raise ReasonMissing
    known = answered(engine, actor, request)
    if known is not None:
        return known
    with engine.store.reading() as work:
        user = require_near(work, actor, handover.from_key)
        successor = work.get(User, handover.to_key)
        if successor is None or not may_stand_in(successor, user):
            raise SuccessorRefused
        now = engine.clock.now()
        found = open_work_of(work, user, now)
        if not stays_in_team(actor.user_key, user, successor, found.values()):
            raise SuccessorElsewhere
        keys = sorted(key for key in found if key > portion.after)
        taken, left = keys[: portion.limit], keys[portion.limit :]
        sights = sights_of(work, actor, taken, now)
        seen = {case.key: case.reference for case in work.find(Case, key=sorted(sights))} if sights else {}
    done, stayed = _each(engine, actor, handover, taken)
    told: Json = {
        "handed_over": len(done),
        "tasks": sum(answer["tasks"] for answer in done.values()),
        "leads": sum(answer["lead"] for answer in done.values()),
        "items": [{"case": str(key), "reference": seen[key]} for key in done if key in seen],
        "stayed": [
            {"case": str(key), "reference": seen[key], "reason": why}
            for key, why in stayed.items()
            if key in seen
        ],
        "next": str(taken[-1]) if left else None,
        "left": len(left) + len(stayed),
    }
    return once(engine, actor, request, lambda work: told)


def _each(
    engine: Engine, actor: Actor, handover: WorkHandover, keys: Iterable[int]
) -> tuple[dict[int, Json], dict[int, str]]:
    done: dict[int, Json] = {}
    stayed: dict[int, str] = {}
    for key in keys:
        try:
            gone = _hand_over(engine, actor, handover, key)
            if gone:
                done[key] = gone
        except (CommandError, Conflict) as error:  # of this case alone
            stayed[key] = getattr(error, "code", "conflict")
    return done, stayed


def _hand_over(engine: Engine, actor: Actor, handover: WorkHandover, case_key: int) -> Json:
    """One case. Answer: {tasks, lead}; {} where there is nothing of theirs to hand over any more."""

    def body(running: Running) -> Json:
        work = running.work
        user, successor = work.get(User, handover.from_key), work.get(User, handover.to_key)
        assert user is not None
        assert successor is not None
        found = open_work_of(work, user, running.now, [case_key]).get(case_key)
        if found is None:
            return {}
        if not stays_in_team(actor.user_key, user, successor, [found]):
            raise SuccessorElsewhere
        running.require_open()
        for place in found.places:
            work.replace(replace(place, user_key=successor.key, unit_key=successor.unit_key))
        running.admits = bool(found.places)
        able = professionals(work, case_key, running.now)
        for task in found.tasks:
            assignee = successor.key if successor.key in able else None
            work.replace(replace(task, assignee=assignee, version=task.version + 1))
        keep_reason(running, actor, WORK_HANDED_OVER, handover.reason)
        running.log("WORK_HANDED_OVER", None, _codes(user, successor, found))
        if found.lead is not None:
            give_lead(running, actor, successor.key if successor.key in able else None, {})
        else:
            _put_on_record(running, found, successor)
        return {"tasks": len(found.tasks), "lead": found.lead is not None}

    return on_case(engine, lambda work: case_key, actor, None, body, by_sight=False)


def _put_on_record(running: Running, found: OpenWork, successor: User) -> None:
    """Whoever is asked to manage the case and has not accepted yet has no lead to hand over, but stands on record."""
    roles = running.package.manifest.roles
    for place in found.places:
        if place.role in roles and roles[place.role].binding == "lead":
            take_over(running, place.role, successor.key)


def _codes(user: User, successor: User, found: OpenWork) -> Json:
    return {
        "from": str(user.key),
        "user": str(successor.key),
        "roles": sorted(place.role for place in found.places),
        "tasks": len(found.tasks),
        "lead": found.lead is not None,
    }
