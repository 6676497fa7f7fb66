"""Withdrawing a consent: first what it means, then the deed."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from api.access import House, SignedIn
from api.pages.posted import Posted, repeatable
from api.pages.rendering import page
from api.parameters import KeyInPath
from api.routers import Router
from cases.commands.log_access import log_access
from cases.commands.withdraw_consent import withdraw_consent
from cases.views.case import evidence_shown
from cases.views.consent import effects_of, view_consent
from cases.views.seen import name_shown

router = Router(include_in_schema=False)


@router.get("/consents/{consent_key}/withdrawal")
def show_withdrawal(request: Request, house: House, caller: SignedIn, consent_key: KeyInPath) -> Response:
    """What the withdrawal stops and what stays."""
    with house.engine.store.reading() as work:
        seen, case, consent = view_consent(
            house.engine, house.case_file.records, work, caller.actor, consent_key, caller.language
        )
        effects = effects_of(work, seen, consent, house.engine.clock.now())
        shown = name_shown(work, seen) | evidence_shown(work, seen)
    log_access(house.engine, caller.actor, seen, "consent", shown)
    return page(
        request, house, caller, "withdrawal.html", here="cases", case=case, consent=consent, effects=effects
    )


@router.post("/consents/{consent_key}/withdrawal")
def withdraw(
    request: Request, house: House, caller: SignedIn, consent_key: KeyInPath, pairs: Posted
) -> Response:
    """Take the consent back on the person's word."""
    with house.engine.store.reading() as work:
        _, case, _ = view_consent(
            house.engine, house.case_file.records, work, caller.actor, consent_key, caller.language
        )
    withdraw_consent(house.engine, caller.actor, consent_key, repeatable(pairs, "withdraw", consent_key))
    return RedirectResponse(f"/cases/{case.key}?done=withdrawn", 303)
