"""A RAV system tells of one person: a referral opens a case, everything else goes to a case or waits for a person."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import orjson

from cases.commands.publish import publish_message
from cases.commands.settle_rav_line import require_mandate
from cases.commands.start_case import Opening, canton_of, may_start, newest, start_case
from cases.early_messages import Message
from cases.lists import ListsOf
from cases.rav import (
    CODE,
    DAY,
    DELIVERERS,
    FIELDS,
    OPENED,
    RAV,
    REASON_CODES,
    REFERRAL,
    WAITING,
    WHO,
    RavRefused,
    require_rav,
)
from cases.rav_lines import said_by, seal_line
from cases.rows import Case, RavLine
from cases.sealing import Vault
from engine.clock import local_day
from engine.commands.brought import Offered
from engine.engine import Engine
from engine.errors import Json
from engine.keeping import digest_of
from engine.ports import NO_CASE, Actor
from engine.rows import ProcedureVersion
from engine.store import Work
from engine.transaction import Request, once
from forms.formats import ahv

LONGEST_TEXT = 1000
RETURNED_ON = "reregistered_on"


@dataclass(frozen=True, slots=True)
class RavMessage:
    """A message: its kind (cases/rav.py FIELDS), what it tells, and whose it is: a case by key or number, or a person.

    `basis`: the id of the consent or the legal basis, needed where a person is named.
    """

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    case_key: int | None = None
    reference: str | None = None
    person: Mapping[str, str] = field(default_factory=dict)
    basis: str | None = None
    procedure: str | None = None
    partners: Mapping[str, int] = field(default_factory=dict)
    time_to_live: timedelta = timedelta()


def send_rav_message(
    engine: Engine,
    vault: Vault,
    lists: ListsOf,
    actor: Actor,
    message: RavMessage,
    request: Request | None = None,
) -> Json:
    """Deliver it. Answer: {status: delivered | waiting, case, element, message} for a case, {status: opened, case,
    reference} for a referral, {status: proposed, line} where a person of the RAV says whose it is.

    Raises NotAllowed, NotVisible (no such case for the sender), RavRefused (with the field), NobodyWaits, CaseHeld,
    ReportsUnread, and for a referral as `start_case`.
    """
    with engine.store.reading() as work:
        rav = require_rav(work, actor, DELIVERERS)
        fields = checked_fields(message.kind, message.fields, local_day(engine.clock.now()))
        named = sum(bool(part) for part in (message.case_key, message.reference, message.person))
        if named != 1:
            raise RavRefused("case", "name either a case, or its reference, or a person")
        person = _checked_person(message.person, rav.may_use_ahv) if message.person else {}
        if message.person and not message.basis:
            raise RavRefused("consent_reference", "needed where a person is named")
        if message.kind == REFERRAL and not person:
            raise RavRefused("person", "a referral names a person")
        case_key = _case_of(engine, work, actor, message) if not person else NO_CASE
        procedure = _procedure(engine, work, actor, message) if message.kind == REFERRAL else ""
    if message.kind == REFERRAL:
        told = Offered({"registered_with": [RAV], **person})
        opening = Opening(procedure, message.partners, answers=told, needs=WHO)
        begun = start_case(engine, vault, actor, opening, request)
        return {"status": OPENED, "case": begun["case"], "reference": begun["reference"]}
    if not person:
        to_case = Message(message.kind, None, case_key, Offered(fields), message.time_to_live)
        return publish_message(engine, vault, lists, actor, to_case, request)
    said = said_by(person, fields, {"registered_with": [RAV], **person}, message.basis or "")
    return once(engine, actor, request, lambda work: _propose(engine, vault, work, actor, message.kind, said))


def checked_fields(kind: str, fields: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What a message tells, as forms take it; nobody is registered anew on a day to come. Raises RavRefused with the field."""
    known = FIELDS[kind]
    for name, value in fields.items():
        if name not in known:
            raise RavRefused(
                f"fields.{name}" if name.isidentifier() and len(name) < 60 else "fields", "unknown"
            )
        if known[name] == DAY and not _is_day(value):
            raise RavRefused(f"fields.{name}", "a day, as 2026-06-05")
        if name == RETURNED_ON and date.fromisoformat(str(value)) > today:
            raise RavRefused(f"fields.{name}", "a day to come")
        if known[name] == CODE and value not in REASON_CODES.values():
            raise RavRefused(f"fields.{name}", f"one of {', '.join(REASON_CODES.values())}")
        if (
            not isinstance(value, str)
            or len(value) > LONGEST_TEXT
            or not value.replace("\n", " ").isprintable()
        ):
            raise RavRefused(f"fields.{name}", f"a text of at most {LONGEST_TEXT} characters")
    return dict(fields)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _checked_person(person: Mapping[str, str], may_use_ahv: bool) -> dict[str, str]:
    told = {name: value.strip() for name, value in person.items() if value.strip()}
    for name in ("last_name", "first_name", "born_on"):
        if name not in told:
            raise RavRefused(f"person.{name}", "needed")
        if len(told[name]) > 100 or not told[name].isprintable():
            raise RavRefused(f"person.{name}", "a text of at most 100 characters")
    if not _is_day(told["born_on"]):
        raise RavRefused("person.born_on", "a day, as 2000-11-14")
    number = told.pop("ahv_number", None)
    if number is not None:
        kept = ahv(number)
        if kept is None:
            raise RavRefused("person.ahv_number", "no AHV number: 13 digits with a check digit")
        if may_use_ahv:
            told["ahv_number"] = kept
    return told


def _case_of(engine: Engine, work: Work, actor: Actor, message: RavMessage) -> int:
    """The case that is named. Raises NotVisible, by the same questions whether there is such a case or not."""
    case_key = message.case_key or NO_CASE
    if message.reference:
        case_key = next((case.key for case in work.find(Case, reference=message.reference)), NO_CASE)
    require_mandate(engine, work, actor, case_key)
    return case_key


def _procedure(engine: Engine, work: Work, actor: Actor, message: RavMessage) -> str:
    """The procedure that is named, else the only one of the canton that the sender may start."""
    if message.procedure:
        return message.procedure
    found = startable(engine, work, actor)
    if len(found) != 1:
        raise RavRefused("procedure", f"name one of: {', '.join(found)}" if found else "none may be started")
    return found[0]


def startable(engine: Engine, work: Work, actor: Actor) -> list[str]:
    """The packages that somebody's institution may open cases of."""
    canton = canton_of(work, actor)
    found = []
    for name in sorted({row.procedure for row in work.find(ProcedureVersion)}):
        row = newest(work, name, engine)
        package = engine.versions.get(work, row.key) if row is not None else None
        if package is not None and not package.is_single and may_start(package, actor, canton):
            found.append(name)
    return found


def _propose(engine: Engine, vault: Vault, work: Work, actor: Actor, kind: str, told: bytes) -> Json:
    now, key = engine.clock.now(), engine.keys()
    digest = digest_of(engine.case_file, "rav", hashlib.sha256(orjson.dumps(["message", key])).hexdigest())
    work.add(
        RavLine(
            key=key,
            file_key=0,
            institution_key=actor.institution_key,
            sender=actor.user_key,
            number=0,
            kind=kind,
            person_digest=digest,
            day=local_day(now),
            content_digest=digest,
            event_digest=digest,
            status=WAITING,
            case_key=None,
            sealed=seal_line(vault, work, key, told, now),
            received_at=now,
            settled_by=None,
            settled_at=None,
            version=1,
        )
    )
    return {"status": "proposed", "line": str(key)}
