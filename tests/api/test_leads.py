"""Who leads a case: one professional, agreed among the offices; and one lead a person, which only the coordination learns."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.database.store import DatabaseStore
from cases.catalogue import CATEGORIES
from cases.rows import AccessEntry, CasePerson, Lead
from engine.store import Duplicate
from tests.api.house import REGISTRATION, TODAY, House, Response
from tests.api.test_pages import Visitor, main_of


def key(house: House, login: str) -> str:
    return str(house.users[login].key)


def give(house: House, by: str, case: str, to: str | None, **more: Any) -> Response:
    body = {"user": key(house, to) if to else None, "reason": "So vereinbart."}
    return house.call(by, "POST", f"/api/cases/{case}/lead", json=body, **more)


def leader(house: House, case: str, by: str = "carla_smz") -> str | None:
    lead = house.get(by, f"/api/cases/{case}")["lead"]
    return lead["user"] if lead else None


def changes(house: House, case: str) -> list[tuple[str, str | None]]:
    items = house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"]
    return [(item["actor"], item["label"]) for item in items if item["kind"] == "LEAD_CHANGED"]


def same_person(house: House, case: str, other: str) -> None:
    """Both cases are of one person, as if recognised."""
    with house.bruecke.engine.store.work() as work:
        link = work.get(CasePerson, int(case))
        assert link is not None
        work.replace(replace(link, key=int(other)))


@pytest.mark.requirement("VS-05", "VS-12")
def test_two_advisers_of_one_office_are_no_tandem_a_deputy_completes_a_task_and_the_lead_changes(
    own_house: House,
) -> None:
    house = own_house
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    absence = house.post(
        "lea_smz",
        "/api/absences",
        {"user": key(house, "carla_smz"), "deputy": key(house, "nora_smz"), "first_day": TODAY},
    )["absence"]
    house.complete("nora_smz", case, house.consent_answers(["RAV"]))
    house.post("carla_smz", f"/api/absences/{absence}/end")
    for login in ("carla_smz", "anna_rav"):
        house.complete(login, case, {"problem_fields": ["FINANCE", "FAMILY"], "prioritising_difficult": True})
    for login in ("carla_smz", "anna_rav"):
        house.decide(login, case, "yes")
    house.complete("carla_smz", case, house.agreement())

    task = house.task(case)
    two_of_the_rav = house.assignment() | {"social_worker": key(house, "jean_rav")}
    refused = house.call(
        "ines_koo",
        "POST",
        f"/api/tasks/{task.key}/completion",
        json={"answers": two_of_the_rav, "version": task.version},
    )
    taken, handed = give(house, "carla_smz", case, "carla_smz"), give(house, "carla_smz", case, "anna_rav")
    led_by = leader(house, case)
    house.complete("ines_koo", case, house.assignment())
    items = house.get("anna_rav", f"/api/cases/{case}/history?limit=200")["items"]

    assert (refused.status_code, [fault["field"] for fault in refused.json()["faults"]]) == (
        422,
        ["social_worker"],
    )
    assert (taken.status_code, handed.status_code, led_by) == (200, 200, "Anna Zurbriggen")
    told = [(item["kind"], item["actor"], item["stood_in_for"]) for item in items]
    assert ("TASK_COMPLETED", "Nora Bonvin", "Carla Dayer") in told
    assert [item["codes"]["user"] for item in items if item["kind"] == "LEAD_CHANGED"] == [
        key(house, "carla_smz"),
        key(house, "anna_rav"),
    ]
    page = main_of(Visitor(house, "anna_rav").get(f"/cases/{case}?history=all"))
    assert "Nora Bonvin in Vertretung von Carla Dayer" in page
    assert "Fallführung neu bei Anna Zurbriggen" in page


def test_the_office_that_opened_the_case_takes_the_lead_and_nobody_else(house: House) -> None:
    case = house.case_at("granted")

    answers = [
        give(house, by, case, to).status_code
        for by, to in (
            ("anna_rav", "anna_rav"),
            ("carla_smz", "lea_smz"),
            ("nora_smz", "nora_smz"),
            ("lea_smz", "lea_smz"),
            ("carla_smz", "carla_smz"),
        )
    ]

    assert answers == [403, 422, 404, 200, 403]
    assert leader(house, case) == "Lea Constantin"
    assert leader(house, case, "anna_rav") == "Lea Constantin"


def test_who_leads_hands_over_to_somebody_with_a_role_in_an_office_that_sees_the_case(house: House) -> None:
    case = house.case_at("granted")
    give(house, "carla_smz", case, "carla_smz")

    refused = [give(house, "carla_smz", case, to) for to in ("beat_iv", "nora_smz", "ines_koo", "carla_smz")]
    handed = give(house, "carla_smz", case, "anna_rav").status_code
    back = give(house, "carla_smz", case, "carla_smz").status_code
    laid_down = give(house, "anna_rav", case, None).status_code
    again = give(house, "lea_smz", case, "lea_smz").status_code

    assert {answer.status_code for answer in refused} == {422}
    assert {answer.json()["faults"][0]["field"] for answer in refused} == {"user"}
    assert (handed, back, laid_down, again) == (200, 403, 200, 200)
    assert changes(house, case) == [
        ("Carla Dayer", "Fallführung neu bei"),
        ("Carla Dayer", "Fallführung neu bei"),
        ("Anna Zurbriggen", "Fallführung abgegeben von"),
        ("Lea Constantin", "Fallführung neu bei"),
    ]


def test_the_lead_opens_nothing_and_is_free_again_when_who_leads_lost_the_case(house: House) -> None:
    case = house.case_at("granted")
    give(house, "carla_smz", case, "carla_smz")
    give(house, "carla_smz", case, "anna_rav")
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    seen = house.call("anna_rav", "GET", f"/api/cases/{case}").status_code
    lead = house.get("carla_smz", f"/api/cases/{case}")["lead"]
    taken = give(house, "carla_smz", case, "carla_smz").status_code

    assert (seen, lead["user"], lead["is_able"], taken) == (404, "Anna Zurbriggen", False, 200)


def test_the_deputy_of_who_leads_hands_over_and_the_history_says_for_whom(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    give(house, "carla_smz", case, "carla_smz")
    body = {"deputy": key(house, "nora_smz"), "first_day": TODAY}
    house.post("carla_smz", "/api/absences", body)

    handed = give(house, "nora_smz", case, "anna_rav").status_code

    items = house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"]
    assert (handed, items[-1]["actor"], items[-1]["stood_in_for"]) == (200, "Nora Bonvin", "Carla Dayer")


def test_the_reason_is_read_by_the_own_office_alone_and_its_reading_is_noted(house: House) -> None:
    case = house.case_at("granted")
    reason = "Die Krankheit lässt sie nicht los."
    body = {"user": key(house, "carla_smz"), "reason": reason}
    house.post("carla_smz", f"/api/cases/{case}/lead", body)

    own = main_of(Visitor(house, "carla_smz").get(f"/cases/{case}/lead"))
    other = Visitor(house, "anna_rav").get(f"/cases/{case}/lead").text

    noted = house.rows(AccessEntry, case_key=int(case), user_key=house.users["carla_smz"].key)
    assert CATEGORIES[-1] in {row.category for row in noted}
    assert reason in own
    assert reason not in other
    assert give(house, "carla_smz", case, "anna_rav", headers={"Idempotency-Key": "1"}).status_code == 200
    assert give(house, "carla_smz", case, "anna_rav", headers={"Idempotency-Key": "1"}).status_code == 200


def test_a_case_that_ends_has_no_lead_any_more(house: House) -> None:
    case = house.case_at("granted")
    give(house, "carla_smz", case, "carla_smz")

    house.post("carla_smz", f"/api/cases/{case}/end", {"reason": "Umzug"})

    assert house.rows(Lead, case_key=int(case)) == []
    assert give(house, "carla_smz", case, "carla_smz").status_code == 409


@pytest.mark.requirement("CH-02")
def test_nobody_is_led_twice_and_only_the_coordination_learns_why(house: House) -> None:
    elsewhere, here = house.case_at("granted"), house.case_at("agreed")
    give(house, "lea_smz", elsewhere, "lea_smz")
    same_person(house, elsewhere, here)
    number = house.get("carla_smz", f"/api/cases/{elsewhere}")["reference"]

    before = house.get("carla_smz", f"/api/cases/{here}/lead")
    refused = give(house, "carla_smz", here, "carla_smz")
    told = give(house, "ines_koo", here, "anna_rav")
    give(house, "lea_smz", elsewhere, None)
    assigned = give(house, "ines_koo", here, "anna_rav").status_code

    problem = refused.json()
    assert (refused.status_code, problem) == (
        409,
        {
            "type": "urn:bruecke:lead-by-coordination",
            "title": "The coordination office has to assign the lead here.",
            "status": 409,
        },
    )
    assert leader(house, here, "ines_koo") == "Anna Zurbriggen"
    assert [choice["name"] for choice in before["choices"]] == ["Carla Dayer"]
    assert (told.status_code, told.json()["type"]) == (409, "urn:bruecke:lead-elsewhere")
    assert told.json()["reason"] == f"Lea Constantin, SMZ Sitten, {number}, 10.02.2026"
    assert assigned == 200


@pytest.mark.requirement("CH-02")
def test_the_database_refuses_a_second_lead_of_a_person(house: House) -> None:
    case = house.case_at("granted")
    give(house, "carla_smz", case, "carla_smz")
    (lead,) = house.rows(Lead, case_key=int(case))
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)

    with pytest.raises(Duplicate), store.work() as work:
        work.add(replace(lead, case_key=1))


def test_the_page_offers_the_change_and_says_what_is_missing(own_house: House) -> None:
    case = own_house.case_at("granted")
    carla = Visitor(own_house, "carla_smz")
    shown = carla.get(f"/cases/{case}/lead")

    bare = carla.post(f"/cases/{case}/lead", shown, user=key(own_house, "carla_smz"), reason=" ")
    done = carla.post(f"/cases/{case}/lead", shown, user=key(own_house, "carla_smz"), reason="Kenne sie.")
    page = main_of(carla.get(f"/cases/{case}"))

    assert "Bitte schreiben Sie den Grund." in main_of(bare)
    assert bare.status_code == 422
    assert (done.status_code, done.headers["location"]) == (303, f"/cases/{case}?done=lead")
    assert "Fallführung: SMZ Carla Dayer" in page
