"""What the document tells integrators is so: languages, days, partners, packing, what may be confirmed."""

import io
import zipfile

import pytest

from tests.api.house import REGISTRATION, House, package_files


def test_only_the_outcome_of_a_rule_can_be_confirmed(house: House) -> None:
    gateway = house.gateway(house.case_at("question"))
    assert gateway is not None
    basis = house.get("carla_smz", f"/api/gateways/{gateway.key}")["basis"]
    before = house.digest()

    answer = house.call(
        "carla_smz", "POST", f"/api/gateways/{gateway.key}/confirmation", json={"basis": basis}
    )

    assert (answer.status_code, answer.json()["type"]) == (422, "urn:bruecke:nothing-to-confirm")
    assert house.digest() == before


def test_a_package_may_be_packed_as_one_folder(house: House) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir("wallis_tandem")
        for name, content in package_files().items():
            archive.writestr(f"wallis_tandem/{name}", content)

    answer = house.call("dario", "POST", "/api/procedures", content=buffer.getvalue())

    assert (answer.status_code, answer.json()["is_new"]) == (201, False)


def test_a_day_that_is_none_is_answered_with_an_iso_day_as_example(house: House) -> None:
    task = house.task(house.open_case())
    body = {"answers": REGISTRATION | {"born_on": "14.11.2000"}, "version": task.version}

    answer = house.call("carla_smz", "POST", f"/api/tasks/{task.key}/completion", json=body)

    (fault,) = answer.json()["faults"]
    assert (answer.status_code, fault["field"], fault["code"]) == (422, "born_on", "not_date")
    assert "2026-06-05" in fault["message"]


@pytest.mark.parametrize(
    ("query", "header", "title"),
    [
        ("", "", "IIZ-Tandem Wallis"),
        ("?lang=fr", "", "Tandem CII Valais"),
        ("", "fr-CH, de;q=0.8", "Tandem CII Valais"),
        ("", "rm, *;q=0.1", "IIZ-Tandem Wallis"),
        ("?lang=de", "fr", "IIZ-Tandem Wallis"),
    ],
)
def test_a_program_chooses_its_language_by_query_or_header(
    house: House, query: str, header: str, title: str
) -> None:
    headers = {"Accept-Language": header} if header else {}

    answer = house.call("carla_smz", "GET", f"/api/procedures{query}", headers=headers)

    assert [procedure["title"] for procedure in answer.json()] == [title]


def test_the_language_of_a_page_is_not_that_of_the_browser(house: House) -> None:
    page = house.call("carla_smz", "GET", "/", headers={"Accept-Language": "fr"})

    assert '<html lang="de-CH"' in page.text


@pytest.mark.parametrize(
    ("shape", "field", "values"),
    [
        ("CaseOut", "status", ["running", "completed", "incident", "suspended", "cancelled"]),
        ("GatewayOut", "kind", ["fact", "rule", "judgement"]),
        ("GatewayOut", "waits_for", ["fact", "confirmation", "decision", "nothing"]),
        ("TaskOut", "status", ["open", "completed", "cancelled"]),
    ],
)
def test_closed_lists_stand_in_the_document(house: House, shape: str, field: str, values: list[str]) -> None:
    document = house.get(None, "/api/openapi.json")

    assert document["components"]["schemas"][shape]["properties"][field]["enum"] == values


def test_the_document_names_the_parts_of_a_fault(house: House) -> None:
    shapes = house.get(None, "/api/openapi.json")["components"]["schemas"]

    assert {"field", "code", "file", "place", "rule", "remedy"} <= shapes["FaultOut"]["properties"].keys()
    assert {"role", "candidates"} <= shapes["ProblemOut"]["properties"].keys()


def test_a_question_asked_under_a_condition_says_when_and_whether_it_is_needed(house: House) -> None:
    task = house.task(house.case_at("fresh"))

    schema = house.get("carla_smz", f"/api/tasks/{task.key}/form")["json_schema"]

    said = schema["properties"]["signed_on"]["x-bruecke"]
    assert said["hide"]
    assert said["required"] is True
    assert "signed_on" not in schema["required"]
