"""Documents: made of records as real PDFs, handed out, signed on paper, attached, put away; read only by who may read it all."""

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pypdf
import pytest

from adapters.documents import apart
from adapters.documents.apart import NoTurn, Turns
from adapters.documents.inspecting import FileInspector
from cases.documents import ENDINGS
from cases.rows import AccessEntry, Consent, Document, DocumentContent, Record
from engine.keys import new_key
from engine.packages.head import read_manifest
from engine.rows import Event
from tests.api.basel import FELIX, RUTH, Basel, basel_files
from tests.api.house import OTHER_RESULT, PERSON, REGISTRATION, RESULT, TODAY, House, Response, package_files
from tests.api.luzern import COORDINATION, GUEST, Luzern, luzern_files
from tests.api.test_pages import Visitor, csrf_of, main_of
from tests.files import (
    action,
    changed,
    for_the_web,
    jpeg,
    jpx,
    pdf,
    png,
    signed,
    with_action_behind_bytes,
    with_action_in_page,
    with_action_of_a_field,
    with_file,
    with_image,
    with_password,
    with_something_said_twice,
    without_place,
)

KLARA = COORDINATION
NAME = "Œuvray-Žižek"
FIRST = "Éloïse Zoë Ñuñez Çelik Ćosić Šarić Öz Übersax Ärmel à è ê î ô"
HOSTILE = '#import "@preview/x:1.0.0": * $x^2$ *fett* _k_ ] } ) #panic[] \\ // "q" ~ <a> `r` @b = c'
TANDEM, IIZ, INTEGRATION = (
    tuple(read_manifest(files["package.yaml"]).documents)
    for files in (package_files(), luzern_files(), basel_files())
)


@pytest.fixture
def luzern(own_house: House) -> Luzern:
    return Luzern(own_house)


def attempt(house: House, login: str | None, case: str, document: str, language: str = "de") -> Response:
    body = {"document": document, "language": language}
    return house.call(login, "POST", f"/api/cases/{case}/documents", json=body)


def made(house: House, login: str, case: str, document: str, language: str = "de") -> str:
    answer = attempt(house, login, case, document, language)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["document"]
    return found


def fetched(house: House, login: str | None, document: str) -> Response:
    return house.call(login, "GET", f"/api/documents/{document}/file")


def pdf_of(house: House, login: str, document: str) -> pypdf.PdfReader:
    answer = fetched(house, login, document)
    assert answer.status_code == 200, answer.text
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def listed(house: House, login: str, case: str) -> list[Any]:
    found: list[Any] = house.get(login, f"/api/cases/{case}/documents")["items"]
    return found


def attached(house: House, login: str | None, case: str, content: bytes = b"", **said: Any) -> Response:
    data = {"title": "Arztzeugnis", "category": "WORK"} | said if "copy_of" not in said else said
    files = {"file": ("name.exe", content or png(), "application/x-msdownload")}
    return house.call(login, "POST", f"/api/cases/{case}/documents/files", data=data, files=files)


def history_of(page: Response) -> list[str]:
    """The lines of the history on the page of a case, newest first."""
    found = re.search(r'<ol class="tl">(.*?)</ol>', page.text, re.DOTALL)
    assert found
    inner = re.findall(r"<div>(.*?)<span class=\"dim\">", found[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in inner]


def unembedded(reader: pypdf.PdfReader) -> list[str]:
    """Fonts of which no file is in the PDF."""
    found = []
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            whole = font.get_object()
            for part in whole.get("/DescendantFonts", [whole]):
                descriptor = part.get_object().get("/FontDescriptor", {}).get_object()
                if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
                    found.append(str(whole.get("/BaseFont")))
    return found


def promises(reader: pypdf.PdfReader) -> dict[str, Any]:
    """What a PDF says of itself that PDF/A-3a and PDF/UA-1 ask for."""
    root = reader.trailer["/Root"]
    said = root["/Metadata"].get_data().decode()  # type: ignore[index,union-attr]
    return {
        "tagged": bool(root["/MarkInfo"]["/Marked"]),  # type: ignore[index]
        "language": str(root["/Lang"]),  # type: ignore[index]
        "title": reader.metadata.title if reader.metadata else None,
        "shows title": bool(root["/ViewerPreferences"]["/DisplayDocTitle"]),  # type: ignore[index]
        "pdf/a": "<pdfaid:part>3</pdfaid:part>" in said
        and "<pdfaid:conformance>A</pdfaid:conformance>" in said,
        "pdf/ua": "<pdfuaid:part>1</pdfuaid:part>" in said,
        "fonts without a file": unembedded(reader),
    }


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_a_document_holds_to_pdf_a_and_pdf_ua_and_says_its_language_and_title(
    house: House, language: str
) -> None:
    case = house.case_at("granted")

    reader = pdf_of(house, "carla_smz", made(house, "carla_smz", case, "authority", language))

    titles = {"fr": "Procuration pour l’échange de données"}
    has_words = language in ("de", "fr")
    assert promises(reader) == {
        "tagged": True,
        "language": f"{language if has_words else 'de'}-CH",
        "title": titles.get(language, "Vollmacht zum Datenaustausch"),
        "shows title": True,
        "pdf/a": True,
        "pdf/ua": True,
        "fonts without a file": [],
    }
    assert ("DE" in text_of(reader).split()) is (not has_words)


def test_names_stand_there_with_every_sign_and_what_looks_like_a_command_is_printed(house: House) -> None:
    street, town = HOSTILE[:59].strip(), HOSTILE[59:].strip()
    told = {"last_name": NAME, "first_name": FIRST, "street": street, "town": town}
    case = house.case_at("granted", REGISTRATION | told)

    reader = pdf_of(house, "carla_smz", made(house, "carla_smz", case, "authority"))

    text = text_of(reader)
    assert f"{FIRST} {NAME}" in text
    assert " ".join(street.split()) in text
    assert " ".join(town.split()) in text
    assert "möch" in text


def test_what_no_font_has_is_replaced_and_the_document_says_so(house: House) -> None:
    case = house.case_at("granted", REGISTRATION | {"last_name": "字Perren"})

    text = text_of(pdf_of(house, "carla_smz", made(house, "carla_smz", case, "authority")))

    assert "Sara ◊Perren" in text
    assert "◊ steht für ein Zeichen" in text


def test_four_thousand_characters_go_over_pages_and_none_is_lost(house: House) -> None:
    case = house.case_at("accompanied")
    words = [f"Wort{number:03}" for number in range(440)]
    report = " ".join(words)[:3900] + "\n" + "Z" * 90
    house.complete("anna_rav", case, {"way": "END"}, "choose_next_step")
    for login in ("carla_smz", "anna_rav"):
        house.complete(login, case, RESULT | {"report": report})

    reader = pdf_of(house, "anna_rav", made(house, "anna_rav", case, "final_report"))

    text = text_of(reader)
    assert len(reader.pages) >= 2
    assert {word for word in words if word in report and word not in text} == set()
    assert "Z" * 90 in text.replace(" ", "")


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("document", TANDEM)
def test_every_document_of_the_tandem_is_made(own_house: House, document: str, language: str) -> None:
    case = own_house.case_at("closed")

    reader = pdf_of(own_house, "anna_rav", made(own_house, "anna_rav", case, document, language))

    text = text_of(reader)
    assert promises(reader)["language"] == f"{language}-CH"
    assert unembedded(reader) == []
    assert "Sara Perren" in text
    assert "1966 Ayent" in text


@pytest.mark.requirement("BL-03")
@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize("document", INTEGRATION)
def test_every_document_of_basel_is_made(own_house: House, document: str, language: str) -> None:
    case = Basel(own_house).case_at("coordinating")

    texts = [
        text_of(pdf_of(own_house, login, made(own_house, login, case, document, language)))
        for login in (FELIX, RUTH)
    ]

    for text in texts:
        assert "Nadia Thommen" in text
        assert "4410 Liestal" in text
        assert "Frage-ERWERB" in text
        assert "Grenzen-GESUNDHEIT" in text


@pytest.mark.requirement("VS-09")
def test_the_application_for_an_allowance_says_who_employs_from_when_and_who_is_to_pay(
    own_house: House,
) -> None:
    case = own_house.case_at("accompanied")
    own_house.complete("anna_rav", case, {"way": "EMPLOYMENT"}, "choose_next_step")
    told = {"employer": "Œuvray & Söhne AG", "starts_on": "2026-05-01", "workload": 80, "permanent": True}
    allowance = {"allowance": True, "allowance_payer": "UNEMPLOYMENT_INSURANCE", "allowance_months": 6}
    own_house.complete("carla_smz", case, told | allowance, "arrange_employment")

    text = text_of(pdf_of(own_house, "anna_rav", made(own_house, "anna_rav", case, "induction_allowance")))

    for said in (
        "Œuvray & Söhne AG",
        "01.05.2026",
        "Arbeitslosenversicherung",
        "Anna Zurbriggen",
        "Arbeitgeber",
    ):
        assert said in text, said


@pytest.mark.requirement("VS-09")
@pytest.mark.parametrize(("language", "words"), [("de", "Stellenantritt"), ("fr", "Prise d’emploi")])
def test_the_final_report_names_the_first_day_of_the_job_where_there_is_one(
    own_house: House, language: str, words: str
) -> None:
    texts = []
    for result in (RESULT, OTHER_RESULT):
        case = own_house.case_at("accompanied")
        own_house.complete("anna_rav", case, {"way": "END"}, "choose_next_step")
        for login in ("carla_smz", "anna_rav"):
            own_house.complete(login, case, result)
        texts.append(
            text_of(
                pdf_of(own_house, "anna_rav", made(own_house, "anna_rav", case, "final_report", language))
            )
        )

    found, other = texts
    assert words in found
    assert "16.03.2026" in found
    assert words not in other


@pytest.mark.requirement("LU-06")
@pytest.mark.parametrize("language", ["de", "fr"])
def test_every_document_of_luzern_is_made(luzern: Luzern, language: str) -> None:
    case, house = luzern.case_at("managed"), luzern.house
    texts = {}

    for document in IIZ:
        login = "sonja_sd_lu" if document == "authority" else KLARA
        reader = pdf_of(house, login, made(house, login, case, document, language))
        assert unembedded(reader) == [], document
        texts[document] = text_of(reader)

    assert {document for document, text in texts.items() if "Peter Muff" not in text} == set()
    assert "Frage-ERWERB" in texts["registration_form"]
    assert "Ort-STAMMDATEN" in texts["invitation"]
    assert "Analyse-ERWERB" in texts["situation_analysis"]
    plan = house.get(KLARA, f"/api/cases/{case}/plan")["plan"]
    assert {one["aim"] in texts["action_plan"] for one in plan["measures"]} == {True}
    assert {one["text"] in texts["action_plan"] for one in plan["goals"]} == {True}
    offices = [one["institution"]["name"] for one in plan["signatures"] if one["institution"]]
    assert {office in texts["action_plan"] for office in offices} == {True}


@pytest.mark.requirement("LU-07", "LU-08")
@pytest.mark.parametrize(
    ("stage", "login", "told"),
    [
        ("managed", KLARA, ["Ivo", "–"]),
        ("managed", "ivo_iv_lu", ["Ivo", "–"]),
        ("closed", "ivo_iv_lu", ["Ivo"]),
        ("closed", KLARA, ["Ivo"]),
    ],
)
def test_the_final_report_and_the_minutes_of_the_evaluation_are_made_in_and_after_the_implementation(
    luzern: Luzern, stage: str, login: str, told: list[str]
) -> None:
    case, house = luzern.case_at(stage), luzern.house
    records = house.rows(Record, case_key=int(case), type="case_closing")

    report, minutes = (
        text_of(pdf_of(house, login, made(house, login, case, ident)))
        for ident in ("final_report", "evaluation_minutes")
    )

    for text in (report, minutes):
        for said in told:
            assert said in text, said
        assert "keine Angabe" not in text.partition("Massnahmen")[2]
    assert (stage == "closed") is bool(records)
    assert ("Schlussbericht –" in report) is (stage == "managed")


@pytest.mark.requirement("LU-08")
@pytest.mark.parametrize(
    ("language", "when"),
    [("de", "Donnerstag, 5. März 2026, 14:00"), ("fr", "jeudi 5 mars 2026, 14\u202fh\u202f00")],
)
def test_the_letter_for_the_evaluation_says_what_its_meeting_says(
    luzern: Luzern, language: str, when: str
) -> None:
    case, house, ivo = luzern.case_at("managed"), luzern.house, "ivo_iv_lu"
    before = text_of(pdf_of(house, ivo, made(house, ivo, case, "evaluation_invitation", language)))
    body = {"kind": "evaluation", "begins_at": "2026-03-05T14:00:00+01:00", "place": "Betrieb-STAMMDATEN"}
    house.post(ivo, f"/api/cases/{case}/meetings", body)

    letters = [
        text_of(pdf_of(house, login, made(house, login, case, "evaluation_invitation", language)))
        for login in (ivo, KLARA, "rita_rav_lu")
    ]

    assert "Betrieb" not in before
    assert "keine Angabe" not in before
    for letter in letters:
        said = " ".join(letter.split())
        assert " ".join(when.split()) in said.replace("\u202f", " ")
        assert all(word in said for word in ("Betrieb-STAMMDATEN", "Peter Muff", "Ivo", "Rita", "60"))
        assert "Ort-STAMMDATEN" not in said
    assert attempt(house, "sonja_sd_lu", case, "evaluation_invitation").status_code == 403


@pytest.mark.parametrize("document", ["final_report", "evaluation_minutes", "evaluation_invitation"])
def test_what_the_case_has_not_come_to_is_neither_offered_nor_made(luzern: Luzern, document: str) -> None:
    case, house = luzern.case_at("signed"), luzern.house

    offered = [one["document"] for one in house.get(KLARA, f"/api/cases/{case}/documents")["makeable"]]
    answer = attempt(house, KLARA, case, document)
    desk, here = Visitor(house, KLARA), f"/cases/{case}/documents"
    page = desk.post(here, desk.get(here), do="make", kind=document, language="de")

    assert "action_plan" in offered
    assert document not in offered
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:document-too-early")
    assert (page.status_code, "Dafür ist es noch zu früh" in main_of(page)) == (422, True)
    luzern.manage("managed", case)
    assert document in [
        one["document"] for one in house.get(KLARA, f"/api/cases/{case}/documents")["makeable"]
    ]


def test_a_letter_that_nobody_signs_asks_for_no_signed_copy_and_leaves_room_for_what_is_not_yet_known(
    luzern: Luzern,
) -> None:
    case, house = luzern.case_at("preparing"), luzern.house
    desk = Visitor(house, KLARA)
    here = f"/cases/{case}/documents"

    sent = desk.post(here, desk.get(here), do="make", kind="invitation", language="de")
    shown = desk.get(sent.headers["location"])
    letter = text_of(pdf_of(house, KLARA, made(house, KLARA, case, "invitation", "de")))

    assert "Drucken Sie es aus und verschicken Sie es" in main_of(shown)
    assert "Unterzeichnete Fassung ablegen" not in main_of(shown)
    assert "keine Angabe" not in letter
    assert all(word in letter for word in ("Wann", "Ort", "Dauer in Minuten"))


def test_the_way_as_a_list_names_only_what_has_a_name(luzern: Luzern) -> None:
    case = luzern.case_at("preparing")

    way = main_of(Visitor(luzern.house, KLARA).get(f"/cases/{case}"))

    assert "Anmeldung prüfen" in way
    assert "registration_received" not in way


def test_there_is_no_plan_to_print_before_one_is_drawn_up(luzern: Luzern) -> None:
    case = luzern.case_at("preparing")

    answer = attempt(luzern.house, KLARA, case, "action_plan")

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:no-plan-to-print")


def test_a_document_is_frozen_and_a_new_one_says_what_is_on_record_then(house: House) -> None:
    case = house.case_at("granted")
    first = made(house, "carla_smz", case, "authority")
    before = fetched(house, "carla_smz", first).content
    correction = {"version": 1, "fields": {"last_name": "Perrin"}, "reason": "x"}
    house.post("carla_smz", f"/api/cases/{case}/records/person/correction", correction)

    second = made(house, "carla_smz", case, "authority")

    assert fetched(house, "carla_smz", first).content == before
    assert "Sara Perren" in text_of(pdf_of(house, "carla_smz", first))
    assert "Sara Perrin" in text_of(pdf_of(house, "carla_smz", second))


def test_what_the_maker_may_not_read_keeps_the_document_from_being_made_and_is_named(luzern: Luzern) -> None:
    case = luzern.case_at("preparing", reach=["MASTER", "WORK"])

    refused = attempt(luzern.house, KLARA, case, "registration_form")

    assert refused.status_code == 422
    assert refused.json()["type"] == "urn:bruecke:document-closed"
    assert refused.json()["missing"] == ["SOCIAL_ASSISTANCE", "HEALTH"]
    assert luzern.house.rows(Document, case_key=int(case)) == []


def test_only_who_has_the_role_makes_it_and_only_what_there_is(house: House) -> None:
    case = house.case_at("agreed")

    answers = {
        "coordination": attempt(house, "ines_koo", case, "tandem_goals"),
        "unknown": attempt(house, "carla_smz", case, "nothing"),
        "stranger": attempt(house, "beat_iv", case, "authority"),
        "language": attempt(house, "carla_smz", case, "authority", "xx"),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "coordination": 403,
        "unknown": 422,
        "stranger": 404,
        "language": 422,
    }


def test_who_may_not_read_all_of_it_does_not_find_it(house: House) -> None:
    case = house.case_at("granted")
    key = made(house, "carla_smz", case, "authority")
    read = {
        login: fetched(house, login, key).status_code
        for login in ("anna_rav", "beat_iv", "nora_smz", "dario")
    }
    consent = house.consent(case)
    assert consent is not None
    listed_before = [one["key"] for one in listed(house, "anna_rav", case)]
    house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    after = {login: fetched(house, login, key).status_code for login in ("anna_rav", "carla_smz")}

    assert read == {"anna_rav": 200, "beat_iv": 404, "nora_smz": 404, "dario": 404}
    assert listed_before == [key]
    assert after == {"anna_rav": 404, "carla_smz": 200}
    assert fetched(house, "carla_smz", str(new_key())).status_code == 404


def test_the_events_tell_of_a_document_only_to_those_who_may_read_it(own_house: House) -> None:
    house = own_house
    case = house.open_case()
    house.complete("carla_smz", case, REGISTRATION)
    house.complete("carla_smz", case, house.consent_answers(["RAV"], categories=["WORK"]))
    attached(house, "carla_smz", case, category="HEALTH")

    def told(login: str) -> list[str]:
        events = house.get(login, f"/api/cases/{case}/history")["items"]
        return [one["kind"] for one in events if one["kind"].startswith("DOCUMENT_")]

    codes = [
        row.codes for row in house.rows(Event, instance_key=int(case)) if row.kind == "DOCUMENT_ATTACHED"
    ]
    assert told("carla_smz") == ["DOCUMENT_ATTACHED"]
    assert told("anna_rav") == []
    assert "Arztzeugnis" not in "".join(codes)
    assert listed(house, "anna_rav", case) == []


@pytest.mark.parametrize(
    ("language", "made_as", "put_down", "put_away", "of_copy"),
    [
        (
            "de",
            "Dokument erstellt",
            "Dokument abgelegt",
            "Dokument zurückgezogen",
            "(unterzeichnete Fassung)",
        ),
        ("fr", "Document établi", "Document versé", "Document retiré", "(version signée)"),
    ],
)
def test_the_history_says_which_document_was_made_signed_and_put_away(
    own_house: House, language: str, made_as: str, put_down: str, put_away: str, of_copy: str
) -> None:
    case = own_house.case_at("granted")
    title = {"de": "Vollmacht zum Datenaustausch", "fr": "Procuration pour l’échange de données"}[language]
    key = made(own_house, "carla_smz", case, "authority")
    attached(own_house, "carla_smz", case, title="Zeugnis von Dr. Kanari")
    copy = attached(own_house, "carla_smz", case, copy_of=key, signed_on=TODAY, signers=["0"]).json()
    for document in (copy["document"], key):
        found = next(one for one in listed(own_house, "carla_smz", case) if one["key"] == document)
        body = {"version": found["version"], "reason": "x"}
        own_house.post("carla_smz", f"/api/documents/{document}/withdrawal", body)

    lines = history_of(Visitor(own_house, "carla_smz").get(f"/cases/{case}?lang={language}"))

    assert lines[:5] == [
        f"{put_away} {title}",
        f"{put_away} {title} {of_copy}",
        f"{put_down} {title} {of_copy}",
        put_down,
        f"{made_as} {title}",
    ]


def test_fetching_a_document_is_noted_with_what_stands_in_it(own_house: House) -> None:
    case = own_house.case_at("granted")
    key = made(own_house, "carla_smz", case, "authority")

    fetched(own_house, "anna_rav", key)

    rows = own_house.rows(AccessEntry, case_key=int(case), action="document")
    assert [(row.user_key, row.category, row.basis) for row in rows] == [
        (own_house.users["anna_rav"].key, "MASTER", "CONSENT")
    ]


def test_the_file_is_a_download_with_a_name_that_says_nothing_of_the_person(house: House) -> None:
    case = house.case_at("granted")
    reference = house.get("carla_smz", f"/api/cases/{case}")["reference"]

    answer = fetched(house, "carla_smz", made(house, "carla_smz", case, "participation_agreement"))

    heads = answer.headers
    assert heads["content-disposition"] == (
        f'attachment; filename="{reference}-participation-agreement-{TODAY}.pdf"'
    )
    assert heads["content-type"] == "application/pdf"
    assert heads["x-content-type-options"] == "nosniff"
    assert heads["cache-control"] == "no-store"
    assert "sandbox" in heads["content-security-policy"]


@pytest.mark.parametrize("document", ["authority", "participation_agreement"])
@pytest.mark.parametrize("ended", ["withdrawn", "expired"])
def test_a_consent_that_does_not_hold_is_printed_as_blank_as_before_the_first_one(
    own_house: House, document: str, ended: str
) -> None:
    def printed(case: str) -> str:
        """What the sheet says, but for which case it is of and the day."""
        own_house.tokens.clear()  # they end while a year passes
        reference = own_house.get("carla_smz", f"/api/cases/{case}")["reference"]
        text = text_of(pdf_of(own_house, "carla_smz", made(own_house, "carla_smz", case, document)))
        return text.replace(reference, "").replace(f"{own_house.clock.now():%d.%m.%Y}", "")

    case, kind = own_house.case_at("agreed"), {"authority": "data_exchange_consent"}.get(document, document)
    (consent,) = own_house.rows(Consent, case_key=int(case), type=kind)
    if ended == "withdrawn":
        granted = printed(case)
        own_house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")
    else:
        own_house.clock.set_day(date(2027, 2, 10))  # the last day on which it holds
        granted = printed(case)
        own_house.clock.set_day(date(2027, 2, 11))

    again = printed(case)

    assert again == printed(own_house.case_at("fresh"))
    assert again != granted


def test_a_consent_given_anew_is_printed_as_it_was_given(own_house: House) -> None:
    case = own_house.case_at("withdrawn")
    own_house.complete(
        "carla_smz", case, {"way": "NEW_AUTHORITY", "agreed_with_person": True}, "clarify_next_steps"
    )
    answers = own_house.consent_answers(["RAV"], valid_until="2026-09-30")
    own_house.complete("carla_smz", case, answers, "renew_authority")

    text = text_of(pdf_of(own_house, "carla_smz", made(own_house, "carla_smz", case, "authority")))

    assert "30.09.2026" in text


def test_what_stands_in_a_document_is_sealed(house: House) -> None:
    case = house.case_at("granted")
    key = made(house, "carla_smz", case, "authority")
    attached(house, "carla_smz", case, title="Zeugnis von Dr. Kanari")

    rows = [*house.rows(DocumentContent, case_key=int(case)), *house.rows(Document, case_key=int(case))]

    assert len(rows) == 4
    assert {row.sealed.startswith(b"%PDF") or b"Kanari" in row.sealed for row in rows} == {False}
    assert pdf_of(house, "carla_smz", key).pages


def test_the_paper_way_a_signed_copy_says_who_signed_and_when(house: House) -> None:
    case = house.case_at("granted")
    key = made(house, "carla_smz", case, "authority")
    office = str(house.users["carla_smz"].institution_key)

    answer = attached(house, "carla_smz", case, jpeg(), copy_of=key, signed_on=TODAY, signers=["0", office])

    assert answer.status_code == 201, answer.text
    copy, original = listed(house, "carla_smz", case)
    assert (original["state"], original["signed_on"], original["copies"]) == ("signed", TODAY, [copy["key"]])
    assert (copy["state"], copy["copy_of"], copy["title"]) == ("signed", key, original["title"])
    assert set(original["signers"]) == {"Person", "SMZ Sitten"}
    assert fetched(house, "carla_smz", copy["key"]).content == jpeg()
    assert fetched(house, "carla_smz", copy["key"]).headers["content-disposition"].endswith('.jpg"')


def test_a_signed_copy_put_away_leaves_the_document_unsigned(house: House) -> None:
    case = house.case_at("granted")
    key = made(house, "carla_smz", case, "authority")
    copy = attached(house, "carla_smz", case, copy_of=key, signed_on=TODAY, signers=["0"]).json()["document"]

    house.post("carla_smz", f"/api/documents/{copy}/withdrawal", {"version": 1, "reason": "Falsches Blatt"})

    away, original = listed(house, "carla_smz", case)
    assert (away["state"], away["reason"]) == ("withdrawn", "Falsches Blatt")
    assert (original["state"], original["signed_on"], original["signers"], original["copies"]) == (
        "made",
        None,
        [],
        [],
    )
    assert fetched(house, "carla_smz", copy).status_code == 200


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"title": " "}, ("title", "missing")),
        ({"category": ""}, ("category", "missing")),
        ({"category": "SECRET"}, ("category", "unknown")),
        ({"copy_of": "4711", "signed_on": TODAY, "signers": ["0"]}, ("copy_of", "unknown")),
        ({"copy_of": "own", "signers": ["0"]}, ("signed_on", "missing")),
        ({"copy_of": "own", "signed_on": "2026-02-11", "signers": ["0"]}, ("signed_on", "in-the-future")),
        ({"copy_of": "own", "signed_on": TODAY}, ("signers", "missing")),
        ({"copy_of": "own", "signed_on": TODAY, "signers": ["4711"]}, ("signers", "unknown")),
    ],
    ids=str,
)
def test_what_is_said_about_a_file_has_to_be_possible(
    house: House, said: dict[str, Any], fault: tuple[str, str]
) -> None:
    case = house.case_at("granted")
    if said.get("copy_of") == "own":
        said = said | {"copy_of": made(house, "carla_smz", case, "authority")}

    answer = attached(house, "carla_smz", case, **said)

    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json()["faults"]] == [fault]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b" ", "kind"),
        (b"MZ\x90\x00", "kind"),
        (b"<html><script>1</script>", "kind"),
        (b"%PDF-1.7\nno pdf at all", "unreadable"),
        (png()[:-4], "unreadable"),
        (png() + b"<script>", "unreadable"),
        (jpeg()[:-2], "unreadable"),
        (pdf(OpenAction=action("JavaScript", JS="app.alert(1)")), "script"),
        (pdf(OpenAction=action("Launch", F="calc.exe")), "launch"),
        (pdf(OpenAction=action("SubmitForm", F="http://x")), "sends"),
        (with_action_in_page("ImportData"), "launch"),
        (with_file(), "embedded"),
        (pdf(OpenAction=action("GoToR", F="//example.net/share/x.pdf")), "launch"),
        (pdf(OpenAction=action("URI", URI="https://example.net")), "action"),
        (with_action_of_a_field(), "action"),
        (with_something_said_twice(), "unreadable"),
        (with_password(), "encrypted"),
        (with_action_behind_bytes(), "action"),
        (changed(pdf()), "revisions"),
        (changed(for_the_web()), "revisions"),
        (changed(pdf().replace(b"startxref\n", b"startxref\n000000000000")), "revisions"),
        (changed(signed(pdf())), "revisions"),
        (signed(changed(pdf())), "revisions"),
        (changed(pdf(OpenAction=action("JavaScript", JS="1")), OpenAction=action("GoTo")), "revisions"),
        (signed(pdf(OpenAction=action("JavaScript", JS="1"))), "script"),
        (signed(pdf(), digest=False), "revisions"),
        (signed(pdf(), field="Tx"), "revisions"),
        (for_the_web(says_so=False), "revisions"),
        (for_the_web(again=True), "revisions"),
        (without_place(pdf()), "unreadable"),
        (without_place(changed(pdf())), "unreadable"),
        (changed(pdf()).replace(b"startxref\n", b"startxref\x00", 1), "unreadable"),
        (with_image(10_001, 10_000), "pixels"),
        (with_image(0, 1), "unreadable"),
        (with_image(1, 1, jpeg(65_535, 65_535), "DCTDecode"), "pixels"),
        (with_image(1, 1, zlib.compress(jpeg(65_535, 65_535)), "FlateDecode", "DCTDecode"), "pixels"),
        (with_image(1, 1, b"none", "DCTDecode"), "unreadable"),
        (with_image(1, 1, jpeg(1, 1), "LZWDecode", "DCTDecode"), "unreadable"),
        (with_image(1, 1, jpx(65_535, 65_535), "JPXDecode"), "pixels"),
        (with_image(1, 1, b"none", "JPXDecode"), "unreadable"),
        (png(10_001, 10_000), "pixels"),
        (png(4_294_967_295, 4_294_967_295), "pixels"),
        (jpeg(65_535, 65_535), "pixels"),
        (png(0, 1), "unreadable"),
        (jpeg(1, 0), "unreadable"),
        (b"\xff\xd8\xff\xd9", "unreadable"),
        (b"\xff\xd8\xff\xe0\x00\x00" + b"\x00" * 9 + b"\xff\xd9", "unreadable"),
        (b"%PDF-1.7" + b"0" * 10_000_001, "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_none_of_these_or_does_something_is_not_taken(
    house: House, content: bytes, why: str
) -> None:
    case = house.case_at("fresh")

    answer = attached(house, "carla_smz", case, content)

    assert (answer.status_code, answer.json()["reason"]) == (422, why)
    assert house.rows(Document, case_key=int(case)) == []


@pytest.mark.parametrize(
    "content",
    [
        png(10_000, 10_000),
        jpeg(10_000, 10_000),
        with_image(10_000, 10_000),
        with_image(10_000, 10_000, jpeg(10_000, 10_000), "DCTDecode"),
        with_image(0, 0, jpx(10_000, 10_000), "JPXDecode"),
        for_the_web(),
        signed(pdf()),
        signed(signed(pdf())),
        signed(for_the_web()),
    ],
    ids=[
        "png",
        "jpeg",
        "pdf",
        "jpeg in pdf",
        "jpx in pdf",
        "for the web",
        "signed",
        "signed twice",
        "signed for the web",
    ],
)
def test_a_large_scan_and_what_was_signed_electronically_are_taken(content: bytes) -> None:
    assert FileInspector().media_type(content) in ENDINGS


def test_what_is_refused_says_what_to_do_in_german_and_french(house: House) -> None:
    case = house.case_at("fresh")
    desk, here = Visitor(house, "carla_smz"), f"/cases/{case}/documents"
    said = {}
    for language, name in (("de", "frühere Fassungen"), ("fr", "versions antérieures")):
        about = {"csrf": csrf_of(desk.get(f"{here}?lang={language}")), "title": "Zeugnis", "category": "WORK"}
        file = {"file": ("x.pdf", changed(pdf()), "application/pdf")}
        said[name] = desk.client.post(f"{here}/files", data=about, files=file)

    assert {name in main_of(page) for name, page in said.items()} == {True}


def test_a_link_in_a_pdf_hurts_nobody_and_the_name_of_a_file_says_nothing() -> None:
    inspector = FileInspector()

    assert inspector.media_type(with_action_in_page("URI")) == "application/pdf"
    assert inspector.media_type(pdf()) == "application/pdf"
    assert inspector.media_type(png()) == "image/png"


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Turns]:
    """All turns are taken, and nobody is patient; whoever lets one go has a free turn."""
    turns = Turns(at_once=4, waiting=3)
    monkeypatch.setattr(apart, "TURNS", turns)
    monkeypatch.setattr(apart, "PATIENCE", 0.05)
    with ExitStack() as taken:
        for _ in range(4):
            taken.enter_context(turns.turn(0))
        yield turns


def test_who_finds_no_turn_is_told_to_come_again_and_nothing_is_kept(crowd: Turns, own_house: House) -> None:
    house, case = own_house, own_house.case_at("granted")
    desk, here = Visitor(house, "carla_smz"), f"/cases/{case}/documents"
    before = house.rows(AccessEntry, case_key=int(case))

    answers = [
        attempt(house, "carla_smz", case, "authority"),
        attached(house, "carla_smz", case, pdf()),
        house.call("carla_smz", "GET", f"/api/cases/{case}/access/document"),
        house.call("carla_smz", "GET", f"/api/cases/{case}/personal-data/file"),
    ]
    told = house.rows(AccessEntry, case_key=int(case))
    page = desk.post(here, desk.get(here), do="make", kind="authority", language="de")

    assert {(answer.status_code, answer.json()["type"]) for answer in answers} == {
        (503, "urn:bruecke:documents-busy")
    }
    assert {answer.headers["retry-after"] for answer in [*answers, page]} == {"5"}
    assert (page.status_code, "Gerade werden viele Dokumente erstellt" in main_of(page)) == (503, True)
    assert house.rows(Document, case_key=int(case)) == []
    assert told == before
    assert attached(house, "carla_smz", case, png()).status_code == 201  # a picture is not taken apart


def test_who_waits_gets_the_next_turn_and_whoever_comes_then_is_sent_away_at_once() -> None:
    turns, done = Turns(at_once=1, waiting=2), list[str]()

    def wait(name: str) -> None:
        with turns.turn(30):
            done.append(name)

    with turns.turn(0):
        waiting = [Thread(target=wait, args=(name,)) for name in "ab"]
        for thread in waiting:
            thread.start()
        while turns._room._value:  # until both wait
            sleep(0.001)
        with pytest.raises(NoTurn), turns.turn(30):
            done.append("sent away")
    for thread in waiting:
        thread.join(30)

    assert sorted(done) == ["a", "b"]
    with turns.turn(0):
        pass


def test_a_crowd_that_wants_documents_leaves_the_server_to_others(
    own_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, case = own_house, own_house.case_at("granted")
    turns = Turns(at_once=4, waiting=8)
    monkeypatch.setattr(apart, "TURNS", turns)
    monkeypatch.setattr(apart, "PATIENCE", 60.0)
    house.token("carla_smz")

    with ThreadPoolExecutor(60) as people:
        with ExitStack() as taken:
            for _ in range(4):
                taken.enter_context(turns.turn(0))
            asked = [people.submit(attempt, house, "carla_smz", case, "authority") for _ in range(60)]
            while sum(one.done() for one in asked) < 52:
                sleep(0.01)
            other = people.submit(house.call, "carla_smz", "GET", f"/api/cases/{case}").result(30)
        statuses = Counter(one.result().status_code for one in asked)

    assert other.status_code == 200
    assert statuses[503] == 52
    assert statuses[201] == 8


@pytest.mark.requirement("LU-03")
def test_signers_do_not_tell_who_else_takes_part(luzern: Luzern) -> None:
    house, case, rita = luzern.house, luzern.case_at("preparing"), "rita_rav_lu"
    original = attached(house, rita, case).json()["document"]
    guest = str(house.users[GUEST].institution_key)
    said = {"copy_of": original, "signed_on": str(TODAY)}

    hidden = attached(house, rita, case, **said, signers=[guest])
    known = attached(house, KLARA, case, **said, signers=[guest])

    assert [(one["field"], one["code"]) for one in hidden.json()["faults"]] == [("signers", "unknown")]
    assert known.status_code == 201, known.text


def test_more_than_a_file_may_have_is_refused_before_it_is_read(house: House) -> None:
    case = house.case_at("fresh")

    answer = attached(house, "carla_smz", case, b"0" * 10_300_000)

    assert answer.status_code == 413


def test_who_only_looks_or_is_a_guest_puts_nothing_into_a_case(own_house: House) -> None:
    luzern = Luzern(own_house)
    case = luzern.case_at("invited")

    answers = [
        attached(own_house, GUEST, case),
        attached(own_house, "anna_rav", case),
        attached(own_house, None, case),
    ]

    assert [answer.status_code for answer in answers] == [403, 404, 401]


def test_only_the_office_that_made_it_puts_a_document_away_with_a_reason_and_once(house: House) -> None:
    case = house.case_at("granted")
    key = made(house, "carla_smz", case, "authority")
    path = f"/api/documents/{key}/withdrawal"
    body = {"version": 1, "reason": "Falsche Adresse"}

    other = house.call("anna_rav", "POST", path, json=body)
    silent = house.call("carla_smz", "POST", path, json=body | {"reason": " "})
    stale = house.call("carla_smz", "POST", path, json=body | {"version": 7})
    house.post("lea_smz", path, body)
    again = house.call("carla_smz", "POST", path, json=body)
    signed = attached(house, "carla_smz", case, copy_of=key, signed_on=TODAY, signers=["0"])

    assert (other.status_code, silent.status_code, stale.json()["version"]) == (403, 422, 1)
    assert again.json()["type"] == "urn:bruecke:document-withdrawn"
    assert signed.json()["type"] == "urn:bruecke:document-withdrawn"
    (mine,), (theirs,) = listed(house, "carla_smz", case), listed(house, "anna_rav", case)
    assert (mine["state"], mine["reason"], theirs["reason"]) == ("withdrawn", "Falsche Adresse", "")


def test_what_is_sent_twice_is_done_once(house: House) -> None:
    case = house.case_at("granted")
    body = {"document": "authority", "language": "de"}
    sent = {"json": body, "headers": {"Idempotency-Key": f"d{case}"}}

    first, second = (
        house.call("carla_smz", "POST", f"/api/cases/{case}/documents", **sent) for _ in range(2)
    )

    assert first.json() == second.json()
    assert len(house.rows(Document, case_key=int(case))) == 1


def test_a_closed_case_still_gets_its_final_report_and_a_scan(house: House) -> None:
    case = house.case_at("closed")

    key = made(house, "anna_rav", case, "final_report")

    assert OTHER_RESULT["report"] in text_of(pdf_of(house, "anna_rav", key))
    assert attached(house, "carla_smz", case).status_code == 201


def test_a_document_of_another_case_is_no_original(house: House) -> None:
    case, other = house.case_at("granted"), house.case_at("granted")
    key = made(house, "carla_smz", other, "authority")

    answer = attached(house, "carla_smz", case, copy_of=key, signed_on=TODAY, signers=["0"])

    assert answer.json()["faults"][0]["code"] == "unknown"


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_person_is_given_who_saw_what_as_a_document(own_house: House, language: str) -> None:
    house = own_house
    case = house.case_at("question")
    house.get("anna_rav", f"/api/cases/{case}")
    record = house.rows(Record, case_key=int(case), type="person", category="MASTER", replaced_at=None)[0]
    packet = {
        "to": str(house.users["anna_rav"].institution_key),
        "fields": [{"record": str(record.key), "field": "street"}],
        "basis": "CONSENT",
        "purpose": "Gespräch",
    }
    house.post("carla_smz", f"/api/cases/{case}/packets", packet)

    answer = house.call("carla_smz", "GET", f"/api/cases/{case}/access/document?lang={language}")

    assert answer.status_code == 200, answer.text
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    text = text_of(reader)
    assert promises(reader) == {
        "tagged": True,
        "language": f"{language}-CH",
        "title": {"de": "Wer hat was gesehen", "fr": "Qui a consulté quoi"}[language],
        "shows title": True,
        "pdf/a": True,
        "pdf/ua": True,
        "fonts without a file": [],
    }
    for told in ("Sara Perren", house.users["anna_rav"].name, "RAV Sitten", "SMZ Sitten"):
        assert told in text, told
    assert PERSON["street"] not in text
    assert answer.headers["content-disposition"].endswith(f'-{TODAY}.pdf"')
    kept = house.rows(AccessEntry, case_key=int(case), action="report_file")
    assert {row.user_key for row in kept} == {house.users["carla_smz"].key}


def test_the_document_of_who_saw_what_is_for_those_who_keep_the_case(house: House) -> None:
    case = house.case_at("agreed")

    asked = {
        login: house.call(login, "GET", f"/api/cases/{case}/access/document").status_code
        for login in ("carla_smz", "ines_koo", "anna_rav", "beat_iv")
    }

    assert asked == {"carla_smz": 200, "ines_koo": 200, "anna_rav": 403, "beat_iv": 404}


def test_nothing_of_a_file_or_document_is_laid_down_outside_the_database(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    case = house.case_at("granted")

    made(house, "carla_smz", case, "authority")
    attached(house, "carla_smz", case)

    assert list(tmp_path.rglob("*")) == []
    assert len(house.rows(Record, case_key=int(case), type="person")) == 1
