"""Everything about a person, made for them by who keeps the case: whole, readable, redacted, and honest about what is missing."""

import io
from datetime import timedelta
from typing import Any

import orjson
import pypdf
import pytest

from cases.rows import AccessEntry
from engine.ports import Entry
from tests.api.house import PERSON, REGISTRATION, House, Response
from tests.api.luzern import luzern
from tests.api.test_access_report import packet_of
from tests.api.test_documents import HOSTILE, attached, promises, text_of
from tests.api.test_pages import Visitor
from tests.api.test_plans import GOAL, KLARA, Round, table
from tests.integration.test_erasure import LATER, confirm, move_to, propose

__all__ = ["luzern", "table"]

SECTIONS_DE = (
    "Der Fall",
    "Wer beteiligt ist",
    "Angaben",
    "Was Sie entschieden haben",
    "Fragen des Verfahrens und ihre Antworten",
    "Weitergegeben",
    "Dokumente",
    "Notizen",
    "Wer Ihre Angaben gelesen hat",
    "Was hier nicht steht, und wo Sie es verlangen können",
)


def data_of(house: House, case: str, login: str = "carla_smz", language: str = "de") -> Any:
    return house.get(login, f"/api/cases/{case}/personal-data?lang={language}")


def sheet_of(house: House, case: str, login: str = "carla_smz", language: str = "de") -> Response:
    answer = house.call(login, "GET", f"/api/cases/{case}/personal-data/file?lang={language}")
    assert answer.status_code == 200, answer.text
    return answer


def read_sheet(house: House, case: str, login: str = "carla_smz", language: str = "de") -> str:
    return text_of(pypdf.PdfReader(io.BytesIO(sheet_of(house, case, login, language).content)))


def squeezed(text: str) -> str:
    """Without spaces and breaks: a cell breaks anywhere."""
    return "".join(text.split()).replace("-", "")


def full(house: House) -> str:
    """A case with something of everything."""
    case = house.case_at("agreed")
    house.post("carla_smz", f"/api/cases/{case}/notes", {"text": "Kam zu Fuss", "audience": "own"})
    ours = {"text": "Will wieder arbeiten", "audience": "shared", "category": "WORK"}
    house.post("carla_smz", f"/api/cases/{case}/notes", ours)
    shared = {"text": "Sucht Arbeit im Garten", "audience": "shared", "category": "WORK"}
    house.post("anna_rav", f"/api/cases/{case}/notes", shared)
    house.post("anna_rav", f"/api/cases/{case}/notes", {"text": "Nur fürs RAV", "audience": "own"})
    packet_of(house, case)
    attached(house, "carla_smz", case)
    house.clock.advance(timedelta(minutes=5))
    house.get("anna_rav", f"/api/cases/{case}")
    house.clock.advance(timedelta(minutes=5))
    return case


@pytest.mark.requirement("VS-04")
def test_everything_on_record_stands_in_it_with_whose_it_is_and_where_it_came_from(own_house: House) -> None:
    case = full(own_house)

    found = data_of(own_house, case)

    records = {record["type"]: record for record in found["records"]}
    name = next(one for one in records["person"]["fields"] if one["name"] == "last_name")
    assert (name["label"], name["value"], name["category"]) == (
        "Name",
        PERSON["last_name"],
        {"code": "MASTER", "label": "Stammdaten"},
    )
    assert ([one["name"] for one in name["owners"]], name["recorded_by"], name["version"]) == (
        ["SMZ Sitten"],
        "Carla Dayer",
        1,
    )
    assert found["person_name"] == f"{PERSON['first_name']} {PERSON['last_name']}"
    assert {"data_exchange_consent", "joint_analysis"} <= set(records)
    assert {one["state"] for one in found["consents"]} == {"granted", "opened"}
    assert [one["answer"] for one in found["decisions"] if one["answer"]] != []
    [packet] = found["packets"]
    assert (packet["receiver"]["name"], packet["fields"], packet["basis_label"]) == (
        "RAV Sitten",
        ["Name"],
        "Vollmacht zum Datenaustausch",
    )
    assert [one["title"] for one in found["documents"]] == ["Arztzeugnis"]
    assert [(one["text"], one["audience"]) for one in found["notes"]] == [
        ("Will wieder arbeiten", "shared"),
        ("Kam zu Fuss", "own"),
    ]
    assert "Anna Zurbriggen" in {one["user"] for one in found["accesses"]}
    assert found["legal_bases"] != []


def test_every_field_that_the_office_reads_is_in_it(own_house: House) -> None:
    case = full(own_house)

    seen = own_house.get("carla_smz", f"/api/cases/{case}?lang=de")
    found = data_of(own_house, case)

    told = {(one["label"], one["value"]) for record in found["records"] for one in record["fields"]}
    shown = {
        (one["label"], one["value"])
        for record in seen["records"]
        for one in record["fields"]
        if one["shared"]
    }
    assert len(shown) > 15
    assert shown - told == set()


def test_what_is_left_out_is_said_with_who_is_asked_for_it_and_never_shown(own_house: House) -> None:
    case = full(own_house)

    found = data_of(own_house, case)
    sheet = read_sheet(own_house, case)

    left = {one["code"]: [body["name"] for body in one["ask"]] for one in found["left_out"]}
    assert set(left) == {
        "notes_elsewhere", "reasons_elsewhere", "packet_contents", "document_contents", "earlier_versions", "other_cases",
    }  # fmt: skip
    assert "RAV Sitten" in left["notes_elsewhere"]
    assert "SMZ Sitten" not in left["notes_elsewhere"]
    assert "Nur fürs RAV" not in orjson.dumps(found).decode() + sheet
    assert squeezed("Bei der Stelle zu verlangen") in squeezed(sheet)


def test_the_coordination_hands_out_what_is_open_to_it_and_names_the_rest(own_house: House) -> None:
    case = full(own_house)
    entry = Entry(
        "joint_analysis", "recommendation", "Was nur das SMZ weiss", "HEALTH", ("reporting_office",)
    )
    engine = own_house.bruecke.engine
    with engine.store.work() as work:
        engine.case_file.write(work, int(case), [entry], None, engine.clock.now(), None, {})
    ours = own_house.get("ines_koo", f"/api/cases/{case}?lang=de")

    found, sheet = data_of(own_house, case, "ines_koo"), read_sheet(own_house, case, "ines_koo")

    closed = {one["category"] for record in ours["records"] for one in record["fields"] if not one["shared"]}
    [left] = [one for one in found["left_out"] if one["code"] == "closed"]
    assert closed
    assert {one["code"] for one in left["categories"]} == closed
    assert {"SMZ Sitten", "RAV Sitten"} <= {one["name"] for one in left["ask"]}
    told = {one["category"]["code"] for record in found["records"] for one in record["fields"]}
    assert told & closed == set()
    assert "Kam zu Fuss" not in orjson.dumps(found).decode() + sheet
    assert ("Was nur das SMZ weiss" in orjson.dumps(found).decode()) is ("HEALTH" not in closed)


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("lea_smz", 200),
        ("ines_koo", 200),
        ("anna_rav", 403),
        ("nora_smz", 404),
        ("beat_iv", 404),
        (None, 401),
    ],
)
def test_it_goes_through_the_door_of_the_access_report(
    own_house: House, login: str | None, status: int
) -> None:
    case = own_house.case_at("agreed")

    answers = {
        own_house.call(login, "GET", f"/api/cases/{case}/{path}").status_code
        for path in ("access", "personal-data", "personal-data/file")
    }

    assert answers == {status}


def test_who_looks_by_exception_makes_none(own_house: House) -> None:
    case = own_house.case_at("granted")
    reference = own_house.get("carla_smz", f"/api/cases/{case}")["reference"]
    own_house.post("nora_smz", "/api/cases/exceptions", {"reference": reference, "reason": "Vertretung"})

    answers = [
        own_house.call("nora_smz", "GET", f"/api/cases/{case}/personal-data{path}").status_code
        for path in ("", "/file")
    ]

    assert answers == [403, 403]


@pytest.mark.parametrize("path", ["personal-data", "personal-data/file"])
def test_making_it_is_noted_with_all_that_it_shows(own_house: House, path: str) -> None:
    case = full(own_house)

    assert own_house.call("ines_koo", "GET", f"/api/cases/{case}/{path}").status_code == 200

    found = data_of(own_house, case, "ines_koo")
    told = {one["category"]["code"] for record in found["records"] for one in record["fields"]}
    ines = own_house.users["ines_koo"].key
    rows = own_house.rows(AccessEntry, case_key=int(case), user_key=ines, action="personal_data_file")
    assert told <= {row.category for row in rows}
    [line, *_] = own_house.get("carla_smz", f"/api/cases/{case}/access?lang=de")["items"]
    assert (line["user"], line["opened"]) == ("Ines Amrein", "Auskunft über alle Daten der Person erstellt")


def test_the_opener_leaves_an_entry_too_and_the_page_another(own_house: House) -> None:
    case = own_house.case_at("granted")
    data_of(own_house, case)
    Visitor(own_house, "carla_smz").get(f"/cases/{case}/personal-data")

    actions = [row.action for row in own_house.rows(AccessEntry, case_key=int(case))]

    assert {"personal_data_file", "personal_data"} <= set(actions)


@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_sheet_holds_to_pdf_a_and_pdf_ua_in_both_languages(own_house: House, language: str) -> None:
    case = full(own_house)

    answer = sheet_of(own_house, case, language=language)

    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    titles = {
        "de": "Auskunft über die Daten der Person",
        "fr": "Renseignements sur les données de la personne",
    }
    assert promises(reader) == {
        "tagged": True,
        "language": f"{language}-CH",
        "title": titles[language],
        "shows title": True,
        "pdf/a": True,
        "pdf/ua": True,
        "fonts without a file": [],
    }
    name = answer.headers["content-disposition"]
    kind = {"de": "auskunft", "fr": "renseignements"}[language]
    reference = own_house.get("carla_smz", f"/api/cases/{case}")["reference"]
    assert name == f'attachment; filename="{reference}-{kind}-2026-02-10.pdf"'


def test_the_sheet_says_all_that_the_file_for_programs_says(own_house: House) -> None:
    case = full(own_house)
    found = data_of(own_house, case)

    sheet = squeezed(read_sheet(own_house, case))

    assert [one for one in SECTIONS_DE if squeezed(one) not in sheet] == []
    told = [one["value"] for record in found["records"] for one in record["fields"]]
    told += [one["text"] for one in found["notes"]] + [one["says"] for one in found["left_out"]]
    told += [one["opened"] for one in found["accesses"]] + [one["title"] for one in found["documents"]]
    assert [text for text in told if squeezed(text) not in sheet] == []


def test_what_looks_like_a_command_is_printed_and_nothing_long_is_lost(own_house: House) -> None:
    long = " ".join(f"Wort{number:04d}" for number in range(420))
    registration = REGISTRATION | {"street": HOSTILE[:59].strip(), "town": HOSTILE[59:].strip()}
    case = own_house.case_at("granted", registration)
    for text in (long, HOSTILE, "Zeile eins\nZeile zwei", "x" * 900):
        own_house.post("carla_smz", f"/api/cases/{case}/notes", {"text": text, "audience": "own"})

    sheet = read_sheet(own_house, case)

    for word in (HOSTILE[:59], HOSTILE[59:], HOSTILE, "Zeile eins"):
        assert squeezed(word) in squeezed(sheet)
    assert sheet.count("x") >= 900
    assert [word for word in long.split() if word not in squeezed(sheet)] == []


def test_a_note_that_was_taken_back_is_told_without_its_text(own_house: House) -> None:
    case = own_house.case_at("granted")
    note = own_house.post("carla_smz", f"/api/cases/{case}/notes", {"text": "Versehen", "audience": "own"})
    own_house.post("carla_smz", f"/api/notes/{note['note']}/withdrawal")

    found, sheet = data_of(own_house, case), read_sheet(own_house, case)

    assert [one["text"] for one in found["notes"]] == [None]
    assert "withdrawn_notes" in {one["code"] for one in found["left_out"]}
    assert "Versehen" not in sheet
    assert squeezed("der Text ist gelöscht") in squeezed(sheet)


def test_reasons_of_the_own_office_stand_in_it_and_those_of_others_do_not(own_house: House) -> None:
    case = own_house.case_at("question")
    own_house.decide("carla_smz", case, "no", "Begründung des SMZ")
    own_house.post("carla_smz", f"/api/cases/{case}/suspension", {"reason": "Ruht wegen Ferien"})

    found = data_of(own_house, case)

    reasons = [record for record in found["records"] if record["type"].startswith("reason.")]
    assert {one["value"] for record in reasons for one in record["fields"]} >= {"Ruht wegen Ferien"}
    assert {one["label"] for record in reasons for one in record["fields"]} == {"Begründung"}
    assert all(record["title"] for record in reasons)


def test_an_erased_case_gives_none(own_house: House) -> None:
    case = own_house.case_at("closed")
    move_to(own_house, LATER)
    propose(own_house, case)
    confirm(own_house, case)

    answers = [
        own_house.call("carla_smz", "GET", f"/api/cases/{case}/personal-data{path}").status_code
        for path in ("", "/file")
    ]

    assert answers == [410, 410]
    assert "personal-data" not in Visitor(own_house, "carla_smz").get(f"/cases/{case}/access").text


def test_the_page_leads_to_the_files_and_says_what_is_missing(own_house: House) -> None:
    case = full(own_house)
    carla = Visitor(own_house, "carla_smz")

    assert f'href="/cases/{case}/personal-data"' in carla.get(f"/cases/{case}?lang=de").text
    page = carla.get(f"/cases/{case}/personal-data?lang=de").text

    for path in ("/file?lang=de", "/file?lang=fr", "?lang=de"):
        assert f'href="/api/cases/{case}/personal-data{path}"' in page
    assert "Andere Fälle: Diese Auskunft gilt für diesen einen Fall." in page
    assert PERSON["ahv_number"] not in page
    assert "Kam zu Fuss" not in page
    french = carla.get(f"/cases/{case}/personal-data?lang=fr").text
    assert "Renseignements à la personne" in french
    assert (
        f'href="/cases/{case}/personal-data"' not in Visitor(own_house, "anna_rav").get(f"/cases/{case}").text
    )


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_plan_stands_in_it_with_its_measures_answers_and_signatures(table: Round, language: str) -> None:
    table.in_force()

    found = data_of(table.house, table.case, KLARA)
    sheet = squeezed(read_sheet(table.house, table.case, KLARA, language))

    [plan] = found["plans"]
    assert [one["text"] for one in plan["goals"]] == [GOAL["text"]]
    assert [(one["aim"], one["answer"]) for one in plan["measures"]] == [("Zweck-MASSNAHME", "Übernommen")]
    assert {one["decision"] for one in plan["signatures"]} == {"signed"}
    for text in (GOAL["text"], GOAL["measured_by"], "Zweck-MASSNAHME", "15.11.2026"):
        assert squeezed(str(text)) in sheet
