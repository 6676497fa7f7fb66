"""Requests that nobody honest sends: never a 500, always the headers that protect, never an echo."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from api.security import HEADERS
from engine.rows import Gateway, Task
from tests.api.house import House, Response

JSON = {"Content-Type": "application/json"}
HUGE = b"1" + b"0" * 400
DEPTHS = (5, 100, 300, 900, 100_000)


def draft(house: House, login: str, content: bytes, **headers: Any) -> Response:
    """A hostile draft for an open task, with an idempotency key, so that its digest is made too."""
    task = house.rows(Task, status="open")[-1]
    sent = JSON | {"Idempotency-Key": "hostile"} | headers
    return house.call(login, "POST", f"/api/tasks/{task.key}/draft", content=content, headers=sent)


def answers(value: bytes) -> bytes:
    return b'{"version":1,"answers":{"resources":' + value + b"}}"


BODIES: dict[str, bytes] = (
    {f"lists {depth} deep": answers(b"[" * depth + b"]" * depth) for depth in DEPTHS}
    | {f"objects {depth} deep": answers(b'{"a":' * depth + b"1" + b"}" * depth) for depth in DEPTHS}
    | {
        "nul": answers(b'"a\\u0000b"'),
        "nul in a key": b'{"version":1,"answers":{"a\\u0000":1}}',
        "half a surrogate": answers(b'"\\ud800"'),
        "half a surrogate as key": b'{"version":1,"answers":{"\\udfff":1}}',
        "turned text": answers('"\u202eabc\u2066"'.encode()),
        "a very large number": answers(HUGE),
        "a number of 5000 digits": answers(b"9" * 5000),
        "a very large float": answers(b"1e400"),
        "a tiny float": answers(b"1e-400"),
        "no number": answers(b"NaN"),
        "infinite": answers(b"-Infinity"),
        "a very large version": b'{"version":' + HUGE + b',"answers":{}}',
        "a version beyond 63 bits": b'{"version":9223372036854775808,"answers":{}}',
        "many fields": json.dumps({"version": 1, "answers": {f"f{n}": n for n in range(20_000)}}).encode(),
        "a field twice": b'{"version":1,"version":999,"answers":{},"answers":{}}',
        "a list": b"[]",
        "a text": b'"x"',
        "null": b"null",
        "nothing": b"",
        "no JSON": b"Perren",
        "half of it": b'{"version":1,',
        "UTF-16": '{"version":999,"answers":{}}'.encode("utf-16"),
        "broken UTF-8": b'{"version":1,"answers":{"a":"\xff\xfe"}}',
        "with a byte order mark": b"\xef\xbb\xbf" + b'{"version":999,"answers":{}}',
    }
)


@pytest.fixture(scope="module", autouse=True)
def case(house: House) -> str:
    """A case with an open task and an open question."""
    house.case_at("question")
    return house.case_at("granted")


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_no_body_breaks_anything(house: House, body: bytes) -> None:
    before = house.digest()

    answer = draft(house, "carla_smz", body)

    assert answer.status_code in {400, 409, 413, 422}
    assert answer.headers["content-type"] == "application/problem+json"
    assert house.digest() == before


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
        "\x01/x",
    ],
)
def test_what_does_not_say_that_it_is_json_is_not_read_as_json(house: House, kind: str) -> None:
    before = house.digest()

    answer = draft(house, "carla_smz", b'{"version":1,"answers":{}}', **{"Content-Type": kind})

    assert answer.status_code in {400, 415, 422}
    assert house.digest() == before


@pytest.mark.parametrize(
    "path",
    [
        "/api/cases/{}",
        "/api/cases/{}/history",
        "/api/cases/{}/diagram",
        "/api/tasks/{}",
        "/api/gateways/{}",
        "/cases/{}",
        "/tasks/{}",
        "/gateways/{}",
        "/consents/{}/withdrawal",
    ],
)
@pytest.mark.parametrize(
    "key",
    ["0", "-1", "abc", "1%00", "%D9%A1%D9%A2", "1e5", "9223372036854775808", "9" * 5000, "%ff", "..%2f..%2fetc", "1;drop"],
)  # fmt: skip
def test_what_is_no_key_is_nothing(house: House, path: str, key: str) -> None:
    answer = house.call("carla_smz", "GET", path.format(key))

    assert answer.status_code in {404, 422}


@pytest.mark.parametrize(
    "query",
    [
        "/api/cases?after=9223372036854775808",
        "/api/cases?limit=0",
        "/api/cases?limit=99999999999999999999",
        "/api/cases?reference=%00",
        "/api/cases?reference=%ff%fe",
        "/api/cases?limit=%F0%9F",
        "/api/tasks?case=%00&mine=maybe",
        "/api/tasks?lang=%00",
        "/tasks?view=%00",
        "/tasks?view=%00&after=-1",
        "/cases?after=x",
        "/?lang=../../etc/passwd",
        "/sign-in?next=%00&lang=%00",
    ],
)
def test_no_query_breaks_anything(house: House, query: str) -> None:
    answer = house.call("carla_smz", "GET", query)

    assert answer.status_code in {200, 404, 422}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Authorization", b"Bearer \xff\xfe"),
        ("Authorization", b"Bearer "),
        ("Authorization", b"bearer" + b"x" * 60_000),
        ("Cookie", b"bruecke_session=\xff\xfe; bruecke_language=\x00"),
        ("Cookie", b"bruecke_session=" + b"x" * 60_000),
        ("Idempotency-Key", b"a\x00b"),
        ("Idempotency-Key", b"\xe9"),
        ("Idempotency-Key", b"x" * 201),
        ("X-CSRF-Token", b"\xe9"),
        ("Content-Length", b"abc"),
        ("Content-Length", b"-5"),
        ("Content-Length", b"1" + b"0" * 5000),
        ("Content-Length", b"\xb2"),
        ("Host", b"evil.test\x00"),
        ("Accept-Language", b"\xff" * 100),
    ],
    ids=str,
)
def test_no_header_breaks_anything(house: House, name: str, value: bytes) -> None:
    before = house.digest()
    headers: dict[str, Any] = {"Authorization": f"Bearer {house.token('beat_iv')}"} | JSON | {name: value}

    answer = house.client.post("/api/cases", content=b'{"procedure":"wallis_tandem"}', headers=headers)

    assert answer.status_code in {400, 401, 403, 413, 422}
    assert house.digest() == before


def test_texts_that_no_database_can_hold_are_refused_or_not_found(house: House) -> None:
    gateway = house.rows(Gateway, status="open")[0]
    who = {"login": "carla_smz", "password": "bruecke-demo"}

    found = [
        house.call("carla_smz", "POST", "/api/cases", json={"procedure": "a\0b"}),
        house.call(None, "POST", "/api/tokens", json=who | {"label": "a\0b"}),
        house.call(
            None, "POST", "/api/tokens", content=b'{"login":"\\ud800","password":"\\ud800"}', headers=JSON
        ),
        house.call(None, "POST", "/api/sessions", json={"login": "a\0b", "password": "\0"}),
        house.call(
            "carla_smz", "POST", f"/api/gateways/{gateway.key}/decision", json={"answer": "\0", "basis": "\0"}
        ),
        house.call(
            "carla_smz",
            "POST",
            "/api/cases",
            json={"procedure": "wallis_tandem", "partners": {"rav_adviser": "9" * 19}},
        ),
    ]

    assert [answer.status_code for answer in found] == [404, 422, 422, 401, 409, 422]


def pieces(number: int) -> Iterator[bytes]:
    for _ in range(number):
        yield b"x" * 100_000


@pytest.mark.parametrize("path", ["/api/cases", "/api/sessions", "/api/procedures", "/sign-in"])
@pytest.mark.parametrize("says_its_length", [True, False])
def test_a_huge_body_is_not_read_to_its_end(house: House, path: str, says_its_length: bool) -> None:
    size = 500
    content: Any = b"x" * 100_000 * size if says_its_length else pieces(size)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded" if path == "/sign-in" else "application/json"
    }
    began = time.perf_counter()

    answer = house.call("dario", "POST", path, content=content, headers=headers)

    assert answer.status_code == 413
    assert time.perf_counter() - began < 2


def protected(answer: Response) -> dict[str, str | None]:
    return {name: answer.headers.get(name) for name in HEADERS}


def test_every_answer_carries_the_headers_that_protect(house: House) -> None:
    found = [
        house.call("carla_smz", method, path, **more)
        for method, path, more in (
            ("GET", "/healthz", {}),
            ("GET", "/api/cases", {}),
            ("GET", "/api/nowhere", {}),
            ("GET", "/nowhere", {}),
            ("GET", "/static/bruecke.css", {}),
            ("GET", "/static/nowhere.css", {}),
            ("GET", "/api/cases/1", {}),
            ("GET", "/api/cases/x", {}),
            ("PUT", "/api/cases", {}),
            ("GET", "/cases", {}),
            ("GET", "/cases/1", {}),
            ("GET", "/sign-in", {}),
            ("POST", "/sign-out", {}),
            ("POST", "/api/cases", {"json": {}}),
            ("POST", "/api/cases", {"json": {}, "headers": {"Origin": "https://evil.test"}}),
            ("POST", "/api/cases", {"content": b"x" * 2_000_000}),
            ("POST", "/api/cases", {"content": pieces(20), "headers": JSON}),
            ("POST", "/api/cases", {"content": b"{}", "headers": {"Content-Length": "x"}}),
        )
    ]
    found.append(house.call(None, "GET", "/api/me"))
    found.append(house.call(None, "GET", "/tasks"))

    assert [(a.request.method, a.request.url.path, protected(a)) for a in found] == [
        (a.request.method, a.request.url.path, HEADERS) for a in found
    ]
    kept = [a.request.url.path for a in found if a.headers.get("cache-control") != "no-store"]
    assert {path for path in kept if not path.startswith("/static/")} == set()


def test_over_https_every_answer_asks_to_stay_there(house: House) -> None:
    foreign = {"Origin": "https://evil.test"}

    found = [
        house.client.get("https://bruecke.test/healthz"),
        house.client.get("https://bruecke.test/api/me"),
        house.client.post("https://bruecke.test/api/cases", headers=foreign),
    ]

    assert [answer.status_code for answer in found] == [200, 401, 403]
    assert all("max-age=" in answer.headers["strict-transport-security"] for answer in found)


def test_a_mistake_of_ours_tells_nothing_and_is_protected_too(own_house: House) -> None:
    own_house.token("carla_smz")
    with own_house.bruecke.engine.store.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("DROP TABLE access_grant")

    found = [own_house.call("carla_smz", "GET", path) for path in ("/api/cases", "/cases")]

    for answer in found:
        assert answer.status_code == 500
        assert protected(answer) == HEADERS
        assert answer.headers["cache-control"] == "no-store"
        assert not any(word in answer.text for word in ("access_grant", "Traceback", "sqlite", "SELECT"))


def test_names_that_a_sender_made_up_are_not_repeated(house: House) -> None:
    bodies: list[Any] = [
        {"procedure": "wallis_tandem", "Perren": 1},
        {"procedure": "wallis_tandem", "partners": {"Perren": "Sara"}},
        {"procedure": {"Perren": "Sara"}},
        ["Perren"],
        "Perren",
    ]

    found = [house.call("carla_smz", "POST", "/api/cases", json=body) for body in bodies]

    assert {answer.status_code for answer in found} == {422}
    assert not any(name in answer.text for name in ("Perren", "Sara") for answer in found)


@pytest.mark.parametrize(
    "method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "HEAD", "OPTIONS", "QUATSCH"]
)
def test_a_method_that_a_route_does_not_have_is_refused(house: House, method: str) -> None:
    answer = house.call("carla_smz", method, "/api/cases")

    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers
