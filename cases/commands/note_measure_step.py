"""An institution puts on record what has become of its measure: that it has started, ended or was aborted."""

from dataclasses import replace

from cases.plan_content import Step, sealed_step, step_of
from cases.plans import (
    ABORTED,
    ENDED,
    LONGEST,
    MOST_STEPS,
    STARTED,
    MeasureNotBinding,
    MeasureRefused,
    PlanChanged,
    at_the_table,
    case_of_measure,
    check_past,
    check_text,
    plan_in_force,
    written,
)
from cases.rows import Measure, MeasureStep
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case

EVENTS = {STARTED: "MEASURE_STARTED", ENDED: "MEASURE_ENDED", ABORTED: "MEASURE_ABORTED"}
"""What the history calls it (BL-07)."""


def note_measure_step(
    engine: Engine,
    actor: Actor,
    measure_key: int,
    seen: int,
    step: Step,
    request: Request | None = None,
) -> Json:
    """Put a step on record for one's own institution. `seen`: how many steps the actor saw. A mistake is put right by the next
    step; each stays readable. Answer: {measure, case, steps, state}.

    Raises NotVisible, NotAllowed (a measure of another institution), NoPlanHere, PlanNotShared, MeasureNotBinding, PlanChanged,
    MeasureRefused, CaseClosed, CaseHeld.
    """

    def body(running: Running) -> Json:
        table, work, files = at_the_table(running), running.work, engine.case_file
        row = work.get(Measure, measure_key)
        if row is None or row.case_key != table.case_key:
            raise NotVisible
        if row.institution_key != actor.institution_key:
            raise NotAllowed
        binding = plan_in_force(work, table.case_key)
        if binding is None or row.plan_key != binding.key:
            raise MeasureNotBinding
        known = work.find(MeasureStep, case_key=row.case_key, origin_key=row.origin_key)
        if len(known) != seen:
            raise PlanChanged(len(known))
        _check(running, step, [step_of(files, work, one) for one in known])
        made = MeasureStep(
            engine.keys(),
            row.case_key,
            row.origin_key,
            seen + 1,
            step.state,
            written(table.owners),
            b"",
            actor.user_key,
            running.now,
        )
        work.add(replace(made, sealed=sealed_step(files, work, made, step)))
        running.log(EVENTS[step.state], None, {"measure": str(row.key), "owners": made.owners})
        return {
            "measure": str(row.key),
            "case": str(row.case_key),
            "steps": made.number,
            "state": made.state,
        }

    return on_case(engine, case_of_measure(measure_key), actor, request, body)


def _check(running: Running, step: Step, known: list[Step]) -> None:
    """Raises MeasureRefused."""
    if step.state not in EVENTS:
        raise MeasureRefused("state", "unknown")
    if len(known) >= MOST_STEPS:
        raise MeasureRefused("state", "too-many")
    check_past(running, "on", step.on)
    if step.state == ABORTED:
        check_text("note", step.note)
    if len(step.note) > LONGEST:
        raise MeasureRefused("note", "too-long")
    began = [one.on for one in known if one.state == STARTED]
    if step.state != STARTED and began and step.on < began[-1]:
        raise MeasureRefused("on", "before-it-started")
