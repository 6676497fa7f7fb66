"""Systems: accounts without a password, keys that open what their scopes name and no more, tokens against these."""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest

from api.access import doors_of, routes_of
from api.cast import PASSWORD
from cases.attempts import WINDOW
from cases.commands.use_key import PER_CLIENT_AND_ADDRESS
from cases.rows import AccessToken, ApiKey, Unit, User
from cases.scopes import SCOPES, Scope
from cases.systems import KEY_LIFE
from engine.rows import Receipt
from tests.api.house import REGISTRATION, START, House, Response
from tests.api.test_access import MATRIX, method_of, name_of, place_at
from tests.api.test_pages import Visitor, hidden_fields, main_of
from tests.api.test_repeated_requests import as_, at_once
from tests.client import ADDRESS

Key = dict[str, Any]


def operator(house: House, institution: str = "SMZ Sitten") -> str:
    """Olga, as operator of this institution."""
    unit = unit_of(house, institution)
    with house.bruecke.engine.store.work() as work:
        user = work.get(User, house.users["olga"].key)
        assert user is not None
        work.replace(replace(user, institution_key=unit.institution_key, unit_key=unit.key))
    return "olga"


def unit_of(house: House, institution: str, name: str | None = None) -> Unit:
    login = {"SMZ Sitten": "carla_smz", "RAV Sitten": "anna_rav", "IIZ-Koordination Wallis": "ines_koo"}
    unit = house.users[login[institution]].unit_key
    found: list[Unit] = house.rows(Unit, key=unit)
    return found[0]


@pytest.fixture
def at_home(house: House) -> Iterator[None]:
    """Olga goes back to her office afterwards: the house is shared."""
    yield
    with house.bruecke.engine.store.work() as work:
        work.replace(house.users["olga"])


def system(house: House, institution: str = "SMZ Sitten") -> str:
    login = operator(house, institution)
    body = {"name": "Fachapplikation", "unit": str(unit_of(house, institution).key)}
    key: str = house.post(login, "/api/systems", body)["system"]
    return key


def key_of(house: House, *scopes: str, of: str | None = None, institution: str = "SMZ Sitten") -> Key:
    account = of or system(house, institution)
    body = {"label": "production", "scopes": list(scopes)}
    made: Key = house.post("olga", f"/api/systems/{account}/keys", body)
    return made


def without_scopes(house: House) -> Key:
    """A key that may do nothing at all; none can be made like this."""
    made = key_of(house, "metrics.read")
    with house.bruecke.engine.store.work() as work:
        row = work.get(ApiKey, int(made["key"]))
        assert row is not None
        work.replace(replace(row, scopes=""))
    return made


def by(house: House, secret: str, method: str, path: str, body: Any = None) -> Response:
    sent: dict[str, Any] = {"content": body} if isinstance(body, bytes) else {}
    sent |= {"json": body} if body is not None and not sent else {}
    return house.client.request(method, path, headers={"Authorization": f"Bearer {secret}"}, **sent)


def token_of(house: House, key: Key, **form: str) -> Response:
    form = {"grant_type": "client_credentials"} | form
    basic = b64encode(f"{key['client_id']}:{key['client_secret']}".encode()).decode()
    return house.client.post("/oauth/token", data=form, headers={"Authorization": f"Basic {basic}"})


pytestmark = pytest.mark.usefixtures("at_home")


def test_the_list_of_scopes_is_closed_and_every_scope_is_explained() -> None:
    assert tuple(SCOPES) == get_args(Scope)
    assert all(SCOPES.values())


def test_a_system_without_scope_is_stopped_at_every_door_before_anything_is_looked_at(house: House) -> None:
    place = place_at(house, "question")
    secret = without_scopes(house)["client_secret"]
    by(house, secret, "GET", "/api/cases")  # notes the day
    before = house.digest()
    wrong = {}

    for route in routes_of(house.app):
        doors = doors_of(route)
        if doors and name_of(route) in MATRIX:
            answer = by(house, secret, method_of(route), place.path(route.path), MATRIX[name_of(route)][0])
            scopes = [door.scope for door in doors]
            told = (answer.status_code, answer.json().get("type"), [answer.json().get("scope")])
            if told != (403, "urn:bruecke:scope-missing", scopes):
                wrong[name_of(route)] = told

    assert wrong == {}
    assert house.digest() == before


def test_a_page_that_anybody_may_read_does_not_know_a_system(house: House) -> None:
    secret = key_of(house, "cases.read")["client_secret"]

    page = by(house, secret, "GET", "/docs")

    assert page.status_code == 200
    assert 'action="/sign-out"' not in page.text


def test_no_page_lets_systems_in(house: House) -> None:
    scopes = {
        name_of(route): door.scope
        for route in routes_of(house.app)
        for door in doors_of(route)
        if route.operation_id is None
    }

    assert len(scopes) > 40
    assert set(scopes.values()) == {None}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_opens_its_doors_and_no_others(house: House, scope: str) -> None:
    place = place_at(house, "granted")
    # Who says where events go has to be one who may read them; that one without the other opens nothing is in test_webhooks.
    scopes = {scope, *(["events.read"] if scope == "webhooks.manage" else [])}
    secret = key_of(house, *sorted(scopes))["client_secret"]
    wrong = {}

    for route in routes_of(house.app):
        doors = doors_of(route)
        if doors and name_of(route) in MATRIX:
            answer = by(house, secret, method_of(route), place.path(route.path), MATRIX[name_of(route)][0])
            is_stopped = "scope-missing" in answer.text
            if is_stopped == bool(scopes & {door.scope for door in doors}) or answer.status_code >= 500:
                wrong[name_of(route)] = answer.status_code, answer.text

    assert wrong == {}


def test_a_system_works_on_a_case_with_the_mandate_of_its_unit(house: House) -> None:
    secret = key_of(house, "cases.start", "cases.read", "tasks.write")["client_secret"]

    begun = by(house, secret, "POST", "/api/cases", {"procedure": "wallis_tandem"})
    case = begun.json()["case"]
    listed = by(house, secret, "GET", f"/api/tasks?case={case}").json()["items"]
    body = {"answers": REGISTRATION, "version": 1}
    done = by(house, secret, "POST", f"/api/tasks/{listed[0]['key']}/completion", body)

    assert (begun.status_code, done.status_code) == (201, 200)
    assert house.get("carla_smz", f"/api/cases/{case}")["person_name"] == "Sara Perren"
    history = house.get("carla_smz", f"/api/cases/{case}/history")["items"]
    assert {line["actor"] for line in history if line["kind"] == "TASK_COMPLETED"} == {"Fachapplikation"}


def test_a_key_reaches_no_case_that_its_institution_does_not_see(house: House) -> None:
    secret = key_of(house, *SCOPES, institution="RAV Sitten")["client_secret"]
    fresh, granted = house.case_at("fresh"), house.case_at("granted")

    seen = by(house, secret, "GET", "/api/cases?limit=200").json()["items"]
    reads = [by(house, secret, "GET", f"/api/cases/{case}").status_code for case in (fresh, granted)]
    task = by(house, secret, "GET", f"/api/tasks/{house.task(fresh).key}")

    assert fresh not in {line["key"] for line in seen}
    assert granted in {line["key"] for line in seen}
    assert reads == [404, 200]
    assert task.status_code == 404


def test_the_person_learns_which_system_read_their_case(house: House) -> None:
    secret = key_of(house, "cases.read", institution="RAV Sitten")["client_secret"]
    case = house.case_at("granted")

    by(house, secret, "GET", f"/api/cases/{case}")

    assert "Fachapplikation" in str(house.get("carla_smz", f"/api/cases/{case}/access"))


def test_a_system_has_no_password_and_is_chosen_for_nothing(house: House) -> None:
    account = system(house)
    user = house.rows(User, key=int(account))[0]

    for password in ("", "!", PASSWORD, "nobody has this password"):
        for door in ("/api/sessions", "/api/tokens"):
            answer = house.client.post(door, json={"login": user.login, "password": password})
            assert answer.status_code in {401, 429}

    case = house.case_at("fresh")
    form = house.get("carla_smz", f"/api/tasks/{house.task(case).key}/form")
    assert account not in str(form)
    assert account not in str(house.get("carla_smz", f"/api/cases/{case}/lead"))
    body = {"deputy": account, "first_day": "2026-02-10"}
    assert house.call("carla_smz", "POST", "/api/absences", json=body).status_code == 422


def test_only_the_digest_of_a_secret_is_kept_and_no_receipt_knows_it(house: House) -> None:
    account = system(house)
    body = {"label": "production", "scopes": ["cases.read"]}
    path, header = f"/api/systems/{account}/keys", {"Idempotency-Key": "one key"}

    first = house.post("olga", path, body, headers=header)
    again = house.call("olga", "POST", path, json=body, headers=header)
    other = house.call("olga", "POST", path, json=body | {"label": "test"}, headers=header)

    secret = first["client_secret"]
    assert secret.startswith("bruecke_sys_")
    assert (again.status_code, again.json()["type"]) == (409, "urn:bruecke:secret-shown")
    assert (other.status_code, other.json()["type"]) == (409, "urn:bruecke:idempotency-key-reused")
    assert len(house.rows(ApiKey, user_key=int(account))) == 1
    assert secret not in repr(house.rows(ApiKey))
    assert secret not in repr([row.answer for row in house.rows(Receipt)])
    assert secret not in str(house.get("olga", "/api/systems"))


def test_a_key_that_is_created_twice_at_once_is_one_key(house: House) -> None:
    account = system(house)
    body = {"label": "production", "scopes": ["cases.read"]}

    answers = at_once(
        house, *[as_(house, "olga", f"/api/systems/{account}/keys", body, f"both {account}")] * 3
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    (row,) = house.rows(ApiKey, user_key=int(account))
    (shown,) = [answer.json() for answer in answers if answer.status_code == 201]
    assert shown["key"] == str(row.key)


@pytest.mark.parametrize(
    "body",
    [
        {"label": " ", "scopes": ["cases.read"]},
        {"label": "x", "scopes": []},
        {"label": "x", "scopes": ["everything"]},
        {"label": "x", "scopes": ["cases.read"], "last_day": "2026-02-09"},
        {"label": "x", "scopes": ["cases.read"], "last_day": "2030-01-01"},
    ],
    ids=str,
)
def test_a_key_needs_a_label_a_scope_and_an_end_in_reach(house: House, body: Any) -> None:
    account = system(house)

    answer = house.call("olga", "POST", f"/api/systems/{account}/keys", json=body)

    assert answer.status_code == 422
    assert house.rows(ApiKey, user_key=int(account)) == []


def test_systems_are_looked_after_by_operators_of_their_institution_alone(house: House) -> None:
    account = system(house, "RAV Sitten")
    key = key_of(house, "cases.read", of=account)["key"]
    elsewhere = str(unit_of(house, "RAV Sitten").key)
    operator(house, "SMZ Sitten")
    asked = {
        "list": ("GET", "/api/systems", None),
        "create": ("POST", "/api/systems", {"name": "x", "unit": elsewhere}),
        "key": ("POST", f"/api/systems/{account}/keys", {"label": "x", "scopes": ["cases.read"]}),
        "revoke": ("POST", f"/api/systems/keys/{key}/revocation", None),
    }

    found = {
        login: [
            house.call(login, method, path, json=body).status_code for method, path, body in asked.values()
        ]
        for login in ("olga", "anna_rav", "ines_koo", "dario")
    }

    assert found["olga"] == [200, 422, 404, 404]
    assert found["anna_rav"] == found["ines_koo"] == found["dario"] == [403] * 4
    assert account not in str(house.get("olga", "/api/systems"))
    assert account in str(Visitor(house, operator(house, "RAV Sitten")).get("/systems").text)


def test_a_key_ends_with_its_last_day_in_switzerland(own_house: House) -> None:
    account = system(own_house)
    body = {"label": "x", "scopes": ["cases.read"], "last_day": "2026-02-11"}
    until = own_house.post("olga", f"/api/systems/{account}/keys", body)["client_secret"]
    a_year = key_of(own_house, "cases.read", of=account)["client_secret"]
    seen = []

    for moment in ("2026-02-11T22:59:59+00:00", "2026-02-11T23:00:00+00:00"):
        own_house.clock.advance(type(START).fromisoformat(moment) - own_house.clock.now())
        seen.append(by(own_house, until, "GET", "/api/cases").status_code)
    own_house.clock.advance(START + KEY_LIFE - own_house.clock.now())

    assert seen == [200, 401]
    assert by(own_house, a_year, "GET", "/api/cases").status_code == 401


def test_the_last_use_is_kept_by_day_and_written_once_a_day(own_house: House) -> None:
    made = key_of(own_house, "cases.read")
    by(own_house, made["client_secret"], "GET", "/api/cases")
    before = own_house.digest()

    by(own_house, made["client_secret"], "GET", "/api/cases")
    same_day = own_house.digest()
    own_house.clock.advance(timedelta(days=1))
    by(own_house, made["client_secret"], "GET", "/api/cases")

    assert same_day == before
    assert f"{own_house.rows(ApiKey)[0].used_on}" == "2026-02-11"


def test_a_revoked_key_and_its_tokens_let_in_no_more(house: House) -> None:
    made = key_of(house, "cases.read")
    token = token_of(house, made).json()["access_token"]
    secrets = (made["client_secret"], token)
    before = [by(house, secret, "GET", "/api/cases").status_code for secret in secrets]

    house.post("olga", f"/api/systems/keys/{made['key']}/revocation")
    again = house.call("olga", "POST", f"/api/systems/keys/{made['key']}/revocation")

    assert before == [200, 200]
    assert [by(house, secret, "GET", "/api/cases").status_code for secret in secrets] == [401, 401]
    assert (again.status_code, again.json()["type"]) == (409, "urn:bruecke:key-revoked")
    assert token_of(house, made).json()["error"] == "invalid_client"


def test_a_token_has_the_scopes_asked_for_and_lasts_an_hour(own_house: House) -> None:
    made = key_of(own_house, "cases.read", "cases.start")

    answer = token_of(own_house, made, scope="cases.read")
    everything = token_of(own_house, made).json()

    told = answer.json()
    assert answer.headers["cache-control"] == "no-store"
    assert {name: told[name] for name in ("token_type", "expires_in", "scope")} == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "cases.read",
    }
    assert everything["scope"] == "cases.start cases.read"
    start = {"procedure": "wallis_tandem"}
    assert by(own_house, told["access_token"], "GET", "/api/cases").status_code == 200
    assert by(own_house, told["access_token"], "POST", "/api/cases", start).status_code == 403
    assert by(own_house, everything["access_token"], "POST", "/api/cases", start).status_code == 201
    own_house.clock.advance(timedelta(hours=1))
    assert by(own_house, told["access_token"], "GET", "/api/cases").status_code == 401


def test_id_and_secret_may_come_in_the_form(house: House) -> None:
    made = key_of(house, "cases.read")
    form = {"grant_type": "client_credentials"} | {k: made[k] for k in ("client_id", "client_secret")}

    answer = house.client.post("/oauth/token", data=form)

    assert answer.status_code == 200
    assert by(house, answer.json()["access_token"], "GET", "/api/cases").status_code == 200


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
        ({"grant_type": ""}, (400, "invalid_request")),
        ({"scope": "cases.start"}, (400, "invalid_scope")),
        ({"scope": "cases.read everything"}, (400, "invalid_scope")),
        ({"client_secret": "twice"}, (400, "invalid_request")),
        ({"client_id": "somebody else"}, (401, "invalid_client")),
    ],
    ids=str,
)
def test_a_token_is_refused_in_the_words_of_the_standard(
    house: House, form: dict[str, str], fault: tuple[int, str]
) -> None:
    made = key_of(house, "cases.read")

    answer = token_of(house, made, **form)

    assert (answer.status_code, answer.json()["error"]) == fault
    assert answer.headers["cache-control"] == "no-store"
    assert ("www-authenticate" in answer.headers) == (answer.status_code == 401)


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"grant_type": "client_credentials"}},
        {"content": b"grant_type=client_credentials&grant_type=password"},
        {"content": b"grant_type=\xff"},
        {"content": b"&".join([b"a=1"] * 30)},
    ],
    ids=str,
)
def test_what_is_no_plain_form_is_an_invalid_request(house: House, sent: dict[str, Any]) -> None:
    headers = {} if "json" in sent else {"Content-Type": "application/x-www-form-urlencoded"}

    answer = house.client.post("/oauth/token", headers=headers, **sent)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    "header", ["Basic", "Basic ???", "Basic " + b64encode(b"no colon").decode(), "Bearer x"]
)
def test_what_is_no_client_is_an_invalid_client(house: House, header: str) -> None:
    form = {"grant_type": "client_credentials"}

    answer = house.client.post("/oauth/token", data=form, headers={"Authorization": header})

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_an_unknown_client_is_answered_like_a_wrong_secret(own_house: House) -> None:
    made = key_of(own_house, "cases.read")

    answers = [
        token_of(own_house, made | wrong) for wrong in ({"client_secret": "wrong"}, {"client_id": "unknown"})
    ]

    assert answers[0].status_code == answers[1].status_code == 401
    assert answers[0].text == answers[1].text
    for answer in answers:
        del answer.headers["x-request-id"]
    assert sorted(answers[0].headers.items()) == sorted(answers[1].headers.items())


def test_wrong_secrets_close_the_door_for_a_while_and_right_ones_never_do(own_house: House) -> None:
    made = key_of(own_house, "cases.read")
    right = [token_of(own_house, made).status_code for _ in range(PER_CLIENT_AND_ADDRESS * 2)]
    wrong = [
        token_of(own_house, made | {"client_secret": "wrong"}).status_code
        for _ in range(PER_CLIENT_AND_ADDRESS)
    ]

    closed = token_of(own_house, made)
    own_house.clock.advance(WINDOW)
    open_again = token_of(own_house, made)

    assert set(right) == {200}
    assert set(wrong) == {401}
    assert (closed.status_code, closed.json()["error"]) == (429, "slow_down")
    assert int(closed.headers["retry-after"]) > 0
    assert open_again.status_code == 200


def test_only_digests_of_tokens_are_kept_and_old_ones_go(own_house: House) -> None:
    made = key_of(own_house, "cases.read")
    token = token_of(own_house, made).json()["access_token"]

    assert token not in repr(own_house.rows(AccessToken))

    own_house.clock.advance(timedelta(hours=2))
    token_of(own_house, made)
    assert len(own_house.rows(AccessToken)) == 1


def test_the_document_names_the_scope_of_every_operation_that_lets_systems_in(house: House) -> None:
    document = house.app.openapi()
    schemes = document["components"]["securitySchemes"]
    doors = {route.operation_id: doors_of(route) for route in routes_of(house.app)}

    told = {
        operation["operationId"]: [
            scope for way in operation.get("security", []) for scope in way.get("system", [])
        ]
        for operations in document["paths"].values()
        for operation in operations.values()
    }

    flow = schemes["system"]["flows"]["clientCredentials"]
    assert list(flow["scopes"]) == list(SCOPES)
    served = house.client.get("/api/openapi.json").json()["components"]["securitySchemes"]["system"]
    assert served["flows"]["clientCredentials"]["tokenUrl"] == f"{ADDRESS}/oauth/token"
    assert told == {name: [door.scope for door in doors[name] if door.scope] for name in told}
    assert told["read_case"] == ["cases.read"]


# pages


def test_an_operator_creates_a_system_and_a_key_on_the_page_and_revokes_it(own_house: House) -> None:
    visitor = Visitor(own_house, "olga")
    empty = visitor.get("/systems")
    unit = str(own_house.users["olga"].unit_key)

    created = visitor.post("/systems", empty, name="Datendrehscheibe", unit=unit)
    shown = visitor.get(created.headers["location"])
    account = re.findall(r'action="/systems/(\d+)/keys"', shown.text)[0]
    form = hidden_fields(
        shown.text.split(f'action="/systems/{account}/keys"')[0]
        + "<main"
        + shown.text.split(f'action="/systems/{account}/keys"')[1].split("</form>")[0]
    )
    key = visitor.client.post(
        f"/systems/{account}/keys", data=form | {"label": "Produktion", "scopes": ["cases.read", "jobs.work"]}
    )
    again = visitor.client.post(
        f"/systems/{account}/keys", data=form | {"label": "Produktion", "scopes": ["cases.read", "jobs.work"]}
    )
    secret = re.findall(r'value="(bruecke_sys_[^"]+)"', key.text)[0]
    (row,) = own_house.rows(ApiKey)
    confirm = visitor.get(f"/systems/keys/{row.key}/revocation")
    revoked = visitor.post(f"/systems/keys/{row.key}/revocation", confirm)

    assert "Noch kein System" in main_of(empty)
    assert row.scopes == "cases.read jobs.work"
    assert (key.status_code, again.status_code) == (200, 409)
    assert secret not in again.text
    assert "nur einmal" in main_of(again)
    assert secret not in visitor.get("/systems").text
    assert revoked.headers["location"] == "/systems?done=revoked"
    assert own_house.rows(ApiKey)[0].revoked_by == own_house.users["olga"].key
    assert by(own_house, secret, "GET", "/api/cases").status_code == 401


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "eine Bezeichnung"),
        ({"label": "x"}, "mindestens etwas"),
        ({"label": "x", "scopes": ["cases.read"], "last_day": "never"}, "05.06.2026"),
        ({"label": "x", "scopes": ["cases.read"], "last_day": "1.1.2040"}, "in zwei Jahren"),
    ],
    ids=str,
)
def test_a_key_that_can_not_be_made_says_why_and_keeps_what_was_typed(
    own_house: House, typed: dict[str, Any], says: str
) -> None:
    account = system(own_house, "IIZ-Koordination Wallis")
    visitor = Visitor(own_house, "olga")
    form = {
        name: value for name, value in hidden_fields(visitor.get("/systems").text).items() if name == "csrf"
    }

    page = visitor.client.post(f"/systems/{account}/keys", data=form | typed)

    assert page.status_code == 422
    assert says in main_of(page)
    assert f'value="{typed.get("last_day", "")}"' in page.text
    assert own_house.rows(ApiKey) == []
