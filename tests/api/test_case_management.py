"""Luzern after the plan is in force: who manages the case leads it, one at a time, and hands it over with the lead."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.database.store import open_database
from cases.rows import CasePerson, Institution, Lead, Participant, Record, User
from engine.commands.deploy_package import deploy_package
from engine.packages.archive import read_zip
from engine.rows import ProcedureVersion, Task
from tests.api.house import House, Response, build
from tests.api.luzern import COORDINATION, OFFICES, Luzern, luzern, luzern_files
from tests.api.test_pages import Visitor, main_of
from tests.procedures.saving import FOLDER

__all__ = ["luzern"]

KLARA, SONJA, RITA, IVO = COORDINATION, OFFICES["SOCIAL"], OFFICES["RAV"], OFFICES["IV"]
BEFORE = FOLDER / "luzern_iiz-1.2.0.zip"
pytestmark = pytest.mark.requirement("LU-07")


def give(luzern: Luzern, by: str, case: str, to: str | None) -> Response:
    body = {"user": luzern.key_of(to) if to else None, "reason": "So vereinbart."}
    return luzern.house.call(by, "POST", f"/api/cases/{case}/lead", json=body)


def leader(luzern: Luzern, case: str) -> str | None:
    lead = luzern.house.get(KLARA, f"/api/cases/{case}")["lead"]
    return lead["user"] if lead else None


def managers(luzern: Luzern, case: str) -> list[int | None]:
    """Who has the place of the case manager."""
    places = luzern.house.rows(Participant, case_key=int(case), role="case_manager", until=None)
    return [place.user_key for place in places]


def same_person(luzern: Luzern, case: str, other: str) -> None:
    """Both cases are of one person, as if recognised."""
    with luzern.house.bruecke.engine.store.work() as work:
        link = work.get(CasePerson, int(case))
        assert link is not None
        work.replace(CasePerson(int(case), work.find(CasePerson, key=int(other))[0].person_key))


def to_ida(luzern: Luzern) -> tuple[dict[str, Any], User]:
    """Ivo hands over his work to a colleague of his team."""
    house = luzern.house
    ivo = house.rows(User, key=house.users[IVO].key)[0]
    key = house.bruecke.engine.keys()
    ida = replace(ivo, key=key, login=f"ida_{key}", name="Ida Iten")
    with house.bruecke.engine.store.work() as work:
        work.add(ida)
    body = {"to": str(ida.key), "reason": "Wechsel ins Team Berufsberatung."}
    return house.post(IVO, "/api/work-handovers", body), ida


def managers_on_record(luzern: Luzern, case: str) -> tuple[int, list[str]]:
    """In how many versions it is on record, and who is named now."""
    rows = luzern.house.rows(Record, case_key=int(case), type="case_management")
    records = luzern.house.get(KLARA, f"/api/cases/{case}")["records"]
    (record,) = [one for one in records if one["type"] == "case_management"]
    return len(rows), [field["value"] for field in record["fields"]]


def elements(house: House, case: str) -> set[str]:
    return {task.element for task in house.rows(Task, instance_key=int(case), status="open")}


def test_who_was_asked_leads_once_they_accept_and_not_before(luzern: Luzern) -> None:
    case = luzern.case_at("proposed")
    before = leader(luzern, case)

    luzern.complete(IVO, case, "accept_case_management", {"decision": "ACCEPT"})

    assert before is None
    assert leader(luzern, case) == luzern.house.users[IVO].name
    assert managers(luzern, case) == [luzern.house.users[IVO].key]


def test_who_declines_says_why_and_leads_nothing(luzern: Luzern) -> None:
    case = luzern.case_at("proposed")

    luzern.complete(IVO, case, "accept_case_management", {"decision": "DECLINE", "reason": "Keine Zeit."})

    assert leader(luzern, case) is None
    assert elements(luzern.house, case) == {"assign_case_management"}


@pytest.mark.parametrize("by", [KLARA, IVO])
def test_the_case_management_goes_along_with_the_lead_and_what_is_open_with_it(
    luzern: Luzern, by: str
) -> None:
    case = luzern.case_at("managed")
    task = luzern.task(case, "evaluate_measure")
    luzern.house.post(IVO, f"/api/tasks/{task.key}/claim", {"version": task.version})

    given = give(luzern, by, case, RITA)
    refused = luzern.attempt(IVO, case, "evaluate_measure", {})
    asked = luzern.attempt(RITA, case, "evaluate_measure", {})

    assert given.status_code == 200
    assert leader(luzern, case) == luzern.house.users[RITA].name
    assert managers(luzern, case) == [luzern.house.users[RITA].key]
    assert luzern.task(case, "evaluate_measure").assignee is None
    assert (refused.status_code, asked.status_code) == (403, 422)
    told = luzern.house.get(SONJA, f"/api/cases/{case}")["records"]
    (record,) = [one for one in told if one["type"] == "case_management"]
    assert [field["value"] for field in record["fields"]] == [luzern.house.users[RITA].name]
    history = luzern.house.get(KLARA, f"/api/cases/{case}/history?limit=200")["items"]
    assert [item["kind"] for item in history].count("LEAD_CHANGED") == 2


@pytest.mark.parametrize("to", [None, KLARA])
def test_who_manages_a_case_is_followed_by_a_professional_and_never_by_nobody(
    luzern: Luzern, to: str | None
) -> None:
    case = luzern.case_at("managed")

    refused = give(luzern, KLARA, case, to)

    assert (refused.status_code, refused.json()["type"]) == (422, "urn:bruecke:lead-refused")
    assert leader(luzern, case) == luzern.house.users[IVO].name


def test_the_page_says_that_the_case_management_goes_along(luzern: Luzern) -> None:
    case = luzern.case_at("managed")
    before = luzern.case_at("planning")

    shown = main_of(Visitor(luzern.house, KLARA).get(f"/cases/{case}/lead"))
    other = main_of(Visitor(luzern.house, KLARA).get(f"/cases/{before}/lead"))

    assert "Case-Management" in shown
    assert "Case-Management" not in other
    assert luzern.house.users[KLARA].name not in shown
    assert luzern.house.users[KLARA].name in other


@pytest.mark.requirement("CH-02")
def test_nobody_is_asked_to_manage_where_the_person_is_led_elsewhere(luzern: Luzern) -> None:
    elsewhere, here = luzern.case_at("planning"), luzern.case_at("signed")
    assert give(luzern, KLARA, elsewhere, RITA).status_code == 200
    same_person(luzern, here, elsewhere)
    answers = {"case_manager": luzern.key_of(IVO)}

    refused = luzern.attempt(KLARA, here, "assign_case_management", answers)
    assert give(luzern, KLARA, elsewhere, None).status_code == 200
    asked = luzern.attempt(KLARA, here, "assign_case_management", answers)

    (fault,) = refused.json()["faults"]
    assert (refused.status_code, fault["code"]) == (422, "led-elsewhere")
    assert asked.status_code == 200


@pytest.mark.requirement("CH-02")
def test_who_accepts_learns_nothing_of_a_lead_elsewhere_and_the_database_keeps_one(luzern: Luzern) -> None:
    elsewhere, here = luzern.case_at("planning"), luzern.case_at("proposed")
    same_person(luzern, here, elsewhere)
    assert give(luzern, KLARA, elsewhere, RITA).status_code == 200

    accepted = luzern.attempt(IVO, here, "accept_case_management", {"decision": "ACCEPT"})

    assert accepted.status_code == 200
    assert len(luzern.house.rows(Lead, case_key=int(here))) == 0
    assert len(luzern.house.rows(Lead, case_key=int(elsewhere))) == 1
    assert elements(luzern.house, here) == {"evaluate_measure"}


def test_only_professionals_whom_the_case_names_can_be_asked(luzern: Luzern) -> None:
    case = luzern.case_at("signed")
    key = luzern.task(case, "assign_case_management").key

    page = Visitor(luzern.house, KLARA).get(f"/tasks/{key}").text
    refused = luzern.attempt(KLARA, case, "assign_case_management", {"case_manager": luzern.key_of(KLARA)})

    offered = {login for login in luzern.house.users if f'value="{luzern.key_of(login)}"' in page}
    assert offered == {RITA, SONJA, IVO}
    assert refused.status_code == 422


def test_the_place_is_in_the_unit_of_who_was_named(luzern: Luzern) -> None:
    case = luzern.case_at("managed")
    (place,) = luzern.house.rows(Participant, case_key=int(case), role="case_manager")

    body = luzern.house.rows(Institution, key=place.institution_key)[0]

    assert body.type == "IV"
    assert place.unit_key == luzern.house.users[IVO].unit_key


def test_a_case_that_waits_for_signatures_goes_on_to_the_closure_by_the_new_version(
    sqlite_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    luzern = Luzern(build(store), read_zip(BEFORE.read_bytes()))
    luzern.invitation = {"meeting_on": "2026-03-05", "place": "Ort-STAMMDATEN", "minutes": 150}
    house, case = luzern.house, luzern.case_at("signing")
    deploy_package(house.bruecke.engine, luzern_files())
    newest = max(row.number for row in house.rows(ProcedureVersion, procedure="luzern_iiz"))

    plan = house.post(SONJA, f"/api/cases/{case}/migration/plan", {"version": newest})
    house.post(SONJA, f"/api/cases/{case}/migration", {"version": newest, "reason": "bis zum Abschluss"})
    luzern.sign_plan(case)
    after = elements(house, case)
    luzern.manage("closed", case)
    outcome = house.get(SONJA, f"/api/cases/{case}")["outcome"]
    store.close()

    assert (plan["verdict"], plan["begins"]) == ("maps", ["management_begun", "handover_unanswered"])
    assert after == {"assign_case_management"}
    assert outcome == "regular_structures"


def test_a_colleague_who_takes_the_work_over_manages_the_case_and_the_record_says_so(luzern: Luzern) -> None:
    case = luzern.case_at("managed")

    told, ida = to_ida(luzern)

    assert told["leads"] >= 1
    assert managers(luzern, case) == [ida.key]
    assert leader(luzern, case) == "Ida Iten"
    assert managers_on_record(luzern, case) == (2, ["Ida Iten"])


def test_a_colleague_to_whom_the_question_is_handed_over_is_on_record_before_they_accept(
    luzern: Luzern,
) -> None:
    case = luzern.case_at("proposed")

    _, ida = to_ida(luzern)
    on_record, led = managers_on_record(luzern, case), leader(luzern, case)
    luzern.house.users[ida.login] = ida
    luzern.complete(ida.login, case, "accept_case_management", {"decision": "ACCEPT"})

    assert (on_record, led) == ((2, ["Ida Iten"]), None)
    assert managers(luzern, case) == [ida.key]
    assert leader(luzern, case) == "Ida Iten"


@pytest.mark.parametrize(("kind", "login"), [("case_management", KLARA), ("case_management_answer", IVO)])
def test_who_manages_a_case_is_not_corrected_past_the_lead(luzern: Luzern, kind: str, login: str) -> None:
    case = luzern.case_at("managed")
    fields = {"case_manager": luzern.key_of(RITA)} if login == KLARA else {"decision": "DECLINE"}
    body = {"version": 1, "fields": fields, "reason": "Verschrieben."}

    refused = luzern.house.call(login, "POST", f"/api/cases/{case}/records/{kind}/correction", json=body)
    shown = Visitor(luzern.house, login).get(f"/cases/{case}")

    assert (refused.status_code, refused.json()["type"]) == (422, "urn:bruecke:lead-not-corrected")
    assert managers(luzern, case) == [luzern.house.users[IVO].key]
    assert f"/cases/{case}/records/{kind}/correction" not in shown.text
