"""Lines that wait for a person: sealed under keys of their own, matched to cases that the reader sees, closed once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import orjson

from cases.access import WORKING_ROLES, Sight, sights_of
from cases.rav import PERSON, WAITING, LineSettled, OwnDelivery, require_rav
from cases.records import Records
from cases.returning import AHV, NAME_AND_BIRTH
from cases.rows import BlindIndex, Case, CasePerson, DataKey, RavLine
from cases.sealing import Unsealable, Vault
from engine.engine import Engine
from engine.ports import NO_CASE, SYSTEM, Actor, NotAllowed, NotVisible
from engine.store import Work


@dataclass(frozen=True, slots=True)
class Said:
    """What a waiting line says: whom it is about, answers for the message, answers for a new case, the basis."""

    person: Mapping[str, str]
    answers: Mapping[str, Any]
    opening: Mapping[str, Any]
    basis: str

    @property
    def born_on(self) -> date | None:
        """The date of birth."""
        return date.fromisoformat(self.person["born_on"]) if self.person.get("born_on") else None


@dataclass(frozen=True, slots=True)
class Match:
    """A running case that the reader sees and that may be of the person. by: AHV | NAME_AND_BIRTH."""

    case: Case
    sight: Sight
    by: str
    person: Mapping[str, Any]


def said_by(
    person: Mapping[str, Any], answers: Mapping[str, Any], opening: Mapping[str, Any], basis: str
) -> bytes:
    """What is sealed of a line."""
    told = {name: str(person[name]) for name in PERSON if person.get(name)}
    return orjson.dumps({"person": told, "answers": answers, "opening": opening, "basis": basis})


def seal_line(vault: Vault, work: Work, key: int, content: bytes, now: datetime) -> bytes:
    """Seal what a new line says, under a key that is made for it."""
    vault.create(work, key, now)
    return vault.seal(work, key, content, _place(key))


def said(vault: Vault, work: Work, line: RavLine) -> Said:
    """What a line says. Raises LineSettled once it is over."""
    try:
        return Said(**orjson.loads(vault.unseal(work, line.key, line.sealed, _place(line.key))))
    except Unsealable as error:
        raise LineSettled from error


def own_line(work: Work, actor: Actor, key: int) -> RavLine:
    """A line of the actor's RAV, for people who work on cases. Raises NotAllowed, NotVisible."""
    require_rav(work, actor, WORKING_ROLES)
    if SYSTEM in actor.roles:
        raise NotAllowed
    found = work.find(RavLine, key=key, institution_key=actor.institution_key)
    if not found:
        raise NotVisible
    return found[0]


def line_to_settle(work: Work, actor: Actor, key: int) -> RavLine:
    """A line that waits, and that the actor may settle: who delivered it by hand may not. Raises NotAllowed, NotVisible,
    LineSettled, OwnDelivery."""
    line = own_line(work, actor, key)
    if line.status != WAITING:
        raise LineSettled
    if line.sender == actor.user_key:
        raise OwnDelivery
    return line


def close_line(
    work: Work, key: int, status: str, now: datetime, by: int | None = None, case_key: int | None = None
) -> None:
    """A line is over: what it says goes with its key. Raises LineSettled where it was over before."""
    line = work.get(RavLine, key)
    if line is None or line.status != WAITING:
        raise LineSettled
    work.remove(DataKey, key)
    work.replace(
        replace(
            line,
            status=status,
            case_key=case_key,
            sealed=b"",
            settled_by=by,
            settled_at=now,
            version=line.version + 1,
        )
    )


def matches_of(
    engine: Engine, records: Records, work: Work, actor: Actor, found: Mapping[int, Said]
) -> dict[int, list[Match]]:
    """For each line the running cases that the actor sees by mandate and whose person may be the one it is about.

    The same questions are asked whether others have cases of the person or not; values are opened only where the actor
    may read them.
    """
    own = require_rav(work, actor, WORKING_ROLES)
    kinds = ["ahv", "name"] if own.may_use_ahv else ["name"]
    wanted = {
        key: {pair for pair in records.found_by(one.person) if pair[0] in kinds} for key, one in found.items()
    }
    digests = sorted({digest for pairs in wanted.values() for _, digest in pairs}) or [""]
    rows = work.find(BlindIndex, kind=kinds, digest=digests)
    links = work.find(CasePerson, person_key=sorted({row.person_key for row in rows}) or [NO_CASE])
    sights = sights_of(work, actor, {link.key for link in links} or {NO_CASE}, engine.clock.now())
    seen = {key: sight for key, sight in sights.items() if not sight.is_exceptional}
    cases = work.find(Case, key=sorted(seen) or [NO_CASE], closed_at=None, erased_at=None)
    persons = {case.key: _readable(records, work, case.key, seen[case.key]) for case in cases}
    told: dict[int, list[Match]] = {}
    for key, one in found.items():
        by_person = {row.person_key: set[str]() for row in rows}
        for row in rows:
            if (row.kind, row.digest) in wanted[key]:
                by_person[row.person_key].add(row.kind)
        told[key] = [
            Match(case, seen[case.key], by, persons[case.key])
            for case in cases
            if (by := _by(one, _kinds(links, by_person, case.key), persons[case.key]))
        ]
    return told


def _kinds(links: Collection[CasePerson], by_person: Mapping[int, set[str]], case_key: int) -> set[str]:
    return next((by_person[link.person_key] for link in links if link.key == case_key), set())


def _by(one: Said, kinds: set[str], person: Mapping[str, Any]) -> str | None:
    """By what a case matches: only where the reader may read of its person what is compared."""
    if not person:
        return None
    if "ahv" in kinds:
        return AHV
    is_born = person.get("born_on") is not None and person.get("born_on") == one.born_on
    return NAME_AND_BIRTH if "name" in kinds and is_born else None


def _readable(records: Records, work: Work, case_key: int, sight: Sight) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for record in records.current(work, case_key, ["person"]):
        if sight.may_read(record.row.category, record.row.owners):
            values |= record.values
    return values


def _place(key: int) -> str:
    return f"rav-line:{key}"
