"""Worklists: open seats in the running cases that the viewer has the mandate for."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, literal, or_, select
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
CASE_KEY = bindparam("case_key", type_=BigInteger())


def _is_held(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """The institution holds the seat's role in its case."""
    return exists().where(
        PARTICIPANT.case_key == SEAT.instance_key, PARTICIPANT.role == SEAT.role, takes_part(), *more
    )


@cache
def work_statement(mine: bool, by_subject: bool, by_case: bool, absent: int) -> Select[Any]:
    """Open seats, ranked by their task or gateway; the seats of one share a rank, so a page never parts them."""
    is_task = SEAT.subject == literal("task", literal_execute=True)
    lines = (
        select(
            SEAT.subject_key.label("key"),
            SEAT.subject,
            CASE.key.label("case_key"),
            CASE.reference,
            CASE.procedure,
            CASE.procedure_version_key,
            case((is_task, TASK.element), else_=GATEWAY.element).label("element"),
            case((is_task, TASK.form), else_=GATEWAY.kind).label("kind"),
            SEAT.role,
            GATEWAY.waits_for,
            TASK.assignee,
            GATEWAY.proposal,
            SEAT.filled_by,
            case((is_task, TASK.version), else_=GATEWAY.version).label("version"),
            case((is_task, TASK.created_at), else_=GATEWAY.created_at).label("created_at"),
            SEAT.key.label("seat_key"),
            func.rank().over(order_by=SEAT.subject_key).label("place"),
        )
        .join_from(TABLES[Seat], TABLES[Case], CASE.key == SEAT.instance_key)
        .outerjoin(TABLES[Task], and_(is_task, TASK.key == SEAT.subject_key, TASK.status == "open"))
        .outerjoin(TABLES[Gateway], and_(SEAT.subject == "gateway", GATEWAY.key == SEAT.subject_key, _asks()))
        .where(SEAT.is_open, SEAT.subject_key > CURSOR, _is_held())
        .where(or_(TASK.key.is_not(None), GATEWAY.key.is_not(None)))
    )
    if by_case:
        lines = lines.where(SEAT.instance_key == CASE_KEY, is_visible(SEAT.instance_key, absent))
    else:
        lines = lines.where(SEAT.instance_key.in_(running_cases(absent)))
    if by_subject:
        lines = lines.where(SEAT.subject == bindparam("subject"))
    if mine:
        theirs = (
            TASK.assignee == bindparam(name, type_=BigInteger()) for name in absent_values(range(absent))
        )
        free = or_(TASK.assignee.is_(None), *theirs)
        lines = lines.where(or_(TASK.assignee == USER, and_(free, _is_held(is_near(absent)))))
    ranked = lines.subquery()
    wanted = [column for column in ranked.c if column.name not in ("seat_key", "place")]
    return select(*wanted).where(ranked.c.place <= LIMIT).order_by(ranked.c.key, ranked.c.seat_key)


def _asks() -> ColumnElement[bool]:
    """An open gateway that waits for people, not for a fact."""
    return and_(GATEWAY.status == "open", GATEWAY.waits_for != "fact")
