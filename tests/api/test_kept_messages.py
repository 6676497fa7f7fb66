"""Messages that came before anybody waited: who begins to wait gets them at once, and strangers' cost nobody anything."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.database.store import DatabaseStore
from api.worker import work_once
from engine.rows import EarlyMessage, Task, Wait
from tests.api.house import House, build, package_files
from tests.api.statements import counted
from tests.api.test_messages import BEGINS, CATCH, HOUR, PAID, kept, sent
from tests.api.test_single_models import deploy, model, start, tasks

MANY = 60


def rest(house: House, number: int = 20) -> dict[int, EarlyMessage]:
    """Everything that is kept has been looked at so often that it has an hour's pause; by key."""
    with house.bruecke.engine.store.work() as work:
        later = work.now() + timedelta(hours=1)
        for row in work.find(EarlyMessage, status="waiting"):
            work.replace(replace(row, tries=number, due_at=later, version=row.version + 1))
    return {row.key: row for row in house.rows(EarlyMessage)}


def send(house: House, login: str, name: str, **more: Any) -> int:
    told = house.post(login, "/api/messages", sent(name, **{"time_to_live": 24 * HOUR, **more}))
    assert told["status"] == "waiting"
    return int(told["message"])


def done(house: House, case: str) -> list[str]:
    """Complete the one open task of a case: what the database was asked for it."""
    (task,) = tasks(house, case)
    path = f"/api/tasks/{task['key']}/completion"
    with counted(house) as statements:
        house.post("carla_smz", path, {"version": 1, "variables": {}})
    return statements


def test_a_strangers_messages_cost_a_step_nothing_and_keep_nobody_waiting(house: House) -> None:
    deploy(house, model("kept", CATCH, PAID.format("kept")))
    first, second = (start(house, "kept", variables={"number": number}) for number in ("A-1", "A-2"))
    send(house, "carla_smz", "kept", key="A-2")
    alone = done(house, second)
    work_once(house.bruecke)
    for _ in range(MANY):
        send(house, "anna_rav", "kept")
    own = send(house, "carla_smz", "kept")
    before = rest(house)

    crowded = done(house, first)
    work_once(house.bruecke)

    assert len(crowded) == len(alone)
    after = {row.key: row for row in house.rows(EarlyMessage)}
    assert after.pop(own).status == "delivered"
    del before[own]
    assert {key: row for key, row in after.items() if row.status == "waiting"} == {
        key: row for key, row in before.items() if row.status == "waiting"
    }
    assert house.get("carla_smz", f"/api/cases/{first}")["status"] == "completed"
    assert house.get("carla_smz", f"/api/cases/{second}")["status"] == "completed"
    assert str(own) not in [key for key, _ in kept(house)]


def test_a_call_that_finds_nothing_is_over(own_house: House) -> None:
    house = own_house
    deploy(house, model("nothing", CATCH, PAID.format("nothing")))
    case = start(house, "nothing", variables={"number": "A-1"})
    send(house, "anna_rav", "nothing")
    before = rest(house)

    done(house, case)
    calling = [wait.calls_at is not None for wait in house.rows(Wait)]
    work_once(house.bruecke)

    assert calling == [True]
    assert [wait.calls_at for wait in house.rows(Wait)] == [None]
    assert {row.key: row for row in house.rows(EarlyMessage)} == before


@pytest.fixture
def hearing(request: pytest.FixtureRequest, any_database: str) -> House:
    """The house with a procedure whose cases hear a message of anybody who takes part in them."""
    store: DatabaseStore = request.getfixturevalue(any_database)
    tandem = package_files()["tandem.bpmn"].replace(b'name="rav_report" />', b'name="news" />')
    return build(store, {**package_files(), "tandem.bpmn": tandem})


@pytest.fixture(params=["sqlite_store", "postgres_store"])
def any_database(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def told(house: House, case: str) -> int:
    return len(house.rows(Task, instance_key=int(case), element="note_rav_report"))


def test_a_message_reaches_its_case_once_its_sender_may_be_heard(hearing: House) -> None:
    house = hearing
    case, other = house.case_at("fresh"), house.case_at("fresh")
    own, elsewhere = (
        int(
            house.post("anna_rav", "/api/messages", {"name": "news", "case": one, "time_to_live": HOUR})[
                "message"
            ]
        )
        for one in (case, other)
    )
    before = rest(house)
    work_once(house.bruecke)
    unheard = told(house, case)

    house.complete("carla_smz", case, house.consent_answers(["RAV"]))
    work_once(house.bruecke)

    assert (unheard, told(house, case), told(house, other)) == (0, 1, 0)
    after = {row.key: row for row in house.rows(EarlyMessage)}
    assert (after[own].status, after[elsewhere]) == ("delivered", before[elsewhere])


def test_a_message_begins_a_case_once_what_it_begins_is_released(house: House) -> None:
    keyed = send(house, "carla_smz", "released later")
    plain = send(house, "carla_smz", "released later", key=None)
    other = send(house, "carla_smz", "never released")
    before = rest(house)

    deploy(house, model("released_later", BEGINS, '<message id="M" name="released later"/>'))
    work_once(house.bruecke)

    after = {row.key: row for row in house.rows(EarlyMessage)}
    assert [after[key].status for key in (keyed, plain)] == ["delivered", "delivered"]
    assert after[other] == before[other]
