"""An institution accepts a measure that was proposed to it, or declines it: it alone, whoever proposed it."""

from dataclasses import dataclass, replace

from cases.absences import Colleague
from cases.plan_content import Answer, measure_of, sealed_measure
from cases.plans import (
    ACCEPTED,
    DECLINED,
    MeasureRefused,
    PlanChanged,
    at_the_table,
    case_of_measure,
    check_text,
)
from cases.rows import User
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotAllowed
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case


@dataclass(frozen=True, slots=True)
class Reply:
    """What the institution says. Who accepts says that the person is entitled, and who is responsible; who declines says why."""

    accepts: bool
    is_entitled: bool = False
    responsible: int | None = None
    reason: str = ""


def answer_measure(
    engine: Engine,
    actor: Actor,
    measure_key: int,
    version: int,
    reply: Reply,
    request: Request | None = None,
) -> Json:
    """Answer for one's own institution. `version` is the measure's that the actor saw. Answer: {measure, case, version, state}.

    Raises NotVisible, NotAllowed (a measure of another institution), NoPlanHere, PlanNotShared, NoOpenPlan, PlanIsBeingSigned,
    PlanChanged, MeasureRefused, CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        table, work, files = at_the_table(running), running.work, engine.case_file
        plan, row = table.measure(measure_key)
        if row.institution_key != actor.institution_key:
            raise NotAllowed
        if row.version != version:
            raise PlanChanged(row.version)
        offer, before = measure_of(files, work, row)
        given = _given(work, actor, reply)
        changed = replace(
            row,
            state=ACCEPTED if reply.accepts else DECLINED,
            version=row.version + 1,
            answered_by=actor.user_key,
            answered_at=running.now,
        )
        given = replace(given, person_on=before.person_on)
        work.replace(replace(changed, sealed=sealed_measure(files, work, changed, offer, given)))
        table.change(plan)
        running.log("MEASURE_ANSWERED", None, {"measure": str(row.key), "answer": changed.state})
        return {
            "measure": str(row.key),
            "case": str(row.case_key),
            "version": changed.version,
            "state": changed.state,
        }

    return on_case(engine, case_of_measure(measure_key), actor, request, body)


def _given(work: Work, actor: Colleague, reply: Reply) -> Answer:
    """The reply, checked. Raises MeasureRefused."""
    if not reply.accepts:
        check_text("reason", reply.reason)
        return Answer(None, None, reply.reason.strip())
    if not reply.is_entitled:
        raise MeasureRefused("is_entitled", "not-entitled")
    responsible = work.get(User, reply.responsible) if reply.responsible else None
    if (
        responsible is None
        or responsible.institution_key != actor.institution_key
        or not responsible.is_active
    ):
        raise MeasureRefused("responsible", "not-of-this-institution")
    return Answer(responsible.key, True)
