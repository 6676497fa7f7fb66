"""The list of deadlines: what it shows, how it pages, and that it walks over neither ended cases nor those of others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from cases.access import EXCEPTION, NO_UNIT
from cases.lists import Viewer
from cases.rows import Case, Grant, Participant
from engine.rows import Instance, Row, Wait
from engine.store import Store
from tests.databases import lists_of, weighed

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
SMZ, TEAM, OTHERS = 2, 21, 22
CARLA = Viewer(11, SMZ, TEAM, frozenset({"caseworker"}))


def timer(key: int, case: int, days: int | None = 1, **more: Any) -> Wait:
    due = None if days is None else NOW + timedelta(days=days)
    made = Wait(key, case, "due", key, 0, "timer", None, due, NOW, due, 0, NOW, None, None)
    return replace(made, **more)


def around(key: int, unit: int = TEAM, user: int | None = None, *, is_working: bool = True) -> list[Row]:
    ended = None if is_working else NOW
    return [
        Case(key, f"VS-{key}", "x", 1, SMZ, unit, NOW, ended, None),
        Instance(key, 1, "running" if is_working else "completed", None, b"", 1, 1, "", NOW, ended),
        Participant(key * 10, key, SMZ, unit, "r", user, is_working, NOW, None),
        Grant(key * 10, key, SMZ, "*", "OPENED", key, NOW, None, None),
    ]


def listed(store: Store, viewer: Viewer = CARLA, **asked: Any) -> list[int]:
    with store.reading() as work:
        return [line.key for line in lists_of(work).deadlines(viewer, NOW, **{"mine": False} | asked)]


def keep(store: Store, *rows: Row) -> None:
    with store.work() as work:
        work.add(*rows)


def test_those_due_first_come_first_page_by_page_and_range_by_range(store: Store) -> None:
    days = {1: 9, 2: -3, 3: 5, 4: 5, 5: 40}
    keep(store, *around(7), *(timer(key, 7, day) for key, day in days.items()))
    keep(store, timer(6, 7, None, stopped_at=NOW, planned_at=NOW), timer(8, 7, kind="message"))
    after, pages = None, []
    with store.reading() as work:
        lists = lists_of(work)
        while page := lists.deadlines(CARLA, NOW, mine=False, after=after, limit=2):
            pages.append([line.key for line in page])
            after = page[-1].cursor

    assert pages == [[2, 3], [4, 1], [5]]
    assert listed(store, since=NOW, until=NOW + timedelta(days=9)) == [3, 4]
    assert listed(store, since=NOW + timedelta(days=9)) == [1, 5]
    assert listed(store, is_stopped=True) == [6]
    assert listed(store, limit=0) == []
    assert listed(store, replace(CARLA, roles=frozenset({"designer"}))) == []


@pytest.mark.parametrize(
    ("rows", "team", "mine"),
    [
        (around(7), True, False),
        (around(7, user=CARLA.user_key), True, True),
        (around(7, OTHERS, CARLA.user_key), True, True),
        (around(7, OTHERS), False, False),
        (around(7, is_working=False), False, False),
        (around(7)[:-1], False, False),
        (
            [
                *around(7, OTHERS),
                Participant(1, 7, SMZ, NO_UNIT, EXCEPTION, CARLA.user_key, False, NOW, NOW + timedelta(1)),
            ],
            False,
            False,
        ),
    ],
    ids=["unit", "named", "named elsewhere", "another unit", "ended", "no grant", "by exception"],
)
def test_a_deadline_shows_to_who_works_on_its_case(
    store: Store, rows: list[Row], team: bool, mine: bool
) -> None:
    keep(store, *rows, timer(1, 7))

    assert listed(store) == ([1] if team else [])
    assert listed(store, mine=True) == ([1] if mine else [])


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_list_walks_over_no_case_of_others_and_none_that_ended(
    request: pytest.FixtureRequest, kind: str
) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{kind}_store")
    own = [row for key in range(1, 41) for row in (*around(key), timer(key, key, key))]
    ended = [row for key in range(41, 1041) for row in around(key, is_working=False)]
    others = [row for key in range(1041, 4041) for row in (*around(key, OTHERS), timer(key, key, key % 90))]
    # Most cases have ended, as in any house that is some years old: the planner goes by the share of those that go on.
    ended += [row for key in range(4041, 12041) for row in around(key, OTHERS, is_working=False)]
    sent: list[tuple[str, Any]] = []
    with store.work() as work:
        work.add(*own, *ended, *others)
    if kind == "postgres":
        weighed(store)
    with store.engine.connect() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda c, r, say, given, *_: sent.append((say, given))
        )
        found = DatabaseLists(
            DatabaseWork(connection, store._forms, may_write=False, is_one_picture=True)
        ).deadlines(CARLA, NOW, mine=False, since=NOW, until=NOW + timedelta(days=31), limit=5)
        statement, given = next(one for one in sent if " wait" in one[0])
        explain = "explain query plan" if kind == "sqlite" else "explain"
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", given))

    assert [line.key for line in found] == [1, 2, 3, 4, 5]
    assert "ix_participant_unit_at_work" in plan
    assert "SCAN wait" not in plan
    if kind == "sqlite":  # the other one weighs by its statistics which way is shorter
        assert "ix_wait_due_at" not in plan
