"""Erasing cases after their retention: propose, confirm, refuse; legal holds; what is due."""

from typing import Any

from api.access import House, SignedIn
from api.parameters import PROBLEMS, After, IdempotencyKey, KeyInPath, Limit, repeatable
from api.routers import Router
from api.shapes.erasures import (
    ArchiveChanged,
    ArchiveOfferOut,
    CaseKept,
    ConfirmErasure,
    DueCase,
    DuePage,
    ErasureChanged,
    ErasureOut,
    KeepCase,
    NoteArchiveAnswer,
    OfferToArchive,
    ProposalOut,
    ProposeErasure,
)
from cases.archiving import Offer
from cases.commands.erase_case import erase_case
from cases.commands.hold_erasure import hold_erasure, release_hold
from cases.commands.log_access import log_access
from cases.commands.note_archive_answer import note_archive_answer
from cases.commands.offer_to_archive import offer_to_archive
from cases.commands.propose_erasure import propose_erasure
from cases.commands.refuse_erasure import refuse_erasure
from cases.views.erasure import view_erasure
from cases.views.erasures_due import view_due

_USUAL = (400, 401, 403, 404, 413, 422)
router = Router(prefix="/api", tags=["erasure"], responses={key: PROBLEMS[key] for key in _USUAL})
_CHANGES: dict[int | str, dict[str, Any]] = {key: PROBLEMS[key] for key in (409, 410)}


@router.get("/erasures", operation_id="list_erasures")
def list_due(house: House, caller: SignedIn, after: After = None, limit: Limit = 50) -> DuePage:
    """Your office's cases whose retention has passed, those of whom it passed first first; no names."""
    with house.engine.store.reading() as work:
        found = view_due(house.engine, house.lists(work), work, caller.actor, after, limit + 1)
    items = [
        DueCase(
            case=str(one.line.key),
            reference=one.line.reference,
            procedure=one.line.procedure,
            outcome=one.line.outcome,
            closed_at=one.line.closed_at,
            erasable_from=one.line.erasable_from,
            is_kept=one.line.is_kept,
            is_proposed=one.line.is_proposed,
            archive=one.archive,
        )
        for one in found[:limit]
    ]
    return DuePage(items=items, next=items[-1].case if len(found) > limit else None)


@router.get("/cases/{case_key}/erasure", operation_id="read_erasure")
def read_erasure(house: House, caller: SignedIn, case_key: KeyInPath) -> ErasureOut:
    """Where the erasure of a case stands, for the office that opened it."""
    with house.engine.store.reading() as work:
        view = view_erasure(
            house.engine, house.case_file.records, work, caller.actor, case_key, caller.language
        )
    log_access(house.engine, caller.actor, view.seen, "erasure", view.shown)
    return ErasureOut(
        case=str(case_key),
        reference=view.case.reference,
        closed_at=view.case.closed_at,
        erasable_from=view.erasable_from,
        obstacle=view.obstacle,
        kept_since=view.kept_since,
        kept_because=view.kept_because,
        erased_at=view.case.erased_at,
        archive=view.archive,
        offers=[
            ArchiveOfferOut(
                offered_on=one.offered_on,
                offered_by=one.offered_by,
                offered_at=one.offered_at,
                answer=one.answer or None,
                reference=one.reference or None,
                answered_by=one.answered_by,
                answered_at=one.answered_at,
            )
            for one in view.offers
        ],
        proposals=[
            ProposalOut(
                state=one.state,
                offered_on=one.offered_on,
                archive_answer=one.archive_answer,
                archive_reference=one.archive_reference,
                reason=one.reason,
                proposed_by=one.proposed_by,
                proposed_at=one.proposed_at,
                decided_by=one.decided_by,
                decided_at=one.decided_at,
                may_confirm=one.may_confirm,
            )
            for one in view.proposals
        ],
    )


@router.post("/cases/{case_key}/erasure", operation_id="propose_erasure", status_code=201, responses=_CHANGES)
def propose(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: ProposeErasure,
    idempotency_key: IdempotencyKey = None,
) -> ErasureChanged:
    """Propose to erase a closed case whose retention has passed and whose dossier the archive was offered.

    409 says what is in the way: case-runs, retention-runs (with the first possible `day`), legal-hold, erasure-proposed.
    """
    offer = Offer(body.offered_on, body.archive_answer or "", body.archive_reference or "")
    request = repeatable(idempotency_key, "propose_erasure", case_key, body.model_dump())
    return ErasureChanged(
        **propose_erasure(house.engine, caller.actor, case_key, offer, body.reason, request)
    )


@router.post(
    "/cases/{case_key}/archive-offer", operation_id="offer_to_archive", status_code=201, responses=_CHANGES
)
def offer(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: OfferToArchive,
    idempotency_key: IdempotencyKey = None,
) -> ArchiveChanged:
    """Put down that the archive was offered the dossier of a closed case, before or after its retention has passed.

    409 case-runs, archive-asked (it has not answered the last offer yet); 422 no-archive where the procedure asks none.
    """
    request = repeatable(idempotency_key, "offer_to_archive", case_key, body.model_dump())
    return ArchiveChanged(**offer_to_archive(house.engine, caller.actor, case_key, body.offered_on, request))


@router.post("/cases/{case_key}/archive-offer/answer", operation_id="note_archive_answer", responses=_CHANGES)
def answer(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: NoteArchiveAnswer,
    idempotency_key: IdempotencyKey = None,
) -> ArchiveChanged:
    """Put down what the archive answered, and under which number it has the dossier. 409 archive-not-asked before it was
    offered."""
    request = repeatable(idempotency_key, "note_archive_answer", case_key, body.model_dump())
    return ArchiveChanged(
        **note_archive_answer(house.engine, caller.actor, case_key, body.answer, body.reference, request)
    )


@router.post("/cases/{case_key}/erasure/confirmation", operation_id="confirm_erasure", responses=_CHANGES)
def confirm(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: ConfirmErasure,
    idempotency_key: IdempotencyKey = None,
) -> ErasureChanged:
    """Erase the case, as somebody else of your team proposed. Nothing brings it back.

    403 own-proposal for who proposed it; 409 archive-asked or archive-answered-since where the archive was offered the dossier
    again since; 422 number-differs for another number than the case's.
    """
    request = repeatable(idempotency_key, "confirm_erasure", case_key, body.model_dump())
    return ErasureChanged(
        **erase_case(
            house.engine,
            house.case_file.records,
            house.ledger,
            caller.actor,
            case_key,
            body.reference,
            request,
        )
    )


@router.post("/cases/{case_key}/erasure/refusal", operation_id="refuse_erasure", responses=_CHANGES)
def refuse(
    house: House, caller: SignedIn, case_key: KeyInPath, idempotency_key: IdempotencyKey = None
) -> ErasureChanged:
    """Take back the proposal of your own, or decline that of somebody else of your team."""
    request = repeatable(idempotency_key, "refuse_erasure", case_key)
    return ErasureChanged(**refuse_erasure(house.engine, caller.actor, case_key, request))


@router.post("/cases/{case_key}/erasure/hold", operation_id="hold_erasure", responses=_CHANGES)
def hold(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: KeepCase,
    idempotency_key: IdempotencyKey = None,
) -> CaseKept:
    """Keep a case beyond its retention: a legal hold, until it is released."""
    request = repeatable(idempotency_key, "hold_erasure", case_key, body.model_dump())
    return CaseKept(**hold_erasure(house.engine, caller.actor, case_key, body.reason, request))


@router.post("/cases/{case_key}/erasure/release", operation_id="release_hold", responses=_CHANGES)
def release(
    house: House,
    caller: SignedIn,
    case_key: KeyInPath,
    body: KeepCase,
    idempotency_key: IdempotencyKey = None,
) -> CaseKept:
    """Release the legal hold: the case is kept no longer than its retention says."""
    request = repeatable(idempotency_key, "release_hold", case_key, body.model_dump())
    return CaseKept(**release_hold(house.engine, caller.actor, case_key, body.reason, request))
