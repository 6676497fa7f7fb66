"""What somebody may pass on, to whom and on what basis, field by field, with the reason where it is not possible."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from cases.packets import Sendable, Way, Ways, sendable, ways_to
from cases.records import Records
from cases.rows import Consent, Institution
from cases.views.access_basis import day_of
from cases.views.seen import Seen, Shown, badges_of, shown_in
from cases.views.wording import Badge, badge_of
from engine.engine import Engine
from engine.packages.manifest import HandoverRules
from engine.ports import Actor, NotAllowed
from engine.store import Work
from forms import CATEGORIES, Text


@dataclass(frozen=True, slots=True)
class WayView:
    """A basis on which something may go. `categories` is empty where it is not bound to some; `conditions` are stated."""

    basis: str
    consent: int | None
    label: Text
    day: date | None
    categories: tuple[Text, ...]
    conditions: tuple[tuple[str, Text], ...]
    way: Way


@dataclass(frozen=True, slots=True)
class ReceiverView:
    """Another institution of the case; `closed`: bases that give no way, each with the reason."""

    institution: Badge
    ways: tuple[WayView, ...]
    closed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldOption:
    """A field that the sender may read. `ways`: the bases (code and consent) on which it may go; `why_not` where none."""

    record: int
    type: str
    name: str
    label: Text
    value: str
    category: str
    category_label: Text
    owners: tuple[Badge, ...]
    ways: tuple[tuple[str, int], ...]
    why_not: str | None


@dataclass(frozen=True, slots=True)
class RecordOption:
    """The fields of a record type."""

    type: str
    title: Text
    fields: tuple[FieldOption, ...]


@dataclass(frozen=True, slots=True)
class SendingView:
    """What is possible. `receiver` and `records`: for the one asked for; `is_open`: the case takes packets."""

    receivers: tuple[ReceiverView, ...]
    receiver: ReceiverView | None
    records: tuple[RecordOption, ...]
    shown: Shown
    is_open: bool


def view_sending(
    engine: Engine,
    records: Records,
    work: Work,
    actor: Actor,
    seen: Seen,
    *,
    to: int | None,
    way: tuple[str, int] | None = None,
    within: HandoverRules | None = None,
) -> SendingView:
    """The receivers, and for one of them the fields, by any basis or by one; `within` what a handover allows. Raises NotAllowed
    for who only looks, and for guests, who would learn here who else takes part."""
    if seen.sight.is_exceptional or seen.sight.is_guest:
        raise NotAllowed
    found = _all_ways(work, actor, seen, engine.clock.now())
    if within is not None:
        found = [_narrowed(ways, within) for ways in found if ways.receiver.type in within.to]
    views = {ways.receiver.key: _receiver(seen, ways) for ways in found}
    chosen = next((ways for ways in found if ways.receiver.key == to), None)
    options: list[FieldOption] = []
    fields: list[Sendable] = []
    if chosen is not None:
        open_ways = [one for one in chosen.open if way in (None, (one.basis, one.key))]
        fields = sendable(records, work, seen.case.key, seen.sight)
        options = [_option(seen, one, open_ways) for one in fields]
    return SendingView(
        receivers=tuple(views.values()),
        receiver=views[chosen.receiver.key] if chosen else None,
        records=tuple(
            RecordOption(kind, seen.wording.vocabulary("record_types", kind), tuple(same))
            for kind, same in groupby(options, key=lambda option: option.type)
        ),
        shown=shown_in(one.record for one in fields),
        is_open=seen.case.closed_at is None and not seen.instance.is_held,
    )


def _narrowed(ways: Ways, rules: HandoverRules) -> Ways:
    """The ways that a handover may take."""
    open_ways = tuple(way for way in ways.open if way.basis in rules.bases)
    closed = {str(basis): why for basis, why in ways.closed.items() if basis in rules.bases}
    return Ways(ways.receiver, open_ways, closed)


def may_send(engine: Engine, work: Work, actor: Actor, seen: Seen) -> bool:
    """Whether there is anybody to whom the actor could send something just now."""
    if seen.sight.is_exceptional or seen.sight.is_guest or seen.case.closed_at is not None:
        return False
    return any(ways.open for ways in _all_ways(work, actor, seen, engine.clock.now()))


def _all_ways(work: Work, actor: Actor, seen: Seen, now: datetime) -> list[Ways]:
    """The ways to everybody else who takes part, by name."""
    taking_part = {place.institution_key for place in seen.participants if place.since <= now}
    others = [seen.institutions[key] for key in taking_part - {actor.institution_key}]
    sender = seen.institutions.get(actor.institution_key) or work.get(Institution, actor.institution_key)
    if sender is None or not others:
        return []
    consents = work.find(Consent, case_key=seen.case.key)
    return [
        ways_to(consents, seen.package, sender, other, now)
        for other in sorted(others, key=lambda one: one.name)
    ]


def _receiver(seen: Seen, ways: Ways) -> ReceiverView:
    return ReceiverView(
        badge_of(ways.receiver, seen.wording.language),
        tuple(_way(seen, way) for way in ways.open),
        tuple((basis, why) for basis, why in ways.closed.items() if why != "not-foreseen"),
    )


def _way(seen: Seen, way: Way) -> WayView:
    consent = way.consent
    conditions = way.rule.conditions
    covered = consent.categories.split(",") if consent else []
    return WayView(
        way.basis,
        consent.key if consent else None,
        seen.wording.vocabulary("consent_type", consent.type)
        if consent
        else seen.wording.vocabulary("access_basis", way.basis),
        day_of(consent) if consent else None,
        tuple(seen.wording.vocabulary("categories", code) for code in CATEGORIES if code in covered),
        tuple((code, seen.wording.vocabulary("disclosure_conditions", code)) for code in conditions),
        way,
    )


def _option(seen: Seen, one: Sendable, ways: list[Way]) -> FieldOption:
    row, wording = one.record, seen.wording
    answers = [(way, way.why_not(row.category, row.owners, seen.sight.institution_key)) for way in ways]
    passing = tuple((way.basis, way.key) for way, why in answers if why is None)
    why_not = None if passing else next((why for _, why in answers if why), "no-basis")
    return FieldOption(
        row.key,
        row.type,
        one.name,
        wording.record_field(row.type, one.name),
        wording.value(row.type, one.name, one.value),
        row.category,
        wording.vocabulary("categories", row.category),
        badges_of(seen, row),
        passing,
        why_not,
    )
