"""What refusals and lists of single models tell: enough to act on."""

import json

import pytest

from tests.api.house import House
from tests.api.test_single_models import HEAD, complete, deploy, flow, model, start

HEADED = (
    '<startEvent id="s"/><serviceTask id="j" name="Send a letter"><extensionElements>'
    '<zeebe:taskDefinition type="letter" retries="1"/><zeebe:taskHeaders><zeebe:header key="template" value="decision"/>'
    '</zeebe:taskHeaders></extensionElements></serviceTask><endEvent id="e"/>'
    + flow("f", "s", "j")
    + flow("g", "j", "e")
)
TASK = '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>' + flow("f", "s", "a") + flow("g", "a", "e")


def test_a_job_brings_its_headers_and_once_out_of_tries_can_be_found_with_its_cause(house: House) -> None:
    deploy(house, model("letters", HEADED))
    case = start(house, "letters")
    (job,) = house.get("carla_smz", f"/api/jobs?case={case}")["items"]
    house.post("carla_smz", f"/api/jobs/{job['key']}/failure", {"message": "no paper"})

    (failed,) = house.get("carla_smz", f"/api/jobs?case={case}&status=failed")["items"]
    (incident,) = house.get("carla_smz", f"/api/cases/{case}/incidents")["items"]
    kinds = [item["kind"] for item in house.get("carla_smz", f"/api/cases/{case}/history")["items"]]
    house.post("carla_smz", f"/api/jobs/{job['key']}/failure", {"message": "paper came", "retries": 2})
    again = house.get("carla_smz", f"/api/jobs?case={case}")["items"]

    assert job["headers"] == failed["headers"] == {"template": "decision"}
    assert (failed["key"], failed["status"], failed["message"]) == (job["key"], "failed", "no paper")
    assert incident["read"] == {"job": job["key"], "message": "no paper"}
    assert kinds[-2:] == ["JOB_FAILED", "INCIDENT_OPENED"]
    assert [item["status"] for item in again] == ["open"]
    assert house.get("anna_rav", "/api/jobs?status=failed")["items"] == []


def test_a_case_that_has_ended_takes_no_variables(house: House) -> None:
    deploy(house, model("ends", TASK))
    case = start(house, "ends")
    complete(house, case, "a", {})

    late = house.call("carla_smz", "POST", f"/api/cases/{case}/variables", json={"variables": {"x": 1}})

    assert (late.status_code, late.json()["type"]) == (409, "urn:bruecke:case-closed")
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"] == {}


def test_a_start_that_fails_says_where_and_why(house: House) -> None:
    body = (
        '<startEvent id="s"/><exclusiveGateway id="q" name="Large?"/><userTask id="a"/>'
        + flow("f", "s", "q")
        + flow("g", "q", "a", "=amount &gt; 5")
    )
    deploy(house, model("starts", body))

    answer = house.call("carla_smz", "POST", "/api/cases", json={"procedure": "starts"})
    told = answer.json()

    assert (answer.status_code, told["type"], told["element"]) == (422, "urn:bruecke:not-startable", "q")
    assert "amount > 5" in told["reason"]
    assert "«amount» is missing" in told["reason"]


def test_waits_say_which_message_with_which_key(house: House) -> None:
    body = (
        '<startEvent id="s"/><intermediateCatchEvent id="c" name="Paid"><messageEventDefinition messageRef="M"/>'
        '</intermediateCatchEvent><endEvent id="e"/>' + flow("f", "s", "c") + flow("g", "c", "e")
    )
    roots = (
        '<message id="M" name="payment"><extensionElements><zeebe:subscription correlationKey="=number"/>'
        "</extensionElements></message>"
    )
    deploy(house, model("pays", body, roots))
    case = start(house, "pays", variables={"number": "A-77"})

    (wait,) = house.get("carla_smz", f"/api/cases/{case}/waits")["items"]

    assert (wait["name"], wait["event"], wait["correlation_key"]) == ("Paid", "payment", "A-77")


def test_a_package_says_that_it_takes_no_variables(house: House) -> None:
    body = {"procedure": "wallis_tandem", "variables": {"a": 1}}

    answer = house.call("carla_smz", "POST", "/api/cases", json=body)

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:variables-rejected")
    assert "on record" in answer.json()["reason"]


def test_a_form_around_the_file_is_recognised(house: House) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="m.bpmn"\r\n\r\n<a/>\r\n--x--\r\n'

    for address in ("/api/procedures/models", "/api/procedures"):
        answer = house.call("dario", "POST", address, content=form)

        assert [fault["rule"] for fault in answer.json()["faults"]] == ["BODY-FORM"]


def test_a_refusal_names_places_as_people_do_and_tells_everything_at_once(house: House) -> None:
    body = (
        '<startEvent id="s"/><exclusiveGateway id="q" name="Large?"/><userTask id="a" name="Check"/>'
        '<userTask id="b"/><serviceTask id="j" name="Letter"/>'
        + flow("f", "s", "q")
        + flow("g", "q", "a", "=amount &gt;")
        + flow("h", "q", "b", "=true")
        + flow("i", "a", "j")
    )
    answer = house.call("dario", "POST", "/api/procedures/models", content=model("refused", body))
    told = answer.json()

    assert answer.status_code == 422
    assert {(fault["place"], fault["name"]) for fault in told["faults"]} == {("g", "Large? → Check")}
    assert ("j", "Letter") in {(item["place"], item["name"]) for item in told["todo"]}


def test_who_may_not_deploy_is_told_which_role_it_takes(house: House) -> None:
    answer = house.call("carla_smz", "POST", "/api/procedures/models", content=HEAD.encode())

    assert (answer.status_code, answer.json()["role"]) == (403, "designer")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/api/messages", {"name": "x", "case": "9" * 19, "time_to_live": 60}, "case"),
        ("/api/jobs/retries", {"type": "letter", "code": "\ud800"}, "code"),
        ("/api/jobs/cancellations", {"type": "letter", "code": "late", "reason": "x"}, "code"),
    ],
)
def test_what_no_key_and_no_code_can_be_is_refused_by_name(
    house: House, path: str, body: dict[str, object], field: str
) -> None:
    content = json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}

    answer = house.call("carla_smz", "POST", path, content=content, headers=headers)

    assert answer.status_code == 422
    assert field in answer.text
