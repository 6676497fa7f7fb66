"""The version at work is put up for signature: from now on it does not change."""

from cases.plan_content import content_of
from cases.plans import SIGNING, PlanNotReady, at_the_table, missing_in, not_possible
from cases.rows import Measure
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def submit_plan(
    engine: Engine, actor: Actor, case_key: int, version: int, request: Request | None = None
) -> Json:
    """Put it up for signature. `version` is the plan's that the actor saw. Answer: {plan, case, version, state}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanChanged, PlanIsBeingSigned, PlanNotReady,
    CaseClosed, CaseHeld, CaseStopped.
    """

    def body(running: Running) -> Json:
        table, work = at_the_table(running), running.work
        plan = table.draft(version)
        content = content_of(engine.case_file, work, plan)
        missing = missing_in(content, work.find(Measure, plan_key=plan.key), table.owners)
        missing += not_possible(running, work.find(Measure, plan_key=plan.key))
        if missing:
            raise PlanNotReady(missing)
        submitted = table.change(plan, state=SIGNING)
        running.log("PLAN_SUBMITTED", None, {"plan": str(plan.key), "number": plan.number})
        table.tell_model(submitted)
        return {
            "plan": str(plan.key),
            "case": str(case_key),
            "version": submitted.version,
            "state": submitted.state,
        }

    return on_case(engine, lambda work: case_key, actor, request, body)
