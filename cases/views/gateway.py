"""A gateway as people see it: question, options, proposal, what it rests on and which rule said so."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases.catalogue import CATALOGUE, CONSENT_KINDS
from cases.records import EVERY, Records
from cases.rows import Record, User
from cases.views.seen import (
    Seen,
    Shown,
    badges_of,
    closed_categories,
    name_shown,
    open_fields,
    person_name_of,
    see_thing,
    shown_in,
)
from cases.views.suspension import suspended_by
from cases.views.task import SeatView, seat_views
from cases.views.wording import Badge
from decisions.dmn import Trace
from engine.engine import Engine
from engine.ports import Actor
from engine.proposals import Proposal, propose
from engine.rows import Gateway, Seat
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class OptionView:
    """One answer. `deviates` from the proposal: a reason is needed."""

    answer: str
    label: Text
    next: Text | None
    is_proposal: bool
    deviates: bool


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact the proposal rests on; `value` is None where it is not shared with the reader."""

    label: Text
    value: str | None
    category: str
    owners: tuple[Badge, ...]
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why a seat answered otherwise than proposed; `text` is None where it is not shared with the reader."""

    role: str
    label: Text
    text: str | None


@dataclass(frozen=True, slots=True)
class GatewayView:
    """A gateway. `basis` is the digest a decision sends back; `trace` only where every fact is shared."""

    key: int
    case_key: int
    reference: str
    procedure: str
    procedure_title: Text
    version: str
    element: str
    question: Text
    kind: str
    status: str
    waits_for: str
    options: tuple[OptionView, ...]
    proposal: str | None
    problem: str | None
    basis: str
    facts: tuple[FactView, ...]
    trace: Trace | None
    is_partly_hidden: bool
    missing: Text | None
    seats: tuple[SeatView, ...]
    reasons: tuple[ReasonView, ...]
    may_answer: bool
    may_override: bool
    suspended_by: Text | None
    answer: str | None
    decided_by: str | None
    decided_at: datetime | None
    created_at: datetime
    person_name: str | None
    seen: Seen
    shown: Shown


def view_gateway(
    engine: Engine, records: Records, work: Work, actor: Actor, gateway_key: int, language: str
) -> GatewayView:
    """The gateway, if the actor sees its case; evaluated anew while it is open. Raises NotVisible."""
    gateway, seen = see_thing(engine, work, actor, Gateway, gateway_key, language)
    node = seen.package.model.elements[gateway.element]
    now = engine.clock.now()
    proposal = propose(seen.package, engine.case_file, work, gateway.instance_key, node, now)
    facts = _facts(records, work, seen, gateway.element)
    hidden = any(fact.value is None for fact in facts)
    seats = work.find(Seat, subject_key=gateway.key)
    override = node.properties.get("bruecke.override")
    has_say = bool({*(seat.role for seat in seats), override} & seen.sight.roles)
    if hidden and not has_say:  # the proposal and the answers of others would tell what is not shared
        proposal = replace(proposal, flow=None, trace=None, digest="")
        gateway = replace(gateway, proposal=None)
        seats = [replace(seat, answer=None, filled_by=None, filled_at=None) for seat in seats]
    is_open = gateway.status == "open"
    suspended = suspended_by(engine, work, seen, gateway)
    may_change = is_open and suspended is None
    decided_by = work.get(User, gateway.decided_by) if gateway.decided_by else None
    valid = [seat for seat in seats if seat.basis_digest in {None, proposal.digest} or not is_open]
    stale = [seat for seat in seats if seat not in valid]
    given = _reasons_given(work, seen, gateway, valid)
    return GatewayView(
        key=gateway.key,
        case_key=seen.case.key,
        reference=seen.case.reference,
        procedure=seen.case.procedure,
        procedure_title=seen.wording.get("procedure.title"),
        version=seen.package.manifest.version,
        element=gateway.element,
        question=seen.wording.element(gateway.element),
        kind=gateway.kind,
        status=gateway.status,
        waits_for=gateway.waits_for,
        options=_options(seen, gateway, proposal),
        proposal=proposal.answer if is_open else gateway.proposal,
        problem=proposal.problem if is_open and not hidden else None,
        basis=proposal.digest,
        facts=facts,
        trace=proposal.trace if is_open and not hidden else None,
        is_partly_hidden=hidden,
        missing=missing_fact(seen, gateway.element) if _waits_for_fact(gateway) else None,
        seats=seat_views(work, seen, actor, valid + [_emptied(seat) for seat in stale]),
        reasons=tuple(_reason(records, work, seen, row) for row in given),
        may_answer=may_change and bool({seat.role for seat in seats} & seen.sight.roles),
        may_override=may_change and gateway.kind == "rule" and override in seen.sight.roles,
        suspended_by=suspended,
        answer=gateway.answer,
        decided_by=decided_by.name if decided_by else None,
        decided_at=gateway.decided_at,
        created_at=gateway.created_at,
        person_name=person_name_of(records, work, seen),
        seen=seen,
        shown=_shown(work, seen, facts, given),
    )


def _shown(work: Work, seen: Seen, facts: Sequence[FactView], reasons: Sequence[Record]) -> Shown:
    """The facts and reasons that the reader may read, and the name of the person."""
    readable = (row for row in reasons if seen.sight.may_read(row.category, row.owners))
    told = frozenset(
        (fact.category, ",".join(str(owner.key) for owner in fact.owners))
        for fact in facts
        if fact.value is not None
    )
    return told | shown_in(readable) | name_shown(work, seen)


def _emptied(seat: Seat) -> Seat:
    """A seat whose answer was given on another basis counts as empty."""
    return replace(seat, filled_by=None, filled_at=None, answer=None)


def _reasons_given(work: Work, seen: Seen, gateway: Gateway, seats: list[Seat]) -> list[Record]:
    """The reasons given with the answers that count, and with a deviation from a rule, which has no seat."""
    keys = sorted(seat.reason_key for seat in seats if seat.reason_key)
    rows = work.find(Record, case_key=seen.case.key, key=keys) if keys else []
    override = seen.package.model.elements[gateway.element].properties.get("bruecke.override")
    if override and gateway.decided_at and gateway.answer != gateway.proposal:
        kind = f"reason.{gateway.element}.{override}"
        given = work.find(Record, case_key=seen.case.key, type=kind)
        rows += [row for row in given if row.created_at == gateway.decided_at]
    return rows


def _reason(records: Records, work: Work, seen: Seen, row: Record) -> ReasonView:
    role = row.type.rpartition(".")[2]
    readable = seen.sight.may_read(row.category, row.owners)
    text = str(records.open(work, row).values.get("reason", "")) if readable else None
    return ReasonView(role, seen.wording.role(role), text)


def _options(seen: Seen, gateway: Gateway, proposal: Proposal) -> tuple[OptionView, ...]:
    views = []
    for flow in seen.package.model.outgoing[gateway.element]:
        answer = flow.answer or ""
        following = seen.wording.get(f"answers.{gateway.element}.{answer}.next", "")
        proposed = proposal.answer == answer
        views.append(
            OptionView(
                answer,
                seen.wording.answer(gateway.element, answer),
                following if following.text else None,
                proposed,
                not proposed,
            )
        )
    return tuple(views)


def _facts(records: Records, work: Work, seen: Seen, gateway: str) -> tuple[FactView, ...]:
    """Every field that the gateway reads, with its value where the reader may see it."""
    paths = sorted(seen.package.reads_of_gateway(gateway))
    wanted: dict[str, list[str]] = {}
    repeated: dict[str, set[str]] = {}
    for path in paths:
        if path[0] == "case" and path[2:3] == (EVERY,) and path[1] not in CONSENT_KINDS:
            names = [path[3]] if len(path) > 3 else list(CATALOGUE.get(path[1], {}))
            repeated.setdefault(path[1], set()).update(names)
        elif path[0] == "case" and len(path) > 1 and path[1] not in CONSENT_KINDS:
            names = [path[2]] if len(path) > 2 else list(CATALOGUE.get(path[1], {}))
            wanted.setdefault(path[1], []).extend(names)
    rows = work.find(Record, case_key=seen.case.key, type=sorted(wanted), replaced_at=None) if wanted else []
    found: list[FactView] = []
    for kind, names in wanted.items():
        of_kind = [row for row in rows if row.type == kind]
        for field in open_fields(records, work, seen, of_kind):
            if field.name in names:
                label = seen.wording.record_field(kind, field.name)
                value = seen.wording.value(kind, field.name, field.raw)
                found.append(
                    FactView(
                        label, value, field.row.category, badges_of(seen, field.row), field.row.created_at
                    )
                )
        closed = closed_categories(seen, kind, of_kind) if of_kind else []
        found.extend(
            FactView(seen.wording.record_field(kind, name), None, CATALOGUE[kind][name], (), None)
            for name in names
            if CATALOGUE[kind].get(name) in closed
        )
    for kind, fields in sorted(repeated.items()):
        found.extend(_facts_of_every(records, work, seen, kind, fields))
    return tuple(found)


def _facts_of_every(
    records: Records, work: Work, seen: Seen, kind: str, names: Collection[str]
) -> Iterator[FactView]:
    """The fields of each time that something was put on record, numbered where there was more than one."""
    rows = records.every(work, seen.case.key, kind)
    number = {time: n for n, time in enumerate(dict.fromkeys(time for time, _ in rows), 1)}
    time_of = {row.key: time for time, row in rows}
    fields = open_fields(records, work, seen, [row for _, row in rows])
    for field in sorted(fields, key=lambda field: time_of[field.row.key]):
        if field.name in names:
            yield FactView(
                _numbered(seen.wording.record_field(kind, field.name), number, time_of[field.row.key]),
                seen.wording.value(kind, field.name, field.raw),
                field.row.category,
                badges_of(seen, field.row),
                field.row.created_at,
            )
    closed = closed_categories(seen, kind, [row for _, row in rows]) if rows else []
    for name in CATALOGUE[kind]:
        if name in names and CATALOGUE[kind][name] in closed:
            yield FactView(seen.wording.record_field(kind, name), None, CATALOGUE[kind][name], (), None)


def _numbered(label: Text, number: Mapping[int, int], time: int) -> Text:
    return label if len(number) < 2 else replace(label, text=f"{label.text} ({number[time]})")


def _waits_for_fact(gateway: Gateway) -> bool:
    return gateway.waits_for == "fact" and gateway.status == "open"


def missing_fact(seen: Seen, element: str) -> Text | None:
    """What the procedure says of the fact that a gateway waits for, where it says something."""
    text = seen.wording.get(f"gateways.{element}.missing", "")
    return text if text.text else None
