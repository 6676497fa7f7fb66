"""Two hundred running cases of two offices in all positions, a new version of their model, and the way back."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from api.worker import work_once
from engine.packages.archive import write_zip
from tests.api.house import House
from tests.api.test_single_models import deploy, start
from tests.unit.bpmn.migrating.two_hundred import NEW, OLD

OFFICES = {"carla_smz": 150, "anna_rav": 50}
PROCEDURE = "p"
RENAMED = {"nudge": "remind"}
FORM = b'{"id": "report_2", "type": "default", "components": [{"type": "number", "key": "z", "label": "Z", "id": "x"}]}'
ADDRESS = f"/api/procedures/{PROCEDURE}/migration"


@dataclass
class Seen:
    """What the office sees of a case."""

    version: str
    status: str
    tasks: dict[int, str]
    waits: dict[str, str | None]
    passed: list[str] = field(default_factory=list)

    @property
    def opened(self) -> set[str]:
        return set(self.tasks.values())


def seen(house: House, login: str, case: str) -> Seen:
    about = house.get(login, f"/api/cases/{case}")
    tasks = house.get(login, f"/api/tasks?case={case}&limit=200")["items"]
    waits = house.get(login, f"/api/cases/{case}/waits")["items"]
    return Seen(
        about["version"],
        about["status"],
        {task["key"]: task["element"] for task in tasks},
        {wait["element"]: wait["due_at"] for wait in waits},
    )


def passed(house: House, login: str, case: str) -> set[str]:
    items = house.get(login, f"/api/cases/{case}/history")["items"]
    return {item["element"] for item in items if item["state"] == "completed"}


def some_steps(house: House, login: str, case: str, dice: random.Random, most: int) -> None:
    """A random number of steps of what can be done in a case, but never its last."""
    for _ in range(dice.randrange(most)):
        tasks = house.get(login, f"/api/tasks?case={case}&limit=200")["items"]
        can = [task for task in tasks if task["element"] not in {"answered", "nudge"}]
        if not can:
            return
        task = dice.choice(can)
        body = {"version": task["version"], "variables": {f"done_{task['element']}": True}}
        house.post(login, f"/api/tasks/{task['key']}/completion", body)


def expected(case: Seen, done: set[str]) -> str:
    """What the new version must mean for a case, by what is open, waited for and done."""
    if case.opened & {"late", "nudge"}:
        return "choice"
    if case.opened & {"work", "report"} or set(case.waits) & {"t", "silence"}:
        return "maps"
    at_join = {"report", "inform"} & done and not set(case.waits) & {"answer", "silence"}
    return "maps" if at_join and "answered" not in case.opened else "unchanged"


@pytest.fixture(scope="module")
def offices(house: House) -> dict[str, list[str]]:
    """The cases of each office: half have seen timers fire, some have had an answer or a note."""
    deploy(house, OLD)
    dice, found = random.Random(7), dict[str, list[str]]()
    for login, number in OFFICES.items():
        variables = [{"p": dice.random() < 0.5, "xs": [1, 2]} for _ in range(number)]
        found[login] = [start(house, PROCEDURE, login, variables=given) for given in variables]
    everyone = [(login, case) for login, cases in found.items() for case in cases]
    for login, case in everyone[::2]:
        some_steps(house, login, case, dice, 10)
    house.clock.advance(timedelta(days=4))
    while work_once(house.bruecke):
        pass
    for login, case in everyone:
        some_steps(house, login, case, dice, 7)
    for name, login in (("m1", "carla_smz"), ("m1", "anna_rav"), ("m2", "carla_smz")) * 6:
        house.call(login, "POST", "/api/messages", json={"name": name})
    files = {"m.bpmn": NEW, "report_2.form": FORM}
    assert house.call("dario", "POST", "/api/procedures", content=write_zip(files)).json()["number"] == 2
    return found


def pages(house: House, login: str, address: str, **body: Any) -> list[dict[str, Any]]:
    """All portions."""
    answers = [house.post(login, address, {**body, "limit": 40})]
    while answers[-1]["next"]:
        answers.append(house.post(login, address, {**body, "limit": 40, "after": answers[-1]["next"]}))
    return answers


def test_every_case_goes_where_it_should_and_comes_back(house: House, offices: dict[str, list[str]]) -> None:
    before = {case: seen(house, login, case) for login, cases in offices.items() for case in cases}
    verdicts = {
        case: expected(before[case], passed(house, login, case))
        for login, cases in offices.items()
        for case in cases
    }
    assert {state.status for state in before.values()} == {"running"}
    opened = set().union(*(state.opened for state in before.values()))
    assert opened == {"intake", "work", "late", "talk", "report", "inform", "answered", "nudge", "note"}
    assert min(Counter(verdicts.values()).values()) > 10

    _the_impact_is_right(house, offices, verdicts)
    mine = offices["carla_smz"]
    done = pages(house, "carla_smz", ADDRESS, old=1, new=2, mapping=RENAMED, reason="Better")
    after = {case: seen(house, login, case) for login, cases in offices.items() for case in cases}

    stands_at_removed = {case for case in mine if "late" in before[case].opened}
    gone = {item["case"] for answer in done for item in answer["migrated"]}
    assert gone == set(mine) - stands_at_removed
    assert {item["case"] for answer in done for item in answer["stayed"]} == stands_at_removed
    for case, now in after.items():
        was = before[case]
        assert now.version == ("2.0.0" if case in gone else "1.0.0")
        assert (now.status, now.waits) == ("running", was.waits)
        names = {key: RENAMED.get(element, element) for key, element in was.tasks.items()}
        assert now.tasks == (names if case in gone else was.tasks)

    _what_went_on_stays(house, before, sorted(gone, key=int))


def _the_impact_is_right(house: House, offices: dict[str, list[str]], verdicts: dict[str, str]) -> None:
    for login, cases in offices.items():
        planned = pages(house, login, f"{ADDRESS}/plan", old=1, new=2)
        told = {item["case"]: item["verdict"] for answer in planned for item in answer["items"]}
        assert told == {case: verdicts[case] for case in cases}
    designer = house.get("dario", f"/api/procedures/{PROCEDURE}/impact?old=1&new=2")
    counts = Counter[str]()
    for group in designer["groups"]:
        counts[group["verdict"]] += group["cases"]
    assert counts == Counter(verdicts.values())


def _what_went_on_stays(house: House, before: dict[str, Seen], gone: list[str]) -> None:
    """Some go on in the new version: those have no way back, all others have."""
    went_on = gone[::3]
    for case in went_on:
        task = next(iter(house.get("carla_smz", f"/api/tasks?case={case}")["items"]), None)
        body = {"version": task["version"] if task else 1, "variables": {}}
        if task is None:
            house.post("carla_smz", f"/api/cases/{case}/suspension", {"reason": "Looked at"})
        else:
            house.post("carla_smz", f"/api/tasks/{task['key']}/completion", body)

    back = pages(house, "carla_smz", f"{ADDRESS}/undo", version=2, reason="Not yet")

    undone = {item["case"] for answer in back for item in answer["migrated"]}
    assert undone == set(gone) - set(went_on)
    for case in undone:
        now = seen(house, "carla_smz", case)
        assert now == before[case]
        kinds = [item["kind"] for item in house.get("carla_smz", f"/api/cases/{case}/history")["items"]]
        assert kinds[-2:] == ["CASE_MIGRATED", "MIGRATION_UNDONE"]


def test_a_repeated_request_is_answered_as_before_and_nobody_elses_case_moves(
    house: House, offices: dict[str, list[str]]
) -> None:
    body = {"old": 1, "new": 2, "reason": "Again", "limit": 5}
    key = {"Idempotency-Key": "portion-1"}

    first = house.call("anna_rav", "POST", ADDRESS, json=body, headers=key)
    again = house.call("anna_rav", "POST", ADDRESS, json=body, headers=key)
    back = house.post("anna_rav", f"{ADDRESS}/undo", {"version": 2, "reason": "Mistaken"})
    strangers = [
        house.post(login, ADDRESS, {"old": 1, "new": 2, "reason": "x"})
        for login in ("beat_iv", "dario", "nora_smz")
    ]

    assert first.json() == again.json()
    assert {item["case"] for item in first.json()["migrated"]} <= set(offices["anna_rav"])
    assert [item["case"] for item in back["migrated"]] == [item["case"] for item in first.json()["migrated"]]
    assert [answer["migrated"] + answer["stayed"] for answer in strangers] == [[], [], []]


def test_no_reason_and_no_such_version_are_refused(house: House, offices: dict[str, list[str]]) -> None:
    blank = house.call("anna_rav", "POST", ADDRESS, json={"old": 1, "new": 2, "reason": " "})
    absent = house.call("anna_rav", "POST", ADDRESS, json={"old": 1, "new": 9, "reason": "x"})
    senseless = house.call(
        "anna_rav", "POST", f"{ADDRESS}/plan", json={"old": 1, "new": 2, "mapping": {"none": "such"}}
    )

    assert (blank.status_code, blank.json()["type"]) == (422, "urn:bruecke:reason-missing")
    assert absent.status_code == 404
    assert (senseless.status_code, senseless.json()["type"]) == (422, "urn:bruecke:migration-refused")
