"""How what was written is sent: all that may go together by one statement, and whose row it was if the database says no."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from sqlalchemy.exc import DBAPIError

from adapters.database import spreading
from adapters.database.dialects import is_server, meaning
from adapters.database.driver import Driver, as_store_error
from adapters.database.pending import Portion, Written
from adapters.database.spreading import CHANGED, NEW, is_ready
from adapters.database.statements import Forms, changed_together, inserted_together
from engine.rows import Row
from engine.store import Conflict

_MOST_SPREAD = 12
"""Removals that ride along with changes in SQLite: more of them go by kind."""


class Writing:
    """The writing half of a transaction."""

    def __init__(self, driver: Driver, forms: Forms) -> None:
        self._driver = driver
        self._forms = forms
        self._is_server = is_server(driver.connection.engine)
        self._spreads = is_ready(driver.connection)

    def change(self, portion: Portion) -> None:
        """Rows removed and rows written anew. Raises Conflict with the row that is gone or that somebody else wrote;
        Duplicate."""
        gone = [(kind, key) for kind, keys in portion.gone.items() for key in keys]
        is_one = len(portion.gone) + len(portion.changed) == 1
        if self._spreads and not is_one and len(gone) <= _MOST_SPREAD:
            self._change_spread(gone, portion.changed)
        elif self._is_server and not is_one:
            self._change_together(portion)
        else:
            self._remove_each(portion.gone)
            self._change_each(portion.changed)

    def _change_together(self, portion: Portion) -> None:
        gone = tuple((self._forms[kind], len(keys)) for kind, keys in portion.gone.items())
        changed = tuple(self._forms[type(one.row)] for one in portion.changed)
        values = [key for keys in portion.gone.values() for key in keys]
        values += [value for one in portion.changed for value in one.values]
        kind, key = _first(portion.gone, portion.changed)
        counts = self._driver.send(kind, key, changed_together(gone, changed), values).fetchone()
        for one, count in zip(portion.changed, counts[: len(changed)], strict=True):
            self._must_be_one(one, count)

    def _change_spread(self, gone: Sequence[tuple[type[Row], int]], changed: Sequence[Written]) -> None:
        statement = spreading.statement(CHANGED, len(gone) + len(changed))
        try:
            self._driver.attempt(statement, spreading.values(changed, gone))
        except DBAPIError as error:
            if (
                meaning(error) == "conflict"
            ):  # nothing of it was done: one after the other, to learn whose row it is
                self._change_each(changed)
            row = changed[0].row if changed else None
            kind, key = (type(row), row.key) if row else gone[0]
            raise self._driver.spoil(as_store_error(error, kind, key)) from error

    def _remove_each(self, gone: Mapping[type[Row], Sequence[int]]) -> None:
        for kind, keys in gone.items():
            self._driver.send(kind, keys[0], self._forms[kind].remove(len(keys)), keys)

    def _change_each(self, changed: Sequence[Written]) -> None:
        for one in changed:
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


def _first(gone: Mapping[type[Row], Sequence[int]], changed: Sequence[Written]) -> tuple[type[Row], int]:
    """A row to name where nobody knows which one it was."""
    if changed:
        return type(changed[0].row), changed[0].row.key
    kind, keys = next(iter(gone.items()))
    return kind, keys[0]
