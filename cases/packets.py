"""A packet: what may go into it on which basis, how it is kept, and who reads it.

Disclosure is an act. What was lawfully received stays in the receiver's file: reading it depends on a place in the case, not
on grants. At the sender who sees the case reads in it what they may read of the case now: nobody keeps what others recorded by
sending it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.absences import stood_in_for
from cases.access import AT_WORK, EXCEPTION, Sight, holds, is_near, sight_of
from cases.catalogue import CATALOGUE, CATEGORIES, CONSENT_KINDS, UNINFORMED
from cases.consents import latest, state_of
from cases.disclosure import MUTUAL_ASSISTANCE, Rule, rules_for
from cases.records import Records
from cases.rows import Consent, Institution, Packet, Participant, Record
from cases.sealing import Unsealable
from cases.values import pack, unpack
from engine.packages.package import Package
from engine.ports import NO_CASE, Actor, CaseFile
from engine.store import Work

PASSED_ON = frozenset(CATALOGUE) - CONSENT_KINDS.keys() - {UNINFORMED}
"""Record types of which fields may be passed on: declarations of the person are no facts about them."""
ARRIVED = "PACKET_ARRIVED"
"""What the receiver of a packet is told."""
LONGEST = 1000
"""Characters of a purpose or reason."""
MOST_FIELDS = 400


@dataclass(frozen=True, slots=True)
class Way:
    """A basis on which something may go to an institution just now. `consent` None: the law."""

    rule: Rule
    consent: Consent | None

    @property
    def basis(self) -> str:
        """The code of the basis."""
        return self.rule.basis

    @property
    def key(self) -> int:
        """The key of the consent, 0 without one."""
        return self.consent.key if self.consent else 0

    def why_not(self, category: str, owners: str, sender: int) -> str | None:
        """Why a field of this category and owner can't go this way: not-covered | not-own; None where it can."""
        if self.rule.own_only and owners != str(sender):
            return "not-own"
        if self.consent is not None and category not in self.consent.categories.split(","):
            return "not-covered"
        return None


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to a receiver; `closed` says why a basis gives none: no-consent | refused | withdrawn | expired | replaced
    (a consent), asked | not-foreseen (the law: the person was asked for a consent, the procedure does not use it)."""

    receiver: Institution
    open: tuple[Way, ...]
    closed: Mapping[str, str]

    def find(self, basis: str, consent: int | None) -> list[Way]:
        """The ways of a basis, or the one by a consent."""
        return [way for way in self.open if way.basis == basis and consent in (None, way.key)]


@dataclass(frozen=True, slots=True)
class Sendable:
    """A field that the sender may read, as it stands on record."""

    record: Record
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class SentField:
    """A field as it was sent: frozen."""

    type: str
    name: str
    value: Any
    category: str
    owners: str
    number: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a packet holds. `reason`: why it went without a consent; for the sender."""

    purpose: str
    reason: str
    fields: tuple[SentField, ...]


def receivers_of(work: Work, case_key: int, own: int, now: datetime) -> list[Institution]:
    """The other institutions that take part in a case."""
    places = work.find(Participant, case_key=case_key, until=None)
    keys = {place.institution_key for place in places if place.role != EXCEPTION and place.since <= now}
    return work.find(Institution, key=sorted(keys - {own})) if keys - {own} else []


def ways_to(
    consents: Sequence[Consent], package: Package, sender: Institution, receiver: Institution, now: datetime
) -> Ways:
    """On what basis something may go from one institution to another at this moment; the consents are all of the case."""
    found: list[Way] = []
    closed: dict[str, str] = {}
    for rule in rules_for(sender.type, receiver.type):
        if rule.basis == MUTUAL_ASSISTANCE:
            against = _against_assistance(package, consents, now)
            ways = [] if against else [Way(rule, None)]
        else:
            against = _against_consent(rule, consents, receiver, now)
            ways = _by_consent(rule, consents, sender, receiver, now)
        found += ways
        if not ways:
            closed[rule.basis] = against or "no-consent"
    return Ways(receiver, tuple(found), closed)


def _by_consent(
    rule: Rule, consents: Sequence[Consent], sender: Institution, receiver: Institution, now: datetime
) -> list[Way]:
    """A consent in force that names the receiver; a release from secrecy names the professional it releases as well."""
    named = {str(one.key) for one in (sender, receiver) if one is receiver or one.type == "GUEST"}
    return [
        Way(rule, consent)
        for consent in sorted(consents, key=lambda one: -one.key)
        if consent.kind in rule.consents
        and state_of(consent, now) == "granted"
        and named <= set(consent.recipients.split(","))
    ]


def _against_assistance(package: Package, consents: Sequence[Consent], now: datetime) -> str | None:
    """The procedure has to foresee it; and where the person was asked and does not agree (any more), the law does not
    replace their word."""
    allowed = package.manifest.disclosures.mutual_assistance
    if allowed is None:
        return "not-foreseen"
    was_asked = any(state != "granted" for state in _states(consents, ("DATA_EXCHANGE",), now))
    return "asked" if was_asked and not allowed.despite_refusal else None


def _against_consent(
    rule: Rule, consents: Sequence[Consent], receiver: Institution, now: datetime
) -> str | None:
    """Why no consent opens the way: what became of the last one that names the receiver, or was refused to everybody."""
    concerned = [
        one for one in consents if one.state == "refused" or str(receiver.key) in one.recipients.split(",")
    ]
    states = _states(concerned, rule.consents, now)
    return next((state for state in ("withdrawn", "expired", "refused", "replaced") if state in states), None)


def _states(consents: Sequence[Consent], kinds: Sequence[str], now: datetime) -> list[str]:
    """Where the last decision of each type of these kinds stands."""
    types = {consent.type for consent in consents if consent.kind in kinds}
    return [state_of(latest(consents, kind), now) for kind in sorted(types)]


def sendable(records: Records, work: Work, case_key: int, sight: Sight) -> list[Sendable]:
    """Every field that an institution may read and pass on, as it stands now."""
    rows = [
        row
        for row in work.find(Record, case_key=case_key, type=sorted(PASSED_ON), replaced_at=None)
        if sight.may_know(row)
    ]
    found = [
        Sendable(record.row, name, value)
        for record in records.open_all(work, rows)
        for name, value in record.values.items()
        if value is not None and name in CATALOGUE[record.row.type]
    ]
    return sorted(found, key=lambda one: (_POSITION[one.record.type, one.name], one.record.key))


_POSITION = {
    pair: number
    for number, pair in enumerate((kind, name) for kind, fields in CATALOGUE.items() for name in fields)
}


def categories_of(fields: Sequence[SentField]) -> tuple[str, ...]:
    """The categories of fields, in the order people know."""
    found = {field.category for field in fields}
    return tuple(category for category in CATEGORIES if category in found)


def sealed_content(content: Content) -> bytes:
    """A packet's content as bytes."""
    fields = [[one.type, one.name, one.value, one.category, one.owners, one.number] for one in content.fields]
    return pack({"purpose": content.purpose, "reason": content.reason, "fields": fields})


def content_of(file: CaseFile, work: Work, packet: Packet) -> Content | None:
    """What a packet holds; None once the case's key was erased."""
    try:
        values = unpack(file.unseal(work, packet.case_key, packet.sealed, place_of(packet.key)))
    except Unsealable:
        return None
    return Content(values["purpose"], values["reason"], tuple(SentField(*one) for one in values["fields"]))


def place_of(packet_key: int) -> str:
    """What binds a sealed packet to its row."""
    return f"packet:{packet_key}"


@dataclass(frozen=True, slots=True)
class Reading:
    """How somebody reads a packet: for the receiver or the sender, by exception or with a mandate."""

    is_receiver: bool
    is_exceptional: bool
    sight: Sight | None = None
    """What the reader sees of the case just now; None: nothing, they read what was received."""

    def shows(self, category: str, owners: str) -> bool:
        """Whether a field is told: the receiver keeps all, the sender reads what they may read of the case now."""
        return self.is_receiver or (self.sight is not None and self.sight.may_read(category, owners))


def reading_of(work: Work, actor: Actor, packet: Packet | None, now: datetime) -> Reading | None:
    """How the actor may read a packet; None: it doesn't exist for them. The same questions are asked in every case."""
    case_key = packet.case_key if packet else NO_CASE
    places = places_of(work, actor, case_key, now)
    sight = sight_of(work, actor, case_key, now)
    if packet is None or not actor.roles & AT_WORK:
        return None
    # who only looks by exception needs the case to be open
    is_open = bool(places - {EXCEPTION}) or sight is not None
    if packet.to_institution == actor.institution_key and is_open:
        return Reading(True, places == {EXCEPTION}, sight)
    if packet.from_institution == actor.institution_key and sight is not None:
        return Reading(False, sight.is_exceptional, sight)
    return None


def places_of(work: Work, actor: Actor, case_key: int, now: datetime) -> set[str]:
    """The roles in which the actor, or their unit, has a place in a case, whether or not a grant opens it."""
    absent = stood_in_for(work, actor, now)
    return {
        place.role
        for place in work.find(Participant, case_key=case_key, institution_key=actor.institution_key)
        if holds(place, now) and is_near(place, actor, absent)
    }


def codes_of(packet: Packet) -> Mapping[str, Any]:
    """What the chain of the case says of a packet: ids and codes."""
    return {
        "packet": str(packet.key),
        "to": str(packet.to_institution),
        "basis": packet.basis,
        "categories": packet.categories.split(","),
    }
