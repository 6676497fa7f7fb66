"""A measure is taken out of the version at work; in the versions that were signed it stays."""

from cases.plans import PlanChanged, at_the_table, case_of_measure
from cases.rows import Measure
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def withdraw_measure(
    engine: Engine, actor: Actor, measure_key: int, version: int, request: Request | None = None
) -> Json:
    """Take a measure out. `version` is the one that the actor saw. Answer: {measure, case}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanIsBeingSigned, PlanChanged, CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        table, work = at_the_table(running), running.work
        plan, row = table.measure(measure_key)
        if row.version != version:
            raise PlanChanged(row.version)
        work.remove(Measure, row.key)
        table.change(plan)
        codes = {"measure": str(row.key), "institution": str(row.institution_key)}
        running.log("MEASURE_WITHDRAWN", None, codes)
        return {"measure": str(row.key), "case": str(row.case_key)}

    return on_case(engine, case_of_measure(measure_key), actor, request, body)
