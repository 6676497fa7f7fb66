"""Where SQLite and PostgreSQL differ: addresses, moments, transactions, what an error means. Nowhere else."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import psycopg
from sqlalchemy import (
    URL,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    Text,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from adapters.database.rested import ask_rested

PATIENCE = 10
"""Seconds a transaction waits for another one, a lock or a free connection before it gives up."""

CONNECTIONS = 16

Key = BigInteger().with_variant(Integer(), "sqlite")
"""A primary key; SQLite keeps rows in the order of a column only if it is called INTEGER."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: timestamptz on PostgreSQL, on SQLite text of one width, so that order and < hold."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its zone: take it from the Clock")
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds") if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if dialect.name == "sqlite" else value.astimezone(UTC)


def open_engine(address: str) -> Engine:
    """Connections to `sqlite:///folder/file.db` or `postgresql://user@host/name`. Raises ValueError for others."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise ValueError(_ADDRESS_HELP) from None
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return _open_sqlite(url)
    if url.get_backend_name() in ("postgresql", "postgres"):
        return _open_postgres(url.set(drivername="postgresql+psycopg"))
    raise ValueError(_ADDRESS_HELP)


_ADDRESS_HELP = (
    "The database address isn't understood. "
    "Write sqlite:///folder/file.db for a file or postgresql://user:password@host/name for a server."
)


def _open_sqlite(url: URL) -> Engine:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=PATIENCE,
        pool_use_lifo=True,  # the one used last has everything at hand
        query_cache_size=2000,
        hide_parameters=True,  # neither logs nor the texts of errors show what somebody sent
        connect_args={"timeout": PATIENCE, "isolation_level": None, "cached_statements": 512},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


_MAPPED = 2**30
"""Bytes of a file that are read as memory, shared by all connections: a page costs no call of the system."""


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin by itself (isolation_level None): only then is BEGIN ours to choose.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA mmap_size={_MAPPED}")
    connection.execute("PRAGMA temp_store=MEMORY")  # what lies between two tables reaches no file


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("begin", "BEGIN IMMEDIATE")
    if begin:
        connection.exec_driver_sql(begin)


def _open_postgres(url: URL) -> Engine:
    milliseconds = PATIENCE * 1000
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=PATIENCE,
        pool_use_lifo=True,  # the one used last has everything at hand
        query_cache_size=2000,
        hide_parameters=True,  # neither logs nor the texts of errors show what somebody sent
        isolation_level="REPEATABLE READ",  # a command decides on one picture, not on halves of two
        connect_args={
            "connect_timeout": PATIENCE,
            "prepare_threshold": 2,  # ours are few and come again and again: the server reads each twice
            "options": f"-c timezone=UTC -c lock_timeout={milliseconds} -c idle_in_transaction_session_timeout=60000",
        },
    )
    event.listen(engine, "connect", _prepare_postgres)
    ask_rested(engine)
    return engine


def _prepare_postgres(connection: Any, _record: object) -> None:
    connection.prepared_max = 500  # statements that the server keeps ready for a connection


def reading_engine(engine: Engine) -> Engine:
    """The same connections, for transactions that only read."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(begin="BEGIN")
    return engine.execution_options(postgresql_readonly=True)


def asking_engine(engine: Engine) -> Engine:
    """The same connections without any transaction: each statement reads what is there when it comes."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(begin="")
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def is_server(engine: Engine) -> bool:
    """Whether the database is a server that many processes share; SQLite is a file inside one process."""
    return engine.dialect.name != "sqlite"


def scrub(engine: Engine) -> None:
    """Take what was deleted from SQLite's files: the tables were overwritten with zeros (secure_delete), so was the old
    content of pages; the journal still has copies, until it is written back and cut to nothing.

    PostgreSQL gives freed space back with VACUUM, by itself and when operations ask for it.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def clock(dialect: Dialect, seconds_later: str | None = None) -> str:
    """SQL for the moment by the database's clock; with a mark for a number of seconds, so much later."""
    if dialect.name == "sqlite":
        later = f", {seconds_later} || ' seconds'" if seconds_later else ""
        return f"strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'{later})"
    later = f" + make_interval(secs => {seconds_later})" if seconds_later else ""
    return f"statement_timestamp(){later}"  # not clock_timestamp(): it changes within a statement, so no index is walked by it


def yes(dialect: Dialect, column: str) -> str:
    """SQL for a column that says yes, as the rules of indexes say it."""
    return f"{column} = 1" if dialect.name == "sqlite" else column


def cursor_of(driver: Any) -> Any:
    """A cursor of a driver's connection for statements that are numbered already: psycopg looks for the marks of a long
    statement every time, which takes as long as the server needs for it."""
    return psycopg.RawCursor(driver) if isinstance(driver, psycopg.Connection) else driver.cursor()


@lru_cache(maxsize=2048)
def numbered(statement: str) -> str:
    """A statement with marks `%s` as PostgreSQL wants it, `$1`, `$2` and so on; one without marks as it is."""
    first, *others = statement.split("%s")
    return first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))


class DatabaseClock(ColumnElement[datetime]):
    """The moment by the database's clock, in a statement that SQLAlchemy builds."""

    inherit_cache = True
    type = Moment()


@compiles(DatabaseClock)
def _clock(element: DatabaseClock, compiler: Any, **more: Any) -> str:
    return clock(compiler.dialect)


def passing_over(dialect: Dialect) -> str:
    """SQL after a SELECT that keeps its rows for this transaction and passes over what another one keeps.

    SQLite has one writer at a time, so nothing is ever kept by another one.
    """
    return "" if dialect.name == "sqlite" else " FOR UPDATE SKIP LOCKED"


def migrating_engine(engine: Engine) -> Engine:
    """The same connections, for a transaction that sees what others did while it waited for its lock."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="READ COMMITTED")


def writers_turn(engine: Engine) -> Callable[[], AbstractContextManager[object]]:
    """What a writer waits for before it begins. Raises PoolTimeoutError when it waited too long.

    SQLite has one writer at a time and lets those who wait sleep and try their luck; a lock is fair and quick.
    """
    if engine.dialect.name != "sqlite":
        return nullcontext
    lock = Lock()

    @contextmanager
    def turn() -> Iterator[None]:
        if not lock.acquire(timeout=PATIENCE):
            raise PoolTimeoutError("Other writers were before us")
        try:
            yield
        finally:
            lock.release()

    return turn


def lock_for_migration(connection: Connection) -> None:
    """Wait until no other process migrates; on SQLite the transaction itself has that effect."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '60s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(4817263500174)"))


Meaning = Literal["duplicate", "conflict", "busy", "away", "broken"]

_POSTGRES_MEANINGS: dict[str, Meaning] = {
    "23505": "duplicate",
    "40001": "conflict",
    "40P01": "conflict",
    "55P03": "busy",
    "53300": "away",  # it has no connection left for us
    "25P03": "away",  # it ended what idled too long: the machine stood still meanwhile
    "57P01": "away",  # it shuts down, has crashed, comes up
    "57P02": "away",
    "57P03": "away",
}
_SQLITE_MEANINGS: dict[str, Meaning] = {
    "SQLITE_CONSTRAINT_UNIQUE": "duplicate",
    "SQLITE_CONSTRAINT_PRIMARYKEY": "duplicate",
    "SQLITE_CONSTRAINT_ROWID": "duplicate",
    "SQLITE_CONSTRAINT_TRIGGER": "conflict",  # ours: no row was there to be written anew
}


def meaning(error: DBAPIError) -> Meaning:
    """What a database error says to the store; `broken` is a fault that nobody above can handle."""
    told: Any = error.orig
    if hasattr(told, "sqlstate"):
        return _meaning_on_postgres(error, told.sqlstate)
    name = getattr(told, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "busy"
    return _SQLITE_MEANINGS.get(name, "broken")


def _meaning_on_postgres(error: DBAPIError, state: str | None) -> Meaning:
    if state is None or state.startswith("08"):  # no answer of the server: the driver says that there is none
        return "away" if isinstance(error, OperationalError) else "broken"
    return _POSTGRES_MEANINGS.get(state, "broken")
