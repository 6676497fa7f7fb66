"""Packets in lists, on every store: the same answers, and a page that walks what came to an institution and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.work import DatabaseWork
from cases.access import EXCEPTION
from cases.lists import RECEIVED, SENT, WAITING, Viewer
from cases.rows import Case, Grant, Packet, Participant
from engine.rows import Row
from engine.store import Store
from tests.databases import lists_of, weighed

NOW = datetime(2026, 2, 10, 12, tzinfo=UTC)
SMZ, RAV, TEAM = 1, 2, 21
ANNA = Viewer(11, RAV, TEAM, frozenset({"caseworker"}))
BOXES = (RECEIVED, SENT, WAITING, None)


def packet(key: int, case: int = 5, to: int = RAV, received: bool = False, sender: int = SMZ) -> Packet:
    at = NOW if received else None
    return Packet(
        key, case, 1, sender, to, 12, NOW, "CONSENT", 1, "WORK", "", b"", at, 11 if received else None, 1
    )


def place(
    key: int,
    case: int = 5,
    unit: int = TEAM,
    until: datetime | None = None,
    user: int | None = None,
    role: str = "rav",
) -> Participant:
    return Participant(key, case, RAV, unit, role, user, True, NOW - timedelta(1), until)


def grant(key: int, case: int, until: datetime | None = None) -> Grant:
    return Grant(key, case, RAV, "WORK", "CONSENT", 1, NOW - timedelta(1), until, None)


def case_row(key: int) -> Case:
    return Case(key, f"VS-{key}", "x", 1, SMZ, 1, NOW, None, None)


def keep(store: Store, *rows: Row) -> None:
    with store.work() as work:
        work.add(*rows)


def found(store: Store, box: str | None, viewer: Viewer = ANNA, **more: Any) -> list[int]:
    with store.reading() as work:
        return [line.key for line in lists_of(work).packets(viewer, NOW, box=box, **more)]


def test_received_ones_need_a_place_and_sent_ones_the_case(store: Store) -> None:
    keep(
        store,
        *(case_row(key) for key in range(5, 12)),
        place(1, 5),  # no grant any more
        place(2, 6),
        grant(3, 6),
        place(4, 7, unit=22),  # of another team
        place(5, 8, until=NOW),  # a place that has ended
        place(6, 9, unit=22, user=11),  # named
        place(7, 10, unit=0, user=11, until=NOW + timedelta(1), role=EXCEPTION),
        grant(8, 10),
        place(9, 11),
        grant(10, 11, until=NOW),
        case_row(12),
        place(
            11, 12, unit=0, user=11, until=NOW + timedelta(1), role=EXCEPTION
        ),  # no grant: nothing to look at
        packet(27, 12),
        *(packet(20 + number, 5 + number) for number in range(7)),
        *(packet(30 + number, 5 + number, to=SMZ, sender=RAV) for number in range(7)),
        packet(40, 5, received=True),
        packet(41, 5, to=3, sender=4),
    )

    boxes = {box: found(store, box) for box in BOXES}

    assert boxes[RECEIVED] == [40, 26, 25, 24, 21, 20]
    assert boxes[WAITING] == [26, 24, 21, 20]
    assert boxes[SENT] == [35, 31]
    assert boxes[None] == sorted({*boxes[RECEIVED], *boxes[SENT]}, reverse=True)
    assert found(store, None, before=35, limit=2) == [31, 26]
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
    rows += [packet(10_000 + case, case, to=7) for case in range(100, 3100)]
    rows += [grant(40_000 + case, case) for case in range(100, 3100)]
    rows += [case_row(5), place(1), *(packet(key) for key in range(20_000, 20_010))]
    sent: list[tuple[str, Any]] = []
    with store.work() as work:
        work.add(*rows)
    if kind == "postgres":
        weighed(store)
    with store.engine.connect() as connection:
        event.listen(
            connection, "before_cursor_execute", lambda c, r, say, given, *_: sent.append((say, given))
        )
        lists = DatabaseLists(DatabaseWork(connection, store._forms, may_write=False, is_one_picture=True))
        page = lists.packets(ANNA, NOW, box=RECEIVED, limit=5)
        statement, given = sent[-1]
        explain = "explain query plan" if kind == "sqlite" else "explain"
        plan = "\n".join(
            " ".join(map(str, row))
            for row in connection.exec_driver_sql(f"{explain} {statement}", given).fetchall()
        )

    assert [line.key for line in page] == list(range(20_009, 20_004, -1))
    assert "ix_packet_" in plan
    assert "SCAN packet\n" not in plan
    assert "SCAN case_file" not in plan
    assert "Seq Scan" not in plan
