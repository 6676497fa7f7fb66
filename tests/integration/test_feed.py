"""Positions in the feed: given after the commit, one by one, whoever gives them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from cases.access import CaseAccess
from cases.case_file import Files
from cases.catalogue import CATALOGUE
from cases.feed import CursorUnknown, cursor_of, position_of
from cases.openings import CaseOpenings
from cases.sealing import Vault
from engine.clock import StoryClock
from engine.commands.number_events import head_of, number_events, sweep_events
from engine.engine import Engine, Versions
from engine.keys import new_key
from engine.rows import Outbox
from engine.store import R, Store

NOON = datetime(2026, 2, 10, 12, tzinfo=UTC)
VAULT = Vault(bytes(range(32)))


def engine_over(store: Store, at: datetime = NOON) -> Engine:
    return Engine(
        store=store,
        clock=StoryClock(at),
        keys=new_key,
        case_file=Files.of(VAULT, new_key),
        access=CaseAccess(),
        openings=CaseOpenings(VAULT),
        versions=Versions({}),
        catalogue=CATALOGUE,
    )


def outgoing(key: int, at: datetime = NOON) -> Outbox:
    return Outbox(key, 7, key * 10, "TASK_COMPLETED", at, at, None)


def walked(store: Store, after: int) -> list[int]:
    """The keys behind a position, as a reader finds them."""
    with store.reading() as work:
        end = head_of(work).position
        rows = work.find(Outbox, position=list(range(after + 1, end + 1)))
    return [row.key for row in sorted(rows, key=lambda row: row.position or 0)]


def end_of(store: Store) -> int:
    with store.reading() as work:
        return head_of(work).position


def test_an_event_with_an_earlier_key_that_commits_last_is_neither_skipped_nor_doubled(
    postgres_store: DatabaseStore,
) -> None:
    engine = engine_over(postgres_store)
    seen = []

    with postgres_store.work() as slow:
        slow.add(outgoing(1))
        with postgres_store.work() as quick:
            quick.add(outgoing(2))
        number_events(engine)
        seen += walked(postgres_store, 0)
        cursor = end_of(postgres_store)
    number_events(engine)
    seen += walked(postgres_store, cursor)

    assert seen == [2, 1]


def test_one_who_numbers_while_another_one_does_waits_and_gives_the_positions_behind(
    postgres_store: DatabaseStore,
) -> None:
    engine = engine_over(postgres_store)
    for key in (1, 2, 3):
        with postgres_store.work() as work:
            work.add(outgoing(key))
    numbered = threading.Barrier(4)

    def race() -> None:
        numbered.wait()
        number_events(engine)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with postgres_store.reading() as work:
        rows = work.find(Outbox)
        assert sorted(row.position or 0 for row in rows) == [1, 2, 3]
        assert head_of(work).position == 3


class Meeting(DatabaseStore):
    """A store whose first unit of work lets another one come by once it has read which events it numbers."""

    def __init__(self, store: DatabaseStore, meet: Callable[[], None]) -> None:
        super().__init__(store.engine)
        self.meet = [meet]

    @contextmanager
    def work(self) -> Iterator[DatabaseWork]:
        with super().work() as work:
            watched = Meets(work.connection, self._forms, may_write=True, is_one_picture=True)
            watched.meet = self.meet
            yield watched
            watched.finish()


class Meets(DatabaseWork):
    """A unit of work that goes on as ever once somebody else was there."""

    meet: list[Callable[[], None]]

    def earliest(
        self, kind: type[R], column: str, /, until: datetime | None, limit: int = 1, **equals: object
    ) -> list[R]:
        found = super().earliest(kind, column, until, limit, **equals)
        if self.meet:
            self.meet.pop()()
        return found


def is_anybody_kept_waiting(store: DatabaseStore) -> bool:
    """Whether a transaction waits for another one."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with store.engine.connect() as connection:
        return bool(connection.execute(text(asked)).scalar())


@pytest.mark.parametrize("is_first", [True, False])
def test_who_begins_to_number_first_gives_the_earlier_positions(
    postgres_store: DatabaseStore, monkeypatch: pytest.MonkeyPatch, is_first: bool
) -> None:
    monkeypatch.setattr("engine.commands.number_events.BATCH", 2)
    engine = engine_over(postgres_store)
    if not is_first:
        with postgres_store.work() as work:
            work.add(outgoing(1))
        number_events(engine)
    keys = [2, 3, 4, 5]
    with postgres_store.work() as work:
        work.add(*map(outgoing, keys))
    second = threading.Thread(target=number_events, args=(engine,))

    def meet() -> None:
        """The second one comes, and is done or kept waiting."""
        second.start()
        while second.is_alive() and not is_anybody_kept_waiting(postgres_store):
            second.join(0.01)

    number_events(engine_over(Meeting(postgres_store, meet)))
    second.join()

    assert walked(postgres_store, 0) == (keys if is_first else [1, *keys])


def test_writers_and_readers_at_once_lose_nothing_and_double_nothing(postgres_store: DatabaseStore) -> None:
    engine = engine_over(postgres_store)
    writers, done = 4, threading.Event()
    seen: list[int] = []

    def write(number: int) -> None:
        for step in range(15):
            with postgres_store.work() as work:
                work.add(outgoing(1000 * (step + 1) + number), outgoing(1000 * (step + 1) + 500 + number))

    def follow() -> None:
        cursor = 0
        while True:
            is_last = done.is_set()
            number_events(engine)
            found = walked(postgres_store, cursor)
            seen.extend(found)
            cursor += len(found)
            if is_last and not found:
                return

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    follower = threading.Thread(target=follow)
    for thread in (*threads, follower):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    follower.join()

    with postgres_store.reading() as work:
        assert sorted(seen) == sorted(row.key for row in work.find(Outbox))
    assert len(seen) == writers * 15 * 2


def test_events_are_numbered_in_the_order_in_which_they_were_written(store: Store) -> None:
    engine = engine_over(store)
    with store.work() as work:
        work.add(*(outgoing(key) for key in range(1, 451)))

    number_events(engine)

    assert walked(store, 0) == list(range(1, 451))
    with store.reading() as work:
        assert work.find(Outbox, position=None) == []
        assert work.earliest(Outbox, "queued_at", until=None, limit=1) == []


def test_what_is_older_than_90_days_goes_and_nothing_else(store: Store) -> None:
    engine = engine_over(store, NOON + timedelta(days=90, seconds=1))
    with store.work() as work:
        work.add(*(outgoing(key) for key in range(1, 251)), outgoing(251, NOON + timedelta(seconds=1)))
    number_events(engine)

    sweep_events(engine)

    assert walked(store, 0) == [251]
    with store.reading() as work:
        assert (head_of(work).oldest, head_of(work).position) == (251, 251)


def test_what_is_not_numbered_yet_stays_however_old(store: Store) -> None:
    engine = engine_over(store, NOON + timedelta(days=400))
    with store.work() as work:
        work.add(outgoing(1))

    sweep_events(engine)

    with store.reading() as work:
        assert len(work.find(Outbox)) == 1


def test_a_cursor_looks_different_each_time_and_can_be_neither_read_nor_changed() -> None:
    first, again = cursor_of(VAULT, 7), cursor_of(VAULT, 7)

    assert first != again
    assert position_of(VAULT, first) == position_of(VAULT, again) == 7
    swapped = ("A" if first[20] != "A" else "B").join((first[:20], first[21:]))
    for wrong in (swapped, "", "7", "é", first[:-3]):
        with pytest.raises(CursorUnknown):
            position_of(VAULT, wrong)


def test_a_change_of_the_head_by_another_node_is_noticed(store: Store) -> None:
    engine = engine_over(store)
    with store.work() as work:
        work.add(outgoing(1))
    number_events(engine)
    with store.reading() as work:
        head = head_of(work)

    with store.work() as work:
        work.replace(replace(head, version=head.version + 1))
        work.add(outgoing(2))
    number_events(engine)

    assert walked(store, 0) == [1, 2]
