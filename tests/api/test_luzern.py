"""Luzern over HTTP: what a guest learns before, during and after the release from professional secrecy, and what
contradicts the authority.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute

from api.access import routes_of
from cases.rows import Consent
from engine.keys import new_key
from engine.rows import Gateway, Task
from tests.api.house import TODAY, House, Response
from tests.api.luzern import COORDINATION, GUEST, NEED, OFFICES, PERSON, STAGES, Luzern, luzern
from tests.api.test_access import told
from tests.api.test_pages import Visitor, main_of

__all__ = ["luzern"]

pytestmark = pytest.mark.requirement("LU-S")

RELEASED = {"MASTER", "WORK"}
CLOSED_WORDS = {
    "Begründung-GESUNDHEIT",
    "Funktion-GESUNDHEIT",
    *(
        f"{office}-{name}"
        for office in OFFICES
        for name in ("measure", "finance", "social_assistance", "family", "health")
    ),
}
"""What stands in the case in categories that are not released."""
NAMING_A_CASE = ("{case_key}", "{task_key}", "{gateway_key}", "{consent_key}", "{note_key}")


def reads_of(house: House) -> Iterator[APIRoute]:
    """Every page and every read of the API that is about one case."""
    for route in routes_of(house.app):
        if "GET" in (route.methods or ()) and any(part in route.path for part in NAMING_A_CASE):
            yield route


def paths_of(house: House, case: str) -> list[str]:
    """The addresses of everything there is in a case, in the API and as pages."""
    keys = {
        "case_key": [case],
        "task_key": [str(task.key) for task in house.rows(Task, instance_key=int(case))],
        "gateway_key": [str(row.key) for row in house.rows(Gateway, instance_key=int(case))],
        "consent_key": [str(row.key) for row in house.rows(Consent, case_key=int(case))],
        "note_key": [],
    }
    found = []
    for route in reads_of(house):
        name = next(part[1:-1] for part in NAMING_A_CASE if part in route.path)
        for key in keys[name]:
            for kind in ("person", "referral", "client_data") if "{type}" in route.path else ("",):
                path = route.path.replace(f"{{{name}}}", key).replace("{type}", kind)
                found.append(path.replace("{number}", "1"))
    return found


def asked(luzern: Luzern, case: str, login: str = GUEST) -> dict[str, Response]:
    return {path: luzern.house.call(login, "GET", path) for path in paths_of(luzern.house, case)}


def listed(luzern: Luzern, case: str) -> dict[str, list[Any]]:
    """What the guest's lists and searches show of a case."""
    house = luzern.house
    number = house.get("sonja_sd_lu", f"/api/cases/{case}")["reference"]
    found = {
        "cases": [item["key"] for item in house.get(GUEST, "/api/cases?limit=200")["items"]],
        "by number": [item["key"] for item in house.get(GUEST, f"/api/cases?reference={number}")["items"]],
        "tasks": [item["case"] for item in house.get(GUEST, "/api/tasks?limit=200")["items"]],
        "questions": [item["case"] for item in house.get(GUEST, "/api/gateways?limit=200")["items"]],
    }
    visitor = Visitor(house, GUEST)
    # a guest has no legal basis for AHV numbers: it finds nobody by them
    for way, sought in (
        ("name", "Muff"),
        ("both names", "Peter Muff"),
        ("AHV number", PERSON["ahv_number"]),
        ("number", number),
    ):
        visitor.post("/search", visitor.get("/cases"), sought=sought)
        found[way] = [case] if f"/cases/{case}" in visitor.get("/search").text else []
    found["page of cases"] = [case] if f"/cases/{case}" in visitor.get("/cases").text else []
    return {way: [key for key in keys if key == case] for way, keys in found.items()}


@pytest.mark.parametrize("stage", ["fresh", "authority", "preparing", "lapsed"])
def test_before_the_release_the_case_does_not_exist_for_the_therapist(luzern: Luzern, stage: str) -> None:
    case = luzern.case_at(stage)
    before = luzern.house.digest()

    answers = asked(luzern, case)
    after, lists = luzern.house.digest(), listed(luzern, case)

    assert before == after
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(answers, 404)
    assert set(map(str, lists.values())) == {"[]"}
    for path, answer in answers.items():
        if path.startswith(f"/api/cases/{case}"):
            nowhere = luzern.house.call(GUEST, "GET", path.replace(case, str(new_key())))
            assert told(answer) == told(nowhere)


def test_what_the_therapist_does_to_an_invisible_case_is_answered_like_what_does_not_exist(
    luzern: Luzern,
) -> None:
    case = luzern.case_at("preparing")
    task = luzern.task(case, "secrecy_release")
    consent = luzern.consent(case, "data_exchange_consent")
    acts = (
        (f"/api/tasks/{task.key}/claim", {}),
        (f"/api/tasks/{task.key}/completion", {"answers": luzern.release(), "version": task.version}),
        (f"/api/tasks/{task.key}/draft", {"answers": {}, "version": task.version}),
        (f"/api/cases/{case}/notes", {"text": "Ein Satz."}),
        (f"/api/cases/{case}/end", {"reason": "x"}),
        (f"/api/consents/{consent}/withdrawal", None),
        (f"/api/cases/{case}/plan", None),
        (f"/api/cases/{case}/plan/goals", {"version": 1, "goals": []}),
        (f"/api/cases/{case}/plan/signature", {"version": 1}),
        (f"/api/cases/{case}/plan/drop", {"version": 1}),
    )
    before = luzern.house.digest()

    answers = [luzern.house.call(GUEST, "POST", path, json=body).status_code for path, body in acts]

    assert answers == [404] * len(acts)
    assert luzern.house.digest() == before


def test_after_the_release_the_therapist_sees_what_was_released_and_nothing_else(luzern: Luzern) -> None:
    case, other = luzern.case_at("released"), luzern.case_at("preparing")

    view = luzern.house.get(GUEST, f"/api/cases/{case}")
    answers, others = asked(luzern, case), asked(luzern, other)
    lists, nothing = listed(luzern, case), listed(luzern, other)

    shown = [field for record in view["records"] for field in record["fields"]]
    assert {field["category"] for field in shown} == RELEASED
    assert all(field["shared"] for field in shown)
    values = {field["value"] for field in shown}
    assert {"Muff", "Frage-ERWERB", *(f"{office}-work" for office in OFFICES)} <= values
    told_words = {word for word in CLOSED_WORDS for answer in answers.values() if word in answer.text}
    assert told_words == set()
    assert {consent["type"] for consent in view["consents"]} == {"secrecy_release"}
    assert {answer.status_code for answer in others.values()} == {404}
    assert {way for way, keys in lists.items() if keys} == set(lists) - {"tasks", "questions", "AHV number"}
    assert set(map(str, nothing.values())) == {"[]"}


def test_the_page_of_the_case_names_no_closed_word_in_either_language(luzern: Luzern) -> None:
    case = luzern.case_at("released")
    paul = Visitor(luzern.house, GUEST)

    german = paul.get(f"/cases/{case}")
    paul.client.cookies.set("bruecke_language", "fr")
    french = paul.get(f"/cases/{case}")

    for page in (german, french):
        assert page.status_code == 200
        assert "Frage-ERWERB" in main_of(page)
        assert {word for word in CLOSED_WORDS if word in page.text} == set()


def test_a_wider_release_shows_more_and_a_narrower_one_less(luzern: Luzern) -> None:
    case = luzern.case_at("preparing")
    luzern.complete("ivo_iv_lu", case, "provide_data_iv", luzern.data("IV"))

    luzern.complete(COORDINATION, case, "secrecy_release", luzern.release(categories=["MASTER", "HEALTH"]))
    view = luzern.house.get(GUEST, f"/api/cases/{case}")

    values = {field["value"] for record in view["records"] for field in record["fields"]}
    assert {"IV-health", "Funktion-GESUNDHEIT"} <= values
    assert "IV-work" not in values
    assert "Frage-ERWERB" not in values


@pytest.mark.parametrize("login", [COORDINATION, "sonja_sd_lu", GUEST])
@pytest.mark.parametrize("stage", ["released", "invited", "prepared"])
def test_once_the_release_is_withdrawn_the_case_does_not_exist_any_more(
    luzern: Luzern, stage: str, login: str
) -> None:
    case = luzern.case_at(stage)
    seen = luzern.house.call(GUEST, "GET", f"/api/cases/{case}").status_code

    luzern.withdraw(login, case, "secrecy_release")
    answers, lists = asked(luzern, case), listed(luzern, case)

    assert seen == 200
    assert {answer.status_code for answer in answers.values()} == {404}
    assert set(map(str, lists.values())) == {"[]"}
    open_now = {task.element for task in luzern.house.rows(Task, instance_key=int(case), status="open")}
    assert ("disinvite_guest" in open_now) is (stage != "released")
    assert "invite_guest" not in open_now


@pytest.mark.requirement("LU-06")
@pytest.mark.parametrize("stage", ["planning", "signing", "signed"])
def test_the_therapist_reads_nothing_of_the_plan_and_cannot_work_on_it(luzern: Luzern, stage: str) -> None:
    case = luzern.case_at(stage)

    page = luzern.house.call(GUEST, "GET", f"/api/cases/{case}/plan")
    version = luzern.house.call(GUEST, "GET", f"/api/cases/{case}/plan/1")
    view = luzern.house.call(GUEST, "GET", f"/api/cases/{case}")
    before = luzern.house.digest()
    begun = luzern.house.call(GUEST, "POST", f"/api/cases/{case}/plan")
    signed = luzern.house.call(GUEST, "POST", f"/api/cases/{case}/plan/signature", json={"version": 1})

    assert (page.status_code, version.status_code) == (404, 404)
    assert "MASSNAHME" not in view.text
    assert (begun.status_code, signed.status_code) == (403, 403)
    assert luzern.house.digest() == before


def test_whoever_comes_in_the_guest_s_place_needs_a_release_of_their_own(luzern: Luzern) -> None:
    case = luzern.case_at("invited")
    path = f"/api/cases/{case}/records/further_participant"
    version = luzern.house.get(COORDINATION, f"{path}/versions")["version"]

    body = {
        "version": version,
        "fields": {"wanted": "NO", "guest": None, "capacity": None},
        "reason": "Anders gewünscht.",
    }
    answer = luzern.house.call(COORDINATION, "POST", f"{path}/correction", json=body)

    assert answer.status_code in {200, 201}, answer.text
    assert luzern.house.call(GUEST, "GET", f"/api/cases/{case}").status_code == 404
    assert luzern.task(case, "disinvite_guest")


@pytest.mark.requirement("LU-02")
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Die Vollmacht kommt zwingend vor der Anmeldung"),
        ("fr", "La procuration vient impérativement avant l’annonce"),
    ],
)
def test_a_registration_dated_before_the_authority_contradicts_it(
    luzern: Luzern, language: str, said: str
) -> None:
    case = luzern.case_at("authority")
    headers = {"Accept-Language": language}

    answer = luzern.attempt(
        "sonja_sd_lu", case, "register_case", luzern.referral(registered_on="2026-02-09"), headers=headers
    )

    assert answer.status_code == 409
    problem = answer.json()
    assert [fault["field"] for fault in problem["faults"]] == ["registered_on"]
    assert said in problem["faults"][0]["message"]
    assert luzern.task(case, "register_case")


@pytest.mark.requirement("LU-02")
def test_an_authority_dated_after_the_registration_contradicts_it(luzern: Luzern) -> None:
    house = luzern.house
    case = house.post("sonja_sd_lu", "/api/cases", {"procedure": "luzern_iiz"})["case"]
    luzern.complete("sonja_sd_lu", case, "check_eligibility", PERSON | NEED)
    luzern.complete("sonja_sd_lu", case, "inform_client", {"informed_on": TODAY})
    early = {"registered_on": "2026-02-09"}

    luzern.complete("sonja_sd_lu", case, "data_exchange_consent", luzern.authority(signed_on="2026-02-10"))
    late = luzern.attempt("sonja_sd_lu", case, "register_case", luzern.referral(**early))
    luzern.withdraw("sonja_sd_lu", case, "data_exchange_consent")
    luzern.complete(
        "sonja_sd_lu", case, "clarify_next_steps", {"way": "NEW_AUTHORITY", "agreed_with_person": True}
    )
    renewed = luzern.authority(signed_on="2026-02-09", explained_on="2026-02-09")
    luzern.complete("sonja_sd_lu", case, "renew_authority", renewed)
    in_time = luzern.attempt("sonja_sd_lu", case, "register_case", luzern.referral(**early))

    assert (late.status_code, in_time.status_code) == (409, 200)


@pytest.mark.requirement("LU-04")
def test_each_office_reads_what_the_others_provided_as_far_as_the_authority_reaches(luzern: Luzern) -> None:
    case = luzern.case_at("released")

    seen = {
        login: luzern.house.call(login, "GET", f"/api/cases/{case}").text
        for login in (*OFFICES.values(), COORDINATION)
    }

    for text in seen.values():
        assert all(f"{office}-health" in text for office in OFFICES)


@pytest.mark.parametrize("stage", STAGES)
def test_another_canton_learns_of_no_stage(luzern: Luzern, stage: str) -> None:
    case = luzern.case_at(stage)

    answers = asked(luzern, case, "ines_koo")

    assert {answer.status_code for answer in answers.values()} == {404}
