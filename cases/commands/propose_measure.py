"""A measure is proposed to its institution and to the person, or proposed otherwise: then both answer anew."""

from dataclasses import replace

from cases.plan_content import Answer, Offer, sealed_measure
from cases.plans import MOST_MEASURES, OPEN, PROPOSED, MeasureRefused, PlanChanged, at_the_table, check_offer
from cases.rows import Institution, Measure
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case


def propose_measure(
    engine: Engine,
    actor: Actor,
    case_key: int,
    institution_key: int,
    offer: Offer,
    request: Request | None = None,
    *,
    instead_of: tuple[int, int] | None = None,
) -> Json:
    """Propose a measure to an institution at the table; `instead_of` one that is proposed there, by its key and the version
    that the actor saw. Answer: {measure, case, version, state}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanIsBeingSigned, PlanChanged, MeasureRefused,
    CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        table, work = at_the_table(running), running.work
        plan = table.draft()
        institution = work.get(Institution, institution_key)
        if institution is None or institution_key not in table.owners:
            raise MeasureRefused("institution", "not-at-the-table")
        check_offer(running.package, institution, offer)
        there = work.find(Measure, plan_key=plan.key)
        known = None
        if instead_of is not None:
            known = next((row for row in there if row.key == instead_of[0]), None)
            if known is None:
                raise NotVisible
            if known.version != instead_of[1]:
                raise PlanChanged(known.version)
        elif len(there) >= MOST_MEASURES:
            raise MeasureRefused("measures", "too-many")
        key = known.key if known else engine.keys()
        row = Measure(
            key,
            case_key,
            plan.key,
            institution_key,
            known.origin_key if known else key,
            PROPOSED,
            OPEN,
            known.version + 1 if known else 1,
            b"",
            actor.user_key,
            running.now,
            None,
            None,
        )
        row = replace(row, sealed=sealed_measure(engine.case_file, work, row, offer, Answer()))
        if known:
            work.replace(row)
        else:
            work.add(row)
        table.change(plan)
        running.log("MEASURE_PROPOSED", None, {"measure": str(key), "institution": str(institution_key)})
        return {"measure": str(key), "case": str(case_key), "version": row.version, "state": row.state}

    return on_case(engine, lambda work: case_key, actor, request, body)
