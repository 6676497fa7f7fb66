"""Cases whose retention has passed: one walk over an index of what an institution opened and has not erased."""

from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.types import Date

from adapters.database.tables import TABLES
from adapters.database.visible import CURSOR, INSTITUTION, LIMIT, is_visible
from cases.erasing import PROPOSED
from cases.rows import Case, Erasure

CASE, ERASURE = TABLES[Case].c, TABLES[Erasure].c
TODAY, DAY = (bindparam(name, type_=Date()) for name in ("today", "day"))


@cache
def due_statement(goes_on: bool, absent: int) -> Select[Any]:
    """Those whose retention passed first come first; from the beginning or after a case; for who
    stands in for so many colleagues."""
    is_proposed = exists().where(ERASURE.case_key == CASE.key, ERASURE.state == PROPOSED)
    statement = (
        select(
            CASE.key,
            CASE.reference,
            CASE.procedure,
            CASE.procedure_version_key,
            CASE.outcome,
            CASE.closed_at,
            CASE.erasable_from,
            CASE.kept_since.is_not(None).label("is_kept"),
            is_proposed.label("is_proposed"),
        )
        .where(CASE.opened_by == INSTITUTION, CASE.erased_at.is_(None), CASE.erasable_from <= TODAY)
        .where(is_visible(CASE.key, absent))
        .order_by(CASE.erasable_from, CASE.key)
        .limit(LIMIT)
    )
    if not goes_on:
        return statement
    # SQLite walks no index by a comparison of tuples, so it is written out.
    after = or_(CASE.erasable_from > DAY, and_(CASE.erasable_from == DAY, CASE.key > CURSOR))
    return statement.where(CASE.erasable_from >= DAY, after)
