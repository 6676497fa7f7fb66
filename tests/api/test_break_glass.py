"""Looking at a case of one's own institution without a mandate: with a reason, for a day, and only looking."""

from datetime import timedelta
from typing import Any

import pytest

from cases.access import EXCEPTION
from cases.rows import AccessEntry, Participant
from engine.rows import Instance, Task
from tests.api.house import House, Response
from tests.api.test_clear_answers import HEADED
from tests.api.test_pages import Visitor
from tests.api.test_single_models import deploy, model, start

WORDS = {"reason": "Sie steht am Schalter, Carla ist krank."}


def reference(house: House, case: str) -> str:
    found: str = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    return found


def ask(house: House, login: str, number: str, **more: Any) -> Response:
    return house.call(login, "POST", "/api/cases/exceptions", json={"reference": number, **WORDS, **more})


def kinds(house: House, case: str) -> list[str]:
    return [item["kind"] for item in house.get("carla_smz", f"/api/cases/{case}/history")["items"]]


def test_a_colleague_of_another_team_looks_for_a_day_and_the_history_says_so(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    number = reference(house, case)
    assert house.call("nora_smz", "GET", f"/api/cases/{case}").status_code == 404

    opened = ask(house, "nora_smz", number.lower()).json()
    again = ask(house, "nora_smz", number).json()
    about = house.get("nora_smz", f"/api/cases/{case}")
    listed = [item["key"] for item in house.get("nora_smz", "/api/cases")["items"]]
    event = house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"][-1]
    house.clock.advance(timedelta(hours=23, minutes=59))
    still = house.call("nora_smz", "GET", f"/api/cases/{case}").status_code
    house.clock.advance(timedelta(minutes=1))
    gone = house.call("nora_smz", "GET", f"/api/cases/{case}").status_code

    assert opened == again
    assert opened["case"] == case
    assert about["exceptional_until"] == opened["until"]
    assert about["person_name"] == "Sara Perren"
    assert case in listed
    assert (event["kind"], event["actor"]) == ("ACCESS_BROKEN", "Nora Bonvin")
    assert (still, gone) == (200, 404)
    assert case not in [item["key"] for item in house.get("nora_smz", "/api/cases")["items"]]


def test_two_offices_may_look_at_the_same_moment(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    number = reference(house, case)

    asked = [ask(house, login, number).status_code for login in ("nora_smz", "karl_rav")]
    seen = [house.call(login, "GET", f"/api/cases/{case}").status_code for login in ("nora_smz", "karl_rav")]

    assert asked == [200, 200]
    assert seen == [200, 200]
    assert len(house.rows(Participant, case_key=int(case), role=EXCEPTION)) == 2


def test_who_looks_by_exception_changes_nothing(house: House) -> None:
    case = house.case_at("granted")
    ask(house, "nora_smz", reference(house, case))
    task, consent = house.task(case), house.consent(case)
    assert consent is not None
    before = house.digest()

    answers = {
        path: house.call("nora_smz", "POST", path, json=body).status_code
        for path, body in {
            f"/api/tasks/{task.key}/completion": {"version": task.version, "answers": {}},
            f"/api/tasks/{task.key}/claim": {"version": task.version},
            f"/api/consents/{consent.key}/withdrawal": None,
            f"/api/cases/{case}/end": {"reason": "x"},
            f"/api/cases/{case}/suspension": {"reason": "x"},
            f"/api/cases/{case}/repairs": {"action": "cancel", "token": 1, "reason": "x"},
            f"/api/cases/{case}/variables": {"variables": {}},
        }.items()
    }
    after = house.digest()
    open_to_her = house.get("nora_smz", f"/api/cases/{case}")["work"]

    assert set(answers.values()) == {403}
    assert house.call("nora_smz", "GET", f"/api/tasks/{task.key}").status_code == 403
    assert not any(item["may_act"] for item in open_to_her)
    assert house.get("nora_smz", "/api/tasks")["items"] == []
    assert after == before


def test_every_category_that_is_read_by_exception_is_noted_with_that_basis(house: House) -> None:
    case = house.case_at("fresh")
    ask(house, "nora_smz", reference(house, case))

    house.get("nora_smz", f"/api/cases/{case}")
    with house.bruecke.engine.store.reading() as work:
        entries = work.find(AccessEntry, case_key=int(case), user_key=house.users["nora_smz"].key)

    assert {"MASTER", "WORK"} <= {entry.category for entry in entries}
    assert {entry.basis for entry in entries} == {"BREAK_GLASS"}


def test_the_report_tells_who_looked_by_exception_and_their_office_why(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    number = reference(house, case)
    ask(house, "nora_smz", number)
    house.clock.advance(timedelta(seconds=1))
    ask(house, "karl_rav", number, reason="Karl hat einen Grund")
    house.get("nora_smz", f"/api/cases/{case}")

    told = house.get("carla_smz", f"/api/cases/{case}/access")
    shown = Visitor(house, "carla_smz").get(f"/cases/{case}/access")

    assert [(one["user"], one["reason"]) for one in told["exceptions"]] == [
        ("Karl Imhof", None),
        ("Nora Bonvin", WORDS["reason"]),
    ]
    assert {
        part["basis"]["code"]
        for item in told["items"]
        if item["user"] == "Nora Bonvin"
        for part in item["parts"]
    } == {"BREAK_GLASS"}
    assert WORDS["reason"] in shown.text
    assert "Karl hat einen Grund" not in shown.text


@pytest.mark.parametrize("login", ["anna_rav", "karl_rav", "beat_iv", "ines_koo", "dario", "olga"])
def test_a_case_of_others_answers_like_none_at_all(house: House, login: str) -> None:
    case = house.case_at("fresh")

    known = ask(house, login, reference(house, case))
    unknown = ask(house, login, "VS-2026-ZZZZZ")

    assert known.status_code == unknown.status_code == 404
    assert known.content == unknown.content
    with house.bruecke.engine.store.reading() as work:
        assert work.find(Participant, case_key=int(case), role=EXCEPTION) == []


def test_a_partner_that_the_case_is_shared_with_may_look_too_at_what_is_shared(house: House) -> None:
    case = house.case_at("granted")

    opened = ask(house, "karl_rav", reference(house, case))

    assert opened.status_code == 200
    assert house.call("karl_rav", "GET", f"/api/cases/{case}").status_code == 200
    assert house.call("jean_rav", "GET", f"/api/cases/{case}").status_code == 200


def test_no_reason_no_look_and_who_has_a_mandate_needs_none(house: House) -> None:
    case = house.case_at("fresh")
    number = reference(house, case)
    length = len(kinds(house, case))

    blank = ask(house, "nora_smz", number, reason="  ")
    unknown = ask(house, "nora_smz", "VS-2026-ZZZZZ", reason="  ")
    mandated = ask(house, "lea_smz", number)

    assert (blank.status_code, blank.json()["type"]) == (422, "urn:bruecke:reason-missing")
    assert unknown.content == blank.content
    assert mandated.json() == {"case": case, "until": None}
    assert len(kinds(house, case)) == length


def test_the_page_asks_for_number_and_reason_and_leads_to_the_case(house: House) -> None:
    case = house.case_at("fresh")
    number = reference(house, case)
    nora = Visitor(house, "nora_smz")
    form = nora.get("/exceptions")

    bare = nora.post("/exceptions", form, reference="", reason="")
    wrong = nora.post("/exceptions", form, reference="VS-2026-ZZZZZ", reason="x")
    right = nora.post("/exceptions", form, reference=number, reason="Am Schalter")
    shown = nora.get(right.headers["location"])

    assert (bare.status_code, bare.text.count('role="alert"')) == (422, 2)
    assert (wrong.status_code, "aucun cas portant ce numéro" in wrong.text) == (404, True)
    assert (right.status_code, right.headers["location"]) == (303, f"/cases/{case}")
    assert "exceptionnellement, jusqu" in shown.text


def test_a_look_ends_with_the_authority_that_made_it_possible(house: House) -> None:
    case = house.case_at("granted")
    ask(house, "karl_rav", reference(house, case))
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    clarify, renew = ({"way": "NEW_AUTHORITY", "agreed_with_person": True}, house.consent_answers(["RAV"]))
    for element, answers in (("clarify_next_steps", clarify), ("renew_authority", renew)):
        (task,) = house.rows(Task, instance_key=int(case), element=element, status="open")
        body = {"answers": answers, "version": task.version}
        house.post("carla_smz", f"/api/tasks/{task.key}/completion", body)

    assert house.call("anna_rav", "GET", f"/api/cases/{case}").status_code == 200
    assert house.call("karl_rav", "GET", f"/api/cases/{case}").status_code == 404


def test_a_look_changes_no_state_and_shows_no_jobs(house: House) -> None:
    deploy(house, model("looked_at", HEADED))
    case = start(house, "looked_at", variables={"diagnosis": "F32.1"})
    version = house.rows(Instance, key=int(case))[0].version
    ask(house, "lea_smz", reference(house, case))
    same = house.rows(Instance, key=int(case))[0].version
    ask(house, "nora_smz", reference(house, case))

    jobs = house.get("nora_smz", "/api/jobs")["items"]
    seen = house.get("nora_smz", f"/api/cases/{case}/variables")["variables"]
    told = house.get("carla_smz", f"/api/cases/{case}/access")["items"]

    assert version == same
    assert jobs == []
    assert seen == {"diagnosis": "F32.1"}
    assert [
        part["categories"] for item in told if item["user"] == "Nora Bonvin" for part in item["parts"]
    ] == [["HEALTH"]]
