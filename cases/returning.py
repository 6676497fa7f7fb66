"""A person who comes back: found by number or by name and date of birth, recognised by people, told to nobody else.

Only the coordination office learns of it, for a case it sees, and only from cases whose person was released to it
before: what was taken back, or never shared with it, finds nothing. Reading and deciding ask for nothing of others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cases.access import COORDINATION, Sight
from cases.records import Records
from cases.rows import (
    BlindIndex,
    Case,
    CasePerson,
    DataKey,
    Grant,
    Institution,
    Lead,
    Person,
    PersonsApart,
    Record,
)
from cases.sealing import Vault
from engine.keys import KeySource
from engine.ports import Actor, NotAllowed
from engine.store import Work

AHV, NAME_AND_BIRTH, LINKED, APART = "AHV", "NAME_AND_BIRTH", "LINKED", "APART"
_RELEASED = "MASTER"


@dataclass(frozen=True, slots=True)
class Known:
    """Another case that may be of the same person. by: AHV | NAME_AND_BIRTH, or what people have said: LINKED | APART."""

    case: Case
    by: str


def require_coordination(actor: Actor, sight: Sight) -> None:
    """Raises NotAllowed unless the coordination asks, about a case whose person was released to it."""
    is_asked = actor.institution_type == COORDINATION and not sight.is_exceptional
    if not is_asked or _RELEASED not in sight.categories:
        raise NotAllowed


def known_cases(work: Work, records: Records, actor: Actor, case_key: int) -> list[Known]:
    """Other cases of this person or one who may be the same, newest first: of those released to the actor's office."""
    link = work.get(CasePerson, case_key)
    if link is None:
        return []
    found = {link.person_key: LINKED} | _alike(work, records, actor, case_key, link.person_key)
    links = {row.key: row for row in work.find(CasePerson, person_key=sorted(found))}
    released = released_to(work, actor, sorted(set(links) - {case_key}))
    cases = work.find(Case, key=released) if released else []
    known = [Known(case, found[links[case.key].person_key]) for case in cases]
    born = {one.case.key: _born(work, records, one.case.key) for one in known if one.by == NAME_AND_BIRTH}
    mine = _born(work, records, case_key)
    return sorted(
        (
            one
            for one in known
            if one.by != NAME_AND_BIRTH or (mine is not None and born[one.case.key] == mine)
        ),
        key=lambda one: -one.case.key,
    )


def _alike(work: Work, records: Records, actor: Actor, case_key: int, person_key: int) -> dict[int, str]:
    """Persons with the same number or name."""
    own = work.get(Institution, actor.institution_key)
    kinds = ["ahv", "name"] if own is not None and own.may_use_ahv else ["name"]
    mine = {(row.kind, row.digest) for row in work.find(BlindIndex, person_key=person_key, kind=kinds)}
    if not mine:
        return {}
    rows = work.find(
        BlindIndex, kind=sorted({kind for kind, _ in mine}), digest=sorted({digest for _, digest in mine})
    )
    apart = apart_from(work, person_key)
    found: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: row.kind, reverse=True):  # the number counts more than the name
        if (row.kind, row.digest) in mine and row.person_key != person_key:
            found[row.person_key] = AHV if row.kind == "ahv" else NAME_AND_BIRTH
    for key in apart & found.keys():
        found[key] = APART
    return found


def apart_from(work: Work, person_key: int) -> frozenset[int]:
    """Persons whom people have told apart from this one."""
    return frozenset(
        [row.other_key for row in work.find(PersonsApart, person_key=person_key)]
        + [row.person_key for row in work.find(PersonsApart, other_key=person_key)]
    )


def released_to(work: Work, actor: Actor, case_keys: Sequence[int]) -> list[int]:
    """Those of the cases whose person was released to the actor's office and not taken back, in force or over."""
    if not case_keys:
        return []
    wanted = {"case_key": list(case_keys), "institution_key": actor.institution_key, "category": _RELEASED}
    return sorted({grant.case_key for grant in work.find(Grant, **wanted, revoked_at=None)})


def _born(work: Work, records: Records, case_key: int) -> object:
    for record in records.current(work, case_key, ["person"], frozenset({_RELEASED})):
        if record.values.get("born_on") is not None:
            return record.values["born_on"]
    return None


def unite(work: Work, vault: Vault, one: int, other: int) -> int:
    """Two persons are one: everything goes to the older one, whose key is the answer. The other is gone.

    Raises Duplicate where both are led; is_led_twice tells before.
    """
    kept, gone = sorted((one, other))
    for person in work.find(Person, key=kept):
        work.replace(person)  # who erases the last case of this person at the same moment is overtaken
    move_lead(work, gone, kept)
    for link in work.find(CasePerson, person_key=gone):
        work.replace(replace(link, person_key=kept))
        reseal(work, vault, link.key, kept)
    for index in work.find(BlindIndex, person_key=gone):
        work.replace(replace(index, person_key=kept))
    others = apart_from(work, kept)
    for row in [*work.find(PersonsApart, person_key=gone), *work.find(PersonsApart, other_key=gone)]:
        other = row.other_key if row.person_key == gone else row.person_key
        work.remove(PersonsApart, row.key)
        if other not in {kept} | others:
            older, younger = sorted((kept, other))
            work.add(replace(row, person_key=older, other_key=younger))
    work.remove(DataKey, gone)
    work.remove(Person, gone)
    return kept


def part(work: Work, vault: Vault, records: Records, keys: KeySource, case_key: int, now: datetime) -> int:
    """A case's person is somebody else than that of its other cases: a person of its own, whose key is the answer."""
    link = work.get(CasePerson, case_key)
    assert link is not None  # asked for by known_cases
    new = keys()
    work.add(Person(new, now))
    vault.create(work, new, now)
    work.replace(replace(link, person_key=new))
    reseal(work, vault, case_key, new)
    if any(lead.case_key == case_key for lead in work.find(Lead, key=link.person_key)):
        move_lead(work, link.person_key, new)
    for person_key in (link.person_key, new):
        records.index_anew(work, person_key)
    return new


def is_led_twice(work: Work, one: int, other: int) -> bool:
    """Whether both persons have somebody who leads a case of theirs: one of the two has to give it back first."""
    return len(work.find(Lead, key=sorted({one, other}))) == 2


def move_lead(work: Work, old: int, new: int) -> None:
    """The lead of a person's case is that of another person's now."""
    for lead in work.find(Lead, key=old):
        work.remove(Lead, old)
        work.add(replace(lead, key=new))


def reseal(work: Work, vault: Vault, case_key: int, subject: int) -> None:
    """What a case has on record of its person, in every version, under another person's key."""
    for row in work.find(Record, case_key=case_key, type="person"):
        if row.subject_key != subject:
            place = f"record:{row.key}"
            content = vault.unseal(work, row.subject_key, row.sealed, place)
            sealed = vault.seal(work, subject, content, place)
            work.replace(replace(row, subject_key=subject, sealed=sealed))
