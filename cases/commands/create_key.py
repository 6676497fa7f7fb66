"""A system gets a key: scopes, an end, and a secret that is shown once and kept only as a digest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cases.identity import digest
from cases.rows import ApiKey
from cases.scopes import SCOPES, written
from cases.systems import KEY_LIFE, LONGEST_LIFE, NewSecret, new_secret, require_system
from cases.trail import leave_trail
from engine.clock import ZONE, local_day
from engine.engine import Engine
from engine.errors import FieldRefused, Json, TooLate
from engine.ports import Actor
from engine.store import Work
from engine.transaction import Request, once

LONGEST_LABEL = 80


class KeyRefused(FieldRefused):
    """The key can't be made like this: it needs a label, at least one scope of the list and an end within two years."""

    code = "key-refused"

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class SecretShown(TooLate):
    """This key was created already, and its secret was shown then: it can't be shown again. Revoke it and create another."""

    code = "secret-shown"


@dataclass(frozen=True, slots=True)
class NewKey:
    """What a key shall be. `last_day` (in Switzerland) is in a year where it is None."""

    label: str
    scopes: Collection[str]
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class KeyCreated:
    """A new key with its secret: for whoever created it, and for nobody again."""

    key: int
    client_id: str
    secret: str
    expires_at: datetime


def create_key(
    engine: Engine, actor: Actor, system_key: int, new: NewKey, request: Request | None = None
) -> KeyCreated:
    """Make a key. Raises NotAllowed, NotVisible, KeyRefused; SecretShown where the request is a repeated one."""
    made: dict[str, tuple[ApiKey, NewSecret]] = {}

    def body(work: Work) -> Json:
        system = require_system(work, actor, system_key)
        now = engine.clock.now()
        secret = new_secret()
        row = ApiKey(
            engine.keys(),
            system.key,
            secret.client_id,
            digest(secret.secret),
            _label(new.label),
            _scopes(new.scopes),
            actor.user_key,
            now,
            _end(new.last_day, now),
            None,
            None,
            None,
        )
        work.add(row)
        codes = {"key": str(row.key), "scopes": row.scopes.split()}
        leave_trail(engine, work, system.key, "KEY_CREATED", codes, actor)
        made[str(row.key)] = row, secret
        return {"key": str(row.key)}  # what is kept for a repeated request: never the secret

    answer = once(engine, actor, request, body)
    if answer["key"] not in made:
        raise SecretShown
    row, secret = made[answer["key"]]
    return KeyCreated(row.key, secret.client_id, secret.secret, row.expires_at)


def _label(text: str) -> str:
    label = text.strip()
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        raise KeyRefused("label")
    return label


def _scopes(asked: Collection[str]) -> str:
    if not asked or not set(asked) <= set(SCOPES):
        raise KeyRefused("scopes")
    return written(asked)


def _end(last_day: date | None, now: datetime) -> datetime:
    """The midnight after the last day, in Switzerland."""
    if last_day is None:
        return now + KEY_LIFE
    if not local_day(now) <= last_day <= local_day(now) + LONGEST_LIFE:
        raise KeyRefused("last_day")
    following = last_day + timedelta(days=1)
    return datetime(following.year, following.month, following.day, tzinfo=ZONE).astimezone(now.tzinfo)
