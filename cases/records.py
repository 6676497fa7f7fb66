"""Records of a case: written in versions, read by category, sealed under the person's or the case's key."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cases.rows import BlindIndex, CasePerson, Participant, Record
from cases.sealing import Vault
from cases.values import pack, unpack
from engine.keys import KeySource
from engine.ports import Actor, Entry
from engine.rows import Task
from engine.store import Work

EVERY = "every"
"""In the place of a field: every time that something of this type was put on record."""


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A record row with its values."""

    row: Record
    values: Mapping[str, Any]


class Records:
    """The records of cases."""

    def __init__(self, vault: Vault, keys: KeySource) -> None:
        self._vault = vault
        self._keys = keys

    def current(
        self,
        work: Work,
        case_key: int,
        types: Sequence[str] | None = None,
        categories: frozenset[str] | None = None,
    ) -> list[OpenRecord]:
        """The valid records of a case, narrowed to types and categories; nothing else is decrypted."""
        wanted: dict[str, Any] = {"case_key": case_key, "replaced_at": None}
        if types is not None:
            wanted["type"] = list(types)
        rows = work.find(Record, **wanted)
        return [self.open(work, row) for row in rows if categories is None or row.category in categories]

    def open(self, work: Work, row: Record) -> OpenRecord:
        """A record with its values."""
        return OpenRecord(
            row, unpack(self._vault.unseal(work, row.subject_key, row.sealed, f"record:{row.key}"))
        )

    def open_all(self, work: Work, rows: Sequence[Record]) -> list[OpenRecord]:
        """Many records with their values, in one query; those whose key was erased are left out."""
        opener = self._vault.opener(work, {row.subject_key for row in rows})
        return [
            OpenRecord(row, unpack(opener(row.subject_key, row.sealed, f"record:{row.key}")))
            for row in rows
            if row.subject_key in opener.subjects
        ]

    def every(self, work: Work, case_key: int, kind: str) -> list[tuple[int, Record]]:
        """The rows of each time that something was put on record, as they stand now, with the task that asked for it (or
        the row's own key where none did); the oldest first. Nothing is decrypted.
        """
        stands: dict[tuple[int, str, str], Record] = {}
        for row in sorted(
            work.find(Record, case_key=case_key, type=kind), key=lambda row: (row.number, row.key)
        ):
            stands[row.task_key or row.key, row.category, row.owners] = row
        return sorted(((time, row) for (time, _, _), row in stands.items()), key=lambda item: item[0])

    def write(
        self,
        work: Work,
        case_key: int,
        entries: Sequence[Entry],
        actor: Actor | None,
        now: datetime,
        task_key: int | None,
    ) -> tuple[int, ...]:
        """New versions of the record types written; what they replace stays, with its end. Keys of the new rows."""
        types = types_in(entries)
        if not types:
            return ()
        known = work.find(Record, case_key=case_key, type=types, replaced_at=None)
        link = work.get(CasePerson, case_key) if "person" in types else None
        owners = _owners(work, case_key, actor)
        groups: dict[tuple[str, str, str], dict[str, Any]] = defaultdict(dict)
        for entry in entries:
            holders = ",".join(sorted(entry.owners)) or owners(entry.roles)
            groups[entry.type, entry.category, holders][entry.field] = entry.value
        rows = []
        for (kind, category, holders), fields in groups.items():
            number = max((row.number for row in known if row.type == kind), default=0) + 1
            subject = link.person_key if kind == "person" and link else case_key
            key = self._keys()
            sealed = self._vault.seal(work, subject, pack(fields), f"record:{key}")
            rows.append(
                Record(
                    key,
                    case_key,
                    subject,
                    kind,
                    category,
                    holders,
                    number,
                    sealed,
                    now,
                    actor.user_key if actor else None,
                    task_key,
                    None,
                )
            )
        for row in known:
            if (row.type, row.category, row.owners) in groups or _is_asked_anew(work, row, task_key):
                work.replace(replace(row, replaced_at=now))
        work.add(*rows)
        if link is not None:
            work.ahead(
                (CasePerson, {"person_key": link.person_key}), (BlindIndex, {"person_key": link.person_key})
            )
        if link is not None and len(work.find(CasePerson, person_key=link.person_key)) > 1:
            self.index_anew(work, link.person_key)  # what the other cases say of the person is not replaced
        elif link is not None:
            self._index(work, link.person_key, {e.field: e.value for e in entries if e.type == "person"})
        return tuple(row.key for row in rows)

    def index_anew(self, work: Work, person_key: int) -> None:
        """The blind indexes of a person from what the cases linked to it have on record now."""
        for old in work.find(BlindIndex, person_key=person_key):
            work.remove(BlindIndex, old.key)
        digests: set[tuple[str, str]] = set()
        for link in work.find(CasePerson, person_key=person_key):
            values = {
                name: value
                for record in self.current(work, link.key, ["person"])
                for name, value in record.values.items()
            }
            digests |= self.found_by(values)
        for kind, digest in sorted(digests):
            work.add(BlindIndex(self._keys(), person_key, kind, digest))

    def found_by(self, person: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
        """By what a person with these values is found: kinds and digests."""
        texts = _found_by(person).items()
        return frozenset((kind, self._vault.index(kind, str(text))) for kind, text in texts if text)

    def _index(self, work: Work, person_key: int, person: Mapping[str, Any]) -> None:
        """Blind indexes of name and AHV number, replacing older ones of the same kind; a number taken away loses its own."""
        told = {kind: str(text) for kind, text in _found_by(person).items() if text}
        gone = {*told, *(["ahv"] if "ahv_number" in person else [])}
        for old in work.find(BlindIndex, person_key=person_key):
            if old.kind in gone:
                work.remove(BlindIndex, old.key)
        digests = [(kind, self._vault.index(kind, text)) for kind, text in told.items()]
        work.add(*(BlindIndex(self._keys(), person_key, kind, digest) for kind, digest in digests))


def types_in(entries: Sequence[Entry]) -> list[str]:
    """The types of record that entries are of, in order."""
    return sorted({entry.type for entry in entries})


def _is_asked_anew(work: Work, row: Record, task_key: int | None) -> bool:
    """Whether a step of a loop that wrote the row is done again: what it leaves out this time holds no longer."""
    if task_key is None or row.task_key in {None, task_key}:
        return False
    before, now = work.get(Task, row.task_key or 0), work.get(Task, task_key)
    return before is not None and now is not None and before.element == now.element


def _found_by(person: Mapping[str, Any]) -> dict[str, str | None]:
    """By what a person is found: kind of index and text."""
    last = person.get("last_name")
    return {
        "ahv": person.get("ahv_number"),
        "last_name": last,
        "name": f"{person.get('first_name', '')} {last}" if last else None,
    }


def _owners(work: Work, case_key: int, actor: Actor | None) -> Any:
    """Roles to the comma-separated keys of the institutions that hold them."""
    places = work.find(Participant, case_key=case_key)
    holders: dict[str, int] = {place.role: place.institution_key for place in places if place.until is None}

    def of(roles: tuple[str, ...]) -> str:
        found = {holders[role] for role in roles if role in holders}
        if not found and actor is not None:
            found = {actor.institution_key}
        return ",".join(str(key) for key in sorted(found))

    return of
