"""What is noted of requests: lines and numbers that say what happened, and nothing of what was sent."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from typing import Any

import httpx2
import pytest
import structlog
from starlette.testclient import TestClient

from adapters.database.store import DatabaseStore
from api.access import doors_of, routes_of
from api.app import make_app
from api.cast import PASSWORD
from api.logs import configure_logs, log_steps
from api.metrics import SIGN_IN
from api.worker import work_once
from tests.api.house import House, build
from tests.api.test_single_models import deploy, flow, model, start
from tests.client import ADDRESS, client_of

MARKER = "Zyxwvut-7569217076985"
TOKEN = "a token for those who scrape"


@contextmanager
def logged() -> Iterator[list[dict[str, Any]]]:
    """Every line that is logged meanwhile, as JSON."""
    lines: list[dict[str, Any]] = []
    out = io.StringIO()
    with redirect_stdout(out):
        configure_logs(readable=False)
        try:
            yield lines
        finally:
            structlog.reset_defaults()
    lines.extend(json.loads(line) for line in out.getvalue().splitlines())


def test_a_request_leaves_one_line_with_its_id_route_and_case(own_house: House) -> None:
    case = own_house.open_case()

    with logged() as lines:
        answer = own_house.call(
            "carla_smz", "GET", f"/api/cases/{case}?lang=fr", headers={"X-Request-Id": "from-the-proxy.1"}
        )

    (line,) = lines
    assert answer.headers["x-request-id"] == "from-the-proxy.1"
    assert line.pop("timestamp")
    assert line.pop("ms") > 0
    assert line == {
        "event": "request",
        "level": "info",
        "request": "from-the-proxy.1",
        "method": "GET",
        "route": "/api/cases/{case_key}",
        "status": 200,
        "case": case,
    }


@pytest.mark.parametrize("given", [None, "short", "x" * 65, "two words", f"<{MARKER}>"])
def test_an_id_that_is_not_plain_is_replaced(own_house: House, given: str | None) -> None:
    headers = {} if given is None else {"X-Request-Id": given}

    answer = own_house.call(None, "GET", "/healthz", headers=headers)

    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-request-id"])


def test_what_was_sent_stands_in_no_line_whatever_goes_wrong(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    task = house.task(case)
    body = {"answers": {"last_name": MARKER, MARKER: 1, "born_on": MARKER}, "version": task.version}
    mended = build_broken(house)

    with logged() as lines:
        house.call(None, "GET", f"/{MARKER}?q={MARKER}")
        house.call("carla_smz", "GET", f"/api/cases?reference={MARKER}")
        house.call("carla_smz", "GET", f"/api/cases/{MARKER}")
        house.call("carla_smz", MARKER, "/api/cases")
        house.call("carla_smz", "POST", f"/api/tasks/{task.key}/completion", json=body)
        house.call("carla_smz", "POST", f"/api/tasks/{task.key}/completion", json={MARKER: MARKER})
        house.call("carla_smz", "POST", f"/api/tasks/{task.key}/draft", content=MARKER.encode())
        house.call(None, "POST", "/api/tokens", json={"login": MARKER, "password": MARKER})
        house.call(
            "carla_smz", "POST", "/api/cases", json={"procedure": "broken", "variables": {"a": MARKER}}
        )
        house.call("carla_smz", "GET", f"/api/cases/{case}", headers={"Cookie": f"x={MARKER}"})
        mended.get(f"/fails?q={MARKER}", headers={"Authorization": MARKER})

    text = json.dumps(lines, ensure_ascii=False)
    assert MARKER not in text
    assert "carla" not in text
    assert "testclient" not in text
    requests = [line for line in lines if line["event"] == "request"]
    assert len(requests) == 11
    assert {"none", "/api/cases/{case_key}", "/fails"} <= {line["route"] for line in requests}
    (failure,) = [line for line in lines if line["event"] == "request failed"]
    assert (failure["error"], failure["causes"]) == ("ValueError", ["KeyError"])
    assert failure["at"][0].startswith("tests/api/test_watching.py:")
    assert failure["request"] == requests[-1]["request"]
    assert requests[-1]["status"] == 500


def build_broken(house: House) -> TestClient:
    """The same house with a route that fails with a text of what was sent, and a model that can't be started with it."""
    gateway = (
        '<startEvent id="s"/><exclusiveGateway id="g"/><userTask id="u"/><endEvent id="e"/>'
        + flow("f1", "s", "g")
        + flow("f2", "g", "u", "=a + 1 &gt; 2")
        + flow("f3", "u", "e")
        + flow("f4", "g", "e", "=number(a) = 2")
    )
    deploy(house, model("broken", gateway))
    app = make_app(house.bruecke)

    @app.get("/fails")
    def fails(q: str) -> None:
        try:
            {}[q]
        except KeyError as error:
            raise ValueError(f"«{q}» is no value") from error

    return TestClient(app, base_url=ADDRESS, raise_server_exceptions=True)


def test_our_own_mistake_is_answered_with_the_id_that_the_log_has(own_house: House) -> None:
    client = build_broken(own_house)

    with logged() as lines:
        answer = client.get("/fails?q=x")

    assert answer.status_code == 500
    assert {line["request"] for line in lines} == {answer.headers["x-request-id"]}


def test_a_case_that_goes_on_by_itself_leaves_a_line_of_what_happened(own_house: House) -> None:
    house = own_house
    timer = "<timerEventDefinition><timeDuration>PT0S</timeDuration></timerEventDefinition>"
    body = (
        f'<startEvent id="s"/><intermediateCatchEvent id="t">{timer}</intermediateCatchEvent><endEvent id="e"/>'
        + flow("f1", "s", "t")
        + flow("f2", "t", "e")
    )
    deploy(house, model("by_itself", body))
    case = start(house, "by_itself")
    bruecke = replace(house.bruecke, engine=replace(house.bruecke.engine, tells=log_steps))

    with logged() as lines:
        work_once(bruecke)

    (line,) = lines
    assert (line["event"], line["case"]) == ("case went on", case)
    assert "CASE_CLOSED" in line["what"]


# numbers


def scrape(house: House, host: str = "127.0.0.1", **headers: str) -> httpx2.Response:
    """What a program gets that asks from an address."""
    client = client_of(house.app, host=host)
    return client.get("/metrics", headers=headers)


def test_numbers_are_for_the_machine_itself_where_there_is_no_token(own_house: House) -> None:
    answers = {host: scrape(own_house, host).status_code for host in ("127.0.0.1", "::1", "10.0.0.7")}
    passed_on = scrape(own_house, **{"X-Forwarded-For": "10.0.0.7"})

    assert answers == {"127.0.0.1": 200, "::1": 200, "10.0.0.7": 403}
    assert passed_on.status_code == 403
    assert passed_on.json()["type"] == "urn:bruecke:scrape-refused"


def test_numbers_are_for_who_has_the_token_where_there_is_one(sqlite_store: DatabaseStore) -> None:
    house = build(sqlite_store, metrics_token=TOKEN)

    statuses = [
        scrape(house, host, **({"Authorization": given} if given else {})).status_code
        for host, given in (
            ("10.0.0.7", f"Bearer {TOKEN}"),
            ("127.0.0.1", ""),
            ("127.0.0.1", f"Bearer {TOKEN}x"),
            ("127.0.0.1", TOKEN),
        )
    ]

    assert statuses == [200, 403, 403, 403]


def test_numbers_behind_a_proxy_need_a_token_since_everybody_comes_from_this_machine_then(
    sqlite_store: DatabaseStore,
) -> None:
    bare = build(sqlite_store, public_url="https://bruecke.vs.example")

    assert scrape(bare).status_code == 403


def test_numbers_tell_what_is_to_be_done_and_how_requests_went(own_house: House) -> None:
    house = own_house
    house.case_at("question")
    house.call(None, "GET", f"/{MARKER}")
    house.call(None, "POST", "/api/tokens", json={"login": MARKER, "password": "x"})
    house.client.post("/sign-in", data={"login": MARKER, "password": "x"})

    text = scrape(house).text

    numbers = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert numbers['bruecke_cases{status="running"}'] == "1.0"
    assert numbers['bruecke_open_gateways{waits_for="decision"}'] == "1.0"
    assert numbers["bruecke_open_tasks"] == "0.0"
    assert numbers["bruecke_workers_alive"] == "0.0"
    assert float(numbers["bruecke_outbox"]) > 0
    count = 'bruecke_request_seconds_count{method="GET",route="none",status="4xx"}'
    assert numbers[count] == "1.0"
    assert float(numbers["bruecke_failed_sign_ins_total"]) >= 1
    assert MARKER not in text
    assert not re.search("RAV|SMZ|Wallis|wallis|carla|Perren", text)


@pytest.mark.parametrize(
    ("door", "wrong"),
    [
        ("/sign-in", {"data": {"login": "carla_smz", "password": "x"}}),
        ("/api/sessions", {"json": {"login": "carla_smz", "password": "x"}}),
        ("/api/tokens", {"json": {"login": "carla_smz", "password": "x"}}),
        (
            "/oauth/token",
            {"data": {"grant_type": "client_credentials", "client_id": "nobody", "client_secret": "x"}},
        ),
    ],
    ids=str,
)
def test_every_door_counts_who_is_refused_and_who_is_throttled(
    own_house: House, door: str, wrong: dict[str, Any]
) -> None:
    statuses = [own_house.client.post(door, **wrong).status_code for _ in range(6)]
    own_house.client.post("/api/sessions", json={"login": "ines_koo", "password": PASSWORD})
    own_house.client.get("/api/me")

    text = scrape(own_house).text

    assert statuses == [401] * 5 + [429]
    assert "bruecke_failed_sign_ins_total 6.0" in text


def test_every_door_without_a_person_before_it_is_known_to_the_count(house: House) -> None:
    """A new way to sign in must not go uncounted."""
    doors = {
        route.path
        for route in routes_of(house.app)
        if "POST" in (route.methods or ()) and not doors_of(route)
    }

    assert doors - {"/preferences"} == SIGN_IN


def test_numbers_of_the_database_are_asked_once_in_a_while(own_house: House) -> None:
    before = scrape(own_house).text
    own_house.open_case()

    after = scrape(own_house).text

    def cases(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith("bruecke_cases")]

    assert cases(before) == cases(after)


# health


def test_readiness_tells_each_check(own_house: House) -> None:
    answer = own_house.get(None, "/readyz")

    assert answer == {
        "status": "ready",
        "checks": {
            "database": {"ok": True, "says": "reachable"},
            "tables": {"ok": True, "says": "newest"},
            "worker": {"ok": False, "alive": 0, "lag_seconds": None},
        },
    }


def test_a_database_that_is_not_ours_is_not_ready_and_the_process_lives(own_house: House) -> None:
    store = own_house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    answer = own_house.call(None, "GET", "/readyz")

    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
    assert answer.json()["checks"]["tables"] == {"ok": False, "says": "newer"}
    assert own_house.call(None, "GET", "/healthz").json() == {"status": "ok"}
