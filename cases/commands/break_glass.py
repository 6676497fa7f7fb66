"""Somebody must look at a case of their own institution that is not theirs: with a reason, for a day, seen by all.

Only looking: who has no mandate fills no seat, changes nothing and takes nothing back. The case's history says who it
was; every category that is read afterwards is in the person's access report.
"""

from datetime import timedelta

from cases.access import (
    EXCEPTION,
    REASON_OF_EXCEPTION,
    WORKING_ROLES,
    active_grants,
    exception_until,
    sight_of,
)
from cases.opened_by import keep_reason
from cases.rows import Case, Participant
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case

NO_UNIT = 0
"""The exception is for the one who gave the reason, not for their unit."""
LASTS = timedelta(hours=24)


def break_glass(
    engine: Engine, actor: Actor, reference: str, reason: str, request: Request | None = None
) -> Json:
    """Look at the case with this number for 24 hours. Answer: {case, until}, `until` null for who has a mandate.

    Raises NotVisible (no such case in the actor's institution, whether there is one elsewhere or not), ReasonMissing.
    """

    def case_of(work: Work) -> int:
        found = work.find(Case, reference=reference.strip().upper())
        key = found[0].key if found else 0
        granted = active_grants(work, key, actor.institution_key, engine.clock.now())
        return key if granted and actor.roles & WORKING_ROLES else 0

    def body(running: Running) -> Json:
        work, case_key, now = running.work, running.instance.key, running.now
        sight = sight_of(work, actor, case_key, now)
        until = None
        if sight is None:
            until = now + LASTS
            work.add(
                Participant(
                    engine.keys(),
                    case_key,
                    actor.institution_key,
                    NO_UNIT,
                    EXCEPTION,
                    actor.user_key,
                    False,
                    now,
                    until,
                )
            )
            keep_reason(running, frozenset({EXCEPTION}), REASON_OF_EXCEPTION, reason)
            running.log("ACCESS_BROKEN", None, {"until": until.isoformat()})
        elif sight.is_exceptional:
            until = exception_until(work, actor, case_key, now)
        return {"case": str(case_key), "until": until.isoformat() if until else None}

    return on_case(engine, case_of, actor, request, body)
