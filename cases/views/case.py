"""A case as somebody sees it: head, people, open work, records by type, consents. Redacted field by field."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cases.access import exception_until
from cases.catalogue import CATALOGUE, CONSENT_KINDS
from cases.consents import may_withdraw, state_of
from cases.corrections import may_correct
from cases.endings import CANCELLED
from cases.reasons import CASE_ENDED, reasons_for
from cases.records import Records
from cases.rows import Consent, Record, User
from cases.views.absences import Away, view_away
from cases.views.guests import meets
from cases.views.lead import Leadership, view_lead
from cases.views.seen import (
    OpenField,
    Seen,
    Shown,
    badges_of,
    closed_categories,
    name_of,
    open_fields,
    shown_in,
)
from cases.views.votes import disagree
from cases.views.wording import Badge
from engine.engine import Engine
from engine.legal_basis import consent_needed
from engine.ports import Actor
from engine.rows import Gateway, Seat, Task
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a record; `value` is None where it is not shared with the reader."""

    label: Text
    value: str | None
    category: str
    owners: tuple[Badge, ...]
    written_at: datetime


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record type with its fields; `may_correct`: by the reader."""

    type: str
    title: Text
    fields: tuple[FieldView, ...]
    may_correct: bool


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A decision of the person. state: granted | refused | withdrawn | expired | replaced; `evidence`: labels and values
    of how it was given, where they are shared with the reader."""

    key: int
    type: str
    title: Text
    state: str
    state_label: Text
    recipients: tuple[Badge, ...]
    categories: tuple[Text, ...]
    category_codes: tuple[str, ...]
    signed_on: date | None
    valid_until: date | None
    decided_at: datetime
    withdrawn_at: datetime | None
    may_withdraw: bool
    evidence: tuple[tuple[Text, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Who takes part: role, institution, the person named; `away` while that person is and somebody stands in."""

    role: str
    role_label: Text
    institution: Badge
    user: str | None
    since: datetime
    away: Away | None = None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A task or gateway that waits, for the head of the case."""

    key: int
    subject: str
    element: str
    name: Text
    kind: str
    waits_for: str
    roles: tuple[str, ...]
    missing_seats: tuple[str, ...]
    may_act: bool
    is_suspended: bool
    disagrees: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case."""

    key: int
    reference: str
    procedure: str
    title: Text
    version: str
    status: str
    status_label: Text
    outcome: str | None
    outcome_label: Text | None
    ended_because: str | None
    may_end: bool
    exceptional_until: datetime | None
    opened_at: datetime
    closed_at: datetime | None
    erased_at: datetime | None
    opened_by: Badge
    person_name: str | None
    places: tuple[PlaceView, ...]
    leadership: Leadership
    work: tuple[OpenWork, ...]
    records: tuple[RecordView, ...]
    consents: tuple[ConsentView, ...]
    shown: Shown


def view_case(engine: Engine, records: Records, work: Work, actor: Actor, seen: Seen) -> CaseView:
    """Everything of a case that the actor may see."""
    now = engine.clock.now()
    case, wording = seen.case, seen.wording
    record_views, person_name = _records(records, work, seen)
    consents = () if case.erased_at else _consents(records, work, seen, now)
    leadership = view_lead(records, work, actor, seen, now)
    return CaseView(
        key=case.key,
        reference=case.reference,
        procedure=case.procedure,
        title=wording.get("procedure.title"),
        version=seen.package.manifest.version,
        status=seen.instance.status,
        status_label=wording.vocabulary("case_states", seen.instance.status),
        outcome=case.outcome,
        outcome_label=wording.outcome(case.outcome) if case.outcome else None,
        ended_because=_ended_because(records, work, seen),
        may_end=seen.sight.is_opener and case.closed_at is None,
        exceptional_until=exception_until(work, actor, case.key, now) if seen.sight.is_exceptional else None,
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        erased_at=case.erased_at,
        opened_by=seen.badge(case.opened_by),
        person_name=person_name,
        places=_places(work, seen, now),
        leadership=leadership,
        work=_open_work(work, seen, consents),
        records=record_views,
        consents=consents,
        shown=_shown(work, seen),
    )


def _shown(work: Work, seen: Seen) -> Shown:
    """What the reader may read of the records in force, of earlier evidence of consents, and of why the case ended."""
    readable = (
        row
        for row in work.find(Record, case_key=seen.case.key, type=sorted(CATALOGUE), replaced_at=None)
        if seen.sight.may_know(row)
    )
    return evidence_shown(work, seen) | shown_in(readable) | shown_in(_reasons_of_end(work, seen))


def evidence_shown(work: Work, seen: Seen) -> Shown:
    """What is shown with the person's decisions: how each was given, as far as the reader may read it."""
    rows = work.find(Record, case_key=seen.case.key, type=sorted(CONSENT_KINDS))
    return shown_in(row for row in rows if seen.sight.may_read(row.category, row.owners))


def _records(records: Records, work: Work, seen: Seen) -> tuple[tuple[RecordView, ...], str | None]:
    by_type: dict[str, list[Record]] = defaultdict(list)
    for row in work.find(Record, case_key=seen.case.key, replaced_at=None):
        if row.type in CATALOGUE and row.type not in CONSENT_KINDS:
            by_type[row.type].append(row)
    person_name = None
    views = []
    for kind in (kind for kind in CATALOGUE if kind in by_type):
        opened = open_fields(records, work, seen, by_type[kind])
        if kind == "person":
            person_name = name_of({field.name: field.raw for field in opened}) or None
        shown = [
            FieldView(
                seen.wording.record_field(kind, field.name),
                seen.wording.value(kind, field.name, field.raw),
                field.row.category,
                badges_of(seen, field.row),
                field.row.created_at,
            )
            for field in opened
        ]
        closed = [
            FieldView(
                seen.wording.vocabulary("categories", category),
                None,
                category,
                badges_of(seen, by_type[kind][0]),
                by_type[kind][0].created_at,
            )
            for category in closed_categories(seen, kind, by_type[kind])
        ]
        title = seen.wording.vocabulary("record_types", kind)
        if seen.sight.is_guest and not shown:
            continue
        closed = [] if seen.sight.is_guest else closed
        can = may_correct(seen.package, seen.sight, kind, by_type[kind])
        views.append(RecordView(kind, title, (*shown, *closed), can))
    return tuple(views), person_name


def _ended_because(records: Records, work: Work, seen: Seen) -> str | None:
    """Why the case was ended before the procedure did; only the institution that did it reads this."""
    found = records.open_all(work, _reasons_of_end(work, seen))
    return str(found[0].values.get("reason", "")) if found else None


def _reasons_of_end(work: Work, seen: Seen) -> list[Record]:
    is_told = seen.sight.is_opener and seen.case.outcome == CANCELLED
    return reasons_for(work, seen.sight, seen.case.key, CASE_ENDED) if is_told else []


def _places(work: Work, seen: Seen, now: datetime) -> tuple[PlaceView, ...]:
    keys = sorted({place.user_key for place in seen.participants if place.user_key})
    users = {user.key: user.name for user in work.find(User, key=keys)} if keys else {}
    away = view_away(work, keys, now) if seen.case.closed_at is None else {}
    return tuple(
        PlaceView(
            place.role,
            seen.wording.role(place.role),
            seen.badge(place.institution_key),
            users.get(place.user_key or 0),
            place.since,
            away.get(place.user_key or 0),
        )
        for place in seen.participants
        if meets(seen, place.institution_key)
    )


def _open_work(work: Work, seen: Seen, consents: Sequence[ConsentView]) -> tuple[OpenWork, ...]:
    states = {consent.type: consent.state for consent in reversed(consents)}
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in work.find(Seat, instance_key=seen.case.key, is_open=True):
        seats[seat.subject_key].append(seat)
    found = [
        _open(seen, states, "task", task.key, task.element, "form", "completion", seats[task.key])
        for task in work.find(Task, instance_key=seen.case.key, status="open")
    ]
    found += [
        _open(
            seen,
            states,
            "gateway",
            gateway.key,
            gateway.element,
            gateway.kind,
            gateway.waits_for,
            seats[gateway.key],
        )
        for gateway in work.find(Gateway, instance_key=seen.case.key, status="open")
    ]
    if seen.sight.is_guest:
        found = [item for item in found if set(item.roles) & seen.sight.roles]
    return tuple(sorted(found, key=lambda item: item.key))


def _open(
    seen: Seen,
    states: Mapping[str, str],
    subject: str,
    key: int,
    element: str,
    kind: str,
    waits_for: str,
    seats: Sequence[Seat],
) -> OpenWork:
    roles = tuple(seat.role for seat in seats)
    consent = consent_needed(seen.package, element)
    is_suspended = consent is not None and states.get(consent) != "granted"
    return OpenWork(
        key,
        subject,
        element,
        seen.wording.element(element),
        kind,
        waits_for,
        roles,
        tuple(seat.role for seat in seats if seat.filled_by is None),
        bool(set(roles) & seen.sight.roles) and not is_suspended,
        is_suspended,
        disagree(seats),
    )


_EVIDENCE = ("explained_by", "explained_on", "language", "purpose", "form", "document_reference")


def _evidence(
    records: Records, work: Work, seen: Seen
) -> dict[tuple[str, datetime], tuple[tuple[Text, str], ...]]:
    """How each decision was given, by its type and moment: what was on record then, replaced since or not."""
    found: dict[tuple[str, datetime], list[OpenField]] = defaultdict(list)
    for field in open_fields(
        records, work, seen, work.find(Record, case_key=seen.case.key, type=sorted(CONSENT_KINDS))
    ):
        if field.name in _EVIDENCE and field.raw is not None:
            found[field.row.type, field.row.created_at].append(field)
    return {
        key: tuple(
            (seen.wording.record_field(key[0], field.name), seen.wording.value(key[0], field.name, field.raw))
            for field in sorted(fields, key=lambda field: _EVIDENCE.index(field.name))
        )
        for key, fields in found.items()
    }


def _consents(records: Records, work: Work, seen: Seen, now: datetime) -> tuple[ConsentView, ...]:
    evidence = _evidence(records, work, seen)
    rows = sorted(work.find(Consent, case_key=seen.case.key), key=lambda row: row.key, reverse=True)
    if seen.sight.is_guest:
        rows = [row for row in rows if str(seen.sight.institution_key) in row.recipients.split(",")]
    return tuple(
        ConsentView(
            key=row.key,
            type=row.type,
            title=seen.wording.vocabulary("consent_type", row.type),
            state=state_of(row, now),
            state_label=state_label(seen, row.type, state_of(row, now)),
            recipients=tuple(
                seen.badge(int(key))
                for key in row.recipients.split(",")
                if key and int(key) in seen.institutions
            ),
            categories=tuple(
                seen.wording.vocabulary("categories", code) for code in row.categories.split(",") if code
            ),
            category_codes=tuple(code for code in row.categories.split(",") if code),
            signed_on=row.signed_on,
            valid_until=row.valid_until,
            decided_at=row.decided_at,
            withdrawn_at=row.withdrawn_at,
            may_withdraw=row.state == "granted" and may_withdraw(work, row, seen.sight),
            evidence=evidence.get((row.type, row.decided_at), ()),
        )
        for row in rows
    )


def state_label(seen: Seen, kind: str, state: str) -> Text:
    """A declaration's own word for its state, where there is one."""
    own = seen.wording.get(f"vocabulary.{kind}_state.{state}", "")
    return own if own.text else seen.wording.vocabulary("consent_state", state)
