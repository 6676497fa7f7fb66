"""The tables, made from the rows of engine and cases: one column a field, nothing written twice."""

import re
from dataclasses import fields
from datetime import date, datetime
from types import UnionType
from typing import Any, cast, get_args, get_type_hints

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeEngine

from adapters.database.dialects import Key, Moment
from cases.rows import CASE_ROWS, Case, Grant, Measure, Participant, Plan, Session, User
from engine.rows import ENGINE_ROWS, Dispatch, Row, Seat, Task

# Words that SQL keeps for itself can't be table names without quotes everywhere.
_SAFE_NAMES: dict[type[Row], str] = {
    Case: "case_file",
    Grant: "access_grant",
    Session: "user_session",
    User: "user_account",
}

# What only the lists need (adapters/database/lists/). Whoever walks what a unit or a person takes part in looks at
# each of these cases: what it asks of them stands in the indexes, so that only the lines of a page read rows, which
# lie the further apart the more cases there are.
_LIST_INDEXES: dict[type[Row], dict[str, tuple[str, ...]]] = {
    Participant: {
        "unit_key_case_key": ("unit_key", "case_key"),
        "user_key_case_key": ("user_key", "case_key"),
        "unit_at_work": ("unit_key", "is_working", "case_key", "institution_key", "since", "until"),
        "user_at_work": ("user_key", "is_working", "case_key", "institution_key", "since", "until"),
        "case_role": ("case_key", "role", "institution_key", "since", "until", "unit_key", "user_key"),
    },
    Grant: {"valid": ("case_key", "institution_key", "revoked_at", "valid_from", "valid_to")},
}

# What is still to be done, for finding it and for counting it (adapters/database/operating.py): small however many
# cases have ended. The rule for SQLite and for PostgreSQL.
_OPEN_ONLY: dict[type[Row], tuple[str, tuple[str, ...], str, str]] = {
    Task: ("open", ("key",), "status = 'open'", "status = 'open'"),
    Seat: (
        "open",
        ("instance_key", "is_open", "role", "subject_key", "subject", "key"),
        "is_open = 1",
        "is_open",
    ),
    Measure: (
        "proposed",
        ("case_key", "institution_key", "key", "plan_key"),
        "state = 'proposed'",
        "state = 'proposed'",
    ),
    Plan: ("signing", ("case_key", "key"), "state = 'signing'", "state = 'signing'"),
    Dispatch: ("unsent", ("key",), "sent_at IS NULL", "sent_at IS NULL"),
}

_TYPES: dict[object, TypeEngine[Any]] = {
    int: BigInteger(),
    str: Text(),
    bool: Boolean(),
    bytes: LargeBinary(),
    date: Date(),
    datetime: Moment(),
}

metadata = MetaData()


def table_name(kind: type[Row]) -> str:
    """`CasePerson` lies in `case_person`; reserved words have a name of their own."""
    return _SAFE_NAMES.get(kind) or re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _column(name: str, hint: object) -> Column[Any]:
    if name == "key":
        return Column("key", Key, primary_key=True, autoincrement=False)
    choices = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    (plain,) = (choice for choice in choices if choice is not type(None))
    return Column(name, _TYPES[plain], nullable=type(None) in choices)


def _table(kind: type[Row]) -> Table:
    hints = get_type_hints(kind)
    name = table_name(kind)
    columns = [_column(field.name, hints[field.name]) for field in fields(cast("Any", kind))]
    unique = [UniqueConstraint(*rule, name="_".join(("uq", name, *rule))) for rule in kind.UNIQUE]
    wanted = {"_".join(columns): columns for columns in kind.INDEXES} | _LIST_INDEXES.get(kind, {})
    indexes = [Index(f"ix_{name}_{what}", *columns) for what, columns in wanted.items()]
    if kind in _OPEN_ONLY:
        what, keys, *rules = _OPEN_ONLY[kind]
        sqlite, postgresql = map(text, rules)
        indexes.append(Index(f"ix_{name}_{what}", *keys, sqlite_where=sqlite, postgresql_where=postgresql))
    return Table(name, metadata, *columns, *unique, *indexes)


TABLES: dict[type[Row], Table] = {kind: _table(kind) for kind in (*ENGINE_ROWS, *CASE_ROWS)}
"""Which table keeps which rows."""
