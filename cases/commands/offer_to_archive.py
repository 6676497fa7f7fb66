"""Somebody of the office that opened a case puts down that the archive was offered its dossier."""

from datetime import date

from cases.archiving import ArchiveAsked, NoArchive, checked_day, needs_archive, open_offer_of
from cases.erasing import CaseRuns, require_not_erased
from cases.opened_by import require_opener
from cases.rows import ArchiveOffer, Case
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import Json
from engine.ports import Actor, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case


def offer_to_archive(
    engine: Engine, actor: Actor, case_key: int, offered_on: date | None, request: Request | None = None
) -> Json:
    """Put down on which day the archive was offered the dossier of a closed case. Answer: {case, state}.

    Raises NotVisible, NotAllowed, CaseErased, CaseRuns, NoArchive, ArchiveAsked, OfferUnclear.
    """

    def body(running: Running) -> Json:
        work = running.work
        require_opener(running)
        require_not_erased(work, case_key)
        case = work.get(Case, case_key)
        if case is None:
            raise NotVisible
        if case.closed_at is None:
            raise CaseRuns
        if not needs_archive(running.package):
            raise NoArchive
        if open_offer_of(work, case_key) is not None:
            raise ArchiveAsked
        day = checked_day(offered_on, local_day(running.now))
        work.add(ArchiveOffer(engine.keys(), case_key, day, actor.user_key, running.now, "", "", None, None))
        running.log("ARCHIVE_OFFERED", None, {"offered_on": day.isoformat()})
        return {"case": str(case_key), "state": "offered"}

    return on_case(engine, lambda work: case_key, actor, request, body)
