"""Who is away, and who stands in: in person, inside the institution, as long as it lasts; and the history says so."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cases.rows import Absence, AccessEntry, Participant
from cases.views.absences import view_past_absences
from engine.rows import Seat
from tests.api.house import ANALYSIS, REGISTRATION, TODAY, House, Response
from tests.api.test_packets import actor_of
from tests.api.test_pages import Visitor, main_of


def key(house: House, login: str) -> str:
    return str(house.users[login].key)


def away(house: House, login: str, deputy: str, by: str | None = None, **days: Any) -> Response:
    body = {"user": key(house, login), "deputy": key(house, deputy), "first_day": TODAY} | days
    return house.call(by or login, "POST", "/api/absences", json=body)


def sees(house: House, login: str, case: str) -> tuple[bool, ...]:
    """Whether the case shows to somebody: by its key, in the list, by its number, and its work in their worklist."""
    number = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    listed = house.get(login, "/api/cases?limit=200")["items"]
    found = house.get(login, f"/api/cases?reference={number}")["items"]
    mine = house.get(login, "/api/tasks?mine=true&limit=200")["items"]
    return (
        house.call(login, "GET", f"/api/cases/{case}").status_code == 200,
        case in [line["key"] for line in listed],
        bool(found),
        case in [line["case"] for line in mine],
    )


NOTHING, EVERYTHING = (False,) * 4, (True,) * 4


def history(house: House, case: str, kind: str) -> list[dict[str, Any]]:
    items = house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"]
    return [item for item in items if item["kind"] == kind]


def fault_of(answer: Response) -> tuple[int, str, str]:
    problem = answer.json()
    return answer.status_code, problem["type"].removeprefix("urn:bruecke:"), problem["faults"][0]["field"]


@pytest.mark.requirement("VS-05")
def test_a_deputy_of_another_team_does_the_work_of_who_is_away_and_the_history_says_so(
    own_house: House,
) -> None:
    house = own_house
    case = house.open_case()
    before = sees(house, "nora_smz", case)

    absence = away(house, "carla_smz", "nora_smz").json()["absence"]
    meanwhile = sees(house, "nora_smz", case)
    house.complete("nora_smz", case, REGISTRATION)
    place = house.get("nora_smz", f"/api/cases/{case}")["places"][0]
    ended = house.call("carla_smz", "POST", f"/api/absences/{absence}/end")
    (event,) = history(house, case, "TASK_COMPLETED")

    assert (before, meanwhile, sees(house, "nora_smz", case)) == (NOTHING, EVERYTHING, NOTHING)
    assert place["away"] == {"until": None, "deputy": "Nora Bonvin"}
    assert (event["actor"], event["stood_in_for"]) == ("Nora Bonvin", "Carla Dayer")
    assert event["codes"]["stood_in_for"] == key(house, "carla_smz")
    assert ended.status_code == 200
    assert house.call("carla_smz", "POST", f"/api/absences/{absence}/end").status_code == 409
    assert main_of(Visitor(house, "carla_smz").get(f"/cases/{case}")).count(
        "Nora Bonvin in Vertretung von Carla Dayer"
    )


def test_only_what_names_who_is_away_opens_to_the_deputy(own_house: House) -> None:
    house = own_house
    of_lea = house.open_case("lea_smz")
    of_carla = house.open_case("carla_smz")
    away(house, "carla_smz", "nora_smz")

    assert house.call("nora_smz", "GET", f"/api/cases/{of_carla}").status_code == 200
    assert house.call("nora_smz", "GET", f"/api/cases/{of_lea}").status_code == 404


def test_an_absence_holds_on_its_days_in_switzerland(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    away(house, "carla_smz", "nora_smz", first_day="2026-02-11", last_day="2026-02-12")
    found = []

    for _ in range(4):  # 10 to 13 February, at noon
        found.append(sees(house, "nora_smz", case) == EVERYTHING)
        house.clock.advance(timedelta(days=1))
    house.clock.advance(-timedelta(days=1, hours=13, minutes=1))  # the 12th, 23:59 in Switzerland
    found.append(sees(house, "nora_smz", case) == EVERYTHING)

    assert found == [False, True, True, False, True]


def test_a_colleague_of_the_team_records_it_for_who_fell_ill_and_is_named(own_house: House) -> None:
    house = own_house

    answer = away(house, "carla_smz", "nora_smz", by="lea_smz", last_day="2026-02-20")

    (shown,) = house.get("carla_smz", "/api/absences")["items"]
    assert answer.status_code == 201
    assert (shown["user"], shown["deputy"], shown["recorded_by"]) == (
        "Carla Dayer",
        "Nora Bonvin",
        "Lea Constantin",
    )
    assert [item["stands_in"] for item in house.get("nora_smz", "/api/absences")["items"]] == [True]
    assert house.get("anna_rav", "/api/absences")["items"] == []
    assert house.call("anna_rav", "POST", f"/api/absences/{shown['key']}/end").status_code == 404
    assert house.call("nora_smz", "POST", f"/api/absences/{shown['key']}/end").status_code == 403


@pytest.mark.parametrize(
    ("by", "login", "status"),
    [("nora_smz", "carla_smz", 403), ("anna_rav", "carla_smz", 404), ("dario", "ines_koo", 403)],
)
def test_nobody_records_it_for_others(house: House, by: str, login: str, status: int) -> None:
    assert away(house, login, "lea_smz", by=by).status_code == status


def test_nobody_opens_the_cases_of_a_colleague_to_themselves_or_backwards(own_house: House) -> None:
    house = own_house

    oneself = away(house, "carla_smz", "lea_smz", by="lea_smz")
    earlier = away(house, "carla_smz", "nora_smz", by="lea_smz", first_day="2026-02-09")

    assert fault_of(oneself) == (422, "deputy-is-yourself", "deputy")
    assert fault_of(earlier) == (422, "begins-in-past", "first_day")
    assert house.rows(Absence) == []
    assert away(house, "carla_smz", "nora_smz", first_day="2026-02-09").status_code == 201


def test_who_was_away_sees_for_90_days_who_recorded_and_ended_it(own_house: House) -> None:
    house = own_house
    first = away(house, "carla_smz", "nora_smz", by="lea_smz").json()["absence"]
    house.post("lea_smz", f"/api/absences/{first}/end")
    away(house, "carla_smz", "nora_smz", last_day="2026-02-11")
    house.clock.advance(timedelta(days=2))

    shown = house.get("carla_smz", "/api/absences")
    page = main_of(Visitor(house, "carla_smz").get("/absences?lang=de"))
    others = [house.get(login, "/api/absences")["past"] for login in ("lea_smz", "nora_smz", "olga")]
    later = []
    for days in (88, 2):
        house.clock.advance(timedelta(days=days))
        with house.bruecke.engine.store.reading() as work:
            past = view_past_absences(house.bruecke.engine, work, actor_of(house, "carla_smz"))
        later.append([one.recorded_by for one in past])

    assert shown["items"] == []
    assert [(one["deputy"], one["recorded_by"], one["ended_by"]) for one in shown["past"]] == [
        ("Nora Bonvin", None, None),
        ("Nora Bonvin", "Lea Constantin", "Lea Constantin"),
    ]
    assert "Ihre vergangenen Abwesenheiten" in page
    assert page.count("Lea Constantin") >= 2
    assert others == [[], [], []]
    assert later == [[None, "Lea Constantin"], []]


def test_what_a_deputy_reads_is_noted_as_read_by_the_deputy(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    away(house, "carla_smz", "nora_smz")

    for login in ("nora_smz", "lea_smz"):
        house.get(login, f"/api/cases/{case}")

    noted = {
        login: [
            (row.category, row.basis)
            for row in house.rows(AccessEntry, case_key=int(case), user_key=house.users[login].key)
        ]
        for login in ("nora_smz", "lea_smz")
    }
    told = house.get("carla_smz", f"/api/cases/{case}/access")["items"]
    assert {basis for _, basis in noted["nora_smz"]} == {"DEPUTY"}
    assert "DEPUTY" not in {basis for _, basis in noted["lea_smz"]}
    assert "In Vertretung" in [
        part["basis"]["label"] for one in told if one["user"] == "Nora Bonvin" for part in one["parts"]
    ]


@pytest.mark.parametrize("deputy", ["carla_smz", "anna_rav", "dario"])
def test_a_deputy_works_on_cases_in_the_same_institution_and_is_somebody_else(
    house: House, deputy: str
) -> None:
    who = "ines_koo" if deputy == "dario" else "carla_smz"

    assert fault_of(away(house, who, deputy)) == (422, "deputy-refused", "deputy")


def test_who_is_no_longer_active_stands_in_for_nobody(own_house: House) -> None:
    with own_house.bruecke.engine.store.work() as work:
        work.replace(replace(own_house.users["nora_smz"], is_active=False))

    assert fault_of(away(own_house, "carla_smz", "nora_smz")) == (422, "deputy-refused", "deputy")


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"first_day": "2026-02-12", "last_day": "2026-02-11"}, "days-refused"),
        ({"first_day": "2026-01-01", "last_day": "2026-02-09"}, "days-refused"),
        ({"first_day": "2026-03-10", "last_day": "2026-03-20"}, "absence-overlaps"),
        ({"first_day": "2026-03-01"}, "absence-overlaps"),
    ],
)
def test_days_that_are_over_or_meet_another_absence_are_refused(
    own_house: House, days: dict[str, str], code: str
) -> None:
    away(own_house, "carla_smz", "nora_smz", first_day="2026-03-20", last_day="2026-03-22")

    assert fault_of(away(own_house, "carla_smz", "lea_smz", **days))[:2] == (422, code)
    assert away(own_house, "carla_smz", "lea_smz", last_day="2026-03-19").status_code == 201


def test_what_is_over_makes_room_and_costs_nothing_any_more(own_house: House) -> None:
    away(own_house, "carla_smz", "nora_smz", last_day="2026-02-11")
    own_house.clock.advance(timedelta(days=30))

    away(own_house, "carla_smz", "lea_smz", first_day="2026-03-12")

    assert [row.ended_at is None for row in own_house.rows(Absence)] == [False, True]


def test_the_deputy_of_a_deputy_does_not_stand_in_and_the_page_says_so(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    away(house, "carla_smz", "lea_smz")
    away(house, "lea_smz", "nora_smz")

    page = main_of(Visitor(house, "carla_smz").get("/absences"))
    place = house.get("lea_smz", f"/api/cases/{case}")["places"][0]

    assert sees(house, "nora_smz", case) == NOTHING
    assert "Die Vertretung ist selbst abwesend" in page
    assert place["away"] == {"until": None, "deputy": None}


def test_a_look_by_exception_is_not_passed_on_to_the_deputy(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    number = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": number, "reason": "Schalter"})
    _new_colleague(house, "mia_smz")
    away(house, "nora_smz", "mia_smz")

    assert house.call("nora_smz", "GET", f"/api/cases/{case}").status_code == 200
    assert sees(house, "mia_smz", case) == NOTHING


def _new_colleague(house: House, login: str) -> None:
    """Somebody of the social service in a team of their own."""
    model = house.users["nora_smz"]
    user = replace(
        model, key=house.bruecke.engine.keys(), unit_key=house.bruecke.engine.keys(), login=login, name="Mia"
    )
    with house.bruecke.engine.store.work() as work:
        work.add(user)
    house.users[login] = user


def test_a_deputy_is_mentioned_as_long_as_they_stand_in(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    note = {"text": "Bitte ansehen", "mentions": [key(house, "nora_smz")]}
    before = house.call("lea_smz", "POST", f"/api/cases/{case}/notes", json=note).status_code
    absence = away(house, "carla_smz", "nora_smz").json()["absence"]

    meanwhile = house.call("lea_smz", "POST", f"/api/cases/{case}/notes", json=note).status_code
    waiting = len(house.get("nora_smz", "/api/mentions")["items"])
    house.post("carla_smz", f"/api/absences/{absence}/end")

    assert (before, meanwhile, waiting) == (422, 201, 1)
    assert house.get("nora_smz", "/api/mentions")["items"] == []


def test_a_colleague_of_the_team_in_a_named_seat_is_said_too(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    house.complete("lea_smz", case, REGISTRATION)
    house.complete("carla_smz", case, house.consent_answers(["RAV"]))
    house.complete("lea_smz", case, ANALYSIS)

    told = [(item["actor"], item["stood_in_for"]) for item in history(house, case, "TASK_COMPLETED")]
    signed = [(item["actor"], item["stood_in_for"]) for item in history(house, case, "TASK_SIGNED")]

    assert told == [("Lea Constantin", "Carla Dayer"), ("Carla Dayer", None)]
    assert signed == [("Lea Constantin", None)]  # this seat names nobody yet


def test_what_who_is_away_has_taken_is_in_the_worklist_of_the_deputy(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    task = house.task(case)
    house.post("carla_smz", f"/api/tasks/{task.key}/claim")
    before = sees(house, "lea_smz", case)[3]
    away(house, "carla_smz", "lea_smz")

    assert (before, sees(house, "lea_smz", case)[3]) == (False, True)
    shown = main_of(Visitor(house, "lea_smz").get("/tasks?lang=de"))
    assert "Sie vertreten Carla Dayer bis auf Weiteres" in shown


@pytest.mark.requirement("VS-05")
def test_nobody_fills_both_seats_of_a_tandem_as_a_deputy(own_house: House) -> None:
    """Two institutions make this impossible; were both seats of one, the second stays empty all the same."""
    house = own_house
    case = house.case_at("granted")
    _both_seats_in_one_office(house, case)
    away(house, "lea_smz", "nora_smz")
    away(house, "carla_smz", "nora_smz")

    house.complete("nora_smz", case, ANALYSIS)
    again = house.complete("nora_smz", case, ANALYSIS)

    seats = house.rows(Seat, subject_key=house.task(case).key)
    assert again["status"] == "open"
    assert len(again["waits_for"]) == 1
    assert [seat.filled_by for seat in seats].count(house.users["nora_smz"].key) == 1


def _both_seats_in_one_office(house: House, case: str) -> None:
    named = {"rav_adviser": house.users["lea_smz"], "social_worker": house.users["carla_smz"]}
    with house.bruecke.engine.store.work() as work:
        for place in work.find(Participant, case_key=int(case), role=sorted(named)):
            user = named[place.role]
            work.replace(replace(place, user_key=user.key, institution_key=user.institution_key))


def test_the_page_records_and_ends_and_keeps_what_was_typed(own_house: House) -> None:
    carla = Visitor(own_house, "carla_smz")
    empty = carla.get("/absences")

    refused = carla.post("/absences", empty, user=key(own_house, "lea_smz"), first_day="31.2.2026", deputy="")
    done = carla.post(
        "/absences",
        carla.get("/absences"),
        user=key(own_house, "lea_smz"),
        deputy=key(own_house, "nora_smz"),
        first_day="10.2.2026",
        last_day="12.2.2026",
    )
    listed = carla.get("/absences")
    (row,) = own_house.rows(Absence)
    ended = carla.post(f"/absences/{row.key}/end", listed)

    assert "Niemand ist abwesend" in main_of(empty)
    assert refused.status_code == 422
    assert 'value="31.2.2026"' in refused.text
    assert "Bitte wählen Sie, wer vertritt." in main_of(refused)
    assert (done.status_code, done.headers["location"]) == (303, "/absences?done=recorded")
    assert "Lea Constantin" in main_of(listed)
    assert "Nora Bonvin Jugend" in main_of(listed)
    assert (ended.status_code, ended.headers["location"]) == (303, "/absences?done=ended")


def test_what_a_deputy_has_taken_lies_with_who_was_away_when_the_absence_ends(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    task = house.task(case)
    absence = away(house, "carla_smz", "nora_smz").json()["absence"]

    def mine(login: str) -> list[str]:
        return [item["key"] for item in house.get(login, "/api/tasks?mine=true&limit=200")["items"]]

    taken = house.post("nora_smz", f"/api/tasks/{task.key}/claim")
    again = house.post("nora_smz", f"/api/tasks/{task.key}/claim")
    meanwhile = [str(task.key) in mine(login) for login in ("nora_smz", "lea_smz")]
    house.post("carla_smz", f"/api/absences/{absence}/end")
    after = [str(task.key) in mine(login) for login in ("nora_smz", "lea_smz", "carla_smz")]
    given_back = house.post("carla_smz", f"/api/tasks/{task.key}/release")

    assert taken == again
    assert taken["assignee"] == key(house, "carla_smz")
    assert meanwhile == [True, False]
    assert after == [False, False, True]
    assert given_back["assignee"] is None


def test_who_has_the_mandate_of_the_team_takes_a_task_for_themself_also_as_a_deputy(own_house: House) -> None:
    house = own_house
    task = house.task(house.open_case())
    away(house, "carla_smz", "lea_smz")

    taken = house.post("lea_smz", f"/api/tasks/{task.key}/claim")
    refused = house.call("nora_smz", "POST", f"/api/tasks/{task.key}/claim")

    assert taken["assignee"] == key(house, "lea_smz")
    assert refused.status_code == 404
