"""What is open, counted: each number by an index of what is open, so that ended cases cost nothing."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    literal,
    not_,
    select,
)

from adapters.database.dialects import Moment
from adapters.database.questions import can_be_stored
from adapters.database.tables import TABLES
from adapters.database.visible import CURSOR, LIMIT
from adapters.database.work import DatabaseWork
from cases.operating import MOST_COUNTED, Figures, StoppedGroup, StoppedLine, alive_of, lag_of
from engine.rows import Dispatch, Gateway, Incident, Instance, Job, Outbox, ProcedureVersion, Row, Task, Wait

INSTANCE, INCIDENT, VERSION = TABLES[Instance].c, TABLES[Incident].c, TABLES[ProcedureVersion].c
GATEWAY, JOB, TASK, WAIT = TABLES[Gateway].c, TABLES[Job].c, TABLES[Task].c, TABLES[Wait].c
DISPATCH, OUTBOX = TABLES[Dispatch].c, TABLES[Outbox].c
NOW = bindparam("now", type_=Moment())
OPEN_CASES = ("running", "incident", "suspended")


def figures(work: DatabaseWork, now: datetime) -> Figures:
    """The numbers of one moment, in nine statements."""

    def ask(statement: Executable, values: dict[str, Any] | None = None) -> Sequence[Any]:
        return work.run(Row, 0, statement, values or {}).all()

    def by_code(statement: Select[Any]) -> dict[str, int]:
        return {str(code): int(count) for code, count in ask(statement)}

    ((tasks,),) = ask(open_tasks_statement())
    ((timers, due),) = ask(due_statement(), {"now": now})
    ((messages, thrown),) = ask(messages_statement())
    ((outbox, written),) = ask(outbox_statement())
    ((incidents,),) = ask(open_incidents_statement())
    return Figures(
        cases=by_code(cases_statement()),
        tasks=tasks,
        gateways=by_code(gateways_statement()),
        jobs=by_code(jobs_statement()),
        due_timers=timers,
        timer_lag=lag_of(due, now),
        messages=messages,
        message_lag=lag_of(thrown, now),
        outbox=outbox,
        outbox_lag=lag_of(written, now),
        incidents=incidents,
        workers_alive=alive_of(work, now),
    )


def stopped(
    work: DatabaseWork, *, procedure: str | None, code: str | None, before: int | None, limit: int
) -> list[StoppedLine]:
    """Open incidents, newest first."""
    if not can_be_stored(procedure) or not can_be_stored(code):
        return []
    values: dict[str, Any] = {"cursor": before if before is not None else 2**63 - 1, "limit": max(limit, 0)}
    values |= {name: value for name, value in (("procedure", procedure), ("code", code)) if value is not None}
    found = work.run(Incident, 0, stopped_statement(procedure is not None, code is not None), values)
    return [StoppedLine(*tuple(line)) for line in found]


def stopped_groups(work: DatabaseWork) -> list[StoppedGroup]:
    """Open incidents by procedure and code."""
    return [StoppedGroup(*tuple(line)) for line in work.run(Incident, 0, groups_statement(), {})]


@cache
def cases_statement() -> Select[Any]:
    """Cases that have not ended, by status; those that have are not walked."""
    return (
        select(INSTANCE.status, func.count())
        .where(INSTANCE.status.in_(OPEN_CASES))
        .group_by(INSTANCE.status)
        .order_by(INSTANCE.status)
    )


@cache
def open_tasks_statement() -> Select[Any]:
    """Open tasks, by the index that holds no others."""
    return select(func.count(TASK.key)).where(TASK.status == _word("open"))


@cache
def gateways_statement() -> Select[Any]:
    """Open questions by what they wait for."""
    return (
        select(GATEWAY.waits_for, func.count())
        .where(GATEWAY.status == "open")
        .group_by(GATEWAY.waits_for)
        .order_by(GATEWAY.waits_for)
    )


@cache
def jobs_statement() -> Select[Any]:
    """Jobs that wait for somebody."""
    return (
        select(JOB.status, func.count())
        .where(JOB.status.in_(("open", "failed")))
        .group_by(JOB.status)
        .order_by(JOB.status)
    )


@cache
def due_statement() -> Select[int, Any]:
    """Timers of running cases that are due, and since when the oldest is."""
    return select(func.count(WAIT.key), func.min(WAIT.wakes_at)).where(WAIT.wakes_at <= NOW)


@cache
def messages_statement() -> Select[int, Any]:
    """What instances have thrown and nobody has yet; what is kept for a suspended case does not wait for us."""
    is_kept = and_(
        DISPATCH.digest.like("wait:%"),
        func.coalesce(INSTANCE.is_held, False),
        INSTANCE.ended_at.is_(None),
    )
    waiting = (
        select(DISPATCH.created_at)
        .outerjoin_from(TABLES[Dispatch], TABLES[Instance], INSTANCE.key == DISPATCH.instance_key)
        .where(DISPATCH.sent_at.is_(None), not_(is_kept))
    )
    return _oldest(waiting, DISPATCH.key)


@cache
def outbox_statement() -> Select[int, Any]:
    """Events that have not been sent."""
    return _oldest(select(OUTBOX.created_at).where(OUTBOX.queued_at.is_not(None)), OUTBOX.queued_at)


@cache
def open_incidents_statement() -> Select[Any]:
    """Open incidents."""
    return select(func.count(INCIDENT.key)).where(INCIDENT.resolved_at.is_(None))


@cache
def stopped_statement(by_procedure: bool, by_code: bool) -> Select[Any]:
    """Open incidents with the version that their case runs on, newest first."""
    statement = (
        select(
            INCIDENT.key,
            INCIDENT.instance_key,
            VERSION.procedure,
            VERSION.version,
            INCIDENT.element,
            INCIDENT.code,
            INCIDENT.created_at,
        )
        .select_from(_incidents())
        # Not by the key: it would lead through every incident there ever was.
        .where(INCIDENT.resolved_at.is_(None), INCIDENT.key + 0 < CURSOR)
        .order_by((INCIDENT.key + 0).desc())
        .limit(LIMIT)
    )
    if by_procedure:
        statement = statement.where(VERSION.procedure == bindparam("procedure"))
    return statement.where(INCIDENT.code == bindparam("code")) if by_code else statement


@cache
def groups_statement() -> Select[Any]:
    """How many are open by procedure and code."""
    return (
        select(VERSION.procedure, INCIDENT.code, func.count(INCIDENT.key))
        .select_from(_incidents())
        .where(INCIDENT.resolved_at.is_(None))
        .group_by(VERSION.procedure, INCIDENT.code)
        .order_by(VERSION.procedure, INCIDENT.code)
    )


def _incidents() -> FromClause:
    return (
        TABLES[Incident]
        .join(TABLES[Instance], INSTANCE.key == INCIDENT.instance_key)
        .join(TABLES[ProcedureVersion], VERSION.key == INSTANCE.procedure_version_key)
    )


def _oldest(waiting: Select[Any], key: ColumnElement[int]) -> Select[int, Any]:
    """How many wait, so far as they are counted, and since when the first of them does; keys are in order of time."""
    some = waiting.order_by(key).limit(literal(MOST_COUNTED, literal_execute=True)).subquery()
    return select(func.count(), func.min(some.c.created_at)).select_from(some)


def _word(word: str) -> ColumnElement[str]:
    """A word written into the statement: SQLite takes an index of some rows only where it reads the same rule."""
    return literal(word, literal_execute=True)
