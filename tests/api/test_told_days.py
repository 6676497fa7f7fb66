"""A refusal names the days that are possible: to whom may read what they rest on, and nobody else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cases.rows import Grant, Record
from tests.api.house import TODAY, House
from tests.api.luzern import OFFICES, Luzern, luzern
from tests.api.test_pages import Visitor, main_of

__all__ = ["luzern"]

IVO = OFFICES["IV"]
DAYS = "09.10.2026 – 15.11.2026"
UNTOLD = {"de": "nicht freigegeben", "fr": "non communiqué"}
JUDGED: dict[str, Any] = {
    "result": "REACHED",
    "held_on": TODAY,
    "attendees": ["IV", "RAV", "PERSON"],
    "findings": "x",
    "next_step": "x",
}
pytestmark = pytest.mark.requirement("LU-08")


def refusal(luzern: Luzern, case: str, language: str) -> str:
    """What stands at the day of the evaluation."""
    answer = luzern.attempt(IVO, case, "evaluate_measure", JUDGED, headers={"accept-language": language})
    assert answer.status_code == 422, answer.text
    (fault,) = answer.json()["faults"]
    assert fault["field"] == "held_on"
    message: str = fault["message"]
    return message


def page_of(luzern: Luzern, case: str) -> str:
    """The page of the task after the same answers."""
    task = luzern.task(case, "evaluate_measure")
    ivo = Visitor(luzern.house, IVO)
    shown = ivo.get(f"/tasks/{task.key}")
    typed = JUDGED | {"held_on": f"{date.fromisoformat(TODAY):%d.%m.%Y}", "do": "complete"}
    page = ivo.post(f"/tasks/{task.key}", shown, **typed)
    assert page.status_code == 422
    return main_of(page)


def hide_the_plan(luzern: Luzern, case: str) -> None:
    """The plan belongs to others, and measures are not released to the IV any more."""
    house = luzern.house
    ours = house.users[IVO].institution_key
    with house.bruecke.engine.store.work() as work:
        for grant in work.find(Grant, case_key=int(case), category="MEASURE", institution_key=ours):
            work.replace(replace(grant, revoked_at=house.clock.now()))
        for row in work.find(Record, case_key=int(case), type="plan"):
            work.replace(replace(row, owners=str(house.users["sonja_sd_lu"].institution_key)))


def test_who_evaluates_on_another_day_reads_which_are_possible(luzern: Luzern) -> None:
    case = luzern.case_at("managed")

    assert [DAYS in refusal(luzern, case, language) for language in ("de", "fr")] == [True, True]
    assert DAYS in page_of(luzern, case)


def test_who_may_not_read_the_plan_is_refused_without_its_days(luzern: Luzern) -> None:
    case = luzern.case_at("managed")
    hide_the_plan(luzern, case)

    for language, untold in UNTOLD.items():
        message = refusal(luzern, case, language)
        assert untold in message
        assert "2026" not in message
    assert DAYS not in page_of(luzern, case)


def test_a_correction_tells_the_days_to_the_same_people(own_house: House) -> None:
    luzern = Luzern(own_house)
    case = luzern.case_at("managed")
    own_house.clock.set_day(date(2026, 10, 20))
    own_house.tokens.clear()
    luzern.complete(IVO, case, "evaluate_measure", JUDGED | {"held_on": "2026-10-20"})
    path = f"/api/cases/{case}/records/evaluation"
    version = own_house.get(IVO, f"{path}/versions")["version"]
    body = {"version": version, "fields": {"held_on": TODAY}, "reason": "x"}

    told = own_house.call(IVO, "POST", f"{path}/correction", json=body)
    hide_the_plan(luzern, case)
    untold = own_house.call(IVO, "POST", f"{path}/correction", json=body)

    assert [answer.status_code for answer in (told, untold)] == [422, 422]
    says = [answer.json()["faults"][0]["message"] for answer in (told, untold)]
    assert [DAYS in one for one in says] == [True, False]
    assert "2026" not in says[1]
