"""The version at work is taken back from signature to be changed, or dropped; what was signed counts no longer."""

from dataclasses import replace

from cases.plans import DRAFT, DROPPED, SIGNING, PlanIsDrafted, at_the_table, plan_in_force
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def return_plan(
    engine: Engine,
    actor: Actor,
    case_key: int,
    version: int,
    request: Request | None = None,
    *,
    drops: bool = False,
) -> Json:
    """Take it back to work, or drop it. `version` is the plan's that the actor saw. Answer: {plan, case, version, state}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanChanged, PlanIsDrafted, CaseClosed, CaseHeld,
    CaseStopped.
    """

    def body(running: Running) -> Json:
        table = at_the_table(
            running, must_share=not drops
        )  # what nobody may read any more is dropped all the same
        plan = table.open_plan()
        if plan.state != SIGNING and not drops:
            raise PlanIsDrafted
        table.require(plan, version)
        if drops:
            changed = replace(plan, state=DROPPED, version=plan.version + 1, ended_at=running.now)
            running.work.replace(changed)
        else:
            changed = table.change(plan, state=DRAFT, turn=plan.turn + 1)
        running.log("PLAN_RETURNED", None, {"plan": str(plan.key), "state": changed.state})
        # where an earlier version binds, dropping the one at work leaves that as it is
        binding = plan_in_force(running.work, case_key) if drops else None
        table.tell_model(binding or changed, next_dropped=binding is not None)
        return {
            "plan": str(plan.key),
            "case": str(case_key),
            "version": changed.version,
            "state": changed.state,
        }

    return on_case(engine, lambda work: case_key, actor, request, body)
