"""What of a record an institution may correct: its own answers, asked again by the form that asked for them.

A declaration of the person and what a rule gave are never corrected; nor is what several institutions recorded together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.access import Sight, sight_of
from cases.catalogue import CASE_MANAGEMENT, CATALOGUE, CONSENT_KINDS, TAKES_LEAD
from cases.records import OpenRecord, Records
from cases.rows import Record
from engine.answers import readable_of
from engine.bpmn.model import Element
from engine.errors import TooLate, Unanswerable
from engine.packages.package import Package
from engine.packages.targets import target_of, writes_of
from engine.ports import Actor, CaseFile, NotAllowed, NotVisible
from engine.rows import Task
from engine.store import Work
from forms import AnswerFault, Answers, Choice, Form, Value, part_of, read_answers, to_json


class RecordChanged(TooLate):
    """Somebody has changed this record in the meantime. Read it again; nothing of yours was written."""

    code = "record-changed"

    def __init__(self, version: int) -> None:
        super().__init__(f"the record has version {version} now")
        self.version = version


class ConsentNotCorrected(Unanswerable):
    """A declaration of the person is never corrected. Withdraw it, or record a new one when the person signs anew."""

    code = "consent-not-corrected"


class ResultNotCorrected(Unanswerable):
    """This follows from a rule. Correct what the rule rests on: it is then applied again."""

    code = "result-not-corrected"


class RecordedTogether(Unanswerable):
    """Several institutions recorded this together. Have the step repeated by the office that opened the case: all sign anew."""

    code = "recorded-together"


class LeadNotCorrected(Unanswerable):
    """Who manages the case is not corrected: who was asked answers, and whoever leads hands it over with the lead."""

    code = "lead-not-corrected"


class NothingCorrected(Unanswerable):
    """All of this is on record already. Send only what is to be different."""

    code = "nothing-corrected"


@dataclass(frozen=True, slots=True)
class Correctable:
    """A record as its owner may correct it. `part` asks only for this record, `form` for all that was asked with it.

    `names` are the record's fields by the keys of `part`; `typed` is what is on record now, by the keys of the whole form.
    """

    type: str
    version: int
    element: str
    task_key: int | None
    form: Form
    part: Form
    names: Mapping[str, str]
    records: tuple[OpenRecord, ...]
    typed: Mapping[str, Any]

    @property
    def answers(self) -> dict[str, Any]:
        """What is on record now, as JSON."""
        return dict(to_json(self.typed))

    def value(self, name: str) -> Any:
        """What is on record of a field; None where nothing is."""
        return next((record.values[name] for record in self.records if name in record.values), None)

    def category(self, name: str) -> str:
        """The category in which a field is on record, or would be."""
        found = (record.row.category for record in self.records if name in record.values)
        return next(found, CATALOGUE[self.type][name])


_LED = frozenset({CASE_MANAGEMENT, TAKES_LEAD[0]})
"""Records that say who manages the case: a correction would part that from the lead."""


def may_correct(package: Package, sight: Sight, kind: str, rows: Sequence[Record]) -> bool:
    """Whether the actor may correct a record of this type; `rows` are those in force."""
    own = str(sight.institution_key)
    return (
        not sight.is_exceptional
        and kind not in CONSENT_KINDS
        and kind not in _LED
        and any(row.type == kind and row.owners == own for row in rows)
        and any(True for _ in _asking(package, kind))
    )


def find_correctable(
    package: Package, records: Records, work: Work, case_key: int, sight: Sight, kind: str
) -> Correctable:
    """The record of a type as the actor may correct it.

    Raises NotVisible (nothing of this type is open to the actor), NotAllowed (it belongs to others, or the actor only
    looks), ConsentNotCorrected, ResultNotCorrected, LeadNotCorrected, RecordedTogether.
    """
    rows = work.find(Record, case_key=case_key, type=kind, replaced_at=None) if kind in CATALOGUE else []
    if not any(sight.may_know(row) for row in rows):
        raise NotVisible
    own = str(sight.institution_key)
    mine = [row for row in rows if own in row.owners.split(",")]
    if sight.is_exceptional or not mine:
        raise NotAllowed
    if kind in CONSENT_KINDS:
        raise ConsentNotCorrected
    if kind in _LED:
        raise LeadNotCorrected
    elements = list(_asking(package, kind))
    if not elements:
        raise ResultNotCorrected
    alone = [row for row in mine if row.owners == own]
    if not alone:
        raise RecordedTogether
    newest = max(alone, key=lambda row: row.number)
    element = _asked_by(work, elements, newest)
    form = package.forms[element.form or ""]
    record = element.properties.get("bruecke.record")
    targets = {field.key: target_of(field, record) for field in form.fields}
    opened = _owned(records, work, case_key, own, {type_ for type_, _ in targets.values()})
    owned = tuple(one for one in opened if one.row.type == kind and one.row.owners == own)
    on_record = {name for one in owned for name in one.values}
    taken = {row.category for row in rows if row.owners != own}
    ruled = {name for type_, name in _ruled(package) if type_ == kind}
    names = {
        key: name
        for key, (type_, name) in targets.items()
        if type_ == kind and name not in ruled
        if name in on_record or CATALOGUE[kind].get(name) not in taken
    }
    return Correctable(
        kind,
        newest.number,
        element.id,
        newest.task_key,
        form,
        part_of(form, frozenset(names)),
        names,
        owned,
        _typed(targets, opened),
    )


def read_correction(
    package: Package,
    files: CaseFile,
    work: Work,
    case_key: int,
    found: Correctable,
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> Answers:
    """Answers to the questions of the record, by the keys of its form; None takes one away.

    They are read by the whole form with what else is on record, so that rules across fields hold. Faults are those of this
    record, and those elsewhere that were not there before.
    """

    def choices(source: str) -> Sequence[Choice]:
        return files.choices(work, case_key, source, actor)

    sight = sight_of(work, actor, case_key, now) if found.form.tells else None
    readable = readable_of(files, sight, found.form, work, case_key, now) if sight else ()

    def read(answers: Mapping[str, Any]) -> Answers:
        context = form_context_of(package, files, work, case_key, found.form, now)
        return read_answers(
            found.form,
            answers,
            now=now,
            context=context,
            readable=readable,
            choices=choices,
            language=actor.language,
            translate=lambda key, default: package.texts.get(key, actor.language, default),
        )

    given = {key: value for key, value in {**found.answers, **answers}.items() if value is not None}
    after = read(given)
    known = {(fault.field, fault.code) for fault in read(found.answers).faults} if after.faults else set()
    faults = [
        fault
        for fault in after.faults
        if fault.field in found.names or (fault.field, fault.code) not in known
    ]
    return Answers(after.values, tuple(faults), after.shown)


def form_context_of(
    package: Package, files: CaseFile, work: Work, case_key: int, form: Form, now: datetime
) -> dict[str, Any]:
    """What conditions and rules of a form may read besides its answers."""
    paths = frozenset(path for path in form.reads if path[0] == "case")
    values = files.read(work, case_key, paths, now).values if paths else {}
    return {"case": values, "parameters": package.parameters}


def changes_of(found: Correctable, read: Answers) -> dict[str, Value | None]:
    """What is to be different, by the record's fields; None where nothing is to stand any more."""
    new = {name: read.values.get(key) for key, name in found.names.items()}
    return {name: value for name, value in new.items() if _said(value) != _said(found.value(name))}


def _said(value: Any) -> Any:
    """An unticked box and a list nobody ticked say as much as no answer."""
    return None if value is False or value == [] else value


def in_record_terms(found: Correctable, faults: Sequence[AnswerFault]) -> list[AnswerFault]:
    """The faults named by the record's fields, as programs know them."""
    return [
        AnswerFault(found.names.get(one.field, one.field), one.code, one.message, one.fallback)
        for one in faults
    ]


def _asking(package: Package, kind: str) -> Iterator[Element]:
    """The tasks whose form asks for this record."""
    for element in package.model.elements.values():
        if element.kind == "userTask" and any(type_ == kind for type_, _ in writes_of(package, element)):
            yield element


def _asked_by(work: Work, elements: Sequence[Element], row: Record) -> Element:
    """The task that wrote the record, else the first that could have: another version of the procedure may name it so."""
    task = work.get(Task, row.task_key) if row.task_key else None
    return next((one for one in elements if task is not None and one.id == task.element), elements[0])


def _ruled(package: Package) -> Iterator[tuple[str, str]]:
    for element in package.model.elements.values():
        if element.kind == "businessRuleTask":
            yield from writes_of(package, element)


def _owned(records: Records, work: Work, case_key: int, own: str, kinds: set[str]) -> list[OpenRecord]:
    """What the institution has on record of these types, alone or with others."""
    rows = work.find(Record, case_key=case_key, type=sorted(kinds), replaced_at=None)
    return records.open_all(work, [row for row in rows if own in row.owners.split(",")])


def _typed(targets: Mapping[str, tuple[str, str]], opened: Sequence[OpenRecord]) -> dict[str, Any]:
    values = {
        (one.row.type, name): value
        for one in opened
        for name, value in one.values.items()
        if value is not None
    }
    return {key: values[target] for key, target in targets.items() if target in values}
