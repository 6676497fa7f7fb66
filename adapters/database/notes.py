"""Notes and mentions as one statement each: a page walks an index for each way in which a note may be open."""

from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, select, union
from sqlalchemy.types import BigInteger, Text

from adapters.database.tables import TABLES
from adapters.database.visible import CURSOR, GRANT, INSTITUTION, LIMIT, USER, holds, is_visible
from cases.notes import SHARED
from cases.rows import Case, Mention, Note

NOTE, MENTION, CASE = TABLES[Note].c, TABLES[Mention].c, TABLES[Case].c
CASE_KEY = bindparam("case_key", type_=BigInteger())


@cache
def notes_statement(categories: int) -> Select[Any]:
    """The newest notes of an institution's own, and of each of so many categories: what others keep for themselves
    is never walked over."""
    shared = (bindparam(f"category_{number}", type_=Text()) for number in range(categories))
    ways = [
        NOTE.institution_key == INSTITUTION,
        *(and_(NOTE.audience == SHARED, NOTE.category == code) for code in shared),
    ]
    page = union(*(select(_walk(way).subquery().c.key) for way in ways)).subquery()
    return (
        select(*(NOTE[field.name] for field in fields(Note)))
        .join(page, page.c.key == NOTE.key)
        .order_by(NOTE.key.desc())
        .limit(LIMIT)
    )


def _walk(way: ColumnElement[bool]) -> Select[Any]:
    return (
        select(NOTE.key)
        .where(NOTE.case_key == CASE_KEY, way, NOTE.key < CURSOR)
        .order_by(NOTE.key.desc())
        .limit(LIMIT)
    )


@cache
def mentions_statement(absent: int) -> Select[Any]:
    """Mentions not seen yet, in notes that are there and open to the viewer at this moment."""
    granted = exists().where(
        GRANT.case_key == NOTE.case_key,
        GRANT.institution_key == INSTITUTION,
        GRANT.category == NOTE.category,
        GRANT.revoked_at.is_(None),
        holds(GRANT.valid_from, GRANT.valid_to),
    )
    return (
        select(
            MENTION.key,
            NOTE.key.label("note_key"),
            NOTE.case_key,
            CASE.reference,
            NOTE.user_key,
            NOTE.institution_key,
            NOTE.created_at,
        )
        .join_from(TABLES[Mention], TABLES[Note], NOTE.key == MENTION.note_key)
        .join(TABLES[Case], CASE.key == NOTE.case_key)
        .where(MENTION.user_key == USER, MENTION.seen_at.is_(None), MENTION.key < CURSOR)
        .where(NOTE.withdrawn_at.is_(None), is_visible(NOTE.case_key, absent))
        .where(or_(NOTE.institution_key == INSTITUTION, and_(NOTE.audience == SHARED, granted)))
        .order_by(MENTION.key.desc())
        .limit(LIMIT)
    )
