"""Where SQLite and PostgreSQL differ: addresses, durability, waiting, what an error means."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from adapters.database import dialects
from adapters.database.store import DatabaseStore, open_database
from adapters.database.tables import TABLES
from adapters.database.work import DatabaseWork
from engine.rows import Draft, Task
from engine.store import Busy, Conflict, Duplicate, Unreachable
from tests.api.statements import statements_of
from tests.play import Play

NOON = datetime(2026, 2, 10, 12, tzinfo=UTC)


def draft(key: int, version: int = 1) -> Draft:
    return Draft(key, 7, b"", version, 3, NOON)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> DatabaseStore:
    found: DatabaseStore = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.mark.parametrize(
    "address", ["", "bruecke.db", "mysql://host/name", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_we_cannot_use_is_answered_with_one_we_can(address: str) -> None:
    with pytest.raises(ValueError, match=r"Write sqlite:///folder/file\.db .* or postgresql://"):
        open_database(address)


def test_the_usual_addresses_of_postgresql_all_lead_to_the_same_driver() -> None:
    stores = [open_database(f"{scheme}://anna:secret@nowhere/x") for scheme in ("postgres", "postgresql")]

    assert {store.engine.url.drivername for store in stores} == {"postgresql+psycopg"}


def test_sqlite_commits_durably_and_wipes_what_is_deleted(sqlite_store: DatabaseStore) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 10_000,
    }

    with sqlite_store.engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}

    assert found == wanted


def test_keys_of_sqlite_are_its_row_numbers(sqlite_store: DatabaseStore) -> None:
    with sqlite_store.work() as work:
        work.add(draft(2**62))

    with sqlite_store.engine.connect() as connection:
        assert connection.execute(text("SELECT rowid FROM draft")).scalar() == 2**62


def test_moments_of_sqlite_are_text_of_one_width_in_utc(sqlite_store: DatabaseStore) -> None:
    with sqlite_store.work() as work:
        work.add(draft(1))

    with sqlite_store.engine.connect() as connection:
        found = connection.execute(text("SELECT updated_at FROM draft")).scalar()

    assert found == "2026-02-10T12:00:00.000000+00:00"


def test_moments_of_postgresql_are_timestamps_with_zone(postgres_store: DatabaseStore) -> None:
    with postgres_store.engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT data_type FROM information_schema.columns"
                " WHERE table_schema = 'public' AND column_name LIKE '%\\_at'"
            )
        )

        assert set(found.scalars()) == {"timestamp with time zone"}


def test_a_writer_without_a_turn_is_told_that_the_database_is_busy(
    sqlite_store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialects, "PATIENCE", 0.05)

    with sqlite_store.work() as work:
        work.add(draft(1))
        with pytest.raises(Busy, match="Nothing was written: try again"), sqlite_store.work():
            pass

    with sqlite_store.reading() as reading:
        assert reading.find(Draft) == [draft(1)]


class Counting(DatabaseStore):
    """Counts how often a turn to write was asked for."""

    turns = 0

    @contextmanager
    def work(self) -> Iterator[DatabaseWork]:
        """As ever."""
        self.turns += 1
        with super().work() as work:
            yield work


def test_a_command_that_has_waited_for_its_turn_in_vain_does_not_wait_again(
    sqlite_store: DatabaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Counting(sqlite_store.engine)
    play = Play(store)
    monkeypatch.setattr(dialects, "PATIENCE", 0.05)
    store.turns = 0

    with store.work(), pytest.raises(Busy):
        play.start()

    assert store.turns == 2


def test_a_writer_of_another_process_makes_sqlite_busy(sqlite_store: DatabaseStore, tmp_path: Path) -> None:
    other = open_database(f"sqlite:///{tmp_path / 'bruecke.db'}")
    event.listen(other.engine, "connect", lambda driver, _: driver.execute("PRAGMA busy_timeout=50"))

    with sqlite_store.work() as work:
        work.add(draft(1))
        with pytest.raises(Busy), other.work():
            pass

    with other.work() as work:
        work.add(draft(2))
    other.close()


def test_two_writers_who_wait_for_each_other_end_in_one_conflict(postgres_store: DatabaseStore) -> None:
    with postgres_store.work() as work:
        work.add(draft(1), draft(2))
    meeting = threading.Barrier(2)
    outcomes: list[type[Exception] | None] = []

    def replace_both(first: int, second: int) -> None:
        try:
            with postgres_store.work() as work:
                work.replace(draft(first, version=2))
                meeting.wait(timeout=10)
                work.replace(draft(second, version=2))
            outcomes.append(None)
        except Conflict as conflict:
            outcomes.append(type(conflict))

    threads = [threading.Thread(target=replace_both, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes, key=str) == [Conflict, None]


def test_a_fault_in_our_own_rows_is_not_called_a_duplicate(database: DatabaseStore) -> None:
    with pytest.raises(IntegrityError), database.work() as work:
        work.add(Draft(1, None, b"", 1, 3, NOON))  # type: ignore[arg-type] # a value the column can't be without


def test_what_a_unit_holds_keeps_another_one_waiting_that_then_begins_anew(
    postgres_store: DatabaseStore,
) -> None:
    with postgres_store.work() as work:
        work.add(draft(1))
    told: list[object] = []

    def second() -> None:
        try:
            with postgres_store.work() as work:
                work.replace(draft(1, version=2))
                told.append("began")
                work.hold(Draft)
                told.append("held")
        except Conflict as conflict:
            told.append(type(conflict))

    with postgres_store.work() as work:
        work.replace(draft(1, version=2))
        work.hold(Draft)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.5)
        told_meanwhile = list(told)
    thread.join()

    assert told_meanwhile == ["began"]
    assert told == ["began", Conflict]


def test_a_unit_of_work_sends_what_it_writes_together_and_at_its_end(database: DatabaseStore) -> None:
    task = Task(1, 7, "talk", 1, "RAV", "form", "open", 1, None, NOON, None, None)
    with database.work() as work:
        work.add(draft(7), draft(8), task)

    with statements_of(database) as sent, database.work() as work:
        work.add(draft(1), replace(task, key=2), draft(2), draft(3))
        work.replace(draft(1, version=2))
        work.replace(replace(task, version=2))
        work.replace(draft(7, version=2))
        work.replace(draft(8, version=2))
        mine = work.get(Draft, 1)

    expected = ["INSERT", "INSERT"] if database.engine.dialect.name == "sqlite" else ["WITH", "WITH"]
    kinds = [statement.split()[0] for statement in sent]
    assert [kind for kind in kinds if kind not in {"BEGIN", "COMMIT", "PRAGMA"}] == expected
    assert mine == draft(1, version=2)


def test_among_rows_that_go_together_the_one_that_somebody_else_wrote_is_named(
    database: DatabaseStore,
) -> None:
    task = Task(1, 7, "talk", 1, "RAV", "form", "open", 1, None, NOON, None, None)
    with database.work() as work:
        work.add(draft(7), draft(8), task)

    def write() -> None:
        with database.work() as work:
            work.add(draft(9))
            work.replace(draft(7, version=2))
            work.replace(replace(task, version=3))
            work.replace(draft(8, version=2))

    with pytest.raises(Conflict) as told:
        write()

    assert (told.value.kind, told.value.key) == (Task, 1)
    with database.reading() as work:
        assert work.find(Draft) == [draft(7), draft(8)]
        assert work.find(Task) == [task]


def test_among_new_rows_that_go_together_a_key_that_is_taken_lets_none_in(database: DatabaseStore) -> None:
    task = Task(1, 7, "talk", 1, "RAV", "form", "open", 1, None, NOON, None, None)
    with database.work() as work:
        work.add(draft(7), task)

    with pytest.raises(Duplicate), database.work() as work:
        work.add(draft(8), task)

    with database.reading() as work:
        assert work.find(Draft) == [draft(7)]


def test_what_a_unit_prepared_on_its_connection_outlives_a_unit_that_failed(
    sqlite_store: DatabaseStore,
) -> None:
    class Failed(Exception):
        pass

    task = Task(1, 7, "talk", 1, "RAV", "form", "open", 1, None, NOON, None, None)

    def fail() -> None:
        with sqlite_store.work() as work:
            work.add(draft(7), task)
            work.hold(Draft)
            raise Failed

    with pytest.raises(Failed):
        fail()
    with sqlite_store.work() as work:
        work.add(draft(7), task)

    with sqlite_store.reading() as work:
        assert (work.find(Draft), work.find(Task)) == ([draft(7)], [task])


def test_a_connection_that_broke_is_not_used_again(postgres_store: DatabaseStore) -> None:
    def write_while_the_server_hangs_up() -> None:
        with postgres_store.work() as work:
            work.add(draft(1))
            own = work.connection.scalar(text("SELECT pg_backend_pid()"))
            with postgres_store.engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
            work.add(draft(2))

    with pytest.raises(Unreachable):
        write_while_the_server_hangs_up()

    with postgres_store.work() as work:
        assert work.find(Draft) == []
        work.add(draft(3))


def test_no_table_has_a_name_that_sql_keeps_for_itself(postgres_store: DatabaseStore) -> None:
    with postgres_store.engine.connect() as connection:
        reserved = set(
            connection.execute(text("SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'")).scalars()
        )

    assert {table.name for table in TABLES.values()} & reserved == set()


def test_a_command_on_postgresql_decides_on_one_picture_and_is_told_when_it_was_overtaken(
    postgres_store: DatabaseStore,
) -> None:
    with postgres_store.work() as work:
        work.add(draft(1))

    def overtaken() -> None:
        with postgres_store.work() as slow:
            before = slow.get(Draft, 1)
            with postgres_store.work() as quick:
                quick.replace(draft(1, version=2))
                quick.add(draft(2))
            assert (slow.get(Draft, 1), slow.get(Draft, 2)) == (before, None)
            slow.replace(draft(1, version=2))

    with pytest.raises(Conflict):
        overtaken()


def test_a_transaction_that_idled_too_long_was_ended_by_the_server_and_is_nobody_s_mistake(
    postgres_store: DatabaseStore,
) -> None:
    with pytest.raises(Unreachable), postgres_store.work() as work:  # noqa: PT012 the server ends it in between
        work.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 50"))
        work.find(Draft)
        time.sleep(0.5)
        work.find(Task)

    with postgres_store.reading() as work:
        assert work.find(Draft) == []
