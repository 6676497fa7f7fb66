"""The same thing twice, and two things at once: one effect, a clear answer, nothing lost."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import httpx2
import pytest

from cases.rows import Case, Record
from engine.chain import first_break
from engine.rows import Event, Instance, Receipt, Seat, Task
from tests.api.house import ANALYSIS, REGISTRATION, House, Response
from tests.client import client_of

START = {"procedure": "wallis_tandem"}
ROUNDS = 3
Asking = Callable[[httpx2.Client], Response]


def as_(house: House, login: str, path: str, body: Any = None, key: str | None = None) -> Asking:
    headers = {"Authorization": f"Bearer {house.token(login)}"} | ({"Idempotency-Key": key} if key else {})
    return lambda client: client.post(path, json=body, headers=headers)


def at_once(house: House, *asking: Asking) -> list[Response]:
    """Every request in a thread of its own, all let go at the same moment."""
    gate = Barrier(len(asking))
    answers: dict[int, Response] = {}

    def run(number: int, ask: Asking) -> None:
        client = client_of(house.app)
        gate.wait()
        answers[number] = ask(client)

    threads = [Thread(target=run, args=pair) for pair in enumerate(asking)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[number] for number in range(len(asking))]


def test_a_repeated_request_gets_the_same_answer_and_has_one_effect(house: House) -> None:
    before = len(house.rows(Case))

    answers = [
        house.post("carla_smz", "/api/cases", START, headers={"Idempotency-Key": "once"}) for _ in range(3)
    ]

    assert answers[0] == answers[1] == answers[2]
    assert len(house.rows(Case)) == before + 1


def test_the_same_key_for_something_else_is_refused_and_has_no_effect(house: House) -> None:
    case = house.case_at("granted")
    task = house.task(case)
    key = {"Idempotency-Key": "used"}
    house.post(
        "carla_smz",
        f"/api/tasks/{task.key}/draft",
        {"answers": {"qualification": "EFZ"}, "version": 1},
        headers=key,
    )
    before = house.digest()

    answers = [
        house.call("carla_smz", "POST", path, json=body, headers=key)
        for path, body in (
            (f"/api/tasks/{task.key}/draft", {"answers": {"qualification": "EBA"}, "version": 1}),
            (f"/api/tasks/{task.key}/completion", {"answers": {"qualification": "EFZ"}, "version": 1}),
            (f"/api/tasks/{task.key}/claim", None),
            ("/api/cases", START),
        )
    ]

    assert {(a.status_code, a.json()["type"]) for a in answers} == {
        (409, "urn:bruecke:idempotency-key-reused")
    }
    assert house.digest() == before


def test_a_key_belongs_to_whoever_sent_it(house: House) -> None:
    key = {"Idempotency-Key": "mine"}

    cases = {
        house.post(login, "/api/cases", START, headers=key)["case"] for login in ("carla_smz", "lea_smz")
    }

    assert len(cases) == 2


def test_a_refused_request_leaves_its_key_free(house: House) -> None:
    case = house.case_at("granted")
    path, key = f"/api/tasks/{house.task(case).key}/completion", {"Idempotency-Key": "again"}

    refused = house.call("carla_smz", "POST", path, json={"answers": {}, "version": 1}, headers=key)
    done = house.call("carla_smz", "POST", path, json={"answers": ANALYSIS, "version": 1}, headers=key)

    assert (refused.status_code, done.status_code) == (422, 200)


def test_the_same_request_from_many_threads_at_once_has_one_effect(house: House) -> None:
    before = len(house.rows(Case))

    for number in range(ROUNDS):
        answers = at_once(house, *[as_(house, "carla_smz", "/api/cases", START, f"at-once-{number}")] * 4)

        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.text for answer in answers}) == 1
    assert len(house.rows(Case)) == before + ROUNDS
    assert len([row for row in house.rows(Receipt) if row.token.startswith("at-once")]) == ROUNDS


def test_of_two_completions_at_once_one_wins(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.open_case()
        path = f"/api/tasks/{house.task(case).key}/completion"
        bodies = [{"answers": REGISTRATION | {"first_name": name}, "version": 1} for name in ("Sara", "Zara")]

        answers = at_once(
            house,
            *(
                as_(house, login, path, body)
                for login, body in zip(("carla_smz", "lea_smz"), bodies, strict=True)
            ),
        )

        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert len(house.rows(Record, case_key=int(case), type="person")) == 1
        assert len(house.rows(Event, instance_key=int(case), kind="TASK_COMPLETED")) == 1
        assert len(house.rows(Task, instance_key=int(case), status="open")) == 1


def test_a_double_click_on_completing_is_one_completion(house: House) -> None:
    for number in range(ROUNDS):
        case = house.open_case()
        path = f"/api/tasks/{house.task(case).key}/completion"
        body = {"answers": REGISTRATION, "version": 1}

        answers = at_once(house, *[as_(house, "carla_smz", path, body, f"double-{number}")] * 2)

        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].text == answers[1].text
        assert len(house.rows(Event, instance_key=int(case), kind="TASK_COMPLETED")) == 1


@pytest.mark.requirement("VS-03")
def test_two_seats_may_sign_the_same_draft_at_the_same_moment(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.case_at("granted")
        task = house.task(case)
        version = house.post(
            "carla_smz", f"/api/tasks/{task.key}/draft", {"answers": ANALYSIS, "version": 1}
        )["version"]
        path = f"/api/tasks/{task.key}/signature"

        answers = at_once(
            house, *(as_(house, login, path, {"version": version}) for login in ("carla_smz", "anna_rav"))
        )

        assert [answer.status_code for answer in answers] == [200, 200]
        assert sorted(answer.json()["status"] for answer in answers) == ["completed", "open"]
        done = house.rows(Event, instance_key=int(case), kind="TASK_COMPLETED", element="joint_analysis")
        assert len(done) == 1


@pytest.mark.requirement("VS-03")
def test_of_two_seats_that_write_different_answers_at_once_no_signature_covers_what_it_did_not_see(
    house: House,
) -> None:
    for _ in range(ROUNDS):
        case = house.case_at("granted")
        task = house.task(case)
        path = f"/api/tasks/{task.key}/completion"
        bodies = [{"answers": ANALYSIS | {"qualification": word}, "version": 1} for word in ("EFZ", "EBA")]

        answers = at_once(
            house, as_(house, "carla_smz", path, bodies[0]), as_(house, "anna_rav", path, bodies[1])
        )

        filled = [seat for seat in house.rows(Seat, subject_key=task.key) if seat.filled_by]
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert [seat.filled_version for seat in filled] == [house.task(case).version]


@pytest.mark.requirement("VS-02")
def test_two_seats_may_decide_at_the_same_moment(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.case_at("question")
        gateway = house.gateway(case)
        assert gateway is not None
        basis = house.get("carla_smz", f"/api/gateways/{gateway.key}")["basis"]
        path, body = f"/api/gateways/{gateway.key}/decision", {"answer": "yes", "basis": basis}

        answers = at_once(house, *(as_(house, login, path, body) for login in ("carla_smz", "anna_rav")))

        assert [answer.status_code for answer in answers] == [200, 200]
        assert sorted(answer.json()["status"] for answer in answers) == ["decided", "open"]
        assert (
            len(
                house.rows(Event, instance_key=int(case), kind="GATEWAY_DECIDED", element="complex_situation")
            )
            == 1
        )


@pytest.mark.requirement("VS-04")
def test_a_withdrawal_at_the_moment_of_a_signature_ends_in_a_clear_state(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.case_at("granted")
        consent, task = house.consent(case), house.task(case)
        assert consent is not None
        signing = {"answers": ANALYSIS, "version": 1}

        withdrawn, signed = at_once(
            house,
            as_(house, "carla_smz", f"/api/consents/{consent.key}/withdrawal"),
            as_(house, "anna_rav", f"/api/tasks/{task.key}/completion", signing),
        )

        assert withdrawn.status_code == 200
        assert signed.status_code in {200, 404}
        assert house.call("anna_rav", "GET", f"/api/cases/{case}").status_code == 404
        events = house.rows(Event, instance_key=int(case))
        assert first_break(events) is None
        assert house.rows(Instance, key=int(case))[0].next_event == len(events) + 1


def test_of_two_who_take_a_task_at_once_one_has_it(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.case_at("fresh")
        task = house.task(case)

        answers = at_once(
            house, *(as_(house, login, f"/api/tasks/{task.key}/claim") for login in ("carla_smz", "lea_smz"))
        )

        won = [answer.json()["assignee"] for answer in answers if answer.status_code == 200]
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert [str(house.task(case).assignee)] == won


def test_whoever_saw_an_older_version_changes_nothing_and_learns_the_new_one(house: House) -> None:
    case = house.case_at("granted")
    path = f"/api/tasks/{house.task(case).key}"
    house.post("carla_smz", f"{path}/draft", {"answers": {"qualification": "EFZ"}, "version": 1})
    before = house.digest()

    answers = [
        house.call("anna_rav", "POST", f"{path}/{verb}", json=body)
        for verb, body in (
            ("draft", {"answers": {}, "version": 1}),
            ("completion", {"answers": ANALYSIS, "version": 1}),
            ("signature", {"version": 1}),
        )
    ]

    assert {(a.status_code, a.json()["type"], a.json()["version"]) for a in answers} == {
        (409, "urn:bruecke:task-changed", 2)
    }
    assert house.digest() == before


def test_a_decision_on_another_basis_than_was_shown_is_not_taken(house: House) -> None:
    case = house.case_at("question")
    gateway = house.gateway(case)
    assert gateway is not None
    shown = house.get("carla_smz", f"/api/gateways/{gateway.key}")["basis"]
    before = house.digest()

    answer = house.call(
        "carla_smz",
        "POST",
        f"/api/gateways/{gateway.key}/decision",
        json={"answer": "yes", "basis": "0" * 32},
    )

    assert (answer.status_code, answer.json()["type"]) == (409, "urn:bruecke:basis-changed")
    assert answer.json()["basis"] == shown
    assert house.digest() == before
