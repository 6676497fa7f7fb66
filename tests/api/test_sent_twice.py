"""Every change can be repeated safely: over the API by an Idempotency-Key, on pages by the token of the form."""

import re
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from cases.rows import Case, Consent
from engine.rows import Event, Gateway, ProcedureVersion, Task
from tests.api.house import House, Response
from tests.api.test_openapi import OPERATIONS
from tests.api.test_pages import Visitor, hidden_fields
from tests.api.test_repeated_requests import as_, at_once
from tests.api.test_single_models import deploy, flow, model, start

CHANGE_NOTHING = {"preview_repair", "plan_migration", "plan_migrations"}
"""They only say what would happen."""
SIGN_INS = {"sign_in", "create_token", "grant_access"}
"""Each gives a secret of its own: an answer that holds one is not kept."""


BY_THEMSELVES = {"activate_jobs", "send_rav_message", "deliver_rav_file"}
"""Jobs are leased for a while only; a message has an id of its sender's own, and a file is told by its content."""


def test_every_operation_that_changes_something_takes_an_idempotency_key() -> None:
    posts = {
        operation["operationId"]: [
            parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "header"
        ]
        for name, operation in OPERATIONS.items()
        if name.startswith("POST ")
    }

    without = {name for name, headers in posts.items() if "Idempotency-Key" not in headers}

    assert without == CHANGE_NOTHING | SIGN_INS | BY_THEMSELVES


CHANGES_NO_CASE = {"/search", "/preferences", "/sign-out", "/sign-in", "/deadlines", "/rav/files"}
"""Two addresses of a calendar are one: the second takes the place of the first; a file is told by its content."""


def test_every_form_that_changes_something_carries_a_token() -> None:
    forms = [
        (path.name, form)
        for path in sorted(Path("api/templates").glob("*.html"))
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), re.DOTALL)
        if not any(f'action="{address}"' in form for address in CHANGES_NO_CASE)
        and 'action="/deadlines/calendar/' not in form  # what is taken back twice is taken back
    ]

    without = [name for name, form in forms if not re.search(r"secret\(csrf, token", form)]

    assert len(forms) > 20
    assert without == []


HEARS = model(
    "hears_twice",
    '<startEvent id="s"/><intermediateCatchEvent id="c"><signalEventDefinition signalRef="S"/>'
    '</intermediateCatchEvent><intermediateCatchEvent id="d"><signalEventDefinition signalRef="S"/>'
    '</intermediateCatchEvent><endEvent id="e"/>'
    + flow("f1", "s", "c")
    + flow("f2", "c", "d")
    + flow("f3", "d", "e"),
    '<signal id="S" name="heard twice"/>',
)


def received(house: House, case: str) -> int:
    return len(house.rows(Event, instance_key=int(case), kind="SIGNAL_RECEIVED"))


def test_a_signal_that_is_sent_again_reaches_nobody_twice_and_nobody_new(house: House) -> None:
    deploy(house, HEARS)
    case, key = start(house, "hears_twice"), {"Idempotency-Key": f"signal {house.client}"}

    first = house.post("carla_smz", "/api/signals", {"name": "heard twice"}, headers=key)
    late = start(house, "hears_twice")
    again = house.post("carla_smz", "/api/signals", {"name": "heard twice"}, headers=key)
    other = house.call("carla_smz", "POST", "/api/signals", json={"name": "another"}, headers=key)

    assert [line["case"] for line in first["reached"]] == [case]
    assert again == first
    assert (received(house, case), received(house, late)) == (1, 0)
    assert other.json()["type"] == "urn:bruecke:idempotency-key-reused"
    house.post("carla_smz", "/api/signals", {"name": "heard twice"})
    assert (received(house, case), received(house, late)) == (2, 1)
    house.post("carla_smz", "/api/signals", {"name": "heard twice"})


def test_a_signal_that_is_sent_twice_at_once_is_heard_once(house: House) -> None:
    deploy(house, HEARS)
    case = start(house, "hears_twice")

    answers = at_once(
        house, *[as_(house, "carla_smz", "/api/signals", {"name": "heard twice"}, f"at {case}")] * 3
    )

    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.text for answer in answers}) == 1
    assert received(house, case) == 1
    house.post("carla_smz", "/api/signals", {"name": "heard twice"})  # and leaves nobody who still listens


def test_a_message_that_is_sent_twice_at_once_is_received_once(house: House) -> None:
    deploy(
        house,
        model(
            "waits_once",
            '<startEvent id="s"/><intermediateCatchEvent id="c"><messageEventDefinition messageRef="M"/>'
            '</intermediateCatchEvent><userTask id="a"/><endEvent id="e"/>'
            + flow("f4", "s", "c")
            + flow("f5", "c", "a")
            + flow("f6", "a", "e"),
            '<message id="M" name="comes once"/>',
        ),
    )
    case = start(house, "waits_once")
    body = {"name": "comes once"}

    answers = at_once(house, *[as_(house, "carla_smz", "/api/messages", body, f"at {case}")] * 3)

    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.text for answer in answers}) == 1


def test_a_deployment_that_is_sent_again_gets_the_same_answer(house: House) -> None:
    content = model(
        "again",
        '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>'
        + flow("f7", "s", "a")
        + flow("f8", "a", "e"),
    )
    other = model(
        "else",
        '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>'
        + flow("f9", "s", "a")
        + flow("f10", "a", "e"),
    )
    key = {"Idempotency-Key": "deployed once"}

    def ask(model_: bytes) -> Response:
        return house.call("dario", "POST", "/api/procedures/models", content=model_, headers=key)

    first, again, reused = ask(content), ask(content), ask(other)

    assert (first.status_code, first.json()["is_new"]) == (201, True)
    assert again.text == first.text
    assert (reused.status_code, reused.json()["type"]) == (409, "urn:bruecke:idempotency-key-reused")
    assert len(house.rows(ProcedureVersion, procedure="again")) == 1
    assert house.rows(ProcedureVersion, procedure="else") == []


# pages


def twice(visitor: Visitor, path: str, form: dict[str, Any]) -> list[Response]:
    """The same form, sent twice at the same moment by the same browser, and a third time afterwards."""
    gate, answers = Barrier(2), []

    def send() -> None:
        gate.wait()
        answers.append(visitor.client.post(path, data=form))

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [*answers, visitor.client.post(path, data=form)]


def places(answers: list[Response]) -> set[tuple[int, str | None]]:
    return {(answer.status_code, answer.headers.get("location")) for answer in answers}


def test_a_case_that_is_opened_by_a_double_click_is_one_case(house: House) -> None:
    visitor = Visitor(house, "carla_smz")
    form = hidden_fields(visitor.get("/cases/new").text) | {"procedure": "wallis_tandem"}
    before = len(house.rows(Case))

    answers = twice(visitor, "/cases/new", form)

    ((status, where),) = places(answers)
    assert (status, str(where).endswith("?done=opened")) == (303, True)
    assert len(house.rows(Case)) == before + 1


def test_a_task_that_is_completed_by_a_double_click_is_completed_once(house: House) -> None:
    case = house.case_at("fresh")
    task, visitor = house.task(case), Visitor(house, "carla_smz")
    form = hidden_fields(visitor.get(f"/tasks/{task.key}").text)
    typed = {"explained_by": str(house.users["carla_smz"].key), "explained_on": "10.02.2026"}
    refusal = form | typed | {"language": "fr", "decision": "REFUSED", "do": "complete"}
    asked = visitor.client.post(f"/tasks/{task.key}", data=refusal)
    if asked.status_code == 422:  # it opened further questions: they are on the page now
        refusal |= hidden_fields(asked.text) | {"do": "complete"}

    answers = twice(visitor, f"/tasks/{task.key}", refusal)

    assert places(answers) == {(303, f"/cases/{case}?done=completed")}
    events = house.rows(Event, instance_key=int(case), kind="TASK_COMPLETED")
    assert len([event for event in events if event.element == task.element]) == 1
    assert len(house.rows(Consent, case_key=int(case))) == 1


def test_a_question_that_is_answered_by_a_double_click_is_answered_once(house: House) -> None:
    case = house.case_at("question")
    house.decide("carla_smz", case, "yes")
    gateway = house.gateway(case)
    assert gateway is not None
    visitor = Visitor(house, "anna_rav")
    shown = visitor.get(f"/gateways/{gateway.key}")
    basis = re.findall(r'name="basis" value="([^"]*)"', shown.text)[0]
    form = hidden_fields(shown.text) | {"answer": "yes", "basis": basis}

    answers = twice(visitor, f"/gateways/{gateway.key}", form)

    assert places(answers) == {(303, f"/cases/{case}?done=decided")}
    assert house.rows(Gateway, key=gateway.key)[0].status != "open"
    decided = [
        row.kind for row in house.rows(Event, instance_key=int(case)) if row.element == gateway.element
    ]
    assert len(decided) == len(set(decided)) or decided.count("GATEWAY_DECIDED") == 1


def test_a_task_that_is_taken_by_a_double_click_is_taken_and_no_mistake(house: House) -> None:
    case = house.case_at("fresh")
    task, visitor = house.task(case), Visitor(house, "carla_smz")
    form = hidden_fields(visitor.get(f"/tasks/{task.key}").text) | {"do": "claim"}

    answers = twice(visitor, f"/tasks/{task.key}", form)

    assert {answer.status_code for answer in answers} == {200}
    (taken,) = house.rows(Task, key=task.key)
    assert (taken.assignee, taken.version) == (house.users["carla_smz"].key, task.version + 1)
