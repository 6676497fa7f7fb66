"""Pages of cases: a walk over the participants of the viewer's unit (and person), from the newest case downwards."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select, union

from adapters.database.tables import TABLES
from adapters.database.visible import (
    CURSOR,
    INSTITUTION,
    LIMIT,
    PARTICIPANT,
    is_granted,
    is_visible,
    running_cases,
    takes_part,
    ways_near,
)
from cases.lists import RESTING
from cases.rows import Case, CasePerson
from engine.rows import Instance

CASE, INSTANCE, PERSON = TABLES[Case].c, TABLES[Instance].c, TABLES[CasePerson].c


def _walk(near: ColumnElement[bool]) -> Select[Any]:
    """The newest granted cases that one index of the participants leads to: a page of them at most.

    A participant never stands without its case and instance: they are written in one unit of work.
    """
    return (
        select(PARTICIPANT.case_key)
        .distinct()
        .where(near, takes_part(), PARTICIPANT.case_key < CURSOR, is_granted(PARTICIPANT.case_key))
        .order_by(PARTICIPANT.case_key.desc())
        .limit(LIMIT)
    )


@cache
def cases_statement(by_person: bool, by_reference: bool, absent: int) -> Select[Any]:
    """A page of cases: a walk down an index, or the few cases of the persons or reference asked for."""
    lines = _case_lines()
    if not by_person and not by_reference:
        page = union(*(select(_walk(way).subquery().c.case_key) for way in ways_near(absent))).subquery()
        return lines.join(page, page.c.case_key == CASE.key)
    lines = lines.where(CASE.key < CURSOR, is_visible(CASE.key, absent))
    if by_reference:
        lines = lines.where(CASE.reference == bindparam("reference"))
    if by_person:
        wanted = PERSON.person_key.in_(bindparam("persons", expanding=True))
        lines = lines.where(CASE.key.in_(select(PERSON.key).where(wanted)))
    return lines


def _case_lines() -> Select[Any]:
    """Cases as lines, newest first."""
    return (
        select(
            CASE.key,
            CASE.reference,
            CASE.procedure,
            CASE.procedure_version_key,
            INSTANCE.status,
            CASE.outcome,
            CASE.opened_by,
            CASE.opened_at,
            CASE.erased_at,
        )
        .join_from(TABLES[Case], TABLES[Instance], INSTANCE.key == CASE.key)
        .order_by(CASE.key.desc())
        .limit(LIMIT)
    )


@cache
def resting_statement(absent: int) -> Select[Any]:
    """Running cases that the institution opened, whose work nobody can do."""
    return _case_lines().where(
        CASE.key.in_(running_cases(absent)), CASE.opened_by == INSTITUTION, INSTANCE.status.in_(RESTING)
    )
