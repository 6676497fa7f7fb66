"""The certificate of an erasure: who proposed and decided it, what the archive said, what went, what stays, and the hash of the
chain that says so. It holds nothing about the person.

Whoever took part may fetch it, again and again: the office that opened it, and those to which the case was open once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import orjson

from cases.access import sight_of, took_part
from cases.erasing import DONE, DOSSIER, ERASED, ERASED_ANEW, TEN_YEARS, NotErased
from cases.rows import Case, Erasure, Institution, User
from cases.views.wording import Badge, Wording, badge_of
from engine.chain import first_break
from engine.engine import Engine
from engine.ports import Actor, NotVisible
from engine.rows import Event
from engine.store import Work
from forms import Text

STAYS = ("number", "procedure", "history", "decisions", "reads", "archive")
"""What is left of an erased case."""
KINDS = ("records", "drafts", "notes", "packets", "plans", "documents", "other")
"""What is counted."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody of an office has done something, and when."""

    user: str
    institution: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is left to be said of an erased case. `counts` None: it was erased before rows were counted; `proposed` None: it was
    erased anew after a backup from before its proposal came back. `digest`: of the event of the erasure, the `sequence`-th of
    the case; `is_whole`: every event up to now follows from the one before."""

    case: Case
    wording: Wording
    opened_by: Badge
    office: Institution
    reader: User
    outcome: Text | None
    retention: str
    proposed: Deed | None
    decided: Deed | None
    offered_on: date | None
    archive_answer: str | None
    archive_reference: str | None
    erased_at: datetime
    counts: Mapping[str, int] | None
    erased_anew: tuple[datetime, ...]
    sequence: int
    digest: str
    is_whole: bool


def view_certificate(engine: Engine, work: Work, actor: Actor, case_key: int, language: str) -> Certificate:
    """The certificate of an erased case. Raises NotVisible, NotErased."""
    now = engine.clock.now()
    is_seen = sight_of(work, actor, case_key, now) is not None
    was_seen = took_part(work, actor, case_key, now)
    case = work.get(Case, case_key)
    erased_at = case.erased_at if case is not None else None
    if case is None or not (is_seen or (was_seen and erased_at is not None)):
        raise NotVisible
    if erased_at is None:
        raise NotErased
    package = engine.versions.get(work, case.procedure_version_key)
    events = sorted(work.find(Event, instance_key=case_key), key=lambda event: event.sequence)
    ends = [event for event in events if event.kind in (ERASED, ERASED_ANEW)]
    first = ends[0]
    done = next(iter(work.find(Erasure, case_key=case_key, state=DONE)), None)
    wording = Wording(package, language)
    opener, office = work.get(Institution, case.opened_by), work.get(Institution, actor.institution_key)
    reader = work.get(User, actor.user_key)
    assert opener is not None
    assert office is not None
    assert reader is not None
    return Certificate(
        case=case,
        wording=wording,
        opened_by=badge_of(opener, language),
        office=office,
        reader=reader,
        outcome=wording.outcome(case.outcome) if case.outcome else None,
        retention=package.manifest.retention.get(DOSSIER, TEN_YEARS),
        proposed=_deed(work, done.proposed_by, done.proposed_at) if done else None,
        decided=_deed(work, done.decided_by, done.decided_at) if done else None,
        offered_on=done.offered_on if done else None,
        archive_answer=done.archive_answer if done else None,
        archive_reference=done.archive_reference if done else None,
        erased_at=erased_at,
        counts=orjson.loads(first.codes).get("counts"),
        erased_anew=tuple(event.at for event in ends if event.kind == ERASED_ANEW),
        sequence=first.sequence,
        digest=first.digest,
        is_whole=first_break(events) is None,
    )


def _deed(work: Work, user_key: int | None, at: datetime | None) -> Deed | None:
    user = work.get(User, user_key) if user_key else None
    if user is None or at is None:
        return None
    body = work.get(Institution, user.institution_key)
    return Deed(user.name, body.name if body else "", at)
