"""The lead of a case: who may have it, and changing it."""

from api.access import House, SignedIn
from api.badges import badge
from api.composing import lead_out
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.cases import ChangeLead, LeadChanged, LeadChoice, LeadChoices
from cases.commands.change_lead import change_lead
from cases.commands.log_access import log_access
from cases.views.lead import view_lead
from cases.views.seen import see_case

router = Router(
    prefix="/api/cases",
    tags=["cases"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 413, 422)},
)


@router.get("/{case_key}/lead", operation_id="read_lead")
def read_lead(house: House, caller: SignedIn, case_key: KeyInPath) -> LeadChoices:
    """Who leads the case, and to whom you may give the lead: none where you may not change it."""
    with house.engine.store.reading() as work:
        seen = see_case(house.engine, work, caller.actor, case_key, caller.language)
        view = view_lead(house.case_file.records, work, caller.actor, seen, house.engine.clock.now())
    log_access(house.engine, caller.actor, seen, "case")
    return LeadChoices(
        lead=lead_out(view.lead),
        choices=[
            LeadChoice(key=str(user.key), name=user.name, institution=badge(body))
            for user, body in view.choices
        ],
        may_give_back=view.may_lay_down,
    )


@router.post("/{case_key}/lead", operation_id="change_lead", responses={409: PROBLEMS[409]})
def change(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: ChangeLead,
    idempotency_key: IdempotencyKey = None,
) -> LeadChanged:
    """Who leads hands the lead over or gives it back, and the coordination assigns it. Where no coordination takes part
    in the case, the office that opened it takes the lead while nobody has it."""
    user = int(body.user) if body.user else None
    request = repeatable(idempotency_key, "change_lead", case_key, body.model_dump())
    return LeadChanged(**change_lead(house.engine, caller.actor, case_key, user, body.reason, request))
