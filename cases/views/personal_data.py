"""Everything that is on record about a person in one case: what they may ask for, made by those who keep the case for them.

It goes to the same two as the access report and holds what its maker may read, nothing else. What is not in it is named, each
with why and where the person asks for it: nothing is left out silently. That something lies elsewhere is never told as a fact;
who is asked for it says.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from cases.access import GUEST
from cases.catalogue import CATALOGUE, CATEGORIES
from cases.documents import held
from cases.lists import Lists
from cases.plans import CATEGORY as OF_PLANS
from cases.reasons import is_of_others
from cases.records import Records
from cases.rows import Document, Institution, Packet, Record, User
from cases.sealing import Vault
from cases.views.access_report import AccessView, ReportNotYours, every_access, may_fetch
from cases.views.deadlines import DeadlineView, view_case_deadlines
from cases.views.documents import DocumentView, view_documents
from cases.views.exceptions import ExceptionView, view_exceptions
from cases.views.grantings import GrantingView, view_grantings
from cases.views.history import HappeningView, view_history
from cases.views.notes import NoteView, view_notes
from cases.views.packets import ReportedPacket, report_packets
from cases.views.plan import PlanView, view_plan
from cases.views.seen import (
    OpenField,
    Seen,
    Shown,
    closed_categories,
    name_of,
    open_fields,
    see_case,
    shown_in,
)
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work
from forms import Text

_NOTES = 200
_ANSWERS = frozenset({"GATEWAY_DECIDED", "GATEWAY_ANSWERED", "DECISION_EVALUATED"})
_REASON = "reason"
_ENDED = {"CASE_ENDED": "CASE_CANCELLED"}
"""Reasons whose event is called otherwise."""


@dataclass(frozen=True, slots=True)
class HeldField:
    """A fact with what kind it is, whose, and who put it on record when (None: a rule or a system did)."""

    name: str
    label: Text
    value: str
    category: str
    category_label: Text
    owners: tuple[Badge, ...]
    recorded_by: str | None
    recorded_at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """The facts of a record type, or a reason that the maker's institution kept."""

    type: str
    title: Text
    fields: tuple[HeldField, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not in it. code: other_cases | earlier_versions | document_contents | packet_contents | withdrawn_notes | closed |
    plan | notes_elsewhere | reasons_elsewhere. `ask`: where the person asks for it."""

    code: str
    says: Text
    categories: tuple[tuple[str, Text], ...]
    ask: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Who takes part in which role."""

    role: Text
    institution: Badge
    user: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All of it, in the order in which it is read."""

    seen: Seen
    made_at: datetime
    made_by: User
    office: Institution
    person_name: str | None
    legal_bases: tuple[Text, ...]
    outcome: Text | None
    places: tuple[Place, ...]
    records: tuple[HeldRecord, ...]
    grantings: tuple[GrantingView, ...]
    plans: tuple[PlanView, ...]
    decisions: tuple[HappeningView, ...]
    deadlines: tuple[DeadlineView, ...]
    packets: tuple[ReportedPacket, ...]
    documents: tuple[DocumentView, ...]
    notes: tuple[NoteView, ...]
    accesses: tuple[AccessView, ...]
    exceptions: tuple[ExceptionView, ...]
    left_out: tuple[LeftOut, ...]
    shown: Shown


def view_personal_data(
    engine: Engine,
    records: Records,
    vault: Vault,
    lists: Callable[[Work], Lists],
    work: Work,
    actor: Actor,
    case_key: int,
    language: str,
) -> PersonalData:
    """Everything of a case about its person, as the actor may read it now.

    Raises NotVisible, CaseErased, ReportNotYours: it goes through the door of the access report.
    """
    seen = see_case(engine, work, actor, case_key, language)
    if not may_fetch(seen):
        raise ReportNotYours
    wording, now = seen.wording, engine.clock.now()
    on_record = work.find(Record, case_key=case_key, replaced_at=None)
    rows = [row for row in on_record if not is_of_others(row, seen.sight)]
    readable = [row for row in rows if seen.sight.may_read(row.category, row.owners)]
    fields = open_fields(records, work, seen, readable)
    names = {one.name: one.raw for one in fields if one.row.type == "person"}
    plans, of_plans = _plans(engine, work, actor, seen)
    desk = view_documents(engine, work, actor, seen)
    notes, of_notes = _notes(engine, vault, lists, work, actor, seen)
    packets = report_packets(engine, work, actor, seen, work.find(Packet, case_key=case_key))
    maker, office = work.get(User, actor.user_key), work.get(Institution, actor.institution_key)
    assert maker is not None
    assert office is not None
    bases = sorted(seen.package.manifest.legal_bases)
    return PersonalData(
        seen=seen,
        made_at=now,
        made_by=maker,
        office=office,
        person_name=name_of(names) or None,
        legal_bases=tuple(wording.get(f"legal_bases.{code}", code) for code in bases),
        outcome=wording.outcome(seen.case.outcome) if seen.case.outcome else None,
        places=_places(work, seen),
        records=_held(work, seen, fields),
        grantings=view_grantings(work, seen, now),
        plans=plans,
        decisions=tuple(one for one in view_history(work, seen) if one.kind in _ANSWERS),
        deadlines=tuple(view_case_deadlines(engine, work, actor, seen)),
        packets=packets,
        documents=desk.documents,
        notes=notes,
        accesses=every_access(lists, work, seen),
        exceptions=view_exceptions(records, work, seen),
        left_out=_left_out(work, seen, rows, plans, notes, packets, desk.documents),
        shown=shown_in(readable) | of_plans | of_notes | _of_documents(work, seen, desk.documents),
    )


def _held(work: Work, seen: Seen, fields: Sequence[OpenField]) -> tuple[HeldRecord, ...]:
    """The facts by their type, what people know first, reasons last."""
    badges = _owners(work, seen, fields)
    keys = sorted({one.row.created_by for one in fields if one.row.created_by})
    users = {row.key: row.name for row in work.find(User, key=keys)} if keys else {}
    order = list(CATALOGUE)
    ordered = sorted(
        fields, key=lambda one: (order.index(one.row.type) if one.row.type in order else 999, one.row.type)
    )
    return tuple(
        HeldRecord(kind, _title(seen, kind), tuple(_field(seen, one, badges, users) for one in same))
        for kind, same in groupby(ordered, key=lambda one: one.row.type)
    )


def _field(seen: Seen, one: OpenField, badges: Mapping[int, Badge], users: Mapping[int, str]) -> HeldField:
    row, wording = one.row, seen.wording
    is_reason = row.type not in CATALOGUE
    return HeldField(
        name=one.name,
        label=wording.vocabulary("document_words", _REASON)
        if is_reason
        else wording.record_field(row.type, one.name),
        value=_text(one.raw) if is_reason else wording.value(row.type, one.name, one.raw),
        category=row.category,
        category_label=wording.vocabulary("categories", row.category),
        owners=tuple(badges[int(key)] for key in row.owners.split(",") if key and int(key) in badges),
        recorded_by=users.get(row.created_by or 0),
        recorded_at=row.created_at,
        number=row.number,
    )


def _text(raw: Any) -> str:
    return "" if raw is None else str(raw)


def _title(seen: Seen, kind: str) -> Text:
    """What a record type is called; a reason by what was done, or by the question that was answered."""
    if kind in CATALOGUE:
        return seen.wording.vocabulary("record_types", kind)
    about = kind.split(".")[1] if "." in kind else kind
    event = about.upper()
    found = seen.wording.get(f"vocabulary.event_types.{_ENDED.get(event, event)}", "")
    return found if found.text else seen.wording.element(about)


def _owners(work: Work, seen: Seen, fields: Sequence[OpenField]) -> dict[int, Badge]:
    """Whose the facts are, also of institutions that take part no more; guests of whom the maker does not know stay away."""
    keys = sorted({int(key) for one in fields for key in one.row.owners.split(",") if key})
    rows = work.find(Institution, key=keys) if keys else []
    return {
        row.key: badge_of(row, seen.wording.language)
        for row in rows
        if row.type != GUEST or row.key in seen.institutions
    }


def _places(work: Work, seen: Seen) -> tuple[Place, ...]:
    keys = sorted({place.user_key for place in seen.participants if place.user_key})
    users = {row.key: row.name for row in work.find(User, key=keys)} if keys else {}
    known = seen.package.manifest.roles
    return tuple(
        Place(
            seen.wording.role(place.role),
            seen.badge(place.institution_key),
            users.get(place.user_key or 0),
            place.since,
        )
        for place in seen.participants
        if place.role in known or seen.package.is_single
    )


def _plans(engine: Engine, work: Work, actor: Actor, seen: Seen) -> tuple[tuple[PlanView, ...], Shown]:
    """Every version that the maker may read, the newest first."""
    if seen.package.manifest.plan is None:
        return (), frozenset()
    desk = view_plan(engine, work, actor, seen)
    desks = [view_plan(engine, work, actor, seen, line.number) for line in desk.versions]
    found = tuple(one.plan for one in desks if one.plan is not None)
    return found, frozenset(pair for one in desks for pair in one.shown)


def _notes(
    engine: Engine,
    vault: Vault,
    lists: Callable[[Work], Lists],
    work: Work,
    actor: Actor,
    seen: Seen,
) -> tuple[tuple[NoteView, ...], Shown]:
    """All that the maker may read: those of their own institution, and those shared with it."""
    found: list[NoteView] = []
    shown: Shown = frozenset()
    before: int | None = None
    while True:
        view = view_notes(engine, vault, lists, work, actor, seen, before=before, limit=_NOTES)
        found += view.notes
        shown |= view.shown
        before = view.following
        if before is None:
            return tuple(found), shown


def _of_documents(work: Work, seen: Seen, documents: Sequence[DocumentView]) -> Shown:
    """What is told with the titles of files that somebody brought."""
    keys = {one.key for one in documents if one.kind == "attached"}
    rows = [row for row in work.find(Document, case_key=seen.case.key) if row.key in keys]
    return frozenset(pair for row in rows for pair in held(row))


def _left_out(
    work: Work,
    seen: Seen,
    rows: Sequence[Record],
    plans: Sequence[PlanView],
    notes: Sequence[NoteView],
    packets: Sequence[ReportedPacket],
    documents: Sequence[DocumentView],
) -> tuple[LeftOut, ...]:
    """What is not in it, why, and who is asked for it: by what is open to the maker, never by what lies elsewhere."""
    own = _own(work, seen)
    others = tuple(seen.badge(key) for key in sorted(seen.institutions) if key != own.key)
    receivers = {one.line.receiver.key: one.line.receiver for one in packets}
    reads_plans = bool(plans) or OF_PLANS in seen.sight.categories or seen.sight.is_opener
    has_plans = seen.package.manifest.plan is not None
    keeps_back = any(one.keeps_back for plan in plans for one in plan.measures)
    told: dict[str, tuple[bool, tuple[Badge, ...]]] = {
        "closed": (bool(others), others),
        "plan": (has_plans and (not reads_plans or keeps_back) and bool(others), others),
        "notes_elsewhere": (bool(others), others),
        "reasons_elsewhere": (bool(others), others),
        "packet_contents": (bool(packets), tuple(receivers[key] for key in sorted(receivers))),
        "document_contents": (bool(documents), (own,)),
        "withdrawn_notes": (any(one.text is None for one in notes), ()),
        "earlier_versions": (True, (own,)),
        "other_cases": (True, ()),
    }
    closed = tuple((code, seen.wording.vocabulary("categories", code)) for code in _closed(seen, rows))
    found = [
        LeftOut(
            code, seen.wording.vocabulary("personal_data_left", code), closed if code == "closed" else (), ask
        )
        for code, (is_left_out, ask) in told.items()
        if is_left_out and (closed or code != "closed")
    ]
    return tuple(found)


def _own(work: Work, seen: Seen) -> Badge:
    key = seen.sight.institution_key
    if key in seen.institutions:
        return seen.badge(key)
    row = work.get(Institution, key)
    assert row is not None
    return badge_of(row, seen.wording.language)


def _closed(seen: Seen, rows: Sequence[Record]) -> list[str]:
    """Categories of which others may hold something that is closed to the maker, whether there is anything or not."""
    by_type: dict[str, list[Record]] = {}
    for row in rows:
        if row.type in CATALOGUE:
            by_type.setdefault(row.type, []).append(row)
    closed = {one for kind, same in by_type.items() for one in closed_categories(seen, kind, same)}
    return [code for code in CATEGORIES if code in closed]
