"""The plan of a case: goals, measures, signatures, versions."""

from typing import Annotated

from fastapi import Path

from api.access import House, SignedIn
from api.badges import badge
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.plans import (
    AnswerMeasure,
    ChangeMeasure,
    Goals,
    GoalShape,
    GoalsSet,
    MeasureChanged,
    MeasureOut,
    MeasureStepNoted,
    MeasureStepOut,
    MeasureWithdrawn,
    Missing,
    NoteMeasureStep,
    OfferShape,
    OfVersion,
    PersonAnswered,
    PersonAnswers,
    PlanBegun,
    PlanMoved,
    PlanOut,
    PlanPage,
    PlanVersionLine,
    ProposeMeasure,
    SignatureOut,
    SignPlan,
)
from cases.commands.answer_measure import Reply, answer_measure
from cases.commands.draw_up_plan import draw_up_plan
from cases.commands.log_access import log_access
from cases.commands.note_measure_step import note_measure_step
from cases.commands.note_person_answer import note_person_answer
from cases.commands.propose_measure import propose_measure
from cases.commands.return_plan import return_plan
from cases.commands.set_goals import set_goals
from cases.commands.sign_plan import sign_plan
from cases.commands.submit_plan import submit_plan
from cases.commands.withdraw_measure import withdraw_measure
from cases.plan_content import Goal, Offer, Step
from cases.views.plan import MeasureView, PlanDesk, PlanView, view_plan
from cases.views.seen import see_case

router = Router(
    prefix="/api",
    tags=["plans"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)
Number = Annotated[int, Path(ge=1, le=10**6)]


@router.get("/cases/{case_key}/plan", operation_id="read_plan")
def read_plan(house: House, caller: SignedIn, case_key: KeyInPath) -> PlanPage:
    """The version of the plan that is at work, else the one in force, else the last one. Reading it is noted."""
    return _page(house, caller, case_key, None)


@router.get("/cases/{case_key}/plan/{number}", operation_id="read_plan_version")
def read_plan_version(house: House, caller: SignedIn, case_key: KeyInPath, number: Number) -> PlanPage:
    """A version of the plan, as it was agreed on. Reading it is noted."""
    return _page(house, caller, case_key, number)


def _page(house: House, caller: SignedIn, case_key: int, number: int | None) -> PlanPage:
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        desk = view_plan(house.engine, work, caller.actor, seen, number)
    log_access(house.engine, caller.actor, seen, "plan", desk.shown)
    return _page_out(desk)


@router.post("/cases/{case_key}/plan", operation_id="draw_up_plan", status_code=201)
def draw_up(
    house: House, caller: SignedIn, case_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> PlanBegun:
    """Begin a version: from nothing, or from the one in force, whose answers stand where nothing changes."""
    request = repeatable(idempotency_key, "draw_up_plan", case_key)
    return PlanBegun(**draw_up_plan(house.engine, caller.actor, case_key, request))


@router.post("/cases/{case_key}/plan/goals", operation_id="set_goals")
def goals(
    house: House, caller: SignedIn, case_key: KeyInPath, body: Goals, idempotency_key: IdempotencyKey = None
) -> GoalsSet:
    """Write the goals of the version at work."""
    wanted = [Goal(one.text, one.measured_by, one.priority, one.due) for one in body.goals]
    request = repeatable(idempotency_key, "set_goals", case_key, body.model_dump(mode="json"))
    done = set_goals(house.engine, caller.actor, case_key, body.version, wanted, body.explained_on, request)
    return GoalsSet(**done)


@router.post("/cases/{case_key}/plan/measures", operation_id="propose_measure", status_code=201)
def propose(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: ProposeMeasure,
    idempotency_key: IdempotencyKey = None,
) -> MeasureChanged:
    """Propose a measure to an institution at the table: it alone accepts it. 422 measure-refused says what is not possible."""
    request = repeatable(idempotency_key, "propose_measure", case_key, body.model_dump(mode="json"))
    done = propose_measure(house.engine, caller.actor, case_key, int(body.institution), _offer(body), request)
    return MeasureChanged(**done)


@router.post("/cases/{case_key}/plan/measures/{measure_key}", operation_id="change_measure")
def change(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    measure_key: KeyInPath,
    body: ChangeMeasure,
    idempotency_key: IdempotencyKey = None,
) -> MeasureChanged:
    """Propose a measure otherwise: its institution and the person answer anew."""
    request = repeatable(
        idempotency_key, "change_measure", case_key, measure_key, body.model_dump(mode="json")
    )
    done = propose_measure(
        house.engine,
        caller.actor,
        case_key,
        int(body.institution),
        _offer(body),
        request,
        instead_of=(measure_key, body.version),
    )
    return MeasureChanged(**done)


def _offer(body: OfferShape) -> Offer:
    return Offer(body.service, body.aim.strip(), body.payer, body.principle, body.begins, body.ends)


@router.post("/measures/{measure_key}/withdrawal", operation_id="withdraw_measure")
def withdraw(
    house: House,
    caller: SignedIn,
    measure_key: KeyInPath,
    body: OfVersion,
    idempotency_key: IdempotencyKey = None,
) -> MeasureWithdrawn:
    """Take a measure out of the version at work."""
    request = repeatable(idempotency_key, "withdraw_measure", measure_key, body.model_dump())
    return MeasureWithdrawn(
        **withdraw_measure(house.engine, caller.actor, measure_key, body.version, request)
    )


@router.post("/measures/{measure_key}/answer", operation_id="answer_measure")
def answer(
    house: House,
    caller: SignedIn,
    measure_key: KeyInPath,
    body: AnswerMeasure,
    idempotency_key: IdempotencyKey = None,
) -> MeasureChanged:
    """Accept or decline a measure that is proposed to your institution. Nobody answers for another one."""
    reply = Reply(
        body.accepts, body.is_entitled, int(body.responsible) if body.responsible else None, body.reason
    )
    request = repeatable(idempotency_key, "answer_measure", measure_key, body.model_dump())
    return MeasureChanged(
        **answer_measure(house.engine, caller.actor, measure_key, body.version, reply, request)
    )


@router.post("/measures/{measure_key}/person-answer", operation_id="note_person_answer")
def note_answer(
    house: House,
    caller: SignedIn,
    measure_key: KeyInPath,
    body: PersonAnswers,
    idempotency_key: IdempotencyKey = None,
) -> PersonAnswered:
    """Put down what the person said to a measure."""
    request = repeatable(idempotency_key, "note_person_answer", measure_key, body.model_dump(mode="json"))
    done = note_person_answer(
        house.engine, caller.actor, measure_key, body.version, body.agrees, body.on, request
    )
    return PersonAnswered(**done)


@router.post("/measures/{measure_key}/steps", operation_id="note_measure_step", status_code=201)
def note_step(
    house: House,
    caller: SignedIn,
    measure_key: KeyInPath,
    body: NoteMeasureStep,
    idempotency_key: IdempotencyKey = None,
) -> MeasureStepNoted:
    """Put on record that a measure of your institution has started, ended or was aborted. Nobody does so for another one."""
    step = Step(body.state, body.on, body.note.strip())
    request = repeatable(idempotency_key, "note_measure_step", measure_key, body.model_dump(mode="json"))
    return MeasureStepNoted(
        **note_measure_step(house.engine, caller.actor, measure_key, body.steps, step, request)
    )


@router.post("/cases/{case_key}/plan/submission", operation_id="submit_plan")
def submit(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: OfVersion,
    idempotency_key: IdempotencyKey = None,
) -> PlanMoved:
    """Put the version at work up for signature. 422 plan-not-ready says in `missing` what is missing."""
    request = repeatable(idempotency_key, "submit_plan", case_key, body.model_dump())
    return PlanMoved(**submit_plan(house.engine, caller.actor, case_key, body.version, request))


@router.post("/cases/{case_key}/plan/signature", operation_id="sign_plan")
def sign(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: SignPlan,
    idempotency_key: IdempotencyKey = None,
) -> PlanMoved:
    """Sign for your institution, or refuse; put down what the person did. The last signature puts the version in force."""
    request = repeatable(idempotency_key, "sign_plan", case_key, body.model_dump(mode="json"))
    done = sign_plan(
        house.engine,
        caller.actor,
        case_key,
        body.version,
        signs=body.signs,
        reason=body.reason,
        person_on=body.person_on,
        request=request,
    )
    return PlanMoved(**done)


@router.post("/cases/{case_key}/plan/return", operation_id="return_plan")
def take_back(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: OfVersion,
    idempotency_key: IdempotencyKey = None,
) -> PlanMoved:
    """Take a version back from signature to work on it; what was signed counts no longer."""
    request = repeatable(idempotency_key, "return_plan", case_key, body.model_dump())
    return PlanMoved(**return_plan(house.engine, caller.actor, case_key, body.version, request))


@router.post("/cases/{case_key}/plan/drop", operation_id="drop_plan")
def drop(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: OfVersion,
    idempotency_key: IdempotencyKey = None,
) -> PlanMoved:
    """Drop the version at work; the one in force stays."""
    request = repeatable(idempotency_key, "drop_plan", case_key, body.model_dump())
    return PlanMoved(**return_plan(house.engine, caller.actor, case_key, body.version, request, drops=True))


def _page_out(desk: PlanDesk) -> PlanPage:
    return PlanPage(
        plan=_plan_out(desk.plan) if desk.plan else None,
        versions=[
            PlanVersionLine(
                number=one.number, state=one.state, created_at=one.created_at, in_force_at=one.in_force_at
            )
            for one in desk.versions
        ],
        sits=desk.sits,
        is_shared=desk.is_shared,
        may_begin=desk.may_begin,
    )


def _plan_out(view: PlanView) -> PlanOut:
    return PlanOut(
        key=str(view.key),
        number=view.number,
        version=view.version,
        state=view.state,
        created_at=view.created_at,
        in_force_at=view.in_force_at,
        ended_at=view.ended_at,
        goals=[
            GoalShape(text=one.text, measured_by=one.measured_by, priority=one.priority, due=one.due)
            for one in view.goals
        ],
        explained_on=view.content.explained_on,
        measures=[_measure_out(one) for one in view.measures],
        signatures=[
            SignatureOut(
                institution=badge(one.institution) if one.institution else None,
                decision=one.decision,
                signed_on=one.signed_on,
                reason=one.reason,
            )
            for one in view.signatures
        ],
        missing=[Missing(what=what, measure=str(key) if key else None) for what, key in view.missing],
    )


def _measure_out(view: MeasureView) -> MeasureOut:
    return MeasureOut(
        key=str(view.key),
        version=view.version,
        institution=badge(view.institution),
        service=view.offer.service,
        service_label=view.service.text,
        aim=view.offer.aim,
        payer=view.offer.payer,
        principle=view.offer.principle,
        begins=view.offer.begins,
        ends=view.offer.ends,
        responsible=view.responsible,
        state=view.state,
        reason=view.answer.reason,
        person=view.person,
        person_on=view.answer.person_on,
        is_taken_over=view.is_taken_over,
        may_answer=view.may_answer,
        steps=[MeasureStepOut(state=one.state, on=one.on, note=one.note) for one in view.steps],
        unsaid=view.unsaid or None,
        may_note=view.may_note,
    )
