"""Messages that came before anybody waited for them: kept for a while, sealed, under a key that goes with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from cases.rav_reports import name_in, package_seen
from cases.rows import DataKey
from cases.sealing import Vault
from engine.bpmn.variables import plain
from engine.commands.brought import Offered
from engine.commands.variables import bounded
from engine.engine import Engine
from engine.errors import Json, NobodyWaits, TooLate
from engine.keeping import digest_of, dumped
from engine.ports import Actor, NotVisible
from engine.rows import AT_ONCE, EarlyMessage
from engine.store import Work

WAITING, DELIVERED, EXPIRED, WITHDRAWN = "waiting", "delivered", "expired", "withdrawn"
MOST_WAITING = 1000
"""Messages of one sender that wait at a time: each is looked at again and again."""
LONGEST = timedelta(days=90)
"""For so long a message is kept at most until somebody waits for it."""


class TooManyWaiting(TooLate):
    """So many of your messages wait for somebody already that no more are kept. Withdraw those that are for nobody, or say for
    whom they are (/api/messages)."""

    code = "too-many-waiting"


@dataclass(frozen=True, slots=True)
class Message:
    """A message from outside: its name, and the correlation key or the case that says for whom it is.

    It is kept until `time_to_live` is over, should nobody wait for it yet.
    """

    name: str
    key: str | None = None
    case_key: int | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    time_to_live: timedelta = timedelta()


def keep_early(engine: Engine, vault: Vault, work: Work, actor: Actor, message: Message) -> Json:
    """Keep a message until somebody waits for it. Answer: {status: waiting, message}. Raises TooManyWaiting."""
    if len(work.find(EarlyMessage, sender=actor.user_key, status=WAITING)) >= MOST_WAITING:
        raise TooManyWaiting
    now, key = engine.clock.now(), engine.keys()
    vault.create(work, key, now)
    is_offered, name = isinstance(message.variables, Offered), message.name
    if is_offered and message.case_key is not None:
        name = name_in(package_seen(engine, work, actor, message.case_key), name)
    content = dumped(
        {
            "name": message.name,
            "key": message.key,
            "variables": plain(bounded(message.variables)),
            "is_offered": is_offered,
        }
    )
    work.add(
        EarlyMessage(
            key=key,
            sender=actor.user_key,
            institution_key=actor.institution_key,
            case_key=message.case_key,
            digest=digest_of(engine.case_file, name, message.key),
            sealed=vault.seal(work, key, content, _place(key)),
            status=WAITING,
            received_at=now,
            expires_at=now + min(message.time_to_live, LONGEST),
            due_at=AT_ONCE,
            tries=0,
            version=1,
            name_digest=digest_of(engine.case_file, name, None),
        )
    )
    return {"status": WAITING, "message": str(key)}


def opened(vault: Vault, work: Work, early: EarlyMessage) -> Message:
    """What a kept message says. Raises Unsealable once it is over."""
    said = json.loads(vault.unseal(work, early.key, early.sealed, _place(early.key)), parse_float=Decimal)
    variables = Offered(said["variables"]) if said.get("is_offered") else said["variables"]
    return Message(said["name"], said["key"], early.case_key, variables)


def own_message(work: Work, actor: Actor, key: int) -> EarlyMessage:
    """A kept message of the actor's institution. Raises NotVisible."""
    early = work.get(EarlyMessage, key)
    if early is None or early.institution_key != actor.institution_key:
        raise NotVisible
    return early


def close_early(work: Work, key: int, status: str, case_key: int | None) -> None:
    """A kept message is over: what it says goes with its key. Raises NobodyWaits where it was over before."""
    early = work.get(EarlyMessage, key)
    if early is None or early.status not in {WAITING, EXPIRED}:
        raise NobodyWaits
    work.remove(DataKey, key)
    work.replace(
        replace(
            early,
            status=status,
            case_key=case_key,
            sealed=b"",
            due_at=None,
            version=early.version + 1,
        )
    )


def _place(key: int) -> str:
    return f"early-message:{key}"
