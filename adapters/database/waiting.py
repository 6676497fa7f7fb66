"""What waits beside the steps, in one statement: each kind walks what is near to the viewer, never what waits for others."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.types import Text

from adapters.database.tables import TABLES
from adapters.database.visible import (
    CURSOR,
    INSTITUTION,
    LIMIT,
    NOW,
    PARTICIPANT,
    USER,
    has_place,
    is_granted,
    running_cases,
)
from cases.access import EXCEPTION
from cases.lists import INVITATION, MEASURE, SIGNATURE
from cases.rows import Case, Invitation, Measure, Meeting, Plan, PlanSignature

CASE, ASKED, MEETING = TABLES[Case].c, TABLES[Invitation].c, TABLES[Meeting].c
PROPOSED, PLAN, SIGNED = (TABLES[kind].c for kind in (Measure, Plan, PlanSignature))
COMMA = literal(",", Text(), literal_execute=True)
AMONG_OWNERS = bindparam("among_owners", type_=Text())


@cache
def waiting_statement(absent: int) -> Select[Any]:
    """The oldest of each kind, and of these the oldest; for who stands in for so many colleagues."""
    kinds = (_invitations(absent), _measures(absent), _signatures(absent))
    page = union_all(*(select(one.subquery()) for one in kinds)).subquery("page")
    return (
        select(
            page.c.key, page.c.kind, CASE.key.label("case_key"), CASE.reference, CASE.procedure_version_key
        )
        .join_from(page, TABLES[Case], CASE.key == page.c.case_key)
        .order_by(page.c.key)
        .limit(LIMIT)
    )


def _walk(kind: str, row: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(row.key.label("key"), _named(kind), row.case_key.label("case_key"))
        .where(row.key > CURSOR, *conditions)
        .order_by(row.key)
        .limit(LIMIT)
    )


def _named(kind: str) -> ColumnElement[Any]:
    return literal(kind, Text(), literal_execute=True).label("kind")


def _has_mandate(case_key: ColumnElement[Any], absent: int) -> ColumnElement[bool]:
    return has_place(case_key, absent, PARTICIPANT.role != literal(EXCEPTION))


def _invitations(absent: int) -> Select[Any]:
    whose = [USER, *(bindparam(f"absent_{number}", type_=BigInteger()) for number in range(absent))]
    return _walk(
        INVITATION,
        ASKED,
        or_(*(ASKED.user_key == one for one in whose)),
        ASKED.state == "invited",
        ASKED.answer == "needs_action",
        exists().where(MEETING.key == ASKED.meeting_key, MEETING.state == "planned", MEETING.begins_at > NOW),
        _has_mandate(ASKED.case_key, absent),
        is_granted(ASKED.case_key),
    )


def _measures(absent: int) -> Select[Any]:
    """Those of a case are one line: all wait in one place."""
    first = func.min(PROPOSED.key)
    return (
        select(first.label("key"), _named(MEASURE), PROPOSED.case_key.label("case_key"))
        .where(
            PROPOSED.case_key.in_(running_cases(absent)),
            PROPOSED.institution_key == INSTITUTION,
            PROPOSED.state == literal("proposed", literal_execute=True),
            exists().where(PLAN.key == PROPOSED.plan_key, PLAN.state == "draft"),
            _has_mandate(PROPOSED.case_key, absent),
        )
        .group_by(PROPOSED.case_key)
        .having(first > CURSOR)
        .order_by(first)
        .limit(LIMIT)
    )


def _signatures(absent: int) -> Select[Any]:
    has_signed = exists().where(
        SIGNED.plan_key == PLAN.key, SIGNED.turn == PLAN.turn, SIGNED.institution_key == INSTITUTION
    )
    return _walk(
        SIGNATURE,
        PLAN,
        PLAN.case_key.in_(running_cases(absent)),
        PLAN.state == literal("signing", literal_execute=True),
        (COMMA + PLAN.owners + COMMA).like(AMONG_OWNERS),
        ~has_signed,
        _has_mandate(PLAN.case_key, absent),
    )
