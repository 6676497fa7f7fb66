"""Somebody of the office that opened a case proposes to erase it, once its retention has passed and the archive was asked."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cases.erasing import (
    NOT_TAKEN,
    PROPOSED,
    TAKEN,
    ErasureProposed,
    in_the_way,
    proposal_of,
)
from cases.opened_by import require_opener
from cases.reasons import ERASURE_PROPOSED, keep_reason
from cases.rows import Case, Erasure
from engine.clock import local_day
from engine.engine import Engine
from engine.errors import Json, Unanswerable
from engine.ports import Actor, NotVisible
from engine.running import Running
from engine.transaction import Request, on_case

_SIGNS = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./_-]{0,38}[0-9]|[0-9]")
_MOST_LETTERS = 6
_MOST_WORDS = 2
_AHV = re.compile(r"756[0-9]{10}")


def is_file_number(text: str) -> bool:
    """Whether this is a number of a file, such as «StAVS 2036/114»: it stays on record, so it has room for no name and no
    AHV number. At most 40 signs that end with a digit, and two groups of up to six letters, each before a digit."""
    groups = re.findall(r"[A-Za-z]+|[0-9]+", text)
    words = [group for group in groups if group.isalpha()]
    in_a_row = any(one.isalpha() and other.isalpha() for one, other in pairwise(groups))
    return (
        _SIGNS.fullmatch(text) is not None
        and len(words) <= _MOST_WORDS
        and all(len(word) <= _MOST_LETTERS for word in words)
        and not in_a_row
        and _AHV.search("".join(group for group in groups if group.isdigit())) is None
    )


class OfferUnclear(Unanswerable):
    """Say when the archive was offered the dossier (not in the future), what it answered, and under which number: two short
    groups of letters at most, each before a digit, and nothing that names the person."""

    code = "offer-unclear"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Offer:
    """That the archive was offered the dossier. answer: TAKEN | NOT_TAKEN; reference: the file number there."""

    offered_on: date | None
    answer: str
    reference: str


def propose_erasure(
    engine: Engine, actor: Actor, case_key: int, offer: Offer, reason: str, request: Request | None = None
) -> Json:
    """Propose to erase a case. Answer: {case, state}.

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
        offered_on = _checked(offer, local_day(now))
        keep_reason(running, actor, ERASURE_PROPOSED, reason)
        proposal = Erasure(
            engine.keys(),
            case_key,
            PROPOSED,
            offered_on,
            offer.answer,
            offer.reference.strip(),
            actor.user_key,
            now,
            None,
            None,
        )
        work.add(proposal)
        codes = {"archive": offer.answer, "offered_on": offered_on.isoformat()}
        running.log("ERASURE_PROPOSED", None, codes)
        return {"case": str(case_key), "state": PROPOSED}

    return on_case(engine, lambda work: case_key, actor, request, body)


def _checked(offer: Offer, today: date) -> date:
    """The day of the offer. Raises OfferUnclear naming what is missing or wrong."""
    if offer.offered_on is None or offer.offered_on > today:
        raise OfferUnclear("offered_on")
    if offer.answer not in {TAKEN, NOT_TAKEN}:
        raise OfferUnclear("answer")
    if not is_file_number(offer.reference.strip()):
        raise OfferUnclear("reference")
    return offer.offered_on
