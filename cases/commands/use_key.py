"""A system comes in with its key: the day is noted, and for an hour it may get a token against it (RFC 6749, 4.4)."""

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from cases.attempts import throttle
from cases.identity import by_key, digest
from cases.rows import AccessToken, ApiKey, SignInAttempt
from cases.scopes import written
from cases.systems import ACCESS_LIFE, ACCESS_PREFIX
from engine.clock import local_day
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated

PER_CLIENT_AND_ADDRESS = 5
PER_ADDRESS = 50


class ClientRefused(Exception):
    """Client id or secret is not right, or the key is not in force. Which of these is not said."""


class ScopeRefused(Exception):
    """The key does not have every scope that was asked for."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A token that lets in for so many seconds; `scopes` with blanks between."""

    token: str
    scopes: str
    seconds: int


def note_use(engine: Engine, key: ApiKey) -> None:
    """The key was used today: written once a day at most, so that reads stay reads."""
    today = local_day(engine.clock.now())
    if key.used_on == today:
        return

    def note(work: Work) -> None:
        known = work.get(ApiKey, key.key)
        if known is not None and known.used_on != today:
            work.replace(replace(known, used_on=today))

    repeated(engine, note)


def grant_access(engine: Engine, client_id: str, secret: str, scope: str | None, address: str) -> Granted:
    """A token for an hour, with the scopes asked for or all of the key. Raises ClientRefused, ScopeRefused, TooManyAttempts.

    An unknown client and a wrong secret take the same way. Only failures count: workers that get their tokens at the same
    moment don't hinder each other, and who guesses from elsewhere locks nobody out.
    """
    subjects = {
        digest(f"client:{client_id}:{address}"): PER_CLIENT_AND_ADDRESS,
        digest(f"client-address:{address}"): PER_ADDRESS,
    }
    now = engine.clock.now()
    with engine.store.reading() as work:
        for subject, limit in subjects.items():
            throttle(work, subject, limit, now)
        found = work.find(ApiKey, client_id=client_id)
    expected = found[0].secret_digest if found else digest("")
    if not (hmac.compare_digest(expected, digest(secret)) and found):
        with engine.store.work() as work:
            work.add(*(SignInAttempt(engine.keys(), subject, now) for subject in subjects))
        raise ClientRefused
    return repeated(engine, lambda work: _grant(engine, work, found[0].key, scope, now))


def _grant(engine: Engine, work: Work, key_key: int, scope: str | None, now: datetime) -> Granted:
    key = work.get(ApiKey, key_key)
    identity = by_key(work, key, now) if key is not None else None
    if key is None or identity is None or identity.system is None:
        raise ClientRefused
    asked = identity.system.scopes if scope is None else frozenset(scope.split())
    if not asked or not asked <= identity.system.scopes:
        raise ScopeRefused
    for old in work.find(AccessToken, api_key_key=key.key):
        if old.expires_at <= now:
            work.remove(AccessToken, old.key)
    token = f"{ACCESS_PREFIX}{secrets.token_urlsafe(32)}"
    end = min(now + ACCESS_LIFE, key.expires_at)
    work.add(AccessToken(engine.keys(), key.key, digest(token), written(asked), now, end))
    return Granted(token, written(asked), int((end - now).total_seconds()))
