"""External assessments: a task for each that was commissioned, whose form alone says which; nothing of it in the state."""

from engine.commands.deploy_package import deploy_package
from engine.rows import Draft, Instance, Task
from tests.api.basel import FELIX, RUTH, Basel, basel, basel_files

__all__ = ["basel"]


def commissioned(basel: Basel) -> str:
    """A case in which two external assessments are awaited."""
    case: str = basel.house.post(RUTH, "/api/cases", {"procedure": "basel_landschaft"})["case"]
    basel.to_scope(case)
    scope = {"external_needed": "YES", "external_bodies": ["WORKMED", "PHYSICIAN"], "agreed_on": basel.today}
    basel.done(FELIX, case, "define_scope", scope)
    return case


def test_each_has_its_own_form_and_the_state_names_none(basel: Basel) -> None:
    case = commissioned(basel)

    tasks = basel.house.rows(Task, instance_key=int(case), status="open", element="external_report")
    drafts = basel.house.rows(Draft, instance_key=int(case))
    (instance,) = basel.house.rows(Instance, key=int(case))

    assert len(tasks) == 2
    assert {draft.key for draft in drafts} == {task.key for task in tasks}
    for told in (b"WORKMED", b"PHYSICIAN"):
        assert told not in instance.state
        assert all(told not in draft.sealed for draft in drafts)


def test_the_office_that_chose_none_can_neither_complete_nor_save_one(basel: Basel) -> None:
    case = commissioned(basel)
    task, _ = basel.house.rows(Task, instance_key=int(case), status="open", element="external_report")

    body = {"version": task.version, "answers": {"body": "WORKMED"}}
    for way in ("draft", "completion"):
        answer = basel.house.call(RUTH, "POST", f"/api/tasks/{task.key}/{way}", json=body)
        assert answer.status_code == 403


def test_once_all_are_answered_the_case_goes_on_and_no_draft_is_left(basel: Basel) -> None:
    case = commissioned(basel)
    for body in ("WORKMED", "PHYSICIAN"):
        basel.done(FELIX, case, "external_report", {"body": body, "outcome": "NOT_GIVEN"})

    assert basel.open_tasks(case) == ["assess_capacity"]
    assert not basel.house.rows(Draft, instance_key=int(case))


def test_a_case_that_goes_to_another_version_in_the_middle_keeps_what_was_answered_and_which_are_open(
    basel: Basel,
) -> None:
    case = commissioned(basel)
    basel.done(FELIX, case, "external_report", {"body": "WORKMED", "outcome": "NOT_GIVEN"})
    (before,) = basel.house.rows(Task, instance_key=int(case), status="open", element="external_report")
    manifest = basel_files()["package.yaml"].replace(b"version: 1.3.0", b"version: 9.0.0")
    deploy_package(basel.house.bruecke.engine, basel_files() | {"package.yaml": manifest})
    address = f"/api/cases/{case}/migration"

    moved = basel.house.post(RUTH, address, {"version": 2, "reason": "Better"})
    (task,) = basel.house.rows(Task, instance_key=int(case), status="open", element="external_report")
    form = basel.house.get(FELIX, f"/api/tasks/{task.key}")
    back = basel.house.post(RUTH, f"{address}/undo", {"reason": "Not yet"})
    basel.house.post(RUTH, address, {"version": 2, "reason": "Now"})
    (draft,) = basel.house.rows(Draft, instance_key=int(case))
    basel.done(FELIX, case, "external_report", {"body": "PHYSICIAN", "outcome": "NOT_GIVEN"})

    assert (moved["version"], back["version"]) == ("9.0.0", "1.3.0")
    assert (task.key, draft.key) == (before.key, before.key)
    assert form["answers"]["body"] == "PHYSICIAN"
    assert basel.open_tasks(case) == ["assess_capacity"]
    assert not basel.house.rows(Draft, instance_key=int(case))
