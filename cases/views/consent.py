"""One consent as somebody sees it who may see its case, and what its withdrawal changes for each recipient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.access import active_grants
from cases.catalogue import CATALOGUE, CATEGORIES
from cases.records import Records
from cases.rows import Consent, Grant, Packet, Record
from cases.views.case import CaseView, ConsentView, view_case
from cases.views.seen import Seen, see_thing
from cases.views.wording import Badge
from engine.engine import Engine
from engine.ports import Actor
from engine.store import Work
from forms import Text


@dataclass(frozen=True, slots=True)
class Cover:
    """Categories that another consent keeps open."""

    title: Text
    decided_at: datetime
    categories: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a withdrawal changes for a recipient. `own`: records it made itself or together with another seat; `received`:
    what was passed on to it and stays in its file, each with its day and categories."""

    institution: Badge
    ends: tuple[Text, ...]
    covered: tuple[Cover, ...]
    own: tuple[Text, ...]
    received: tuple[tuple[datetime, tuple[Text, ...]], ...]
    loses_case: bool


def view_consent(
    engine: Engine, records: Records, work: Work, actor: Actor, consent_key: int, language: str
) -> tuple[Seen, CaseView, ConsentView]:
    """The consent with its case. Raises NotVisible."""
    _, seen = see_thing(engine, work, actor, Consent, consent_key, language)
    view = view_case(engine, records, work, actor, seen)
    return seen, view, next(consent for consent in view.consents if consent.key == consent_key)


def effects_of(work: Work, seen: Seen, view: ConsentView, now: datetime) -> tuple[Effect, ...]:
    """What ends and what stays visible if the consent is withdrawn now, by recipient."""
    records = work.find(Record, case_key=seen.case.key, replaced_at=None)
    consents = {row.key: row for row in work.find(Consent, case_key=seen.case.key)}
    packets = work.find(Packet, case_key=seen.case.key)
    effects = []
    for badge in view.recipients:
        grants = active_grants(work, seen.case.key, badge.key, now)
        left = [grant for grant in grants if grant.basis_key != view.key]
        own = {row.type for row in records if str(badge.key) in row.owners.split(",")}
        effects.append(
            Effect(
                badge,
                _labels(seen, {g.category for g in grants} - {g.category for g in left}),
                _covers(seen, view, left, consents),
                tuple(seen.wording.vocabulary("record_types", kind) for kind in CATALOGUE if kind in own),
                tuple(
                    (packet.sent_at, _labels(seen, set(packet.categories.split(","))))
                    for packet in packets
                    if packet.to_institution == badge.key
                ),
                not left,
            )
        )
    return tuple(effects)


def _covers(
    seen: Seen, view: ConsentView, left: Sequence[Grant], consents: dict[int, Consent]
) -> tuple[Cover, ...]:
    """The other consents that open some of these categories, with those they open."""
    found: dict[int, set[str]] = {}
    for grant in left:
        if grant.category in view.category_codes and grant.basis_key in consents:
            found.setdefault(grant.basis_key, set()).add(grant.category)
    return tuple(
        Cover(
            seen.wording.vocabulary("consent_type", consents[key].type),
            consents[key].decided_at,
            _labels(seen, categories),
        )
        for key, categories in found.items()
    )


def _labels(seen: Seen, categories: set[str]) -> tuple[Text, ...]:
    return tuple(seen.wording.vocabulary("categories", code) for code in CATEGORIES if code in categories)
