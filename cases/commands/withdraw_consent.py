"""The person takes a consent back: effective at once and for the future, without reason and without sanction."""

from cases.access import sight_of
from cases.consents import withdraw
from cases.rows import Consent
from engine.engine import Engine
from engine.errors import Json, TooLate
from engine.ports import Actor, NotVisible
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, on_case


class ConsentNotGranted(TooLate):
    """This consent is not in force: it was refused, withdrawn or replaced. There is nothing to withdraw."""

    code = "consent-not-granted"


def withdraw_consent(engine: Engine, actor: Actor, consent_key: int, request: Request | None = None) -> Json:
    """Withdraw a consent. Answer: {consent, state}. Raises NotVisible, ConsentNotGranted, CaseStopped."""

    def case_of(work: Work) -> int:
        found = work.get(Consent, consent_key)
        return found.case_key if found else 0

    def body(running: Running) -> Json:
        consent = running.work.get(Consent, consent_key)
        if consent is None or sight_of(running.work, actor, consent.case_key, running.now) is None:
            raise NotVisible
        if consent.state != "granted":
            raise ConsentNotGranted
        withdraw(running.work, consent, running.now)
        running.log(
            "CONSENT_REVOKED", None, {"type": consent.type, "kind": consent.kind, "consent": str(consent_key)}
        )
        running.move()
        return {"consent": str(consent_key), "state": "withdrawn"}

    return on_case(engine, case_of, actor, request, body)
