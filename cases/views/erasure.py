"""Where the erasure of a case stands: from when on, what is in the way, what was proposed, what was decided."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.access import Sight
from cases.archiving import offers_of, stand_of, stopped_by
from cases.erasing import DONE, PROPOSED, decides_with, in_the_way, proposal_of
from cases.reasons import ERASURE_HELD, ERASURE_PROPOSED, reasons_for
from cases.records import Records
from cases.rows import Case, Erasure, Record, User
from cases.views.seen import Seen, Shown, see_case, shown_in
from engine.engine import Engine
from engine.errors import TooLate
from engine.ports import Actor, NotAllowed
from engine.store import Work


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal and what became of it. `reason` None where it has gone with the case, or with an earlier proposal."""

    state: str
    offered_on: date | None
    archive_answer: str
    archive_reference: str
    reason: str | None
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    is_own: bool
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class OfferView:
    """The archive was offered the dossier. `answer` empty: not yet answered."""

    offered_on: date
    offered_by: str
    offered_at: datetime
    answer: str
    reference: str
    answered_by: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ErasureView:
    """The erasure of a case, for the office that opened it. `obstacle`: code of what is in the way, None where nothing is.
    `stopped`: code of what of the archive stops what is proposed; `archive`: how it stands with it (cases/archiving.py)."""

    seen: Seen
    case: Case
    obstacle: str | None
    erasable_from: date | None
    kept_since: datetime | None
    kept_because: str | None
    proposals: tuple[ProposalView, ...]
    stopped: str | None
    archive: str
    offers: tuple[OfferView, ...]
    shown: Shown

    @property
    def offer(self) -> OfferView | None:
        """The newest offer to the archive, which counts."""
        return self.offers[0] if self.offers else None

    @property
    def waiting(self) -> ProposalView | None:
        """The proposal that waits for a decision."""
        return next((one for one in self.proposals if one.state == PROPOSED), None)

    @property
    def done(self) -> ProposalView | None:
        """The proposal by which the case was erased."""
        return next((one for one in self.proposals if one.state == DONE), None)


def view_erasure(
    engine: Engine, records: Records, work: Work, actor: Actor, case_key: int, language: str
) -> ErasureView:
    """What the actor may know and do. Raises NotVisible, NotAllowed (another office)."""
    seen = see_case(engine, work, actor, case_key, language, even_erased=True)
    if not seen.sight.is_opener:
        raise NotAllowed
    case = seen.case
    found = in_the_way(case, engine.clock.now())
    proposal = proposal_of(work, case_key)
    stop = stopped_by(work, proposal) if proposal is not None else None
    rows = _reasons(work, seen.sight, case)
    said = {
        (one.row.type, one.row.created_by, one.row.created_at): str(one.values.get("reason", ""))
        for one in records.open_all(work, rows)
    }
    held = [text for (kind, _, at), text in said.items() if kind == ERASURE_HELD and at == case.kept_since]
    return ErasureView(
        seen=seen,
        case=case,
        obstacle=found.code if found else None,
        erasable_from=case.erasable_from,
        kept_since=case.kept_since,
        kept_because=held[0] if held else None,
        proposals=_proposals(work, actor, case, found or stop, said),
        stopped=stop.code if stop else None,
        archive=stand_of(seen.package, next(iter(offers_of(work, case_key)), None)),
        offers=_offers(work, case.key),
        shown=shown_in(rows),
    )


def _reasons(work: Work, sight: Sight, case: Case) -> list[Record]:
    """Why it is to be erased or kept, as far as the reader's institution wrote it."""
    kinds = (ERASURE_PROPOSED, ERASURE_HELD)
    return [row for kind in kinds for row in reasons_for(work, sight, case.key, kind, earlier=True)]


def _offers(work: Work, case_key: int) -> tuple[OfferView, ...]:
    rows = offers_of(work, case_key)
    keys = sorted({key for row in rows for key in (row.offered_by, row.answered_by) if key})
    names = {row.key: row.name for row in work.find(User, key=keys)} if keys else {}
    return tuple(
        OfferView(
            row.offered_on,
            names[row.offered_by],
            row.offered_at,
            row.answer,
            row.reference,
            names[row.answered_by] if row.answered_by else None,
            row.answered_at,
        )
        for row in rows
    )


def _proposals(
    work: Work,
    actor: Actor,
    case: Case,
    found: TooLate | None,
    said: dict[tuple[str, int | None, datetime], str],
) -> tuple[ProposalView, ...]:
    """All of a case, newest first."""
    rows = sorted(work.find(Erasure, case_key=case.key), key=lambda row: -row.key)
    keys = sorted({key for row in rows for key in (row.proposed_by, row.decided_by) if key})
    users = {user.key: user for user in work.find(User, key=keys)} if keys else {}
    return tuple(
        ProposalView(
            row.state,
            row.offered_on,
            row.archive_answer,
            row.archive_reference,
            said.get((ERASURE_PROPOSED, row.proposed_by, row.proposed_at)),
            users[row.proposed_by].name,
            row.proposed_at,
            users[row.decided_by].name if row.decided_by else None,
            row.decided_at,
            row.proposed_by == actor.user_key,
            found is None and _may_confirm(row, actor, users[row.proposed_by], case),
        )
        for row in rows
    )


def _may_confirm(row: Erasure, actor: Actor, author: User, case: Case) -> bool:
    return row.state == PROPOSED and author.key != actor.user_key and decides_with(actor, author, case)
