"""Somebody of the office that opened a case puts down what the archive answered to the offer of its dossier."""

from dataclasses import replace

from cases.archiving import ArchiveNotAsked, checked_answer, open_offer_of
from cases.erasing import require_not_erased
from cases.opened_by import require_opener
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor
from engine.running import Running
from engine.transaction import Request, on_case


def note_archive_answer(
    engine: Engine,
    actor: Actor,
    case_key: int,
    answer: str,
    reference: str,
    request: Request | None = None,
) -> Json:
    """Put down the answer (TAKEN | NOT_TAKEN) and the number of the file at the archive. Answer: {case, state}.

    Raises NotVisible, NotAllowed, CaseErased, ArchiveNotAsked, OfferUnclear.
    """

    def body(running: Running) -> Json:
        require_opener(running)
        require_not_erased(running.work, case_key)
        offer = open_offer_of(running.work, case_key)
        if offer is None:
            raise ArchiveNotAsked
        said, number = checked_answer(answer, reference)
        running.work.replace(
            replace(offer, answer=said, reference=number, answered_by=actor.user_key, answered_at=running.now)
        )
        running.log("ARCHIVE_ANSWERED", None, {"archive": said})
        return {"case": str(case_key), "state": said.lower()}

    return on_case(engine, lambda work: case_key, actor, request, body)
