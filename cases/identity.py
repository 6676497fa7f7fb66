"""Who somebody is: user and institution behind a session or token, as an actor."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cases.rows import ApiToken, CalendarAddress, Institution, Session, User
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
class Identity:
    """A signed-in user with everything pages and access need."""

    user: User
    institution: Institution

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
    """The user of an API token, if it is still valid."""
    for row in work.find(ApiToken, token_digest=digest(token)):
        if row.revoked_at is None and now < row.expires_at:
            return identity_of(work, row.user_key)
    return None


def by_calendar(work: Work, token: str, now: datetime) -> tuple[CalendarAddress, Identity] | None:
    """The address with this secret and whose it is, if it is still valid."""
    for row in work.find(CalendarAddress, token_digest=digest(token), revoked_at=None):
        identity = identity_of(work, row.user_key) if now < row.expires_at else None
        return (row, identity) if identity else None
    return None
