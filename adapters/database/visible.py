"""Which cases a viewer sees, as conditions in SQL: a grant to the institution, and the mandate inside it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal_column, or_, select, union
from sqlalchemy.types import BigInteger

from adapters.database.dialects import Moment
from adapters.database.tables import TABLES
from cases.access import NO_UNIT
from cases.rows import Grant, Participant

GRANT, PARTICIPANT = TABLES[Grant].c, TABLES[Participant].c
_IS_OF_A_UNIT = PARTICIPANT.unit_key != NO_UNIT  # what is for one person alone has no deputy
NOW = bindparam("now", type_=Moment())
USER, UNIT, INSTITUTION, LIMIT, CURSOR = (
    bindparam(name, type_=BigInteger()) for name in ("user", "unit", "institution", "limit", "cursor")
)


def holds(since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(since <= NOW, or_(until.is_(None), until > NOW))


def takes_part() -> ColumnElement[bool]:
    return and_(PARTICIPANT.institution_key == INSTITUTION, holds(PARTICIPANT.since, PARTICIPANT.until))


def is_granted(case_key: ColumnElement[Any], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """An active grant gives the viewer's institution the case; one of which more holds, where that is asked."""
    return exists(literal_column("1")).where(
        GRANT.case_key == case_key,
        GRANT.institution_key == INSTITUTION,
        GRANT.revoked_at.is_(None),
        holds(GRANT.valid_from, GRANT.valid_to),
        *more,
    )


def ways_near(absent: int) -> tuple[ColumnElement[bool], ...]:
    """How a place is near: through the viewer's unit, because it names the viewer, or one of so many colleagues whom
    they stand in for; each way has its index."""
    stands_in = (
        and_(PARTICIPANT.user_key == bindparam(f"absent_{number}", type_=BigInteger()), _IS_OF_A_UNIT)
        for number in range(absent)
    )
    return PARTICIPANT.unit_key == UNIT, PARTICIPANT.user_key == USER, *stands_in


def absent_values(user_keys: Collection[int]) -> dict[str, int]:
    """Whom the viewer stands in for, for a statement of as many."""
    return {f"absent_{number}": key for number, key in enumerate(sorted(user_keys))}


def is_near(absent: int) -> ColumnElement[bool]:
    """The mandate inside the institution that holds a place (cases/access.py)."""
    return or_(*ways_near(absent))


def is_visible(case_key: ColumnElement[Any], absent: int) -> ColumnElement[bool]:
    """The same for a case that is at hand already."""
    mandate = exists(literal_column("1")).where(
        PARTICIPANT.case_key == case_key, takes_part(), is_near(absent)
    )
    return and_(mandate, is_granted(case_key))


def has_place(case_key: ColumnElement[Any], absent: int, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    """The mandate alone, of places of which more holds: whether or not the case is open to the institution now."""
    return exists().where(PARTICIPANT.case_key == case_key, takes_part(), is_near(absent), *more)


def running_cases(absent: int, *, by_name: bool = False) -> Select[Any]:
    """Running cases the viewer has the mandate for, by one index walk for the unit, one for the person and each whom they stand in for.

    `by_name`: only those that name one of these persons.
    """
    works = (PARTICIPANT.is_working, takes_part())
    ways = ways_near(absent)[1 if by_name else 0 :]
    # Each by itself too: a union of one keeps what it finds twice, such as the two places of one person.
    keys = union(*(select(PARTICIPANT.case_key).where(way, *works).distinct() for way in ways)).subquery()
    return select(keys.c.case_key).where(is_granted(keys.c.case_key))
