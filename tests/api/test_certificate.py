"""The certificate of an erasure: what was decided, what went, what stays; nothing of the person, and figures as they were."""

import io
from collections import Counter
from dataclasses import replace
from typing import Any

import orjson
import pypdf
import pytest

from cases.rows import AccessEntry, Case, Record
from engine.rows import Event
from tests.api.house import PERSON, House
from tests.api.test_documents import promises, text_of
from tests.api.test_erasure import FIRST_DAY, code, confirm, move_to, propose
from tests.api.test_pages import Visitor
from tests.api.test_personal_data import squeezed


@pytest.fixture
def erased(own_house: House) -> tuple[House, str]:
    case = own_house.case_at("closed")
    move_to(own_house, FIRST_DAY)
    propose(own_house, case)
    assert confirm(own_house, case).status_code == 200
    return own_house, case


def certificate(house: House, case: str, login: str = "carla_smz", language: str = "de") -> Any:
    return house.get(login, f"/api/cases/{case}/erasure/certificate?lang={language}")


def sheet(house: House, case: str, login: str = "carla_smz", language: str = "de") -> bytes:
    answer = house.call(login, "GET", f"/api/cases/{case}/erasure/certificate/file?lang={language}")
    assert answer.status_code == 200, answer.text
    return answer.content


def test_it_says_who_decided_what_went_and_what_stays(own_house: House) -> None:
    case = own_house.case_at("closed")
    attached_before = own_house.rows(Record, case_key=int(case))
    move_to(own_house, FIRST_DAY)
    propose(own_house, case)
    records = len(own_house.rows(Record, case_key=int(case)))
    confirm(own_house, case)

    found = certificate(own_house, case)

    assert records == len(attached_before) + 1  # why it was proposed
    (row,) = own_house.rows(Case, key=int(case))
    assert (found["reference"], found["archive_answer"], found["archive_reference"]) == (
        row.reference,
        "TAKEN",
        "StAVS 2036/114",
    )
    assert (found["proposed"]["user"], found["decided"]["user"]) == ("Carla Dayer", "Lea Constantin")
    assert {one["kind"]: one["count"] for one in found["rows"]}["records"] == records
    assert len(found["stays"]) == 6
    last = max(own_house.rows(Event, instance_key=int(case)), key=lambda event: event.sequence)
    assert (found["sequence"], found["digest"], found["is_whole"]) == (last.sequence, last.digest, True)
    assert (found["erasable_from"], found["retention"]) == ("2036-02-11", "P10Y")


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_document_and_the_page_say_the_same_and_nothing_of_the_person(
    erased: tuple[House, str], language: str
) -> None:
    house, case = erased
    found = certificate(house, case, language=language)

    reader = pypdf.PdfReader(io.BytesIO(sheet(house, case, language=language)))
    page = Visitor(house, "lea_smz").get(f"/cases/{case}/erasure/certificate?lang={language}").text

    promised = promises(reader)
    assert {name: promised[name] for name in ("pdf/a", "pdf/ua", "tagged", "fonts without a file")} == {
        "pdf/a": True,
        "pdf/ua": True,
        "tagged": True,
        "fonts without a file": [],
    }
    assert promised["language"] == f"{language}-CH"
    paper = squeezed(text_of(reader))
    for text in (found["reference"], found["digest"], "StAVS 2036/114", "Lea Constantin", *found["stays"]):
        assert squeezed(text) in paper
    for text in (found["reference"], found["digest"], "StAVS 2036/114", "Lea Constantin"):
        assert text in page
    everything = page + paper + orjson.dumps(found).decode()
    assert [value for value in (PERSON["last_name"], PERSON["ahv_number"]) if value in everything] == []


def test_every_office_that_saw_the_case_fetches_it_again_and_nobody_else(erased: tuple[House, str]) -> None:
    house, case = erased

    answers = {
        login: house.call(login, "GET", f"/api/cases/{case}/erasure/certificate").status_code
        for login in (
            "carla_smz",
            "lea_smz",
            "anna_rav",
            "ines_koo",
            "nora_smz",
            "karl_rav",
            "beat_iv",
            "dario",
        )
    }
    first = certificate(house, case, "anna_rav")

    assert answers == {
        "carla_smz": 200, "lea_smz": 200, "anna_rav": 200, "ines_koo": 200,
        "nora_smz": 404, "karl_rav": 404, "beat_iv": 404, "dario": 404,
    }  # fmt: skip
    assert certificate(house, case, "anna_rav") == first == certificate(house, case)
    assert house.call("anna_rav", "GET", f"/api/cases/{case}").status_code == 404
    actions = {row.action for row in house.rows(AccessEntry, case_key=int(case))}
    assert "certificate" not in actions


def test_there_is_none_before(own_house: House) -> None:
    case = own_house.case_at("closed")

    answer = own_house.call("carla_smz", "GET", f"/api/cases/{case}/erasure/certificate")
    page = Visitor(own_house, "carla_smz").get(f"/cases/{case}/erasure/certificate?lang=de")

    assert code(answer) == (409, "not-erased")
    assert page.status_code == 409
    assert "Dieser Fall ist nicht gelöscht" in page.text


def test_a_chain_that_was_tampered_with_is_told(erased: tuple[House, str]) -> None:
    house, case = erased
    event = min(house.rows(Event, instance_key=int(case)), key=lambda row: row.sequence)
    with house.bruecke.engine.store.work() as work:
        work.replace(replace(event, codes='{"opened":"otherwise"}'))

    assert certificate(house, case)["is_whole"] is False
    assert squeezed("Der Verlauf wurde verändert.") in squeezed(
        text_of(pypdf.PdfReader(io.BytesIO(sheet(house, case))))
    )


def test_one_that_was_erased_before_rows_were_counted_says_so(erased: tuple[House, str]) -> None:
    house, case = erased
    event = max(house.rows(Event, instance_key=int(case)), key=lambda row: row.sequence)
    codes = {name: value for name, value in orjson.loads(event.codes).items() if name != "counts"}
    with house.bruecke.engine.store.work() as work:
        work.replace(replace(event, codes=orjson.dumps(codes).decode()))

    assert certificate(house, case)["rows"] is None
    assert squeezed("noch nicht gezählt") in squeezed(
        text_of(pypdf.PdfReader(io.BytesIO(sheet(house, case))))
    )


def test_the_pages_of_what_is_left_lead_to_it(erased: tuple[House, str]) -> None:
    house, case = erased
    link = f'href="/cases/{case}/erasure/certificate"'
    carla = Visitor(house, "carla_smz")

    assert link in carla.get(f"/cases/{case}").text
    assert link in carla.get(f"/cases/{case}/erasure").text


def figures(house: House) -> dict[str, Any]:
    """What figures are counted from: cases by procedure, day and outcome, and what happened in them."""
    cases = house.rows(Case)
    events = house.rows(Event)
    return {
        "cases": Counter((row.procedure, row.outcome, row.opened_at, row.closed_at) for row in cases),
        "offices": Counter(row.opened_by for row in cases),
        "steps": Counter(
            (row.kind, row.element, row.institution) for row in events if "ERAS" not in row.kind
        ),
    }


def test_figures_are_the_same_before_and_after_an_erasure(own_house: House) -> None:
    case, other = own_house.case_at("closed"), own_house.case_at("granted")
    move_to(own_house, FIRST_DAY)
    propose(own_house, case)
    before = figures(own_house)

    confirm(own_house, case)

    assert figures(own_house) == before
    assert sum(before["cases"].values()) == 2
    assert own_house.rows(Record, case_key=int(case)) == []
    assert own_house.rows(Record, case_key=int(other)) != []
