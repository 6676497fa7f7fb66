"""Which cases a viewer sees, as conditions in SQL: a grant to the institution, and the mandate inside it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_
from sqlalchemy.types import BigInteger

from adapters.database.dialects import Moment
from adapters.database.tables import TABLES
from cases.rows import Grant, Participant

GRANT, PARTICIPANT = TABLES[Grant].c, TABLES[Participant].c
NOW = bindparam("now", type_=Moment())
USER, UNIT, INSTITUTION, LIMIT, CURSOR = (
    bindparam(name, type_=BigInteger()) for name in ("user", "unit", "institution", "limit", "cursor")
)


def holds(since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(since <= NOW, or_(until.is_(None), until > NOW))


def takes_part() -> ColumnElement[bool]:
    return and_(PARTICIPANT.institution_key == INSTITUTION, holds(PARTICIPANT.since, PARTICIPANT.until))


def is_granted(case_key: ColumnElement[Any]) -> ColumnElement[bool]:
    """An active grant gives the viewer's institution the case."""
    return exists().where(
        GRANT.case_key == case_key,
        GRANT.institution_key == INSTITUTION,
        GRANT.revoked_at.is_(None),
        holds(GRANT.valid_from, GRANT.valid_to),
    )


def is_near() -> ColumnElement[bool]:
    """The institution takes part through the viewer's unit or names the viewer."""
    return or_(PARTICIPANT.unit_key == UNIT, PARTICIPANT.user_key == USER)


def is_visible(case_key: ColumnElement[Any]) -> ColumnElement[bool]:
    """The same for a case that is at hand already."""
    mandate = exists().where(PARTICIPANT.case_key == case_key, takes_part(), is_near())
    return and_(mandate, is_granted(case_key))
