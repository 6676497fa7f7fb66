"""A model from elsewhere: deployed, started with variables, worked and read over the API; nobody else sees it."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from api.worker import work_once
from tests.api.house import House

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="test">'
)


def model(process: str, body: str, roots: str = "", more: str = "") -> bytes:
    inner = f'<process id="{process}" name="A model" isExecutable="true">{body}</process>'
    return f"{HEAD}{roots}{inner}{more}</definitions>".encode()


def flow(ident: str, source: str, target: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{ident}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def job(ident: str, kind: str) -> str:
    said = f'<extensionElements><zeebe:taskDefinition type="{kind}" retries="2"/></extensionElements>'
    return f'<serviceTask id="{ident}" name="Job {ident}">{said}</serviceTask>'


LINE = (
    '<startEvent id="s"/><userTask id="a" name="Ask"/><endEvent id="e"/>'
    + flow("f", "s", "a")
    + flow("g", "a", "e")
)
REPEATED = (
    '<startEvent id="s"/><userTask id="a"><multiInstanceLoopCharacteristics isSequential="true"><extensionElements>'
    '<zeebe:loopCharacteristics inputCollection="=list" inputElement="item" outputCollection="out" '
    'outputElement="=r * item"/></extensionElements></multiInstanceLoopCharacteristics></userTask><endEvent id="e"/>'
    + flow("f", "s", "a")
    + flow("g", "a", "e")
)


def deploy(house: House, content: bytes) -> Any:
    answer = house.call("dario", "POST", "/api/procedures/models", content=content)
    assert answer.status_code == 201, answer.text
    return answer.json()


def start(house: House, process: str, login: str = "carla_smz", **more: Any) -> str:
    found: str = house.post(login, "/api/cases", {"procedure": process, **more})["case"]
    return found


def tasks(house: House, case: str, login: str = "carla_smz") -> list[Any]:
    found: list[Any] = house.get(login, f"/api/tasks?case={case}")["items"]
    return found


def complete(
    house: House, case: str, element: str, variables: dict[str, Any], login: str = "carla_smz"
) -> None:
    task = next(task for task in tasks(house, case, login) if task["element"] == element)
    body = {"version": task["version"], "variables": variables}
    house.post(login, f"/api/tasks/{task['key']}/completion", body)


def passed(house: House, case: str) -> list[tuple[str, str, Any]]:
    items = house.get("carla_smz", f"/api/cases/{case}/history")["items"]
    return [(item["element"], item["state"], item["variables"]) for item in items if item["state"]]


def test_a_model_is_deployed_started_with_variables_worked_and_read(house: House) -> None:
    deployed = deploy(house, model("straight", LINE))
    case = start(house, "straight", variables={"amount": 12.5, "deep": [{"typename": [1, [2]]}]})

    (task,) = tasks(house, case)
    seen = house.get("carla_smz", f"/api/tasks/{task['key']}")
    complete(house, case, "a", {"answer": "yes"})

    assert (deployed["status"], deployed["version"], deployed["is_new"]) == ("released", "1.0.0", True)
    assert (task["name"], seen["variables"]["amount"], seen["form"]) == ("Ask", 12.5, "")
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "completed"
    assert passed(house, case) == [
        ("s", "completed", {}),
        ("a", "completed", {"answer": "yes"}),
        ("e", "completed", {}),
    ]
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"] == {
        "amount": 12.5,
        "deep": [{"typename": [1, [2]]}],
        "answer": "yes",
    }


def test_the_history_has_one_entry_a_round(house: House) -> None:
    deploy(house, model("rounds", REPEATED))
    case = start(house, "rounds", variables={"list": [2, 3], "r": 0})

    complete(house, case, "a", {"r": 5})
    complete(house, case, "a", {"r": 7})

    assert [element for element, _, _ in passed(house, case)] == ["s", "a", "a", "e"]
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"]["out"] == [10, 21]


def test_the_same_model_again_changes_nothing_and_another_one_is_the_next_version(house: House) -> None:
    first = deploy(house, model("versions", LINE))
    again = deploy(house, model("versions", LINE))
    other = deploy(house, model("versions", LINE.replace("Ask", "Ask more")))

    assert (first["number"], again["number"], again["is_new"], other["number"]) == (1, 1, False, 2)


def test_a_model_that_can_not_be_executed_is_refused_by_name(house: House) -> None:
    body = LINE.replace("userTask", "callChoreography")

    answer = house.call("dario", "POST", "/api/procedures/models", content=model("bad", body))

    assert answer.status_code == 422
    assert any(fault["place"] == "a" for fault in answer.json()["faults"])


def test_a_model_that_only_lacks_details_is_a_draft_with_a_list_of_what_is_missing(house: House) -> None:
    draft = deploy(house, model("draft", LINE.replace("userTask", "serviceTask")))

    answer = house.call("carla_smz", "POST", "/api/cases", json={"procedure": "draft"})

    assert (draft["status"], draft["version"], [item["place"] for item in draft["todo"]]) == (
        "draft",
        None,
        ["a"],
    )
    assert answer.status_code == 404
    listed = house.get("dario", "/api/procedures/models/drafts")
    assert [(item["procedure"], item["todo"][0]["place"]) for item in listed] == [("draft", "a")]


def test_a_model_brings_its_forms_and_decisions_in_a_zip(house: House) -> None:
    body = LINE.replace(
        '<userTask id="a" name="Ask"/>',
        '<userTask id="a"><extensionElements><zeebe:formDefinition formId="ask"/></extensionElements></userTask>',
    )
    form = b'{"id": "ask", "type": "default", "components": [{"type": "number", "key": "age", "label": "Age", "id": "x"}]}'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("m.bpmn", model("with_form", body))
        archive.writestr("ask.form", form)
    answer = house.call("dario", "POST", "/api/procedures", content=buffer.getvalue())
    case = start(house, "with_form")
    (task,) = tasks(house, case)

    schema = house.get("carla_smz", f"/api/tasks/{task['key']}/form")["json_schema"]
    wrong = house.call(
        "carla_smz",
        "POST",
        f"/api/tasks/{task['key']}/completion",
        json={"version": 1, "answers": {"age": "many"}},
    )
    house.post("carla_smz", f"/api/tasks/{task['key']}/completion", {"version": 1, "answers": {"age": 30}})

    assert answer.status_code == 201
    assert "age" in schema["properties"]
    assert wrong.status_code == 422
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"] == {"age": 30}


def test_a_worker_completes_fails_and_ends_jobs_with_an_error(house: House) -> None:
    body = (
        '<startEvent id="s"/>'
        + job("j", "check")
        + '<boundaryEvent id="b" attachedToRef="j"><errorEventDefinition errorRef="E"/></boundaryEvent>'
        + '<userTask id="repair"/><endEvent id="e"/>'
        + flow("f", "s", "j")
        + flow("g", "j", "e")
        + flow("h", "b", "repair")
        + flow("i", "repair", "e")
    )
    deploy(house, model("jobs", body, '<error id="E" errorCode="broken"/>'))
    done, failing, wrong = (start(house, "jobs", variables={"n": number}) for number in range(3))

    def job_of(case: str) -> Any:
        return house.get("carla_smz", f"/api/jobs?type=check&case={case}")["items"][0]

    assert job_of(done)["variables"] == {"n": 0}
    house.post("carla_smz", f"/api/jobs/{job_of(done)['key']}/completion", {"variables": {"ok": True}})
    key = job_of(failing)["key"]
    once = house.post("carla_smz", f"/api/jobs/{key}/failure", {"message": "away"})
    twice = house.post("carla_smz", f"/api/jobs/{key}/failure", {"message": "still away"})
    house.post("carla_smz", f"/api/jobs/{job_of(wrong)['key']}/error", {"code": "broken"})

    assert house.get("carla_smz", f"/api/cases/{done}")["status"] == "completed"
    assert ((once["status"], once["retries"]), (twice["status"], twice["retries"])) == (
        ("open", 1),
        ("failed", 0),
    )
    assert house.get("carla_smz", f"/api/cases/{failing}")["status"] == "incident"
    assert [task["element"] for task in tasks(house, wrong)] == ["repair"]
    assert ("j", "cancelled", None) in passed(house, wrong)
    house.post("carla_smz", f"/api/jobs/{key}/completion", {})
    assert house.get("carla_smz", f"/api/cases/{failing}")["status"] == "completed"


@pytest.mark.parametrize("login", ["lea_smz", "anna_rav", "beat_iv", "dario", "olga"])
def test_a_case_of_a_model_is_seen_by_its_unit_only(house: House, login: str) -> None:
    body = (
        '<startEvent id="s"/>'
        + job("j", "secret")
        + '<endEvent id="e"/>'
        + flow("f", "s", "j")
        + flow("g", "j", "e")
    )
    deploy(house, model("hidden", body))
    case = start(house, "hidden", variables={"name": "Sara"})
    key = house.get("carla_smz", f"/api/jobs?case={case}")["items"][0]["key"]
    colleague = login == "lea_smz"

    statuses = {
        house.call(login, "GET", f"/api/cases/{case}/variables").status_code,
        house.call(login, "GET", f"/api/cases/{case}/waits").status_code,
        house.call(login, "GET", f"/api/cases/{case}/history").status_code,
    }
    listed = house.get(login, "/api/jobs?type=secret")["items"]
    failed = house.call(login, "POST", f"/api/jobs/{key}/failure", json={"message": "x", "retries": 3})

    assert statuses == ({200} if colleague else {404})
    assert (key in {item["key"] for item in listed}) is colleague
    assert failed.status_code == (200 if colleague else 404)


def test_a_message_finds_the_case_by_its_key_and_only_one_that_waits(house: House) -> None:
    body = (
        '<startEvent id="s"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="M"/>'
        '</intermediateCatchEvent><endEvent id="e"/>' + flow("f", "s", "c") + flow("g", "c", "e")
    )
    message = (
        '<message id="M" name="paid"><extensionElements><zeebe:subscription correlationKey="=number"/>'
        "</extensionElements></message>"
    )
    deploy(house, model("messages", body, message))
    one, two = (start(house, "messages", variables={"number": number}) for number in ("A-1", "A-2"))
    sent = {"name": "paid", "correlation_key": "A-2", "variables": {"amount": 3}}

    waits = house.get("carla_smz", f"/api/cases/{two}/waits")["items"]
    stranger = house.call("anna_rav", "POST", "/api/messages", json=sent)
    delivered = house.post("carla_smz", "/api/messages", sent, headers={"Idempotency-Key": "m-1"})
    again = house.post("carla_smz", "/api/messages", sent, headers={"Idempotency-Key": "m-1"})
    late = house.call("carla_smz", "POST", "/api/messages", json=sent)

    assert [(wait["element"], wait["kind"]) for wait in waits] == [("c", "message")]
    assert (stranger.status_code, late.status_code) == (409, 409)
    assert delivered == again
    assert (delivered["status"], delivered["case"], delivered["element"]) == ("delivered", two, "c")
    assert house.get("carla_smz", f"/api/cases/{two}/variables")["variables"] == {
        "number": "A-2",
        "amount": 3,
    }
    assert house.get("carla_smz", f"/api/cases/{one}")["status"] == "running"


def test_a_signal_reaches_every_case_and_what_one_throws_reaches_the_others(house: House) -> None:
    catch = (
        '<startEvent id="s"/><intermediateCatchEvent id="c"><signalEventDefinition signalRef="S"/>'
        '</intermediateCatchEvent><endEvent id="e"/>' + flow("f", "s", "c") + flow("g", "c", "e")
    )
    throw = '<startEvent id="s"/><endEvent id="e"><signalEventDefinition signalRef="S"/></endEvent>' + flow(
        "f", "s", "e"
    )
    deploy(house, model("hears", catch, '<signal id="S" name="closed"/>'))
    deploy(house, model("says", throw, '<signal id="S" name="closed"/>'))
    first = [start(house, "hears") for _ in range(2)]
    elsewhere = start(house, "hears", login="anna_rav")
    told = house.post("carla_smz", "/api/signals", {"name": "closed"})
    second = start(house, "hears")

    start(house, "says")
    work_once(house.bruecke)
    work_once(house.bruecke)

    assert {item["case"] for item in told["reached"]} == set(first)
    assert [house.get("carla_smz", f"/api/cases/{case}")["status"] for case in (*first, second)] == [
        "completed"
    ] * 3
    assert house.get("anna_rav", f"/api/cases/{elsewhere}")["status"] == "running"


def test_a_message_and_a_signal_begin_cases_of_the_newest_version(house: House) -> None:
    body = (
        '<startEvent id="plain"/><startEvent id="m"><messageEventDefinition messageRef="M"/></startEvent>'
        '<startEvent id="g"><signalEventDefinition signalRef="S"/></startEvent><userTask id="a"/><endEvent id="e"/>'
        + flow("f1", "plain", "a")
        + flow("f2", "m", "a")
        + flow("f3", "g", "a")
        + flow("f4", "a", "e")
    )
    roots = '<message id="M" name="registered"/><signal id="S" name="new year"/>'
    deploy(house, model("begins", body, roots))
    deploy(house, model("begins", body.replace("userTask", "manualTask"), roots))
    sent = {"name": "registered", "variables": {"n": 1}}

    begun = house.post("carla_smz", "/api/messages", sent, headers={"Idempotency-Key": "begin-1"})
    again = house.post("carla_smz", "/api/messages", sent, headers={"Idempotency-Key": "begin-1"})
    told = house.post("carla_smz", "/api/signals", {"name": "new year"})
    designer = house.call("dario", "POST", "/api/messages", json=sent)

    assert begun["element"] == again["element"] == "m"
    assert begun["case"] == again["case"]
    assert [element for element, _, _ in passed(house, begun["case"])] == ["m", "a", "e"]
    assert house.get("carla_smz", f"/api/cases/{begun['case']}/variables")["variables"] == {"n": 1}
    assert [item["element"] for item in told["reached"]] == ["g"]
    assert designer.status_code == 403


def test_a_timer_fires_when_it_is_due_and_once(own_house: House) -> None:
    house = own_house
    body = (
        '<startEvent id="s"/><userTask id="a"/><boundaryEvent id="b" attachedToRef="a" cancelActivity="false">'
        "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
        '<userTask id="remind"/><endEvent id="e"/>'
        + flow("f", "s", "a")
        + flow("g", "a", "e")
        + flow("h", "b", "remind")
        + flow("i", "remind", "e")
    )
    deploy(house, model("timers", body))
    case = start(house, "timers")
    work_once(house.bruecke)
    early = [task["element"] for task in tasks(house, case)]

    house.clock.advance(timedelta(hours=2))
    work_once(house.bruecke)
    work_once(house.bruecke)

    assert early == ["a"]
    assert sorted(task["element"] for task in tasks(house, case)) == ["a", "remind"]
    assert house.get("carla_smz", f"/api/cases/{case}/waits")["items"] == []


def test_a_called_process_runs_in_the_version_it_had_and_gives_its_results(house: House) -> None:
    call = (
        '<startEvent id="s"/><callActivity id="c"><extensionElements><zeebe:calledElement processId="callee"/>'
        '</extensionElements></callActivity><endEvent id="e"/>' + flow("f", "s", "c") + flow("g", "c", "e")
    )
    deploy(house, model("callee", LINE))
    deploy(house, model("caller", call))
    case = start(house, "caller", variables={"x": 1})
    deploy(house, model("callee", LINE.replace('id="a"', 'id="other"').replace('"a"', '"other"')))

    complete(house, case, "a", {"y": 2})

    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "completed"
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"] == {"x": 1, "y": 2}


def test_people_choose_what_is_done_in_an_ad_hoc_sub_process(house: House) -> None:
    body = (
        '<startEvent id="s"/><adHocSubProcess id="h"><userTask id="x"/><userTask id="y"/></adHocSubProcess>'
        '<endEvent id="e"/>' + flow("f", "s", "h") + flow("g", "h", "e")
    )
    deploy(house, model("chosen", body))
    case = start(house, "chosen")
    (task,) = tasks(house, case)
    address = f"/api/tasks/{task['key']}"

    activities = house.get("carla_smz", address)["activities"]
    house.post("carla_smz", f"{address}/activities", {"element": "x"})
    open_inside = house.call("carla_smz", "POST", f"{address}/completion", json={"version": task["version"]})
    complete(house, case, "x", {})
    unknown = house.call("carla_smz", "POST", f"{address}/activities", json={"element": "z"})
    complete(house, case, "h", {})

    assert activities == ["x", "y"]
    assert (open_inside.status_code, unknown.status_code) == (409, 422)
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "completed"


def test_an_incident_changes_nothing_and_names_the_gateway_and_what_it_read(house: House) -> None:
    body = (
        '<startEvent id="s"/><userTask id="a"/><exclusiveGateway id="g"/><userTask id="b"/><endEvent id="e"/>'
        + flow("f1", "s", "a")
        + flow("f2", "a", "g")
        + flow("f3", "g", "b", "=x = 1")
        + flow("f4", "g", "e", "=x = 2")
        + flow("f5", "b", "e")
    )
    deploy(house, model("stuck", body))
    case = start(house, "stuck")
    (task,) = tasks(house, case)
    address = f"/api/tasks/{task['key']}/completion"

    stopped = house.call("carla_smz", "POST", address, json={"version": 1, "variables": {"x": 3}})
    problem = stopped.json()
    status = house.get("carla_smz", f"/api/cases/{case}")["status"]
    (incident,) = house.get("carla_smz", f"/api/cases/{case}/incidents")["items"]
    stranger = house.call("anna_rav", "GET", f"/api/cases/{case}/incidents")
    complete(house, case, "a", {"x": 1})

    assert (stopped.status_code, problem["element"]) == (409, "g")
    assert "x = 1" in problem["reason"]
    assert problem["read"] == incident["read"] == {"x": "3"}
    assert (incident["element"], incident["code"], stranger.status_code) == ("g", "no-answer", 404)
    assert house.get("carla_smz", f"/api/cases/{case}/incidents")["items"] == []
    assert status == "incident"
    assert [item["element"] for item in tasks(house, case)] == ["b"]
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "running"


@pytest.mark.parametrize("depth", [60, 3000])
def test_variables_that_are_nested_too_deeply_are_refused(house: House, depth: int) -> None:
    deploy(house, model("deep", LINE))
    text = '{"procedure": "deep", "variables": {"x": ' + "[" * depth + "]" * depth + "}}"

    answer = house.call(
        "carla_smz", "POST", "/api/cases", content=text, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code in {400, 422}


def test_a_package_takes_no_variables(house: House) -> None:
    body = {"procedure": "wallis_tandem", "variables": {"x": 1}}

    answer = house.call("carla_smz", "POST", "/api/cases", json=body)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:variables-rejected")
