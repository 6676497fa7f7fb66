"""The goals of the version at work are written anew, with the day on which the person's rights and duties were explained."""

from collections.abc import Sequence
from datetime import date

from cases.plan_content import Content, Goal, sealed_content
from cases.plans import MOST_GOALS, MeasureRefused, at_the_table, check_past, check_text
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def set_goals(
    engine: Engine,
    actor: Actor,
    case_key: int,
    version: int,
    goals: Sequence[Goal],
    explained_on: date | None,
    request: Request | None = None,
) -> Json:
    """Write the goals. `version` is the plan's that the actor saw. Answer: {plan, case, version}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanChanged, PlanIsBeingSigned, MeasureRefused,
    CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        table = at_the_table(running)
        plan = table.draft(version)
        if len(goals) > MOST_GOALS:
            raise MeasureRefused("goals", "too-many")
        for goal in goals:
            check_text("text", goal.text)
            check_text("measured_by", goal.measured_by)
        if explained_on is not None:
            check_past(running, "explained_on", explained_on)
        ordered = tuple(sorted(goals, key=lambda goal: goal.priority))
        sealed = sealed_content(engine.case_file, running.work, plan, Content(ordered, explained_on))
        changed = table.change(plan, sealed=sealed)
        running.log("PLAN_GOALS_SET", None, {"plan": str(plan.key), "goals": len(ordered)})
        return {"plan": str(plan.key), "case": str(case_key), "version": changed.version}

    return on_case(engine, lambda work: case_key, actor, request, body)
