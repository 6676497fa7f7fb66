"""The statements of one kind of row, built once and compiled once: the store only fills in values."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, Literal

from sqlalchemy import Delete, Insert, Select, Update, bindparam, delete, insert, select, update

from adapters.database.tables import TABLES
from engine.rows import Row

Test = Literal["equals", "one of", "absent"]
"""How a column is compared."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Everything that is done to the rows of one kind. Parameters: the columns, and `old_version`."""

    columns: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    is_versioned: bool
    insert: Insert
    get: Select[Any]
    replace: Update
    remove: Delete

    def parameters(self, row: Row) -> dict[str, Any]:
        """The row's values by column."""
        return dict(zip(self.columns, self.values(row), strict=True))


@cache
def statements(kind: type[Row]) -> Statements:
    """The statements for a kind of row."""
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
        replace=update(table).where(target).values({name: bindparam(name) for name in columns if name != "key"}),
        remove=delete(table).where(key),
    )


@cache
def finding(kind: type[Row], tests: tuple[tuple[str, Test], ...]) -> Select[Any]:
    """Rows by the given tests, ordered by key. Raises TypeError for a column the kind doesn't have."""
    table = TABLES[kind]
    unknown = [name for name, _ in tests if name not in table.c]
    if unknown:
        raise TypeError(f"{kind.__name__} has no column {', '.join(sorted(unknown))}")
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


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a line or row, in their order."""
    return tuple(field.name for field in fields(kind))
