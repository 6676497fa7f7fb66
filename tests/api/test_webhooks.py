"""Webhooks over real HTTP: what is sent to whom, how often, and what a receiver can do to the house."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Signature

from api.postmaster import deliver_beside
from cases.commands.deliver_events import LEASE, deliver_events, deliver_to, receivers_due
from cases.rows import Delivery, User, Webhook
from cases.webhooks import GIVE_UP
from engine.commands.number_events import number_events
from engine.rows import Receipt
from tests.api.house import House
from tests.api.test_systems import by, key_of
from tests.receiver import Receiver, answering, dripping, hanging, pouring, receiving

PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that takes everything."""
    with receiving() as found:
        yield found


@pytest.fixture
def operated(house: House) -> Iterator[House]:
    """The house in a closed network, whose Carla and Anna operate a system besides their work on cases."""
    courier = house.bruecke.courier
    object.__setattr__(house.bruecke, "courier", type(courier)(may_private=True))
    before = {login: set_roles(house, login, "caseworker,operator") for login in ("carla_smz", "anna_rav")}
    yield house
    for login, roles in before.items():
        set_roles(house, login, roles)
    with house.bruecke.engine.store.work() as work:
        for kind in (Delivery, Webhook):
            for row in work.find(kind):
                work.remove(kind, row.key)
    object.__setattr__(house.bruecke, "courier", courier)


def set_roles(house: House, login: str, roles: str) -> str:
    """Other roles for somebody; those before."""
    with house.bruecke.engine.store.work() as work:
        user = work.get(User, house.users[login].key)
        assert user is not None
        work.replace(replace(user, roles=roles))
    return user.roles


def register(house: House, receiver: Receiver, login: str = "carla_smz", **more: Any) -> str:
    """A webhook of somebody's; the receiver knows its secret."""
    answer = house.post(login, "/api/webhooks", {"url": receiver.url} | more)
    receiver.secret = answer["secret"]
    key: str = answer["webhook"]
    return key


def deliver(house: House) -> int:
    """One turn for everybody who has something to get."""
    bruecke = house.bruecke
    return deliver_events(bruecke.engine, bruecke.vault, bruecke.courier)


def make_due(house: House, *, since: datetime | None = None) -> None:
    """As if the rest and the pauses were over."""
    with house.bruecke.engine.store.work() as work:
        for hook in work.find(Webhook):
            work.replace(replace(hook, due_at=PAST, version=hook.version + 1))
        for row in work.find(Delivery, status="waiting"):
            work.replace(replace(row, due_at=PAST, since=since or row.since))


def note(house: House, case: str) -> None:
    """Something happens that only the own office sees."""
    house.post("carla_smz", f"/api/cases/{case}/notes", {"text": "x"})


def listed(house: House, key: str, login: str = "carla_smz") -> Any:
    items = house.get(login, "/api/webhooks")["items"]
    return next(item for item in items if item["key"] == key)


def test_a_receiver_gets_what_the_account_sees_in_the_order_of_the_feed(
    operated: House, receiver: Receiver
) -> None:
    register(operated, receiver)
    before = operated.get("carla_smz", "/api/events?after=now")["next"]
    operated.case_at("question")

    deliver(operated)

    assert receiver.got == operated.get("carla_smz", f"/api/events?after={before}&limit=200")["items"]
    assert "GATEWAY_OPENED" in receiver.kinds
    assert operated.rows(Delivery) == []


def test_nobody_is_told_more_than_their_account_sees(operated: House, receiver: Receiver) -> None:
    register(operated, receiver, "anna_rav")
    case = operated.case_at("granted")
    note(operated, case)
    deliver(operated)
    told = list(receiver.kinds)
    consent = operated.consent(case)
    assert consent is not None

    operated.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    deliver(operated)

    assert told
    assert "NOTE_WRITTEN" not in told
    assert receiver.kinds == told


def test_a_withdrawal_reaches_what_waits_already(operated: House, receiver: Receiver) -> None:
    register(operated, receiver, "anna_rav")
    case = operated.case_at("granted")
    receiver.usual = answering(503)
    deliver(operated)
    assert len(operated.rows(Delivery)) > 1
    sent = len(receiver.got)
    consent = operated.consent(case)
    assert consent is not None
    operated.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    receiver.usual = answering(204)
    make_due(operated)
    deliver(operated)

    assert len(receiver.got) == sent
    assert operated.rows(Delivery) == []


def test_only_the_kinds_that_were_asked_for_are_sent(operated: House, receiver: Receiver) -> None:
    register(operated, receiver, kinds=["NOTE_WRITTEN"])
    note(operated, operated.case_at("fresh"))

    deliver(operated)

    assert receiver.kinds == ["NOTE_WRITTEN"]


def test_what_failed_is_sent_again_with_the_same_id_and_has_one_effect(
    operated: House, receiver: Receiver
) -> None:
    key = register(operated, receiver)
    case = operated.case_at("fresh")
    deliver(operated)
    receiver.got.clear()
    receiver.effects.clear()
    receiver.next.append(answering(500))

    note(operated, case)
    deliver(operated)
    state = listed(operated, key)
    make_due(operated)
    deliver(operated)

    assert (state["state"], state["last_answer"], state["waiting"]) == ("retrying", "500", 1)
    assert state["next_try"] is not None
    assert [event["id"] for event in receiver.got] == [receiver.got[0]["id"]] * 2
    assert len(receiver.effects) == 1
    state = listed(operated, key)
    assert (state["state"], state["last_answer"], state["waiting"]) == ("delivering", "204", 0)


def test_pauses_grow_and_after_three_days_it_is_a_dead_letter_that_can_be_replayed(
    operated: House, receiver: Receiver
) -> None:
    key = register(operated, receiver)
    note(operated, operated.case_at("fresh"))
    receiver.usual = answering(500)
    pauses = []

    for _ in range(4):
        deliver(operated)
        first = min(operated.rows(Delivery), key=lambda row: -row.attempts)
        pauses.append((first.due_at - first.last_at).total_seconds())
        make_due(operated)
        with (
            operated.bruecke.engine.store.work() as work
        ):  # the others wait, so that it is always the same one
            for row in work.find(Delivery):
                if row.key != first.key:
                    work.replace(replace(row, due_at=datetime(2100, 1, 1, tzinfo=UTC)))
    make_due(operated, since=datetime.now(UTC) - GIVE_UP)
    deliver(operated)

    assert pauses == sorted(pauses)
    assert 8 <= pauses[0] <= 12
    assert 200 < pauses[3] < 400
    state = listed(operated, key)
    assert (state["waiting"], state["dead"]) == (0, len(operated.rows(Delivery)))
    letters = operated.get("carla_smz", f"/api/webhooks/{key}/dead-letters?limit=1")
    assert set(letters["items"][0]) == {"key", "occurred_at", "attempts", "last_answer", "last_at"}
    assert letters["next"] is not None

    receiver.usual = answering(204)
    one = operated.post("carla_smz", f"/api/webhooks/{key}/replay", {"letter": letters["items"][0]["key"]})
    rest = operated.post("carla_smz", f"/api/webhooks/{key}/replay", {})
    deliver(operated)

    assert (one["replayed"], rest["replayed"]) == (1, state["dead"] - 1)
    assert operated.rows(Delivery) == []
    assert len(receiver.effects) == state["dead"]


def test_everything_behind_a_cursor_can_be_sent_again(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver)
    before = operated.get("carla_smz", "/api/events?after=now")["next"]
    operated.case_at("fresh")
    deliver(operated)
    first = list(receiver.got)

    operated.post("carla_smz", f"/api/webhooks/{key}/replay", {"after": before})
    deliver(operated)

    assert receiver.got == first * 2
    assert len(receiver.effects) == len(first)


def test_a_receiver_that_answers_410_is_left_alone_and_goes_on_when_it_is_enabled(
    operated: House, receiver: Receiver
) -> None:
    key = register(operated, receiver)
    case = operated.case_at("fresh")
    deliver(operated)
    receiver.got.clear()
    receiver.next.append(answering(410))
    note(operated, case)

    deliver(operated)
    note(operated, case)
    make_due(operated)
    deliver(operated)

    assert receiver.kinds == ["NOTE_WRITTEN"]
    state = listed(operated, key)
    assert (state["state"], state["disabled_because"], state["last_answer"]) == (
        "disabled",
        "receiver",
        "410",
    )
    operated.post("carla_smz", f"/api/webhooks/{key}/enable")
    make_due(operated)
    deliver(operated)
    assert receiver.kinds == ["NOTE_WRITTEN"] * 3
    assert len(receiver.effects) >= 2


def test_redirects_are_not_followed(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver)
    note(operated, operated.case_at("fresh"))
    receiver.usual = answering(307, Location=receiver.url.replace("/events", "/elsewhere"))

    deliver(operated)

    assert set(receiver.paths) == {"/events"}
    assert listed(operated, key)["last_answer"] == "307"


def test_a_proxy_of_the_environment_is_not_used(
    operated: House, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    register(operated, receiver)
    operated.case_at("fresh")

    deliver(operated)

    assert receiver.got


@pytest.mark.parametrize("behaviour", [hanging, dripping])
def test_a_receiver_that_hangs_or_drips_is_given_up_and_holds_up_nobody(
    operated: House, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, behaviour: Any
) -> None:
    monkeypatch.setattr("adapters.webhooks.SECONDS", 1.0)
    done, stop = threading.Event(), threading.Event()
    with receiving() as slow:
        slow.usual = behaviour(done)
        stuck = register(operated, slow)
        key = register(operated, receiver)
        case = operated.case_at("fresh")
        deliver_beside(operated.bruecke, stop)
        try:
            wait_until(lambda: "CASE_OPENED" in receiver.kinds and listed(operated, stuck)["last_answer"])
            note(operated, case)
            wait_until(lambda: "NOTE_WRITTEN" in receiver.kinds)
        finally:
            stop.set()
            done.set()

        assert listed(operated, stuck)["last_answer"] == "timeout"
        assert listed(operated, key)["last_answer"] == "204"


def wait_until(is_so: Any) -> None:
    """Look again and again."""
    for _ in range(600):
        if is_so():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not come about")


def test_an_answer_without_end_is_not_read(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver)
    operated.case_at("fresh")
    receiver.usual = pouring

    deliver(operated)

    state = listed(operated, key)
    assert (state["last_answer"], state["waiting"]) == ("200", 0)


def test_a_receiver_that_has_disappeared_waits_without_growing_beyond_its_backlog(
    operated: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cases.commands.deliver_events.BACKLOG", 3)
    with receiving() as gone:
        key = register(operated, gone)
    case = operated.case_at("fresh")
    for _ in range(4):
        note(operated, case)
        make_due(operated)
        deliver(operated)

    state = listed(operated, key)
    assert (state["state"], state["last_answer"], state["waiting"]) == ("retrying", "unreachable", 3)


def test_a_worker_that_died_with_a_message_on_its_way_is_followed_by_one_that_sends_it_again(
    operated: House, receiver: Receiver
) -> None:
    key = int(register(operated, receiver))
    engine, vault = operated.bruecke.engine, operated.bruecke.vault
    operated.case_at("fresh")
    deliver(operated)
    receiver.got.clear()

    class Killed(BaseException):
        pass

    class Dying:
        def why_not(self, url: str) -> str | None:
            return None

        def post(self, envelope: Any) -> str:
            assert operated.bruecke.courier.post(envelope) == "204"
            raise Killed  # it arrived, and nobody is left to know

    note(operated, operated.case_at("fresh"))
    with pytest.raises(Killed):
        deliver_events(engine, vault, Dying())
    assert receivers_due(engine) == []  # its lease runs still
    assert not deliver_to(engine, vault, operated.bruecke.courier, key)
    (hook,) = operated.rows(Webhook, key=key)
    with engine.store.reading() as work:
        assert timedelta(0) < hook.due_at - work.now() <= timedelta(seconds=LEASE)

    make_due(operated)
    deliver(operated)

    assert receiver.got[0] == receiver.got[1]
    assert len({event["id"] for event in receiver.got}) == len(receiver.got) - 1
    assert operated.rows(Delivery) == []


@pytest.mark.parametrize("answer", ["500", "204", "410"])
def test_a_worker_that_comes_late_with_an_answer_changes_nothing(
    operated: House, receiver: Receiver, answer: str
) -> None:
    key = int(register(operated, receiver))
    engine, vault = operated.bruecke.engine, operated.bruecke.vault
    note(operated, operated.case_at("fresh"))
    number_events(engine)
    after: list[Any] = []

    class Slow:
        def why_not(self, url: str) -> str | None:
            return None

        def post(self, envelope: Any) -> str:
            """So slow that its lease ends: another worker sends all there is, and then something new happens."""
            make_due(operated)
            receiver.usual = answering(503 if answer == "204" else 204)
            deliver(operated)
            after.extend((*operated.rows(Webhook), *operated.rows(Delivery)))
            return answer

    assert deliver_to(engine, vault, Slow(), key)

    assert len(receiver.got) > 0
    assert [*operated.rows(Webhook), *operated.rows(Delivery)] == after


def test_two_workers_never_talk_to_one_receiver_at_once(operated: House, receiver: Receiver) -> None:
    key = int(register(operated, receiver))
    operated.case_at("question")
    bruecke = operated.bruecke
    threads = [
        threading.Thread(target=deliver_to, args=(bruecke.engine, bruecke.vault, bruecke.courier, key))
        for _ in range(4)
    ]

    deliver_events(bruecke.engine, bruecke.vault, bruecke.courier)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(receiver.got) == len(receiver.effects)


def test_a_new_secret_signs_beside_the_former_one_for_a_day(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver)
    answer = operated.post("carla_smz", f"/api/webhooks/{key}/secret")
    case = operated.case_at("fresh")

    deliver(operated)  # the receiver knows the former secret still
    assert receiver.got
    receiver.got.clear()
    receiver.secret = answer["secret"]
    note(operated, case)
    deliver(operated)

    assert receiver.kinds == ["NOTE_WRITTEN"]
    assert answer["secret"].startswith("whsec_")


def test_a_secret_is_shown_once_and_kept_sealed(operated: House, receiver: Receiver) -> None:
    headers = {"Idempotency-Key": f"once-{receiver.url}"}
    first = operated.post("carla_smz", "/api/webhooks", {"url": receiver.url}, headers=headers)
    again = operated.post("carla_smz", "/api/webhooks", {"url": receiver.url}, headers=headers)

    assert again == {"webhook": first["webhook"], "secret": None}
    secret = first["secret"].removeprefix("whsec_").encode()
    kept = repr(operated.rows(Webhook)) + repr(operated.rows(Receipt))
    assert secret.decode() not in kept
    assert Signature(first["secret"])
    assert "secret" not in operated.get("carla_smz", "/api/webhooks")["items"][0]


def test_a_new_secret_is_shown_once_and_is_the_one_in_force(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver)
    headers = {"Idempotency-Key": f"anew-{key}"}
    path = f"/api/webhooks/{key}/secret"
    first = operated.post("carla_smz", path, headers=headers)
    (before,) = [row for row in operated.rows(Webhook) if str(row.key) == str(key)]

    again = operated.post("carla_smz", path, headers=headers)

    assert first["secret"].startswith("whsec_")
    assert again == {"webhook": first["webhook"], "secret": None}
    assert [row for row in operated.rows(Webhook) if str(row.key) == str(key)] == [before]


def test_a_test_delivery_is_sent_like_an_event(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver, kinds=["CASE_CLOSED"])

    tried = operated.post("carla_smz", f"/api/webhooks/{key}/test")
    deliver(operated)

    (event,) = receiver.got
    assert (event["id"], event["kind"], event["case"]) == (tried["event"], "WEBHOOK_TEST", None)


def test_the_account_that_is_no_operator_any_more_ends_it(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver, "anna_rav")
    operated.case_at("granted")
    set_roles(operated, "anna_rav", "caseworker")

    deliver(operated)

    assert receiver.got == []
    (hook,) = operated.rows(Webhook, key=int(key))
    assert (hook.status, hook.disabled_because) == ("disabled", "account")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "", None),
        ("POST", "/disable", None),
        ("POST", "/enable", None),
        ("POST", "/secret", None),
        ("POST", "/test", None),
        ("POST", "/replay", {}),
        ("GET", "/dead-letters", None),
    ],
)
def test_operators_of_others_find_nothing_and_who_is_none_may_nothing(
    operated: House, receiver: Receiver, method: str, path: str, body: Any
) -> None:
    key = register(operated, receiver)
    sent = {} if body is None else {"json": body}

    answers = {
        login: operated.call(login, method, f"/api/webhooks/{key}{path}", **sent).status_code
        for login in ("anna_rav", "olga", "lea_smz", "dario", None)
    }

    assert answers == {"anna_rav": 404, "olga": 404, "lea_smz": 403, "dario": 403, None: 401}
    assert operated.get("anna_rav", "/api/webhooks")["items"] == []


def test_a_deleted_webhook_takes_along_what_waits(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver)
    operated.case_at("fresh")
    receiver.usual = answering(500)
    deliver(operated)

    assert operated.call("carla_smz", "DELETE", f"/api/webhooks/{key}").status_code == 204

    assert operated.rows(Webhook) == []
    assert operated.rows(Delivery) == []


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.ch/", "url-not-https"),
        ("ftp://example.ch/", "url-not-https"),
        ("https://user:word@example.ch/", "url-malformed"),
        ("https://example.ch/#x", "url-malformed"),
        ("https://", "url-malformed"),
        ("https://[::1", "url-malformed"),
        ("https://exa mple.ch/", "url-malformed"),
        ("https://127.0.0.1/", "url-private"),
        ("https://localhost:8000/", "url-private"),
        ("https://10.1.2.3/", "url-private"),
        ("https://169.254.169.254/latest/meta-data", "url-private"),
        ("https://[::1]/", "url-private"),
        ("https://[::ffff:10.0.0.1]/", "url-private"),
        ("https://[fd00::1]/", "url-private"),
    ],
)
def test_addresses_that_lead_inside_are_refused(house: House, url: str, code: str) -> None:
    answer = house.call("olga", "POST", "/api/webhooks", json={"url": url})

    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:bruecke:{code}")


def test_an_unknown_kind_is_refused(house: House) -> None:
    body = {"url": "https://example.ch/", "kinds": ["CASE_CLOSD"]}

    answer = house.call("olga", "POST", "/api/webhooks", json=body)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:kind-unknown")


def test_what_an_operator_without_cases_registers_says_so(operated: House, receiver: Receiver) -> None:
    key = register(operated, receiver, "olga")
    operated.case_at("fresh")

    deliver(operated)

    assert receiver.got == []
    assert listed(operated, key, "olga")["sees_cases"] is False


@pytest.fixture
def at_home(house: House) -> Iterator[None]:
    """Olga, who makes keys for systems of any office, goes back to hers: the house is shared."""
    yield
    with house.bruecke.engine.store.work() as work:
        work.replace(house.users["olga"])


@pytest.mark.usefixtures("at_home")
def test_a_system_is_told_what_its_unit_sees_at_an_address_of_its_own(
    operated: House, receiver: Receiver
) -> None:
    secret = key_of(operated, "webhooks.manage", "events.read")["client_secret"]
    made = by(operated, secret, "POST", "/api/webhooks", {"url": receiver.url, "kinds": ["CASE_OPENED"]})
    receiver.secret = made.json()["secret"]

    case = operated.case_at("fresh")
    deliver(operated)

    assert made.status_code == 201
    assert [event["case"] for event in receiver.got] == [case]
    listed = by(operated, secret, "GET", "/api/webhooks").json()["items"]
    assert [(one["account"], one["sees_cases"]) for one in listed] == [("Fachapplikation", True)]


@pytest.mark.usefixtures("at_home")
def test_once_its_key_is_revoked_a_system_is_told_nothing_any_more(
    operated: House, receiver: Receiver
) -> None:
    made = key_of(operated, "webhooks.manage", "events.read")
    account = operated.rows(User, name="Fachapplikation")[-1].key
    body = {"url": receiver.url, "kinds": ["CASE_OPENED"]}
    hook = by(operated, made["client_secret"], "POST", "/api/webhooks", body).json()["webhook"]
    key_of(operated, "events.read", of=str(account))
    operated.case_at("fresh")

    operated.post("olga", f"/api/systems/keys/{made['key']}/revocation")
    deliver(operated)

    assert receiver.got == []
    (row,) = operated.rows(Webhook, key=int(hook))
    assert (row.status, row.disabled_because) == ("disabled", "account")
    enabled = operated.call("olga", "POST", f"/api/webhooks/{hook}/enable")
    assert (enabled.status_code, enabled.json()["type"]) == (409, "urn:bruecke:account-gone")


@pytest.mark.usefixtures("at_home")
def test_a_system_finds_no_webhook_of_people_or_other_systems_and_operators_find_its_own(
    operated: House, receiver: Receiver
) -> None:
    of_carla = register(operated, receiver)
    first, second = (key_of(operated, "webhooks.manage", "events.read")["client_secret"] for _ in range(2))
    of_first = by(operated, first, "POST", "/api/webhooks", {"url": receiver.url}).json()["webhook"]

    statuses = [
        by(operated, second, method, f"/api/webhooks/{key}{path}", body).status_code
        for key in (of_carla, of_first)
        for method, path, body in (
            ("DELETE", "", None),
            ("POST", "/secret", None),
            ("POST", "/enable", None),
            ("POST", "/disable", None),
            ("POST", "/test", None),
            ("POST", "/replay", {}),
            ("GET", "/dead-letters", None),
        )
    ]

    assert statuses == [404] * 14
    assert by(operated, second, "GET", "/api/webhooks").json()["items"] == []
    listed = {one["key"] for one in operated.get("carla_smz", "/api/webhooks")["items"]}
    assert listed == {of_carla, of_first}
    assert by(operated, first, "DELETE", f"/api/webhooks/{of_first}").status_code == 204


@pytest.mark.usefixtures("at_home")
def test_a_system_that_may_not_read_events_is_told_of_none(operated: House, receiver: Receiver) -> None:
    secret = key_of(operated, "webhooks.manage")["client_secret"]

    answer = by(operated, secret, "POST", "/api/webhooks", {"url": receiver.url})

    assert (answer.status_code, answer.json()["scope"]) == (403, "events.read")


@pytest.mark.usefixtures("at_home")
def test_a_revoked_key_takes_its_webhooks_along_although_the_system_has_another_key(
    operated: House, receiver: Receiver
) -> None:
    made = key_of(operated, "webhooks.manage", "events.read")
    account = operated.rows(User, name="Fachapplikation")[-1].key
    hook = by(operated, made["client_secret"], "POST", "/api/webhooks", {"url": receiver.url}).json()[
        "webhook"
    ]
    other = key_of(operated, "webhooks.manage", "events.read", of=str(account))["client_secret"]

    operated.post("olga", f"/api/systems/keys/{made['key']}/revocation")
    operated.case_at("fresh")
    deliver(operated)

    assert receiver.got == []
    by_itself = by(operated, other, "POST", f"/api/webhooks/{hook}/enable")
    assert (by_itself.status_code, by_itself.json()["type"]) == (409, "urn:bruecke:disabled-by-operator")
    assert operated.call("olga", "POST", f"/api/webhooks/{hook}/enable").status_code == 200


@pytest.mark.usefixtures("at_home")
def test_what_an_operator_has_disabled_a_system_does_not_enable(operated: House, receiver: Receiver) -> None:
    secret = key_of(operated, "webhooks.manage", "events.read")["client_secret"]
    hook = by(operated, secret, "POST", "/api/webhooks", {"url": receiver.url}).json()["webhook"]
    way = f"/api/webhooks/{hook}"

    of_itself = [by(operated, secret, "POST", f"{way}/{do}").status_code for do in ("disable", "enable")]
    operated.post("olga", f"{way}/disable")
    after = by(operated, secret, "POST", f"{way}/enable")

    assert of_itself == [200, 200]
    assert (after.status_code, after.json()["type"]) == (409, "urn:bruecke:disabled-by-operator")


@pytest.mark.usefixtures("at_home")
def test_another_scope_opens_no_webhook(operated: House) -> None:
    secret = key_of(operated, "events.read", "cases.read")["client_secret"]

    answer = by(operated, secret, "GET", "/api/webhooks")

    assert (answer.status_code, answer.json()["scope"]) == (403, "webhooks.manage")
