"""Which cases a viewer sees, as conditions in SQL: a grant to the institution, and the mandate inside it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select
from sqlalchemy.types import BigInteger, Date

from adapters.database.dialects import Moment
from adapters.database.tables import TABLES
from cases.access import EXCEPTION
from cases.rows import Absence, Grant, Participant

GRANT, PARTICIPANT, ABSENCE = TABLES[Grant].c, TABLES[Participant].c, TABLES[Absence].c
TODAY = bindparam("today", type_=Date())
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


def absent() -> Select[Any]:
    """The colleagues whom the viewer stands in for on this day."""
    return select(ABSENCE.user_key).where(
        ABSENCE.deputy_key == USER,
        ABSENCE.institution_key == INSTITUTION,
        ABSENCE.ended_at.is_(None),
        ABSENCE.first_day <= TODAY,
        or_(ABSENCE.last_day.is_(None), ABSENCE.last_day >= TODAY),
    )


def ways_near() -> tuple[ColumnElement[bool], ...]:
    """How a place is near: through the viewer's unit, because it names the viewer, or somebody they stand in for."""
    stands_in = and_(PARTICIPANT.user_key.in_(absent()), PARTICIPANT.role != EXCEPTION)
    return PARTICIPANT.unit_key == UNIT, PARTICIPANT.user_key == USER, stands_in


def is_near() -> ColumnElement[bool]:
    """The mandate inside the institution that holds a place (cases/access.py)."""
    return or_(*ways_near())


def is_visible(case_key: ColumnElement[Any]) -> ColumnElement[bool]:
    """The same for a case that is at hand already."""
    mandate = exists().where(PARTICIPANT.case_key == case_key, takes_part(), is_near())
    return and_(mandate, is_granted(case_key))
