"""The list of cases whose retention has passed: what it shows, how it pages, and that it walks its index."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from cases.lists import Viewer
from cases.rows import Case, Erasure, Grant, Participant
from engine.rows import Row
from engine.store import Store
from tests.databases import lists_of, weighed

NOW = datetime(2036, 2, 11, 12, tzinfo=UTC)
CLOSED = NOW - timedelta(days=3653)
TODAY = date(2036, 2, 11)
SMZ, TEAM = 2, 21
CARLA = Viewer(11, SMZ, TEAM, frozenset({"caseworker"}))


def case_row(key: int, day: date | None = TODAY, **more: Any) -> Case:
    made = Case(key, f"VS-{key}", "x", 1, SMZ, TEAM, CLOSED, CLOSED, "done", day)
    return replace(made, **more)


def around(key: int, unit: int = TEAM, institution: int = SMZ) -> list[Row]:
    return [
        Participant(key * 10, key, institution, unit, "r", None, False, CLOSED, None),
        Grant(key * 10, key, institution, "*", "OPENED", key, CLOSED, None, None),
    ]


def proposal(key: int, state: str = "proposed") -> Erasure:
    return Erasure(key * 10, key, state, TODAY, "TAKEN", "A 1", 11, NOW, None, None)


def keep(store: Store, *rows: Row) -> None:
    with store.work() as work:
        work.add(*rows)


def test_those_whose_retention_passed_first_come_first_page_by_page(store: Store) -> None:
    days = {1: 0, 2: 9, 3: 5, 4: 5, 5: 400}
    rows = [case_row(key, TODAY - timedelta(days=back)) for key, back in days.items()]
    keep(store, *rows, *(row for key in days for row in around(key)))
    by_key = {row.key: row for row in rows}
    pages, last = [], None

    with store.reading() as work:
        lists = lists_of(work)
        while page := lists.due(CARLA, NOW, after=last, limit=2):
            pages.append([line.key for line in page])
            last = by_key[page[-1].key]
        everything = [line.key for line in lists.due(CARLA, NOW)]
        designer = lists.due(Viewer(11, SMZ, TEAM, frozenset({"designer"})), NOW)

    assert pages == [[5, 2], [3, 4], [1]]
    assert everything == [5, 2, 3, 4, 1]
    assert designer == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([case_row(1), *around(1)], [(1, False, False)]),
        ([case_row(1, TODAY + timedelta(days=1)), *around(1)], []),
        ([case_row(1, None), *around(1)], []),
        ([case_row(1, erased_at=NOW), *around(1)], []),
        ([case_row(1, kept_since=NOW), *around(1)], [(1, True, False)]),
        ([case_row(1), *around(1), proposal(1)], [(1, False, True)]),
        ([case_row(1), *around(1), proposal(1, "declined")], [(1, False, False)]),
        ([case_row(1), *around(1, unit=22)], []),
        ([case_row(1), *around(1, institution=3)], []),
        ([case_row(1, opened_by=3), *around(1)], []),
        ([case_row(1), around(1)[0]], []),
    ],
)
def test_a_case_is_due_for_the_team_of_the_office_that_opened_it(
    store: Store, rows: list[Row], expected: list[tuple[int, bool, bool]]
) -> None:
    keep(store, *rows)

    with store.reading() as work:
        found = lists_of(work).due(CARLA, NOW)

    assert [(line.key, line.is_kept, line.is_proposed) for line in found] == expected


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_list_walks_its_index(request: pytest.FixtureRequest, kind: str) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{kind}_store")
    running = [case_row(key, None, closed_at=None) for key in range(1, 3001)]
    due = [case_row(key) for key in range(3001, 3041)]
    sent: list[tuple[str, Any]] = []
    with store.work() as work:
        work.add(*running, *due, *(row for case in due for row in around(case.key)))
    if kind == "postgres":
        weighed(store)
    with store.engine.connect() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda c, r, say, given, *_: sent.append((say, given))
        )
        found = DatabaseLists(
            DatabaseWork(connection, store._forms, may_write=False, is_one_picture=True)
        ).due(CARLA, NOW, after=due[9], limit=5)
        statement, given = next(one for one in sent if one[0].startswith("SELECT"))
        explain = "explain query plan" if kind == "sqlite" else "explain"
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", given))

    assert [line.key for line in found] == [3011, 3012, 3013, 3014, 3015]
    assert sum(say.startswith("SELECT") for say, _ in sent) == 1
    assert "ix_case_file_opened_by_erased_at_erasable_from_key" in plan
