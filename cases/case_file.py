"""The case file as the engine reads and writes it: records, consents, choices of forms, sealing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cases.access import COORDINATION, GUEST
from cases.catalogue import CASE_MANAGEMENT, CATALOGUE, CONSENT_KINDS, NO_EXCHANGE, TAKES_LEAD
from cases.colleagues import at_work
from cases.consents import decide, end_earlier, latest, state_of, withdraw
from cases.erasing import first_day
from cases.lead import is_led_elsewhere, named_for, person_of, put_in_the_lead
from cases.load import MOST_CASES, open_cases_of
from cases.naming import codes_of, end_work, name_professionals
from cases.records import EVERY, Records, types_in
from cases.rows import (
    Case,
    CasePerson,
    Consent,
    Grant,
    Handover,
    Institution,
    Lead,
    Participant,
    Record,
    User,
)
from cases.rows.handovers import OFFERED, WITHDRAWN
from cases.sealing import Vault
from engine.keys import KeySource
from engine.ports import Actor, Entry, Path, Reading, Reference, Unwritable, Written
from engine.rows import BegunBy
from engine.store import Ask, Work
from forms import Choice


@dataclass(frozen=True)
class Files:
    """Implements engine.ports.CaseFile."""

    vault: Vault
    keys: KeySource
    records: Records

    @classmethod
    def of(cls, vault: Vault, keys: KeySource) -> "Files":
        """The case file over a vault."""
        return cls(vault, keys, Records(vault, keys))

    def read(self, work: Work, case_key: int, paths: frozenset[Path], now: datetime) -> Reading:
        """The `case` values that the paths name: only their types and categories are decrypted."""
        wanted: dict[str, set[str]] = defaultdict(set)
        repeated: set[str] = set()
        for path in paths:
            if path[0] == "case" and path[2:3] == (EVERY,) and path[1] not in CONSENT_KINDS:
                repeated.add(path[1])
            elif path[0] == "case" and len(path) > 1:
                fields = [path[2]] if len(path) > 2 else list(CATALOGUE.get(path[1], {}))
                wanted[path[1]].update(fields)
        values: dict[str, dict[str, Any]] = {kind: {} for kind in {*wanted, *repeated}}
        references: list[Reference] = []
        self._read_consents(work, case_key, wanted, values, references, now)
        self._read_records(work, case_key, wanted, values, references)
        for kind in sorted(repeated):
            self._read_every(work, case_key, kind, values, references)
        return Reading(values, tuple(sorted(references, key=lambda ref: (ref.type, ref.number))))

    def _read_consents(
        self,
        work: Work,
        case_key: int,
        wanted: Mapping[str, set[str]],
        values: dict[str, dict[str, Any]],
        references: list[Reference],
        now: datetime,
    ) -> None:
        kinds = [kind for kind in wanted if kind in CONSENT_KINDS]
        if kinds:
            work.ahead((Consent, {"case_key": case_key}))  # for every question of this step: they are few
        consents = work.find(Consent, case_key=case_key) if kinds else []
        for kind in kinds:
            consent = latest(consents, kind)
            # What is not in force covers nothing, so that a condition on a category is false and not unknown.
            values[kind] |= {"state": state_of(consent, now), "categories": [], "recipients": []}
            if consent is not None:
                values[kind] |= {"signed_on": consent.signed_on, "valid_until": consent.valid_until}
                if values[kind]["state"] == "granted" and consent.categories:
                    values[kind]["categories"] = consent.categories.split(",")
                if values[kind]["state"] == "granted" and "recipients" in wanted[kind]:
                    values[kind]["recipients"] = _types_of(work, consent)
                references.append(Reference(kind, consent.version, consent.key, "MASTER"))

    def _read_records(
        self,
        work: Work,
        case_key: int,
        wanted: Mapping[str, set[str]],
        values: dict[str, dict[str, Any]],
        references: list[Reference],
    ) -> None:
        kinds = [kind for kind in wanted if kind not in CONSENT_KINDS]
        if not kinds:
            return
        categories = frozenset(
            category
            for kind in kinds
            for name, category in CATALOGUE.get(kind, {}).items()
            if name in wanted[kind]
        )
        for record in self.records.current(work, case_key, kinds, categories):
            fields = {name: value for name, value in record.values.items() if name in wanted[record.row.type]}
            if fields:
                values[record.row.type] |= fields
                references.append(_reference(record.row))

    def _read_every(
        self,
        work: Work,
        case_key: int,
        kind: str,
        values: dict[str, dict[str, Any]],
        references: list[Reference],
    ) -> None:
        """The fields of each time that something was put on record, by the task that asked for it, as they stand now."""
        rows = self.records.every(work, case_key, kind)
        time_of = {row.key: time for time, row in rows}
        times: dict[int, dict[str, Any]] = {}
        for record in self.records.open_all(work, [row for _, row in rows]):
            time = time_of[record.row.key]
            times.setdefault(time, dict.fromkeys(CATALOGUE.get(kind, {}))).update(record.values)
            references.append(_reference(record.row))
        values[kind][EVERY] = list(times.values())

    def write(
        self,
        work: Work,
        case_key: int,
        entries: Sequence[Entry],
        actor: Actor | None,
        now: datetime,
        task_key: int | None,
        parameters: Mapping[str, Any],
    ) -> Written:
        """Put values into records; decisions of the person become consents with their grants."""
        events: list[tuple[str, Mapping[str, Any]]] = []
        admits = False
        self._require_ahv_allowed(work, case_key, entries, actor)
        for kind in sorted({entry.type for entry in entries} & set(CONSENT_KINDS)):
            if actor is None or task_key is None:
                raise PermissionError("a consent is recorded by somebody in a task, never by a rule")
            answers = {entry.field: entry.value for entry in entries if entry.type == kind}
            decided = decide(
                work, self.keys, case_key, kind, answers, actor, now, parameters.get("consent_validity")
            )
            events.append(decided.event)
            admits = admits or decided.consent.state == "granted"
        if any((entry.type, entry.field, entry.value) in NO_EXCHANGE for entry in entries):
            events += [("CONSENT_REVOKED", codes_of(one)) for one in _withdraw_all(work, case_key, now)]
        _require_room(work, case_key, entries, parameters.get(MOST_CASES))
        _require_free(work, case_key, entries, actor)
        keys = self.records.write(work, case_key, _of_both(entries), actor, now, task_key)
        named = name_professionals(work, self.keys, case_key, entries, now)
        end_work(work, case_key, entries, now)
        led = _take_lead(work, case_key, entries, now)
        return Written((*events, *named, *led), keys, admits=admits or bool(named))

    def _require_ahv_allowed(
        self, work: Work, case_key: int, entries: Sequence[Entry], actor: Actor | None
    ) -> None:
        """Raises Unwritable where an office without a legal basis puts a new AHV number on record."""
        numbers = {e.value for e in entries if e.type == "person" and e.field == "ahv_number" and e.value}
        if not numbers or actor is None:
            return
        of_types = {"case_key": case_key, "type": types_in(entries), "replaced_at": None}
        work.ahead(
            (Institution, {"key": actor.institution_key}), (Record, of_types)
        )  # which are written next
        own = work.get(Institution, actor.institution_key)
        if own is None or not own.may_use_ahv:
            known = self.records.current(work, case_key, ["person"])
            if numbers - {record.values.get("ahv_number") for record in known}:
                raise Unwritable("ahv_number", "ahv-not-allowed")

    def end_earlier(self, work: Work, case_key: int, types: Sequence[str], now: datetime) -> Written:
        """Consents among these record types end: the person has decided anew, even if that could not be recorded."""
        ended = [
            one for kind in types if kind in CONSENT_KINDS for one in end_earlier(work, case_key, kind, now)
        ]
        return Written(tuple(("CONSENT_REVOKED", codes_of(one)) for one in ended))

    def choices(self, work: Work, case_key: int, source: str, actor: Actor) -> Sequence[Choice]:
        """`users:<institution type>` of the case's participants, `users:own` of the actor's unit and, for a deputy of
        another one, of the units of their institution that take part, `users:GUEST` of all guests of the canton,
        `users:<role>.<role>` whom the case names for one of these; people who work on cases, never designers, operators
        and systems."""
        kind, _, argument = source.partition(":")
        if kind != "users":
            raise LookupError(f"unknown source of choices «{source}»")
        if argument == "own":
            own = work.find(Participant, case_key=case_key, institution_key=actor.institution_key, until=None)
            units = sorted({place.unit_key for place in own} | {actor.unit_key})
            users = work.find(User, institution_key=actor.institution_key, unit_key=units, is_active=True)
            return _choices(at_work(users), {}, actor.language)
        if not argument.isupper():
            return _choices(*_named_for(work, case_key, argument.split(".")), actor.language)
        there = {row.key: row for row in _institutions(work, case_key, argument)}
        work.ahead(
            (User, {"institution_key": sorted(there), "is_active": True})
        )  # for the other fields as well
        institutions = {key: row for key, row in there.items() if row.type == argument}
        users = work.find(User, institution_key=sorted(institutions), is_active=True) if institutions else []
        users = at_work(users)
        return _choices(users, institutions, actor.language, _loads(work, case_key, actor, users))

    def seal(self, work: Work, case_key: int, content: bytes, place: str) -> bytes:
        """Encrypt under the case's key."""
        return self.vault.seal(work, case_key, content, place)

    def unseal(self, work: Work, case_key: int, sealed: bytes, place: str) -> bytes:
        """What `seal` was given."""
        return self.vault.unseal(work, case_key, sealed, place)

    def fingerprint(self, digest: str) -> str:
        """The digest under a key kept outside the database."""
        return self.vault.index("request", digest)

    def asks(self, case_key: int, paths: frozenset[Path] = frozenset()) -> Sequence[Ask]:
        """Consents and whose case it is: few rows, which nearly every step looks at; and the records that the paths name."""
        few: list[Ask] = [(Consent, {"case_key": case_key}), (CasePerson, {"key": case_key})]
        kinds = sorted({path[1] for path in paths if path[0] == "case"} - set(CONSENT_KINDS))
        if kinds:
            few.append((Record, {"case_key": case_key, "replaced_at": None, "type": kinds}))
        return few

    def realm(self, work: Work, case_key: int) -> int:
        """The institution that opened the case; 0 where there is no such case."""
        case = work.get(Case, case_key)
        return case.opened_by if case is not None else 0

    def close(
        self, work: Work, case_key: int, outcome: str, now: datetime, retention: Mapping[str, str]
    ) -> None:
        """The case has ended: from now on its retention counts."""
        of_it = {"case_key": case_key}
        offered = {"case_key": case_key, "state": OFFERED}
        work.ahead(
            (Case, {"key": case_key}),
            (Lead, of_it),
            (BegunBy, of_it),
            (Participant, of_it),
            (Handover, offered),
        )
        case = work.get(Case, case_key)
        if case is not None:
            first = first_day(now, retention)
            work.replace(replace(case, closed_at=now, outcome=outcome, erasable_from=first))
        for lead in work.find(Lead, case_key=case_key):
            work.remove(Lead, lead.key)
        for begun in work.find(BegunBy, case_key=case_key):
            work.remove(BegunBy, begun.key)
        for place in work.find(Participant, case_key=case_key):
            if place.is_working:
                work.replace(replace(place, is_working=False))
        for row in work.find(Handover, **offered):  # nobody can answer it any more
            work.replace(
                replace(row, state=WITHDRAWN, revision=row.revision + 1, wakes_at=None, answered_at=now)
            )


def _reference(row: Record) -> Reference:
    return Reference(row.type, row.number, row.key, row.category, frozenset(row.owners.split(",")))


def _types_of(work: Work, consent: Consent) -> list[str]:
    """The types of the institutions that receive by a consent, as its form asked for them."""
    keys = sorted(int(key) for key in consent.recipients.split(",") if key)
    return sorted({row.type for row in work.find(Institution, key=keys)}) if keys else []


def _institutions(work: Work, case_key: int, kind: str) -> list[Institution]:
    """Those that take part; guests are invited later, so where they are looked for all of the canton may be."""
    if kind == GUEST:
        case = work.get(Case, case_key)
        office = work.get(Institution, case.opened_by) if case else None
        return work.find(Institution, type=kind, canton=office.canton) if office else []
    places = work.find(Participant, case_key=case_key, until=None)
    keys = sorted({place.institution_key for place in places})
    return work.find(Institution, key=keys) if keys else []


def _named_for(
    work: Work, case_key: int, roles: Sequence[str]
) -> tuple[list[User], Mapping[int, Institution]]:
    """Whom the case names for these roles, of the institutions it is open to."""
    open_to = {grant.institution_key for grant in work.find(Grant, case_key=case_key, revoked_at=None)}
    places = work.find(Participant, case_key=case_key, role=sorted(roles), until=None)
    named = {place.user_key for place in places if place.institution_key in open_to} - {None}
    users = at_work(work.find(User, key=sorted(key for key in named if key), is_active=True)) if named else []
    bodies = work.find(Institution, key=sorted({user.institution_key for user in users})) if users else []
    return users, {body.key: body for body in bodies}


def _require_room(work: Work, case_key: int, entries: Sequence[Entry], most: Any) -> None:
    """Who is chosen for a tandem must have time for it: fewer open cases than the package says. Raises Unwritable."""
    chosen = [entry for entry in entries if entry.type == "tandem" and isinstance(entry.value, str)]
    if most is None or not chosen:
        return
    roles = {place.role for place in work.find(Participant, case_key=case_key, until=None)}
    chosen = [entry for entry in chosen if entry.field in roles]
    for entry in chosen:  # one by one: their form has asked for those who may be chosen in its field
        who = int(entry.value)
        if open_cases_of(work, {who}, but=case_key)[who] >= most:
            raise Unwritable(entry.field, "adviser-full")


def _require_free(work: Work, case_key: int, entries: Sequence[Entry], actor: Actor | None) -> None:
    """Nobody is led twice: the coordination proposes no case manager where the person is led in another case. Raises
    Unwritable, to the coordination alone."""
    named = [entry for entry in entries if entry.type == CASE_MANAGEMENT]
    is_coordination = actor is not None and actor.institution_type == COORDINATION
    if named and is_coordination and is_led_elsewhere(work, case_key):
        raise Unwritable(named[0].field, "led-elsewhere")


def _take_lead(
    work: Work, case_key: int, entries: Sequence[Entry], now: datetime
) -> list[tuple[str, Mapping[str, Any]]]:
    """Whoever was named for the case management and accepts it leads the case; where the person came to be led elsewhere
    meanwhile, or who was named has left and somebody of the unit answers, the coordination settles that."""
    accepting = [entry for entry in entries if (entry.type, entry.field, entry.value) == TAKES_LEAD]
    key = named_for(work, case_key, accepting[0].roles) if accepting else None
    user = work.get(User, key) if key is not None else None
    if (
        user is None
        or not user.is_active
        or person_of(work, case_key) is None
        or is_led_elsewhere(work, case_key)
    ):
        return []
    return [("LEAD_CHANGED", put_in_the_lead(work, case_key, user, now))]


def _of_both(entries: Sequence[Entry]) -> list[Entry]:
    """A tandem is on record for those who form it too, not only for who assigned it (VS-05): its fields name them."""
    named = tuple(entry.field for entry in entries if entry.type == "tandem" and isinstance(entry.value, str))
    return [
        replace(entry, roles=(*entry.roles, *named)) if entry.type == "tandem" else entry for entry in entries
    ]


def _loads(work: Work, case_key: int, actor: Actor, users: Sequence[User]) -> Mapping[int, int]:
    """How many other open cases name these users, as far as the actor may know: of their own institution, and the
    coordination, which assigns tandems, of all.
    """
    is_coordination = actor.institution_type == COORDINATION
    told = [user.key for user in users if is_coordination or user.institution_key == actor.institution_key]
    load = open_cases_of(work, told, but=case_key)
    return {key: load[key] for key in told}


def _choices(
    users: Sequence[User],
    institutions: Mapping[int, Institution],
    language: str,
    loads: Mapping[int, int] | None = None,
) -> list[Choice]:
    """People by name: with their function and institution where they are of several, and how many open cases they have."""
    found = []
    for user in sorted(users, key=lambda user: user.name):
        if not set(user.roles.split(",")) & {"caseworker", "coordinator"}:
            continue
        label = user.name
        if institutions:
            function = user.function_fr if language == "fr" else user.function_de
            label = f"{user.name}, {function}, {institutions[user.institution_key].name}"
        if loads is not None and user.key in loads:
            label = f"{label} ({_open_cases(loads[user.key], language)})"
        found.append(Choice(str(user.key), label))
    return found


def _open_cases(number: int, language: str) -> str:
    one, many = ("cas ouvert", "cas ouverts") if language == "fr" else ("offener Fall", "offene Fälle")
    is_one = number == 1 or (language == "fr" and number == 0)
    return f"{number} {one if is_one else many}"


def _withdraw_all(work: Work, case_key: int, now: datetime) -> list[Consent]:
    return [withdraw(work, one, now) for one in work.find(Consent, case_key=case_key, state="granted")]
