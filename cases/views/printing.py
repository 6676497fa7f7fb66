"""What goes into a document: fields of records, the plan, words and signature lines, as plain data for its template.

Only what its maker may read now. What they may not read is never left out silently: then there is no document.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.catalogue import CATALOGUE, CATEGORIES, CONSENT_KINDS
from cases.consents import latest, state_of
from cases.documents import DocumentClosed, DocumentTooEarly, Holds, NoPlanToPrint, NoSuchDocument, Sheet
from cases.plans import CATEGORY as PLANS
from cases.records import Records
from cases.rows import Consent, Institution, Record, User
from cases.views.moments import in_full
from cases.views.plan import MeasureView, PlanView, SignatureView, view_plan
from cases.views.seen import Seen, closed_categories, open_fields, shown_in
from cases.views.wording import Wording
from engine.clock import local_day
from engine.engine import Engine
from engine.packages.manifest import PERSON, DocumentRules
from engine.packages.package import Package
from engine.ports import Actor, NotAllowed
from engine.store import Work
from forms import Text

Data = dict[str, Any]
SHARED = "vocabulary.document_words."
"""Words that all documents share."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document before it is set in type, and what facts it holds."""

    sheet: Sheet
    holds: Holds


def draw(
    engine: Engine, records: Records, work: Work, actor: Actor, seen: Seen, ident: str, language: str
) -> Drawn:
    """A document of a case in a language, from what the actor may read now; `seen` in the same language.

    Raises NotAllowed, NoSuchDocument, DocumentTooEarly, DocumentClosed, NoPlanToPrint.
    """
    rules = rules_of(seen, ident)
    if not has_come_so_far(work, seen, rules):
        raise DocumentTooEarly
    rows = _rows(work, seen.case.key, rules.fields, engine.clock.now())
    closed = _closed(seen, rules, rows)
    desk = view_plan(engine, work, actor, seen) if rules.plan else None
    if closed:
        raise DocumentClosed(closed)
    if desk is not None and desk.plan is None:
        raise NoPlanToPrint
    plan = desk.plan if desk else None
    if plan is not None and any(one.keeps_back for one in plan.measures):
        raise DocumentClosed([PLANS])
    told, holds = _told(records, work, seen, rules, rows)
    office, maker = work.get(Institution, actor.institution_key), work.get(User, actor.user_key)
    assert office is not None
    assert maker is not None
    data = head_of(seen.wording, ident, language) | {
        "reference": seen.case.reference,
        "made_on": day(local_day(engine.clock.now())),
        "office": {"name": office.name},
        "maker": {
            "name": maker.name,
            "function": maker.function_fr if language == "fr" else maker.function_de,
        },
        "records": told,
        "plan": _plan(plan) if plan else None,
        "signatures": _signatures(seen.wording, ident, rules, told, plan),
    }
    return Drawn(sheet_of(seen.package, ident, data), holds | (desk.shown if desk else frozenset()))


def rules_of(seen: Seen, ident: str) -> DocumentRules:
    """The rules of a document that the reader's role may make. Raises NotAllowed, NoSuchDocument."""
    rules = seen.package.manifest.documents.get(ident)
    if seen.sight.is_exceptional or (rules is not None and not may_make(seen, rules)):
        raise NotAllowed
    if rules is None:
        raise NoSuchDocument
    return rules


def may_make(seen: Seen, rules: DocumentRules) -> bool:
    """Whether the reader has a mandate in a role that makes such a document."""
    return bool(seen.sight.roles & set(rules.roles)) and not seen.sight.is_exceptional


def has_come_so_far(work: Work, seen: Seen, rules: DocumentRules) -> bool:
    """Whether what the document has to wait for is on record, as far as the reader may know."""
    if rules.once is None:
        return True
    rows = work.find(Record, case_key=seen.case.key, type=rules.once, replaced_at=None)
    return any(seen.sight.may_read(row.category, row.owners) for row in rows)


def sheet_of(package: Package, ident: str, data: Data) -> Sheet:
    """A document with its data."""
    file = DocumentRules.template(ident)
    return Sheet(file, package.files[file].decode(), data | {"fallback": falls_back(data)})


def head_of(wording: Wording, ident: str, language: str) -> Data:
    """What every document has, whatever is on record: title and words."""
    package = wording.package
    rules, prefix = package.manifest.documents[ident], f"documents.{ident}."
    keys = sorted(key for key in package.texts.keys("de") if key.startswith(prefix))
    return {
        "id": ident,
        "language": language,
        "title": text(wording.get(rules.text)),
        "procedure": text(wording.get("procedure.title")),
        "words": {key.removeprefix(prefix): text(wording.get(key)) for key in keys},
        "shared": shared_words(wording),
    }


def shared_words(wording: Wording) -> Data:
    """The words that all documents share."""
    keys = sorted(key for key in wording.package.texts.vocabulary if key.startswith(SHARED))
    return {key.removeprefix(SHARED): text(wording.get(key)) for key in keys}


def text(word: Text) -> Data:
    """A text, and whether it is there in German only."""
    return {"text": word.text, "de": word.fallback}


def day(value: date) -> str:
    """dd.mm.yyyy."""
    return f"{value:%d.%m.%Y}"


def field_of(wording: Wording, kind: str, name: str, value: Any) -> Data:
    """A field as templates get it: its label, its value as people write it, and what there was to choose from."""
    is_empty = value is None or value in ("", [], ())
    chosen = set(value) if isinstance(value, list | tuple) else {value}
    options = [
        {"label": text(label), "chosen": code in chosen} for code, label in wording.options(kind, name)
    ]
    return {
        "label": text(wording.record_field(kind, name)),
        "value": None if is_empty else _value(wording, kind, name, value),
        "options": options or None,
    }


def _value(wording: Wording, kind: str, name: str, value: Any) -> str:
    """A moment is written out: whoever gets a letter looks for the day of the week."""
    if isinstance(value, datetime):
        return in_full(value, wording.language)
    return wording.value(kind, name, value)


def _rows(
    work: Work, case_key: int, fields: Mapping[str, tuple[str, ...]], now: datetime
) -> dict[str, list[Record]]:
    """The records in force that a document may take fields of. What the person decided and what does not hold any more is
    left out: a sheet that is to be signed says nothing before it is."""
    found: dict[str, list[Record]] = {kind: [] for kind in fields}
    consents = work.find(Consent, case_key=case_key) if CONSENT_KINDS.keys() & found.keys() else []
    kinds = [
        kind
        for kind in sorted(found)
        if kind not in CONSENT_KINDS or state_of(latest(consents, kind), now) == "granted"
    ]
    if kinds:
        for row in work.find(Record, case_key=case_key, type=kinds, replaced_at=None):
            found[row.type].append(row)
    return found


def _closed(seen: Seen, rules: DocumentRules, rows: Mapping[str, list[Record]]) -> list[str]:
    """Categories of what belongs into the document that are closed to the reader, whether there is anything in them or not."""
    closed = {
        category
        for kind, names in rules.fields.items()
        for category in closed_categories(seen, kind, rows[kind])
        if category in {CATALOGUE[kind][name] for name in names}
    }
    return [category for category in CATEGORIES if category in closed]


def _told(
    records: Records, work: Work, seen: Seen, rules: DocumentRules, rows: Mapping[str, list[Record]]
) -> tuple[Data, Holds]:
    """The fields as templates get them, and which facts were put into the document."""
    fields = open_fields(records, work, seen, [row for same in rows.values() for row in same])
    values = {(one.row.type, one.name): one for one in sorted(fields, key=lambda one: one.row.key)}
    used = [
        one.row for (kind, name), one in values.items() if name in rules.fields[kind] and one.raw is not None
    ]
    told: Data = {
        kind: {
            name: field_of(
                seen.wording, kind, name, found.raw if (found := values.get((kind, name))) else None
            )
            for name in names
        }
        for kind, names in rules.fields.items()
    }
    return told, shown_in(used)


def _signatures(
    wording: Wording, ident: str, rules: DocumentRules, told: Data, plan: PlanView | None
) -> list[Data]:
    """Who signs: as package.yaml says, else all who sign the plan, with the day where they have done so already."""
    if plan is not None and not rules.signatures:
        return [_of_plan(wording, told, one) for one in plan.signatures] or [
            {"label": text(wording.get(f"{SHARED}person")), "name": _name(told), "signed": None}
        ]
    return [
        {
            "label": signer(wording, ident, name),
            "name": _name(told) if name == PERSON else None,
            "signed": None,
        }
        for name in rules.signatures
    ]


def signer(wording: Wording, ident: str, name: str) -> Data:
    """What somebody is called who signs a document: the person, a role, or whom the document's texts name."""
    if name == PERSON:
        return text(wording.get(f"{SHARED}person"))
    if name in wording.package.manifest.roles:
        return text(wording.role(name))
    return text(wording.get(f"documents.{ident}.signs.{name}"))


def _name(told: Data) -> str | None:
    person = told.get("person", {})
    parts = [person[name]["value"] for name in ("first_name", "last_name") if name in person]
    return " ".join(part for part in parts if part) or None


def _of_plan(wording: Wording, told: Data, one: SignatureView) -> Data:
    is_person = one.institution is None
    signed = None
    if one.decision == "signed" and one.signed_on is not None:
        signed = f"{wording.get(f'{SHARED}signed_on').text} {day(one.signed_on)}"
    label = text(wording.get(f"{SHARED}person"))
    if one.institution is not None:
        label = {"text": one.institution.name, "de": False}
    return {"label": label, "name": _name(told) if is_person else None, "signed": signed}


def _plan(plan: PlanView) -> Data:
    return {
        "number": str(plan.number),
        "state": text(plan.state_label),
        "goals": [
            {
                "text": one.text,
                "measured_by": one.measured_by,
                "priority": str(one.priority),
                "due": day(one.due),
            }
            for one in plan.goals
        ],
        "measures": [_measure(one) for one in plan.measures],
        "explained_on": day(plan.content.explained_on) if plan.content.explained_on else None,
    }


def _measure(one: MeasureView) -> Data:
    return {
        "institution": one.institution.name,
        "service": text(one.service),
        "aim": one.offer.aim,
        "begins": day(one.offer.begins),
        "ends": day(one.offer.ends),
        "payer": text(one.payer),
        "principle": text(one.principle),
        "responsible": one.responsible,
        "state": text(one.state_label),
        "person": text(one.person_label),
        "person_on": day(one.answer.person_on) if one.answer.person_on else None,
        "steps": [
            {"state": text(step.label), "on": day(step.on), "note": step.note or None} for step in one.steps
        ],
    }


def falls_back(data: Any) -> bool:
    """Whether any word in it is there in German only."""
    if isinstance(data, dict):
        return data.get("de") is True or _any_falls_back(data.values())
    return _any_falls_back(data) if isinstance(data, list) else False


def _any_falls_back(parts: Iterable[Any]) -> bool:
    return any(falls_back(part) for part in parts)
