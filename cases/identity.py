"""Who somebody is: user and institution behind a session or token, as an actor."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cases.rows import AccessToken, ApiKey, ApiToken, CalendarAddress, Institution, Session, User
from cases.systems import ACCESS_PREFIX, KEY_PREFIX, is_in_force
from engine.ports import Actor
from engine.store import Work

IDLE = timedelta(minutes=60)
ABSOLUTE = timedelta(hours=12)


class Passwords(Protocol):
    """Hashes and checks passwords."""

    def hash(self, password: str) -> str:
        """The hash to keep."""

    def verify(self, hashed: str | None, password: str) -> bool:
        """Whether the password is the hashed one."""


@dataclass(frozen=True, slots=True)
class SystemKey:
    """The key that a system came in by, itself or by a token of it, and what it may do now."""

    row: ApiKey
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Identity:
    """A signed-in user with everything pages and access need; a system with the key it came in by."""

    user: User
    institution: Institution
    system: "SystemKey | None" = None

    def actor(self, language: str | None = None) -> Actor:
        """The user as the engine knows actors."""
        return Actor(
            self.user.key,
            self.institution.key,
            self.institution.type,
            self.user.unit_key,
            frozenset(self.user.roles.split(",")),
            language or self.user.language,
        )


def digest(token: str) -> str:
    """What is kept of a session's or token's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def identity_of(work: Work, user_key: int) -> Identity | None:
    """The active user with this key."""
    user = work.get(User, user_key)
    if user is None or not user.is_active:
        return None
    institution = work.get(Institution, user.institution_key)
    return Identity(user, institution) if institution else None


def by_session(work: Work, token: str, now: datetime) -> tuple[Session, Identity] | None:
    """The session of a cookie's value, if it is still valid."""
    for session in work.find(Session, token_digest=digest(token)):
        if now < session.expires_at and now - session.seen_at < IDLE:
            identity = identity_of(work, session.user_key)
            return (session, identity) if identity else None
    return None


def by_token(work: Work, token: str, now: datetime) -> Identity | None:
    """Who sends a token: a script of a person, or a system with its key or with what it got against it."""
    if token.startswith((KEY_PREFIX, ACCESS_PREFIX)):
        return _system(work, token, now)
    for row in work.find(ApiToken, token_digest=digest(token)):
        if row.revoked_at is None and now < row.expires_at:
            return identity_of(work, row.user_key)
    return None


def by_key(work: Work, key: ApiKey, now: datetime, scopes: str | None = None) -> Identity | None:
    """The system of a key, if it is still valid; with fewer scopes where these are given."""
    identity = identity_of(work, key.user_key) if is_in_force(key, now) else None
    if identity is None:
        return None
    allowed = frozenset(key.scopes.split()) & frozenset((key.scopes if scopes is None else scopes).split())
    return Identity(identity.user, identity.institution, SystemKey(key, allowed))


def _system(work: Work, token: str, now: datetime) -> Identity | None:
    for key in work.find(ApiKey, secret_digest=digest(token)):
        return by_key(work, key, now)
    for granted in work.find(AccessToken, token_digest=digest(token)):
        parent = work.get(ApiKey, granted.api_key_key)
        if parent is not None and now < granted.expires_at:
            return by_key(work, parent, now, granted.scopes)
    return None


def by_calendar(work: Work, token: str, now: datetime) -> tuple[CalendarAddress, Identity] | None:
    """The address with this secret and whose it is, if it is still valid."""
    for row in work.find(CalendarAddress, token_digest=digest(token), revoked_at=None):
        identity = identity_of(work, row.user_key) if now < row.expires_at else None
        return (row, identity) if identity else None
    return None
