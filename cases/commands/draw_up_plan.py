"""A new version of the plan is begun: from nothing, or from the one that binds, whose answers stand where nothing changes."""

from dataclasses import replace

from cases.plan_content import Content, content_of, measure_of, sealed_content, sealed_measure
from cases.plans import DRAFT, at_the_table, open_plan_of, plan_in_force
from cases.rows import Measure, Plan
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


class PlanIsOpen(TooLate):
    """There is a version of the plan at work already. Go on with that one, or drop it."""

    code = "plan-is-open"


def draw_up_plan(engine: Engine, actor: Actor, case_key: int, request: Request | None = None) -> Json:
    """Begin a version. Answer: {plan, case, number, version}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, PlanIsOpen, CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        table, work, files = at_the_table(running), running.work, engine.case_file
        if open_plan_of(work, case_key) is not None:
            raise PlanIsOpen
        number = max((row.number for row in work.find(Plan, case_key=case_key)), default=0) + 1
        owners = ",".join(str(key) for key in sorted(table.owners))
        plan = Plan(
            engine.keys(), case_key, number, DRAFT, owners, 1, 1, b"", actor.user_key, running.now, None, None
        )
        before = plan_in_force(work, case_key)
        content = content_of(files, work, before) if before else Content()
        plan = replace(plan, sealed=sealed_content(files, work, plan, content))
        work.add(plan)
        for row in work.find(Measure, plan_key=before.key) if before else []:
            taken = replace(row, key=engine.keys(), plan_key=plan.key, version=1)
            work.add(replace(taken, sealed=sealed_measure(files, work, taken, *measure_of(files, work, row))))
        running.log("PLAN_DRAWN_UP", None, {"plan": str(plan.key), "number": number})
        return {"plan": str(plan.key), "case": str(case_key), "number": number, "version": 1}

    return on_case(engine, lambda work: case_key, actor, request, body)
