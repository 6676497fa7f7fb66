"""Events go to their receivers: one at a time for each receiver, in the order of the feed, each until it arrives.

Whoever sends holds the webhook by a lease, so two workers never talk to one receiver at once; when a worker dies, another
one goes on when the lease is over, and sends again what it can't know was received. Nothing is held in a transaction while a
receiver is waited for. Whether the account may (still) know of an event is asked right before it is sent.
"""

import random
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import orjson

from cases.feed import CursorGone
from cases.rows import Delivery, Webhook
from cases.sealing import Vault
from cases.views.feed import Happened, seen_by, view_feed
from cases.webhooks import (
    ACTIVE,
    BY_ACCOUNT,
    BY_RECEIVER,
    DEAD,
    DISABLED,
    GIVE_UP,
    GONE,
    TEST,
    WAITING,
    Courier,
    Envelope,
    account_of,
    is_received,
    secrets_of,
)
from engine.commands.number_events import KEPT, head_of, number_events
from engine.engine import Engine
from engine.rows import Row
from engine.store import Work
from engine.transaction import repeated

LEASE = 120.0
"""Seconds for which a worker has a receiver to itself; more than a turn and one message take."""
TURN = 20.0
"""Seconds after which others come first."""
BACKLOG = 500
"""Events that wait for one receiver as rows; what follows stays in the feed until there is room."""
_FIRST, _FACTOR, _LONGEST = 10.0, 3.0, 12 * 3600.0
_LONGEST_REST = 600.0


def deliver_events(engine: Engine, vault: Vault, courier: Courier) -> int:
    """One turn for every receiver that has something to get. How many had one."""
    number_events(engine)
    keys = receivers_due(engine)
    return sum(deliver_to(engine, vault, courier, key) for key in keys)


def receivers_due(engine: Engine) -> list[int]:
    """Webhooks with something to do now, those first that have waited longest."""
    with engine.store.reading() as work:
        active = work.find(Webhook, status=ACTIVE)
        if not active:
            return []
        now, position = work.now(), head_of(work).position
        due = [row for row in active if row.due_at <= now and _has_work(work, row, position, now)]
    return [row.key for row in sorted(due, key=lambda row: row.due_at)]


def _has_work(work: Work, row: Webhook, position: int, now: datetime) -> bool:
    return row.position != position or bool(
        work.earliest(Delivery, "due_at", until=now, limit=1, webhook_key=row.key)
    )


def deliver_to(engine: Engine, vault: Vault, courier: Courier, webhook_key: int) -> bool:
    """One turn for one receiver: it ends when nothing is due, at the first failure, or when its time is over.

    False where another worker has it, or it is disabled.
    """
    leased = repeated(engine, lambda work: _lease(work, webhook_key))
    if leased is None:
        return False
    turn = Turn(engine, vault, webhook_key, leased.due_at)
    began, goes_on = time.monotonic(), True
    repeated(engine, turn.take_up)
    while goes_on and time.monotonic() - began < TURN:
        ready = repeated(engine, turn.next)
        goes_on = ready is not None
        if ready is not None and ready.envelope is not None:
            answer = courier.post(ready.envelope)
            goes_on = repeated(engine, partial(turn.note, sent=ready.delivery, answer=answer))
    repeated(engine, turn.end)
    return True


def _lease(work: Work, webhook_key: int) -> Webhook | None:
    return next(iter(work.lease(Webhook, "due_at", LEASE, key=webhook_key, status=ACTIVE)), None)


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery that is due. `envelope` None: the account may not know of it (any more), so it is not sent."""

    delivery: Delivery
    envelope: Envelope | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A worker's turn with one receiver, as long as the lease is the one it took."""

    engine: Engine
    vault: Vault
    key: int
    until: datetime

    def _mine(self, work: Work) -> Webhook | None:
        """The webhook, unless it is gone, disabled, or somebody else's turn by now."""
        row = work.get(Webhook, self.key)
        return row if row is not None and row.status == ACTIVE and row.due_at == self.until else None

    def take_up(self, work: Work) -> None:
        """What happened since the last turn and the account sees waits for being sent, up to a backlog."""
        row = self._mine(work)
        identity = account_of(work, row, self.engine.clock.now()) if row is not None else None
        if row is None or identity is None:
            return
        room = BACKLOG - len(work.find(Delivery, webhook_key=row.key, status=WAITING))
        if room <= 0:
            return
        actor, now = identity.actor(), work.now()
        kinds = row.kinds.split(",") if row.kinds else ()
        try:
            stretch = view_feed(self.engine, work, actor, row.position, room, kinds)
        except CursorGone:  # it was away for longer than the feed keeps anything
            stretch = view_feed(self.engine, work, actor, None, room, kinds)
        if stretch.reached == row.position:
            return
        work.add(*self._new(work, stretch.events, now))
        work.replace(replace(row, position=stretch.reached, version=row.version + 1))

    def _new(self, work: Work, events: tuple[Happened, ...], now: datetime) -> list[Row]:
        keys = [event.key for event in events]
        known = work.find(Delivery, webhook_key=self.key, event_key=keys) if keys else []
        waits = {row.event_key for row in known}
        return [
            Delivery(
                key=self.engine.keys(),
                webhook_key=self.key,
                event_key=event.key,
                kind=event.kind,
                case_key=event.case_key,
                occurred_at=event.at,
                status=WAITING,
                attempts=0,
                due_at=now,
                since=now,
                last_answer=None,
                last_at=None,
            )
            for event in events
            if event.key not in waits
        ]

    def next(self, work: Work) -> Ready | None:
        """What is due first; what the account may not know of is taken away. None where nothing is, or the turn is over."""
        row = self._mine(work)
        if row is None:
            return None
        identity = account_of(work, row, self.engine.clock.now())
        if identity is None:
            work.replace(replace(row, status=DISABLED, disabled_because=BY_ACCOUNT, version=row.version + 1))
            return None
        now = work.now()
        for delivery in work.earliest(Delivery, "due_at", until=now, limit=1, webhook_key=row.key):
            happened = _happened(delivery)
            if happened is not None and not seen_by(self.engine, work, identity.actor(), [happened]):
                work.remove(Delivery, delivery.key)
                return Ready(delivery, None)
            secrets = secrets_of(self.vault, row, now)
            return Ready(
                delivery, Envelope(row.url, str(delivery.event_key), now, body_of(delivery), secrets)
            )
        return None

    def note(self, work: Work, sent: Delivery, answer: str) -> bool:
        """Keep how it went. Whether the turn goes on."""
        now = work.now()
        row, delivery = self._mine(work), work.get(Delivery, sent.key)
        if row is None:
            return False
        if is_received(answer):
            if delivery is not None:
                work.remove(Delivery, delivery.key)
            work.replace(replace(row, failures=0, last_answer=answer, last_at=now, version=row.version + 1))
            return True
        if delivery is not None:
            work.replace(_failed(delivery, answer, now))
        changed = replace(
            row, failures=row.failures + 1, last_answer=answer, last_at=now, version=row.version + 1
        )
        if answer == GONE:
            changed = replace(changed, status=DISABLED, disabled_because=BY_RECEIVER)
        work.replace(changed)
        for other in work.find(Delivery, webhook_key=row.key, status=WAITING):
            if now - other.since >= GIVE_UP:  # it waited behind others for as long
                work.replace(replace(other, status=DEAD, due_at=None))
        return False

    def end(self, work: Work) -> None:
        """Give the receiver free: at once, or after a rest where it did not answer as it should."""
        row = self._mine(work)
        if row is not None:
            rest = min(5.0 * 2 ** (row.failures - 1), _LONGEST_REST) if row.failures else 0.0
            due_at = work.now() + timedelta(seconds=rest * _jitter())
            work.replace(replace(row, due_at=due_at, version=row.version + 1))


def sweep_letters(engine: Engine) -> None:
    """Remove dead letters that are older than the feed keeps events."""

    def body(work: Work) -> None:
        limit = work.now() - KEPT
        for letter in work.find(Delivery, status=DEAD):
            if letter.since < limit:
                work.remove(Delivery, letter.key)

    repeated(engine, body)


def body_of(delivery: Delivery) -> bytes:
    """What the receiver gets: the event as it stands in the feed."""
    return orjson.dumps(
        {
            "id": str(delivery.event_key),
            "kind": delivery.kind,
            "case": str(delivery.case_key) if delivery.case_key is not None else None,
            "occurred_at": delivery.occurred_at.isoformat().replace("+00:00", "Z"),
        }
    )


def _happened(delivery: Delivery) -> Happened | None:
    if delivery.kind == TEST or delivery.case_key is None:
        return None
    return Happened(delivery.event_key, delivery.kind, delivery.case_key, delivery.occurred_at)


def _failed(delivery: Delivery, answer: str, now: datetime) -> Delivery:
    """Tried once more: later and later, until it is given up."""
    tried = replace(delivery, attempts=delivery.attempts + 1, last_answer=answer, last_at=now)
    if now - delivery.since >= GIVE_UP:
        return replace(tried, status=DEAD, due_at=None)
    pause = min(_FIRST * _FACTOR**delivery.attempts, _LONGEST) * _jitter()
    return replace(tried, due_at=min(now + timedelta(seconds=pause), delivery.since + GIVE_UP))


def _jitter() -> float:
    """So that many who failed together do not come back together."""
    return random.uniform(0.8, 1.2)  # noqa: S311  # nothing to guess here
