"""Correcting over HTTP and on pages: who, what is refused with which way out, and what history and reports tell."""

from datetime import timedelta
from typing import Any

import pytest

from cases.rows import AccessEntry
from tests.api.house import REGISTRATION, House, Response
from tests.api.test_pages import Visitor, csrf_of, main_of, title_of

REASON = "Beim Erfassen verschrieben."
NO_GROUP = {"social_assistance": False, "fit_for_labour_market": "UNCLEAR"}


def send(house: House, case: str, kind: str, login: str = "carla_smz", **more: Any) -> Response:
    body = {"version": 1, "fields": {"last_name": "Perrin"}, "reason": REASON} | more
    return house.call(login, "POST", f"/api/cases/{case}/records/{kind}/correction", json=body)


def versions(house: House, case: str, kind: str, login: str = "carla_smz") -> Any:
    return house.get(login, f"/api/cases/{case}/records/{kind}/versions?lang=de")


def test_a_correction_and_its_history(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    house.clock.advance(timedelta(hours=1))

    answer = send(house, case, "person")

    assert answer.json() == {"case": case, "type": "person", "version": 2, "fields": ["last_name"]}
    mine, theirs = versions(house, case, "person"), versions(house, case, "person", "anna_rav")
    assert (mine["version"], theirs["version"]) == (2, None)
    newest, oldest = mine["items"]
    assert (newest["user"], newest["institution"]["name"]) == ("Carla Dayer", "SMZ Sitten")
    assert (newest["number"], newest["at"], newest["reason"]) == (2, "2026-02-10T12:00:00Z", REASON)
    assert newest["changes"] == [
        {"field": "last_name", "label": "Name", "category": "MASTER", "before": "Perren", "after": "Perrin"}
    ]
    assert (newest["is_correction"], oldest["is_correction"]) == (True, False)
    assert {change["before"] for change in oldest["changes"]} == {None}
    assert [one["reason"] for one in theirs["items"]] == [None, None]
    assert theirs["items"][0]["changes"] == newest["changes"]
    event = house.get("anna_rav", f"/api/cases/{case}/history?limit=200")["items"][-1]
    assert (event["kind"], event["actor"]) == ("RECORD_CORRECTED", "Carla Dayer")
    assert event["codes"] == {"type": "person", "fields": ["last_name"]}


@pytest.mark.requirement("VS-04")
def test_versions_and_history_tell_nothing_of_what_is_not_shared(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    registration = {
        **REGISTRATION,
        "registered_with": ["RAV", "SOCIAL", "IV"],
        "iv_registered_on": "2026-01-20",
    }
    house.complete("carla_smz", case, registration)
    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["MASTER", "WORK"]))

    send(
        house,
        case,
        "registration",
        fields={"iv_registered_on": "2026-01-21", "rav_registered_on": "2026-01-13"},
    )

    told = versions(house, case, "registration", "anna_rav")
    assert {change["category"] for one in told["items"] for change in one["changes"]} == {"WORK"}
    [event] = [
        one
        for one in house.get("anna_rav", f"/api/cases/{case}/history?limit=200")["items"]
        if one["kind"] == "RECORD_CORRECTED"
    ]
    assert event["codes"]["fields"] == ["rav_registered_on"]
    page = Visitor(house, "anna_rav").get(f"/cases/{case}?lang=de")
    assert "13.01.2026" in page.text
    assert "IV seit" not in page.text
    assert house.call("anna_rav", "GET", f"/api/cases/{case}/records/situation/versions").status_code == 200
    assert (
        house.call("anna_rav", "GET", f"/api/cases/{case}/records/benefit_exhaustion/versions").status_code
        == 404
    )


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("data_exchange_consent", "consent-not-corrected"),
        ("target_group_check", "result-not-corrected"),
        ("joint_analysis", "recorded-together"),
    ],
)
def test_what_can_not_be_corrected_is_refused_by_name_with_the_way_out(
    house: House, kind: str, code: str
) -> None:
    case = house.case_at("question")
    carla = Visitor(house, "carla_smz")

    answer = send(house, case, kind)
    page = carla.get(f"/cases/{case}/records/{kind}/correction?lang=de")
    shown = carla.get(f"/cases/{case}")

    assert (answer.status_code, answer.json()["type"]) == (422, f"urn:bruecke:{code}")
    assert page.status_code == 422
    assert "Das ging so nicht" not in page.text
    assert f'href="/cases/{case}"' in page.text
    assert f"/cases/{case}/records/person/correction" in shown.text
    assert f"/cases/{case}/records/{kind}/correction" not in shown.text


def test_stale_wrong_and_idle_corrections_are_told_apart(house: House) -> None:
    case = house.case_at("granted")
    send(house, case, "person")

    stale = send(house, case, "person", fields={"last_name": "Perron"})
    wrong = send(house, case, "person", version=2, fields={"ahv_number": "756.0000.0000.00", "x": 1})
    faulty = send(house, case, "person", version=2, fields={"ahv_number": "756.0000.0000.00"})
    idle = send(house, case, "person", version=2)
    blank = send(house, case, "person", version=2, fields={"last_name": "Perron"}, reason=" ")

    told = [(one.status_code, one.json()["type"]) for one in (stale, wrong, faulty, idle, blank)]
    assert told == [
        (409, "urn:bruecke:record-changed"),
        (422, "urn:bruecke:answers-rejected"),
        (422, "urn:bruecke:answers-rejected"),
        (422, "urn:bruecke:nothing-corrected"),
        (422, "urn:bruecke:reason-missing"),
    ]
    assert stale.json()["version"] == 2
    assert [fault["field"] for fault in wrong.json()["faults"]] == ["x"]
    assert [fault["code"] for fault in faulty.json()["faults"]] == ["format_ahv"]


def test_a_repeated_request_corrects_once(house: House) -> None:
    case = house.case_at("fresh")
    headers = {"Idempotency-Key": f"correction-{case}"}
    path = f"/api/cases/{case}/records/person/correction"
    body = {"version": 1, "fields": {"last_name": "Perrin"}, "reason": REASON}

    answers = [house.call("carla_smz", "POST", path, json=body, headers=headers) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len(versions(house, case, "person")["items"]) == 2


def test_a_corrected_name_is_found_and_the_wrong_one_is_not(own_house: House) -> None:
    house = own_house
    case = house.case_at("fresh")
    send(house, case, "person")
    carla = Visitor(house, "carla_smz")
    csrf = csrf_of(carla.get("/help/keys"))
    found = {}

    for name in ("Perrin", "Perren"):
        carla.post("/search", csrf=csrf, sought=name)
        found[name] = f"/cases/{case}" in carla.get("/search").text

    assert found == {"Perrin": True, "Perren": False}


def test_a_decision_on_what_was_corrected_meanwhile_comes_too_late(house: House) -> None:
    case = house.open_case()
    house.complete("carla_smz", case, {**REGISTRATION, **NO_GROUP})
    house.complete("carla_smz", case, house.consent_answers(["RAV"]))
    for login in ("carla_smz", "anna_rav"):
        house.complete(login, case, {"problem_fields": ["FINANCE", "FAMILY"], "prioritising_difficult": True})
    gateway = house.gateway(case)
    assert gateway is not None
    basis = house.get("carla_smz", f"/api/gateways/{gateway.key}")["basis"]

    send(house, case, "situation", fields={"fit_for_labour_market": "NO"})
    late = house.call("carla_smz", "POST", f"/api/gateways/{gateway.key}/confirmation", json={"basis": basis})
    send(
        house,
        case,
        "situation",
        version=2,
        fields={"social_assistance": True, "fit_for_labour_market": "YES"},
    )

    assert (late.status_code, late.json()["type"]) == (409, "urn:bruecke:basis-changed")
    assert [item["element"] for item in house.get("carla_smz", f"/api/cases/{case}")["work"]] == [
        "complex_situation"
    ]


def test_the_access_report_tells_who_looked_at_earlier_versions(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    send(house, case, "person")
    versions(house, case, "person", "anna_rav")

    report = house.get("carla_smz", f"/api/cases/{case}/access?lang=de")

    [line] = [item for item in report["items"] if item["action"] == "versions"]
    assert (line["user"], line["opened"]) == ("Anna Zurbriggen", "Frühere Fassungen von Angaben angesehen")
    assert line["parts"][0]["categories"] == ["MASTER"]
    assert {row.category for row in house.rows(AccessEntry, case_key=int(case), action="versions")} == {
        "MASTER"
    }


# pages

PERSON_ON_PAGE = {
    "ahv_number": "756.9217.0769.85",
    "last_name": "Perren",
    "first_name": "Sara",
    "born_on": "14.11.2000",
    "sex": "FEMALE",
    "correspondence_language": "fr",
    "street": "Route de la Croix",
    "house_number": "7",
    "postcode": "1966",
    "town": "Ayent",
    "municipality_bfs": "6082",
}


def test_the_page_asks_what_its_form_asked_and_leads_back_to_the_record(own_house: House) -> None:
    house = own_house
    case = house.case_at("fresh")
    house.clock.advance(timedelta(hours=1))
    carla = Visitor(house, "carla_smz")
    path = f"/cases/{case}/records/person/correction"
    form = carla.get(f"{path}?lang=de")

    bare = carla.post(path, form, do="correct", version="1", **PERSON_ON_PAGE)
    idle = carla.post(path, form, do="correct", version="1", _reason="x", **PERSON_ON_PAGE)
    wrong = carla.post(
        path,
        form,
        do="correct",
        version="1",
        _reason="Vertippt",
        **PERSON_ON_PAGE | {"born_on": "14.11.2030"},
    )
    right = carla.post(
        path, form, do="correct", version="1", _reason="Vertippt", **PERSON_ON_PAGE | {"last_name": "Perrin"}
    )
    late = carla.post(
        path, form, do="correct", version="1", _reason="Vertippt", **PERSON_ON_PAGE | {"last_name": "Perron"}
    )
    shown = carla.get(right.headers["location"].split("#")[0])

    assert (form.status_code, 'value="Perren"' in form.text, "registered_with" in form.text) == (
        200,
        True,
        False,
    )
    assert "Perren" not in title_of(form)
    assert (bare.status_code, "Bitte schreiben Sie, warum" in bare.text) == (422, True)
    assert (idle.status_code, "Sie haben nichts geändert" in idle.text) == (422, True)
    assert (wrong.status_code, 'value="14.11.2030"' in wrong.text, "Vertippt" in wrong.text) == (
        422,
        True,
        True,
    )
    assert (right.status_code, right.headers["location"]) == (
        303,
        f"/cases/{case}?done=corrected#record-person",
    )
    assert (
        late.status_code,
        'value="Perron"' in late.text,
        "<td>Perrin</td><td>Perron</td>" in late.text,
    ) == (409, True, True)
    assert "Die Angaben sind berichtigt." in main_of(shown)
    assert "Frühere Fassungen (1)" in main_of(shown)
    assert "Name Perren Perrin" in main_of(shown)
    assert "Person (Name)" in main_of(shown)


def test_a_question_that_follows_is_shown_before_it_is_corrected(house: House) -> None:
    case = house.case_at("fresh")
    carla = Visitor(house, "carla_smz")
    path = f"/cases/{case}/records/benefit_exhaustion/correction"
    form = carla.get(f"{path}?lang=de")
    asked = form.text.split('name="_asked" value="')[1].split('"')[0]

    first = carla.post(path, form, do="correct", version="1", _reason="x", _asked=asked, exhausted="true")
    again = first.text.split('name="_asked" value="')[1].split('"')[0]
    second = carla.post(
        path,
        first,
        do="correct",
        version="1",
        _reason="x",
        _asked=again,
        exhausted="true",
        exhausted_on="01.02.2026",
    )

    assert (first.status_code, "Es sind Fragen dazugekommen" in first.text) == (422, True)
    assert "exhausted_on" in again.split()
    assert second.status_code == 303


def test_a_rule_across_records_is_told_where_its_question_is_not_on_the_page(house: House) -> None:
    case = house.case_at("fresh")
    carla = Visitor(house, "carla_smz")
    path = f"/cases/{case}/records/person/correction"
    form = carla.get(f"{path}?lang=de")

    answer = carla.post(
        path, form, do="correct", version="1", _reason="x", **PERSON_ON_PAGE | {"born_on": "01.02.2026"}
    )

    assert answer.status_code == 422
    assert "liegt vor dem Geburtsdatum" in answer.text


@pytest.mark.requirement("VS-04")
def test_a_correction_that_would_end_the_exchange_is_refused_with_what_to_do_instead(house: House) -> None:
    case = house.case_at("withdrawn")
    way = {"way": "NEW_AUTHORITY", "agreed_with_person": True}
    house.complete("carla_smz", case, way, "clarify_next_steps")
    house.complete("carla_smz", case, house.consent_answers(["RAV"]), "renew_authority")
    carla = Visitor(house, "carla_smz")
    path = f"/cases/{case}/records/next_steps/correction"
    typed = {"way": "ORDINARY_CARE", "agreed_with_person": "true", "version": "1", "_reason": "Verklickt"}

    shown = {}
    for language in ("de", "fr"):
        form = carla.get(f"{path}?lang={language}")
        shown[language] = carla.post(path, form, do="correct", **typed)
    answer = send(house, case, "next_steps", fields={"way": "ORDINARY_CARE"})
    noted = send(house, case, "next_steps", fields={"note": "Am Telefon"})

    fault = answer.json()["faults"][0]
    assert (answer.status_code, fault["field"], fault["code"]) == (422, "way", "ends-exchange")
    assert [page.status_code for page in shown.values()] == [422, 422]
    assert "Halten Sie im Fall den Widerruf der Person fest, oder beenden Sie den Fall." in shown["de"].text
    assert "saisissez dans le cas la révocation de la personne, ou terminez le cas." in shown["fr"].text
    assert 'class="fallback"' not in shown["fr"].text
    assert noted.status_code == 200
    assert house.get("carla_smz", f"/api/cases/{case}")["status"] == "running"


def test_the_page_speaks_french_and_a_case_that_has_ended_says_so(house: House) -> None:
    case = house.case_at("fresh")
    house.post("carla_smz", f"/api/cases/{case}/end", {"reason": "Umzug"})
    carla = Visitor(house, "carla_smz")

    french = carla.get(f"/cases/{case}/records/person/correction?lang=fr")

    assert "Pourquoi faut-il corriger" in french.text
    assert "Le cas est terminé et le reste" in french.text
    assert 'class="fallback"' not in french.text
    assert send(house, case, "person").status_code == 200


def test_others_who_read_it_have_no_link_and_no_page(house: House) -> None:
    case = house.case_at("granted")
    anna = Visitor(house, "anna_rav")

    assert "/correction" not in anna.get(f"/cases/{case}").text
    assert anna.get(f"/cases/{case}/records/person/correction").status_code == 403
    assert Visitor(house, "beat_iv").get(f"/cases/{case}/records/person/correction").status_code == 404
