"""Packets as one statement: a page walks an index of what came to, or went out from, the viewer's institution."""

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
from cases.rows import Case, Packet

PACKET, CASE = TABLES[Packet].c, TABLES[Case].c


@cache
def packets_statement(box: str | None, absent: int) -> Select[Any]:
    """The newest packets of a box, or of what was received and sent; for who stands in for so many colleagues."""
    walks = (_walk(_is_in(name, absent)) for name in ((RECEIVED, SENT) if box is None else (box,)))
    page = union(*(select(walk.subquery().c.key) for walk in walks)).subquery()
    return (
        select(
            PACKET.key,
            PACKET.case_key,
            CASE.reference,
            PACKET.procedure_version_key,
            PACKET.from_institution,
            PACKET.to_institution,
            PACKET.sent_by,
            PACKET.sent_at,
            PACKET.basis,
            PACKET.categories,
            PACKET.received_at,
            PACKET.received_by,
        )
        .join_from(TABLES[Packet], TABLES[Case], CASE.key == PACKET.case_key)
        .join(page, page.c.key == PACKET.key)
        .order_by(PACKET.key.desc())
        .limit(LIMIT)
    )


def _walk(way: ColumnElement[bool]) -> Select[Any]:
    return select(PACKET.key).where(way, PACKET.key < CURSOR).order_by(PACKET.key.desc()).limit(LIMIT)


def _is_in(box: str, absent: int) -> ColumnElement[bool]:
    """What is received stays, whatever became of the grants, but not for a look by exception; what was sent is seen with
    the case."""
    if box == SENT:
        return and_(PACKET.from_institution == INSTITUTION, is_visible(PACKET.case_key, absent))
    mandated = PARTICIPANT.role != literal(EXCEPTION)
    looks = or_(mandated, is_granted(PARTICIPANT.case_key))
    arrived = and_(PACKET.to_institution == INSTITUTION, has_place(PACKET.case_key, absent, looks))
    if box == RECEIVED:
        return arrived
    assert box == WAITING
    return and_(
        PACKET.to_institution == INSTITUTION,
        PACKET.received_at.is_(None),
        has_place(PACKET.case_key, absent, mandated),
    )
