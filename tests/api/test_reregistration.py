"""A RAV system reports to Basel-Landschaft: who registers anew, to the case that waits for it, once and to nobody else; and new cases."""

from dataclasses import replace
from typing import Any

import pytest

from api.worker import work_once
from cases.rows import RavLine
from engine.rows import AT_ONCE, EarlyMessage, Task
from tests.api.basel import FELIX, IRENE, PERSON, RUTH, STRANGERS, Basel
from tests.api.house import House
from tests.api.test_pages import Visitor, main_of
from tests.api.test_repeated_requests import as_, at_once

MESSAGES = "/api/rav/messages"
DAY = "2026-02-09"
NOTE = "note_reregistration"


@pytest.fixture
def own_basel(own_house: House) -> Basel:
    """Basel-Landschaft in a house of its own."""
    return Basel(own_house)


def told(number: str, **whose: Any) -> dict[str, Any]:
    return {
        "message_id": number,
        "kind": "rav_reregistered",
        "fields": {"reregistered_on": DAY},
        **whose,
    }


@pytest.mark.requirement("BL-08")
def test_a_return_opens_one_task_that_begins_with_its_day(own_basel: Basel) -> None:
    house, case = own_basel.house, own_basel.case_at("handed_over")
    reference = house.get(RUTH, f"/api/cases/{case}")["reference"]

    first = house.post(RUTH, MESSAGES, told("1", reference=reference))
    again = house.post(RUTH, MESSAGES, told("1", reference=reference))
    other = house.call(RUTH, "POST", MESSAGES, json=told("2", case=case))

    assert first == again
    assert (first["status"], first["element"]) == ("delivered", "return_reported")
    assert (other.status_code, other.json()["type"]) == (409, "urn:bruecke:nobody-waits")
    (task,) = house.rows(Task, instance_key=int(case), status="open")
    assert (task.element, house.get(RUTH, f"/api/tasks/{task.key}")["answers"]) == (
        NOTE,
        {"reregistered_on": DAY},
    )
    answers = {"confirmed": "YES", "reregistered_on": DAY}
    refused = [own_basel.complete(login, case, NOTE, answers).status_code for login in (FELIX, IRENE)]
    assert refused == [403, 403]


@pytest.mark.requirement("BL-08")
def test_of_reports_at_the_same_moment_one_is_heard(own_basel: Basel) -> None:
    house, case = own_basel.house, own_basel.case_at("handed_over")
    asking = [as_(house, RUTH, MESSAGES, told(f"n{number}", case=case)) for number in range(4)]

    answers = at_once(house, *asking)

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert own_basel.open_tasks(case) == [NOTE]


@pytest.mark.requirement("BL-08")
def test_a_report_that_is_kept_reaches_the_case_once_it_waits_again(own_basel: Basel) -> None:
    house, case = own_basel.house, own_basel.case_at("handed_over")
    house.post(RUTH, MESSAGES, told("1", case=case))
    kept = house.post(RUTH, MESSAGES, told("2", case=case, time_to_live=3600))
    own_basel.done(RUTH, case, NOTE, {"confirmed": "NO"})
    between = own_basel.open_tasks(case)

    for row in house.rows(EarlyMessage, key=int(kept["message"])):
        with house.bruecke.engine.store.work() as work:
            work.replace(replace(row, due_at=AT_ONCE, version=row.version + 1))
    work_once(house.bruecke)

    assert (kept["status"], between) == ("waiting", [])
    assert own_basel.open_tasks(case) == [NOTE]
    own_basel.done(RUTH, case, NOTE, {"confirmed": "YES", "reregistered_on": DAY})
    ended = house.get(RUTH, f"/api/cases/{case}")
    assert (ended["status"], ended["outcome"]) == ("completed", "handed_over_iv")


@pytest.mark.requirement("BL-08")
def test_a_person_is_a_proposal_whether_there_is_a_case_or_not(own_basel: Basel) -> None:
    house, case = own_basel.house, own_basel.case_at("handed_over")
    who = {name: PERSON[name] for name in ("last_name", "first_name", "born_on")}
    nobody = who | {"last_name": "Nemo"}

    known = house.post(RUTH, MESSAGES, told("1", person=who, consent_reference="EW-1"))
    unknown = house.post(RUTH, MESSAGES, told("2", person=nobody, consent_reference="EW-2"))

    assert {known["status"], unknown["status"]} == {"proposed"}
    assert {known["case"], unknown["case"]} == {None}
    assert [row.status for row in house.rows(RavLine)] == ["waiting", "waiting"]
    assert own_basel.open_tasks(case) == []


@pytest.mark.requirement("BL-08")
def test_nobody_else_reports_a_return(own_basel: Basel) -> None:
    house, case = own_basel.house, own_basel.case_at("handed_over")
    statuses = {
        login: house.call(login, "POST", MESSAGES, json=told("1", case=case)).status_code
        for login in (FELIX, IRENE, *STRANGERS)
    }
    body = {"name": "rav_reregistered", "case": case, "variables": {"reregistered_on": DAY}}
    forged = house.call(RUTH, "POST", "/api/messages", json=body)

    assert statuses == {login: 404 if login == "anna_rav" else 403 for login in (FELIX, IRENE, *STRANGERS)}
    assert (forged.status_code, forged.json()["type"]) == (403, "urn:bruecke:rav-only")
    assert own_basel.open_tasks(case) == []


@pytest.mark.requirement("BL-08")
def test_the_page_of_a_case_says_what_it_waits_for_and_until_when(own_basel: Basel) -> None:
    house, case = own_basel.house, own_basel.case_at("handed_over")

    waiting = {login: main_of(Visitor(house, login).get(f"/cases/{case}")) for login in (RUTH, FELIX)}
    french = main_of(Visitor(house, RUTH).get(f"/cases/{case}?lang=fr"))
    house.post(RUTH, MESSAGES, told("1", case=case))
    own_basel.done(RUTH, case, NOTE, {"confirmed": "YES", "reregistered_on": DAY})
    ended = main_of(Visitor(house, RUTH).get(f"/cases/{case}"))

    for page in waiting.values():
        assert "Zur Zeit ist hier nichts zu tun." in page
        assert "nichts mehr offen" not in page
    assert "Wiederanmeldung abwarten: längstens bis und mit 11.03.2027." in waiting[RUTH]
    assert "Pour l’instant" in french
    assert "nichts mehr offen" in ended
    assert "Zur Zeit" not in ended


@pytest.mark.requirement("BL-08")
def test_nobody_is_registered_anew_on_a_day_to_come(own_basel: Basel) -> None:
    house, case = own_basel.house, own_basel.case_at("handed_over")
    message = {**told("1", case=case), "fields": {"reregistered_on": "2099-01-01"}}

    answer = house.call(RUTH, "POST", MESSAGES, json=message)

    assert answer.status_code == 422
    assert [fault["field"] for fault in answer.json()["faults"]] == ["fields.reregistered_on"]
    assert own_basel.open_tasks(case) == []


@pytest.mark.requirement("BL-01")
def test_a_referral_of_the_rav_opens_a_case_whose_triage_begins_with_the_person(own_basel: Basel) -> None:
    house = own_basel.house
    who = {name: PERSON[name] for name in ("last_name", "first_name", "born_on")}
    sent = {"message_id": "1", "kind": "referral", "person": who, "consent_reference": "EW-1"}

    opened = house.post(RUTH, MESSAGES, sent)

    assert house.get(RUTH, f"/api/cases/{opened['case']}")["procedure"] == "basel_landschaft"
    (task,) = house.rows(Task, instance_key=int(opened["case"]), status="open")
    begun = house.get(RUTH, f"/api/tasks/{task.key}")["answers"]
    assert (task.element, begun["last_name"]) == ("triage", PERSON["last_name"])
