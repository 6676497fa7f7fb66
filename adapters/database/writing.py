"""How what was written is sent: all that may go together by one statement, and whose row it was if the database says no."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy.exc import DBAPIError

from adapters.database import spreading
from adapters.database.dialects import is_server, meaning
from adapters.database.driver import Driver, as_store_error
from adapters.database.pending import Written
from adapters.database.spreading import CHANGED, NEW, is_ready
from adapters.database.statements import Forms, changed_together, inserted_together
from engine.store import Conflict


class Writing:
    """The writing half of a transaction."""

    def __init__(self, driver: Driver, forms: Forms) -> None:
        self._driver = driver
        self._forms = forms
        self._is_server = is_server(driver.connection.engine)
        self._spreads = is_ready(driver.connection)

    def change(self, portion: Sequence[Written]) -> None:
        """Rows written anew. Raises Conflict with the row that is gone or that somebody else wrote; Duplicate."""
        if len(portion) > 1 and self._spreads:
            self._change_spread(portion)
        elif len(portion) > 1 and self._is_server:
            self._change_together(portion)
        else:
            self._change_each(portion)

    def _change_together(self, portion: Sequence[Written]) -> None:
        statement = changed_together(tuple(self._forms[type(one.row)] for one in portion))
        values = [value for one in portion for value in one.values]
        row = portion[0].row
        counts = self._driver.send(type(row), row.key, statement, values).fetchone()
        for one, count in zip(portion, counts, strict=True):
            self._must_be_one(one, count)

    def _change_spread(self, portion: Sequence[Written]) -> None:
        statement = spreading.statement(CHANGED, len(portion))
        try:
            self._driver.attempt(statement, spreading.values(portion))
        except DBAPIError as error:
            if (
                meaning(error) == "conflict"
            ):  # nothing of it was done: one after the other, to learn whose row it is
                self._change_each(portion)
            raise self._driver.spoil(
                as_store_error(error, type(portion[0].row), portion[0].row.key)
            ) from error

    def _change_each(self, portion: Sequence[Written]) -> None:
        for one in portion:
            kind = type(one.row)
            cursor = self._driver.send(kind, one.row.key, self._forms[kind].replace, one.values)
            self._must_be_one(one, cursor.rowcount)

    def _must_be_one(self, one: Written, count: int) -> None:
        if count != 1:
            raise self._driver.spoil(Conflict(type(one.row), one.row.key))

    def add(self, portion: Sequence[Written]) -> None:
        """New rows, those of a kind side by side. Raises Duplicate."""
        kinds = [list(alike) for _, alike in groupby(portion, lambda one: type(one.row))]
        if len(kinds) > 1 and self._spreads:
            row = portion[0].row
            statement = spreading.statement(NEW, len(portion))
            self._driver.send(type(row), row.key, statement, spreading.values(portion))
            return
        for some in [kinds] if self._is_server else [[alike] for alike in kinds]:
            parts = tuple((self._forms[type(alike[0].row)], len(alike)) for alike in some)
            statement = parts[0][0].insert(parts[0][1]) if len(parts) == 1 else inserted_together(parts)
            values = [value for alike in some for one in alike for value in one.values]
            row = some[0][0].row
            self._driver.send(type(row), row.key, statement, values)
