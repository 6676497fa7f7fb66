"""Of whom somebody is not told: to them it is as if there were no such invitation, whatever they do with a meeting."""

from collections.abc import Collection, Iterable

from cases.access import hidden_from
from cases.meetings.states import PERSON
from cases.rows import Institution, Invitation
from engine.running import Running


def untold_institutions(running: Running, keys: Collection[int]) -> frozenset[int]:
    """Those of these institutions of which the actor is not told: of guests who are not released (any more)."""
    known = sorted(set(keys) - {PERSON})
    if running.actor is None or not known:
        return frozenset()
    work = running.work
    bodies = work.find(Institution, key=known)
    return frozenset(hidden_from(work, running.actor, running.instance.key, bodies, running.now))


def untold(running: Running, rows: Iterable[Invitation]) -> frozenset[int]:
    """The keys of those of these invitations of which the actor is not told."""
    found = list(rows)
    bodies = untold_institutions(running, {row.institution_key for row in found})
    return frozenset(row.key for row in found if row.institution_key in bodies)
