"""What a RAV's systems have delivered, a page at a time, newest first."""

from dataclasses import fields
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, bindparam, select
from sqlalchemy.types import BigInteger, Text

from adapters.database.tables import TABLES
from adapters.database.visible import CURSOR, INSTITUTION, LIMIT
from cases.rows import RavFile, RavLine

FILE, LINE = TABLES[RavFile].c, TABLES[RavLine].c


@cache
def rav_files_statement() -> Select[Any]:
    """Files in one state."""
    return (
        select(*(FILE[field.name] for field in fields(cast("Any", RavFile))))
        .where(
            FILE.institution_key == INSTITUTION,
            FILE.status == bindparam("status", type_=Text()),
            FILE.key < CURSOR,
        )
        .order_by(FILE.key.desc())
        .limit(LIMIT)
    )


@cache
def rav_lines_statement(by_kind: bool, by_file: bool) -> Select[Any]:
    """Lines in one state, of a kind or a file where asked for."""
    statement = (
        select(*(LINE[field.name] for field in fields(cast("Any", RavLine))))
        .where(
            LINE.institution_key == INSTITUTION,
            LINE.status == bindparam("status", type_=Text()),
            LINE.key < CURSOR,
        )
        .order_by(LINE.key.desc())
        .limit(LIMIT)
    )
    if by_kind:
        statement = statement.where(LINE.kind == bindparam("kind", type_=Text()))
    return statement.where(LINE.file_key == bindparam("file", type_=BigInteger())) if by_file else statement
