"""Units of work in SQLite or PostgreSQL: where their transactions begin and end."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from adapters.database.dialects import (
    PATIENCE,
    asking_engine,
    is_server,
    meaning,
    open_engine,
    reading_engine,
    scrub,
    writers_turn,
)
from adapters.database.driver import as_store_error
from adapters.database.spreading import prepare
from adapters.database.statements import statements_in
from adapters.database.work import DatabaseWork
from engine.rows import Row
from engine.store import Busy, Unreachable


@contextmanager
def _edges() -> Iterator[None]:
    """What goes wrong at the beginning and at the commit, where no row is at hand."""
    try:
        yield
    except PoolTimeoutError as error:
        raise Busy(PATIENCE) from error
    except DBAPIError as error:
        what = meaning(error)
        if what == "away":
            raise Unreachable from error
        told = as_store_error(error, Row, 0)
        if told is error:
            raise
        raise told from error


class DatabaseStore:
    """Units of work in one database, shared by all threads of the process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = reading_engine(engine)
        self._asking = asking_engine(engine)
        self._turn = writers_turn(engine)
        self._forms = statements_in(engine.dialect)

    @property
    def is_shared(self) -> bool:
        """Whether other processes may work on this database: not on a file that belongs to one."""
        return is_server(self.engine)

    @contextmanager
    def work(self) -> Iterator[DatabaseWork]:
        """A transaction that may write. Commits on leaving. Raises Busy when no turn comes."""
        with _edges(), self._turn(), self.engine.connect() as connection:
            if not self.is_shared:
                prepare(connection, self._forms)
            with connection.begin():
                work = DatabaseWork(connection, self._forms, may_write=True, is_one_picture=True)
                yield work
                work.finish()

    @contextmanager
    def reading(self) -> Iterator[DatabaseWork]:
        """A transaction that only reads: one consistent picture."""
        with _edges(), self._reading.begin() as connection:
            work = DatabaseWork(connection, self._forms, may_write=False, is_one_picture=True)
            yield work
            work.finish()

    @contextmanager
    def asking(self) -> Iterator[DatabaseWork]:
        """Reads without a transaction: for one question, which needs no begin and no end."""
        with _edges(), self._asking.connect() as connection:
            work = DatabaseWork(connection, self._forms, may_write=False, is_one_picture=False)
            yield work
            work.finish()

    def on(self, connection: Connection) -> DatabaseWork:
        """Work inside a transaction that somebody else began and ends: a restore."""
        return DatabaseWork(connection, self._forms, may_write=True, is_one_picture=False)

    def scrub(self) -> None:
        """What was deleted goes from the files as well, as far as the database can see to it by itself."""
        with _edges(), self._turn():
            scrub(self.engine)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_database(address: str) -> DatabaseStore:
    """The store at `sqlite:///folder/file.db` or `postgresql://user@host/name`; tables come by `migrate`."""
    return DatabaseStore(open_engine(address))
