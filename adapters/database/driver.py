"""The way of one transaction to its database: statements go to the driver as they are, errors come back as the store's."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.exc import DBAPIError

from adapters.database.dialects import PATIENCE, cursor_of, meaning, numbered
from engine.rows import Row
from engine.store import Busy, Conflict, Duplicate


class Driver:
    """After an error nothing more goes through: what spoilt the transaction is raised again."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._spoilt: Exception | None = None

    def sound(self) -> None:
        """Raises what spoilt the transaction."""
        if self._spoilt:
            raise self._spoilt

    def spoil(self, error: Exception) -> Exception:
        """Nothing goes through any more. The error that says why: the first one."""
        self._spoilt = self._spoilt or error
        return self._spoilt

    def send(self, kind: type[Row], key: int, statement: str, values: Sequence[Any]) -> Any:
        """Give one statement about a row to the driver. The cursor with what it found."""
        try:
            return self.attempt(statement, values)
        except DBAPIError as error:
            raise self.spoil(as_store_error(error, kind, key)) from error

    def attempt(self, statement: str, values: Sequence[Any]) -> Any:
        """As `send`, for whoever knows what to do about an error. Raises DBAPIError."""
        self.sound()
        cursor, dialect = cursor_of(self._driver), self.connection.dialect
        try:
            cursor.execute(numbered(statement), values)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, self._driver, cursor):
                self.connection.invalidate(error)
            told = DBAPIError.instance(
                statement, None, error, dialect.loaded_dbapi.Error, hide_parameters=True
            )
            raise cast("DBAPIError", told) from error
        return cursor

    def run(self, kind: type[Row], key: int, statement: Executable, values: Any) -> CursorResult[Any]:
        """Execute a statement that SQLAlchemy builds."""
        self.sound()
        try:
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            raise self.spoil(as_store_error(error, kind, key)) from error


def as_store_error(error: DBAPIError, kind: type[Row], key: int) -> Exception:
    """What an error about a row says to the store: Duplicate, Conflict, Busy; any other as it is."""
    what = meaning(error)
    if what == "duplicate":
        return Duplicate(f"{kind.__name__}: a row that has to be unique exists already")
    if what == "conflict":
        return Conflict(kind, key)
    return Busy(PATIENCE) if what == "busy" else error
