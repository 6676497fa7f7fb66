"""Gateways: list, read, decide, confirm."""

from api.access import Caller, CasesRead, GatewaysWrite, House, SignedIn
from api.bootstrap import Bruecke
from api.composing import gateway_out
from api.parameters import PROBLEMS, After, IdempotencyKey, InCase, KeyInPath, Limit, repeatable
from api.routers import Router
from api.routes.tasks import work_page
from api.shapes.gateways import Confirmation, Decided, Decision, GatewayOut
from api.shapes.work import WorkPage
from cases.commands.log_access import log_access
from cases.views.gateway import GatewayView, view_gateway
from engine.commands.decide_gateway import confirm_gateway, decide_gateway

router = Router(
    prefix="/api/gateways",
    tags=["gateways"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)


@router.get("", operation_id="list_gateways")
def list_gateways(
    house: House,
    caller: CasesRead,
    mine: bool = False,
    case: InCase = None,
    after: After = None,
    limit: Limit = 50,
) -> WorkPage:
    """Questions that wait for your institution, oldest first."""
    return work_page(house, caller, "gateway", mine, case, after, limit)


def view(house: Bruecke, caller: Caller, gateway_key: int) -> GatewayView:
    """A gateway as the caller sees it."""
    with house.engine.store.reading() as work:
        return view_gateway(
            house.engine, house.case_file.records, work, caller.actor, gateway_key, caller.language
        )


@router.get("/{gateway_key}", operation_id="read_gateway")
def read_gateway(house: House, caller: CasesRead, gateway_key: KeyInPath) -> GatewayOut:
    """Question, answers, proposal and what it rests on; evaluated now."""
    found = view(house, caller, gateway_key)
    log_access(house.engine, caller.actor, found.seen, "gateway", found.shown)
    return gateway_out(found)


@router.post("/{gateway_key}/decision", operation_id="decide_gateway")
def decide(
    house: House,
    caller: GatewaysWrite,
    gateway_key: KeyInPath,
    body: Decision,
    idempotency_key: IdempotencyKey = None,
) -> Decided:
    """Answer a judgement for your seat, or deviate from a rule where the procedure lets you."""
    request = repeatable(idempotency_key, "decision", gateway_key, body.model_dump())
    return Decided(
        **decide_gateway(
            house.engine, caller.actor, gateway_key, body.answer, body.basis, body.reason, request
        )
    )


@router.post("/{gateway_key}/confirmation", operation_id="confirm_gateway")
def confirm(
    house: House,
    caller: SignedIn,
    gateway_key: KeyInPath,
    body: Confirmation,
    idempotency_key: IdempotencyKey = None,
) -> Decided:
    """Confirm the outcome of a rule as it was shown; a judgement is answered by a decision (422 nothing-to-confirm)."""
    request = repeatable(idempotency_key, "confirmation", gateway_key, body.model_dump())
    return Decided(**confirm_gateway(house.engine, caller.actor, gateway_key, body.basis, request))
