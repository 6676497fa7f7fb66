"""A case that somebody may see, and which of its fields are open to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cases.access import Sight, hidden_from, sight_of
from cases.catalogue import CATALOGUE, CATEGORIES
from cases.erasing import CaseErased
from cases.records import Records
from cases.rows import Case, Consent, Institution, Participant, Record, User
from cases.views.wording import Badge, Wording, badge_of
from engine.engine import Engine
from engine.packages.package import Package
from engine.ports import NO_CASE, Actor, NotVisible
from engine.rows import Gateway, Instance, Task, Wait
from engine.store import Work

Shown = frozenset[tuple[str, str]]
"""What a view shows of records: categories, each with the owners of the record it stands in."""

Thing = TypeVar("Thing", Task, Gateway, Consent, Wait)


@dataclass(frozen=True, slots=True)
class Seen:
    """A case that the actor may see, with all that views of it need."""

    case: Case
    instance: Instance
    package: Package
    sight: Sight
    wording: Wording
    institutions: dict[int, Institution]
    participants: list[Participant]

    def badge(self, institution_key: int) -> Badge:
        """An institution of the case."""
        return badge_of(self.institutions[institution_key], self.wording.language)

    def holder(self, role: str) -> Badge | None:
        """Who holds a role."""
        for place in self.participants:
            if place.role == role:
                return self.badge(place.institution_key)
        return None


def see_case(
    engine: Engine, work: Work, actor: Actor, case_key: int, language: str, *, even_erased: bool = False
) -> Seen:
    """The case, if the actor sees it: nothing of it is loaded before.

    Raises NotVisible; CaseErased where nothing is left of what the view shows.
    """
    sight = sight_of(work, actor, case_key, engine.clock.now())
    if sight is None:
        raise NotVisible
    case, instance = work.get(Case, case_key), work.get(Instance, case_key)
    if case is None or instance is None:
        raise NotVisible
    if case.erased_at is not None and not even_erased:
        raise CaseErased(case.erased_at)
    package = engine.versions.get(work, case.procedure_version_key)
    places = work.find(Participant, case_key=case_key, until=None)
    keys = sorted({place.institution_key for place in places} | {case.opened_by})
    found = work.find(Institution, key=keys)
    hidden = hidden_from(work, actor, case_key, found, engine.clock.now())
    places = [place for place in places if place.institution_key not in hidden]
    institutions = {row.key: row for row in found if row.key not in hidden}
    wording = Wording(package, language, lambda key: name_of_user(work, key))
    return Seen(case, instance, package, sight, wording, institutions, places)


def see_thing(
    engine: Engine, work: Work, actor: Actor, kind: type[Thing], key: int, language: str
) -> tuple[Thing, Seen]:
    """Something in a case by its key, with the case, if the actor sees that. Raises NotVisible, after the same questions
    whether there is such a thing or not."""
    thing = work.get(kind, key)
    seen = see_case(engine, work, actor, _case_of(thing), language)
    if thing is None:
        raise NotVisible
    return thing, seen


def _case_of(thing: Task | Gateway | Consent | Wait | None) -> int:
    if thing is None:
        return NO_CASE
    return thing.case_key if isinstance(thing, Consent) else thing.instance_key


def name_of_user(work: Work, key: str) -> str | None:
    """The name of a user by the key that a record holds; None for what is no such key."""
    user = work.get(User, int(key)) if key.isascii() and key.isdigit() and len(key) < 20 else None
    return user.name if user else None


def shown_in(rows: Iterable[Record]) -> Shown:
    """What is shown with these records."""
    return frozenset((row.category, row.owners) for row in rows)


def name_shown(work: Work, seen: Seen) -> Shown:
    """What is shown with the name of the person: nothing where it is closed to the reader."""
    rows = work.find(Record, case_key=seen.case.key, type="person", category="MASTER", replaced_at=None)
    return shown_in(row for row in rows if seen.sight.may_read(row.category, row.owners))


def person_name_of(records: Records, work: Work, seen: Seen) -> str | None:
    """The name of the person, where the reader may see it."""
    for record in records.current(work, seen.case.key, ["person"], frozenset({"MASTER"})):
        if seen.sight.may_read(record.row.category, record.row.owners):
            return name_of(record.values) or None
    return None


def name_of(values: Mapping[str, Any]) -> str:
    """First and last name, as far as they are known."""
    return f"{values.get('first_name') or ''} {values.get('last_name') or ''}".strip()


@dataclass(frozen=True, slots=True)
class OpenField:
    """A field that the reader may see, with its value."""

    name: str
    raw: Any
    row: Record


def open_fields(records: Records, work: Work, seen: Seen, rows: Sequence[Record]) -> list[OpenField]:
    """The fields of records that the reader may see, in the order people know."""
    readable = [row for row in rows if seen.sight.may_know(row)]
    found = [
        OpenField(name, value, record.row)
        for record in records.open_all(work, readable)
        for name, value in record.values.items()
    ]
    return sorted(found, key=lambda field: _POSITION.get((field.row.type, field.name), len(_POSITION)))


def closed_categories(seen: Seen, kind: str, rows: Sequence[Record]) -> list[str]:
    """Categories of a record type that are closed to the reader, whether there is anything in them or not.

    Listing only what is there would tell that it is there: a date of registration with the IV, for example.
    """
    if all(str(seen.sight.institution_key) in row.owners.split(",") for row in rows):
        return []
    categories = sorted(set(CATALOGUE[kind].values()), key=CATEGORIES.index)
    readable = {row.category for row in rows if seen.sight.may_read(row.category, row.owners)}
    return [c for c in categories if c not in readable and c not in seen.sight.categories]


def badges_of(seen: Seen, row: Record) -> tuple[Badge, ...]:
    """Who a record belongs to."""
    return tuple(
        seen.badge(int(key)) for key in row.owners.split(",") if key and int(key) in seen.institutions
    )


_POSITION = {
    (kind, name): position
    for position, (kind, name) in enumerate(
        (kind, name) for kind, fields in CATALOGUE.items() for name in fields
    )
}
