"""Jobs that a worker may take: one walk over the queue of its institution and type, as far as it is due.

What is closed, failed, held or of another institution is not in that part of the index, so it costs nothing. A page of
jobs walks those of the institution in one status, by key, and stops when it is full.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select
from sqlalchemy.types import BigInteger

from adapters.database.dialects import DatabaseClock
from adapters.database.tables import TABLES
from adapters.database.visible import (
    CURSOR,
    GRANT,
    INSTITUTION,
    LIMIT,
    PARTICIPANT,
    is_granted,
    is_near,
    running_cases,
    takes_part,
)
from cases.access import EXCEPTION, OWN_CASE
from cases.lists import JobsAsked
from engine.rows import Incident, Instance, Job, Wait

JOB, INSTANCE, WAIT, INCIDENT = (TABLES[kind].c for kind in (Job, Instance, Wait, Incident))


@cache
def due_jobs_statement(absent: int, keeps: bool) -> Select[Any]:
    """The earliest first; for who stands in for so many colleagues. With `keeps` they are this transaction's."""
    goes_on = exists().where(INSTANCE.key == JOB.instance_key, INSTANCE.is_held.is_(False))
    statement = (
        select(*JOB)
        .where(JOB.institution_key == INSTITUTION, JOB.type == bindparam("stored_type"))
        .where(JOB.available_at <= DatabaseClock())
        .where(_is_mandated(absent), is_granted(JOB.instance_key), goes_on)
        .order_by(JOB.available_at, JOB.key)
        .limit(LIMIT)
    )
    return statement.with_for_update(of=TABLES[Job], skip_locked=True) if keeps else statement


def jobs_statement(shape: JobsAsked, absent: int) -> Select[Any]:
    """A page of jobs, the oldest first; `shape`: what is asked for, without the values."""
    return select(*JOB).where(*_asked(shape, absent), JOB.key > CURSOR).order_by(JOB.key).limit(LIMIT)


def count_jobs_statement(shape: JobsAsked, absent: int) -> Select[Any]:
    """How many jobs."""
    return select(func.count()).select_from(TABLES[Job]).where(*_asked(shape, absent))


def waits_statement(absent: int) -> Select[Any]:
    """Who waits for an event: from the running cases of the viewer to what each waits for, by its index."""
    cases = running_cases(absent).subquery()
    return (
        select(*WAIT)
        .select_from(cases)
        .join(TABLES[Wait], WAIT.instance_key == cases.c.case_key)
        .where(WAIT.kind == bindparam("kind"), WAIT.digest == bindparam("digest"), WAIT.key > CURSOR)
        .order_by(WAIT.key)
        .limit(LIMIT)
    )


def _asked(shape: JobsAsked, absent: int) -> list[ColumnElement[bool]]:
    conditions = [JOB.institution_key == INSTITUTION, JOB.status == bindparam("status")]
    if shape.types:
        conditions.append(JOB.type.in_(bindparam("types", expanding=True)))
    if shape.case_key is not None:
        conditions.append(JOB.instance_key == bindparam("case_key", type_=BigInteger()))
    if shape.code is not None:
        of_job = (INCIDENT.instance_key == JOB.instance_key, INCIDENT.job_key == JOB.key)
        is_open = (INCIDENT.code == bindparam("code"), INCIDENT.resolved_at.is_(None))
        conditions.append(exists().where(*of_job, *is_open))
    category = (GRANT.category == OWN_CASE,) if shape.is_own else ()
    return [*conditions, _is_mandated(absent), is_granted(JOB.instance_key, *category)]


def _is_mandated(absent: int) -> ColumnElement[bool]:
    """The viewer has a mandate for the job's case, not only a look by exception."""
    mandate = and_(
        PARTICIPANT.case_key == JOB.instance_key,
        PARTICIPANT.role != EXCEPTION,
        takes_part(),
        is_near(absent),
    )
    return exists().where(mandate)
