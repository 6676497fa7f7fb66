"""Messages that came too early reach those who wait for them by now; what nobody waited for in time is visible."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from cases.commands.publish import deliver
from cases.commands.wake_early import wake_early
from cases.early_messages import DELIVERED, EXPIRED, LONGEST, WAITING, WITHDRAWN, close_early, opened
from cases.identity import identity_of
from cases.lists import ListsOf
from cases.sealing import Unsealable, Vault
from engine.engine import Engine
from engine.errors import CommandError, NobodyWaits
from engine.ports import NotAllowed, NotVisible
from engine.rows import EarlyMessage
from engine.store import Conflict, Work
from engine.transaction import repeated

AT_MOST = 2.0
"""Seconds that one round takes."""
LEASE = 10.0
LONGEST_PAUSE, REFUSED_PAUSE = 3600.0, 300.0
"""Seconds until somebody looks again at the latest, twice as long each time: who begins to wait, or to hear the sender, calls
for it at once (wake_early.py).
One that waits and is suspended, or has enough unread, does not call once it goes on: it is asked sooner.
"""
BEFORE_END = 10.0
"""Seconds before its end in which somebody looks once more at the latest: enough for a worker that is at something else."""


def deliver_early(engine: Engine, vault: Vault, lists: ListsOf) -> int:
    """Look again for whom kept messages are; how many reached somebody."""
    wake_early(engine)
    delivered, until = 0, time.monotonic() + AT_MOST
    while time.monotonic() < until:
        taken = repeated(engine, lambda work: work.lease(EarlyMessage, "due_at", seconds=LEASE))
        if not taken:
            break
        delivered += _try(engine, vault, lists, taken[0])
    return delivered


def _try(engine: Engine, vault: Vault, lists: ListsOf, early: EarlyMessage) -> bool:
    with engine.store.reading() as work:
        identity = identity_of(work, early.sender)
        try:
            message = opened(vault, work, early)
        except Unsealable:  # it was withdrawn or delivered meanwhile
            return False
    if early.status == EXPIRED:
        with suppress(NobodyWaits):
            repeated(engine, lambda work: close_early(work, early.key, WITHDRAWN, early.case_key))
        return False
    longest = LONGEST_PAUSE
    if identity is not None and early.expires_at > engine.clock.now():
        try:
            reached = deliver(engine, vault, lists, identity.actor(), message, None, _closing(early.key))
        except (CommandError, NotVisible, NotAllowed, Conflict):
            reached, longest = None, REFUSED_PAUSE
        if reached is not None:
            return True
    repeated(engine, lambda work: _again(engine, work, early, longest))
    return False


def _closing(key: int) -> Callable[[Work, int], None]:
    return lambda work, case_key: close_early(work, key, DELIVERED, case_key)


def _again(engine: Engine, work: Work, taken: EarlyMessage, longest: float) -> None:
    """Nobody waits yet: look again later, or tell that its time is over. Whoever began to wait while we looked calls for it
    (wake_early.py): then or before, which stands, for a pause would be too long for them.
    """
    early = work.get(EarlyMessage, taken.key)
    if early is None or early.status != WAITING or early.version != taken.version:
        return
    if early.expires_at <= engine.clock.now():
        gone = work.now() + LONGEST  # so long people may still say for whom it is
        work.replace(replace(early, status=EXPIRED, due_at=gone, version=early.version + 1))
        return
    left = (early.expires_at - engine.clock.now()).total_seconds()
    pause = min(longest, 2.0 ** min(early.tries, 30), max(left - BEFORE_END, 1))
    due = work.now() + timedelta(seconds=pause)
    work.replace(replace(early, due_at=due, tries=early.tries + 1, version=early.version + 1))
