"""Handovers as one statement: a page walks an index of what came to, or goes out from, the viewer's institution."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, union

from adapters.database.tables import TABLES
from adapters.database.visible import (
    CURSOR,
    INSTITUTION,
    LIMIT,
    PARTICIPANT,
    has_place,
    is_granted,
    is_visible,
)
from cases.access import EXCEPTION
from cases.lists import RECEIVED, SENT, WAITING
from cases.rows import Case, Handover
from cases.rows.handovers import OFFERED

HANDOVER, CASE = TABLES[Handover].c, TABLES[Case].c


@cache
def handovers_statement(box: str | None, absent: int) -> Select[Any]:
    """The newest handovers of a box, or of what was received and sent; for who stands in for so many colleagues."""
    walks = (_walk(_is_in(name, absent)) for name in ((RECEIVED, SENT) if box is None else (box,)))
    page = union(*(select(walk.subquery().c.key) for walk in walks)).subquery()
    return (
        select(
            HANDOVER.key,
            HANDOVER.case_key,
            CASE.reference,
            CASE.procedure_version_key,
            HANDOVER.number,
            HANDOVER.kind,
            HANDOVER.from_institution,
            HANDOVER.to_institution,
            HANDOVER.packet_key,
            HANDOVER.state,
            HANDOVER.revision,
            HANDOVER.offered_by,
            HANDOVER.offered_at,
            HANDOVER.answer_until,
            HANDOVER.escalated_at,
            HANDOVER.answered_by,
            HANDOVER.answered_at,
        )
        .join_from(TABLES[Handover], TABLES[Case], CASE.key == HANDOVER.case_key)
        .join(page, page.c.key == HANDOVER.key)
        .order_by(HANDOVER.key.desc())
        .limit(LIMIT)
    )


def _walk(way: ColumnElement[bool]) -> Select[Any]:
    return select(HANDOVER.key).where(way, HANDOVER.key < CURSOR).order_by(HANDOVER.key.desc()).limit(LIMIT)


def _is_in(box: str, absent: int) -> ColumnElement[bool]:
    """What is offered to somebody is there whatever became of the grants, but not for a look by exception; what they offer
    is seen with the case."""
    if box == SENT:
        return and_(HANDOVER.from_institution == INSTITUTION, is_visible(HANDOVER.case_key, absent))
    mandated = PARTICIPANT.role != literal(EXCEPTION)
    received = HANDOVER.to_institution == INSTITUTION
    if box == RECEIVED:
        looks = or_(mandated, is_granted(PARTICIPANT.case_key))
        return and_(received, has_place(HANDOVER.case_key, absent, looks))
    assert box == WAITING
    return and_(received, HANDOVER.state == literal(OFFERED), has_place(HANDOVER.case_key, absent, mandated))
