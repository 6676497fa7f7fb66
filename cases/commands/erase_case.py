"""A case is erased: somebody else of the same team confirms what was proposed. Nobody gets anything back."""

from dataclasses import replace
from datetime import datetime

from cases.archiving import stopped_by
from cases.erasing import DONE, ERASED, NothingProposed, counted, decides_with, erase, in_the_way, proposal_of
from cases.ledger import Erased, Ledger
from cases.opened_by import require_opener
from cases.records import Records
from cases.rows import Case, User
from engine.engine import Engine
from engine.errors import Json, Unanswerable
from engine.ports import Actor, NotAllowed, NotVisible
from engine.running import Running
from engine.store import Work
from engine.transaction import Request, once


class OwnProposal(NotAllowed):
    """Who proposed the erasure can't confirm it. Somebody else of the team does, or the proposal is withdrawn."""


class NumberDiffers(Unanswerable):
    """This is not the number of the case. Read it once more, and look whether it is the case you mean."""

    code = "number-differs"


def erase_case(
    engine: Engine,
    records: Records,
    ledger: Ledger,
    actor: Actor,
    case_key: int,
    number: str,
    request: Request | None = None,
) -> Json:
    """Confirm the erasure of a case by typing its number. Answer: {case, state}.

    Raises NotVisible, NotAllowed (another office or team), OwnProposal, CaseErased, CaseRuns, LegalHold, RetentionRuns,
    NothingProposed, NumberDiffers, ArchiveAsked, ArchiveAnsweredSince.
    """

    def body(work: Work) -> Json:
        running = Running.seen_by(engine, work, case_key, actor)
        require_opener(running)
        case = work.get(Case, case_key)
        if case is None:
            raise NotVisible
        if obstacle := in_the_way(case, running.now):
            raise obstacle
        proposal = proposal_of(work, case_key)
        if proposal is None:
            raise NothingProposed
        require_another(actor, proposal.proposed_by)
        require_team(work, actor, case, proposal.proposed_by)
        if stop := stopped_by(work, proposal):
            raise stop
        if number.strip().upper() != case.reference:
            raise NumberDiffers
        work.replace(replace(proposal, state=DONE, decided_by=actor.user_key, decided_at=running.now))
        codes = {"proposed_by": str(proposal.proposed_by), "counts": counted(work, case_key)}
        running.log(ERASED, None, codes)
        running.settle()
        erase(work, records, case, running.now)
        return {"case": str(case_key), "state": DONE}

    answer = once(engine, actor, request, body, lambda answer: case_key)
    try:
        ledger.note([Erased(case_key, _erased_at(engine, case_key))])
    finally:
        engine.store.scrub()
    return answer


def _erased_at(engine: Engine, case_key: int) -> datetime:
    with engine.store.reading() as work:
        case = work.get(Case, case_key)
    return case.erased_at if case is not None and case.erased_at is not None else engine.clock.now()


def require_another(actor: Actor, proposed_by: int) -> None:
    """Raises OwnProposal."""
    if proposed_by == actor.user_key:
        raise OwnProposal


def require_team(work: Work, actor: Actor, case: Case, proposed_by: int) -> None:
    """Raises NotAllowed unless the actor decides with who proposed it."""
    author = work.get(User, proposed_by)
    if author is None or not decides_with(actor, author, case):
        raise NotAllowed
