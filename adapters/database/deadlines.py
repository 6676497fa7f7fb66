"""Deadlines in one statement: from the running cases of the viewer to the timers that wait in each, by its index.

So the cost follows what the viewer works on, neither the cases that have ended nor the deadlines of all others.
"""

from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select

from adapters.database.dialects import Moment
from adapters.database.tables import TABLES
from adapters.database.visible import CURSOR, LIMIT, running_cases
from cases.rows import Case
from engine.rows import Instance, Wait

CASE, INSTANCE, WAIT = TABLES[Case].c, TABLES[Instance].c, TABLES[Wait].c
SINCE, UNTIL, LAST = (bindparam(name, type_=Moment()) for name in ("since", "until", "last"))


@cache
def deadlines_statement(
    mine: bool, is_stopped: bool, has_since: bool, has_until: bool, goes_on: bool, absent: int
) -> Select[Any]:
    """Timers by when they are due, or by since when their clock stands still."""
    moment = WAIT.stopped_at if is_stopped else WAIT.due_at
    cases = running_cases(absent, by_name=mine).subquery()
    statement = (
        select(
            WAIT.key,
            CASE.key.label("case_key"),
            CASE.reference,
            CASE.procedure,
            CASE.procedure_version_key,
            INSTANCE.status,
            INSTANCE.is_held,
            WAIT.element,
            WAIT.place,
            WAIT.begun_at,
            WAIT.due_at,
            WAIT.stopped_at,
            WAIT.planned_at,
        )
        .select_from(cases)
        .join(TABLES[Wait], WAIT.instance_key == cases.c.case_key)
        .join(TABLES[Case], CASE.key == cases.c.case_key)
        .join(TABLES[Instance], INSTANCE.key == cases.c.case_key)
        .where(WAIT.kind == "timer", moment.is_not(None))
        .order_by(moment, WAIT.key)
        .limit(LIMIT)
    )
    if has_since:
        statement = statement.where(moment >= SINCE)
    if has_until:
        statement = statement.where(moment < UNTIL)
    if goes_on:
        statement = statement.where(or_(moment > LAST, and_(moment == LAST, WAIT.key > CURSOR)))
    return statement
