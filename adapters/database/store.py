"""The unit of work in SQLite or PostgreSQL: few statements, each compiled once, no object mapper.

Conflict
└── Busy    the database had no turn for us within its patience; nothing was written, ask again
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from adapters.database.dialects import PATIENCE, meaning, open_engine, reading_engine, writers_turn
from adapters.database.statements import STATEMENTS, Test, finding
from adapters.database.tables import TABLES
from engine.rows import Row
from engine.store import Conflict, Duplicate, R


class Busy(Conflict):
    """The database was busy with others for too long. Nothing was written: try again in a moment."""

    def __init__(self) -> None:
        super().__init__(Row, 0)
        self.args = (f"The database was busy for {PATIENCE} seconds. Nothing was written: try again",)


class DatabaseWork:
    """One transaction. After Conflict or Duplicate it is spoilt: nothing more is done and nothing is kept."""

    def __init__(self, connection: Connection, may_write: bool) -> None:
        self.connection = connection
        self._may_write = may_write
        self._spoilt: Exception | None = None

    def add(self, *rows: Row) -> None:
        """Insert new rows, those of one kind together. Raises Duplicate where a unique rule or a key is hurt."""
        kinds: dict[type[Row], list[Row]] = {}
        for row in rows:
            kinds.setdefault(type(row), []).append(row)
        for kind, alike in kinds.items():
            form = STATEMENTS[kind]
            self._write(kind, alike[0].key, form.insert, [form.inserting(row) for row in alike])

    def get(self, kind: type[R], key: int) -> R | None:
        """The row with this key, or None."""
        if not can_be_stored(key):
            return None
        found = self.run(kind, key, STATEMENTS[kind].get, {"key_": key}).one_or_none()
        make: Callable[..., R] = kind
        return make(*found) if found is not None else None

    def find(self, kind: type[R], /, **equals: object) -> list[R]:
        """Rows whose columns equal the values, by key; None means absent, a collection means one of."""
        tests: list[tuple[str, Test]] = []
        values: dict[str, Any] = {}
        for name, value in equals.items():
            test, wanted = _test(value)
            tests.append((name, test))
            if test != "absent":
                values[f"{name}_"] = wanted
        statement = finding(TABLES[kind], tuple(tests))
        if [] in values.values():
            self.finish()
            return []
        make: Callable[..., R] = kind
        return [make(*found) for found in self.run(kind, 0, statement, values)]

    def replace(self, row: Row) -> None:
        """Write a row anew. Raises Conflict if it is gone or its version isn't one more than what is stored."""
        form = STATEMENTS[type(row)]
        result = self._write(type(row), row.key, form.replace, form.replacing(row))
        if result.rowcount != 1:
            self._spoilt = Conflict(type(row), row.key)
            raise self._spoilt

    def remove(self, kind: type[Row], key: int) -> None:
        """Delete the row with this key, if it is there."""
        self._write(kind, key, STATEMENTS[kind].remove, {"key_": key})

    def finish(self) -> None:
        """Raises what spoilt the work, should somebody have swallowed it."""
        if self._spoilt:
            raise self._spoilt

    def _write(self, kind: type[Row], key: int, statement: Executable, values: Any) -> CursorResult[Any]:
        if not self._may_write:
            raise RuntimeError("This unit of work only reads: take Store.work() to write")
        return self.run(kind, key, statement, values)

    def run(self, kind: type[Row], key: int, statement: Executable, values: Any) -> CursorResult[Any]:
        """Execute one statement about a row; the database's errors come out as the store's."""
        self.finish()
        try:
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            self._spoilt = _as_store_error(error, kind, key)
            raise self._spoilt from error
        except StatementError as error:
            # A value that could not even be written down (a moment without its zone): say that, not how.
            raise error.orig or error from None


def can_be_stored(value: object) -> bool:
    """Whether the database can hold such a value at all; what it can't hold, nothing equals."""
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return not (isinstance(value, str) and "\x00" in value)


def _test(value: object) -> tuple[Test, Any]:
    if value is None:
        return "absent", None
    if isinstance(value, (list, tuple, set, frozenset)):
        return "one of", [one for one in value if one is not None and can_be_stored(one)]
    return ("equals", value) if can_be_stored(value) else ("one of", [])


def _as_store_error(error: DBAPIError, kind: type[Row], key: int) -> Exception:
    what = meaning(error)
    if what == "duplicate":
        return Duplicate(f"{kind.__name__}: a row that has to be unique exists already")
    if what == "conflict":
        return Conflict(kind, key)
    return Busy() if what == "busy" else error


@contextmanager
def _edges() -> Iterator[None]:
    """What goes wrong at the beginning and at the commit, where no row is at hand."""
    try:
        yield
    except PoolTimeoutError as error:
        raise Busy from error
    except DBAPIError as error:
        if meaning(error) in ("busy", "conflict"):
            raise Busy from error
        raise


class DatabaseStore:
    """Units of work in one database, shared by all threads of the process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = reading_engine(engine)
        self._turn = writers_turn(engine)

    @contextmanager
    def work(self) -> Iterator[DatabaseWork]:
        """A transaction that may write. Commits on leaving. Raises Busy when no turn comes."""
        with _edges(), self._turn(), self.engine.begin() as connection:
            work = DatabaseWork(connection, may_write=True)
            yield work
            work.finish()

    @contextmanager
    def reading(self) -> Iterator[DatabaseWork]:
        """A transaction that only reads: one consistent picture."""
        with _edges(), self._reading.begin() as connection:
            work = DatabaseWork(connection, may_write=False)
            yield work
            work.finish()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_database(address: str) -> DatabaseStore:
    """The store at `sqlite:///folder/file.db` or `postgresql://user@host/name`; tables come by `migrate`."""
    return DatabaseStore(open_engine(address))
