"""Who has how many open cases, as one statement each: they start from places in open cases and never walk closed ones."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.types import Text

from adapters.database.tables import TABLES
from adapters.database.visible import INSTITUTION, PARTICIPANT, holds, is_granted, running_cases
from cases.access import EXCEPTION
from cases.rows import Participant, User

USER_ROW = TABLES[User].c
ONE, OTHER = TABLES[Participant].alias("one"), TABLES[Participant].alias("other")
ROLES = bindparam("roles", type_=Text(), expanding=True)


@cache
def load_statement() -> Select[Any]:
    """From the people of the institution to their places in open cases, by the index of user and `is_working`."""
    return (
        select(PARTICIPANT.user_key, func.count(PARTICIPANT.case_key.distinct()))
        .join_from(TABLES[User], TABLES[Participant], PARTICIPANT.user_key == USER_ROW.key)
        .where(USER_ROW.institution_key == INSTITUTION, PARTICIPANT.is_working, PARTICIPANT.done_at.is_(None))
        # Not by the index of the institution: it would lead through every closed case.
        .where(PARTICIPANT.institution_key + 0 == INSTITUTION, holds(PARTICIPANT.since, PARTICIPANT.until))
        .where(PARTICIPANT.role != EXCEPTION, is_granted(PARTICIPANT.case_key))
        .group_by(PARTICIPANT.user_key)
        .order_by(PARTICIPANT.user_key)
    )


@cache
def tandems_statement(absent: int) -> Select[Any]:
    """From the open cases that the viewer has the mandate for to the two places that name somebody."""
    one, other = ONE.c, OTHER.c
    return (
        select(one.user_key, other.user_key, func.count(one.case_key.distinct()))
        .join_from(ONE, OTHER, other.case_key == one.case_key)
        .where(
            one.case_key.in_(running_cases(absent)),
            one.role.in_(ROLES),
            other.role.in_(ROLES),
            one.role != other.role,
        )
        .where(one.user_key < other.user_key, holds(one.since, one.until), holds(other.since, other.until))
        .where(one.done_at.is_(None), other.done_at.is_(None))
        .group_by(one.user_key, other.user_key)
        .order_by(one.user_key, other.user_key)
    )
