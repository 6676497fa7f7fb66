"""The statements of one kind of row, written once per dialect: the store only fills in values.

They go to the driver as they are. SQLAlchemy knows the tables and how values travel; to let it build, compile and
account for each of the two dozen statements of a step took ten times as long as the driver and the database need.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Generic, Literal

from sqlalchemy import Dialect, Table

from adapters.database.dialects import clock, passing_over, yes
from adapters.database.tables import TABLES
from engine.rows import Row
from engine.store import R

How = Literal["equals", "one of", "absent", "true", "false"]
"""How a column is compared. Yes and no stand in the statement itself, or an index of rows that say yes would not be used."""

Test = tuple[str, How, int]
"""A column, how it is compared, and with how many values."""

Travel = tuple[tuple[int, Callable[[Any], Any]], ...]
"""Places of a row whose values change between Python and the database, and how."""

KEPT = 1000
"""Texts of each sort that are kept. Those that come again and again are far fewer, but a list may be of any length, and
what a unit writes of as many shapes as there are models: without a bound they would fill the memory."""

kept = lru_cache(maxsize=KEPT)


@dataclass(frozen=True, eq=False)
class Statements(Generic[R]):
    """Everything that is done to the rows of one kind in one dialect."""

    kind: type[R]
    table: Table
    dialect: Dialect

    @kept
    def insert(self, number: int) -> str:
        """So many new rows. Values: `inserting` of each."""
        row = f"({', '.join([self._mark] * len(self._names))})"
        return f"INSERT INTO {self._table} ({', '.join(self._names)}) VALUES {', '.join([row] * number)}"  # noqa: S608  # names of our own tables

    @cached_property
    def replace(self) -> str:
        """A row written anew, found by its key and, where it has one, the version before. Values: `replacing`."""
        target = f"{self._key} = {self._mark}"
        if self._version is not None:
            target += f" AND {self._names[self._version]} = {self._mark}"
        changes = ", ".join(f"{name} = {self._mark}" for name in self._names[1:])
        return f"UPDATE {self._table} SET {changes} WHERE {target}"  # noqa: S608  # names of our own tables

    @kept
    def remove(self, number: int) -> str:
        """Delete the rows with so many keys."""
        marks = ", ".join([self._mark] * number)
        return f"DELETE FROM {self._table} WHERE {self._key} IN ({marks})"  # noqa: S608  # names of our own tables

    def removing(self, key: str) -> str:
        """Delete the row with a key that is SQL."""
        return f"DELETE FROM {self._table} WHERE {self._key} = {key}"  # noqa: S608  # names of our own tables

    def adding(self, values: Sequence[str]) -> str:
        """A new row of values that are SQL: the first ones, as many as `inserting` gives."""
        return (
            f"INSERT INTO {self._table} ({', '.join(self._names)}) VALUES ({', '.join(values[: self.width])})"  # noqa: S608  # names of our own tables
        )

    def changing(self, values: Sequence[str]) -> str:
        """A row written anew with values that are SQL, as `replacing` gives them; a conflict if it isn't there."""
        key, version = values[self.width - 1 : self.width + 1]
        target = f"{self._key} = {key}"
        if self._version is not None:
            target += f" AND {self._names[self._version]} = {version}"
        changes = ", ".join(f"{name} = {value}" for name, value in zip(self._names[1:], values, strict=False))
        return f"UPDATE {self._table} SET {changes} WHERE {target}; SELECT RAISE(ABORT, 'conflict') WHERE changes() <> 1"  # noqa: S608  # names of our own tables

    def inserting(self, row: Row) -> Sequence[Any]:
        """What `insert` wants to know."""
        values = list(self._values(row))
        for place, into in self._into:
            values[place] = into(values[place])
        return values

    def replacing(self, row: Row, instead: Sequence[Any] | None = None) -> Sequence[Any]:
        """What `replace` wants to know: the key only says where, the version must be the one before; the one before what
        these values would have been written over, where the row comes instead of them."""
        key, *values = self.inserting(row)
        values.append(key)
        if self._version is not None:
            values.append(values[self._version - 1] - 1 if instead is None else instead[-1])
        return values

    def follows(self, row: Row, before: Row) -> bool:
        """Whether a row may be written over another one: its version is one more, where it has one."""
        if self._version is None:
            return True
        now, then = (int(self._values(one)[self._version]) for one in (row, before))
        return now == then + 1

    @kept
    def finding(self, tests: tuple[Test, ...]) -> str:
        """Rows by the given tests, ordered by key. Raises TypeError for a column the table doesn't have."""
        return f"{self._select}{self._condition(tests)} ORDER BY {self._key}"

    @kept
    def having(self, tests: tuple[Test, ...]) -> str:
        """One line if there are rows by the given tests, else none."""
        return f"SELECT 1 FROM {self._table}{self._condition(tests)} LIMIT 1"  # noqa: S608  # names of our own tables

    @kept
    def due(self, column: str, tests: tuple[Test, ...], *, is_bounded: bool, keeps: bool) -> str:
        """Rows by the given tests whose moment has come, the earliest first. Values: those of the tests, the moment
        where there is a bound, how many at most. With `keeps` they are this transaction's.
        """
        bound = f"<= {self._mark}" if is_bounded else "IS NOT NULL"
        taking = passing_over(self.dialect) if keeps else ""
        return f"{self._select} {self._queued(column, tests, bound)}{taking}"

    @kept
    def leasing(self, column: str, tests: tuple[Test, ...]) -> str:
        """Take rows whose moment has come by the database's clock. Values: those of the tests, how many, the seconds."""
        name = self._name(column)
        picked = f"SELECT {self._key} FROM {self._table} " + self._queued(  # noqa: S608  # names of our own tables
            column, tests, f"<= {clock(self.dialect)}"
        )
        version = self._names[self._version] if self._version is not None else None
        counted = f", {version} = {version} + 1" if version else ""
        # Picked once: a planner that asks again for each row would take more than it should.
        return (
            f"WITH picked AS MATERIALIZED ({picked}{passing_over(self.dialect)}) "  # noqa: S608  # names of our own tables
            f"UPDATE {self._table} SET {name} = {clock(self.dialect, self._mark)}{counted} "
            f"WHERE {self._key} IN (SELECT {self._key} FROM picked) RETURNING {', '.join(self._names)}"
        )

    @cached_property
    def now(self) -> str:
        """The moment by the database's clock."""
        return f"SELECT {clock(self.dialect)}"

    def _queued(self, column: str, tests: tuple[Test, ...], bound: str) -> str:
        name = self._name(column)
        conditions = " AND ".join([*self._conditions(tests), f"{name} {bound}"])
        return f"WHERE {conditions} ORDER BY {name}, {self._key} LIMIT {self._mark}"

    def _name(self, column: str) -> str:
        if column not in self._places:
            raise TypeError(f"{self.table.name} has no column {column}")
        return self._names[self._places[column]]

    def looked_for(self, column: str, values: Sequence[Any]) -> Sequence[Any]:
        """Values as the database keeps them in a column."""
        into = dict(self._into).get(self._places[column])
        return values if into is None else [into(value) for value in values]

    def row(self, found: Sequence[Any]) -> R:
        """A row as it was found."""
        if self._out_of:
            found = list(found)
            for place, out_of in self._out_of:
                found[place] = out_of(found[place])
        return self.kind(*found)

    def _condition(self, tests: tuple[Test, ...], of: str = "") -> str:
        parts = self._conditions(tests, of)
        return f" WHERE {' AND '.join(parts)}" if parts else ""

    def _conditions(self, tests: tuple[Test, ...], prefix: str = "") -> list[str]:
        unknown = sorted(name for name, _, _ in tests if name not in self._places)
        if unknown:
            raise TypeError(f"{self.table.name} has no column {', '.join(unknown)}")
        parts = []
        for column, how, number in tests:
            name = prefix + self._names[self._places[column]]
            if how == "absent":
                parts.append(f"{name} IS NULL")
            elif how == "equals":
                parts.append(f"{name} = {self._mark}")
            elif how == "true":
                parts.append(yes(self.dialect, name))
            elif how == "false":
                parts.append(f"NOT {name}")
            else:
                parts.append(f"{name} IN ({', '.join([self._mark] * number)})")
        return parts

    def part(self, tests: tuple[Test, ...], before: Sequence[str], after: Sequence[str]) -> str:
        """Rows by the given tests as one part of several, between columns for the others."""
        columns = ", ".join([*before, *self._names, *after])
        return f"SELECT {columns} FROM {self._table}{self._condition(tests)}"  # noqa: S608  # names of our own tables

    @cached_property
    def absent(self) -> str:
        """A row that isn't there, each column of its type."""
        types = [column.type.compile(dialect=self.dialect) for column in self.table.columns]
        return ", ".join(f"CAST(NULL AS {kind})" for kind in types)

    @property
    def width(self) -> int:
        """How many columns a row has."""
        return len(self._names)

    @kept
    def along(self, tests: tuple[Test, ...], ways: tuple[tuple[str, "Statements[Any]"], ...]) -> str:
        """Rows by the given tests, each with the row that a column names, and so on. Ordered by key."""
        names = [f"t0.{name}" for name in self._names]
        joins = ""
        last: Statements[Any] = self
        for at, (column, form) in enumerate(ways, 1):
            names += [f"t{at}.{name}" for name in form._names]
            joins += f" JOIN {form._table} t{at} ON t{at}.{form._key} = t{at - 1}.{last._name(column)}"
            last = form
        condition = self._condition(tests, "t0.")
        return f"SELECT {', '.join(names)} FROM {self._table} t0{joins}{condition} ORDER BY t0.{self._key}"  # noqa: S608  # names of our own tables

    @cached_property
    def _names(self) -> list[str]:
        return [self.dialect.identifier_preparer.quote(column.name) for column in self.table.columns]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {column.name: place for place, column in enumerate(self.table.columns)}

    @cached_property
    def _values(self) -> Callable[[Row], tuple[Any, ...]]:
        return attrgetter(*self._places)

    @cached_property
    def _version(self) -> int | None:
        # `version` counts only where it is a number of ours; a procedure's version is its author's text.
        return self._places["version"] if self.kind.__annotations__.get("version") is int else None

    @cached_property
    def _into(self) -> Travel:
        types = [column.type.dialect_impl(self.dialect) for column in self.table.columns]
        return _travel([kind.bind_processor(self.dialect) for kind in types])

    @cached_property
    def _out_of(self) -> Travel:
        types = [column.type.dialect_impl(self.dialect) for column in self.table.columns]
        return _travel([kind.result_processor(self.dialect, None) for kind in types])

    @property
    def _mark(self) -> str:
        return "?" if self.dialect.paramstyle == "qmark" else "%s"

    @cached_property
    def _table(self) -> str:
        return self.dialect.identifier_preparer.quote(self.table.name)

    @cached_property
    def _key(self) -> str:
        return self._names[0]

    @cached_property
    def _select(self) -> str:
        return f"SELECT {', '.join(self._names)} FROM {self._table}"  # noqa: S608  # names of our own tables


def _travel(processors: Sequence[Callable[[Any], Any] | None]) -> Travel:
    return tuple((place, change) for place, change in enumerate(processors) if change is not None)


@kept
def together(parts: tuple[tuple[Statements[Any], tuple[Test, ...]], ...]) -> str:
    """Rows of several kinds: each line has columns for all of them, and of one the values."""
    absent = [form.absent for form, _ in parts]
    return " UNION ALL ".join(
        form.part(tests, absent[:at], absent[at + 1 :]) for at, (form, tests) in enumerate(parts)
    )


@kept
def inserted_together(parts: tuple[tuple[Statements[Any], int], ...]) -> str:
    """New rows of several kinds by one statement, which PostgreSQL has for it. Values: `inserting` of each row."""
    *before, last = (form.insert(number) for form, number in parts)
    named = ", ".join(f"new{at} AS ({insert})" for at, insert in enumerate(before))
    return f"WITH {named} {last}"


@kept
def changed_together(
    gone: tuple[tuple[Statements[Any], int], ...], changed: tuple[Statements[Any], ...]
) -> str:
    """Rows removed and rows written anew by one statement, which PostgreSQL has for it; how many of each of the changes it
    found. Values: the keys of the removed, `replacing` of each row."""
    removals = [f"gone{at} AS ({form.remove(number)})" for at, (form, number) in enumerate(gone)]
    changes = [f"change{at} AS ({form.replace} RETURNING 1)" for at, form in enumerate(changed)]
    counts = ", ".join(f"(SELECT count(*) FROM change{at})" for at, _ in enumerate(changed))  # noqa: S608  # names of our own
    return f"WITH {', '.join([*removals, *changes])} SELECT {counts or 'NULL'}"


Forms = Mapping[type[Row], Statements[Any]]


def statements_in(dialect: Dialect) -> Forms:
    """The statements for every kind of row."""
    return {kind: Statements(kind, table, dialect) for kind, table in TABLES.items()}
