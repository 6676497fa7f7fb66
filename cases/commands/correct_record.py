"""What stands in a case was wrong from the start: who recorded it corrects it, with a reason; what stood there stays.

Rules that rest on it are applied again, facts and open questions are looked at again, in the same transaction. A case that
has ended is corrected too, for the sake of truth; how it ended stays.
"""

from collections.abc import Mapping
from typing import Any

from cases.access import sight_in
from cases.catalogue import NO_EXCHANGE
from cases.corrections import (
    Correctable,
    NothingCorrected,
    RecordChanged,
    changes_of,
    find_correctable,
    in_record_terms,
    read_correction,
)
from cases.erasing import require_not_erased
from cases.reasons import RECORD_CORRECTED, keep_reason
from cases.records import Records
from cases.rows import Record
from engine.answers import fault_of
from engine.engine import Engine
from engine.errors import AnswersRejected, ConsentNotInForce, Json
from engine.legal_basis import require_legal_basis
from engine.ports import Actor, Entry, Unwritable
from engine.running import Running
from engine.transaction import Request, on_case
from forms import AnswerFault, Value, phrase


def correct_record(
    engine: Engine,
    records: Records,
    actor: Actor,
    case_key: int,
    kind: str,
    version: int,
    fields: Mapping[str, Any],
    reason: str,
    request: Request | None = None,
) -> Json:
    """Correct fields of a record, by their names; None takes one away, others stay. Answer: {case, type, version, fields}.

    `version` is the one that the actor saw. Raises NotVisible, NotAllowed, RecordChanged, CaseHeld, ReasonMissing,
    AnswersRejected, NothingCorrected, ConsentNotCorrected, ResultNotCorrected, LeadNotCorrected, RecordedTogether,
    CaseStopped.
    """

    def body(running: Running) -> Json:
        sight = sight_in(running)
        require_not_erased(running.work, case_key)
        found = find_correctable(running.package, records, running.work, case_key, sight, kind)
        is_running = running.instance.ended_at is None
        if is_running:
            running.require_not_held()
        if found.version != version:
            raise RecordChanged(found.version)
        changes = _changes(running, actor, found, fields)
        keep_reason(running, actor, RECORD_CORRECTED, reason, kind)
        try:
            running.write(_entries(found, changes, str(sight.institution_key)), found.task_key)
        except Unwritable as error:
            raise AnswersRejected([fault_of(error.field, error.code, actor.language)]) from error
        running.log("RECORD_CORRECTED", None, {"type": kind, "fields": sorted(changes)})
        if is_running:
            _apply_again(running, kind)
            running.move()
            running.look_again()
        rows = running.work.find(Record, case_key=case_key, type=kind, replaced_at=None)
        own = str(sight.institution_key)
        newest = max(row.number for row in rows if row.owners == own)
        return {"case": str(case_key), "type": kind, "version": newest, "fields": sorted(changes)}

    return on_case(engine, lambda work: case_key, actor, request, body)


def _changes(
    running: Running, actor: Actor, found: Correctable, fields: Mapping[str, Any]
) -> dict[str, Value | None]:
    """What is to be different, read and checked by the form that asked for it."""
    keys = {name: key for key, name in found.names.items()}
    strangers = [str(name)[:80] for name in fields if name not in keys]
    if strangers:
        raise AnswersRejected([_stranger(name, actor.language) for name in strangers[:20]])
    answers = {keys[name]: value for name, value in fields.items()}
    read = read_correction(
        running.package,
        running.engine.case_file,
        running.work,
        running.instance.key,
        found,
        answers,
        actor,
        running.now,
    )
    if read.faults:
        raise AnswersRejected(in_record_terms(found, read.faults))
    changes = changes_of(found, read)
    if not changes:
        raise NothingCorrected
    ending = [name for name, value in changes.items() if (found.type, name, value) in NO_EXCHANGE]
    if ending:  # every consent would end, and with them the case of whoever wanted to go on
        raise AnswersRejected([fault_of(name, "ends-exchange", actor.language) for name in ending])
    return changes


def _stranger(name: str, language: str) -> AnswerFault:
    text = phrase(language, "unknown_field", key=name)
    return AnswerFault(name, "unknown_field", text.text, text.fallback)


def _entries(found: Correctable, changes: Mapping[str, Value | None], own: str) -> list[Entry]:
    """Every group of fields in which something changes, whole: what stood in it before is replaced."""
    touched = {found.category(name) for name in changes}
    stands = {
        name: value
        for record in found.records
        if record.row.category in touched
        for name, value in record.values.items()
    }
    return [
        Entry(found.type, name, value, found.category(name), (), frozenset({own}))
        for name, value in {**stands, **changes}.items()
    ]


def _apply_again(running: Running, kind: str) -> None:
    """Rules whose result is on record and rests on this: applied again where there still is a basis for it."""
    for element in running.package.model.elements.values():
        record = element.properties.get("bruecke.record")
        if element.kind != "businessRuleTask" or not record or not element.decision:
            continue
        paths = running.package.reads_of_decision(element.decision)
        rests = any(path[:2] in {("case", kind), ("case",)} for path in paths)
        known = {"case_key": running.instance.key, "type": record, "replaced_at": None}
        if rests and running.work.find(Record, **known) and _has_basis(running, element.id):
            running.apply_rule(element.id)


def _has_basis(running: Running, element: str) -> bool:
    try:
        require_legal_basis(
            running.package,
            running.engine.case_file,
            running.work,
            running.instance.key,
            element,
            running.now,
        )
    except ConsentNotInForce:
        return False
    return True
