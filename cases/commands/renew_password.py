"""Somebody gets a new password from the operator: the former one, and what was opened with it, is worth nothing."""

from dataclasses import replace

from cases.commands.deactivate_person import end_ways_in
from cases.identity import Passwords
from cases.rows import User
from cases.staff import EntryRefused, checked_password, person_named
from cases.trail import leave_trail
from engine.engine import Engine
from engine.store import Work
from engine.transaction import repeated


def renew_password(
    engine: Engine, passwords: Passwords, login: str, password: str, *, readmit: bool = False
) -> User:
    """Set it. With `readmit` it also lets in somebody again who was deactivated, and nobody else. Raises EntryRefused."""
    hashed = passwords.hash(checked_password(password))
    now = engine.clock.now()

    def body(work: Work) -> User:
        before = person_named(work, login)
        if before.is_active == readmit:
            raise EntryRefused(
                f"«{login}» is not deactivated." if readmit else f"«{login}» is deactivated: person readmit"
            )
        after = replace(before, password=hashed, is_active=True)
        work.replace(after)
        end_ways_in(work, before.key, now)
        leave_trail(engine, work, after.key, "PERSON_READMITTED" if readmit else "PASSWORD_RENEWED")
        return after

    return repeated(engine, body)
