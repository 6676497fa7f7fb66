"""The log of reads in pages, on every store: newest first, one read together, nothing twice and nothing left out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from cases.rows import AccessEntry
from engine.store import Store
from tests.databases import lists_of, weighed

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
ANNA, CARLA, RAV = 11, 12, 1


def entry(
    key: int, at: datetime, user: int = ANNA, action: str = "case", case: int = 5, category: str = "WORK"
) -> AccessEntry:
    return AccessEntry(key, case, user, RAV, category, action, "CONSENT", at)


def walk(store: Store, limit: int, case: int = 5) -> list[int]:
    found: list[AccessEntry] = []
    with store.reading() as work:
        while page := lists_of(work).accesses(case, before=found[-1] if found else None, limit=limit):
            assert len(page) <= limit
            found += page
    return [row.key for row in found]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_run_from_the_newest_entry_to_the_oldest_and_keep_a_read_together(
    store: Store, limit: int
) -> None:
    rows = [
        entry(1, NOW - timedelta(1)),
        entry(9, NOW, category="HEALTH"),  # Anna opens the case, Carla at the same moment, Anna a task too
        entry(2, NOW, category="MASTER"),
        entry(8, NOW, CARLA),
        entry(3, NOW, CARLA, category="FAMILY"),
        entry(7, NOW, action="task"),
        entry(4, NOW + timedelta(1)),
        entry(5, NOW, case=6),
    ]
    with store.work() as work:
        work.add(*rows)

    assert walk(store, limit) == [4, 8, 3, 7, 9, 2, 1]


def test_only_todays_listing_of_the_same_reader_is_known(store: Store) -> None:
    with store.work() as work:
        work.add(
            entry(1, NOW, action="list"),
            entry(2, NOW - timedelta(1), action="list", case=6),
            entry(3, NOW, CARLA, action="list", case=7),
            entry(4, NOW, action="case", case=8),
            entry(5, NOW, action="list", case=9),
        )
    with store.reading() as work:
        found = lists_of(work).listed(ANNA, [5, 6, 7, 8], NOW - timedelta(hours=1))

    assert found == {5}


@pytest.mark.parametrize("goes_on", [False, True])
@pytest.mark.parametrize(
    ("kind", "explain", "sorts_little"),
    [
        ("sqlite", "explain query plan", "RIGHT PART OF ORDER BY"),
        ("postgres", "explain", "Incremental Sort"),
    ],
)
def test_a_page_walks_the_index_and_sorts_no_history(
    request: pytest.FixtureRequest, kind: str, explain: str, sorts_little: str, goes_on: bool
) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{kind}_store")
    rows = [entry(key, NOW + timedelta(seconds=key)) for key in range(1, 4001)]
    with store.work() as work:
        work.add(*rows)
    if kind == "postgres":
        weighed(store)
    sent: list[tuple[str, Any]] = []
    with store.engine.connect() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda c, r, say, given, *_: sent.append((say, given))
        )
        lists = DatabaseLists(DatabaseWork(connection, {}, may_write=False, is_one_picture=True))
        lists.accesses(5, before=rows[2000] if goes_on else None, limit=20)
        statement, given = sent[-1]

        found = connection.exec_driver_sql(f"{explain} {statement}", given).fetchall()

    plan = "\n".join(" ".join(map(str, row)) for row in found)
    assert "ix_access_entry_case_key_at" in plan
    assert sorts_little in plan
