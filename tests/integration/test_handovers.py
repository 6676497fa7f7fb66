"""Handovers in lists, on every store: the same answers, and a page that walks what came to an institution and nothing else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from cases.access import EXCEPTION
from cases.lists import RECEIVED, SENT, WAITING, Viewer
from cases.rows import Handover
from engine.rows import Row
from engine.store import Store
from tests.databases import lists_of, weighed
from tests.integration.test_packets import ANNA, BOXES, NOW, RAV, SMZ, TEAM, case_row, grant, keep, place


def handover(
    key: int, case: int = 5, to: int = RAV, sender: int = SMZ, state: str = "offered", number: int = 0
) -> Handover:
    ends = (sender, to, 9, state, 1, 12, NOW, NOW + timedelta(9), None, None, None, None, b"")
    return Handover(key, case, number or key, "iv", *ends)


def found(store: Store, box: str | None, viewer: Viewer = ANNA, **more: Any) -> list[int]:
    with store.reading() as work:
        return [line.key for line in lists_of(work).handovers(viewer, NOW, box=box, **more)]


def test_what_is_offered_needs_a_place_and_what_is_sent_the_case(store: Store) -> None:
    by_exception = {"unit": 0, "user": 11, "until": NOW + timedelta(1), "role": EXCEPTION}
    keep(
        store,
        *(case_row(key) for key in range(5, 11)),
        place(1, 5),  # no grant any more
        place(2, 6),
        grant(3, 6),
        place(4, 7, unit=22),  # of another team
        place(5, 8, until=NOW),  # a place that has ended
        place(6, 9, **by_exception),
        grant(7, 9),
        place(8, 10, **by_exception),  # no grant: nothing to look at
        *(handover(20 + number, 5 + number) for number in range(6)),
        *(handover(30 + number, 5 + number, to=SMZ, sender=RAV) for number in range(6)),
        handover(40, 5, state="accepted"),
        handover(41, 5, to=3, sender=4),
    )

    boxes = {box: found(store, box) for box in BOXES}

    assert boxes[RECEIVED] == [40, 24, 21, 20]
    assert boxes[WAITING] == [21, 20]
    assert boxes[SENT] == [34, 31]
    assert boxes[None] == sorted({*boxes[RECEIVED], *boxes[SENT]}, reverse=True)
    assert found(store, None, before=34, limit=2) == [31, 24]
    assert found(store, None, limit=0) == []
    assert found(store, RECEIVED, Viewer(11, RAV, TEAM, frozenset({"designer"}))) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_page_walks_what_came_to_the_institution_however_many_there_are(
    request: pytest.FixtureRequest, kind: str
) -> None:
    store: DatabaseStore = request.getfixturevalue(f"{kind}_store")
    rows: list[Row] = [
        row for case in range(100, 3100) for row in (case_row(case), place(case, case, unit=99))
    ]
    rows += [handover(10_000 + case, case, to=7) for case in range(100, 3100)]
    rows += [case_row(5), place(1), *(handover(key) for key in range(20_000, 20_010))]
    sent: list[tuple[str, Any]] = []
    keep(store, *rows)
    if kind == "postgres":
        weighed(store)
    with store.engine.connect() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda c, r, say, given, *_: sent.append((say, given))
        )
        lists = DatabaseLists(DatabaseWork(connection, store._forms, may_write=False, is_one_picture=True))
        page = lists.handovers(ANNA, NOW, box=WAITING, limit=5)
        statement, given = sent[-1]
        explain = "explain query plan" if kind == "sqlite" else "explain"
        plan = "\n".join(
            " ".join(map(str, row))
            for row in connection.exec_driver_sql(f"{explain} {statement}", given).fetchall()
        )

    assert [line.key for line in page] == [20_009, 20_008, 20_007, 20_006, 20_005]
    assert "ix_handover_" in plan or "uq_handover_case_key_number" in plan
    assert "SCAN handover\n" not in plan
    assert "Seq Scan" not in plan


def test_the_earliest_that_nobody_has_answered_comes_first(store: Store) -> None:
    keep(
        store,
        *(
            replace(handover(20 + number), wakes_at=NOW + timedelta(days))
            for number, days in enumerate((3, 1, 2))
        ),
        handover(30, state="accepted"),
    )

    with store.work() as work:
        due = work.earliest(Handover, "wakes_at", until=NOW + timedelta(2), limit=9)

    assert [row.key for row in due] == [21, 22]
