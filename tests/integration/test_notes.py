"""Notes and mentions in pages, on every store: the same answers, and no walk over what others keep for themselves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from cases.lists import Viewer
from cases.rows import Case, Grant, Mention, Note, Participant
from engine.rows import Row
from engine.store import Store
from tests.databases import lists_of, weighed

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
SMZ, RAV, TEAM = 1, 2, 21
ANNA = Viewer(11, RAV, TEAM, frozenset({"caseworker"}))
CASE = 5


def note(
    key: int, institution: int = SMZ, audience: str = "shared", category: str = "WORK", case: int = CASE
) -> Note:
    return Note(key, case, 12, institution, audience, category, b"", NOW, None)


def grant(key: int, category: str = "WORK", case: int = CASE, until: datetime | None = None) -> Grant:
    return Grant(key, case, RAV, category, "CONSENT", 1, NOW - timedelta(1), until, None)


def place(key: int, case: int = CASE, unit: int = TEAM) -> Participant:
    return Participant(key, case, RAV, unit, "rav", None, True, NOW - timedelta(1), None)


def case_row(key: int = CASE) -> Case:
    return Case(key, f"VS-{key}", "x", 1, SMZ, 1, NOW, None, None)


def keep(store: Store, *rows: Row) -> None:
    with store.work() as work:
        work.add(*rows)


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_pages_hold_what_is_the_institution_s_own_or_shared_in_an_open_category(
    store: Store, limit: int
) -> None:
    keep(
        store,
        note(1),
        note(2, audience="own"),
        note(3, category="HEALTH"),
        note(4, RAV, "own", "HEALTH"),
        note(5, category="FAMILY"),
        note(6, case=6),
        note(7, RAV),
        note(8),
    )
    found: list[int] = []
    with store.reading() as work:
        lists = lists_of(work)
        while page := lists.notes(
            CASE, RAV, frozenset({"WORK", "FAMILY"}), before=found[-1] if found else None, limit=limit
        ):
            assert len(page) <= limit
            found += [row.key for row in page]

        nothing = lists.notes(CASE, 3, frozenset())

    assert found == [8, 7, 5, 4, 1]
    assert nothing == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], [1]),
        ([note(2)], [1]),
        ([note(2), Mention(2, 2, 11, None)], [2, 1]),
        ([note(2), Mention(2, 2, 11, NOW)], [1]),
        ([note(2), Mention(2, 2, 12, None)], [1]),
        ([note(2, audience="own"), Mention(2, 2, 11, None)], [1]),
        ([note(2, RAV, "own", "HEALTH"), Mention(2, 2, 11, None)], [2, 1]),
        ([note(2, category="HEALTH"), Mention(2, 2, 11, None)], [1]),
        ([note(2, category="HEALTH"), Mention(2, 2, 11, None), grant(2, "HEALTH")], [2, 1]),
        ([note(2, category="HEALTH"), Mention(2, 2, 11, None), grant(2, "HEALTH", until=NOW)], [1]),
        ([note(2, case=6), Mention(2, 2, 11, None), case_row(6), place(2, 6)], [1]),
        ([note(2, case=6), Mention(2, 2, 11, None), case_row(6), place(2, 6, 22), grant(2, case=6)], [1]),
        ([note(2, case=6), Mention(2, 2, 11, None), case_row(6), place(2, 6), grant(2, case=6)], [2, 1]),
    ],
)
def test_a_mention_waits_for_whom_it_names_as_long_as_they_may_read_the_note(
    store: Store, rows: list[Row], expected: list[int]
) -> None:
    keep(store, case_row(), place(1), grant(1), note(1), Mention(1, 1, 11, None), *rows)

    with store.reading() as work:
        found = lists_of(work).mentions(ANNA, NOW)
        designer = lists_of(work).mentions(Viewer(11, RAV, TEAM, frozenset({"designer"})), NOW)
        later = lists_of(work).mentions(ANNA, NOW, before=2, limit=1)

    assert [line.key for line in found] == expected
    assert designer == []
    assert [line.key for line in later] == [1]


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_page_costs_the_same_however_many_notes_there_are(
    request: pytest.FixtureRequest, kind: str
) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{kind}_store")
    rows = [note(key, RAV, "own") if key % 2 else note(key) for key in range(1, 21)]
    rows += [note(key, audience="own") for key in range(21, 6001)]
    sent: list[tuple[str, Any]] = []
    with store.work() as work:
        work.add(*rows)
    if kind == "postgres":
        weighed(store)
    with store.engine.connect() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda c, r, say, given, *_: sent.append((say, given))
        )
        found = DatabaseLists(DatabaseWork(connection, {}, may_write=False, is_one_picture=True)).notes(
            CASE, RAV, frozenset({"WORK", "HEALTH"}), limit=5
        )
        statement, given = sent[-1]
        explain = "explain query plan" if kind == "sqlite" else "explain"
        plan = "\n".join(
            " ".join(map(str, row))
            for row in connection.exec_driver_sql(f"{explain} {statement}", given).fetchall()
        )

    assert [row.key for row in found] == [20, 19, 18, 17, 16]
    assert "ix_note_case_key_institution_key_key" in plan
    assert "ix_note_case_key_audience_category_key" in plan
    assert "SCAN note\n" not in plan
    assert "Seq Scan" not in plan
