"""A person of the RAV says what becomes of a line: it is for a case, a case is opened for it, or it is for nobody."""

from collections.abc import Callable, Mapping

from cases.access import sights_of
from cases.commands.publish import deliver_to_case
from cases.commands.start_case import Opening, start_case
from cases.early_messages import LONGEST, Message, keep_early
from cases.rav import DELIVERED, KEPT, NOBODY, OPENED, REFERRAL, WHO
from cases.rav_lines import close_line, line_to_settle, own_line, said
from cases.sealing import Vault
from engine.commands.brought import Offered
from engine.engine import Engine
from engine.errors import Json, NobodyWaits
from engine.ports import Actor, NotVisible
from engine.store import Work
from engine.transaction import Request, answered_or, once


def confirm_rav_line(
    engine: Engine, vault: Vault, actor: Actor, line_key: int, case_key: int, request: Request | None = None
) -> Json:
    """It is for this case: the message goes there, or waits for 90 days until the case waits for it.

    Answer: {line, status: delivered | kept, case}. Raises NotVisible (line or case), NotAllowed, OwnDelivery, LineSettled,
    NobodyWaits (a referral opens a case and is none for one), CaseHeld, ReportsUnread, CaseStopped.
    """
    known = answered_or(
        engine, actor, request, lambda: _confirm(engine, vault, actor, line_key, case_key, request)
    )
    status = KEPT if known.get("status") == "waiting" else DELIVERED
    return {"line": str(line_key), "status": status, "case": known["case"]}


def _confirm(
    engine: Engine, vault: Vault, actor: Actor, line_key: int, case_key: int, request: Request | None
) -> Json:
    with engine.store.reading() as work:
        line = line_to_settle(work, actor, line_key)
        told = said(vault, work, line)
        require_mandate(engine, work, actor, case_key)
    if line.kind is None or line.kind == REFERRAL:
        raise NobodyWaits
    message = Message(line.kind, None, case_key, Offered(told.answers), LONGEST)
    closing = _closing(engine, actor, line_key, DELIVERED)
    delivered = deliver_to_case(engine, actor, case_key, message, request, closing)
    if delivered is not None:
        return delivered

    def keep(work: Work) -> Json:
        kept = keep_early(engine, vault, work, actor, message)
        _closing(engine, actor, line_key, KEPT)(work, case_key)
        return {**kept, "case": str(case_key)}

    kept = once(engine, actor, request, keep, lambda answer: case_key)
    engine.bell.set()
    return kept


def open_rav_line(
    engine: Engine,
    vault: Vault,
    actor: Actor,
    line_key: int,
    procedure: str,
    partners: Mapping[str, int],
    request: Request | None = None,
) -> Json:
    """Open a case for the person: its first form begins with what was delivered. Answer: {line, status, case, reference}.

    Raises as `start_case` (PersonNotTaken where its first form does not ask who it is), and NotVisible, NotAllowed, OwnDelivery, LineSettled.
    """

    def body() -> Json:
        with engine.store.reading() as work:
            told = said(vault, work, line_to_settle(work, actor, line_key))
        opening = Opening(procedure, partners, answers=Offered(told.opening), needs=WHO)
        closing = _closing(engine, actor, line_key, OPENED)
        return start_case(engine, vault, actor, opening, request, closing)

    known = answered_or(engine, actor, request, body)
    return {"line": str(line_key), "status": OPENED, "case": known["case"], "reference": known["reference"]}


def dismiss_rav_line(engine: Engine, actor: Actor, line_key: int, request: Request | None = None) -> Json:
    """It is for nobody: what it says is deleted. Answer: {line, status}. Raises NotVisible, NotAllowed, LineSettled."""

    def body(work: Work) -> Json:
        line = line_to_settle(work, actor, line_key)
        close_line(work, line.key, NOBODY, engine.clock.now(), actor.user_key)
        return {"line": str(line_key), "status": NOBODY}

    return once(engine, actor, request, body)


def require_mandate(engine: Engine, work: Work, actor: Actor, case_key: int) -> None:
    """Raises NotVisible unless the actor sees the case, and not by exception alone."""
    sight = sights_of(work, actor, {case_key}, engine.clock.now()).get(case_key)
    if sight is None or sight.is_exceptional:
        raise NotVisible


def _closing(engine: Engine, actor: Actor, line_key: int, status: str) -> Callable[[Work, int], None]:
    def close(work: Work, case_key: int) -> None:
        line = own_line(work, actor, line_key)
        close_line(work, line.key, status, engine.clock.now(), actor.user_key, case_key)

    return close
