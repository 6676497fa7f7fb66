"""Somebody lets a calendar fetch their deadlines at an address of its own, and takes it back."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from cases.access import WORKING_ROLES
from cases.identity import digest
from cases.rows import CalendarAddress
from engine.engine import Engine
from engine.ports import Actor, NotAllowed, NotVisible
from engine.store import Work
from engine.transaction import repeated

LIFE = timedelta(days=365)
MINE, TEAM = "mine", "team"
VIEWS = (MINE, TEAM)


def open_calendar(engine: Engine, actor: Actor, view: str) -> tuple[str, datetime]:
    """The secret part of the address, shown once, and its end; one before is worth nothing from now on.

    Raises NotAllowed for who works on no cases.
    """
    if not actor.roles & WORKING_ROLES:
        raise NotAllowed
    assert view in VIEWS
    token, now = secrets.token_urlsafe(32), engine.clock.now()

    def replace_it(work: Work) -> None:
        for known in work.find(CalendarAddress, user_key=actor.user_key, revoked_at=None):
            work.replace(replace(known, revoked_at=now))
        row = CalendarAddress(engine.keys(), actor.user_key, digest(token), view, now, now + LIFE, None)
        work.add(row)

    repeated(engine, replace_it)
    return token, now + LIFE


def close_calendar(engine: Engine, actor: Actor, address_key: int) -> None:
    """The address is worth nothing from now on. Raises NotVisible."""
    now = engine.clock.now()

    def close(work: Work) -> None:
        row = work.get(CalendarAddress, address_key)
        if row is None or row.user_key != actor.user_key:
            raise NotVisible
        if row.revoked_at is None:
            work.replace(replace(row, revoked_at=now))

    repeated(engine, close)
