"""Who somebody is: user and institution behind a session or token, as an actor."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cases.rows import AccessToken, ApiKey, ApiToken, CalendarAddress, Institution, Session, User
from cases.systems import ACCESS_PREFIX, KEY_PREFIX, is_in_force
from engine.ports import Actor
from engine.rows import Row
from engine.store import R, Work

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
    lines = work.along(User, ("institution_key", Institution), key=user_key)
    return next((Identity(*line) for line in lines if line[0].is_active), None)


def by_session(work: Work, token: str, now: datetime) -> tuple[Session, Identity] | None:
    """The session of a cookie's value, if it is still valid."""
    for session, identity in _of_users(work, Session, token_digest=digest(token)):
        if not _is_of_former_password(session, identity) and (
            now < session.expires_at and now - session.seen_at < IDLE
        ):
            return session, identity
    return None


def by_token(work: Work, token: str, now: datetime) -> Identity | None:
    """Who sends a token: a script of a person, or a system with its key or with what it got against it."""
    if token.startswith((KEY_PREFIX, ACCESS_PREFIX)):
        return _system(work, token, now)
    for row, identity in _of_users(work, ApiToken, token_digest=digest(token)):
        if not _is_of_former_password(row, identity) and row.revoked_at is None and now < row.expires_at:
            return identity
    return None


def opened_with(user: User) -> str:
    """What a way in by password is bound to, so that it ends with that password, however close it was opened to its end."""
    return digest(user.password)


def _is_of_former_password(row: Session | ApiToken, identity: Identity) -> bool:
    return row.opened_with not in (None, opened_with(identity.user))


def by_key(work: Work, key: ApiKey, now: datetime, scopes: str | None = None) -> Identity | None:
    """The system of a key, if it is still valid; with fewer scopes where these are given."""
    identity = identity_of(work, key.user_key)
    return _of_system(identity, key, now, scopes) if identity else None


def by_calendar(work: Work, token: str, now: datetime) -> tuple[CalendarAddress, Identity] | None:
    """The address with this secret and whose it is, if it is still valid."""
    for row, identity in _of_users(work, CalendarAddress, token_digest=digest(token), revoked_at=None):
        if now < row.expires_at:
            return row, identity
    return None


def _system(work: Work, token: str, now: datetime) -> Identity | None:
    for key, identity in _of_users(work, ApiKey, secret_digest=digest(token)):
        return _of_system(identity, key, now, None)
    ways = (("api_key_key", ApiKey), *_TO_INSTITUTION)
    for granted, key, user, institution in work.along(AccessToken, *ways, token_digest=digest(token)):
        if user.is_active and now < granted.expires_at:
            return _of_system(Identity(user, institution), key, now, granted.scopes)
    return None


def _of_system(identity: Identity, key: ApiKey, now: datetime, scopes: str | None) -> Identity | None:
    if not is_in_force(key, now):
        return None
    allowed = frozenset(key.scopes.split()) & frozenset((key.scopes if scopes is None else scopes).split())
    return Identity(identity.user, identity.institution, SystemKey(key, allowed))


_TO_INSTITUTION: tuple[tuple[str, type[Row]], ...] = (("user_key", User), ("institution_key", Institution))


def _of_users(work: Work, kind: type[R], **equals: object) -> Iterator[tuple[R, Identity]]:
    """What belongs to active users, each with whose it is."""
    for row, user, institution in work.along(kind, *_TO_INSTITUTION, **equals):
        if user.is_active:
            yield row, Identity(user, institution)
