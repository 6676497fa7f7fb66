"""Events that were committed get their positions in the feed: one after the other, after the commit, without gaps.

A key is made before its commit: a transaction with an earlier key may commit after a later one, and whoever reads by key has
passed it. A position is given to what is committed, by one transaction at a time: what has one is preceded by
nothing that is still to come. Worker and feed both give them, so nothing waits for a worker.
"""

from dataclasses import replace
from datetime import timedelta

from engine.engine import Engine
from engine.rows import Outbox, OutboxHead
from engine.store import Conflict, Duplicate, Work
from engine.transaction import repeated

KEPT = timedelta(days=90)
"""How long a numbered event stays in the feed."""
BATCH = 200
_ONE = 1


def head_of(work: Work) -> OutboxHead:
    """The last position given and the oldest one kept, at this moment."""
    return work.get(OutboxHead, _ONE) or OutboxHead(_ONE, 0, 1, 0)


def number_events(engine: Engine) -> None:
    """Give positions to everything that was committed until now. Who comes second at once may leave it to the first."""
    while _is_waiting(engine):
        try:
            if not repeated(engine, _number):
                return
        except (Conflict, Duplicate):
            return  # others number without pause; what is left is numbered by whoever asks next


def _is_waiting(engine: Engine) -> bool:
    with engine.store.reading() as work:
        return bool(work.earliest(Outbox, "queued_at", until=None, limit=1))


def _number(work: Work) -> int:
    head = _take(work)
    rows = work.earliest(Outbox, "queued_at", until=None, limit=BATCH)
    for position, row in enumerate(rows, head.position + 1):
        work.replace(replace(row, queued_at=None, position=position))
    work.replace(replace(head, position=head.position + len(rows), version=head.version + 1))
    return len(rows)


def _take(work: Work) -> OutboxHead:
    """The head, held until the commit: another one at the same time begins anew, with what this one has written.

    Held before it is known which events there are: else who comes second would pass over those that this one has, give
    the next ones its positions, and a case would be told in another order than it went.
    """
    head = head_of(work)
    taken = replace(head, version=head.version + 1)
    if head.version:
        work.replace(taken)
    else:
        work.add(taken)
    work.hold(OutboxHead)
    return taken


def sweep_events(engine: Engine) -> None:
    """Remove numbered events that are older than the feed keeps them."""
    while repeated(engine, lambda work: _sweep(engine, work)) == BATCH:
        pass


def _sweep(engine: Engine, work: Work) -> int:
    """One batch of the oldest positions, as far as they are too old. How many went."""
    head, limit = head_of(work), engine.clock.now() - KEPT
    positions = range(head.oldest, min(head.oldest + BATCH, head.position + 1))
    rows = {row.position: row for row in work.find(Outbox, position=list(positions))}
    gone = 0
    for position in positions:
        row = rows.get(position)
        if row is not None and row.created_at >= limit:
            break
        if row is not None:
            work.remove(Outbox, row.key)
        gone += 1
    if gone:
        taken = _take(work)
        work.replace(replace(taken, oldest=head.oldest + gone, version=taken.version + 1))
    return gone
