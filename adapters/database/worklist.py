"""Worklists: open seats in the running cases that the viewer has the mandate for."""

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.types import BigInteger

from adapters.database.tables import TABLES
from adapters.database.visible import (
    CURSOR,
    LIMIT,
    PARTICIPANT,
    USER,
    absent_values,
    is_near,
    is_visible,
    running_cases,
    takes_part,
)
from cases.rows import Case
from engine.rows import Gateway, Seat, Task

CASE, SEAT, TASK, GATEWAY = TABLES[Case].c, TABLES[Seat].c, TABLES[Task].c, TABLES[Gateway].c
_SEATS = 1000  # More than one task has. That lines are few has to be said twice, or PostgreSQL reads all cases for them.
CASE_KEY = bindparam("case_key", type_=BigInteger())


def _is_held(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """The institution holds the seat's role in its case."""
    return exists(literal_column("1")).where(
        PARTICIPANT.case_key == SEAT.instance_key, PARTICIPANT.role == SEAT.role, takes_part(), *more
    )


@cache
def work_statement(mine: bool, by_subject: bool, by_case: bool, absent: int) -> Select[Any]:
    """The page's seats are found by indexes alone; then only its lines read cases, tasks and gateways."""
    page = _page(mine, by_subject, by_case, absent)
    is_task = page.c.subject == literal("task", literal_execute=True)
    return (
        select(
            page.c.subject_key.label("key"),
            page.c.subject,
            CASE.key.label("case_key"),
            CASE.reference,
            CASE.procedure,
            CASE.procedure_version_key,
            case((is_task, TASK.element), else_=GATEWAY.element).label("element"),
            case((is_task, TASK.form), else_=GATEWAY.kind).label("kind"),
            page.c.role,
            GATEWAY.waits_for,
            TASK.assignee,
            GATEWAY.proposal,
            SEAT.filled_by,
            case((is_task, TASK.version), else_=GATEWAY.version).label("version"),
            case((is_task, TASK.created_at), else_=GATEWAY.created_at).label("created_at"),
        )
        .select_from(page)
        .join(TABLES[Seat], SEAT.key == page.c.key)
        .join(TABLES[Case], CASE.key == page.c.instance_key)
        .outerjoin(TABLES[Task], and_(is_task, TASK.key == page.c.subject_key))
        .outerjoin(TABLES[Gateway], and_(page.c.subject == "gateway", GATEWAY.key == page.c.subject_key))
        .order_by(page.c.subject_key, page.c.key)
    )


def _page(mine: bool, by_subject: bool, by_case: bool, absent: int) -> Subquery:
    """Open seats, ranked by their task or gateway; the seats of one share a rank, so a page never parts them.

    A seat is open only while its task or gateway is, and only where that waits for people. Nothing is walked from the
    cursor (+ 0): behind it lie the seats of everybody.
    """
    seats = select(
        SEAT.key,
        SEAT.instance_key,
        SEAT.subject,
        SEAT.subject_key,
        SEAT.role,
        func.rank().over(order_by=SEAT.subject_key).label("place"),
    ).where(SEAT.is_open, SEAT.subject_key + 0 > CURSOR, _is_held())
    if by_case:
        seats = seats.where(SEAT.instance_key == CASE_KEY, is_visible(SEAT.instance_key, absent))
    else:
        seats = seats.where(SEAT.instance_key.in_(running_cases(absent)))
    if by_subject:
        seats = seats.where(SEAT.subject == bindparam("subject"))
    if mine:
        seats = seats.outerjoin(TABLES[Task], and_(SEAT.subject == "task", TASK.key == SEAT.subject_key))
        theirs = (
            TASK.assignee == bindparam(name, type_=BigInteger()) for name in absent_values(range(absent))
        )
        free = or_(TASK.assignee.is_(None), *theirs)
        seats = seats.where(or_(TASK.assignee == USER, and_(free, _is_held(is_near(absent)))))
    ranked = seats.subquery("ranked")
    return select(ranked).where(ranked.c.place <= LIMIT).limit(LIMIT + _SEATS).subquery("page")
