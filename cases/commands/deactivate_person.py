"""Somebody does not work with Brücke any more: every way in of theirs ends at once."""

from dataclasses import replace
from datetime import datetime

from cases.rows import ApiToken, CalendarAddress, Session, User
from cases.staff import EntryRefused, person_named
from cases.trail import leave_trail
from cases.webhooks import disable_webhooks_of
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


def deactivate_person(engine: Engine, login: str) -> User:
    """Let somebody in no longer; what they did stays theirs. Raises EntryRefused."""
    now = engine.clock.now()

    def body(work: Work) -> User:
        before = person_named(work, login)
        if not before.is_active:
            raise EntryRefused(f"«{login}» is deactivated already.")
        after = replace(before, is_active=False)
        work.replace(after)
        end_ways_in(work, before.key, now)
        leave_trail(engine, work, after.key, "PERSON_DEACTIVATED")
        return after

    return repeated(engine, body)


def end_ways_in(work: Work, user_key: int, now: datetime) -> None:
    """End somebody's sessions, what scripts act with as them, and where calendars and events go that they opened."""
    end_sign_ins(work, user_key, now)
    end_addresses(work, user_key, now)


def end_sign_ins(work: Work, user_key: int, now: datetime, but: str | None = None) -> None:
    """End somebody's sessions, all but the one with this digest, and what scripts act with as them."""
    for session in work.find(Session, user_key=user_key):
        if session.token_digest != but:
            work.remove(Session, session.key)
    for token in work.find(ApiToken, user_key=user_key, revoked_at=None):
        work.replace(replace(token, revoked_at=now))


def end_addresses(work: Work, user_key: int, now: datetime) -> None:
    """End where calendars and events go that somebody opened."""
    for address in work.find(CalendarAddress, user_key=user_key, revoked_at=None):
        work.replace(replace(address, revoked_at=now))
    disable_webhooks_of(work, user_key)
