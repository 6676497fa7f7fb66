"""Somebody of the office that opened a case proposes to erase it, once its retention has passed and the archive was asked."""

from dataclasses import replace
from datetime import date

from cases.archiving import (
    NO_ARCHIVE,
    Offer,
    OfferUnclear,
    checked_answer,
    checked_day,
    needs_archive,
    offers_of,
    open_offer_of,
)
from cases.erasing import PROPOSED, ErasureProposed, in_the_way, proposal_of
from cases.opened_by import require_opener
from cases.reasons import ERASURE_PROPOSED, keep_reason
from cases.rows import ArchiveOffer, Case, Erasure
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case


def propose_erasure(
    engine: Engine, actor: Actor, case_key: int, offer: Offer, reason: str, request: Request | None = None
) -> Json:
    """Propose to erase a case. Answer: {case, state}. What is on record of the archive need not be said again; what is said
    here is put on record.

    Raises NotVisible, NotAllowed, CaseErased, CaseRuns, LegalHold, RetentionRuns, ErasureProposed, OfferUnclear,
    ReasonMissing.
    """

    def body(running: Running) -> Json:
        work, now = running.work, running.now
        require_opener(running)
        case = work.get(Case, case_key)
        if case is None:
            raise NotVisible
        if obstacle := in_the_way(case, now):
            raise obstacle
        if proposal_of(work, case_key) is not None:
            raise ErasureProposed
        said = _settled(running, actor, offer)
        keep_reason(running, actor, ERASURE_PROPOSED, reason)
        proposal = Erasure(
            engine.keys(),
            case_key,
            PROPOSED,
            said.offered_on,
            said.answer,
            said.reference,
            actor.user_key,
            now,
            None,
            None,
        )
        work.add(proposal)
        day = {"offered_on": said.offered_on.isoformat()} if said.offered_on else {}
        running.log("ERASURE_PROPOSED", None, {"archive": said.answer} | day)
        return {"case": str(case_key), "state": PROPOSED}

    return on_case(engine, lambda work: case_key, actor, request, body)


def _settled(running: Running, actor: Actor, offer: Offer) -> Offer:
    """What the archive was offered and answered: as is said here, or as it is on record. Raises OfferUnclear."""
    work, case_key, now = running.work, running.instance.key, running.now
    if not needs_archive(running.package):
        if not offer.is_empty:
            raise OfferUnclear("answer")
        return Offer(None, NO_ARCHIVE)
    if offer.is_empty and (known := next(iter(offers_of(work, case_key)), None)) and known.answer:
        return Offer(known.offered_on, known.answer, known.reference)
    waiting = open_offer_of(work, case_key)
    day = checked_day(offer.offered_on or (waiting.offered_on if waiting else None), local_day(now))
    answer, reference = checked_answer(offer.answer, offer.reference)
    _put_down(running, actor, waiting, day, answer, reference)
    return Offer(day, answer, reference)


def _put_down(
    running: Running, actor: Actor, waiting: ArchiveOffer | None, day: date, answer: str, reference: str
) -> None:
    who, now, case_key = actor.user_key, running.now, running.instance.key
    if waiting is None:
        row = ArchiveOffer(running.engine.keys(), case_key, day, who, now, answer, reference, who, now)
        running.work.add(row)
        return
    answered = replace(waiting, answer=answer, reference=reference, answered_by=who, answered_at=now)
    running.work.replace(replace(answered, offered_on=day))
