"""Messages from outside: each has one effect, early ones are kept for a while, what nobody waits for is visible."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from adapters.database.jobs import waits_statement
from adapters.database.lists import DatabaseLists
from adapters.database.store import DatabaseStore
from adapters.database.tables import TABLES
from api.worker import work_once
from cases.commands.correlate_message import correlate_message
from cases.commands.deliver_early import deliver_early
from cases.identity import by_token
from cases.lists import viewer_of
from cases.rows import DataKey
from engine.clock import Clock
from engine.engine import Engine
from engine.keeping import digest_of
from engine.ports import Actor
from engine.rows import AT_ONCE, EarlyMessage, Wait
from engine.transaction import Request
from tests.api.house import House
from tests.api.test_jobs import plan_of
from tests.api.test_repeated_requests import as_, at_once
from tests.api.test_single_models import deploy, flow, model, passed, start, tasks
from tests.databases import Overtaken, weighed

CATCH = (
    '<startEvent id="s"/><userTask id="a"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="M"/>'
    '</intermediateCatchEvent><endEvent id="e"/>'
    + flow("f", "s", "a")
    + flow("g", "a", "c")
    + flow("h", "c", "e")
)
BESIDE = (
    '<startEvent id="s"/><userTask id="a"/><boundaryEvent id="c" attachedToRef="a" cancelActivity="false">'
    '<messageEventDefinition messageRef="M"/></boundaryEvent><endEvent id="e"/><endEvent id="d"/>'
    + flow("f", "s", "a")
    + flow("g", "a", "e")
    + flow("h", "c", "d")
)
BEGINS = (
    '<startEvent id="m"><messageEventDefinition messageRef="M"/></startEvent><userTask id="a"/><endEvent id="e"/>'
    + flow("f", "m", "a")
    + flow("g", "a", "e")
)
PAID = (
    '<message id="M" name="{}"><extensionElements><zeebe:subscription correlationKey="=number"/>'
    "</extensionElements></message>"
)
HOUR = 3600


def sent(name: str, key: str | None = "A-1", **more: Any) -> dict[str, Any]:
    return {"name": name, "correlation_key": key, "variables": {"amount": 3}, **more}


def kept(house: House, login: str = "carla_smz") -> list[tuple[str, str]]:
    return [(item["key"], item["status"]) for item in house.get(login, "/api/messages")["items"]]


def actor_of(house: House, login: str) -> Actor:
    with house.bruecke.engine.store.reading() as work:
        identity = by_token(work, house.token(login), house.clock.now())
    assert identity is not None
    return identity.actor("de")


def test_an_early_message_is_erasable_from_a_case_waits_for_it(own_house: House) -> None:
    house = own_house
    deploy(house, model("early", CATCH, PAID.format("early")))
    case = start(house, "early", variables={"number": "A-1"})

    told = house.post("carla_smz", "/api/messages", sent("early", time_to_live=HOUR))
    work_once(house.bruecke)
    before = kept(house)
    (task,) = tasks(house, case)
    house.post("carla_smz", f"/api/tasks/{task['key']}/completion", {"version": 1, "variables": {}})
    work_once(house.bruecke)

    assert told["status"] == "waiting"
    assert before == [(told["message"], "waiting")]
    assert kept(house) == []
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "completed"
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"]["amount"] == 3


class Interrupted:
    """A clock during whose second look something else happens: while a worker looks whether anybody waits."""

    def __init__(self, clock: Clock, act: Callable[[], object]) -> None:
        self._clock, self._act, self._looks = clock, act, 0

    def now(self) -> datetime:
        self._looks += 1
        if self._looks == 2:
            self._act()
        return self._clock.now()


def test_who_begins_to_wait_while_a_worker_looks_is_looked_for_again_at_once(own_house: House) -> None:
    house = own_house
    deploy(house, model("between", CATCH, PAID.format("between")))
    case = start(house, "between", variables={"number": "A-1"})
    told = house.post("carla_smz", "/api/messages", sent("between", time_to_live=HOUR))
    (task,) = tasks(house, case)
    path, body = f"/api/tasks/{task['key']}/completion", {"version": 1, "variables": {}}
    clock = Interrupted(house.clock, lambda: house.post("carla_smz", path, body))

    first = deliver_early(
        replace(house.bruecke.engine, clock=clock), house.bruecke.vault, house.bruecke.lists
    )
    (early,) = house.rows(EarlyMessage)
    work_once(house.bruecke)

    assert (first, early.key) == (1, int(told["message"]))
    assert kept(house) == []
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "completed"


def test_nothing_is_left_of_what_a_message_said_once_it_is_over(own_house: House) -> None:
    house = own_house
    deploy(house, model("over", CATCH, PAID.format("over")))
    told = house.post("carla_smz", "/api/messages", sent("over", time_to_live=HOUR))

    house.post("carla_smz", f"/api/messages/{told['message']}/withdrawal")

    with house.bruecke.engine.store.reading() as work:
        early = work.get(EarlyMessage, int(told["message"]))
        assert early is not None
        assert (early.status, early.sealed, work.get(DataKey, early.key)) == ("withdrawn", b"", None)


def test_the_same_message_has_one_effect_and_one_answer(own_house: House) -> None:
    house = own_house
    deploy(house, model("twice", BESIDE, PAID.format("twice")))
    case = start(house, "twice", variables={"number": "A-1"})
    body = sent("twice", message_id="4711")

    answers = [house.post("carla_smz", "/api/messages", body) for _ in range(3)]
    other = house.call("carla_smz", "POST", "/api/messages", json={**body, "variables": {}})

    assert answers[0] == answers[1] == answers[2]
    assert [element for element, _, _ in passed(house, case)].count("c") == 1
    assert (other.status_code, other.json()["type"]) == (409, "urn:bruecke:idempotency-key-reused")


def test_the_same_message_at_the_same_moment_has_one_effect(own_house: House) -> None:
    house = own_house
    deploy(house, model("at_once", BESIDE, PAID.format("at_once")))
    case = start(house, "at_once", variables={"number": "A-1"})
    answers: list[Any] = []
    house.token("carla_smz")

    def send(number: int) -> None:
        answers.append(
            house.call("carla_smz", "POST", "/api/messages", json=sent("at_once", message_id=f"m{number}"))
        )

    threads = [threading.Thread(target=send, args=(number % 3,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {200}
    assert [element for element, _, _ in passed(house, case)].count("c") == 3


def test_the_same_correlation_at_the_same_moment_has_one_effect_and_one_answer(own_house: House) -> None:
    house = own_house
    deploy(house, model("by_hand", BESIDE, PAID.format("by_hand")))
    for number in range(5):
        told = house.post("carla_smz", "/api/messages", sent("by_hand", time_to_live=HOUR))
        case = start(house, "by_hand", variables={"number": "A-2"})
        path, body = f"/api/messages/{told['message']}/correlation", {"case": case, "correlation_key": "A-2"}

        answers = at_once(house, *([as_(house, "carla_smz", path, body, f"correlate {number}")] * 6))

        assert [answer.status_code for answer in answers] == [200] * 6
        assert all(answer.json() == answers[0].json() for answer in answers)
        assert [element for element, _, _ in passed(house, case)].count("c") == 1


def test_a_correlation_that_was_overtaken_by_itself_gets_the_first_answer(own_house: House) -> None:
    house, bruecke = own_house, own_house.bruecke
    deploy(house, model("overtaken", BESIDE, PAID.format("overtaken")))
    told = house.post("carla_smz", "/api/messages", sent("overtaken", time_to_live=HOUR))
    case = start(house, "overtaken", variables={"number": "A-2"})
    carla, answers = actor_of(house, "carla_smz"), list[Any]()

    def correlate(engine: Engine) -> None:
        request = Request.of("correlate", "the same")
        keys = int(told["message"]), int(case)
        answers.append(correlate_message(engine, bruecke.vault, carla, *keys, "A-2", request))

    store = Overtaken(bruecke.engine.store, lambda: correlate(bruecke.engine))
    correlate(replace(bruecke.engine, store=store))
    correlate(bruecke.engine)

    assert len(answers) == 3
    assert answers[0] == answers[1] == answers[2]
    assert [element for element, _, _ in passed(house, case)].count("c") == 1


def test_no_more_messages_of_a_sender_wait_than_somebody_would_look_through(
    own_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = own_house
    monkeypatch.setattr("cases.early_messages.MOST_WAITING", 2)

    told = [house.post("carla_smz", "/api/messages", sent(f"no{n}", time_to_live=HOUR)) for n in range(2)]
    full = house.call("carla_smz", "POST", "/api/messages", json=sent("no3", time_to_live=HOUR))
    other = house.post("lea_smz", "/api/messages", sent("no3", time_to_live=HOUR))
    house.post("carla_smz", f"/api/messages/{told[0]['message']}/withdrawal")
    again = house.post("carla_smz", "/api/messages", sent("no3", time_to_live=HOUR))

    assert (full.status_code, full.json()["type"]) == (409, "urn:bruecke:too-many-waiting")
    assert other["status"] == again["status"] == "waiting"


def test_what_nobody_waits_for_is_looked_at_less_and_less_and_its_end_is_told(own_house: House) -> None:
    house = own_house
    for hours in (0.5, 48):
        house.post("carla_smz", "/api/messages", sent(f"never {hours}", time_to_live=int(hours * HOUR)))
    store = house.bruecke.engine.store
    with store.work() as work:
        for row in work.find(EarlyMessage):
            work.replace(replace(row, tries=20, version=row.version + 1))
        before = work.now()

    work_once(house.bruecke)

    pauses = [(row.due_at - before).total_seconds() for row in house.rows(EarlyMessage) if row.due_at]
    assert 1785 < pauses[0] < 1900
    assert 3590 < pauses[1] < 3700


def test_each_look_in_vain_makes_the_next_pause_longer(own_house: House) -> None:
    house, store = own_house, own_house.bruecke.engine.store
    house.post("carla_smz", "/api/messages", sent("never", time_to_live=48 * HOUR))
    pauses = []

    for _ in range(14):
        with store.work() as work:
            (row,) = work.find(EarlyMessage)
            work.replace(replace(row, due_at=AT_ONCE, version=row.version + 1))
            before = work.now()
        work_once(house.bruecke)
        (row,) = house.rows(EarlyMessage)
        pauses.append((row.due_at - before).total_seconds() if row.due_at else 0)

    expected = [min(2.0**tries, 3600) for tries in range(14)]
    assert all(wanted <= pause < wanted + 60 for wanted, pause in zip(expected, pauses, strict=True)), pauses
    assert pauses[-1] > pauses[5] > 30


def test_a_kept_message_is_looked_at_once_more_before_its_end(own_house: House) -> None:
    house, store = own_house, own_house.bruecke.engine.store
    deploy(house, model("last", BESIDE, PAID.format("last")))
    case = start(house, "last", variables={"number": "A-1"})
    house.post("carla_smz", f"/api/cases/{case}/suspension", {"reason": "Abklärung"})
    told = house.post("carla_smz", "/api/messages", sent("last", time_to_live=100))

    def look() -> float:
        """A worker looks; in how many seconds one looks again at the latest."""
        with store.work() as work:
            (row,) = work.find(EarlyMessage)
            work.replace(replace(row, due_at=AT_ONCE, tries=20, version=row.version + 1))
            before = work.now()
        work_once(house.bruecke)
        (row,) = house.rows(EarlyMessage)
        return (row.due_at - before).total_seconds() if row.due_at else 0.0

    pause = look()
    house.post("carla_smz", f"/api/cases/{case}/resumption", {"reason": "geklärt"})
    house.clock.advance(timedelta(seconds=pause))
    look()

    assert told["status"] == "waiting"
    assert kept(house) == []
    assert [element for element, _, _ in passed(house, case)].count("c") == 1


def test_what_waits_in_cases_of_others_costs_a_sender_nothing(house: House) -> None:
    deploy(house, model("many", BESIDE, PAID.format("many")))
    case = start(house, "many", variables={"number": "A-1"})
    (wait,) = house.rows(Wait, instance_key=int(case), kind="message")
    signal = digest_of(house.bruecke.engine.case_file, "many", None)
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    others = ", ".join(
        {
            "key": "n",
            "instance_key": "n",
            "kind": "CASE WHEN n <= 70000 THEN kind ELSE 'signal' END",
            "digest": f"CASE WHEN n <= 70000 THEN digest ELSE '{signal}' END",
        }.get(column.name, column.name)
        for column in TABLES[Wait].columns
    )
    numbers = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 140000)"
    names = ", ".join(column.name for column in TABLES[Wait].columns)
    with store.engine.begin() as connection:
        connection.execute(
            text(
                f"INSERT INTO wait ({names}) {numbers} SELECT {others} FROM wait, many WHERE key = {wait.key}"
            )
        )  # names of our own
    weighed(store)

    heard = house.post("carla_smz", "/api/messages", sent("many"))
    said = house.post("carla_smz", "/api/signals", {"name": "many"})
    with store.reading() as work:
        viewer, now = viewer_of(actor_of(house, "carla_smz")), house.bruecke.engine.clock.now()
        absent, values = DatabaseLists(work).asked(viewer, now, 20)
        values |= {"kind": "message", "digest": wait.digest, "cursor": -1}
        plan = plan_of(work.connection, waits_statement(absent), values, may_sort=True)
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM wait WHERE key <= 140000"))

    assert heard["case"] == case
    assert said == {"reached": [], "stopped": []}
    assert (
        "uq_wait_instance_key" in plan or "wait USING INDEX sqlite_autoindex_wait_1 (instance_key=?)" in plan
    )


def test_of_cases_that_one_key_begins_only_one_runs(own_house: House) -> None:
    house = own_house
    deploy(house, model("once", BEGINS, '<message id="M" name="once"/>'))

    first = house.post("carla_smz", "/api/messages", sent("once"))
    second = house.call("carla_smz", "POST", "/api/messages", json=sent("once"))
    elsewhere = house.post("anna_rav", "/api/messages", sent("once"))
    other = house.post("carla_smz", "/api/messages", sent("once", "A-2"))
    (task,) = tasks(house, first["case"])
    house.post("carla_smz", f"/api/tasks/{task['key']}/completion", {"version": 1, "variables": {}})
    again = house.post("carla_smz", "/api/messages", sent("once"))

    assert (second.status_code, second.json()["type"]) == (409, "urn:bruecke:already-begun")
    assert len({first["case"], elsewhere["case"], other["case"], again["case"]}) == 4


def test_what_nobody_waited_for_in_time_is_visible_and_finds_its_case_by_hand(own_house: House) -> None:
    house = own_house
    deploy(house, model("late", BESIDE, PAID.format("late")))
    told = house.post("carla_smz", "/api/messages", sent("late", "A-1", time_to_live=HOUR))
    house.clock.advance(timedelta(hours=2))
    with house.bruecke.engine.store.work() as work:  # its pause is over
        early = work.get(EarlyMessage, int(told["message"]))
        assert early is not None
    work_once(house.bruecke)
    expired = kept(house)
    case = start(house, "late", variables={"number": "A-7"})
    path = f"/api/messages/{told['message']}/correlation"

    stranger = house.call("anna_rav", "POST", path, json={"case": case, "correlation_key": "A-7"})
    wrong = house.call("carla_smz", "POST", path, json={"case": case})
    found = house.post("carla_smz", path, {"case": case, "correlation_key": "A-7"})
    again = house.call("carla_smz", "POST", path, json={"case": case, "correlation_key": "A-7"})

    assert expired == [(told["message"], "expired")]
    assert (stranger.status_code, wrong.status_code, again.status_code) == (404, 409, 409)
    assert (found["status"], found["case"]) == ("delivered", case)
    assert kept(house) == []
    assert [element for element, _, _ in passed(house, case)].count("c") == 1


@pytest.mark.parametrize("login", ["anna_rav", "beat_iv", "ines_koo"])
def test_kept_messages_are_those_of_the_own_institution(own_house: House, login: str) -> None:
    house = own_house
    told = house.post("carla_smz", "/api/messages", sent("own", time_to_live=HOUR))

    assert kept(house, login) == []
    assert house.call(login, "POST", f"/api/messages/{told['message']}/withdrawal").status_code == 404


@pytest.mark.parametrize(("value", "status"), [(10**30, 200), (10**40 + 1, 422), ([[[1.5]]], 200)])
def test_what_an_early_message_says_is_kept_exactly_or_refused(
    own_house: House, value: Any, status: int
) -> None:
    body = sent("exact", time_to_live=HOUR) | {"variables": {"value": value}}

    answer = own_house.call("carla_smz", "POST", "/api/messages", json=body)

    assert answer.status_code == status, answer.text
