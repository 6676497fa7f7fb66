"""Repairing, suspending and migrating a running case over the API, by the office that opened it."""

from datetime import timedelta
from typing import Any

import pytest

from api.worker import work_once
from tests.api.house import House
from tests.api.test_single_models import complete, deploy, flow, model, start, tasks

TWO = (
    '<startEvent id="s"/><userTask id="a" name="First"/><userTask id="b" name="Second"/><endEvent id="e"/>'
    + flow("f", "s", "a")
    + flow("g", "a", "b")
    + flow("h", "b", "e")
)
TIMED = (
    '<startEvent id="s"/><userTask id="a"/><boundaryEvent id="t" attachedToRef="a"><timerEventDefinition>'
    '<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id="late"/><endEvent id="e"/>'
    + flow("f", "s", "a")
    + flow("g", "a", "e")
    + flow("h", "t", "late")
    + flow("i", "late", "e")
)


def token_at(house: House, case: str, element: str) -> int:
    items = house.get("carla_smz", f"/api/cases/{case}/tokens")["items"]
    found: int = next(item["token"] for item in items if item["element"] == element)
    return found


def open_elements(house: House, case: str) -> list[str]:
    return sorted(task["element"] for task in tasks(house, case))


def kinds(house: House, case: str) -> list[str]:
    return [item["kind"] for item in house.get("carla_smz", f"/api/cases/{case}/history")["items"]]


def repair(house: House, case: str, action: str, token: int, **more: Any) -> Any:
    body = {"action": action, "token": token, "reason": "Mistaken", **more}
    return house.post("carla_smz", f"/api/cases/{case}/repairs", body)


def test_a_step_is_skipped_with_results_and_its_task_is_gone(house: House) -> None:
    deploy(house, model("skipping", TWO))
    case = start(house, "skipping")
    (task,) = tasks(house, case)

    done = repair(house, case, "skip", token_at(house, case, "a"), variables={"x": 1})
    late = house.call("carla_smz", "POST", f"/api/tasks/{task['key']}/completion", json={"version": 1})

    assert done["element"] == "a"
    assert open_elements(house, case) == ["b"]
    assert late.status_code == 409
    assert house.get("carla_smz", f"/api/cases/{case}/variables")["variables"] == {"x": 1}
    assert "CASE_REPAIRED" in kinds(house, case)


def test_a_token_is_moved_back_and_a_step_repeated(house: House) -> None:
    deploy(house, model("moving", TWO))
    case = start(house, "moving")
    complete(house, case, "a", {})

    seen = house.post(
        "carla_smz",
        f"/api/cases/{case}/repairs/preview",
        {"action": "move", "token": token_at(house, case, "b"), "element": "a", "reason": "x"},
    )
    before = open_elements(house, case)
    repair(house, case, "move", token_at(house, case, "b"), element="a")
    moved = open_elements(house, case)
    repair(house, case, "repeat", 0, element="b")

    assert (seen["cancelled"], seen["begins"], before) == (["b"], "a", ["b"])
    assert moved == ["a"]
    assert open_elements(house, case) == ["a", "b"]


def test_what_would_leave_nothing_is_refused_and_named(house: House) -> None:
    deploy(house, model("nothing_left", TWO))
    case = start(house, "nothing_left")
    body = {"action": "cancel", "token": token_at(house, case, "a"), "reason": "x"}

    refused = house.call("carla_smz", "POST", f"/api/cases/{case}/repairs", json=body)

    assert refused.status_code == 422
    assert "nothing would be left" in refused.json()["reason"]
    assert open_elements(house, case) == ["a"]


def test_a_suspended_case_stands_still_and_goes_on_where_it_was(own_house: House) -> None:
    house = own_house
    deploy(house, model("held", TIMED))
    case = start(house, "held")
    (task,) = tasks(house, case)
    house.post("carla_smz", f"/api/cases/{case}/suspension", {"reason": "Abroad"})

    refused = house.call("carla_smz", "POST", f"/api/tasks/{task['key']}/completion", json={"version": 1})
    house.clock.advance(timedelta(hours=2))
    work_once(house.bruecke)
    held = (house.get("carla_smz", f"/api/cases/{case}")["status"], open_elements(house, case))
    house.post("carla_smz", f"/api/cases/{case}/resumption", {"reason": "Back"})
    work_once(house.bruecke)

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:case-held")
    assert held == ("suspended", ["a"])
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "running"
    assert open_elements(house, case) == ["late"]


def test_a_case_goes_to_a_new_version_with_its_timer_and_draft_and_back(house: House) -> None:
    deploy(house, model("moves_on", TIMED))
    case = start(house, "moves_on")
    (task,) = tasks(house, case)
    (wait,) = house.get("carla_smz", f"/api/cases/{case}/waits")["items"]
    other = TIMED.replace('<userTask id="late"/>', '<userTask id="late"/><userTask id="check"/>').replace(
        flow("g", "a", "e"), flow("g", "a", "check") + flow("k", "check", "e")
    )
    deploy(house, model("moves_on", other))

    plan = house.post("carla_smz", f"/api/cases/{case}/migration/plan", {"version": 2})
    done = house.post("carla_smz", f"/api/cases/{case}/migration", {"version": 2, "reason": "Better"})
    after = house.get("carla_smz", f"/api/cases/{case}/waits")["items"]
    back = house.post("carla_smz", f"/api/cases/{case}/migration/undo", {"reason": "Not yet"})
    again = house.call("carla_smz", "POST", f"/api/cases/{case}/migration/undo", json={"reason": "Again"})
    house.post("carla_smz", f"/api/cases/{case}/migration", {"version": 2, "reason": "Now"})
    complete(house, case, "a", {})

    assert plan["verdict"] in {"unchanged", "maps"}
    assert (done["version"], back["version"], again.status_code) == ("2.0.0", "1.0.0", 409)
    assert [item["due_at"] for item in after] == [wait["due_at"]]
    assert task["element"] == "a"
    assert open_elements(house, case) == ["check"]
    assert [kind for kind in kinds(house, case) if "MIGRAT" in kind] == [
        "CASE_MIGRATED",
        "MIGRATION_UNDONE",
        "CASE_MIGRATED",
    ]


def test_what_is_gone_in_a_new_version_needs_a_choice(house: House) -> None:
    deploy(house, model("choices", TWO))
    case = start(house, "choices")
    deploy(house, model("choices", TWO.replace('"a"', '"z"')))
    address = f"/api/cases/{case}/migration"

    plan = house.post("carla_smz", f"{address}/plan", {"version": 2})
    refused = house.call("carla_smz", "POST", address, json={"version": 2, "reason": "x"})
    done = house.post("carla_smz", address, {"version": 2, "mapping": {"a": "z"}, "reason": "Renamed"})
    impact = house.get("dario", "/api/procedures/choices/impact?old=1&new=2")
    versions = house.get("dario", "/api/procedures/choices/versions")

    (line,) = [line for line in plan["lines"] if line["element"] == "a"]
    assert (line["verdict"], line["candidates"][0]["element"]) == ("choice", "z")
    assert refused.status_code == 422
    assert done["version"] == "2.0.0"
    assert open_elements(house, case) == ["z"]
    assert impact["cases"] == 0
    assert [(item["number"], item["running"]) for item in versions] == [(2, 1), (1, 0)]


@pytest.mark.parametrize("login", ["anna_rav", "beat_iv", "dario", "olga"])
@pytest.mark.parametrize("path", ["repairs", "suspension", "resumption", "migration", "migration/undo"])
def test_nobody_else_repairs_a_case(house: House, login: str, path: str) -> None:
    deploy(house, model("not_theirs", TWO))
    case = start(house, "not_theirs")
    bodies = {
        "repairs": {"action": "skip", "token": 2, "reason": "x"},
        "migration": {"version": 1, "reason": "x"},
    }

    answer = house.call(login, "POST", f"/api/cases/{case}/{path}", json=bodies.get(path, {"reason": "x"}))

    assert answer.status_code == 404
    assert open_elements(house, case) == ["a"]


def test_a_step_that_was_inserted_behind_a_case_is_told(house: House) -> None:
    deploy(house, model("behind", TWO))
    case = start(house, "behind")
    complete(house, case, "a", {})
    checked = TWO.replace(
        flow("g", "a", "b"), '<userTask id="x" name="Four eyes"/>' + flow("g", "a", "x") + flow("k", "x", "b")
    )
    deploy(house, model("behind", checked))

    plan = house.post("carla_smz", f"/api/cases/{case}/migration/plan", {"version": 2})
    impact = house.get("dario", "/api/procedures/behind/impact?old=1&new=2")
    office = house.post("carla_smz", "/api/procedures/behind/migration/plan", {"old": 1, "new": 2})

    assert plan["passes_by"] == impact["groups"][0]["passes_by"] == office["items"][0]["passes_by"]
    assert plan["passes_by"] == ["Four eyes"]


def test_a_case_does_not_go_to_the_version_it_has(house: House) -> None:
    deploy(house, model("same_version", TWO))
    case = start(house, "same_version")

    alone = house.call(
        "carla_smz", "POST", f"/api/cases/{case}/migration", json={"version": 1, "reason": "x"}
    )
    together = house.call(
        "carla_smz",
        "POST",
        "/api/procedures/same_version/migration",
        json={"old": 1, "new": 1, "reason": "x"},
    )

    assert [answer.json()["type"] for answer in (alone, together)] == ["urn:bruecke:migration-refused"] * 2
