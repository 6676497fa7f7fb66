"""The archive is offered a dossier and answers: a state of its own, with who and when, before anybody proposes to erase it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from cases.rows import ArchiveOffer
from engine.commands.deploy_package import deploy_package
from engine.rows import Event
from tests.api.house import House, Response, package_files
from tests.api.test_certificate import certificate
from tests.api.test_erasure import FIRST_DAY, REASON, ask, code, confirm, move_to, propose
from tests.api.test_pages import Visitor, main_of

ANSWER = {"answer": "NOT_TAKEN", "reference": "StAVS 2030/7"}


def offered(house: House, case: str, login: str = "carla_smz", day: str = "2026-02-10") -> Response:
    return house.call(login, "POST", f"/api/cases/{case}/archive-offer", json={"offered_on": day})


def answered(house: House, case: str, login: str = "lea_smz", **more: str) -> Response:
    return house.call(login, "POST", f"/api/cases/{case}/archive-offer/answer", json=ANSWER | more)


def state(house: House, case: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = house.get("carla_smz", f"/api/cases/{case}/erasure")
    return found


def test_an_offer_and_its_answer_say_who_and_when_while_the_retention_runs(own_house: House) -> None:
    house, case = own_house, own_house.case_at("closed")

    states = [state(house, case)["archive"]]
    assert offered(house, case).status_code == 201
    states.append(state(house, case)["archive"])
    assert answered(house, case).status_code == 200
    found = state(house, case)

    assert [*states, found["archive"]] == ["not_offered", "offered", "not_taken"]
    (offer,) = found["offers"]
    assert (offer["offered_on"], offer["offered_by"], offer["answered_by"]) == (
        "2026-02-10",
        "Carla Dayer",
        "Lea Constantin",
    )
    assert (offer["answer"], offer["reference"]) == ("NOT_TAKEN", "StAVS 2030/7")
    assert offer["offered_at"] <= offer["answered_at"]
    assert found["obstacle"] == "retention-runs"
    kinds = [row.kind for row in house.rows(Event, instance_key=int(case)) if row.kind.startswith("ARCHIVE_")]
    assert kinds == ["ARCHIVE_OFFERED", "ARCHIVE_ANSWERED"]


def test_what_is_on_record_is_not_asked_again_and_stands_in_the_certificate(own_house: House) -> None:
    house, case = own_house, own_house.case_at("closed")
    offered(house, case)
    answered(house, case)
    move_to(house, FIRST_DAY)

    answer = ask(house, "carla_smz", case, "", {"reason": REASON})
    confirm(house, case)

    found = certificate(house, case)
    assert answer.status_code == 201
    assert (found["archive_offered_on"], found["archive_answer"], found["archive_reference"]) == (
        "2026-02-10",
        "NOT_TAKEN",
        "StAVS 2030/7",
    )


@pytest.mark.parametrize("is_offered", [False, True])
def test_without_an_answer_nobody_proposes_to_erase(own_house: House, is_offered: bool) -> None:
    house, case = own_house, own_house.case_at("closed")
    if is_offered:
        offered(house, case)
    move_to(house, FIRST_DAY)

    refused = ask(house, "carla_smz", case, "", {"reason": REASON})

    assert code(refused) == (422, "offer-unclear")
    assert refused.json()["faults"][0]["field"] == ("answer" if is_offered else "offered_on")


def test_what_is_said_with_the_proposal_is_put_on_record_too(own_house: House) -> None:
    house, case = own_house, own_house.case_at("closed")
    offered(house, case)
    move_to(house, FIRST_DAY)

    propose(house, case)

    (row,) = house.rows(ArchiveOffer, case_key=int(case))
    assert (row.offered_on, row.answer, row.reference) == (date(2036, 2, 11), "TAKEN", "StAVS 2036/114")
    assert state(house, case)["archive"] == "taken"


def test_what_is_not_possible_is_refused_and_writes_nothing(own_house: House) -> None:
    house, case, running = own_house, own_house.case_at("closed"), own_house.case_at("granted")

    refusals = {
        "running": offered(house, running),
        "future": offered(house, case, day="2026-02-11"),
        "other office": offered(house, case, "anna_rav"),
        "stranger": offered(house, case, "beat_iv"),
        "no offer": answered(house, case),
    }
    offered(house, case)
    refusals |= {
        "twice": offered(house, case),
        "a name": answered(house, case, reference="Perren Sara"),
        "other office answers": answered(house, case, "anna_rav"),
    }

    assert {why: code(answer) for why, answer in refusals.items()} == {
        "running": (409, "case-runs"),
        "future": (422, "offer-unclear"),
        "other office": (403, "not-allowed"),
        "stranger": (404, "not-found"),
        "no offer": (409, "archive-not-asked"),
        "twice": (409, "archive-asked"),
        "a name": (422, "offer-unclear"),
        "other office answers": (403, "not-allowed"),
    }
    assert [row.answer for row in house.rows(ArchiveOffer)] == [""]


def test_a_dossier_may_be_offered_again_and_the_last_answer_counts(own_house: House) -> None:
    house, case = own_house, own_house.case_at("closed")
    for said in ("NOT_TAKEN", "TAKEN"):
        offered(house, case)
        answered(house, case, answer=said)

    found = state(house, case)
    page = main_of(Visitor(house, "carla_smz").get(f"/cases/{case}/erasure?lang=de"))

    assert (found["archive"], [one["answer"] for one in found["offers"]]) == ("taken", ["TAKEN", "NOT_TAKEN"])
    assert "Frühere Angebote" in page


def test_an_offer_after_the_proposal_stops_the_erasure_until_it_is_proposed_with_the_answer(
    own_house: House,
) -> None:
    house, case = own_house, own_house.case_at("closed")
    move_to(house, FIRST_DAY)
    propose(house, case)
    offered(house, case)
    lea = Visitor(house, "lea_smz")
    path = f"/cases/{case}/erasure?lang=de"

    waits, page = confirm(house, case), main_of(lea.get(path))
    answered(house, case)
    other, page_then = confirm(house, case), main_of(lea.get(path))
    may = [one["may_confirm"] for one in house.get("lea_smz", f"/api/cases/{case}/erasure")["proposals"]]
    refused = house.call("carla_smz", "POST", f"/api/cases/{case}/erasure/refusal")
    again = ask(house, "carla_smz", case, "", {"reason": REASON})

    assert (code(waits), code(other)) == ((409, "archive-asked"), (409, "archive-answered-since"))
    assert "Halten Sie zuerst seine Antwort fest" in page
    assert "schlagen Sie die Löschung neu vor" in page_then
    assert 'value="confirm"' not in page + page_then
    assert may == [False]
    assert (refused.status_code, again.status_code, confirm(house, case).status_code) == (200, 201, 200)
    assert certificate(house, case)["archive_reference"] == ANSWER["reference"]


def test_the_list_of_what_is_due_says_how_it_stands_with_the_archive(own_house: House) -> None:
    house, cases = own_house, [own_house.case_at("closed") for _ in range(3)]
    offered(house, cases[1])
    offered(house, cases[2])
    answered(house, cases[2])
    move_to(house, FIRST_DAY)

    states = {one["case"]: one["archive"] for one in house.get("lea_smz", "/api/erasures")["items"]}
    page = main_of(Visitor(house, "lea_smz").get("/erasures?lang=de"))

    assert [states[case] for case in cases] == ["not_offered", "offered", "not_taken"]
    assert all(
        said in page for said in ("Noch nicht angeboten", "Angeboten, noch ohne Antwort", "Vom Archiv nicht")
    )


def test_a_procedure_that_asks_no_archive_erases_without_an_offer_and_says_so(own_house: House) -> None:
    house, files = own_house, package_files()
    manifest = files["package.yaml"].replace(b"version: 2.6.0", b"version: 2.9.0") + b"archive: none\n"
    deploy_package(house.bruecke.engine, files | {"package.yaml": manifest})
    case = house.case_at("closed")
    page = f"/cases/{case}/erasure"
    refused = offered(house, case)
    move_to(house, FIRST_DAY)
    also, carla = propose(house, case), Visitor(house, "carla_smz")
    shown = carla.get(f"{page}?lang=de")

    sent = carla.post(page, shown, do="propose", reason=REASON)
    proposed = main_of(carla.get(f"{page}?lang=de"))
    confirm(house, case)

    found = certificate(house, case)
    assert (code(refused), code(also)) == ((422, "no-archive"), (422, "offer-unclear"))
    assert "wird das Dossier keinem Archiv angeboten" in main_of(shown)
    assert sent.status_code == 303
    assert "wird kein Archiv gefragt" in proposed
    assert (found["archive_offered_on"], found["archive_answer"], found["archive_reference"]) == (
        None,
        "NO_ARCHIVE",
        "",
    )
    for language, said in (("de", "wird kein Archiv gefragt"), ("fr", "aucune archive n’est consultée")):
        assert said in main_of(carla.get(f"/cases/{case}/erasure/certificate?lang={language}"))
    assert house.rows(ArchiveOffer) == []
