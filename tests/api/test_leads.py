"""Who leads a case: one professional, agreed among the offices; and one lead a person, which only the coordination learns."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.database.store import DatabaseStore, open_database
from cases.catalogue import CATEGORIES
from cases.rows import AccessEntry, Case, CasePerson, Consent, Lead
from engine.rows import Gateway, Task
from engine.store import Duplicate
from tests.api.house import REGISTRATION, TODAY, House, Response, build, package_files
from tests.api.test_pages import Visitor, counted, main_of


def key(house: House, login: str) -> str:
    return str(house.users[login].key)


def give(house: House, by: str, case: str, to: str | None, **more: Any) -> Response:
    body = {"user": key(house, to) if to else None, "reason": "So vereinbart."}
    return house.call(by, "POST", f"/api/cases/{case}/lead", json=body, **more)


def led(house: House, *logins: str) -> str:
    """A case that everybody sees, led by the first of these, who hands it over to the next, and so on."""
    case = house.case_at("agreed")
    for by, to in zip(("ines_koo", *logins), logins, strict=False):
        assert give(house, by, case, to).status_code == 200, (by, to)
    return case


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
    taken = give(house, "carla_smz", case, "carla_smz")
    assigned, handed = give(house, "ines_koo", case, "carla_smz"), give(house, "carla_smz", case, "anna_rav")
    led_by = leader(house, case)
    house.complete("ines_koo", case, house.assignment())
    items = house.get("anna_rav", f"/api/cases/{case}/history?limit=200")["items"]

    assert (refused.status_code, [fault["field"] for fault in refused.json()["faults"]]) == (
        422,
        ["social_worker"],
    )
    assert (taken.status_code, assigned.status_code, handed.status_code) == (403, 200, 200)
    assert led_by == "Anna Zurbriggen"
    told = [(item["kind"], item["actor"], item["stood_in_for"]) for item in items]
    assert ("TASK_COMPLETED", "Nora Bonvin", "Carla Dayer") in told
    assert [item["codes"]["user"] for item in items if item["kind"] == "LEAD_CHANGED"] == [
        key(house, "carla_smz"),
        key(house, "anna_rav"),
    ]
    page = main_of(Visitor(house, "anna_rav").get(f"/cases/{case}?history=all"))
    assert "Nora Bonvin in Vertretung von Carla Dayer" in page
    assert "Fallführung neu bei Anna Zurbriggen" in page


@pytest.fixture
def without_coordination(sqlite_file: Path, tmp_path: Path) -> Iterator[House]:
    """The house with a procedure like that of Valais in which the social service does what the coordination does."""
    manifest = package_files()["package.yaml"].decode()
    role = "coordination: {institutions: [COORDINATION]}"
    assert role in manifest
    changed = manifest.replace(role, "coordination: {institutions: [SOCIAL]}").encode()
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    yield build(store, {**package_files(), "package.yaml": changed})
    store.close()


def test_without_a_coordination_the_office_that_opened_the_case_takes_the_lead_and_nobody_else(
    without_coordination: House,
) -> None:
    house = without_coordination
    case = house.case_at("granted")
    offered = [one["name"] for one in house.get("carla_smz", f"/api/cases/{case}/lead")["choices"]]
    offered_elsewhere = house.get("anna_rav", f"/api/cases/{case}/lead")["choices"]

    answers = [
        give(house, by, case, to).status_code
        for by, to in (
            ("anna_rav", "anna_rav"),
            ("carla_smz", "lea_smz"),
            ("nora_smz", "nora_smz"),
            ("ines_koo", "ines_koo"),
            ("lea_smz", "lea_smz"),
            ("carla_smz", "carla_smz"),
        )
    ]

    assert (offered, offered_elsewhere) == (["Carla Dayer"], [])
    assert answers == [403, 422, 404, 404, 200, 403]
    assert leader(house, case) == "Lea Constantin"
    assert leader(house, case, "anna_rav") == "Lea Constantin"


def test_without_a_coordination_the_lead_is_free_again_when_who_leads_lost_the_case_or_gave_it_back(
    without_coordination: House,
) -> None:
    house = without_coordination
    case = house.case_at("granted")
    for by, to in (("carla_smz", "carla_smz"), ("carla_smz", "anna_rav")):
        give(house, by, case, to)
    consent = house.consent(case)
    assert consent is not None
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    taken = give(house, "carla_smz", case, "carla_smz").status_code
    laid_down = give(house, "carla_smz", case, None).status_code
    again = give(house, "lea_smz", case, "lea_smz").status_code

    assert (taken, laid_down, again) == (200, 200, 200)
    assert changes(house, case)[-3:] == [
        ("Carla Dayer", "Fallführung neu bei"),
        ("Carla Dayer", "Fallführung abgegeben von"),
        ("Lea Constantin", "Fallführung neu bei"),
    ]


@pytest.mark.parametrize("stage", ["fresh", "granted", "agreed"])
def test_with_a_coordination_nobody_else_assigns_the_first_lead(house: House, stage: str) -> None:
    case = house.case_at(stage)
    logins = ("carla_smz", "lea_smz") + (("anna_rav", "jean_rav") if stage != "fresh" else ())

    for login in logins:
        assert {give(house, login, case, to).status_code for to in (login, "anna_rav", None)} == {403}
        assert house.get(login, f"/api/cases/{case}/lead") == {
            "lead": None,
            "choices": [],
            "may_give_back": False,
        }
        page = Visitor(house, login).get(f"/cases/{case}")
        own = Visitor(house, login).get(f"/cases/{case}/lead")
        assert f'href="/cases/{case}/lead"' not in page.text
        assert f'action="/cases/{case}/lead"' not in own.text
        assert "teilt die IIZ-Koordination sie zu" in main_of(own) or login in {"lea_smz", "jean_rav"}
    assert house.rows(Lead, case_key=int(case)) == []
    assert give(house, "ines_koo", case, "carla_smz").status_code == (200 if stage == "agreed" else 404)


def test_who_does_not_lead_any_more_is_offered_nothing(house: House) -> None:
    case = led(house, "carla_smz", "anna_rav")

    carla, anna = (Visitor(house, login) for login in ("carla_smz", "anna_rav"))

    assert "Fallführung: RAV Anna Zurbriggen ansehen" in main_of(carla.get(f"/cases/{case}"))
    assert f'action="/cases/{case}/lead"' not in carla.get(f"/cases/{case}/lead").text
    assert "Fallführung: RAV Anna Zurbriggen ändern" in main_of(anna.get(f"/cases/{case}"))
    assert f'action="/cases/{case}/lead"' in anna.get(f"/cases/{case}/lead").text


def test_who_leads_hands_over_to_somebody_with_a_role_in_an_office_that_sees_the_case(house: House) -> None:
    case = led(house, "carla_smz")

    refused = [give(house, "carla_smz", case, to) for to in ("beat_iv", "nora_smz", "karl_rav", "carla_smz")]
    handed = give(house, "carla_smz", case, "anna_rav").status_code
    back = give(house, "carla_smz", case, "carla_smz").status_code
    laid_down = give(house, "anna_rav", case, None).status_code
    taken = give(house, "lea_smz", case, "lea_smz").status_code
    again = give(house, "ines_koo", case, "lea_smz").status_code

    assert {answer.status_code for answer in refused} == {422}
    assert {answer.json()["faults"][0]["field"] for answer in refused} == {"user"}
    assert (handed, back, laid_down, taken, again) == (200, 403, 200, 403, 200)
    assert changes(house, case) == [
        ("Ines Amrein", "Fallführung neu bei"),
        ("Carla Dayer", "Fallführung neu bei"),
        ("Anna Zurbriggen", "Fallführung abgegeben von"),
        ("Ines Amrein", "Fallführung neu bei"),
    ]


def test_the_lead_is_not_for_an_office_that_does_not_see_the_case(house: House) -> None:
    case = house.case_at("granted")

    answers = [give(house, "ines_koo", case, to).status_code for to in ("ines_koo", "carla_smz")]

    assert answers == [404, 404]
    assert house.rows(Lead, case_key=int(case)) == []


def test_the_lead_opens_nothing_and_is_assigned_anew_when_who_leads_lost_the_case(house: House) -> None:
    case = led(house, "carla_smz", "anna_rav")
    authority = house.rows(Consent, case_key=int(case), type="data_exchange_consent")[-1]
    house.post("carla_smz", f"/api/consents/{authority.key}/withdrawal")

    seen = house.call("anna_rav", "GET", f"/api/cases/{case}").status_code
    lead = house.get("carla_smz", f"/api/cases/{case}")["lead"]
    taken = give(house, "carla_smz", case, "carla_smz").status_code
    assigned = give(house, "ines_koo", case, "carla_smz").status_code

    assert (seen, lead["user"], lead["is_able"]) == (404, "Anna Zurbriggen", False)
    assert (taken, assigned, leader(house, case)) == (403, 200, "Carla Dayer")


def test_the_deputy_of_who_leads_hands_over_and_the_history_says_for_whom(own_house: House) -> None:
    house = own_house
    case = led(house, "carla_smz")
    body = {"deputy": key(house, "nora_smz"), "first_day": TODAY}
    house.post("carla_smz", "/api/absences", body)

    handed = give(house, "nora_smz", case, "anna_rav").status_code

    items = house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"]
    assert (handed, items[-1]["actor"], items[-1]["stood_in_for"]) == (200, "Nora Bonvin", "Carla Dayer")


def test_the_reason_is_read_by_the_own_office_alone_and_its_reading_is_noted(house: House) -> None:
    case = led(house, "carla_smz")
    reason = "Die Krankheit lässt sie nicht los."
    body = {"user": key(house, "lea_smz"), "reason": reason}
    house.post("carla_smz", f"/api/cases/{case}/lead", body)

    own = main_of(Visitor(house, "carla_smz").get(f"/cases/{case}/lead"))
    others = [Visitor(house, login).get(f"/cases/{case}/lead").text for login in ("anna_rav", "ines_koo")]

    noted = house.rows(AccessEntry, case_key=int(case), user_key=house.users["carla_smz"].key)
    assert CATEGORIES[-1] in {row.category for row in noted}
    assert reason in own
    assert not any(reason in other for other in others)
    assert "So vereinbart." in others[1]
    assert give(house, "lea_smz", case, "anna_rav", headers={"Idempotency-Key": "1"}).status_code == 200
    assert give(house, "lea_smz", case, "anna_rav", headers={"Idempotency-Key": "1"}).status_code == 200


def test_a_case_that_ends_has_no_lead_any_more(house: House) -> None:
    case = led(house, "carla_smz")
    assert house.rows(Lead, case_key=int(case)) != []

    house.post("carla_smz", f"/api/cases/{case}/end", {"reason": "Umzug"})

    assert house.rows(Lead, case_key=int(case)) == []
    assert give(house, "ines_koo", case, "carla_smz").status_code == 409


@pytest.mark.requirement("CH-02")
def test_nobody_is_led_twice_and_only_the_coordination_learns_why(house: House) -> None:
    elsewhere, here = led(house, "lea_smz"), house.case_at("agreed")
    same_person(house, elsewhere, here)
    number = house.get("carla_smz", f"/api/cases/{elsewhere}")["reference"]

    never = give(house, "carla_smz", house.case_at("agreed"), "carla_smz")
    refused = give(house, "carla_smz", here, "carla_smz")
    told = give(house, "ines_koo", here, "anna_rav")
    give(house, "lea_smz", elsewhere, None)
    assigned = give(house, "ines_koo", here, "anna_rav").status_code

    assert (refused.status_code, refused.json()) == (403, never.json())
    assert (told.status_code, told.json()["type"]) == (409, "urn:bruecke:lead-elsewhere")
    assert told.json()["reason"] == f"Lea Constantin, SMZ Sitten, {number}, 10.02.2026"
    assert (assigned, leader(house, here, "ines_koo")) == (200, "Anna Zurbriggen")


@pytest.mark.requirement("CH-02")
def test_the_coordination_hears_nothing_of_a_case_that_was_taken_back_but_that_it_is_led(
    house: House,
) -> None:
    elsewhere, here = led(house, "lea_smz"), house.case_at("agreed")
    same_person(house, elsewhere, here)
    for consent in house.rows(Consent, case_key=int(elsewhere), state="granted"):
        if consent.type == "participation_agreement":
            house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    told = give(house, "ines_koo", here, "anna_rav")

    assert (told.status_code, told.json()["type"], told.json()["reason"]) == (
        409,
        "urn:bruecke:lead-elsewhere",
        "",
    )


@pytest.mark.requirement("CH-02")
@pytest.mark.parametrize("stage", ["fresh", "granted", "question", "agreed"])
def test_nobody_but_the_coordination_is_answered_otherwise_because_the_person_is_led_elsewhere(
    house: House, stage: str
) -> None:
    """Status, headers, body and what the database is asked, for every request about the lead, by everybody."""
    led_there, not_led = house.case_at(stage), house.case_at(stage)
    same_person(house, led(house, "lea_smz"), led_there)
    same_person(house, house.case_at("agreed"), not_led)
    logins = sorted(set(house.users) - {"ines_koo"})

    for login in logins:
        house.token(login)
        for method, path, body in requests_of(house, login):
            told = [answer_of(house, login, method, path, case, body) for case in (led_there, not_led)]
            assert told[0] == told[1], (login, method, path, body)
    if stage == "agreed":
        answers = [give(house, "ines_koo", case, "carla_smz").status_code for case in (led_there, not_led)]
        assert answers == [409, 200]


def requests_of(house: House, login: str) -> Iterator[tuple[str, str, Any]]:
    """Every request about a lead, to everybody and nobody, with and without a reason."""
    for path in ("/api/cases/{case}/lead", "/api/cases/{case}", "/api/cases/{case}/history?limit=200"):
        yield "GET", path, None
    yield "GET", "/cases/{case}/lead", None
    for to in (login, "carla_smz", "anna_rav", "beat_iv", None):
        for reason in ("So vereinbart.", " "):
            body = {"user": key(house, to) if to else None, "reason": reason}
            yield "POST", "/api/cases/{case}/lead", body


def answer_of(
    house: House, login: str, method: str, path: str, case: str, body: Any
) -> tuple[int, dict[str, str], str, int]:
    """What comes back, but for what names the case itself or differs each time; and how many statements it took."""
    is_page = not path.startswith("/api")
    visitor = Visitor(house, login) if is_page else None
    more = {"json": body} if body is not None else {}
    with counted(house) as statements:
        address = path.format(case=case)
        answer = visitor.get(address) if visitor else house.call(login, method, address, **more)
    text = main_of(answer) if is_page and answer.status_code == 200 else "" if is_page else answer.text
    for own in own_words(house, case):
        text = text.replace(own, "…")
    text = re.sub(r'"(key|case|task|gateway|consent|digest|at|since|seq)": ?"[^"]*"', "…", text)
    headers = {name: value for name, value in answer.headers.items() if name not in EACH_TIME}
    return answer.status_code, headers, text, len(statements)


EACH_TIME = {"date", "set-cookie", "x-request-id", "content-security-policy"}


def own_words(house: House, case: str) -> Iterator[str]:
    """What names this very case and its parts in an answer."""
    yield case
    yield house.rows(Case, key=int(case))[0].reference
    for kind, place in ((Task, "instance_key"), (Gateway, "instance_key"), (Consent, "case_key")):
        for row in house.rows(kind, **{place: int(case)}):
            yield str(row.key)


@pytest.mark.requirement("CH-02")
def test_the_database_refuses_a_second_lead_of_a_person(house: House) -> None:
    case = led(house, "carla_smz")
    (lead,) = house.rows(Lead, case_key=int(case))
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)

    with pytest.raises(Duplicate), store.work() as work:
        work.add(replace(lead, case_key=1))


def test_the_page_offers_the_change_and_says_what_is_missing(own_house: House) -> None:
    case = own_house.case_at("agreed")
    ines = Visitor(own_house, "ines_koo")
    shown = ines.get(f"/cases/{case}/lead")
    before = main_of(ines.get(f"/cases/{case}"))

    bare = ines.post(f"/cases/{case}/lead", shown, user=key(own_house, "carla_smz"), reason=" ")
    done = ines.post(f"/cases/{case}/lead", shown, user=key(own_house, "carla_smz"), reason="Kennt sie.")
    page = main_of(ines.get(f"/cases/{case}"))

    assert "Fallführung: noch bei niemandem festlegen" in before
    assert "Bitte schreiben Sie den Grund." in main_of(bare)
    assert bare.status_code == 422
    assert (done.status_code, done.headers["location"]) == (303, f"/cases/{case}?done=lead")
    assert "Fallführung: SMZ Carla Dayer" in page


def test_the_page_tells_the_coordination_who_leads_elsewhere(own_house: House) -> None:
    elsewhere, here = led(own_house, "lea_smz"), own_house.case_at("agreed")
    same_person(own_house, elsewhere, here)
    ines = Visitor(own_house, "ines_koo")

    told = ines.post(
        f"/cases/{here}/lead",
        ines.get(f"/cases/{here}/lead"),
        user=key(own_house, "carla_smz"),
        reason="Kennt sie.",
    )

    assert told.status_code == 409
    assert "Diese Person wird bereits in einem anderen Fall geführt" in main_of(told)
    assert "Lea Constantin, SMZ Sitten" in main_of(told)
    assert "Kennt sie." in told.text
