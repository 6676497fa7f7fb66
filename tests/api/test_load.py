"""How many open cases people and tandems carry: counted, shown where somebody is chosen, and limited by the package."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cases.rows import Participant
from tests.api.house import GOALS, PERSON, RESULT, House
from tests.api.test_documents import made
from tests.api.test_pages import Visitor, main_of


def loads(house: House, login: str) -> dict[str, int]:
    return {one["name"]: one["cases"] for one in house.get(login, "/api/load")["people"]}


def name_tandem(house: House, case: str, rav: str = "anna_rav", smz: str = "carla_smz") -> None:
    """Both seats name somebody, and the case stays open."""
    named = {"rav_adviser": house.users[rav], "social_worker": house.users[smz]}
    with house.bruecke.engine.store.work() as work:
        for place in work.find(Participant, case_key=int(case), role=sorted(named)):
            user = named[place.role]
            work.replace(replace(place, user_key=user.key, unit_key=user.unit_key))


def burden(house: House, login: str, number: int) -> None:
    """So many open cases name somebody."""
    user, keys = house.users[login], house.bruecke.engine.keys
    rows = [
        Participant(
            keys(),
            keys(),
            user.institution_key,
            user.unit_key,
            "rav_adviser",
            user.key,
            True,
            house.clock.now(),
            None,
        )
        for _ in range(number)
    ]
    with house.bruecke.engine.store.work() as work:
        work.add(*rows)


@pytest.mark.requirement("VS-13")
def test_open_cases_are_counted_by_person_of_the_own_institution(own_house: House) -> None:
    house = own_house
    house.open_case()
    house.open_case()
    house.open_case("lea_smz")
    closed = house.open_case()
    house.post("carla_smz", f"/api/cases/{closed}/end", {"reason": "Umzug"})

    assert loads(house, "carla_smz") == {"Carla Dayer": 2, "Lea Constantin": 1, "Nora Bonvin": 0}
    assert set(loads(house, "anna_rav").values()) == {0}
    assert loads(house, "dario") == {}


@pytest.mark.requirement("VS-13", "VS-04")
def test_what_an_office_no_longer_sees_counts_no_longer(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    name_tandem(house, case)
    before = loads(house, "anna_rav")["Anna Zurbriggen"]
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    assert (before, loads(house, "anna_rav")["Anna Zurbriggen"]) == (1, 0)
    assert loads(house, "carla_smz")["Carla Dayer"] == 1


@pytest.mark.requirement("VS-13")
def test_the_coordination_sees_tandems_of_the_cases_it_sees_and_no_client(own_house: House) -> None:
    house = own_house
    seen, unseen = house.case_at("agreed"), house.case_at("granted")
    name_tandem(house, seen)
    name_tandem(house, unseen, smz="lea_smz")

    told = house.get("ines_koo", "/api/load")["tandems"]
    page = main_of(Visitor(house, "ines_koo").get("/load"))

    assert [({half["name"] for half in one["people"]}, one["cases"]) for one in told] == [
        ({"Anna Zurbriggen", "Carla Dayer"}, 1)
    ]
    assert house.get("carla_smz", "/api/load")["tandems"] == []
    assert "Carla Dayer" in page
    assert PERSON["last_name"] not in page


def choices(house: House, login: str, case: str) -> dict[str, str]:
    text = Visitor(house, login).get(f"/tasks/{house.task(case).key}?lang=de").text
    return {
        login: text[text.index(f'value="{house.users[login].key}"') :].split("</")[0].split(">")[-1].strip()
        for login in ("anna_rav", "jean_rav")
    }


def test_nobody_is_offered_for_a_tandem_who_does_not_work_on_cases(own_house: House) -> None:
    case = own_house.case_at("agreed")
    task = own_house.task(case)
    text = Visitor(own_house, "ines_koo").get(f"/tasks/{task.key}?lang=de").text

    named = {login for login in ("anna_rav", "karl_rav", "oskar") if str(own_house.users[login].key) in text}
    body = {
        "answers": own_house.assignment() | {"rav_adviser": str(own_house.users["oskar"].key)},
        "version": task.version,
    }
    answer = own_house.call("ines_koo", "POST", f"/api/tasks/{task.key}/completion", json=body)

    assert named == {"anna_rav", "karl_rav"}
    assert (answer.status_code, answer.json()["faults"][0]["field"]) == (422, "rav_adviser")


@pytest.mark.requirement("VS-13", "VS-05")
def test_who_has_enough_cases_is_not_named_in_another_tandem(own_house: House) -> None:
    house = own_house
    case = house.case_at("agreed")
    burden(house, "anna_rav", 25)
    burden(house, "jean_rav", 24)
    shown = choices(house, "ines_koo", case)
    task = house.task(case)
    body = {"answers": house.assignment(), "version": task.version}

    refused = house.call("ines_koo", "POST", f"/api/tasks/{task.key}/completion", json=body)
    fault: dict[str, Any] = refused.json()["faults"][0]
    done = house.complete(
        "ines_koo", case, house.assignment() | {"rav_adviser": str(house.users["jean_rav"].key)}
    )

    assert "(25 offene Fälle)" in shown["anna_rav"]
    assert "(24 offene Fälle)" in shown["jean_rav"]
    assert (refused.status_code, fault["field"], fault["code"]) == (422, "rav_adviser", "adviser-full")
    assert "bereits so viele offene Fälle" in fault["message"]
    assert done["status"] == "completed"


def test_the_case_itself_does_not_count_against_who_opened_it(own_house: House) -> None:
    case = own_house.case_at("agreed")  # names Carla, who opened it
    burden(own_house, "carla_smz", 24)

    assert own_house.complete("ines_koo", case, own_house.assignment())["status"] == "completed"


def test_what_a_deputy_carries_meanwhile_is_counted_where_it_belongs(own_house: House) -> None:
    house = own_house
    house.open_case()
    body = {"deputy": str(house.users["nora_smz"].key), "first_day": "2026-02-10"}
    house.post("carla_smz", "/api/absences", body)
    house.clock.advance(timedelta(hours=1))

    assert loads(house, "nora_smz") == {"Carla Dayer": 1, "Lea Constantin": 0, "Nora Bonvin": 0}


def tandems(house: House) -> int:
    told = house.get("ines_koo", "/api/load")["tandems"]
    pair = {"Anna Zurbriggen", "Lea Constantin"}
    return sum(one["cases"] for one in told if {half["name"] for half in one["people"]} == pair)


def named(house: House, rav: str) -> dict[str, Any]:
    """Somebody of the RAV and Lea, in a case that Carla has opened."""
    keys = {"rav_adviser": str(house.users[rav].key), "social_worker": str(house.users["lea_smz"].key)}
    return house.assignment() | keys


def accompanied(house: House, rav: str = "anna_rav") -> str:
    """A case in which these two have set goals."""
    case = house.case_at("agreed")
    house.complete("ines_koo", case, named(house, rav))
    for login in ("lea_smz", rav):
        house.complete(login, case, GOALS)
    return case


def find_work(house: House, case: str, rav: str = "anna_rav") -> None:
    """The accompaniment ends with a job: what is left are the questions whether it lasts."""
    house.complete(rav, case, {"way": "END"}, "choose_next_step")
    for login in ("lea_smz", rav):
        house.complete(login, case, RESULT)


@pytest.mark.requirement("VS-13", "VS-09")
def test_a_case_that_only_asks_whether_the_job_lasts_is_carried_by_its_tandem_no_longer(house: House) -> None:
    def counted() -> list[int]:
        of_smz = loads(house, "carla_smz")
        anna = loads(house, "anna_rav")["Anna Zurbriggen"]
        return [anna, of_smz["Lea Constantin"], of_smz["Carla Dayer"], tandems(house)]

    before = counted()
    case = accompanied(house)
    during = counted()
    find_work(house, case)
    after = counted()

    worked = {one["case"] for one in house.get("anna_rav", "/api/tasks")["items"]}
    assert [now - then for now, then in zip(during, before, strict=True)] == [1, 1, 1, 1]
    assert [now - then for now, then in zip(after, before, strict=True)] == [0, 0, 1, 0]  # who opened it asks
    assert (house.get("anna_rav", f"/api/cases/{case}")["status"], case in worked) == ("running", False)


@pytest.mark.requirement("VS-13", "VS-09")
def test_who_was_in_the_tandem_has_its_case_at_hand_after_the_end(house: House) -> None:
    case = accompanied(house)
    find_work(house, case)

    listed = {one["key"] for one in house.get("anna_rav", "/api/cases")["items"]}
    report = made(house, "anna_rav", case, "final_report")
    page = Visitor(house, "anna_rav").get(f"/cases/{case}")

    assert case in listed
    assert page.status_code == 200
    assert house.call("lea_smz", "GET", f"/api/documents/{report}/file").status_code == 200


@pytest.mark.requirement("VS-13")
def test_who_takes_over_from_a_tandem_that_is_over_has_the_case_and_does_not_carry_it(house: House) -> None:
    case = accompanied(house)
    find_work(house, case)
    before = loads(house, "jean_rav")["Jean Fournier"]

    told = house.post(
        "anna_rav", "/api/work-handovers", {"to": str(house.users["jean_rav"].key), "reason": "Pension"}
    )

    seat = house.rows(Participant, case_key=int(case), role="rav_adviser")[0]
    assert case in {one["case"] for one in told["items"]}
    assert seat.user_key == house.users["jean_rav"].key
    assert loads(house, "jean_rav")["Jean Fournier"] == before


@pytest.mark.requirement("VS-13", "VS-05")
def test_a_tandem_that_is_over_leaves_room_for_another_one(house: House) -> None:
    first, second = accompanied(house, "karl_rav"), house.case_at("agreed")
    burden(house, "karl_rav", 24)
    task = house.task(second)
    body = {"answers": named(house, "karl_rav"), "version": task.version}

    refused = house.call("ines_koo", "POST", f"/api/tasks/{task.key}/completion", json=body)
    find_work(house, first, "karl_rav")
    done = house.complete("ines_koo", second, named(house, "karl_rav"))

    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (422, "adviser-full")
    assert done["status"] == "completed"


def repeat(house: House, case: str, element: str) -> None:
    body = {"action": "repeat", "token": 0, "element": element, "reason": "Doch keine Stelle"}
    house.post("carla_smz", f"/api/cases/{case}/repairs", body)


@pytest.mark.requirement("VS-13", "VS-05")
def test_an_accompaniment_that_is_repeated_after_its_end_counts_again_until_it_ends_again(
    own_house: House,
) -> None:
    house = own_house
    case, other = accompanied(house, "karl_rav"), house.case_at("agreed")
    burden(house, "karl_rav", 24)
    find_work(house, case, "karl_rav")
    task = house.task(other)
    body = {"answers": named(house, "karl_rav"), "version": task.version}

    def counted() -> list[int]:
        return [loads(house, "karl_rav")["Karl Imhof"], loads(house, "carla_smz")["Lea Constantin"]]

    before = counted()
    repeat(house, case, "accompany_person")
    during = counted()
    refused = house.call("ines_koo", "POST", f"/api/tasks/{task.key}/completion", json=body)
    find_work(house, case, "karl_rav")

    assert (before, during, counted()) == ([0, 0], [1, 1], [0, 0])
    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (422, "adviser-full")


@pytest.mark.requirement("VS-13", "VS-09")
def test_a_question_that_is_repeated_after_the_end_asks_nobody_of_the_tandem_and_counts_for_nobody(
    house: House,
) -> None:
    case = accompanied(house)
    find_work(house, case)
    before = [loads(house, "anna_rav"), loads(house, "carla_smz")]

    repeat(house, case, "ask_whether_job_lasts")

    assert [loads(house, "anna_rav"), loads(house, "carla_smz")] == before
