"""Jobs that a worker may take: one walk over the queue of its institution and type, as far as it is due.

What is closed, failed, held or of another institution is not in that part of the index, so it costs nothing.
"""

from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, select

from adapters.database.dialects import DatabaseClock
from adapters.database.tables import TABLES
from adapters.database.visible import INSTITUTION, LIMIT, PARTICIPANT, is_granted, is_near, takes_part
from cases.access import EXCEPTION
from engine.rows import Instance, Job

JOB, INSTANCE = TABLES[Job].c, TABLES[Instance].c


@cache
def due_jobs_statement(absent: int, keeps: bool) -> Select[Any]:
    """The earliest first; for who stands in for so many colleagues. With `keeps` they are this transaction's."""
    mandate = and_(
        PARTICIPANT.case_key == JOB.instance_key,
        PARTICIPANT.role != EXCEPTION,
        takes_part(),
        is_near(absent),
    )
    goes_on = exists().where(INSTANCE.key == JOB.instance_key, INSTANCE.is_held.is_(False))
    statement = (
        select(*JOB)
        .where(JOB.institution_key == INSTITUTION, JOB.type == bindparam("stored_type"))
        .where(JOB.available_at <= DatabaseClock())
        .where(exists().where(mandate), is_granted(JOB.instance_key), goes_on)
        .order_by(JOB.available_at, JOB.key)
        .limit(LIMIT)
    )
    return statement.with_for_update(of=TABLES[Job], skip_locked=True) if keeps else statement
