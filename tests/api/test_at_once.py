"""Two people complete the same task at the same moment, a thousand times, also while its timer fires and its message comes:
one effect, a clear answer to everybody else. `make soak` does it more often.
"""

import os
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import httpx2
from sqlalchemy import text

from adapters.database.store import DatabaseStore
from engine.chain import first_break
from engine.commands.fire_timers import fire_timers
from engine.rows import Event, Incident, Instance, Seat, Task, Wait
from tests.api.house import House, Response
from tests.api.test_repeated_requests import Asking, as_, at_once
from tests.api.test_single_models import deploy, start
from tests.unit.bpmn.validation.drawn import xml

ROUNDS = int(os.environ.get("BRUECKE_ROUNDS", "100"))
TOGETHER = 5
"""Cases that are fought for at the same moment: whoever is quick at one is in the way at others."""
HOUR = timedelta(hours=1)
PEOPLE = ("carla_smz", "lea_smz")
TOO_LATE = {"task-closed", "nobody-waits"}
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
EFFECTS = ("TASK_COMPLETED", "TIMER_FIRED", "MESSAGE_RECEIVED")


def contested(process: str) -> bytes:
    """A task that is left by completing it, by a timer and by a message; behind each way lies another task."""
    return xml(
        f"message called name={process} +subscription(correlationKey==number)\n"
        f"process id={process} isExecutable=true\nstartEvent s\nuserTask work\nuserTask done\nendEvent e\n"
        "boundaryEvent due attachedToRef=work @timer==length\nboundaryEvent call attachedToRef=work @message=called\n"
        "userTask late\nuserTask told\ns > work > done > e\ndue > late > e\ncall > told > e"
    )


def opened(house: House, process: str, length: str) -> list[tuple[str, str, Task]]:
    """Cases with their correlation keys and tasks."""
    found = []
    for _ in range(TOGETHER):
        number = uuid4().hex
        case = start(house, process, variables={"number": number, "length": length})
        found.append((case, number, house.task(case)))
    return found


def completing(house: House, task: Task) -> list[Asking]:
    """Both people complete the task, each with an answer of their own."""
    path = f"/api/tasks/{task.key}/completion"
    return [
        as_(house, login, path, {"version": task.version, "variables": {"by": login}}) for login in PEOPLE
    ]


def refused(answers: list[Response]) -> set[tuple[int, str]]:
    """What those were told who were not first."""
    return {
        (answer.status_code, answer.json()["type"].removeprefix("urn:bruecke:"))
        for answer in answers
        if answer.status_code != 200
    }


def effect(house: House, case: str) -> str:
    """The one thing that has happened to the task; everything in the case says the same."""
    key = int(case)
    events = sorted(house.rows(Event, instance_key=key), key=lambda event: event.sequence)
    happened = [event.kind for event in events if event.kind in EFFECTS]
    (instance,) = house.rows(Instance, key=key)
    (left,) = house.rows(Task, instance_key=key, status="open")
    assert len(happened) == 1, (case, happened)
    assert (
        left.element
        == {"TASK_COMPLETED": "done", "TIMER_FIRED": "late", "MESSAGE_RECEIVED": "told"}[happened[0]]
    )
    assert first_break(events) is None
    assert (instance.status, instance.next_event) == ("running", len(events) + 1)
    assert house.rows(Wait, instance_key=key) == house.rows(Incident, instance_key=key) == []
    assert [seat.subject_key for seat in house.rows(Seat, instance_key=key, is_open=True)] == [left.key]
    return happened[0]


def deadlocks(house: House) -> int:
    """How often two transactions each waited for the other: a second passes before PostgreSQL ends one of them."""
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    if not store.is_shared:
        return 0
    with store.engine.connect() as connection:
        return int(connection.execute(text(DEADLOCKS)).scalar_one())


def test_of_two_people_who_complete_the_same_task_at_once_one_has_done_it(house: House) -> None:
    process = f"p{uuid4().hex}"
    deploy(house, contested(process))
    winners: Counter[str] = Counter()

    for _ in range(ROUNDS // TOGETHER):
        cases = opened(house, process, "P10D")
        asking = [ask for _, _, task in cases for ask in completing(house, task)]
        answers = at_once(house, *asking)

        for place, (case, _, task) in enumerate(cases):
            both = answers[place * 2 : place * 2 + 2]
            assert [answer.status_code for answer in both].count(200) == 1, [a.text for a in both]
            assert refused(both) == {(409, "task-closed")}
            assert effect(house, case) == "TASK_COMPLETED"
            winner = PEOPLE[[answer.status_code for answer in both].index(200)]
            assert house.rows(Task, key=task.key)[0].completed_by == house.users[winner].key
            held: Any = house.get("carla_smz", f"/api/cases/{case}/variables")["variables"]
            assert held["by"] == winner
            winners[winner] += 1

    assert winners.total() == ROUNDS // TOGETHER * TOGETHER


def test_two_people_a_timer_and_a_message_at_the_same_moment_have_one_effect(house: House) -> None:
    process = f"p{uuid4().hex}"
    deploy(house, contested(process))
    engine = house.bruecke.engine
    effects: Counter[str] = Counter()
    before = deadlocks(house)

    for _ in range(ROUNDS // TOGETHER):
        cases = opened(house, process, "PT1H")
        house.clock.advance(HOUR)
        fire = partial(_fire, house)
        asking = [
            ask
            for _, number, task in cases
            for ask in (
                *completing(house, task),
                as_(house, "carla_smz", "/api/messages", {"name": process, "correlation_key": number}),
            )
        ]
        answers = at_once(house, *asking, fire)[:-1]
        house.clock.advance(timedelta(minutes=2))  # what others were at is looked at again
        fire_timers(engine)

        for place, (case, _, _) in enumerate(cases):
            three = answers[place * 3 : place * 3 + 3]
            happened = effect(house, case)
            done = [answer.status_code for answer in three]
            assert {code for status, code in refused(three) if status == 409} <= TOO_LATE, [
                a.text for a in three
            ]
            assert {*done} <= {200, 409}
            assert (done[:2].count(200), done[2] == 200) == (
                int(happened == "TASK_COMPLETED"),
                happened == "MESSAGE_RECEIVED",
            )
            effects[happened] += 1

    assert effects.total() == ROUNDS // TOGETHER * TOGETHER
    assert deadlocks(house) == before


def _fire(house: House, client: httpx2.Client) -> Any:
    """What a worker does meanwhile."""
    fire_timers(house.bruecke.engine)
