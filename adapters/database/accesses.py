"""The log of reads as one statement each: both walk the index (case_key, at), so that a page costs what it shows."""

from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.types import BigInteger, Text

from adapters.database.dialects import Moment
from adapters.database.tables import TABLES
from cases.lists import LISTED
from cases.rows import AccessEntry

ENTRY = TABLES[AccessEntry].c
AT = bindparam("at", type_=Moment())
USER, KEY, CASE_KEY, LIMIT = (
    bindparam(name, type_=BigInteger()) for name in ("user", "key", "case_key", "limit")
)
ACTION = bindparam("action", type_=Text())


@cache
def accesses_statement(goes_on: bool) -> Select[Any]:
    """The entries of a case, newest first, those of one read together; from the newest or after an entry."""
    order = (ENTRY.at, ENTRY.user_key, ENTRY.action, ENTRY.key)
    statement = (
        select(*(ENTRY[field.name] for field in fields(AccessEntry)))
        .where(ENTRY.case_key == CASE_KEY)
        .order_by(*(column.desc() for column in order))
        .limit(LIMIT)
    )
    return statement.where(ENTRY.at <= AT, _is_after()) if goes_on else statement


def _is_after() -> ColumnElement[bool]:
    """Further down than an entry. SQLite walks no index by a comparison of tuples, so it is written out."""
    by_key = and_(ENTRY.action == ACTION, ENTRY.key < KEY)
    by_action = and_(ENTRY.user_key == USER, or_(ENTRY.action < ACTION, by_key))
    return or_(ENTRY.at < AT, or_(ENTRY.user_key < USER, by_action))


@cache
def listed_statement() -> Select[Any]:
    """Cases whose names a reader was shown in a list since a moment."""
    return (
        select(ENTRY.case_key)
        .distinct()
        .where(
            ENTRY.case_key.in_(bindparam("case_keys", expanding=True)),
            ENTRY.at >= bindparam("since", type_=Moment()),
            ENTRY.user_key == USER,
            ENTRY.action == LISTED,
        )
    )
