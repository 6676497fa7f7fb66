"""Packets as somebody reads them: in a list without content, one by one as it was sent, and for the person's report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from cases.access import sight_of
from cases.lists import PacketLine, packet_line
from cases.packets import Content, Reading, SentField, content_of, reading_of
from cases.rows import Case, Consent, Institution, Packet, User
from cases.views.access_basis import day_of
from cases.views.seen import Seen, Shown, name_of_user
from cases.views.wording import Badge, Wording, badge_of
from engine.engine import Engine
from engine.ports import Actor, NotVisible
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class PacketLineView:
    """A packet in a list: who to whom, when, what kind of facts, whether its receipt was confirmed."""

    key: int
    case_key: int
    reference: str
    is_received: bool
    sender: Badge
    receiver: Badge
    sent_at: datetime
    sent_by: str
    basis: str
    codes: tuple[str, ...]
    categories: tuple[Text, ...]
    received_at: datetime | None
    received_by: str | None


@dataclass(frozen=True, slots=True)
class SentFieldView:
    """A field as it was sent. `value` None: not shared with the reader now; only the receiver keeps everything."""

    name: str
    label: Text
    value: str | None
    category: str
    category_label: Text
    owners: tuple[Badge, ...]
    number: int


@dataclass(frozen=True, slots=True)
class SentRecordView:
    """The fields of a record type."""

    type: str
    title: Text
    fields: tuple[SentFieldView, ...]


@dataclass(frozen=True, slots=True)
class BasisOfPacket:
    """By what right it was sent; `consent` and `day` where it is a decision of the person."""

    code: str
    label: Text
    consent: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class PacketView:
    """A packet with its content, frozen. `records` is empty and `is_erased` once the case's key is gone.

    `reason` is there for the sender only; `shown`: what the values on it belong to. `sees_case`: the case itself is open to the reader just now.
    """

    line: PacketLineView
    basis: BasisOfPacket
    conditions: tuple[Text, ...]
    purpose: str
    reason: str
    records: tuple[SentRecordView, ...]
    is_erased: bool
    may_confirm: bool
    sees_case: bool
    packet: Packet
    reading: Reading
    shown: Shown


def view_packet_lines(
    engine: Engine, work: Work, actor: Actor, lines: Sequence[PacketLine], language: str
) -> list[PacketLineView]:
    """Lines of a list, in two queries more."""
    bodies = sorted({key for line in lines for key in (line.from_institution, line.to_institution)})
    badges = (
        {row.key: badge_of(row, language) for row in work.find(Institution, key=bodies)} if bodies else {}
    )
    people = sorted({key for line in lines for key in (line.sent_by, line.received_by) if key})
    names = {row.key: row.name for row in work.find(User, key=people)} if people else {}
    return [
        PacketLineView(
            key=line.key,
            case_key=line.case_key,
            reference=line.reference,
            is_received=line.to_institution == actor.institution_key,
            sender=badges[line.from_institution],
            receiver=badges[line.to_institution],
            sent_at=line.sent_at,
            sent_by=names.get(line.sent_by, ""),
            basis=line.basis,
            codes=tuple(line.categories.split(",")),
            categories=_categories(
                Wording(engine.versions.get(work, line.procedure_version_key), language),
                line.categories.split(","),
            ),
            received_at=line.received_at,
            received_by=names.get(line.received_by or 0),
        )
        for line in lines
    ]


def view_packet(engine: Engine, work: Work, actor: Actor, packet_key: int, language: str) -> PacketView:
    """A packet as it was sent, for its receiver, or for its sender as far as they may read it now. Raises NotVisible."""
    now = engine.clock.now()
    packet = work.get(Packet, packet_key)
    reading = reading_of(work, actor, packet, now)
    case = work.get(Case, packet.case_key) if packet and reading else None
    if packet is None or reading is None or case is None:
        raise NotVisible
    wording = Wording(
        engine.versions.get(work, packet.procedure_version_key),
        language,
        lambda key: name_of_user(work, key),
    )
    content = content_of(engine.case_file, work, packet)
    (line,) = view_packet_lines(engine, work, actor, [packet_line(packet, case)], language)
    return PacketView(
        line=line,
        basis=basis_of(work, wording, packet),
        conditions=tuple(
            wording.vocabulary("disclosure_conditions", code) for code in packet.conditions.split(",") if code
        ),
        purpose=content.purpose if content else "",
        reason=content.reason if content and not reading.is_receiver else "",
        records=_records(work, wording, content, reading),
        is_erased=content is None,
        may_confirm=reading.is_receiver and not reading.is_exceptional and packet.received_at is None,
        sees_case=sight_of(work, actor, packet.case_key, now) is not None,
        packet=packet,
        reading=reading,
        shown=frozenset(
            (field.category, field.owners)
            for field in (content.fields if content else ())
            if reading.shows(field.category, field.owners)
        ),
    )


def basis_of(work: Work, wording: Wording, packet: Packet) -> BasisOfPacket:
    """The basis of a packet in words."""
    consent = work.get(Consent, packet.basis_key) if packet.basis_key else None
    if consent is None:
        return BasisOfPacket(packet.basis, wording.vocabulary("access_basis", packet.basis))
    label = wording.vocabulary("consent_type", consent.type)
    return BasisOfPacket(packet.basis, label, consent.key, day_of(consent))


def _records(
    work: Work, wording: Wording, content: Content | None, reading: Reading
) -> tuple[SentRecordView, ...]:
    fields = content.fields if content else ()
    owners = sorted({int(key) for field in fields for key in field.owners.split(",") if key})
    badges = (
        {row.key: badge_of(row, wording.language) for row in work.find(Institution, key=owners)}
        if owners
        else {}
    )
    return tuple(
        SentRecordView(
            kind,
            wording.vocabulary("record_types", kind),
            tuple(_field(wording, field, badges, reading) for field in same),
        )
        for kind, same in groupby(fields, key=lambda field: field.type)
    )


def _field(wording: Wording, field: SentField, badges: dict[int, Badge], reading: Reading) -> SentFieldView:
    return SentFieldView(
        field.name,
        wording.record_field(field.type, field.name),
        wording.value(field.type, field.name, field.value)
        if reading.shows(field.category, field.owners)
        else None,
        field.category,
        wording.vocabulary("categories", field.category),
        tuple(badges[int(key)] for key in field.owners.split(",") if key and int(key) in badges),
        field.number,
    )


def _categories(wording: Wording, codes: Sequence[str]) -> tuple[Text, ...]:
    return tuple(wording.vocabulary("categories", code) for code in codes)


@dataclass(frozen=True, slots=True)
class ReportedPacket:
    """A packet in the person's report: which facts went, by their names, never what they say. `labels` is empty once the
    case's key is gone."""

    line: PacketLineView
    basis: BasisOfPacket
    labels: tuple[Text, ...]


def report_packets(
    engine: Engine, work: Work, actor: Actor, seen: Seen, packets: Sequence[Packet]
) -> tuple[ReportedPacket, ...]:
    """Packets of a case for who keeps it for the person, newest first."""
    ordered = sorted(packets, key=lambda packet: -packet.key)
    language = seen.wording.language
    lines = view_packet_lines(
        engine, work, actor, [packet_line(packet, seen.case) for packet in ordered], language
    )
    found = []
    for packet, line in zip(ordered, lines, strict=True):
        content = content_of(engine.case_file, work, packet)
        wording = Wording(engine.versions.get(work, packet.procedure_version_key), language)
        labels = [wording.record_field(one.type, one.name) for one in (content.fields if content else ())]
        found.append(ReportedPacket(line, basis_of(work, wording, packet), tuple(labels)))
    return tuple(found)
