"""When a case may be erased, what is in the way, and what goes with it.

What goes: the keys its values are sealed under, everything sealed, the link to its person, and the person where no other
case has it. What stays: the row of the case, its events, who read it. Those name codes and staff only.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from cases.access import OWN_CASE
from cases.records import Records
from cases.rows import (
    CASE_ROWS,
    BlindIndex,
    Case,
    CasePerson,
    DataKey,
    Delivery,
    Erasure,
    Grant,
    Invitation,
    Mail,
    Mention,
    Note,
    Person,
    PersonsApart,
    Record,
    User,
)
from decisions.feel.dates import add_months, duration_of, shift_date
from decisions.feel.values import YearsMonths
from engine.bpmn.state import NOTHING
from engine.clock import local_day
from engine.errors import TooLate
from engine.ports import Actor
from engine.rows import ENGINE_ROWS, EarlyMessage, Instance, Job, Outbox, Receipt, Row, Snapshot, Wait
from engine.store import Work

DOSSIER = "dossier"
"""What a package calls the retention of a case."""
TEN_YEARS = "P10Y"
"""The retention of a case whose package says nothing, such as that of a single model."""
ERASED = "CASE_ERASED"
ERASED_ANEW = "CASE_ERASED_ANEW"
"""After a backup from before was restored."""
PROPOSED, DECLINED, WITHDRAWN, DONE = "proposed", "declined", "withdrawn", "done"
TAKEN, NOT_TAKEN = "TAKEN", "NOT_TAKEN"


def decides_with(actor: Actor, author: User, case: Case) -> bool:
    """Whether somebody decides what another one has proposed: of the same team, or of that of the case, for who proposed it may
    have changed to another."""
    return actor.unit_key in {author.unit_key, case.unit_key}


class CaseErased(TooLate):
    """This case was erased after its retention. Its number, its procedure and its history are left, and nothing else."""

    code = "case-erased"

    def __init__(self, erased_at: datetime) -> None:
        super().__init__(f"erased on {local_day(erased_at)}")
        self.day = local_day(erased_at)


class CaseRuns(TooLate):
    """A case that runs can't be erased. End it first; its retention counts from that day."""

    code = "case-runs"


class LegalHold(TooLate):
    """A legal hold keeps this case. Release the hold first."""

    code = "legal-hold"


class RetentionRuns(TooLate):
    """The retention of this case has not passed. The first day on which it may be erased is named."""

    code = "retention-runs"

    def __init__(self, day: date) -> None:
        super().__init__(f"from {day} on")
        self.day = day


class ErasureProposed(TooLate):
    """The erasure of this case is proposed already. Somebody else of the team decides, or the author takes it back."""

    code = "erasure-proposed"


class NotErased(TooLate):
    """This case was not erased. There is a certificate once it is."""

    code = "not-erased"


class NothingProposed(TooLate):
    """No erasure of this case is proposed (any more). Look at the case, and propose it if it is to be erased."""

    code = "nothing-proposed"


def first_day(closed_at: datetime, retention: Mapping[str, str]) -> date:
    """The first day on which a case closed at this moment may be erased, on the calendar of Europe/Zurich.

    The day of closing does not count (as in art. 77 CO): ten years after 5 June 2026 end with 5 June 2036.
    """
    length = duration_of(retention.get(DOSSIER, TEN_YEARS))
    day = local_day(closed_at)
    try:
        if isinstance(length, YearsMonths):
            last = add_months(day, length.total)
        else:
            last = shift_date(day, length) if length is not None else day
    except OverflowError:
        return date.max
    return last + timedelta(days=1) if isinstance(last, date) and last < date.max else date.max


def in_the_way(case: Case, now: datetime) -> TooLate | None:
    """What is in the way of erasing a case; None where nothing is."""
    if case.erased_at is not None:
        return CaseErased(case.erased_at)
    if case.closed_at is None or case.erasable_from is None:
        return CaseRuns()
    if case.kept_since is not None:
        return LegalHold()
    return RetentionRuns(case.erasable_from) if local_day(now) < case.erasable_from else None


def require_not_erased(work: Work, case_key: int) -> None:
    """Raises CaseErased."""
    case = work.get(Case, case_key)
    if case is not None and case.erased_at is not None:
        raise CaseErased(case.erased_at)


def proposal_of(work: Work, case_key: int) -> Erasure | None:
    """The proposal that waits for a decision."""
    return next(iter(work.find(Erasure, case_key=case_key, state=PROPOSED)), None)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A table whose rows hold something sealed for one case, and the column that names it."""

    kind: type[Row]
    owner: str


def sealed_tables() -> Iterator[Sealed]:
    """Every table with a column `sealed`: whoever adds one need not think of erasure.

    Raises LookupError for one whose rows do not say which case they belong to.
    """
    for kind in (*ENGINE_ROWS, *CASE_ROWS):
        columns = {field.name for field in fields(cast("Any", kind))}
        if "sealed" in columns:
            owner = next((name for name in ("case_key", "instance_key") if name in columns), None)
            if owner is None:
                raise LookupError(f"the rows of {kind.__name__} do not say which case they are sealed for")
            yield Sealed(kind, owner)


_COUNTED = {
    "Record": "records",
    "Draft": "drafts",
    "Note": "notes",
    "Packet": "packets",
    "Plan": "plans",
    "Measure": "plans",
    "MeasureStep": "plans",
    "PlanSignature": "plans",
    "Document": "documents",
}
"""What rows are counted as in the certificate of an erasure; everything else that is sealed is `other`."""
_PARTS = frozenset({"DocumentContent"})
"""Rows that are part of another one, and not counted."""


def counted(work: Work, case_key: int) -> dict[str, int]:
    """How many rows of what kind an erasure destroys: numbers alone, for the chain of the case to keep.

    Whether the person goes too is not among them: that would tell of their other cases.
    """
    found = dict.fromkeys([*_COUNTED.values(), "other"], 0)
    for table in sealed_tables():
        name = table.kind.__name__
        if name not in _PARTS:
            found[_COUNTED.get(name, "other")] += len(work.find(table.kind, **{table.owner: case_key}))
    return found


def erase(work: Work, records: Records, case: Case, now: datetime) -> None:
    """Destroy the keys of a case and all that is sealed, and cut it from its person. There is no way back."""
    subjects = {record.subject_key for record in work.find(Record, case_key=case.key)}
    subjects |= {link.person_key for link in work.find(CasePerson, key=case.key)}
    notes = [note.key for note in work.find(Note, case_key=case.key)]
    for mention in work.find(Mention, note_key=notes) if notes else []:
        work.remove(Mention, mention.key)
    for message in work.find(EarlyMessage, case_key=case.key):
        work.remove(DataKey, message.key)
    for table in sealed_tables():
        _remove(work, table.kind, **{table.owner: case.key})
    _remove(work, Snapshot, instance_key=case.key)
    _remove(work, Wait, instance_key=case.key)
    _remove(work, Receipt, case_key=case.key)
    _remove(work, Invitation, case_key=case.key)
    _remove(work, Mail, case_key=case.key)
    for job in work.find(Job, instance_key=case.key):
        work.replace(_emptied(job))
    for entry in work.find(Outbox, instance_key=case.key):
        if entry.kind not in (ERASED, ERASED_ANEW):  # whoever has heard of the case hears that it is gone
            work.remove(Outbox, entry.key)
    _remove(work, Delivery, case_key=case.key)
    for grant in work.find(Grant, case_key=case.key, revoked_at=None):
        if grant.category != OWN_CASE:
            work.replace(replace(grant, revoked_at=now))
    instance = work.get(Instance, case.key)
    if instance is not None:
        work.replace(replace(instance, state=NOTHING, version=instance.version + 1))
    work.remove(CasePerson, case.key)
    work.remove(DataKey, case.key)
    for person_key in sorted(subjects - {case.key}):
        _erase_person(work, records, person_key)
    work.replace(replace(case, erased_at=now))


def _emptied(job: Job) -> Job:
    """A job without what its worker and its model's expressions told; a type that stands in the model stays."""
    kind = job.type if job.computed_type is None else ""
    return replace(job, message=None, computed_type=None, worker=None, type=kind, version=job.version + 1)


def _erase_person(work: Work, records: Records, person_key: int) -> None:
    """The person goes with the last case that names them, or holds values under their key; else they are found by what
    the other cases say.
    """
    person = work.get(Person, person_key)
    if person is not None:
        work.replace(person)  # two last cases at once: one of them comes second, and sees that it is the last
    is_linked = bool(work.find(CasePerson, person_key=person_key))
    if is_linked or bool(work.find(Record, subject_key=person_key)):
        records.index_anew(work, person_key)
        return
    _remove(work, PersonsApart, person_key=person_key)
    _remove(work, PersonsApart, other_key=person_key)
    _remove(work, BlindIndex, person_key=person_key)
    work.remove(DataKey, person_key)
    work.remove(Person, person_key)


def _remove(work: Work, kind: type[Row], **of: int) -> None:
    for row in work.find(kind, **of):
        work.remove(kind, row.key)
