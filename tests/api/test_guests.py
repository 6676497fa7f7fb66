"""A release from professional secrecy is for one person: no colleague of the practice comes by it, by no way that opens
cases to colleagues elsewhere.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cases.rows import Absence, Case, Lead, Note, Participant, Unit
from engine.keys import new_key
from tests.api.house import TODAY, House, Response
from tests.api.luzern import COORDINATION, GUEST, OFFICES, Luzern, luzern
from tests.api.test_access import told
from tests.api.test_luzern import paths_of
from tests.api.test_pages import Visitor, main_of
from tests.api.test_single_models import deploy, flow, model, start
from tests.api.test_work_handovers import hand_over, preview

__all__ = ["luzern"]

pytestmark = pytest.mark.requirement("LU-S")

PETRA, PIA = "petra_praxis", "pia_praxis"
"""Paul's colleagues: of his unit and of another one."""
COLLEAGUES = (PETRA, PIA)
OPENER = "sonja_sd_lu"


@pytest.fixture(scope="module", autouse=True)
def practice(luzern: Luzern) -> None:
    """Two more users work in Paul's practice."""
    house, paul = luzern.house, luzern.house.users[GUEST]
    with house.bruecke.engine.store.work() as work:
        unit = Unit(new_key(), paul.institution_key, "Praxis Zwei", False)
        petra = replace(paul, key=new_key(), login=PETRA, name="Petra Ineichen")
        pia = replace(paul, key=new_key(), login=PIA, name="Pia Lustenberger", unit_key=unit.key)
        work.add(unit, petra, pia)
    house.users |= {PETRA: petra, PIA: pia}
    for login in COLLEAGUES:
        house.token(login)


def sees(house: House, login: str, case: str) -> tuple[int, bool, bool]:
    """How the case answers, and whether it is among the cases and on its page."""
    status = house.call(login, "GET", f"/api/cases/{case}").status_code
    listed = case in [item["key"] for item in house.get(login, "/api/cases?limit=200")["items"]]
    return status, listed, f"/cases/{case}" in Visitor(house, login).get("/cases").text


EVERYTHING, NOTHING = (200, True, True), (404, False, False)


def reference(house: House, case: str) -> str:
    found: str = house.rows(Case, key=int(case))[0].reference
    return found


def ask(house: House, login: str, number: str) -> Response:
    body = {"reference": number, "reason": "Sie steht am Empfang."}
    return house.call(login, "POST", "/api/cases/exceptions", json=body)


def corrected(luzern: Luzern, case: str, guest: str) -> None:
    path = f"/api/cases/{case}/records/further_participant"
    luzern.house.clock.advance(timedelta(seconds=1))
    version = luzern.house.get(COORDINATION, f"{path}/versions")["version"]
    fields = {"wanted": "YES", "guest": luzern.key_of(guest), "capacity": "Funktion-GESUNDHEIT"}
    body = {"version": version, "fields": fields, "reason": "Anders gewünscht."}
    luzern.house.post(COORDINATION, f"{path}/correction", body)


def place_of(house: House, case: str) -> list[Participant]:
    found: list[Participant] = house.rows(Participant, case_key=int(case), role="guest")
    return found


def test_the_unit_of_the_guest_sees_nothing(luzern: Luzern) -> None:
    case = luzern.case_at("invited")

    seen = {login: sees(luzern.house, login, case) for login in (GUEST, *COLLEAGUES)}

    assert seen == {GUEST: EVERYTHING, PETRA: NOTHING, PIA: NOTHING}


@pytest.mark.parametrize("login", COLLEAGUES)
def test_who_stands_in_for_a_guest_sees_nothing(luzern: Luzern, login: str) -> None:
    house, case = luzern.house, luzern.case_at("invited")
    paul = house.users[GUEST]
    day = date.fromisoformat(TODAY)
    deputy, now = house.users[login].key, house.clock.now()
    row = Absence(new_key(), paul.key, deputy, paul.institution_key, day, day, paul.key, now, None, None)
    with house.bruecke.engine.store.work() as work:
        work.add(row)

    seen, own = sees(house, login, case), sees(house, GUEST, case)

    with house.bruecke.engine.store.work() as work:
        work.replace(replace(row, ended_at=house.clock.now()))
    assert (seen, own) == (NOTHING, EVERYTHING)


@pytest.mark.parametrize("login", [GUEST, *COLLEAGUES])
def test_no_exception_opens_a_guest_s_case(luzern: Luzern, login: str) -> None:
    house, case = luzern.house, luzern.case_at("invited")
    before = house.digest()

    answer, nowhere = ask(house, login, reference(house, case)), ask(house, login, "LU-2026-ZZZZZ")

    assert house.digest() == before
    assert answer.status_code == 404
    assert told(answer) == told(nowhere)


@pytest.mark.parametrize("login", COLLEAGUES)
def test_a_colleague_of_the_practice_in_the_guest_s_place_needs_a_release_of_their_own(
    luzern: Luzern, login: str
) -> None:
    case = luzern.case_at("invited")

    corrected(luzern, case, login)
    after = {one: sees(luzern.house, one, case) for one in (GUEST, login)}
    task = luzern.task(case, "disinvite_guest")
    users, places = luzern.house.users, place_of(luzern.house, case)

    assert after == {GUEST: NOTHING, login: NOTHING}
    assert task
    assert {place.user_key: place.until is None for place in places} == {
        users[GUEST].key: False,
        users[login].key: True,
    }


def test_a_guest_who_comes_back_needs_another_release(luzern: Luzern) -> None:
    case = luzern.case_at("invited")

    corrected(luzern, case, PETRA)
    corrected(luzern, case, GUEST)

    assert {login: sees(luzern.house, login, case) for login in (GUEST, *COLLEAGUES)} == {
        GUEST: NOTHING,
        PETRA: NOTHING,
        PIA: NOTHING,
    }


def test_the_same_guest_named_again_keeps_the_release(luzern: Luzern) -> None:
    case = luzern.case_at("invited")
    path = f"/api/cases/{case}/records/further_participant"
    version = luzern.house.get(COORDINATION, f"{path}/versions")["version"]
    fields = {"wanted": "YES", "guest": luzern.key_of(GUEST), "capacity": "Hausarzt"}
    body = {"version": version, "fields": fields, "reason": "Verschrieben."}

    luzern.house.post(COORDINATION, f"{path}/correction", body)

    assert sees(luzern.house, GUEST, case) == EVERYTHING
    assert len(place_of(luzern.house, case)) == 1


@pytest.mark.parametrize("by", [GUEST, PETRA])
def test_a_guest_s_place_is_never_handed_over(luzern: Luzern, by: str) -> None:
    house, case = luzern.house, luzern.case_at("invited")

    shown = preview(house, by, GUEST)
    answer = hand_over(house, by, PETRA, GUEST).json()
    page = main_of(Visitor(house, by).get(f"/work-handover?user={luzern.key_of(GUEST)}"))

    assert (shown["cases"], shown["items"], shown["unseen"]) == (0, [], 0)
    assert (answer["handed_over"], answer["items"], answer["left"]) == (0, [], 0)
    assert "Eine Entbindung von der Schweigepflicht gilt für eine einzige Person" in page
    assert (sees(house, GUEST, case), sees(house, PETRA, case)) == (EVERYTHING, NOTHING)


def test_what_is_not_open_to_the_office_any_more_is_neither_counted_nor_handed_over(luzern: Luzern) -> None:
    house, case = luzern.house, luzern.case_at("preparing")
    rita = house.users["rita_rav_lu"]
    successor = replace(rita, key=new_key(), login=f"rolf_{case}", name="Rolf Egli")
    with house.bruecke.engine.store.work() as work:
        work.add(successor)
    house.users["rolf"] = successor
    before = preview(house, "rita_rav_lu")
    luzern.withdraw(OPENER, case, "data_exchange_consent")

    shown = preview(house, "rita_rav_lu")
    answer = hand_over(house, "rita_rav_lu", "rolf").json()
    cases = [item["case"] for item in before["items"]]
    places = house.rows(Participant, case_key=int(case), institution_key=rita.institution_key)

    assert case in cases
    assert (shown["cases"], shown["unseen"]) == (before["cases"] - 1, before["unseen"])
    assert case not in [item["case"] for item in (*shown["items"], *answer["items"], *answer["stayed"])]
    assert answer["handed_over"] == shown["cases"]
    assert rita.key in {place.user_key for place in places}
    assert successor.key not in {place.user_key for place in places}


def test_a_guest_neither_leads_nor_is_chosen_to(luzern: Luzern) -> None:
    house, case = luzern.house, luzern.case_at("invited")
    path = f"/api/cases/{case}/lead"

    listed = house.get(COORDINATION, path)["choices"]
    body = {"user": luzern.key_of(GUEST), "reason": "So vereinbart."}
    given = house.call(COORDINATION, "POST", path, json=body)
    asked = house.get(GUEST, path)
    taken = house.call(GUEST, "POST", path, json=body)

    assert listed
    assert luzern.key_of(GUEST) not in [one["key"] for one in listed]
    assert given.status_code == 422
    assert (asked["choices"], asked["may_give_back"]) == ([], False)
    assert taken.status_code == 403
    assert house.rows(Lead, case_key=int(case)) == []


@pytest.mark.parametrize(("login", "is_told"), [("ivo_iv_lu", False), (OPENER, True), (COORDINATION, True)])
def test_a_guest_learns_who_leads_only_where_they_meet(luzern: Luzern, login: str, is_told: bool) -> None:
    house, case = luzern.house, luzern.case_at("invited")
    body = {"user": luzern.key_of(login), "reason": "So vereinbart."}
    house.post(COORDINATION, f"/api/cases/{case}/lead", body)

    told_by = (house.get(GUEST, f"/api/cases/{case}"), house.get(GUEST, f"/api/cases/{case}/lead"))
    page = Visitor(house, GUEST).get(f"/cases/{case}/lead").text

    assert [view["lead"] is not None for view in told_by] == [is_told, is_told]
    assert (house.users[login].name in page) is is_told


def test_a_guest_s_note_is_for_the_guest_alone(luzern: Luzern) -> None:
    house, case = luzern.house, luzern.case_at("invited")

    house.post(GUEST, f"/api/cases/{case}/notes", {"text": "Ein Satz."})
    body = {"text": "Petra, schau.", "mentions": [luzern.key_of(PETRA)]}
    mentioned = house.call(GUEST, "POST", f"/api/cases/{case}/notes", json=body)

    assert mentioned.status_code == 422
    assert len(house.rows(Note, case_key=int(case))) == 1
    assert house.call(PETRA, "GET", f"/api/cases/{case}/notes").status_code == 404


def test_a_case_that_a_guest_opens_is_theirs_alone(luzern: Luzern) -> None:
    house = luzern.house
    deploy(house, model("of_a_guest", f'<startEvent id="s"/><userTask id="t"/>{flow("f", "s", "t")}'))
    case = start(house, "of_a_guest", GUEST)

    seen = {login: sees(house, login, case) for login in (GUEST, *COLLEAGUES)}

    assert seen == {GUEST: EVERYTHING, PETRA: NOTHING, PIA: NOTHING}


NAMES_OF_GUEST = ("Paul Estermann", "Praxis am Löwenplatz", "Psychotherapeut")


@pytest.mark.parametrize("lang", ["de", "fr"])
def test_that_a_therapist_is_to_come_is_told_to_the_coordination_alone_until_the_release(
    luzern: Luzern, lang: str
) -> None:
    """The authority reaches everything but health, so nothing else opens it to the offices."""
    house = luzern.house
    stages = {stage: luzern.case_at(stage, ["MASTER", "WORK"]) for stage in ("preparing", "released")}
    told_of: dict[tuple[str, str], set[str]] = {}
    for stage, case in stages.items():
        for login in (*OFFICES.values(), COORDINATION):
            visitor = Visitor(house, login)
            pages = [f"/cases/{case}?history=all&lang={lang}", f"/cases?lang={lang}", f"/tasks?lang={lang}"]
            texts = [visitor.get(page).text for page in pages]
            texts += [house.call(login, "GET", path).text for path in paths_of(house, case)]
            told_of[stage, login] = {name for name in NAMES_OF_GUEST if any(name in text for text in texts)}

    for office in OFFICES.values():
        assert told_of["preparing", office] == set(), office
        assert "Paul Estermann" in told_of["released", office], office
    assert told_of["preparing", COORDINATION] >= {"Paul Estermann", "Praxis am Löwenplatz"}


def test_an_end_inside_a_sub_process_is_not_announced_as_the_end_of_the_case(luzern: Luzern) -> None:
    case = luzern.case_at("released")
    task = luzern.task(case, "invite_guest")

    page = main_of(Visitor(luzern.house, COORDINATION).get(f"/tasks/{task.key}?lang=de"))

    assert "Der Fall endet" not in page
