"""Those who operate Brücke see how it does and where cases stand still, and no case by that."""

from dataclasses import replace

from cases.rows import User
from engine.rows import Incident, Instance, Worker
from tests.api.house import START, House


def stop(house: House, case: str, code: str) -> None:
    """Let a case stand still."""
    with house.bruecke.engine.store.work() as work:
        key = house.bruecke.engine.keys()
        work.add(Incident(key, int(case), "joint_analysis", code, "Perren", START, None))
        row = work.get(Instance, int(case))
        assert row is not None
        work.replace(replace(row, status="incident", version=row.version + 1))


def page(house: House, login: str, path: str) -> str:
    """What a page says."""
    answer = house.call(login, "GET", path)
    assert answer.status_code == 200
    return answer.text


def test_an_operator_sees_where_cases_stand_still_page_by_page(own_house: House) -> None:
    house = own_house
    cases = [house.open_case() for _ in range(3)]
    for number, case in enumerate(cases):
        stop(house, case, "no-answer" if number else "unexpected")
    with house.bruecke.engine.store.work() as work:
        work.add(Worker(1, "a1b2", START, START))

    first = house.get("olga", "/api/operations?limit=2")
    rest = house.get("olga", f"/api/operations?limit=2&after={first['incidents']['next']}")
    narrow = house.get("olga", "/api/operations?procedure=wallis_tandem&code=unexpected")
    nothing = house.get("olga", "/api/operations?procedure=elsewhere")

    assert [line["case"] for line in (*first["incidents"]["items"], *rest["incidents"]["items"])] == cases[
        ::-1
    ]
    assert [line["case"] for line in narrow["incidents"]["items"]] == cases[:1]
    assert nothing["incidents"] == {"items": [], "next": None}
    assert (first["incident_count"], first["open"]["cases"]) == (3, {"incident": 3})
    assert [worker["name"] for worker in first["workers"]] == ["a1b2"]
    assert not any(line["may_open"] for line in first["incidents"]["items"])


def test_the_page_names_the_way_out_and_leads_to_no_case(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    stop(house, case, "no-answer")

    pages = [page(house, "olga", f"/operations?lang={language}") for language in ("de", "fr")]

    for text in pages:
        assert case in text
        assert f"/cases/{case}" not in text
        assert not any(word in text for word in ("Perren", "VS-2026", "SMZ", "RAV"))
    assert "Keine Bedingung trifft zu." in pages[0]
    assert "Aucune condition n’est remplie." in pages[1]


def test_who_has_a_mandate_as_well_gets_a_link(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    stop(house, case, "no-answer")
    with house.bruecke.engine.store.work() as work:
        row = work.get(User, house.users["carla_smz"].key)
        assert row is not None
        work.replace(replace(row, roles="caseworker,operator"))

    text = page(house, "carla_smz", "/operations")

    assert f'href="/cases/{case}"' in text
    assert house.get("carla_smz", "/api/operations")["incidents"]["items"][0]["may_open"]


def test_where_nothing_is_wrong_the_page_says_so(own_house: House) -> None:
    text = page(own_house, "olga", "/operations")

    assert "Keine Störung ist offen." in text
    assert "python -m api work" in text
