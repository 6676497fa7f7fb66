"""What the database is asked: every statement as it reaches the driver, whoever sends it."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from adapters.database.spreading import CHANGED, NEW
from adapters.database.store import DatabaseStore
from engine.store import Store
from tests.api.house import House

_VALUE = re.compile(
    r"""("[^"]*")|\bX'[0-9A-F]*'|'(?:[^']|'')*'|(?<![\w."])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\b|(?<!IS )(?<!NOT )(?<!CAST\()\bNULL\b""",
    re.IGNORECASE,
)
"""A value in a statement of SQLite, or a name in quotes, which is none."""


@contextmanager
def counted(house: House) -> Iterator[list[str]]:
    """The statements that the database was asked meanwhile, in their order, each with the number of its values.

    Begin and end of transactions are among them on SQLite.
    """
    with statements_of(house.bruecke.engine.store) as statements:
        yield statements


@contextmanager
def statements_of(store: Store) -> Iterator[list[str]]:
    """The statements to a store; they are seen where the driver sends them, on each of its connections."""
    assert isinstance(store, DatabaseStore)
    statements: list[str] = []
    watched: set[int] = set()

    def lent(connection: Any, *_more: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(_noted(statements))
        watched.add(id(connection))

    def given_back(connection: Any, *_more: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(None)
        watched.discard(id(connection))

    pool = store.engine.pool
    event.listen(pool, "checkout", lent)
    event.listen(pool, "checkin", given_back)
    try:
        with _noting(statements, watched):
            yield statements
    finally:
        event.remove(pool, "checkout", lent)
        event.remove(pool, "checkin", given_back)


def _noted(statements: list[str]) -> Callable[[str], None]:
    """Note what SQLite tells. A statement that sets off triggers is told once more for each of them, to the letter: with
    its keys in it nobody sends such a one twice."""
    last = ""

    def note(text: str) -> None:
        nonlocal last
        if text != last or not text.startswith((f"INSERT INTO {NEW} ", f"INSERT INTO {CHANGED} ")):
            statements.append(_without_values(text))
        last = text

    return note


def _without_values(text: str) -> str:
    """A statement of SQLite, where the driver tells it with the values in it."""
    plain = _VALUE.sub(lambda found: found[1] or "?", text)
    return f"{plain} ({plain.count('?')})"


@contextmanager
def _noting(statements: list[str], watched: set[int]) -> Iterator[None]:
    """Note what cursors of PostgreSQL send, of whatever kind, on the connections that are watched."""
    once, many = psycopg.Cursor.execute, psycopg.Cursor.executemany

    def execute(cursor: Any, query: Any, params: Any = None, **more: Any) -> Any:
        if id(cursor.connection) in watched:
            statements.append(f"{query} ({len(params or ())})")
        return once(cursor, query, params, **more)

    def executemany(cursor: Any, query: Any, params_seq: Iterable[Any], **more: Any) -> None:
        rows = list(params_seq)
        if id(cursor.connection) in watched:
            statements.extend(f"{query} ({len(row)})" for row in rows)
        many(cursor, query, rows, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg.Cursor, "execute", execute)
        patch.setattr(psycopg.Cursor, "executemany", executemany)
        yield
