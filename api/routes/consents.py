"""Consents: withdrawing one. Granting and refusing are tasks of the procedure."""

from api.access import House, SignedIn
from api.parameters import PROBLEMS, IdempotencyKey, KeyInPath, repeatable
from api.routers import Router
from api.shapes.consents import Withdrawn
from cases.commands.withdraw_consent import withdraw_consent

router = Router(
    prefix="/api/consents",
    tags=["consents"],
    responses={key: PROBLEMS[key] for key in (400, 401, 403, 404, 409, 410, 413, 422)},
)


@router.post("/{consent_key}/withdrawal", operation_id="withdraw_consent")
def withdraw(
    house: House, caller: SignedIn, consent_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> Withdrawn:
    """Take a consent back on the person's word: at once, for the future, without reason."""
    request = repeatable(idempotency_key, "withdrawal", consent_key)
    return Withdrawn(**withdraw_consent(house.engine, caller.actor, consent_key, request))
