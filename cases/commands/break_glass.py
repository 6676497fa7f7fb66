"""Somebody must look at a case of their own institution that is not theirs: with a reason, for a day, seen by all.

Only looking: who has no mandate fills no seat, changes nothing and takes nothing back. The case's history says who it
was; every category that is read afterwards is in the person's access report.
"""

from datetime import datetime, timedelta

from cases.access import (
    EXCEPTION,
    GUEST,
    NO_UNIT,
    WORKING_ROLES,
    active_grants,
    exception_until,
    sight_of,
)
from cases.erasing import require_not_erased
from cases.reasons import ACCESS_BROKEN, keep_reason
from cases.rows import Case, Participant
from engine.engine import Engine
from engine.errors import Json, ReasonMissing
from engine.ports import NO_CASE, Actor
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, answered, on_case

LASTS = timedelta(hours=24)


def break_glass(
    engine: Engine, actor: Actor, reference: str, reason: str, request: Request | None = None
) -> Json:
    """Look at the case with this number for 24 hours. Answer: {case, until}, `until` null for who has a mandate.

    Raises NotVisible (no such case in the actor's institution, whether there is one elsewhere or not), ReasonMissing.
    """

    if not reason.strip():
        raise ReasonMissing
    known = answered(engine, actor, request)
    if known is not None:
        return known
    now = engine.clock.now()
    with engine.store.reading() as work:
        case_key = _case_of(engine, work, actor, reference)
    with engine.store.reading() as work:  # anew: what the number has led to so far must not spare a question
        sight = sight_of(work, actor, case_key, now)
        until = exception_until(work, actor, case_key, now) if sight and sight.is_exceptional else None
    if sight is not None:
        return _answer(case_key, until)

    def body(running: Running) -> Json:
        require_not_erased(running.work, case_key)
        until = running.now + LASTS
        place = Participant(
            engine.keys(),
            case_key,
            actor.institution_key,
            NO_UNIT,
            EXCEPTION,
            actor.user_key,
            False,
            _free_moment(running.work, case_key, running.now),
            until,
        )
        running.work.add(place)
        keep_reason(running, actor, ACCESS_BROKEN, reason)
        running.log("ACCESS_BROKEN", None, {"until": until.isoformat()})
        return _answer(case_key, until)

    return on_case(engine, lambda work: case_key, actor, request, body, by_sight=False)


def _free_moment(work: Work, case_key: int, now: datetime) -> datetime:
    """Since when the look counts: places of a role begin one after the other, so two at once are a microsecond apart."""
    taken = {place.since for place in work.find(Participant, case_key=case_key, role=EXCEPTION)}
    while now in taken:
        now -= timedelta(microseconds=1)
    return now


def _case_of(engine: Engine, work: Work, actor: Actor, reference: str) -> int:
    """The case, if the actor's institution takes part in it; NO_CASE else, by the same questions. Also for guests: what a
    person releases is for one professional, and no emergency of the house opens it to another."""
    found = work.find(Case, reference=reference.strip().upper())
    key = found[0].key if found else NO_CASE
    granted = active_grants(work, key, actor.institution_key, engine.clock.now())
    may = bool(actor.roles & WORKING_ROLES) and actor.institution_type != GUEST
    return key if granted and may else NO_CASE


def _answer(case_key: int, until: datetime | None) -> Json:
    return {"case": str(case_key), "until": until.isoformat() if until else None}
