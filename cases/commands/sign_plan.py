"""An institution signs the plan, or refuses to: it alone. What the person does is put down by somebody who was there.

Once everybody has signed, the plan binds and takes the place of the one before. Whoever refuses sends it back to work.
"""

from dataclasses import replace
from datetime import date

from cases.plan_content import place_of
from cases.plans import (
    DRAFT,
    IN_FORCE,
    PERSON,
    REFUSED,
    SIGNED,
    SIGNING,
    SUPERSEDED,
    PlanIsDrafted,
    Table,
    TableChanged,
    at_the_table,
    check_past,
    check_since,
    check_text,
    plan_in_force,
    signatures_of,
    signed_before_consent,
    still_to_sign,
)
from cases.rows import Plan, PlanSignature
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor, NotAllowed
from engine.running import Running
from engine.transaction import Request, on_case


class SignedAlready(TooLate):
    """This plan has this signature already."""

    code = "signed-already"


def sign_plan(
    engine: Engine,
    actor: Actor,
    case_key: int,
    version: int,
    *,
    signs: bool = True,
    reason: str = "",
    person_on: date | None = None,
    request: Request | None = None,
) -> Json:
    """Sign or refuse for one's own institution; with `person_on`, put down what the person did on that day. `version` is the
    plan's that the actor saw, `reason` why it is refused. Nobody signs once others sit at the table, or by another consent, than
    when it was put up. Answer: {plan, case, version, state}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanChanged, PlanIsDrafted, TableChanged, SignedAlready,
    MeasureRefused, CaseClosed, CaseHeld, CaseStopped.
    """

    def body(running: Running) -> Json:
        table = at_the_table(running)
        plan = table.open_plan()
        if plan.state != SIGNING:
            raise PlanIsDrafted
        table.require(plan, version)
        if signs and (
            {str(key) for key in table.owners} != set(plan.owners.split(","))
            or signed_before_consent(running.work, plan, running.now)
        ):
            raise TableChanged
        who = PERSON if person_on is not None else actor.institution_key
        if who != PERSON and str(who) not in plan.owners.split(","):
            raise NotAllowed
        if who in signatures_of(running.work, plan):
            raise SignedAlready
        day = person_on or local_day(running.now)
        check_past(running, "person_on", day)
        check_since("person_on", day, plan.created_at)
        if not signs:
            check_text("reason", reason)
        _keep(table, plan, actor, who, signs=signs, reason=reason, day=day)
        changed = _in_force(table, plan) if signs else _returned(table, plan)
        return {
            "plan": str(plan.key),
            "case": str(case_key),
            "version": changed.version,
            "state": changed.state,
        }

    return on_case(engine, lambda work: case_key, actor, request, body)


def _keep(table: Table, plan: Plan, actor: Actor, who: int, *, signs: bool, reason: str, day: date) -> None:
    running, decision = table.running, SIGNED if signs else REFUSED
    row = PlanSignature(
        running.engine.keys(),
        plan.case_key,
        plan.key,
        plan.turn,
        who,
        decision,
        day,
        b"",
        actor.user_key,
        running.now,
    )
    text = "" if signs else reason.strip()
    sealed = running.engine.case_file.seal(running.work, plan.case_key, text.encode(), place_of(row))
    running.work.add(replace(row, sealed=sealed))
    by = "person" if who == PERSON else str(who)
    running.log("PLAN_SIGNED", None, {"plan": str(plan.key), "by": by, "decision": decision})


def _in_force(table: Table, plan: Plan) -> Plan:
    """The plan, in force where this was the last signature."""
    running = table.running
    if still_to_sign(running.work, plan):
        return plan  # nothing in it has changed: whoever has it before them signs the same
    before = plan_in_force(running.work, plan.case_key)
    if before is not None:
        running.work.replace(
            replace(before, state=SUPERSEDED, version=before.version + 1, ended_at=running.now)
        )
    binding = replace(plan, state=IN_FORCE, version=plan.version + 1, in_force_at=running.now)
    running.work.replace(binding)
    running.log("PLAN_IN_FORCE", None, {"plan": str(plan.key), "number": plan.number})
    table.tell_model(binding)
    return binding


def _returned(table: Table, plan: Plan) -> Plan:
    """The plan, at work again: what was signed counts no longer."""
    returned = table.change(plan, state=DRAFT, turn=plan.turn + 1)
    table.tell_model(returned)
    return returned
