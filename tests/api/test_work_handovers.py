"""All open work of somebody goes to a colleague: what it is, what went, what stays, and who did it."""

from dataclasses import replace
from typing import Any

import pytest

from cases.rows import Lead, Participant
from tests.api.house import REGISTRATION, House, Response
from tests.api.test_leads import give
from tests.api.test_pages import Visitor, main_of


def key(house: House, login: str) -> str:
    return str(house.users[login].key)


def hand_over(house: House, by: str, to: str, user: str | None = None, **more: Any) -> Response:
    headers = more.pop("headers", {})
    body = {"to": key(house, to), "reason": "Wechsel ins Jugendteam."} | more
    if user:
        body["user"] = key(house, user)
    return house.call(by, "POST", "/api/work-handovers", json=body, headers=headers)


def preview(house: House, by: str, user: str | None = None) -> Any:
    return house.get(by, f"/api/work-handovers?user={key(house, user or by)}")


def counts(told: dict[str, Any]) -> tuple[int, int, int]:
    return told["cases"], told["tasks"], told["leads"]


@pytest.mark.requirement("VS-05")
def test_places_taken_tasks_and_leads_go_to_the_colleague_and_the_history_says_so(own_house: House) -> None:
    house = own_house
    case, other = house.open_case(), house.open_case()
    of_lea = house.open_case("lea_smz")
    house.complete("carla_smz", case, REGISTRATION)
    house.complete("carla_smz", case, house.consent_answers(["RAV", "COORDINATION"]))
    for taken in (case, of_lea):
        house.post("carla_smz", f"/api/tasks/{house.task(taken).key}/claim")
    assert give(house, "ines_koo", case, "carla_smz").status_code == 200
    before = preview(house, "carla_smz")

    told = hand_over(house, "carla_smz", "lea_smz").json()

    places = house.rows(Participant, role="reporting_office")
    (lead,) = house.rows(Lead)
    items = house.get("lea_smz", f"/api/cases/{case}/history?limit=200")["items"]
    event = next(item for item in items if item["kind"] == "WORK_HANDED_OVER")
    assert counts(before) == (3, 2, 1)
    assert {item["case"] for item in before["items"]} == {case, other, of_lea}
    assert (told["handed_over"], told["tasks"], told["leads"], told["left"]) == (3, 2, 1, 0)
    assert {place.user_key for place in places} == {house.users["lea_smz"].key}
    assert {house.task(one).assignee for one in (case, of_lea)} == {house.users["lea_smz"].key}
    assert lead.user_key == house.users["lea_smz"].key
    assert counts(preview(house, "carla_smz")) == (0, 0, 0)
    assert event["codes"] == {
        "from": key(house, "carla_smz"),
        "user": key(house, "lea_smz"),
        "roles": ["reporting_office"],
        "tasks": 1,
        "lead": True,
    }
    assert "Wechsel ins Jugendteam." in main_of(Visitor(house, "carla_smz").get(f"/cases/{case}/lead"))
    page = main_of(Visitor(house, "carla_smz").get(f"/cases/{case}"))
    assert (
        "Arbeit übergeben an Lea Constantin (bisher Carla Dayer, Meldende Stelle, übernommene Aufgaben, Fallführung)"
        in page
    )


def test_work_that_goes_to_another_team_takes_the_case_there(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    house.post("carla_smz", f"/api/tasks/{house.task(case).key}/claim")

    hand_over(house, "carla_smz", "nora_smz")

    assert house.task(case).assignee == house.users["nora_smz"].key
    assert house.call("nora_smz", "GET", f"/api/cases/{case}").status_code == 200
    house.complete("nora_smz", case, house.refusal() | {"explained_by": key(house, "nora_smz")})


def test_a_colleague_of_the_team_hands_over_the_work_of_who_has_left(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    with house.bruecke.engine.store.work() as work:
        work.replace(replace(house.users["carla_smz"], is_active=False))

    told = hand_over(house, "lea_smz", "nora_smz", "carla_smz")

    assert told.json()["items"] == [
        {"case": case, "reference": house.get("nora_smz", f"/api/cases/{case}")["reference"]}
    ]
    items = house.get("nora_smz", f"/api/cases/{case}/history?limit=200")["items"]
    assert (items[-1]["kind"], items[-1]["actor"]) == ("WORK_HANDED_OVER", "Lea Constantin")


def test_a_colleague_gives_the_work_of_who_is_still_active_to_nobody_of_another_team(
    own_house: House,
) -> None:
    house = own_house
    case = house.open_case()
    lea = Visitor(house, "lea_smz")
    page = lea.get(f"/work-handover?user={key(house, 'carla_smz')}")
    form = page.text[page.text.index('<form method="post" action="/work-handover"') :]
    token = form.split('name="token" value="')[1].split('"')[0]
    csrf = form.split('name="csrf" value="')[1].split('"')[0]
    sent = {"csrf": csrf, "token": token, "user": key(house, "carla_smz"), "reason": "Krank"}

    refused = hand_over(house, "lea_smz", "nora_smz", "carla_smz")
    shown = main_of(lea.post("/work-handover", **sent, to=key(house, "nora_smz")))
    after = house.call("nora_smz", "GET", f"/api/cases/{case}").status_code
    inside = hand_over(house, "lea_smz", "lea_smz", "carla_smz").json()

    fault = refused.json()["faults"][0]
    assert (refused.status_code, refused.json()["type"], fault["field"]) == (
        422,
        "urn:bruecke:successor-elsewhere",
        "to",
    )
    assert "Nora Bonvin" not in main_of(page)
    assert "Merci de choisir quelqu’un de l’équipe qui a ce travail." in shown
    assert after == 404
    assert inside["handed_over"] == 1


@pytest.mark.parametrize(
    ("by", "user", "status"), [("nora_smz", "carla_smz", 403), ("anna_rav", "carla_smz", 404)]
)
def test_nobody_else_hands_it_over_or_looks_at_it(house: House, by: str, user: str, status: int) -> None:
    assert hand_over(house, by, "lea_smz", user).status_code == status
    assert house.call(by, "GET", f"/api/work-handovers?user={key(house, user)}").status_code == status


@pytest.mark.parametrize("to", ["carla_smz", "anna_rav", "ines_koo"])
def test_the_successor_works_on_cases_in_the_same_institution(house: House, to: str) -> None:
    answer = hand_over(house, "carla_smz", to)

    assert (answer.status_code, answer.json()["faults"][0]["field"]) == (422, "to")


def test_it_goes_in_portions_and_a_repeated_request_does_nothing_again(own_house: House) -> None:
    house = own_house
    cases = [house.open_case() for _ in range(3)]
    again = {"headers": {"Idempotency-Key": "one"}, "limit": 2}

    first, repeated = (hand_over(house, "carla_smz", "lea_smz", **again).json() for _ in range(2))
    second = hand_over(house, "carla_smz", "lea_smz", after=first["next"]).json()

    assert first == repeated
    assert (first["handed_over"], first["left"], first["next"]) == (2, 1, cases[1])
    assert (second["handed_over"], second["left"], second["next"]) == (1, 0, None)
    events = [
        item["kind"]
        for case in cases
        for item in house.get("lea_smz", f"/api/cases/{case}/history?limit=200")["items"]
    ]
    assert events.count("WORK_HANDED_OVER") == 3


def test_closed_cases_and_looks_by_exception_stay(own_house: House) -> None:
    house = own_house
    closed, open_one = house.open_case(), house.open_case("lea_smz")
    house.post("carla_smz", f"/api/cases/{closed}/end", {"reason": "Umzug"})
    number = house.get("lea_smz", f"/api/cases/{open_one}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": number, "reason": "Schalter"})

    assert counts(preview(house, "carla_smz")) == (0, 0, 0)
    assert counts(preview(house, "nora_smz")) == (0, 0, 0)


def test_cases_that_the_colleague_does_not_see_go_over_without_being_named(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    with house.bruecke.engine.store.work() as work:
        for place in work.find(
            Participant, case_key=int(case), institution_key=house.users["lea_smz"].institution_key
        ):
            work.replace(replace(place, unit_key=house.users["nora_smz"].unit_key))

    seen = preview(house, "lea_smz", "carla_smz")
    told = hand_over(house, "lea_smz", "nora_smz", "carla_smz").json()

    assert (seen["cases"], seen["items"], seen["unseen"]) == (1, [], 1)
    assert (told["handed_over"], told["items"]) == (1, [])


def test_the_page_shows_what_goes_and_says_when_it_is_done(own_house: House) -> None:
    house = own_house
    house.open_case()
    carla = Visitor(house, "carla_smz")
    shown = carla.get("/work-handover")
    form = '<form method="post" action="/work-handover"'
    hidden = shown.text[shown.text.index(form) :]
    token = hidden.split('name="token" value="')[1].split('"')[0]
    csrf = hidden.split('name="csrf" value="')[1].split('"')[0]
    sent = {"csrf": csrf, "token": token, "user": key(house, "carla_smz")}

    bare = carla.post("/work-handover", **sent, to="", reason="")
    done = carla.post("/work-handover", **sent, to=key(house, "lea_smz"), reason="Urlaub")
    after = main_of(carla.get(done.headers["location"]))

    assert "1 Fall, 0 übernommene Aufgaben, 0 Fallführungen" in main_of(shown)
    assert bare.status_code == 422
    assert done.status_code == 303
    assert "1 Fall ist übergeben." in after
    assert "Es gibt nichts zu übergeben." in after
    assert Visitor(house, "dario").get("/work-handover").status_code == 200
