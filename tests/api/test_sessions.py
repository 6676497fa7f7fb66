"""Signing in, staying and leaving: what protects sessions and the forms that belong to them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx2
import pytest
from pydantic import ValidationError

from adapters.database.store import DatabaseStore
from api.cast import PASSWORD
from api.settings import Settings
from cases.attempts import WINDOW
from cases.commands.sign_in import PER_ADDRESS, PER_LOGIN_AND_ADDRESS
from cases.identity import ABSOLUTE, IDLE
from cases.rows import ApiToken, Session, SignInAttempt
from engine.rows import Task
from tests.api.house import House, Response, build
from tests.client import ADDRESS, client_of

COOKIE = "bruecke_session"
MINUTE = timedelta(minutes=1)


def browser(house: House, address: str = ADDRESS, client: str = "10.0.0.1") -> httpx2.Client:
    """A browser of its own, with its own cookies."""
    return client_of(house.app, address, client)


def sign_in(page: httpx2.Client, login: str = "carla_smz", password: str = PASSWORD) -> Response:
    return page.post("/api/sessions", json={"login": login, "password": password})


def signed_in(
    house: House, login: str = "carla_smz", address: str = ADDRESS
) -> tuple[httpx2.Client, dict[str, str]]:
    page = browser(house, address)
    return page, {"X-CSRF-Token": sign_in(page, login).json()["csrf"]}


def opening(page: httpx2.Client, **headers: str) -> Response:
    return page.post("/api/cases", json={"procedure": "wallis_tandem"}, headers=headers)


def test_a_change_through_a_session_needs_the_token_of_that_session(house: House) -> None:
    page, csrf = signed_in(house)
    _, of_another = signed_in(house)
    before = house.digest()

    without = opening(page)
    foreign = opening(page, **of_another)
    strange = page.post(
        "/api/cases", json={"procedure": "wallis_tandem"}, headers={"X-CSRF-Token": "é".encode("latin-1")}
    )

    assert [answer.status_code for answer in (without, foreign, strange)] == [403, 403, 403]
    assert house.digest() == before
    assert opening(page, **csrf).status_code == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://bruecke.test.evil.test"},
        {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_a_change_from_another_site_is_refused_even_with_the_right_token(
    house: House, headers: dict[str, str]
) -> None:
    page, csrf = signed_in(house)

    answer = opening(page, **csrf, **headers)
    door = page.post("/sign-in", data={"login": "carla_smz", "password": PASSWORD}, headers=headers)

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:bruecke:foreign-request")
    assert (door.status_code, "set-cookie" in door.headers) == (403, False)


def test_a_change_from_our_own_pages_is_served(house: House) -> None:
    page, csrf = signed_in(house)

    answers = [
        opening(page, **csrf, **headers)
        for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": ADDRESS})
    ]

    assert [answer.status_code for answer in answers] == [201, 201]


def test_a_session_that_somebody_planted_is_not_taken_over(own_house: House) -> None:
    page = browser(own_house)
    page.cookies.set(COOKIE, "planted", domain="bruecke.test", path="/")

    sign_in(page)

    thief = browser(own_house)
    thief.cookies.set(COOKIE, "planted")
    assert page.cookies[COOKIE] != "planted"
    assert thief.get("/api/me").status_code == 401


@pytest.mark.parametrize("door", ["/api/sessions", "/sign-in"])
def test_a_new_sign_in_ends_the_session_before_it(own_house: House, door: str) -> None:
    page, _ = signed_in(own_house)
    former = browser(own_house)
    former.cookies.set(COOKIE, page.cookies[COOKIE])
    who = {"login": "carla_smz", "password": PASSWORD}

    page.post(door, **({"json": who} if door.startswith("/api") else {"data": who}))

    assert former.get("/api/me").status_code == 401
    assert page.get("/api/me").status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(own_house: House) -> None:
    plain = sign_in(browser(own_house)).headers["set-cookie"].lower()
    secure = sign_in(browser(own_house, "https://bruecke.test")).headers["set-cookie"].lower()

    assert "httponly" in plain
    assert "samesite=lax" in plain
    assert secure.startswith("__host-bruecke_session=")
    assert all(word in secure for word in ("secure", "httponly", "path=/"))
    assert "domain" not in secure


PUBLIC = "bruecke.vs.example"


@pytest.mark.parametrize("door", ["/api/sessions", "/sign-in"])
def test_behind_a_proxy_at_which_tls_ends_cookies_are_for_https_only(
    sqlite_store: DatabaseStore, door: str
) -> None:
    house = build(sqlite_store, public_url=f"https://{PUBLIC}")
    # As a proxy passes it on: by http, here even to a name of the inside.
    page = browser(house, "http://10.1.1.1:8001")
    who = {"login": "carla_smz", "password": PASSWORD}
    theirs = {"Origin": f"https://{PUBLIC}"}

    answer = page.post(door, headers=theirs, **({"json": who} if door.startswith("/api") else {"data": who}))
    cookie = answer.headers["set-cookie"].lower()
    value = cookie_value(answer)
    inside = page.get("/api/me", headers={"Cookie": f"__Host-{COOKIE}={value}"})
    unmarked = page.get("/api/me", headers={"Cookie": f"{COOKIE}={value}"})
    choice = page.get("/sign-in?lang=fr").headers["set-cookie"].lower()
    foreign = page.post(door, headers={"Origin": "https://10.1.1.1:8001"}, json=who)
    document = page.get("/api/openapi.json", headers={"Host": "evil.test"}).json()

    assert cookie.startswith("__host-bruecke_session=")
    assert all(word in cookie for word in ("; secure", "; httponly", "; path=/", "; samesite=lax"))
    assert "domain" not in cookie
    assert (inside.status_code, unmarked.status_code, foreign.status_code) == (200, 401, 403)
    assert "; secure" in choice
    assert all(
        one.headers["strict-transport-security"] == "max-age=31536000"
        for one in (answer, inside, unmarked, foreign)
    )
    flows = document["components"]["securitySchemes"]["system"]["flows"]
    assert flows["clientCredentials"]["tokenUrl"] == f"https://{PUBLIC}/oauth/token"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.test"},
        {"Forwarded": "proto=https;host=evil.test"},
        {"X-Forwarded-Ssl": "on"},
        {"X-Forwarded-Proto": "http"},
    ],
    ids=str,
)
@pytest.mark.parametrize("public_url", [None, f"https://{PUBLIC}"], ids=str)
def test_no_header_of_a_stranger_says_how_we_are_reached(
    sqlite_store: DatabaseStore, public_url: str | None, headers: dict[str, str]
) -> None:
    house = build(sqlite_store, public_url=public_url)
    page = browser(house)

    answer = page.post("/api/sessions", headers=headers, json={"login": "carla_smz", "password": PASSWORD})
    document = page.get("/api/openapi.json", headers=headers)

    is_https = public_url is not None
    assert ("secure" in answer.headers["set-cookie"].lower()) is is_https
    assert ("strict-transport-security" in answer.headers) is is_https
    assert "evil.test" not in document.text


@pytest.mark.parametrize(
    "url",
    [
        "http://bruecke.vs.example",
        "bruecke.vs.example",
        "https://",
        "https://x.example/bruecke",
        "https://a:b@x",
        "https://:x@b.ch",
        "https://b.ch:",
        "https://b.ch:99999",
    ],
)
def test_a_public_url_that_can_not_be_is_told_at_the_start(url: str) -> None:
    with pytest.raises(ValidationError, match="https://HOST"):
        Settings(public_url=url)


def test_a_public_url_is_read_as_browsers_name_it() -> None:
    hosts = [
        Settings(public_url=f"https://{rest}").public_host for rest in ("A.ch/", "a.ch:443", "a.ch:8443")
    ]

    assert hosts == ["a.ch", "a.ch", "a.ch:8443"]
    assert Settings(public_url=" https://Brücke.ch ").public_host == "xn--brcke-lva.ch"


def test_behind_our_proxy_a_stranger_locks_out_nobody_but_themselves(sqlite_store: DatabaseStore) -> None:
    house = build(sqlite_store, public_url=f"https://{PUBLIC}")
    page = browser(house, f"https://{PUBLIC}")
    theirs, ours = (
        {"X-Forwarded-For": "10.9.9.9, 203.0.113.7"},
        {"X-Forwarded-For": "203.0.113.7, 198.51.100.1"},
    )

    for number in range(PER_ADDRESS + 1):
        wrong = {"login": f"nobody{number}", "password": "x"}
        last = page.post("/api/sessions", json=wrong, headers=theirs)
    right = {"login": "carla_smz", "password": PASSWORD}

    assert last.status_code == 429
    assert page.post("/api/sessions", json=right, headers=theirs).status_code == 429
    assert page.post("/api/sessions", json=right, headers=ours).status_code == 200


def test_a_request_from_the_same_host_by_http_is_foreign_where_people_come_by_https(
    sqlite_store: DatabaseStore,
) -> None:
    page = browser(build(sqlite_store, public_url=f"https://{PUBLIC}"), f"https://{PUBLIC}")
    who = {"login": "carla_smz", "password": PASSWORD}

    answers = [
        page.post("/api/sessions", json=who, headers={"Origin": f"{scheme}://{PUBLIC}"})
        for scheme in ("http", "https")
    ]

    assert [answer.status_code for answer in answers] == [403, 200]


def cookie_value(answer: Response) -> str:
    return answer.headers["set-cookie"].partition("=")[2].partition(";")[0]


def test_signing_out_ends_the_session_for_whoever_has_its_cookie(own_house: House) -> None:
    page, csrf = signed_in(own_house)
    copy = browser(own_house)
    copy.cookies.set(COOKIE, page.cookies[COOKIE])

    answer = page.delete("/api/sessions/current", headers=csrf)

    assert answer.status_code == 204
    assert copy.get("/api/me").status_code == 401
    assert own_house.rows(Session) == []


def test_a_session_lives_on_while_it_is_used_and_ends_when_it_is_not(own_house: House) -> None:
    page, _ = signed_in(own_house)
    seen = []

    for pause in (IDLE - MINUTE, IDLE - MINUTE, IDLE):
        own_house.clock.advance(pause)
        seen.append(page.get("/api/me").status_code)

    assert seen == [200, 200, 401]


def test_a_session_ends_after_its_longest_time_however_it_is_used(own_house: House) -> None:
    page, _ = signed_in(own_house)
    seen = []

    for _ in range(ABSOLUTE // (IDLE / 2)):
        own_house.clock.advance(IDLE / 2)
        seen.append(page.get("/api/me").status_code)

    assert set(seen[:-1]) == {200}
    assert seen[-1] == 401


def test_a_token_for_scripts_ends_too(own_house: House) -> None:
    own_house.token("carla_smz")

    own_house.clock.advance(timedelta(days=90))

    assert own_house.call("carla_smz", "GET", "/api/me").status_code == 401


def test_neither_cookie_nor_token_nor_password_can_be_read_from_the_database(own_house: House) -> None:
    page, _ = signed_in(own_house)
    token = own_house.token("carla_smz")

    kept = repr([*own_house.rows(Session), *own_house.rows(ApiToken), *own_house.users.values()])

    assert not any(secret in kept for secret in (page.cookies[COOKIE], token, PASSWORD))


@pytest.mark.parametrize("door", ["/api/sessions", "/api/tokens"])
@pytest.mark.parametrize("login", ["carla_smz", "nobody_at_all", "nul\0", "É" * 200])
def test_too_many_failures_for_a_login_slow_it_down_whether_it_exists_or_not(
    own_house: House, door: str, login: str
) -> None:
    page = browser(own_house)
    wrong = {"login": login, "password": "wrong"}

    answers = [page.post(door, json=wrong) for _ in range(PER_LOGIN_AND_ADDRESS + 1)]

    right = page.post(door, json={"login": login, "password": PASSWORD})
    assert [answer.status_code for answer in answers] == [401] * PER_LOGIN_AND_ADDRESS + [429]
    assert {answer.text for answer in answers[:-1]} == {answers[0].text}
    assert right.status_code == 429
    assert 0 < int(right.headers["Retry-After"]) <= WINDOW.total_seconds()
    own_house.clock.advance(WINDOW)
    assert page.post(door, json=wrong).status_code == 401


def test_an_unknown_login_is_told_the_same_as_a_wrong_password(own_house: House) -> None:
    page = browser(own_house)

    known = page.post("/api/sessions", json={"login": "carla_smz", "password": "wrong"})
    unknown = page.post("/api/sessions", json={"login": "nobody_at_all", "password": "wrong"})

    for answer in (known, unknown):
        del answer.headers["x-request-id"]
    assert (known.status_code, known.text, known.headers) == (
        unknown.status_code,
        unknown.text,
        unknown.headers,
    )
    assert len(own_house.rows(SignInAttempt)) == 6


def test_too_many_failures_from_an_address_slow_down_everybody_there_and_nobody_else(
    own_house: House,
) -> None:
    here, elsewhere = browser(own_house), browser(own_house, client="10.0.0.2")
    for number in range(PER_ADDRESS):
        sign_in(here, f"login{number}", "wrong")

    answers = [sign_in(here), sign_in(elsewhere)]

    assert [answer.status_code for answer in answers] == [429, 200]


def test_one_right_sign_in_does_not_wipe_out_what_counts_against_the_address(own_house: House) -> None:
    page = browser(own_house)
    for number in range(PER_ADDRESS - 1):
        sign_in(page, f"login{number}", "wrong")

    answers = [sign_in(page), sign_in(page, "another", "wrong"), sign_in(page)]

    assert [answer.status_code for answer in answers] == [200, 401, 429]


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize("login", ["nora_smz", "anna_rav", "karl_rav", "beat_iv", "ines_koo", "dario"])
def test_a_form_sent_for_a_case_that_one_does_not_see_finds_nothing_and_changes_nothing(
    house: House, login: str
) -> None:
    case = house.case_at("withdrawn")
    page, csrf = signed_in(house, login)
    task, gateway, consent = house.task(case), house.gateway(case), house.consent(case)
    assert gateway is not None
    assert consent is not None
    form = {"csrf": csrf["X-CSRF-Token"], "version": str(task.version), "do": "complete", "answer": "yes"}
    before = house.digest()

    answers = [
        page.post(f"/tasks/{task.key}", data=form | {"do": do})
        for do in ("complete", "draft", "claim", "release")
    ]
    answers.append(page.post(f"/gateways/{gateway.key}", data=form))
    answers.append(page.post(f"/consents/{consent.key}/withdrawal", data=form))

    assert {answer.status_code for answer in answers} == {404}
    assert house.digest() == before


def test_a_form_without_the_token_of_its_session_changes_nothing(house: House) -> None:
    case = house.case_at("granted")
    page, _ = signed_in(house)
    _, of_another = signed_in(house, "lea_smz")
    task, consent = house.task(case), house.consent(case)
    assert consent is not None
    before = house.digest()

    answers = [
        page.post(path, data={"do": "claim", "procedure": "wallis_tandem"} | form)
        for path in (
            f"/tasks/{task.key}",
            f"/consents/{consent.key}/withdrawal",
            "/cases/new",
            "/sign-out",
            "/search",
        )
        for form in ({}, {"csrf": of_another["X-CSRF-Token"]}, {"csrf": "é"})
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert house.digest() == before
    assert house.rows(Task, key=task.key) == [task]


@pytest.mark.parametrize(
    "target",
    ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "/%0d%0aSet-Cookie: a=b"],
)
def test_the_door_leads_to_no_other_site(own_house: House, target: str) -> None:
    page = browser(own_house)

    answer = page.post("/sign-in", data={"login": "carla_smz", "password": PASSWORD, "next": target})

    assert answer.status_code == 303
    assert "evil" not in answer.headers["location"]
    assert answer.headers["location"].startswith("/")
    assert "a=b" not in answer.headers.get("set-cookie", "")


def test_a_token_that_was_given_back_is_worth_nothing(own_house: House) -> None:
    token = {"Authorization": f"Bearer {own_house.token('carla_smz')}"}

    before = own_house.client.get("/api/me", headers=token)
    given_back = own_house.client.delete("/api/tokens/current", headers=token)
    after = own_house.client.get("/api/me", headers=token)

    assert [answer.status_code for answer in (before, given_back, after)] == [200, 204, 401]


def test_many_guesses_at_once_are_counted_before_they_are_looked_at(own_house: House) -> None:
    def guess(number: int) -> int:
        wrong = {"login": "carla_smz", "password": f"guess {number}"}
        return own_house.client.post("/api/tokens", json=wrong).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(24)))

    assert answers.count(401) == PER_LOGIN_AND_ADDRESS
    assert answers.count(429) == 24 - PER_LOGIN_AND_ADDRESS
