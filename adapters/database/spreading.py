"""How SQLite writes rows of several tables by one statement: a view that keeps nothing, and for each table a trigger that
puts there what is meant for it.

PostgreSQL has such statements. The views and triggers live in a connection's own passing schema: no file holds them, no
migration knows of them.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from adapters.database.pending import Written
from adapters.database.statements import Forms
from adapters.database.tables import TABLES
from engine.rows import Row

NEW, CHANGED = "new_rows", "changed_rows"
_GONE = len(TABLES)
"""Added to the number of a kind among changes: the row is to go."""
_READY = "spreading"
_NUMBERS = {kind: number for number, kind in enumerate(TABLES)}
_COLUMNS = [f"c{number}" for number in range(max(len(table.columns) for table in TABLES.values()) + 1)]
"""As many as the widest table has, and one for the version before."""
_NOTHING = [None] * len(_COLUMNS)


def prepare(connection: Connection, forms: Forms) -> None:
    """Make a connection ready, once, outside a transaction. Its tables have to be there."""
    if is_ready(connection):
        return
    driver: Any = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    assert not driver.in_transaction  # else they would go with it, should it be rolled back
    columns = ", ".join(f"NULL AS {column}" for column in _COLUMNS)
    for view in (NEW, CHANGED):
        driver.execute(f"CREATE TEMP VIEW IF NOT EXISTS {view} AS SELECT NULL AS kind, {columns} WHERE 0")
    for kind, number in _NUMBERS.items():
        form = forms[kind]
        values = [f"NEW.{column}" for column in _COLUMNS]
        for view, action, what in (
            (NEW, form.adding(values), number),
            (CHANGED, form.changing(values), number),
            (CHANGED, form.removing(values[0]), _GONE + number),
        ):
            driver.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS {view}_{what} INSTEAD OF INSERT ON {view} WHEN NEW.kind = {what} BEGIN {action}; END"
            )
    connection.info[_READY] = True


def is_ready(connection: Connection) -> bool:
    """Whether rows may be spread on this connection."""
    return _READY in connection.info


@lru_cache
def statement(view: str, rows: int) -> str:
    """So many rows of whatever kind, to a view: few statements, so that SQLite has them ready."""
    row = f"({', '.join('?' * (len(_COLUMNS) + 1))})"
    return f"INSERT INTO {view} VALUES {', '.join([row] * rows)}"  # noqa: S608  # names of our own


def values(rows: Iterable[Written], gone: Iterable[tuple[type[Row], int]] = ()) -> Sequence[Any]:
    """What the statement wants: the keys of what is to go, then each row with the number of its kind before it; each as wide
    as the widest."""
    found: list[Any] = []
    for kind, key in gone:
        found += (_GONE + _NUMBERS[kind], key, *_NOTHING[1:])
    for one in rows:
        found += (_NUMBERS[type(one.row)], *one.values)
        found += _NOTHING[len(one.values) :]
    return found
