"""Models and requests that nobody honest sends: they end by name, in time, and harm nobody else."""

import io
import json
import threading
import time
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.database.store import DatabaseStore
from api.worker import work_once, work_until
from engine.commands.deploy_package import deploy_package
from engine.faults import Refused
from engine.rows import Dispatch, Event, Incident, Instance, Job, Outbox, Wait
from engine.transaction import MOST_BY_ITSELF
from tests.api.house import House, Response, package_files
from tests.api.test_repairs import TWO, token_at
from tests.api.test_single_models import LINE, complete, deploy, flow, job, model, start, tasks
from tests.api.test_systems import by, key_of

HALF = "\ud800"
END = '<endEvent id="e"/>'


def raw(house: House, path: str, body: Any, login: str = "carla_smz") -> Response:
    """A request whose JSON holds escapes that httpx would not write."""
    headers = {"Content-Type": "application/json"}
    return house.call(login, "POST", path, content=json.dumps(body), headers=headers)


def times(number: int) -> str:
    """A parallel multi-instance of so many."""
    return (
        "<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics "
        f'inputCollection="=for i in 1..{number} return i" inputElement="i"/></extensionElements>'
        "</multiInstanceLoopCharacteristics>"
    )


def script(ident: str, expression: str, result: str) -> str:
    said = f'<zeebe:script expression="={expression}" resultVariable="{result}"/>'
    return f'<scriptTask id="{ident}"><extensionElements>{said}</extensionElements></scriptTask>'


def round_and_round(inside: str, after: str, rounds: int) -> str:
    """A loop without a task in it; `inside` begins at «d» and ends at `after`."""
    return (
        '<startEvent id="s"/><exclusiveGateway id="m"/>'
        + inside
        + script("n", "n + 1", "n")
        + f'<exclusiveGateway id="g" default="back"/><userTask id="u"/>{END}'
        + flow("f1", "s", "m")
        + flow("f2", "m", "d")
        + flow("f3", after, "n")
        + flow("f4", "n", "g")
        + flow("out", "g", "u", f"=n &gt; {rounds}")
        + flow("back", "g", "m")
        + flow("f5", "u", "e")
    )


def start_in_time(house: House, process: str, **variables: Any) -> Response:
    """A start whose answer may take four seconds of computing, on the slowest machine."""
    begun = time.process_time()
    answer = house.call(
        "carla_smz", "POST", "/api/cases", json={"procedure": process, "variables": variables}
    )
    assert time.process_time() - begun < 4
    return answer


@pytest.mark.parametrize("value", [HALF, {"a": [HALF]}, {HALF: 1}], ids=["text", "inside", "name"])
def test_half_a_character_in_variables_is_refused(house: House, value: Any) -> None:
    deploy(house, model("halves", LINE))
    case = start(house, "halves")
    (task,) = tasks(house, case)
    variables = {"variables": {"x": value}}

    answers = [
        raw(house, "/api/cases", {"procedure": "halves", **variables}),
        raw(house, f"/api/cases/{case}/variables", variables),
        raw(house, f"/api/tasks/{task['key']}/completion", {"version": 1, **variables}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert {answer.json()["type"] for answer in answers} == {"urn:bruecke:variables-rejected"}


def test_half_a_character_in_a_mapping_is_named(house: House) -> None:
    deploy(house, model("half_mapped", LINE))
    case = start(house, "half_mapped")

    answer = raw(house, f"/api/cases/{case}/migration/plan", {"version": 1, "mapping": {"a": HALF}})

    assert answer.status_code == 422
    assert HALF in answer.json()["reason"]


@pytest.mark.parametrize("action", ["move", "repeat", "cancel"])
def test_every_repair_is_done_or_refused_by_name(house: House, action: str) -> None:
    deploy(house, model("repairable", TWO))
    case = start(house, "repairable")
    token = 0 if action == "repeat" else token_at(house, case, "a")
    body = {"action": action, "token": token, "element": "b", "reason": "x"}

    answer = house.call("carla_smz", "POST", f"/api/cases/{case}/repairs", json=body)

    assert answer.status_code == (422 if action == "cancel" else 200)


def test_loops_within_loops_end_before_the_memory_does(house: House) -> None:
    inner = f'<userTask id="u">{times(4000)}</userTask>'
    outer = (
        f'<subProcess id="o"><startEvent id="is"/>{inner}<endEvent id="ie"/>'
        + flow("if", "is", "u")
        + flow("ig", "u", "ie")
        + f"{times(1000)}</subProcess>"
    )
    body = f'<startEvent id="s"/>{outer}{END}' + flow("f", "s", "o") + flow("g", "o", "e")
    deploy(house, model("nested", body))

    answer = start_in_time(house, "nested")

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:not-startable")


def test_expressions_that_compute_for_long_in_a_loop_are_stopped(house: House) -> None:
    slow = script("d", "count(for i in 1..600 return for j in 1..4 return i*j)", "y")
    deploy(house, model("slow", round_and_round(slow, "d", 3000)))

    answer = start_in_time(house, "slow", n=0)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:not-startable")


# cases that hear each other

HEARS = '<startEvent id="s"/><intermediateCatchEvent id="c">{}</intermediateCatchEvent>' + END
HEARS += flow("f", "s", "c") + flow("g", "c", "e")
SIGNAL = '<signal id="S" name="{}"/>'
ON_SIGNAL = '<signalEventDefinition signalRef="S"/>'
SAYS = f'<startEvent id="s"/><endEvent id="e">{ON_SIGNAL}</endEvent>' + flow("f", "s", "e")
TIMER = "<timerEventDefinition><timeDuration>{}</timeDuration></timerEventDefinition>"


def status(house: House, case: str) -> str:
    found: str = house.get("carla_smz", f"/api/cases/{case}")["status"]
    return found


def hold(house: House, case: str, what: str = "suspension") -> None:
    house.post("carla_smz", f"/api/cases/{case}/{what}", {"reason": "x"})


@pytest.mark.parametrize("sender", ["api", "case"])
def test_a_suspended_case_hears_a_signal_when_it_is_resumed_and_keeps_it_from_nobody(
    house: House, sender: str
) -> None:
    name = f"all_{sender}"
    deploy(house, model(f"hears_{name}", HEARS.format(ON_SIGNAL), SIGNAL.format(name)))
    deploy(house, model(f"says_{name}", SAYS, SIGNAL.format(name)))
    held, other = (start(house, f"hears_{name}") for _ in range(2))
    hold(house, held)

    if sender == "api":
        house.post("carla_smz", "/api/signals", {"name": name})
    else:
        start(house, f"says_{name}")
    work_once(house.bruecke)
    work_once(house.bruecke)
    meanwhile = (status(house, held), len(house.get("carla_smz", f"/api/cases/{held}/waits")["items"]))
    hold(house, held, "resumption")
    work_once(house.bruecke)

    assert meanwhile == ("suspended", 1)
    assert (status(house, held), status(house, other)) == ("completed", "completed")


def test_a_case_that_can_not_be_read_stops_alone(own_house: House) -> None:
    house = own_house
    deploy(house, model("timed", HEARS.format(TIMER.format("PT1H"))))
    bad, good = (start(house, "timed") for _ in range(2))
    with house.bruecke.engine.store.work() as work:
        row = work.get(Instance, int(bad))
        assert row is not None
        work.replace(replace(row, state=b"x" * 60, version=row.version + 1))
    house.clock.advance(timedelta(hours=2))

    work_once(house.bruecke)

    assert (status(house, bad), status(house, good)) == ("incident", "completed")
    assert [row.message for row in house.rows(Incident, instance_key=int(bad))] == ["Unsealable"]


@pytest.mark.parametrize("after", ["PT0S", "=duration(&quot;-PT1H&quot;)"])
def test_a_timer_that_is_always_due_ends_as_an_incident(own_house: House, after: str) -> None:
    house = own_house
    body = round_and_round(
        f'<intermediateCatchEvent id="d">{TIMER.format(after)}</intermediateCatchEvent>', "d", 10**9
    )
    deploy(house, model("always", body))
    case = start(house, "always", variables={"n": 0})
    work_once(house.bruecke)
    before = status(house, case)
    with house.bruecke.engine.store.work() as work:
        row = work.get(Instance, int(case))
        assert row is not None
        work.replace(replace(row, by_itself=MOST_BY_ITSELF + 1, version=row.version + 1))

    house.bruecke.engine.bell.clear()
    house.clock.advance(timedelta(seconds=2))  # so long others have their turn
    work_once(house.bruecke)

    assert (before, status(house, case)) == ("running", "incident")
    assert not house.bruecke.engine.bell.is_set()


def test_a_timer_that_is_always_due_before_people_holds_no_request_for_ever(
    own_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.transaction.MOST_OVERDUE", 30)
    house = own_house
    first = '<extensionElements><zeebe:properties><zeebe:property name="bruecke.late" value="timer_first"/></zeebe:properties></extensionElements>'
    body = (
        '<startEvent id="s"/><exclusiveGateway id="m"/><userTask id="u"/>'
        f'<boundaryEvent id="b" attachedToRef="u" cancelActivity="true">{first}{TIMER.format("PT0S")}</boundaryEvent>{END}'
        + flow("f1", "s", "m")
        + flow("f2", "m", "u")
        + flow("f3", "b", "m")
        + flow("f4", "u", "e")
    )
    deploy(house, model("first", body))
    case = start(house, "first")

    answer = house.call("carla_smz", "POST", f"/api/cases/{case}/variables", json={"variables": {"x": 1}})

    assert answer.status_code == 200  # it mends, so it is done all the same
    assert [row.code for row in house.rows(Incident, instance_key=int(case))] == ["too-many-events"]
    assert len(house.rows(Event, instance_key=int(case), kind="TIMER_FIRED")) == 30


def test_what_people_do_makes_a_case_no_case_that_goes_on_for_ever(own_house: House) -> None:
    house = own_house
    body = round_and_round(
        f'<intermediateCatchEvent id="d">{TIMER.format("PT1H")}</intermediateCatchEvent>', "d", 10**9
    )
    deploy(house, model("rounds", body))
    case = start(house, "rounds", variables={"n": 0})
    house.clock.advance(timedelta(hours=1))
    work_once(house.bruecke)
    (row,) = house.rows(Instance, key=int(case))
    alone = row.by_itself
    with house.bruecke.engine.store.work() as work:
        work.replace(
            replace(
                row, by_itself=MOST_BY_ITSELF, next_event=MOST_BY_ITSELF + 2_000_000, version=row.version + 1
            )
        )

    house.post("carla_smz", f"/api/cases/{case}/variables", {"variables": {"seen": True}})
    (acted,) = house.rows(Instance, key=int(case))
    house.clock.advance(timedelta(hours=1))
    work_once(house.bruecke)

    assert alone > 0
    assert (acted.by_itself, status(house, case)) == (0, "running")


@pytest.mark.parametrize("who", ["person", "system"])
def test_only_what_a_person_does_ends_what_a_case_does_by_itself(own_house: House, who: str) -> None:
    house = own_house
    body = (
        f'<startEvent id="s"/>{job("j", "alone")}<intermediateCatchEvent id="t">{TIMER.format("PT1H")}'
        f'</intermediateCatchEvent><userTask id="u"/>{END}'
        + flow("f", "s", "j")
        + flow("g", "j", "t")
        + flow("h", "t", "u")
        + flow("i", "u", "e")
    )
    deploy(house, model("alone", body))
    case = start(house, "alone")
    (row,) = house.rows(Instance, key=int(case))
    with house.bruecke.engine.store.work() as work:
        work.replace(replace(row, by_itself=MOST_BY_ITSELF, version=row.version + 1))
    secret = house.token("carla_smz") if who == "person" else key_of(house, "jobs.work")["client_secret"]

    asked = {"type": "alone", "worker": "w", "lock_seconds": 600}
    (item,) = by(house, secret, "POST", "/api/jobs/activation", asked).json()["items"]
    told = by(house, secret, "POST", f"/api/jobs/{item['key']}/completion", {"lock": item["lock"]})
    (acted,) = house.rows(Instance, key=int(case))
    house.clock.advance(timedelta(hours=1))
    work_once(house.bruecke)

    assert told.status_code == 200
    assert (acted.by_itself == 0, status(house, case)) == {
        "person": (True, "running"),
        "system": (False, "incident"),
    }[who]
    codes = [row.code for row in house.rows(Incident, instance_key=int(case))]
    assert codes == ([] if who == "person" else ["too-many-events"])


def test_a_timer_that_led_nowhere_is_tried_again_once_variables_are_mended(own_house: House) -> None:
    house = own_house
    body = (
        f'<startEvent id="s"/><intermediateCatchEvent id="t">{TIMER.format("PT1H")}</intermediateCatchEvent>'
        f'<exclusiveGateway id="g"/><userTask id="u"/>{END}'
        + flow("f1", "s", "t")
        + flow("f2", "t", "g")
        + flow("f3", "g", "u", "=x = 1")
        + flow("f4", "g", "e", "=x = 2")
        + flow("f5", "u", "e")
    )
    deploy(house, model("mended", body))
    case = start(house, "mended")
    house.clock.advance(timedelta(hours=2))
    work_once(house.bruecke)
    stopped = status(house, case)

    house.post("carla_smz", f"/api/cases/{case}/variables", {"variables": {"x": 1}})
    work_once(house.bruecke)

    assert stopped == "incident"
    assert (status(house, case), [task["element"] for task in tasks(house, case)]) == ("running", ["u"])


def test_a_worker_outlives_a_database_that_does_not_answer(own_house: House) -> None:
    stop = threading.Event()
    worker = threading.Thread(target=work_until, args=(own_house.bruecke, stop), daemon=True)
    store = own_house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE wait RENAME TO wait_away")

    worker.start()
    worker.join(0.5)
    is_alive = worker.is_alive()
    stop.set()
    worker.join(5)

    assert is_alive


def test_a_variable_that_is_copied_into_every_call_is_not_kept_a_thousand_times(house: House) -> None:
    call = '<callActivity id="c"><extensionElements><zeebe:calledElement processId="fat"/></extensionElements></callActivity>'
    body = (
        '<startEvent id="s"/>'
        + script("d", "n + 1", "n")
        + f'<exclusiveGateway id="g" default="no"/>{call}<userTask id="u"/>{END}'
        + flow("f1", "s", "d")
        + flow("f2", "d", "g")
        + flow("go", "g", "c", "=n &lt; 1000")
        + flow("no", "g", "u")
        + flow("f3", "c", "e")
        + flow("f4", "u", "e")
    )
    deploy(house, model("fat", body))

    answer = start_in_time(house, "fat", n=0, x="a" * 100_000)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:not-startable")


# what people told stays out of plain columns

TELLING = (
    f'<startEvent id="s"/>{job("j", "check")}<boundaryEvent id="b" attachedToRef="j"><errorEventDefinition/>'
    "</boundaryEvent>"
    f'<intermediateCatchEvent id="t">{TIMER.format("=told")}</intermediateCatchEvent>{END}'
    + flow("f", "s", "j")
    + flow("g", "j", "e")
    + flow("h", "b", "t")
    + flow("i", "t", "e")
)


def test_what_workers_and_people_tell_is_in_no_plain_column(house: House) -> None:
    deploy(house, model("telling", TELLING))
    case = start(house, "telling", variables={"told": "P1D"})
    told = start(house, "telling", variables={"told": "Perrens Scheidung"})
    keys = [house.get("carla_smz", f"/api/jobs?case={key}")["items"][0]["key"] for key in (case, told)]

    house.post("carla_smz", f"/api/jobs/{keys[0]}/failure", {"message": "Perren fehlt", "retries": 1})
    (seen,) = house.get("carla_smz", f"/api/jobs?case={case}")["items"]
    house.post("carla_smz", f"/api/jobs/{keys[0]}/failure", {"message": "Perren fehlt", "retries": 0})
    house.post("carla_smz", f"/api/jobs/{keys[0]}/error", {"code": "Perren gestorben"})
    stopped = house.call("carla_smz", "POST", f"/api/jobs/{keys[1]}/error", json={"code": "x"}).json()

    assert seen["message"] == "Perren fehlt"
    assert (stopped["element"], stopped["read"]) == ("t", {"told": "Perrens Scheidung"})
    for kind in (Job, Incident, Event, Wait, Outbox):
        rows = house.rows(kind, instance_key=[int(case), int(told)])
        assert "Perren" not in repr(rows)


# what takes long to read

LONG = script("a", "+".join(["1"] * 20_000), "x")
MANY = "".join(f'<zeebe:input source="=x+{number}" target="v{number}"/>' for number in range(9_000))
MAPPED = f'<userTask id="a"><extensionElements><zeebe:ioMapping>{MANY}</zeebe:ioMapping></extensionElements></userTask>'


@pytest.mark.parametrize("tasks_said", [LONG * 10, MAPPED], ids=["long", "many"])
def test_expressions_without_end_are_refused_before_they_are_read(house: House, tasks_said: str) -> None:
    body = LINE.replace('<userTask id="a" name="Ask"/>', tasks_said)
    begun = time.process_time()

    answer = house.call("dario", "POST", "/api/procedures/models", content=model("wordy", body))

    assert [fault["rule"] for fault in answer.json()["faults"]] == ["SINGLE-SIZE"]
    assert time.process_time() - begun < 2


def test_a_zip_of_many_models_is_refused_before_they_are_read(house: House) -> None:
    buffer = io.BytesIO()
    nodes = "".join(f'<userTask id="n{number}"/>' for number in range(390))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"m{number}.bpmn", model(f"crowd{number}", LINE + nodes))

    answer = house.call("dario", "POST", "/api/procedures", content=buffer.getvalue())

    assert [fault["rule"] for fault in answer.json()["faults"]] == ["SINGLE-SIZE"]


def test_a_job_that_failed_is_one_incident_and_is_none_with_new_tries(house: House) -> None:
    body = f'<startEvent id="s"/>{job("j", "check")}{END}' + flow("f", "s", "j") + flow("g", "j", "e")
    deploy(house, model("failing", body))
    case = start(house, "failing")
    key = house.get("carla_smz", f"/api/jobs?case={case}")["items"][0]["key"]
    failure = {"message": "away", "retries": 0}

    for _ in range(3):
        house.post("carla_smz", f"/api/jobs/{key}/failure", failure)
    opened = house.rows(Incident, instance_key=int(case))
    before = status(house, case)
    house.post("carla_smz", f"/api/jobs/{key}/failure", failure | {"retries": 2})

    assert (len(opened), before, status(house, case)) == (1, "incident", "running")
    assert [item["status"] for item in house.get("carla_smz", f"/api/jobs?case={case}")["items"]] == ["open"]


def test_a_package_does_not_take_the_place_of_a_single_model(own_house: House) -> None:
    deploy(own_house, model("oberwallis", LINE))
    files = {
        name: content.replace(b"wallis_tandem", b"oberwallis") for name, content in package_files().items()
    }
    lines = files["package.yaml"].splitlines()
    files["package.yaml"] = b"\n".join(
        b"version: 9.0.0" if line.startswith(b"version:") else line for line in lines
    )

    with pytest.raises(Refused) as refused:
        deploy_package(own_house.bruecke.engine, files)

    assert [fault.rule for fault in refused.value.faults] == ["PKG-ID"]


def joined(tasks_before: str) -> str:
    """Tasks side by side, a join, a message thrown behind it, and a last task."""
    sides = "".join(
        f'<userTask id="{side}"/>' + flow(f"p{side}", "p", side) + flow(f"q{side}", side, "q")
        for side in tasks_before
    )
    return (
        f'<startEvent id="s"/><parallelGateway id="p"/>{sides}<parallelGateway id="q"/>'
        '<intermediateThrowEvent id="t"><messageEventDefinition messageRef="M"/></intermediateThrowEvent>'
        f'<userTask id="z"/>{END}'
        + flow("f", "s", "p")
        + flow("g", "q", "t")
        + flow("h", "t", "z")
        + flow("i", "z", "e")
    )


def test_a_migration_that_threw_a_message_is_not_undone_to_throw_it_again(house: House) -> None:
    message = '<message id="M" name="thrown"/>'
    deploy(house, model("throwing", joined("abc"), message))
    case = start(house, "throwing")
    deploy(house, model("throwing", joined("ab"), message))
    complete(house, case, "a", {})
    complete(house, case, "b", {})

    address = f"/api/cases/{case}/migration"
    house.post("carla_smz", address, {"version": 2, "mapping": {"c": ""}, "reason": "x"})
    undone = house.call("carla_smz", "POST", f"{address}/undo", json={"reason": "x"})

    assert (undone.status_code, undone.json()["type"]) == (409, "urn:bruecke:nothing-to-undo")
    assert len(house.rows(Dispatch, instance_key=int(case))) == 1


def test_a_list_of_many_jobs_of_one_case_reads_the_case_once(house: House) -> None:
    said = '<extensionElements><zeebe:taskDefinition type="crowd"/></extensionElements>'
    body = f'<startEvent id="s"/><serviceTask id="j">{said}{times(3000)}</serviceTask>{END}'
    deploy(house, model("crowded", body + flow("f", "s", "j") + flow("g", "j", "e")))
    case = start(house, "crowded")
    begun = time.process_time()

    items = house.get("carla_smz", f"/api/jobs?case={case}&limit=200")["items"]

    assert time.process_time() - begun < 2
    assert [item["variables"]["i"] for item in items] == list(range(1, 201))
