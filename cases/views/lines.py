"""Lists as somebody sees them: names, partners and what is missing, in a constant number of queries a page."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from cases.access import GUEST, Sight, sights_of
from cases.consents import state_of
from cases.deadlines import activities_around, is_near, is_told
from cases.lists import CaseLine, WorkLine
from cases.records import Records
from cases.rows import BlindIndex, Consent, Institution, Participant, Record, User
from cases.sealing import Vault
from cases.views.seen import name_of
from cases.views.votes import disagree
from cases.views.wording import Badge, Wording, badge_of
from engine.engine import Engine
from engine.legal_basis import consent_needed
from engine.packages.package import Package
from engine.ports import Actor
from engine.rows import Seat, Wait
from engine.store import Work
from forms import Text

Sought = frozenset[tuple[str, str]]
"""What somebody looks for: kinds of blind indexes and digests."""


@dataclass(frozen=True, slots=True)
class WorkView:
    """A task or question of a worklist. `mine_missing`: a seat of the reader's institution is empty; `is_foreign`: the
    name is on record of another institution; `until`: the next deadline around it that is near, passed or not."""

    key: int
    subject: str
    case_key: int
    reference: str
    procedure: Text
    name: Text
    kind: str
    waits_for: str | None
    created_at: datetime
    person_name: str | None
    partners: tuple[Badge, ...]
    assignee: str | None
    is_mine: bool
    seats: int
    mine_missing: bool
    signed_by: tuple[Text, ...]
    proposal: Text | None
    disagrees: bool
    is_suspended: bool
    is_foreign: bool
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class CaseLineView:
    """A case of a list. `is_named`: the person is on record, shared with the reader or not; `is_foreign`: the name that is
    shown is on record of another institution."""

    key: int
    reference: str
    procedure: Text
    status: str
    status_label: Text
    outcome: Text | None
    opened_at: datetime
    is_named: bool
    person_name: str | None
    partners: tuple[Badge, ...]
    is_foreign: bool
    erased_at: datetime | None


@dataclass(frozen=True)
class _Around:
    """What the lines of one page share, read once."""

    persons: Mapping[int, Mapping[str, Any]]
    names: Mapping[int, str]
    named: frozenset[int]
    foreign: frozenset[int]
    partners: Mapping[int, tuple[Badge, ...]]


def view_work(
    engine: Engine, records: Records, work: Work, actor: Actor, lines: Sequence[WorkLine], language: str
) -> list[WorkView]:
    """The lines of a worklist, each task or question once; what the actor doesn't see is left out."""
    by_key: dict[int, list[WorkLine]] = defaultdict(list)
    sights = sights_of(work, actor, {line.case_key for line in lines}, engine.clock.now())
    for line in lines:
        if line.case_key in sights:
            by_key[line.key].append(line)
    around = _around(records, work, actor, sights, language)
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in work.find(Seat, subject_key=sorted(by_key)) if by_key else []:
        seats[seat.subject_key].append(seat)
    assignees = sorted({line.assignee for line in lines if line.assignee})
    users = {user.key: user.name for user in work.find(User, key=assignees)} if assignees else {}
    in_force = consents_in_force(work, sights, engine.clock.now())
    timers: dict[int, list[Wait]] = defaultdict(list)
    for wait in work.find(Wait, instance_key=sorted(sights), kind="timer") if sights else []:
        timers[wait.instance_key].append(wait)
    views = []
    for key, same in by_key.items():
        first = same[0]
        package = engine.versions.get(work, first.procedure_version_key)
        wording = Wording(package, language)
        consent = consent_needed(package, first.element)
        views.append(
            WorkView(
                key=key,
                subject=first.subject,
                case_key=first.case_key,
                reference=first.reference,
                procedure=wording.get("procedure.title"),
                name=wording.element(first.element),
                kind=first.kind,
                waits_for=first.waits_for,
                created_at=first.created_at,
                person_name=around.names.get(first.case_key),
                partners=around.partners.get(first.case_key, ()),
                assignee=users.get(first.assignee or 0),
                is_mine=first.assignee == actor.user_key,
                seats=len(seats[key]),
                mine_missing=any(line.filled_by is None for line in same),
                signed_by=tuple(wording.role(seat.role) for seat in seats[key] if seat.filled_by),
                proposal=wording.answer(first.element, first.proposal) if first.proposal else None,
                disagrees=disagree(seats[key]),
                is_suspended=consent is not None and (first.case_key, consent) not in in_force,
                is_foreign=first.case_key in around.foreign,
                until=_until(
                    package, sights[first.case_key], first.element, timers[first.case_key], engine.clock.now()
                ),
            )
        )
    return views


def _until(
    package: Package, sight: Sight, element: str, timers: Sequence[Wait], now: datetime
) -> datetime | None:
    """When the next deadline is due that is near and attached to an activity around an element."""
    if not timers:
        return None
    around = activities_around(package, element)
    found = [
        wait.due_at
        for wait in timers
        if wait.due_at is not None
        and package.element(wait.element).attached_to in around
        and is_near(package, wait, now)
        and is_told(package, sight, wait.element, ())
    ]
    return min(found, default=None)


def consents_in_force(work: Work, cases: Collection[int], now: datetime) -> set[tuple[int, str]]:
    """Case and record type of every consent that stands at granted."""
    found = work.find(Consent, case_key=sorted(cases), state="granted") if cases else []
    return {(consent.case_key, consent.type) for consent in found if state_of(consent, now) == "granted"}


def view_case_lines(
    engine: Engine,
    records: Records,
    work: Work,
    actor: Actor,
    lines: Sequence[CaseLine],
    language: str,
    *,
    sought: Sought | None = None,
) -> list[CaseLineView]:
    """The lines of a list of cases. `sought`: of those only whose person is called so in the case itself, for the reader:
    what another case of the same person has on record finds it for nobody."""
    sights = sights_of(work, actor, {line.key for line in lines}, engine.clock.now())
    around = _around(records, work, actor, sights, language)
    views = []
    for line in lines:
        if line.key in sights and (
            sought is None or sought & records.found_by(around.persons.get(line.key, {}))
        ):
            wording = Wording(engine.versions.get(work, line.procedure_version_key), language)
            views.append(
                CaseLineView(
                    key=line.key,
                    reference=line.reference,
                    procedure=wording.get("procedure.title"),
                    status=line.status,
                    status_label=wording.vocabulary("case_states", line.status),
                    outcome=wording.outcome(line.outcome) if line.outcome else None,
                    opened_at=line.opened_at,
                    is_named=line.key in around.named,
                    person_name=around.names.get(line.key),
                    partners=around.partners.get(line.key, ()),
                    is_foreign=line.key in around.foreign,
                    erased_at=line.erased_at,
                )
            )
    return views


def sought_by(vault: Vault, text: str, *, may_use_ahv: bool) -> Sought:
    """A text as a name, last name or, where the reader's office may use it, AHV number."""
    return frozenset(
        (kind, vault.index(kind, one))
        for kind in ("name", "last_name", "ahv")
        if kind != "ahv" or may_use_ahv
        for one in spellings(text)
    )


def persons_called(work: Work, sought: Sought) -> frozenset[int]:
    """Persons of whom some case has this on record.

    A caller shows of their cases only those that have it on record themselves, for the reader: a hit says who it is.
    """
    kinds, digests = {kind for kind, _ in sought}, {digest for _, digest in sought}
    rows = work.find(BlindIndex, kind=sorted(kinds), digest=sorted(digests))
    return frozenset(row.person_key for row in rows if (row.kind, row.digest) in sought)


_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue"}
_MOST_WORDS = 6


def spellings(text: str) -> frozenset[str]:
    """A name as it may be on record: surname first or last, umlauts as one letter or as two."""
    plain = unicodedata.normalize("NFC", text).lower()
    two = "".join(_UMLAUTS.get(letter, letter) for letter in plain)
    one = reduce(lambda name, pair: name.replace(*pair), ((v, k) for k, v in _UMLAUTS.items()), plain)
    return frozenset(order for name in (plain, two, one) for order in _orders(name.split()))


def _orders(words: list[str]) -> list[str]:
    turns = range(len(words)) if len(words) <= _MOST_WORDS else range(1)
    return [" ".join(words[turn:] + words[:turn]) for turn in turns] or [""]


def _around(
    records: Records, work: Work, actor: Actor, sights: Mapping[int, Sight], language: str
) -> _Around:
    keys = sorted(sights)
    persons = work.find(Record, case_key=keys, type="person", replaced_at=None) if keys else []
    rows = [row for row in persons if row.category == "MASTER"]
    readable = [row for row in rows if sights[row.case_key].may_read(row.category, row.owners)]
    called: dict[int, dict[str, Any]] = defaultdict(dict)
    for one in records.open_all(work, readable) if readable else []:
        called[one.row.case_key].update(one.values)
    return _Around(
        called,
        {key: name_of(values) for key, values in called.items()},
        frozenset(row.case_key for row in rows),
        frozenset(row.case_key for row in readable if row.owners != str(actor.institution_key)),
        _partners(work, actor, keys, language),
    )


def _partners(
    work: Work, actor: Actor, case_keys: Collection[int], language: str
) -> dict[int, tuple[Badge, ...]]:
    places = work.find(Participant, case_key=sorted(case_keys), until=None) if case_keys else []
    keys = sorted({place.institution_key for place in places} - {actor.institution_key})
    institutions = work.find(Institution, key=keys) if keys else []
    # A guest is named where the case is open to it; in a list nobody else needs to know that a therapist is to come.
    badges = {row.key: badge_of(row, language) for row in institutions if row.type != GUEST}
    found: dict[int, dict[int, Badge]] = defaultdict(dict)
    for place in places:
        if place.institution_key in badges:
            found[place.case_key][place.institution_key] = badges[place.institution_key]
    return {key: tuple(institutions.values()) for key, institutions in found.items()}
