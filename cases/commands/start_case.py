"""A case begins: reference, keys, participants by role, the opener's own grant, and its instance."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cases.access import AT_WORK, OWN_CASE
from cases.first_places import Opener, first_places
from cases.rows import Case, CasePerson, Grant, Institution, Person
from cases.sealing import Vault
from engine.clock import local_day
from engine.commands.brought import leave_as_draft
from engine.commands.deliver_event import NOTHING_ELSE, Alongside
from engine.commands.start_instance import start_instance
from engine.commands.variables import accepted
from engine.engine import Engine
from engine.errors import CommandError, Json, ProcessFailure, TooLate, Unanswerable
from engine.keeping import digest_of
from engine.packages.package import Package
from engine.ports import Actor, NotAllowed, NotVisible
from engine.rows import BegunBy, ProcedureVersion
from engine.store import Work
from engine.transaction import Request, once

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class StartUnknown(Unanswerable):
    """The model has no such start event, or several to choose from: name one of them."""

    code = "start-unknown"

    def __init__(self, events: list[str]) -> None:
        super().__init__(f"start events: {', '.join(events)}")
        self.events = events


class AlreadyBegun(TooLate):
    """A case that this key has begun is still going on. Send what is new to that case, or begin anew when it has ended."""

    code = "already-begun"


class NotStartable(CommandError):
    """The model could not come to its first task; nothing was opened. Mend what is named, in the model or the variables."""

    code = "not-startable"

    def __init__(self, failure: ProcessFailure) -> None:
        super().__init__(f"{failure.element}: {failure.message}")
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Opening:
    """What a start needs: the procedure and, where there is a choice, the institution for a role.

    A single model takes variables, and where it has several start events the id of one. A procedure of a package takes
    answers: its first form begins with them. Of a procedure only one case runs that a `correlation_key` has begun.
    """

    procedure: str
    partners: Mapping[str, int]
    variables: Mapping[str, Any] = field(default_factory=dict)
    start_event: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    correlation_key: str | None = None
    needs: frozenset[str] = frozenset()
    """Answers that may not get lost: where the first form does not take them, nothing is opened."""


class PersonNotTaken(Unanswerable):
    """This procedure does not begin with a form that takes the person. Nothing was opened: name one that does."""

    code = "person-not-taken"


NO_CODES: Mapping[str, str] = {}


def start_case(
    engine: Engine,
    vault: Vault,
    actor: Actor,
    opening: Opening,
    request: Request | None = None,
    alongside: Alongside = NOTHING_ELSE,
) -> Json:
    """Open a case. Answer: {case, reference, procedure, version}. `alongside` is done in the same transaction.

    Raises NotVisible (no such procedure), NotAllowed, PartnerMissing, BadVariables, StartUnknown, NotStartable,
    AlreadyBegun, PersonNotTaken.
    """

    def body(work: Work) -> Json:
        work.ahead(
            (ProcedureVersion, {"procedure": opening.procedure}),
            (Institution, {"key": actor.institution_key}),
        )
        row = newest(work, opening.procedure, engine)
        if row is None:
            raise NotVisible
        package = engine.versions.get(work, row.key)
        if not may_start(package, actor, "" if package.is_single else canton_of(work, actor)):
            raise NotAllowed
        opener = Opener(actor.institution_key, actor.institution_type, actor.unit_key, actor.user_key)
        opened = open_case(engine, vault, work, row, opening, opener, actor)
        alongside(work, int(opened["case"]))
        return opened

    try:
        answer = once(engine, actor, request, body, lambda answer: int(answer["case"]))
        engine.bell.set()
        return answer
    except ProcessFailure as failure:
        raise NotStartable(failure) from failure


def open_case(
    engine: Engine,
    vault: Vault,
    work: Work,
    row: ProcedureVersion,
    opening: Opening,
    opener: Opener,
    actor: Actor | None,
    codes: Mapping[str, str] = NO_CODES,
) -> Json:
    """Open a case of a version for an office, inside a transaction; without an actor it begins by itself.

    Raises PartnerMissing, BadVariables, StartUnknown, PersonNotTaken, ProcessFailure.
    """
    now, package = engine.clock.now(), engine.versions.get(work, row.key)
    manifest = package.manifest
    variables = accepted(package, opening.variables)
    at = start_of(package, opening.start_event)
    case_key = engine.keys()
    reference = _reference(manifest.canton, local_day(now).year)
    office = opener.institution_key
    work.add(
        Case(case_key, reference, manifest.id, row.key, office, opener.unit_key, now, None, None),
        Grant(engine.keys(), case_key, office, OWN_CASE, "OPENED", case_key, now, None, None),
    )
    _begin_once(engine, work, case_key, opening, office)
    vault.create(work, case_key, now)
    if not package.is_single:
        _add_person(engine, vault, work, case_key)
    for place in first_places(engine, work, case_key, manifest, opener, opening.partners):
        work.add(place)
    told = {"procedure": manifest.id, "version": row.version}
    running = start_instance(engine, work, case_key, row.key, actor, {**told, **codes}, variables, at)
    if opening.answers and actor is not None:
        taken = leave_as_draft(running, actor, opening.answers)
        if opening.needs - taken:
            raise PersonNotTaken
        running.settle()
    return {"case": str(case_key), "reference": reference, **told}


def _begin_once(engine: Engine, work: Work, case_key: int, opening: Opening, office: int) -> None:
    """Raises AlreadyBegun while a case goes on that the same key has begun for the same institution."""
    if opening.correlation_key is None:
        return
    digest = digest_of(engine.case_file, f"{office}:{opening.start_event}", opening.correlation_key)
    if work.find(BegunBy, procedure=opening.procedure, digest=digest):
        raise AlreadyBegun
    work.add(BegunBy(engine.keys(), opening.procedure, digest, case_key))


def start_of(package: Package, named: str | None) -> str | None:
    """The start event to begin at: the one named, else the only one there is, else None for the only one without trigger.

    Raises StartUnknown.
    """
    events = [item for item in package.model.content[None] if item.kind == "startEvent"]
    plain = [item.id for item in events if not item.triggers]
    if named is None and (len(plain) == 1 or not events):
        return None
    if named is None and len(events) == 1 and package.is_single:
        return events[0].id
    if named is None or named not in {item.id for item in events} or not package.is_single:
        raise StartUnknown([item.id for item in events])
    return named


def _add_person(engine: Engine, vault: Vault, work: Work, case_key: int) -> None:
    now, person_key = engine.clock.now(), engine.keys()
    work.add(Person(person_key, now), CasePerson(case_key, person_key))
    vault.create(work, person_key, now)


def newest(work: Work, procedure: str, engine: Engine) -> ProcedureVersion | None:
    """The version new cases take: the newest whose valid_from has come."""
    today = local_day(engine.clock.now())
    rows = [row for row in work.find(ProcedureVersion, procedure=procedure) if row.valid_from <= today]
    return max(rows, key=lambda row: row.number, default=None)


def may_start(package: Package, actor: Actor, canton: str) -> bool:
    """Whether the actor's institution, of this canton, may open a case of the procedure: a canton's own procedures, and
    single models."""
    manifest = package.manifest
    allowed = {kind for role in manifest.start for kind in manifest.roles[role].institutions}
    is_ours = package.is_single or manifest.canton == canton
    return is_ours and actor.institution_type in allowed and bool(actor.roles & AT_WORK)


def canton_of(work: Work, actor: Actor) -> str:
    """The canton of the actor's institution."""
    own = work.get(Institution, actor.institution_key)
    return own.canton if own is not None else ""


def _reference(canton: str, year: int) -> str:
    """One of 24 million; should it be taken, the store says so and the command begins anew."""
    tail = "".join(secrets.choice(LETTERS) for _ in range(5))
    return f"{canton}-{year}-{tail}"
