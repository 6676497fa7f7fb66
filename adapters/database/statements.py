"""The statements of one kind of row, built once and compiled once: the store only fills in values."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal

from sqlalchemy import Delete, Insert, Select, Table, Update, bindparam, delete, insert, select, update

from adapters.database.tables import TABLES
from engine.rows import Row

Test = Literal["equals", "one of", "absent"]
"""How a column is compared."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything that is done to the rows of one kind. Parameters: the columns, `key_` and `old_version`."""

    columns: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    is_versioned: bool
    insert: Insert
    get: Select[Any]
    replace: Update
    remove: Delete

    def inserting(self, row: Row) -> dict[str, Any]:
        """What `insert` wants to know."""
        return dict(zip(self.columns, self.values(row), strict=True))

    def replacing(self, row: Row) -> dict[str, Any]:
        """What `replace` wants to know: the key only says where, the version must be the one before."""
        values = self.inserting(row)
        values["key_"] = values.pop("key")
        if self.is_versioned:
            values["old_version"] = values["version"] - 1
        return values


def _statements(kind: type[Row]) -> Statements:
    table = TABLES[kind]
    columns = tuple(column.name for column in table.columns)
    # `version` counts only where it is a number of ours; a procedure's version is its author's text.
    is_versioned = kind.__annotations__.get("version") is int
    key = table.c.key == bindparam("key_")
    target = key & (table.c.version == bindparam("old_version")) if is_versioned else key
    return Statements(
        columns=columns,
        values=attrgetter(*columns),
        is_versioned=is_versioned,
        insert=insert(table).inline(),
        get=select(table).where(key),
        replace=update(table).where(target),
        remove=delete(table).where(key),
    )


STATEMENTS: dict[type[Row], Statements] = {kind: _statements(kind) for kind in TABLES}
"""The statements for every kind of row."""


@cache
def finding(table: Table, tests: tuple[tuple[str, Test], ...]) -> Select[Any]:
    """Rows by the given tests, ordered by key. Raises TypeError for a column the table doesn't have."""
    unknown = [name for name, _ in tests if name not in table.c]
    if unknown:
        raise TypeError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    statement = select(table).order_by(table.c.key)
    for name, test in tests:
        column = table.c[name]
        if test == "absent":
            statement = statement.where(column.is_(None))
        elif test == "equals":
            statement = statement.where(column == bindparam(f"{name}_"))
        else:
            statement = statement.where(column.in_(bindparam(f"{name}_", expanding=True)))
    return statement
