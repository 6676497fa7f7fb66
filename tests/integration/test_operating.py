"""What is still to be done is counted alike by all stores, and ended cases cost nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import event

from adapters.database import operating
from adapters.database.store import DatabaseStore
from cases.operating import StoppedGroup
from engine.rows import (
    Dispatch,
    Gateway,
    Incident,
    Instance,
    Job,
    Outbox,
    ProcedureVersion,
    Row,
    Task,
    Wait,
    Worker,
)
from engine.store import Store
from tests.databases import lists_of, weighed

NOON = datetime(2026, 2, 10, 12, tzinfo=UTC)
BEFORE = NOON - timedelta(minutes=10)
_keys = count(1)


def at(minutes: int) -> datetime:
    return NOON - timedelta(minutes=minutes)


def version(key: int, procedure: str) -> ProcedureVersion:
    return ProcedureVersion(key, procedure, "1.0.0", 1, "VS", f"hash {key}", NOON.date(), NOON)


def instance(key: int, status: str, *, of: int = 1, is_held: bool = False) -> Instance:
    ended = NOON if status in {"completed", "cancelled"} else None
    return Instance(key, of, status, None, b"", 1, 1, "", BEFORE, ended, is_held)


def task(case: int, status: str) -> Task:
    return Task(next(_keys), case, "t", 1, "r", "f", status, 1, None, BEFORE, None, None)


def gateway(case: int, status: str, waits_for: str) -> Gateway:
    return Gateway(
        next(_keys), case, "g", 1, "rule", "r", status, waits_for, 1, None, None, b"", "", BEFORE, None, None
    )


def job(case: int, status: str) -> Job:
    return Job(next(_keys), case, "j", 1, "mail", status, 1, 1, None, BEFORE, None)


def timer(case: int, due: datetime, *, sleeps: bool = False) -> Wait:
    key = next(_keys)
    return Wait(key, case, "w", key, 0, "timer", None, due, BEFORE, None if sleeps else due)


def incident(case: int, code: str, *, key: int | None = None, resolved: bool = False) -> Incident:
    return Incident(key or next(_keys), case, "e", code, "", BEFORE, NOON if resolved else None)


def outgoing(case: int, created: datetime, position: int | None = None) -> Outbox:
    queued = created if position is None else None
    return Outbox(next(_keys), case, 1, "TASK_OPENED", created, queued, position)


def thrown(case: int, created: datetime, digest: str = "abc", sent: datetime | None = None) -> Dispatch:
    return Dispatch(next(_keys), case, None, "message", digest, b"", created, sent, 0)


def write(store: Store, *rows: Row) -> None:
    with store.work() as work:
        work.add(*rows)


def some() -> list[Row]:
    """Two cases that run, one that stands still, one that is suspended by hand, one that has ended."""
    return [
        version(1, "wallis"),
        version(2, "luzern"),
        *(instance(key, "running") for key in (1, 2)),
        instance(3, "incident", of=2),
        instance(4, "suspended", is_held=True),
        instance(5, "completed"),
        *(task(1, status) for status in ("open", "open", "completed", "cancelled")),
        gateway(1, "open", "fact"),
        gateway(2, "open", "decision"),
        gateway(5, "decided", "decision"),
        *(job(2, status) for status in ("open", "failed", "completed")),
        timer(1, at(5)),
        timer(2, at(2)),
        timer(2, at(-60)),
        timer(3, at(90), sleeps=True),
        incident(3, "no-answer"),
        incident(5, "no-answer", resolved=True),
        outgoing(1, at(4)),
        outgoing(1, at(3)),
        outgoing(1, at(9), position=1),
        thrown(1, at(1)),
        thrown(4, at(30), digest="wait:9"),
        thrown(1, at(40), sent=NOON),
        Worker(1, "a", BEFORE, at(0)),
        Worker(2, "b", BEFORE, at(5)),
    ]


def test_what_is_to_be_done_is_counted_and_what_has_ended_is_not(store: Store) -> None:
    write(store, *some())

    with store.reading() as work:
        found = lists_of(work).figures(NOON)

    assert found.cases == {"running": 2, "incident": 1, "suspended": 1}
    assert (found.tasks, found.gateways) == (2, {"fact": 1, "decision": 1})
    assert found.jobs == {"open": 1, "failed": 1}
    assert (found.due_timers, found.timer_lag) == (2, 300)
    assert (found.outbox, found.outbox_lag) == (2, 240)
    assert (found.messages, found.message_lag) == (1, 60)
    assert (found.incidents, found.workers_alive) == (1, 1)


def test_nothing_to_be_done_is_no_lag(store: Store) -> None:
    with store.reading() as work:
        found = lists_of(work).figures(NOON)

    assert (found.timer_lag, found.outbox_lag, found.message_lag) == (0, 0, 0)
    assert (found.cases, found.tasks, found.workers_alive) == ({}, 0, 0)


def test_open_incidents_come_in_pages_and_by_procedure_and_code(store: Store) -> None:
    keys = [1_000 + n for n in range(6)]
    write(
        store,
        version(1, "wallis"),
        version(2, "luzern"),
        instance(1, "incident"),
        instance(2, "incident", of=2),
    )
    write(store, *(incident(1 + n % 2, f"code-{n % 3}", key=key) for n, key in enumerate(keys)))
    write(store, incident(1, "code-0", key=2_000, resolved=True))

    with store.reading() as work:
        lists = lists_of(work)
        first = lists.stopped(limit=4)
        rest = lists.stopped(limit=4, before=first[-1].key)
        of_luzern = lists.stopped(procedure="luzern")
        by_code = lists.stopped(code="code-1")
        nothing = lists.stopped(procedure="luz\x00ern")
        groups = lists.stopped_groups()

    assert [line.key for line in (*first, *rest)] == keys[::-1]
    assert {line.procedure for line in of_luzern} == {"luzern"}
    assert len(of_luzern) == 3
    assert [line.key for line in by_code] == [keys[4], keys[1]]
    assert nothing == []
    assert groups == [
        StoppedGroup("luzern", "code-0", 1),
        StoppedGroup("luzern", "code-1", 1),
        StoppedGroup("luzern", "code-2", 1),
        StoppedGroup("wallis", "code-0", 1),
        StoppedGroup("wallis", "code-1", 1),
        StoppedGroup("wallis", "code-2", 1),
    ]


INDEXES = {
    "cases": (operating.cases_statement, "ix_instance_status"),
    "tasks": (operating.open_tasks_statement, "ix_task_open"),
    "gateways": (operating.gateways_statement, "ix_gateway_status_waits_for"),
    "jobs": (operating.jobs_statement, "ix_job_status_institution_key"),
    "timers": (operating.due_statement, "ix_wait_wakes_at"),
    "messages": (operating.messages_statement, "ix_dispatch_unsent|ix_dispatch_sent_at"),
    "outbox": (operating.outbox_statement, "ix_outbox_queued_at"),
    "incidents": (operating.open_incidents_statement, "ix_incident_resolved_at"),
    "page": (lambda: operating.stopped_statement(False, False), "ix_incident_resolved_at"),
}


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_each_number_is_found_by_an_index_of_what_is_open(
    request: pytest.FixtureRequest, database: str
) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{database}_store")
    ended = 4_000
    write(store, version(1, "wallis"), *(instance(10_000 + n, "completed") for n in range(ended)))
    write(store, *(task(10_000 + n, "completed") for n in range(ended)))
    write(store, *(gateway(10_000 + n, "decided", "decision") for n in range(ended)))
    write(store, *(job(10_000 + n, "completed") for n in range(ended)))
    write(store, *(timer(10_000 + n, at(-60 * 24)) for n in range(ended)))
    write(store, *(replace(incident(10_000 + n, "x"), resolved_at=at(n)) for n in range(ended)))
    write(store, *(outgoing(10_000 + n, at(9), position=n + 2) for n in range(ended)))
    write(store, *(thrown(10_000 + n, at(9), sent=at(n)) for n in range(ended)))
    write(
        store,
        *(replace(row, key=row.key + 500_000) for row in some() if not isinstance(row, ProcedureVersion)),
    )
    values = {"now": NOON, "cursor": 2**62, "limit": 50}

    plans = {name: plan_of(store, statement(), values) for name, (statement, _) in INDEXES.items()}

    wanted = {name: indexes.split("|") for name, (_, indexes) in INDEXES.items()}
    assert {name: plans[name] for name in plans if not any(i in plans[name] for i in wanted[name])} == {}


def plan_of(store: DatabaseStore, statement: object, values: dict[str, object]) -> str:
    """How the database means to find it, in its own words."""
    asked: list[tuple[str, object]] = []

    def keep(
        connection: object, cursor: object, sql: str, given: object, context: object, many: object
    ) -> None:
        asked.append((sql, given))

    weighed(store)
    event.listen(store.engine, "before_cursor_execute", keep)
    try:
        with store.engine.connect() as connection:
            connection.execute(statement, values).all()  # type: ignore[call-overload]
            sql, given = asked[-1]
            how = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
            return str(connection.exec_driver_sql(f"{how} {sql}", given).all())  # type: ignore[arg-type]
    finally:
        event.remove(store.engine, "before_cursor_execute", keep)
