"""Erasing over HTTP and on pages: who may, in which order, what is in the way and how it is told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cases.rows import AccessEntry, Case, Erasure, Participant, Record, User
from engine.keys import new_key
from engine.rows import Event
from tests.api.house import House, Response
from tests.api.test_pages import Visitor, csrf_of, hidden_fields, main_of, title_of

REASON = "Frist abgelaufen"
OFFER = {"offered_on": "2036-02-11", "archive_answer": "TAKEN", "archive_reference": "StAVS 2036/114"}
FIRST_DAY = date(2036, 2, 11)


@pytest.fixture
def due(own_house: House) -> tuple[House, str]:
    """Carla's case, closed in February 2026, on the first day on which it may be erased."""
    case = own_house.case_at("closed")
    move_to(own_house, FIRST_DAY)
    return own_house, case


def move_to(house: House, day: date) -> None:
    house.clock.set_day(day)
    house.tokens.clear()


def ask(
    house: House, login: str | None, case: str, what: str = "", body: Any = None, **more: Any
) -> Response:
    return house.call(login, "POST", f"/api/cases/{case}/erasure{what}", json=body, **more)


def propose(house: House, case: str, login: str | None = "carla_smz", **more: Any) -> Response:
    return ask(house, login, case, "", {"reason": REASON, **OFFER, **more})


def confirm(house: House, case: str, login: str | None = "lea_smz", **more: Any) -> Response:
    return ask(house, login, case, "/confirmation", {"reference": number(house, case)}, **more)


def number(house: House, case: str) -> str:
    found: str = house.rows(Case, key=int(case))[0].reference
    return found


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].removeprefix("urn:bruecke:")


def kinds(house: House, case: str) -> list[str]:
    return [
        row.kind for row in sorted(house.rows(Event, instance_key=int(case)), key=lambda row: row.sequence)
    ]


def is_erased(house: House, case: str) -> bool:
    return house.rows(Case, key=int(case))[0].erased_at is not None


def test_one_proposes_and_another_one_confirms(due: tuple[House, str]) -> None:
    house, case = due

    proposed = propose(house, case)
    state = house.get("lea_smz", f"/api/cases/{case}/erasure")
    done = confirm(house, case)

    assert (proposed.status_code, proposed.json()) == (201, {"case": case, "state": "proposed"})
    assert (state["obstacle"], state["erasable_from"]) == (None, "2036-02-11")
    (proposal,) = state["proposals"]
    assert (proposal["reason"], proposal["proposed_by"], proposal["may_confirm"]) == (
        REASON,
        "Carla Dayer",
        True,
    )
    assert (proposal["archive_answer"], proposal["archive_reference"]) == ("TAKEN", "StAVS 2036/114")
    assert (done.status_code, done.json()) == (200, {"case": case, "state": "done"})
    after = house.get("carla_smz", f"/api/cases/{case}/erasure")
    assert (after["obstacle"], after["proposals"][0]["reason"]) == ("case-erased", None)
    assert (after["proposals"][0]["state"], after["proposals"][0]["decided_by"]) == ("done", "Lea Constantin")
    assert kinds(house, case)[-2:] == ["ERASURE_PROPOSED", "CASE_ERASED"]


@pytest.mark.parametrize(
    ("login", "status"),
    [("anna_rav", 404), ("ines_koo", 404), ("nora_smz", 404), ("beat_iv", 404), ("dario", 404), (None, 401)],
)
def test_neither_another_office_nor_another_team_does_any_of_it(
    due: tuple[House, str], login: str | None, status: int
) -> None:
    """Ten years on, consents have run out: who took part then sees nothing any more."""
    house, case = due
    propose(house, case)
    before = kinds(house, case)

    answers = [
        propose(house, case, login),
        confirm(house, case, login),
        ask(house, login, case, "/refusal"),
        ask(house, login, case, "/hold", {"reason": "x"}),
        ask(house, login, case, "/release", {"reason": "x"}),
        house.call(login, "GET", f"/api/cases/{case}/erasure"),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert kinds(house, case) == before
    assert not is_erased(house, case)


@pytest.mark.parametrize("login", ["anna_rav", "ines_koo"])
def test_who_sees_the_case_but_did_not_open_it_is_told_that_it_is_not_theirs(
    own_house: House, login: str
) -> None:
    house, case = own_house, own_house.case_at("closed")

    answers = [
        propose(house, case, login),
        confirm(house, case, login),
        ask(house, login, case, "/refusal"),
        ask(house, login, case, "/hold", {"reason": "x"}),
        house.call(login, "GET", f"/api/cases/{case}/erasure"),
    ]

    assert {code(answer) for answer in answers} == {(403, "not-allowed")}


def test_who_looks_by_exception_may_not(due: tuple[House, str]) -> None:
    house, case = due
    propose(house, case)
    house.post("nora_smz", "/api/cases/exceptions", {"reference": number(house, case), "reason": "x"})

    answers = [confirm(house, case, "nora_smz"), ask(house, "nora_smz", case, "/hold", {"reason": "x"})]

    assert {code(answer) for answer in answers} == {(403, "not-allowed")}


def test_nobody_does_both_steps(due: tuple[House, str]) -> None:
    house, case = due
    propose(house, case)

    assert code(confirm(house, case, "carla_smz")) == (403, "own-proposal")
    assert not is_erased(house, case)


def test_a_colleague_of_another_team_who_is_named_in_the_case_does_not_confirm(
    due: tuple[House, str],
) -> None:
    house, case = due
    propose(house, case)
    nora = house.users["nora_smz"]
    with house.bruecke.engine.store.work() as work:
        place = work.find(Participant, case_key=int(case), institution_key=nora.institution_key)[0]
        work.replace(replace(place, user_key=nora.key))

    assert code(confirm(house, case, "nora_smz")) == (403, "not-allowed")
    assert code(ask(house, "nora_smz", case, "/refusal")) == (403, "not-allowed")


@pytest.mark.parametrize("deed", ["/refusal", "/confirmation"])
def test_where_who_proposed_it_has_left_the_team_the_team_of_the_case_decides(
    due: tuple[House, str], deed: str
) -> None:
    house, case = due
    propose(house, case)
    with house.bruecke.engine.store.work() as work:
        carla = work.get(User, house.users["carla_smz"].key)
        assert carla is not None
        work.replace(replace(carla, unit_key=house.users["nora_smz"].unit_key))

    shown = house.get("lea_smz", f"/api/cases/{case}/erasure")["proposals"][0]
    done = confirm(house, case, "lea_smz") if deed == "/confirmation" else ask(house, "lea_smz", case, deed)

    assert shown["may_confirm"] is True
    assert done.status_code == 200, done.text


def test_a_forged_key_finds_nothing(due: tuple[House, str]) -> None:
    house, _ = due
    nowhere = str(new_key())

    body = {"reference": "VS-2026-ZZZZZ"}
    answers = [
        propose(house, nowhere),
        ask(house, "lea_smz", nowhere, "/confirmation", body),
        ask(house, "lea_smz", nowhere, "/refusal"),
        ask(house, "lea_smz", nowhere, "/hold", {"reason": "x"}),
        house.call("lea_smz", "GET", f"/api/cases/{nowhere}/erasure"),
    ]

    assert {code(answer) for answer in answers} == {(404, "not-found")}


def test_too_early_names_the_first_possible_day(own_house: House) -> None:
    house, case = own_house, own_house.case_at("closed")
    move_to(house, FIRST_DAY - timedelta(days=1))

    answer = propose(house, case, offered_on="2036-02-01")

    assert code(answer) == (409, "retention-runs")
    assert answer.json()["day"] == "2036-02-11"
    move_to(house, FIRST_DAY)
    assert propose(house, case).status_code == 201


def test_a_case_that_runs_is_not_erased(own_house: House) -> None:
    house, case = own_house, own_house.case_at("question")
    move_to(house, FIRST_DAY)

    assert code(propose(house, case)) == (409, "case-runs")
    assert code(confirm(house, case)) == (409, "case-runs")
    assert house.get("carla_smz", f"/api/cases/{case}/erasure")["obstacle"] == "case-runs"


def test_a_legal_hold_keeps_the_case_until_it_is_released(due: tuple[House, str]) -> None:
    house, case = due
    propose(house, case)

    held = ask(house, "carla_smz", case, "/hold", {"reason": "Beschwerde hängig"})
    refused = confirm(house, case)
    state = house.get("lea_smz", f"/api/cases/{case}/erasure")
    again = ask(house, "lea_smz", case, "/hold", {"reason": "noch einmal"})
    released = ask(house, "lea_smz", case, "/release", {"reason": "zurückgezogen"})

    assert (held.json(), again.json()) == ({"case": case, "is_kept": True},) * 2
    assert code(refused) == (409, "legal-hold")
    assert (state["obstacle"], state["kept_because"]) == ("legal-hold", "Beschwerde hängig")
    assert released.json() == {"case": case, "is_kept": False}
    assert kinds(house, case)[-2:] == ["ERASURE_HELD", "ERASURE_RELEASED"]
    assert confirm(house, case).status_code == 200


def test_a_hold_may_be_set_while_the_case_runs_and_needs_a_reason(own_house: House) -> None:
    case = own_house.case_at("granted")

    assert code(ask(own_house, "carla_smz", case, "/hold", {"reason": "  "})) == (422, "reason-missing")
    assert ask(own_house, "carla_smz", case, "/hold", {"reason": "Strafanzeige"}).status_code == 200
    assert own_house.get("carla_smz", f"/api/cases/{case}/erasure")["kept_because"] == "Strafanzeige"


@pytest.mark.parametrize(("login", "state"), [("carla_smz", "withdrawn"), ("lea_smz", "declined")])
def test_what_was_taken_back_or_declined_can_not_be_confirmed(
    due: tuple[House, str], login: str, state: str
) -> None:
    house, case = due
    propose(house, case)

    refused = ask(house, login, case, "/refusal")

    assert refused.json() == {"case": case, "state": state}
    assert code(confirm(house, case)) == (409, "nothing-proposed")
    assert code(ask(house, login, case, "/refusal")) == (409, "nothing-proposed")
    assert kinds(house, case)[-1] == f"ERASURE_{state.upper()}"
    assert propose(house, case, "lea_smz").status_code == 201
    assert confirm(house, case, "carla_smz").status_code == 200
    assert sorted(row.state for row in house.rows(Erasure)) == sorted(["done", state])


def test_a_proposal_that_is_repeated_is_the_same_or_too_late(due: tuple[House, str]) -> None:
    house, case = due
    key = {"Idempotency-Key": "p1"}
    first = ask(house, "carla_smz", case, "", {"reason": REASON, **OFFER}, headers=key)

    same = ask(house, "carla_smz", case, "", {"reason": REASON, **OFFER}, headers=key)
    other = ask(house, "carla_smz", case, "", {"reason": "anders", **OFFER}, headers=key)
    new = propose(house, case, "lea_smz")

    assert same.json() == first.json()
    assert code(other) == (409, "idempotency-key-reused")
    assert code(new) == (409, "erasure-proposed")
    assert len(house.rows(Erasure)) == 1


def test_the_confirmation_that_is_repeated_answers_alike_and_a_new_one_is_gone(
    due: tuple[House, str],
) -> None:
    house, case = due
    propose(house, case)
    key = {"Idempotency-Key": "c1"}
    first = confirm(house, case, headers=key)

    same = confirm(house, case, headers=key)

    assert first.json() == same.json()
    assert code(confirm(house, case)) == (410, "case-erased")
    gone = house.call("carla_smz", "GET", f"/api/cases/{case}/notes")
    assert (code(gone), gone.json()["day"]) == ((410, "case-erased"), "2036-02-11")


@pytest.mark.parametrize("typed", ["VS-2026-ZZZZZ", "", "VS"])
def test_another_number_erases_nothing(due: tuple[House, str], typed: str) -> None:
    house, case = due
    propose(house, case)

    answer = ask(house, "lea_smz", case, "/confirmation", {"reference": typed})

    assert answer.status_code == 422
    assert not is_erased(house, case)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"offered_on": "2036-02-12"}, "offered_on"),
        ({"archive_answer": "MAYBE"}, "answer"),
        ({"archive_reference": "Akte der Sara"}, "reference"),
        ({"archive_reference": "  "}, "reference"),
        ({"archive_reference": "Perren Sara 756.1234.5678.97"}, "reference"),
        ({"archive_reference": "Perren Sara 17"}, "reference"),
        ({"archive_reference": "756.1234.5678.97"}, "reference"),
        ({"archive_reference": "A 756 1234 5678 97"}, "reference"),
        ({"archive_reference": "17 Perren"}, "reference"),
        ({"archive_reference": "Zenhaeusern 17"}, "reference"),
        ({"archive_reference": "a1b1c1"}, "reference"),
        ({"archive_reference": "1" * 41}, "reference"),
    ],
)
def test_the_offer_to_the_archive_is_told_in_full(
    due: tuple[House, str], wrong: dict[str, str], field: str
) -> None:
    house, case = due

    answer = propose(house, case, **wrong)

    assert code(answer) == (422, "offer-unclear")
    assert [fault["field"] for fault in answer.json()["faults"]] == [field]
    assert house.rows(Erasure) == []


def test_a_reason_is_read_by_the_own_office_and_its_reading_is_noted(due: tuple[House, str]) -> None:
    house, case = due
    propose(house, case)

    house.get("lea_smz", f"/api/cases/{case}/erasure")

    noted = house.rows(AccessEntry, case_key=int(case), action="erasure")
    assert [(row.user_key, row.category) for row in noted] == [(house.users["lea_smz"].key, "HEALTH")]
    (record,) = house.rows(Record, case_key=int(case), type="reason.erasure_proposed")
    assert record.owners == str(house.users["carla_smz"].institution_key)


def test_the_list_of_what_is_due_is_the_offices_own(due: tuple[House, str]) -> None:
    house, case = due
    second = house.case_at("refused")
    move_to(house, date(2046, 2, 12))

    pages = [house.get("lea_smz", "/api/erasures?limit=1")]
    pages.append(house.get("lea_smz", f"/api/erasures?limit=1&after={pages[0]['next']}"))

    assert [[item["case"] for item in page["items"]] for page in pages] == [[case], [second]]
    assert (pages[0]["items"][0]["erasable_from"], pages[1]["next"]) == ("2036-02-11", None)
    assert [house.get(login, "/api/erasures")["items"] for login in ("nora_smz", "anna_rav", "dario")] == [
        [],
        [],
        [],
    ]
    propose(house, case)
    ask(house, "carla_smz", second, "/hold", {"reason": "x"})
    marks = [(i["is_proposed"], i["is_kept"]) for i in house.get("lea_smz", "/api/erasures")["items"]]
    assert marks == [(True, False), (False, True)]
    confirm(house, case)
    assert [item["case"] for item in house.get("lea_smz", "/api/erasures")["items"]] == [second]


# pages


def test_the_pages_lead_from_the_case_through_both_steps_to_what_is_left(due: tuple[House, str]) -> None:
    house, case = due
    carla, lea, page = Visitor(house, "carla_smz"), Visitor(house, "lea_smz"), f"/cases/{case}/erasure"
    assert f'href="{page}"' in carla.get(f"/cases/{case}").text
    assert page in lea.get("/erasures?lang=de").text

    shown = carla.get(f"{page}?lang=de")
    unsaid = carla.post(page, shown, do="offer", offered_on="")
    carla.post(page, shown, do="offer", offered_on="11.02.2036")
    waiting = carla.get(f"{page}?lang=de&done=offered")
    unclear = carla.post(page, waiting, do="answer", archive_answer="", archive_reference="A 1")
    carla.post(page, waiting, do="answer", archive_answer="TAKEN", archive_reference="A 1")
    answered = carla.get(f"{page}?lang=de&done=answered")
    missing = carla.post(page, answered, do="propose", reason="")
    sent = carla.post(page, answered, do="propose", reason=REASON)
    own = carla.get(f"{page}?lang=de&done=proposed")
    theirs = lea.get(f"{page}?lang=de")
    wrong = lea.post(page, theirs, do="confirm", number="VS-1")
    right = lea.post(page, theirs, do="confirm", number=number(house, case))
    left = lea.get(f"/cases/{case}?lang=de")

    assert "Sara Perren" in main_of(shown)
    for refused in (unsaid, unclear, missing):
        assert (refused.status_code, refused.text.count('role="alert"')) == (422, 1)
    assert "Noch nicht angeboten" in main_of(shown)
    assert "Zuerst muss das Archiv" in main_of(shown)
    assert "Angeboten, noch ohne Antwort" in main_of(waiting)
    assert "11.02.2036 Carla Dayer" in main_of(waiting)
    assert "Vom Archiv übernommen" in main_of(answered)
    assert "A 1" in main_of(answered)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{page}?done=proposed")
    assert "Vorschlag zurückziehen" in main_of(own)
    assert "unwiderruflich" not in main_of(own).split("Was bleibt")[1]
    assert number(house, case) in main_of(theirs)
    assert wrong.status_code == 422
    assert "nicht die Nummer dieses Falls" in main_of(wrong)
    assert (right.status_code, right.headers["location"]) == (303, f"/cases/{case}")
    assert "Gelöscht am 11.02.2036" in main_of(left)
    assert title_of(left).startswith(number(house, case))
    assert "Sara" not in left.text
    gone = lea.get(f"/cases/{case}/notes?lang=de")
    assert (gone.status_code, "Gelöscht am 11.02.2036" in main_of(gone)) == (410, True)
    assert f'href="/cases/{case}"' in gone.text


def test_pages_say_what_is_in_the_way(own_house: House) -> None:
    house, case = own_house, own_house.case_at("closed")
    running = house.case_at("granted")
    carla, page = Visitor(house, "carla_smz"), f"/cases/{case}/erasure"

    early = carla.get(f"{page}?lang=de")
    posted = carla.post(
        page,
        early,
        do="propose",
        reason="x",
        offered_on="10.02.2026",
        archive_answer="TAKEN",
        archive_reference="1",
    )
    bare = carla.post(page, early, do="hold")
    held = carla.post(page, early, do="hold", kept="Beschwerde")
    kept = carla.get(f"{page}?lang=de&done=held")
    open_ = carla.get(f"/cases/{running}/erasure?lang=de")

    assert "Löschen ist ab dem 11.02.2036 möglich" in main_of(early)
    assert (posted.status_code, "11.02.2036" in main_of(posted)) == (409, True)
    assert (bare.status_code, held.status_code) == (422, 303)
    assert "Beschwerde" in main_of(kept)
    assert hidden_fields(kept.text)["do"] == "release"
    assert "Dieser Fall läuft" in main_of(open_)
    assert "/erasure" not in carla.get(f"/cases/{running}").text
    assert "Keine abgelaufene Frist" in main_of(carla.get("/erasures?lang=de"))


def test_pages_refuse_the_author_and_foreign_forms(due: tuple[House, str]) -> None:
    house, case = due
    propose(house, case)
    carla, page = Visitor(house, "carla_smz"), f"/cases/{case}/erasure"

    shown = carla.get(f"{page}?lang=de")
    own = carla.post(page, do="confirm", number=number(house, case), csrf=csrf_of(shown))
    foreign = carla.post(page, do="confirm", number=number(house, case))

    assert own.status_code == 403
    assert "Jemand anderes muss das bestätigen" in main_of(own)
    assert foreign.status_code == 403
    assert not is_erased(house, case)
    assert carla.post(page, shown, do="refuse").headers["location"] == f"{page}?done=withdrawn"


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_pages_speak_every_language(due: tuple[House, str], language: str) -> None:
    house, case = due
    propose(house, case)
    lea = Visitor(house, "lea_smz")

    pages = [lea.get(f"{path}?lang={language}") for path in ("/erasures", f"/cases/{case}/erasure")]
    confirm(house, case)
    pages += [
        lea.get(f"/cases/{case}{path}?lang={language}")
        for path in ("", "/erasure", "/access", "/notes", "/end")
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 200, 200, 410, 410]
    assert ("gelöscht" in main_of(pages[2])) is (language != "fr")
