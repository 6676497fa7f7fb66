"""The person takes a consent back: effective at once and for the future, without reason and without sanction."""

from contextlib import suppress

from cases.access import sight_in
from cases.consents import may_withdraw, withdraw
from cases.erasing import require_not_erased
from cases.rows import Consent
from engine.commands.recheck_facts import recheck_facts
from engine.engine import Engine
from engine.errors import CaseStopped, Json, TooLate
from engine.ports import NO_CASE, Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, Turn, on_case


class ConsentNotGranted(TooLate):
    """This consent is not in force: it was refused, withdrawn or replaced. There is nothing to withdraw."""

    code = "consent-not-granted"


def withdraw_consent(engine: Engine, actor: Actor, consent_key: int, request: Request | None = None) -> Json:
    """Withdraw a consent. Answer: {consent, state}. Raises NotVisible, NotAllowed, ConsentNotGranted.

    The person's word stands first, by itself: that the model can't go on afterwards must not undo it.
    """
    case_key, turn = 0, Turn(engine)

    def case_of(work: Work) -> int:
        nonlocal case_key
        found = work.get(Consent, consent_key)
        case_key = found.case_key if found else NO_CASE
        return case_key

    def body(running: Running) -> Json:
        consent = running.work.get(Consent, consent_key)
        if consent is None:
            raise NotVisible
        require_not_erased(running.work, consent.case_key)
        if not may_withdraw(running.work, consent, sight_in(running)):
            raise NotAllowed
        if consent.state != "granted":
            raise ConsentNotGranted
        withdraw(running.work, consent, running.now)
        running.log(
            "CONSENT_REVOKED", None, {"type": consent.type, "kind": consent.kind, "consent": str(consent_key)}
        )
        return turn.marked({"consent": str(consent_key), "state": "withdrawn"})

    answer = on_case(engine, case_of, actor, request, body)
    if turn.gave(answer):
        with suppress(CaseStopped):  # its incident is on record and shows with the case
            recheck_facts(engine, None, case_key)
    return {"consent": answer["consent"], "state": answer["state"]}
