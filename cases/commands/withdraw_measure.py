"""A measure is taken out of the version at work; in the versions that were signed it stays."""

from cases.plans import PlanChanged, at_the_table
from cases.rows import Measure
from engine.engine import Engine
from engine.errors import Json
from engine.ports import NO_CASE, Actor, NotVisible
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case


def withdraw_measure(
    engine: Engine, actor: Actor, measure_key: int, version: int, request: Request | None = None
) -> Json:
    """Take a measure out. `version` is the one that the actor saw. Answer: {measure, case}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanIsBeingSigned, PlanChanged, CaseClosed, CaseHeld.
    """

    def case_of(work: Work) -> int:
        row = work.get(Measure, measure_key)
        return row.case_key if row else NO_CASE

    def body(running: Running) -> Json:
        table, work = at_the_table(running), running.work
        plan = table.draft()
        row = work.get(Measure, measure_key)
        if row is None or row.plan_key != plan.key:
            raise NotVisible
        if row.version != version:
            raise PlanChanged(row.version)
        work.remove(Measure, row.key)
        table.change(plan)
        codes = {"measure": str(row.key), "institution": str(row.institution_key)}
        running.log("MEASURE_WITHDRAWN", None, codes)
        return {"measure": str(row.key), "case": str(row.case_key)}

    return on_case(engine, case_of, actor, request, body)
