"""The queue of jobs: taken by lease, told with the lock, tried again, mended in bulk; nobody else comes near."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Select, event, text

from adapters.database.jobs import due_jobs_statement, jobs_statement
from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.tables import TABLES
from cases.identity import by_token
from cases.lists import JobsAsked, viewer_of
from engine.keys import new_key
from engine.queues import MOST_ACTIVATIONS, pause
from engine.rows import Event, Incident, Job
from tests.api.house import House, Response
from tests.api.test_single_models import deploy, flow, job, model, start
from tests.databases import weighed

ENDED = '<endEvent id="e"/>'


def procedure(house: House, kind: str, retries: int = 2) -> str:
    """A released model with one job of a type."""
    name = f"p{uuid4().hex}"
    body = f'<startEvent id="s"/>{job("j", kind)}{ENDED}' + flow("f", "s", "j") + flow("g", "j", "e")
    deploy(house, model(name, body.replace('retries="2"', f'retries="{retries}"')))
    return name


def beside(house: House, kind: str) -> str:
    """A released model with one job of a type, and a task beside it."""
    name = f"p{uuid4().hex}"
    body = (
        f'<startEvent id="s"/><userTask id="a"/>{job("j", kind)}' + flow("f", "s", "a") + flow("g", "s", "j")
    )
    deploy(house, model(name, body.replace('retries="2"', 'retries="1"')))
    return name


def jobs_of(
    house: House, number: int = 1, retries: int = 2, login: str = "carla_smz"
) -> tuple[str, list[Job]]:
    """A type of its own, and so many open jobs of it."""
    kind = f"k{uuid4().hex}"
    name = procedure(house, kind, retries)
    for count in range(number):
        start(house, name, login, variables={"n": count})
    return kind, house.rows(Job, type=kind)


def activate(house: House, kind: str, login: str = "carla_smz", **more: Any) -> list[Any]:
    body = {"type": kind, "worker": "tester", "lock_seconds": 600, **more}
    found: list[Any] = house.post(login, "/api/jobs/activation", body)["items"]
    return found


def tell(house: House, item: Any, what: str, login: str = "carla_smz", **body: Any) -> Response:
    """What a worker says of a job that it has, with its lock."""
    sent = {"lock": item["lock"], **body}
    return house.call(login, "POST", f"/api/jobs/{item['key']}/{what}", json=sent)


def code_of(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:bruecke:")


def change(house: House, key: int, **columns: Any) -> None:
    """What time would do to a job."""
    with house.bruecke.engine.store.work() as work:
        row = work.get(Job, key)
        assert row is not None
        work.replace(replace(row, **columns, version=row.version + 1))


def end_lease(house: House, key: Any) -> None:
    """The lease is over: its moment has passed by the database's clock."""
    change(house, int(key), available_at=datetime.now(UTC) - timedelta(seconds=1))


def the(house: House, key: Any) -> Job:
    (found,) = house.rows(Job, key=int(key))
    assert isinstance(found, Job)
    return found


def test_a_worker_takes_a_job_sees_what_it_needs_and_completes_it(house: House) -> None:
    kind, (waiting,) = jobs_of(house)

    (item,) = activate(house, kind)
    again = activate(house, kind)
    (listed,) = house.get("carla_smz", f"/api/jobs?type={kind}")["items"]
    done = tell(house, item, "completion", variables={"sent": True})

    assert (item["key"], item["type"], item["variables"]) == (str(waiting.key), kind, {"n": 0})
    assert (item["worker"], item["retries"], item["locked_until"]) == ("tester", 2, item["available_at"])
    assert again == []
    assert (listed["worker"], listed["available_at"]) == ("tester", item["locked_until"])
    assert "lock" not in listed
    assert done.status_code == 200
    assert house.get("carla_smz", f"/api/cases/{item['case']}")["status"] == "completed"
    closed = the(house, item["key"])
    assert (closed.status, closed.available_at) == ("completed", None)


def test_workers_at_the_same_time_get_each_job_once(house: House) -> None:
    kind, waiting = jobs_of(house, 24)
    got: list[str] = []
    start_line = threading.Barrier(4)

    def work(_: int) -> None:
        start_line.wait()
        while items := activate(house, kind, max_jobs=2, wait_seconds=2):
            got.extend(item["key"] for item in items)
            for item in items:
                assert tell(house, item, "completion").status_code == 200

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))

    assert sorted(got) == sorted(str(row.key) for row in waiting)
    assert {row.status for row in house.rows(Job, type=kind)} == {"completed"}


def test_the_longest_waiting_come_first_and_no_more_than_asked_for(house: House) -> None:
    kind, waiting = jobs_of(house, 3)

    first = activate(house, kind, max_jobs=2)
    rest = activate(house, kind, max_jobs=100)

    assert [item["key"] for item in first] == [str(row.key) for row in waiting[:2]]
    assert [item["key"] for item in rest] == [str(waiting[2].key)]


def test_while_a_worker_has_a_job_nobody_else_tells_anything_of_it(house: House) -> None:
    kind, (waiting,) = jobs_of(house)
    (item,) = activate(house, kind)
    before = house.digest()

    wrong = {"key": item["key"], "lock": str(new_key())}
    without = {
        what: house.call("carla_smz", "POST", f"/api/jobs/{waiting.key}/{what}", json=body)
        for what, body in {
            "completion": {},
            "failure": {"message": "x"},
            "error": {"code": "x"},
            "retry": {"retries": 5},
        }.items()
    }
    strange = [
        tell(house, wrong, "completion"),
        tell(house, wrong, "failure", message="x"),
        tell(house, wrong, "error", code="x"),
        tell(house, wrong, "lock", lock_seconds=9),
    ]

    assert {code_of(answer) for answer in without.values()} == {(409, "job-held")}
    assert {code_of(answer) for answer in strange} == {(409, "lease-lost")}
    assert house.digest() == before


def test_who_lost_the_lease_comes_too_late_and_changes_nothing(house: House) -> None:
    kind, _ = jobs_of(house)
    (lost,) = activate(house, kind)
    end_lease(house, lost["key"])
    (other,) = activate(house, kind)
    before = house.digest()

    late = [
        tell(house, lost, "completion", variables={"n": "late"}),
        tell(house, lost, "failure", message="late"),
        tell(house, lost, "error", code="late"),
        tell(house, lost, "lock", lock_seconds=9),
    ]
    unchanged = house.digest() == before
    done = tell(house, other, "completion")
    much_too_late = tell(house, lost, "completion")
    twice = tell(house, other, "completion")

    assert other["key"] == lost["key"]
    assert {code_of(answer) for answer in late} == {(409, "lease-lost")}
    assert unchanged
    assert done.status_code == 200
    assert code_of(much_too_late) == (409, "lease-lost")
    assert code_of(twice) == (409, "job-closed")


def test_a_job_of_a_lost_worker_is_there_again_and_uses_up_no_try(house: House) -> None:
    kind, _ = jobs_of(house)
    (first,) = activate(house, kind)
    end_lease(house, first["key"])

    (second,) = activate(house, kind)

    assert (second["key"], second["retries"]) == (first["key"], first["retries"])
    assert second["lock"] != first["lock"]


def test_a_late_worker_completes_what_nobody_else_has_taken(house: House) -> None:
    kind, _ = jobs_of(house)
    (item,) = activate(house, kind)
    end_lease(house, item["key"])

    assert tell(house, item, "completion").status_code == 200


def test_a_worker_that_needs_longer_keeps_the_job(house: House) -> None:
    kind, _ = jobs_of(house)
    (item,) = activate(house, kind, lock_seconds=60)

    longer = tell(house, item, "lock", lock_seconds=3600)

    until = datetime.fromisoformat(longer.json()["locked_until"])
    assert until - datetime.fromisoformat(item["locked_until"]) > timedelta(minutes=50)
    assert the(house, item["key"]).available_at == until
    assert activate(house, kind) == []
    assert tell(house, item, "completion").status_code == 200


def test_a_failed_job_rests_longer_each_time_by_the_clock_of_the_database(house: House) -> None:
    kind, _ = jobs_of(house, retries=9)
    rests = []

    for count in range(1, 4):
        (item,) = activate(house, kind)
        with house.bruecke.engine.store.reading() as work:
            before = work.now()
        answer = tell(house, item, "failure", message="away").json()
        rests.append(datetime.fromisoformat(answer["available_at"]) - before)
        assert (answer["status"], answer["retries"]) == ("open", 9 - count)
        assert activate(house, kind) == []
        end_lease(house, item["key"])

    row = the(house, item["key"])
    assert row.failures == 3
    for count, rest in enumerate(rests, 1):
        assert rest >= pause(replace(row, failures=count))
        assert rest >= timedelta(seconds=7.5 * 2 ** (count - 1))


def test_the_worker_may_say_when_it_is_tried_again(house: House) -> None:
    kind, _ = jobs_of(house)
    (item,) = activate(house, kind)

    tell(house, item, "failure", message="away", retry_after_seconds=0)
    (again,) = activate(house, kind)
    later = tell(house, again, "failure", message="away", retries=5, retry_after_seconds=86_400).json()

    assert (again["message"], again["retries"]) == ("away", 1)
    assert later["retries"] == 5
    assert datetime.fromisoformat(later["available_at"]) > datetime.now(UTC) + timedelta(hours=20)


def test_a_job_that_rests_is_completed_by_hand(house: House) -> None:
    kind, _ = jobs_of(house)
    (item,) = activate(house, kind)
    tell(house, item, "failure", message="away")

    house.post("carla_smz", f"/api/jobs/{item['key']}/completion", {})

    assert the(house, item["key"]).status == "completed"


def test_out_of_tries_it_waits_for_its_office_which_mends_it(house: House) -> None:
    kind, _ = jobs_of(house, retries=1)
    (item,) = activate(house, kind)
    failed = tell(house, item, "failure", message="no address").json()
    case = item["case"]
    (incident,) = house.rows(Incident, instance_key=int(case), resolved_at=None)
    nothing = activate(house, kind)

    mended = {"retries": 3, "variables": {"n": 7, "address": "Sion"}}
    house.post("carla_smz", f"/api/jobs/{item['key']}/retry", mended)
    (again,) = activate(house, kind)

    assert (failed["status"], failed["available_at"], nothing) == ("failed", None, [])
    assert (incident.code, incident.job_key) == ("job-failed", int(item["key"]))
    assert (again["retries"], again["variables"]) == (3, {"n": 7, "address": "Sion"})
    assert house.rows(Incident, instance_key=int(case), resolved_at=None) == []
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "running"
    assert "JOB_RETRIED" in [event.kind for event in house.rows(Event, instance_key=int(case))]


def test_variables_are_mended_where_the_job_sees_them(house: House) -> None:
    kind, name = f"k{uuid4().hex}", f"p{uuid4().hex}"
    said = (
        f'<extensionElements><zeebe:taskDefinition type="{kind}" retries="1"/><zeebe:ioMapping>'
        '<zeebe:input source="=n" target="own"/></zeebe:ioMapping></extensionElements>'
    )
    body = f'<startEvent id="s"/><serviceTask id="j">{said}</serviceTask>{ENDED}'
    deploy(house, model(name, body + flow("f", "s", "j") + flow("g", "j", "e")))
    case = start(house, name, variables={"n": 1})
    (item,) = activate(house, kind)
    tell(house, item, "failure", message="x")

    house.post("carla_smz", f"/api/jobs/{item['key']}/retry", {"variables": {"own": 2}})
    (again,) = activate(house, kind)

    assert again["variables"] == {"n": 1, "own": 2}
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"] == {"n": 1}


def test_its_office_takes_a_job_away_also_from_a_worker(house: House) -> None:
    kind = f"k{uuid4().hex}"
    start(house, beside(house, kind))
    (item,) = activate(house, kind)
    path = f"/api/jobs/{item['key']}/cancellation"

    silent = house.call("carla_smz", "POST", path, json={"reason": " "})
    house.post("carla_smz", path, {"reason": "Der Brief ging von Hand hinaus."})

    assert code_of(silent) == (422, "reason-missing")
    assert (the(house, item["key"]).status, the(house, item["key"]).available_at) == ("cancelled", None)
    assert code_of(tell(house, item, "completion")) == (409, "job-closed")


def test_many_are_mended_at_once_and_each_is_answered(house: House) -> None:
    kind, waiting = jobs_of(house, 3, retries=1)
    for item in activate(house, kind, max_jobs=3):
        tell(house, item, "failure", message="down")
    keys = [str(row.key) for row in waiting]
    nowhere = str(new_key())
    house.post("carla_smz", f"/api/jobs/{keys[0]}/completion", {})

    header = {"Idempotency-Key": "mend"}
    named = {"jobs": [*keys[:2], nowhere, keys[1]], "retries": 4}
    answer = house.post("carla_smz", "/api/jobs/retries", named, headers=header)
    again = house.post("carla_smz", "/api/jobs/retries", named, headers=header)
    lost = house.post("carla_smz", "/api/jobs/retries", {"type": kind, "code": "job-lost"})
    rest = house.post("carla_smz", "/api/jobs/retries", {"type": kind, "code": "job-failed"})

    assert answer == {
        "items": [
            {"job": keys[0], "status": None, "refused": "job-closed"},
            {"job": keys[1], "status": "open", "refused": None},
            {"job": nowhere, "status": None, "refused": "not-found"},
        ],
        "more": False,
        "left": 0,
    }
    assert again == answer
    assert lost == {"items": [], "more": False, "left": 0}
    assert rest["items"] == [{"job": keys[2], "status": "open", "refused": None}]
    assert {item["key"]: item["retries"] for item in activate(house, kind, max_jobs=9)} == {
        keys[1]: 4,
        keys[2]: 1,
    }


def test_a_repeated_call_means_the_jobs_that_the_first_one_meant(house: House) -> None:
    kind, waiting = jobs_of(house, 2, retries=1)
    (first,) = activate(house, kind)
    tell(house, first, "failure", message="down")
    header = {"Idempotency-Key": f"mend {kind}"}

    answer = house.post("carla_smz", "/api/jobs/retries", {"type": kind}, headers=header)
    for item in activate(house, kind, max_jobs=2):
        tell(house, item, "failure", message="down")
    again = house.post("carla_smz", "/api/jobs/retries", {"type": kind}, headers=header)
    other = house.call(
        "carla_smz", "POST", "/api/jobs/cancellations", json={"type": kind, "reason": "x"}, headers=header
    )

    assert again == answer
    assert [item["job"] for item in answer["items"]] == [first["key"]]
    assert {the(house, job.key).status for job in waiting} == {"failed"}
    assert code_of(other) == (409, "idempotency-key-reused")


def test_of_more_than_one_call_takes_it_tells_how_many_are_left(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, waiting = jobs_of(house, 3, retries=1)
    for item in activate(house, kind, max_jobs=3):
        tell(house, item, "failure", message="down")
    monkeypatch.setattr("cases.commands.mend_jobs.MOST", 2)

    first = house.post("carla_smz", "/api/jobs/retries", {"type": kind, "code": "job-failed"})
    second = house.post("carla_smz", "/api/jobs/retries", {"type": kind, "code": "job-failed"})

    assert [item["job"] for item in first["items"]] == [str(row.key) for row in waiting[:2]]
    assert (first["more"], first["left"]) == (True, 1)
    assert [item["job"] for item in second["items"]] == [str(waiting[2].key)]
    assert (second["more"], second["left"]) == (False, 0)


def test_a_case_is_not_emptied_by_taking_its_last_job_away(house: House) -> None:
    _, (waiting,) = jobs_of(house)

    answer = house.call("carla_smz", "POST", f"/api/jobs/{waiting.key}/cancellation", json={"reason": "x"})

    assert code_of(answer) == (422, "repair-refused")
    assert the(house, waiting.key).status == "open"


def test_many_are_taken_away_at_once(house: House) -> None:
    kind = f"k{uuid4().hex}"
    name = beside(house, kind)
    cases = [start(house, name) for _ in range(2)]
    for item in activate(house, kind, max_jobs=2):
        tell(house, item, "failure", message="down")

    answer = house.post(
        "carla_smz", "/api/jobs/cancellations", {"type": kind, "reason": "Es gibt sie nicht mehr."}
    )

    assert [item["status"] for item in answer["items"]] == ["cancelled", "cancelled"]
    assert {row.status for row in house.rows(Job, type=kind)} == {"cancelled"}
    for case in cases:
        assert house.rows(Incident, instance_key=int(case), resolved_at=None) == []
        assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "running"


@pytest.mark.parametrize("body", [{}, {"jobs": ["1"], "type": "x"}, {"code": "job-failed"}])
def test_which_jobs_are_meant_has_to_be_said_in_one_way(house: House, body: dict[str, Any]) -> None:
    answer = house.call("carla_smz", "POST", "/api/jobs/retries", json=body)

    assert code_of(answer) == (422, "jobs-not-named")


@pytest.mark.parametrize("login", ["anna_rav", "nora_smz", "ines_koo", "dario", "olga"])
def test_strangers_get_nothing_and_mend_nothing(house: House, login: str) -> None:
    kind, (waiting, _) = jobs_of(house, 2, retries=1)
    (item,) = activate(house, kind)
    tell(house, item, "failure", message="down")
    before = house.digest()

    taken = activate(house, kind, login)
    mended = house.post(login, "/api/jobs/retries", {"type": kind})["items"]
    named = house.post(login, "/api/jobs/retries", {"jobs": [item["key"]]})["items"]
    told = [
        tell(house, item, what, login, **body).status_code
        for what, body in {
            "completion": {},
            "failure": {"message": "x"},
            "error": {"code": "x"},
            "lock": {"lock_seconds": 1},
        }.items()
    ]

    assert (taken, mended) == ([], [])
    assert named == [{"job": item["key"], "status": None, "refused": "not-found"}]
    assert set(told) == {404}
    assert house.digest() == before
    assert waiting.status == "open"


def test_who_only_looks_by_exception_takes_no_job(house: House) -> None:
    kind, (waiting,) = jobs_of(house)
    number = house.get("carla_smz", f"/api/cases/{waiting.instance_key}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": number, "reason": "Am Schalter."})

    by_exception = activate(house, kind, "nora_smz")
    refused = house.call("nora_smz", "POST", f"/api/jobs/{waiting.key}/retry", json={"retries": 1})
    by_colleague = activate(house, kind, "lea_smz")

    assert by_exception == []
    assert refused.status_code == 403
    assert [item["key"] for item in by_colleague] == [str(waiting.key)]


def test_a_job_of_a_suspended_case_waits_until_it_is_resumed(house: House) -> None:
    kind, (waiting,) = jobs_of(house)
    case = f"/api/cases/{waiting.instance_key}"
    house.post("carla_smz", f"{case}/suspension", {"reason": "x"})

    held = activate(house, kind)
    house.post("carla_smz", f"{case}/resumption", {"reason": "x"})

    assert held == []
    assert len(activate(house, kind)) == 1


def test_a_job_that_loses_its_workers_again_and_again_ends_as_an_incident(house: House) -> None:
    kind, (waiting, good) = jobs_of(house, 2)
    change(house, waiting.key, activations=MOST_ACTIVATIONS - 1)
    (last,) = activate(house, kind)
    end_lease(house, waiting.key)

    others = activate(house, kind, max_jobs=5)
    (incident,) = house.rows(Incident, instance_key=waiting.instance_key, resolved_at=None)
    stopped = the(house, waiting.key)
    mended = house.post("carla_smz", "/api/jobs/retries", {"type": kind, "code": "job-lost"})

    assert last["key"] == str(waiting.key)
    assert [item["key"] for item in others] == [str(good.key)]
    assert (incident.code, stopped.status) == ("job-lost", "failed")
    assert mended["items"] == [{"job": str(waiting.key), "status": "open", "refused": None}]
    assert the(house, waiting.key).activations == 0


def test_a_worker_that_tells_of_a_failure_is_not_lost(house: House) -> None:
    kind, (waiting,) = jobs_of(house)
    change(house, waiting.key, activations=MOST_ACTIVATIONS - 1)
    (item,) = activate(house, kind)

    tell(house, item, "failure", message="x", retry_after_seconds=0)

    assert the(house, waiting.key).activations == 0
    assert len(activate(house, kind)) == 1


def test_a_type_that_the_model_computes_stands_nowhere_in_the_clear(house: House) -> None:
    name, secret = f"p{uuid4().hex}", f"perren-{uuid4().hex}"
    body = f'<startEvent id="s"/>{job("j", "=who")}{ENDED}' + flow("f", "s", "j") + flow("g", "j", "e")
    deploy(house, model(name, body))
    case = start(house, name, variables={"who": secret})
    (row,) = house.rows(Job, instance_key=int(case))
    stored = repr(house.rows(Job)) + repr(house.rows(Event))

    by_address = house.get("carla_smz", f"/api/jobs?type={secret}")["items"]
    (listed,) = house.get("carla_smz", f"/api/jobs?case={case}")["items"]
    (item,) = activate(house, secret)

    assert secret not in stored
    assert row.type != secret
    assert by_address == []
    assert (listed["type"], item["type"], item["key"]) == (secret, secret, str(row.key))


def test_a_worker_that_waits_gets_a_job_when_it_comes(house: House) -> None:
    kind = f"k{uuid4().hex}"
    name = procedure(house, kind)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(activate, house, kind, wait_seconds=50)
        time.sleep(0.3)
        case = start(house, name)
        items = waiting.result(timeout=40)

    assert [item["case"] for item in items] == [case]


def test_a_worker_that_waits_finds_what_no_bell_tells_of(house: House) -> None:
    kind, (waiting,) = jobs_of(house)
    activate(house, kind)

    with ThreadPoolExecutor(1) as pool:
        patient = pool.submit(activate, house, kind, wait_seconds=50)
        time.sleep(0.3)
        end_lease(house, waiting.key)
        items = patient.result(timeout=40)

    assert [item["key"] for item in items] == [str(waiting.key)]


def test_a_wait_ends_with_nothing_when_its_time_is_over_or_the_server_ends(house: House) -> None:
    kind = f"k{uuid4().hex}"
    bell = house.bruecke.engine.job_bell

    soon = activate(house, kind, wait_seconds=1)
    bell.is_closing = True
    try:
        at_once = activate(house, kind, wait_seconds=60)
    finally:
        bell.is_closing = False

    assert (soon, at_once) == ([], [])


def test_who_gave_the_token_back_while_waiting_gets_nothing(own_house: House) -> None:
    kind = f"k{uuid4().hex}"
    name = procedure(own_house, kind)
    old = own_house.token("carla_smz")

    def wait() -> Response:
        body = {"type": kind, "worker": "tester", "wait_seconds": 50}
        headers = {"Authorization": f"Bearer {old}"}
        return own_house.client.post("/api/jobs/activation", json=body, headers=headers)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(wait)
        time.sleep(0.3)
        own_house.call("carla_smz", "DELETE", "/api/tokens/current")
        own_house.tokens.clear()
        start(own_house, name)
        answer = waiting.result(timeout=40)

    assert answer.status_code == 401
    assert len(activate(own_house, kind)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_jobs": 0},
        {"max_jobs": 101},
        {"lock_seconds": 0},
        {"lock_seconds": 86_401},
        {"wait_seconds": 61},
        {"worker": "Sara Perren"},
        {"type": ""},
    ],
)
def test_what_a_worker_asks_for_has_bounds(house: House, wrong: dict[str, Any]) -> None:
    body = {"type": "x", "worker": "w"} | wrong

    assert house.call("carla_smz", "POST", "/api/jobs/activation", json=body).status_code == 422


def test_a_look_costs_what_is_due_to_the_office_and_nothing_else(house: House) -> None:
    kind, (waiting,) = jobs_of(house)
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    later = datetime.now(UTC) + timedelta(hours=1)
    others = (
        {"status": "completed", "available_at": None},
        {"available_at": later},
        {"institution_key": waiting.institution_key + 1},
    )
    with store.work() as work:
        for columns in others:
            work.add(*(replace(waiting, key=new_key(), **columns) for _ in range(1500)))
    weighed(store)

    with store.reading() as work:
        identity = by_token(work, house.token("carla_smz"), house.bruecke.engine.clock.now())
        assert identity is not None
        viewer, now = viewer_of(identity.actor("de")), house.bruecke.engine.clock.now()
        found = DatabaseLists(work).due_jobs(viewer, now, kind, limit=100)
        absent, values = DatabaseLists(work).asked(viewer, now, 100)
        plan = plan_of(
            work.connection, due_jobs_statement(absent, keeps=False), {**values, "stored_type": kind}
        )

    assert [row.key for row in found] == [waiting.key]
    assert _walk(plan)
    assert "TEMP B-TREE FOR ORDER BY" not in plan


def test_a_page_of_jobs_costs_a_page_however_many_there_are(house: House) -> None:
    kind, waiting = jobs_of(house, 2)
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    last = new_key()
    # of cases that nobody sees, and more than a statement may have values
    columns = ", ".join(column.name for column in TABLES[Job].columns)
    strangers = (
        columns.replace("key,", "{last} + n,", 1).replace("instance_key", "{last} + n").format(last=last)
    )
    numbers = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 70000)"
    with store.engine.begin() as connection:
        connection.execute(
            text(
                f"INSERT INTO job ({columns}) {numbers} SELECT {strangers} FROM job, many WHERE key = {waiting[0].key}"
            )
        )
    weighed(store)

    first = house.get("carla_smz", f"/api/jobs?type={kind}&limit=1")
    second = house.get("carla_smz", f"/api/jobs?type={kind}&limit=1&after={first['next']}")
    with store.reading() as work:
        identity = by_token(work, house.token("carla_smz"), house.bruecke.engine.clock.now())
        assert identity is not None
        viewer, now = viewer_of(identity.actor("de")), house.bruecke.engine.clock.now()
        absent, values = DatabaseLists(work).asked(viewer, now, 2)
        values |= {"status": "open", "cursor": -1}
        plan = plan_of(work.connection, jobs_statement(JobsAsked("open"), absent), values)
    with store.engine.begin() as connection:
        connection.execute(text(f"DELETE FROM job WHERE key > {last} AND key <= {last} + 70000"))

    assert [item["key"] for item in first["items"]] == [str(waiting[0].key)]
    assert [item["key"] for item in second["items"]] == [str(waiting[1].key)]
    assert second["next"] is None
    assert "Sort" not in plan
    assert "TEMP B-TREE FOR ORDER BY" not in plan


def _walk(plan: str) -> bool:
    """Whether the moment bounds the walk over the index of the queue: nothing else is looked at."""
    if "ix_job_institution_key_type_available_at" not in plan:
        return False
    if "Index Cond" in plan:
        return bool(re.search(r"Index Cond: .*institution_key = .*type = .*available_at <= ", plan))
    return "(institution_key=? AND type=? AND available_at<?)" in plan


def plan_of(
    connection: Connection, statement: Select[Any], values: dict[str, Any], *, may_sort: bool = False
) -> str:
    """What the database means to do."""
    is_sqlite = connection.dialect.name == "sqlite"
    if (
        not is_sqlite and not may_sort
    ):  # a few dozen cases are quicker sorted: it is about what many would cost
        connection.execute(text("SET LOCAL enable_sort = off"))
    plans: list[str] = []

    def asked(_: Any, cursor: Any, sent: str, given: Any, *_more: Any) -> tuple[str, Any]:
        return f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sent}", given

    event.listen(connection, "before_cursor_execute", asked, retval=True)
    cursor = connection.execute(statement, values).cursor
    assert cursor is not None
    plans += [str(row) for row in cursor.fetchall()]
    event.remove(connection, "before_cursor_execute", asked)
    return "\n".join(plans)
