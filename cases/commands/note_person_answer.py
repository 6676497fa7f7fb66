"""What the person says to a measure is put down by somebody who was there."""

from dataclasses import replace
from datetime import date

from cases.plan_content import measure_of, sealed_measure
from cases.plans import AGREED, REFUSED, PlanChanged, at_the_table, case_of_measure, check_past, check_since
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def note_person_answer(
    engine: Engine,
    actor: Actor,
    measure_key: int,
    version: int,
    agrees: bool,
    on: date,
    request: Request | None = None,
) -> Json:
    """Put down what the person said on a day. `version` is the measure's that the actor saw. Answer: {measure, case, version,
    person}.

    Raises NotVisible, NotAllowed, NoPlanHere, PlanNotShared, NoOpenPlan, PlanIsBeingSigned, PlanChanged, MeasureRefused,
    CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        table, work, files = at_the_table(running), running.work, engine.case_file
        plan, row = table.measure(measure_key)
        if row.version != version:
            raise PlanChanged(row.version)
        check_past(running, "on", on)
        check_since("on", on, row.proposed_at)
        offer, given = measure_of(files, work, row)
        changed = replace(row, person=AGREED if agrees else REFUSED, version=row.version + 1)
        sealed = sealed_measure(files, work, changed, offer, replace(given, person_on=on))
        work.replace(replace(changed, sealed=sealed))
        table.change(plan)
        running.log("MEASURE_ANSWERED_BY_PERSON", None, {"measure": str(row.key), "answer": changed.person})
        return {
            "measure": str(row.key),
            "case": str(row.case_key),
            "version": changed.version,
            "person": changed.person,
        }

    return on_case(engine, case_of_measure(measure_key), actor, request, body)
