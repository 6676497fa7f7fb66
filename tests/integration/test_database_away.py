"""The database goes away: everybody is told what is known and what to do, and what is sent again is done once."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from sqlalchemy import create_engine, make_url, text

from adapters.database import dialects
from adapters.database.migrations import migrate
from adapters.database.store import DatabaseStore, open_database
from cases.rows import Case
from engine.rows import Instance
from engine.store import Unreachable
from tests.api.house import House, build
from tests.api.test_pages import Visitor, main_of, title_of
from tests.api.test_watching import logged
from tests.databases import empty
from tests.postgres import Line, Mortal

BODY = {"procedure": "wallis_tandem"}


@pytest.fixture(scope="module")
def database() -> Iterator[Mortal]:
    """A PostgreSQL of this file alone: it is stopped and started."""
    server = Mortal()
    store = open_database(server.url)
    migrate(store.engine)
    store.close()
    yield server
    server.end()


@pytest.fixture
def line(database: Mortal) -> Iterator[Line]:
    """The line between the house and its database."""
    found = Line(make_url(database.url))
    yield found
    found.close()


@pytest.fixture
def house(line: Line) -> Iterator[House]:
    """The house at the end of the line."""
    store = open_database(line.url.render_as_string(hide_password=False))
    empty(store)
    yield build(store)
    store.close()


def begin(house: House, key: str) -> httpx2.Response:
    return house.call("carla_smz", "POST", "/api/cases", json=BODY, headers={"Idempotency-Key": key})


def told(answer: httpx2.Response) -> tuple[Any, ...]:
    problem = answer.json()
    return (
        answer.status_code,
        answer.headers["content-type"],
        answer.headers["retry-after"],
        problem["type"],
        problem["status"],
        problem["retry_after"],
    )


AWAY = (503, "application/problem+json", "5", "urn:bruecke:database-unreachable", 503, 5)


@pytest.mark.parametrize("goes", ["stop_at_once", "shut_down"])
def test_while_the_database_is_away_a_program_is_told_so_and_its_request_is_done_once_it_is_back(
    house: House, database: Mortal, goes: str
) -> None:
    house.token("carla_smz")
    getattr(database, goes)()
    try:
        with logged() as lines:
            away = [begin(house, "once"), house.call("carla_smz", "GET", "/api/cases")]
        health = house.call(None, "GET", "/healthz")
        ready = house.call(None, "GET", "/readyz")
    finally:
        database.start()
    back = [begin(house, "once"), begin(house, "once")]

    assert [told(answer) for answer in away] == [AWAY, AWAY]
    assert "Idempotency-Key" in away[0].json()["title"]
    assert "is not known" in away[0].json()["detail"]
    assert "othing was written" not in away[0].text
    assert (health.status_code, ready.status_code) == (200, 503)
    assert [(one["event"], one["level"]) for one in lines] == [
        ("database not reached", "error"),
        ("request", "info"),
    ] * 2
    assert "at" not in lines[0]
    assert not re.search("carla|Traceback|psycopg.connect|127.0.0.1", json.dumps(lines))
    assert [answer.status_code for answer in back] == [201, 201]
    assert back[0].json() == back[1].json()
    assert len(house.rows(Case)) == len(house.rows(Instance)) == 1


def test_who_lost_the_answer_to_a_commit_is_not_told_that_nothing_was_written(
    house: House, line: Line
) -> None:
    house.token("carla_smz")
    line.loses_commit_of = b"INSERT INTO instance"

    lost = begin(house, "lost")
    written = len(house.rows(Case))
    again = begin(house, "lost")

    assert told(lost) == AWAY
    assert "othing was written" not in lost.text
    assert written == 1, "the commit had not come through: the test proves nothing"
    assert again.status_code == 201
    assert len(house.rows(Case)) == 1


@pytest.mark.parametrize(
    ("language", "title", "says"),
    [
        ("de", "Die Datenbank antwortet gerade nicht", "nichts verloren"),
        ("fr", "La base de données ne répond pas en ce moment", "rien n’est perdu"),
    ],
)
def test_people_read_a_page_that_says_so(
    house: House, database: Mortal, language: str, title: str, says: str
) -> None:
    carla = Visitor(house, "carla_smz")
    form = carla.get("/cases/new")
    database.shut_down()
    try:
        page = carla.get(f"/cases?lang={language}")
        sent = carla.client.post(f"/cases/new?lang={language}", data={"procedure": "wallis_tandem"})
    finally:
        database.start()

    assert form.status_code == 200
    for answer in (page, sent):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert title in title_of(answer)
        assert says in main_of(answer)
        assert "content-security-policy" in answer.headers
    assert f'href="/cases?lang={language}"' in page.text
    assert 'href="/cases/new' not in sent.text[sent.text.index("<main") :]


def test_a_connection_that_is_taken_away_in_the_middle_of_work_makes_the_store_unreachable(
    house: House, database: Mortal
) -> None:
    store = house.bruecke.engine.store
    ends = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename IS NOT NULL"
    )

    def interrupted() -> None:
        with store.work() as work:
            work.find(Case)
            engine = create_engine(database.url)
            with engine.connect() as connection:
                connection.execute(ends)
            engine.dispose()
            work.find(Instance)

    with pytest.raises(Unreachable):
        interrupted()

    with store.work() as work:
        assert work.find(Case) == []


def test_where_no_connection_comes_free_nothing_was_written_and_it_is_worth_asking_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.token("carla_smz")
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    pool = store.engine.pool
    monkeypatch.setattr(pool, "_timeout", 0.01)
    held = [pool.connect() for _ in range(dialects.CONNECTIONS)]
    try:
        answer = house.call("carla_smz", "GET", "/api/cases")
    finally:
        for connection in held:
            connection.close()

    assert told(answer) == (*AWAY[:3], "urn:bruecke:busy", *AWAY[4:])
    assert house.call("carla_smz", "GET", "/api/cases").status_code == 200


def test_every_operation_that_asks_the_database_says_that_it_may_be_away(house: House) -> None:
    paths = house.app.openapi()["paths"]
    silent = {
        operation["operationId"]
        for operations in paths.values()
        for operation in operations.values()
        if "503" not in operation["responses"]
    }

    assert silent == {"healthz"}
