"""All rows of a database as lines that both databases understand, and back: what backups are made of.

A row is a JSON list in the order of the columns: numbers, texts and truth as they are, bytes in base64, days and moments
(UTC, microseconds) in ISO 8601. Tables are read as they are found, so a database of an older revision is copied as well.
"""

import base64
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import (
    Connection,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    text,
)

from adapters.database.dialects import reading_engine
from cases.ledger import Erased

REVISIONS = "alembic_version"
_AT_ONCE = 500


@contextmanager
def picture(engine: Engine) -> Iterator[Connection]:
    """One moment of a database that others write to meanwhile; its tables stay as they are until it was read."""
    names = inspect(engine).get_table_names()
    with reading_engine(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            quote = connection.dialect.identifier_preparer.quote
            for name in names:
                connection.execute(text(f"LOCK TABLE {quote(name)} IN ACCESS SHARE MODE"))
        yield connection


def revision_of(connection: Connection) -> str | None:
    """The revision of a database's tables; None where there are none of ours."""
    if REVISIONS not in inspect(connection).get_table_names():
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {REVISIONS}")).scalar()  # noqa: S608  # a constant
    return found


def tables_of(connection: Connection) -> dict[str, Table]:
    """The tables that hold rows, by name, as the database describes them."""
    found = MetaData()
    found.reflect(connection)
    return {name: found.tables[name] for name in sorted(found.tables) if name != REVISIONS}


def has_rows(connection: Connection) -> bool:
    """Whether anything is kept in any table."""
    return any(
        connection.execute(select(table.c[table.c.keys()[0]]).limit(1)).first() is not None
        for table in tables_of(connection).values()
    )


def drop_tables(connection: Connection) -> None:
    """Everything goes, so that migrations begin from nothing; comes back if the transaction fails."""
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)


def erased_in(connection: Connection) -> list[Erased]:
    """The cases that are erased; none in databases from before cases were erased."""
    cases = tables_of(connection).get("case_file")
    if cases is None or "erased_at" not in cases.c:
        return []
    rows = connection.execute(
        select(cases.c.key, cases.c.erased_at).where(cases.c.erased_at.is_not(None))
    ).all()
    return [Erased(key, datetime.fromisoformat(_outward(at))) for key, at in rows]


def rows_in(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of a table, one line each, in the order of their keys; few of them are in memory at a time."""
    streaming = {"stream_results": True, "yield_per": _AT_ONCE}
    found = connection.execute(select(table).order_by(table.c.key), execution_options=streaming)
    for row in found:
        yield orjson.dumps([_outward(value) for value in row]) + b"\n"


def put_rows(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Lines become rows of a table."""
    columns = [(column.name, _inward(column.type)) for column in table.c]
    rest = iter(lines)
    while batch := list(islice(rest, _AT_ONCE)):
        rows = [
            {
                name: value if value is None or into is None else into(value)
                for (name, into), value in zip(columns, orjson.loads(line), strict=True)
            }
            for line in batch
        ]
        connection.execute(insert(table), rows)


def _outward(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def _inward(kind: object) -> Callable[[Any], Any] | None:
    if isinstance(kind, LargeBinary):
        return base64.b64decode
    if isinstance(kind, DateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(kind, Date) else None
