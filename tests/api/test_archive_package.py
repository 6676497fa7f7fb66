"""What an archive takes over: whole, with checksums, for the office of the case alone, and noted."""

import hashlib
import io
import zipfile
from typing import Any

import orjson
import pypdf
import pytest

from cases.rows import AccessEntry
from tests.api.house import PERSON, House, Response
from tests.api.test_documents import attached, text_of
from tests.api.test_erasure import FIRST_DAY, code, confirm, move_to, propose
from tests.api.test_pages import Visitor
from tests.files import png


@pytest.fixture
def closed(own_house: House) -> tuple[House, str]:
    case = own_house.case_at("closed")
    assert attached(own_house, "carla_smz", case).status_code == 201
    return own_house, case


def package(house: House, case: str, login: str | None = "carla_smz") -> Response:
    return house.call(login, "GET", f"/api/cases/{case}/archive-package")


def opened(answer: Response) -> dict[str, bytes]:
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_archive_gets_everything_with_checksums(closed: tuple[House, str]) -> None:
    house, case = closed

    answer = package(house, case)
    files = opened(answer)

    manifest: Any = orjson.loads(files.pop("manifest.json"))
    told = {one["name"]: (one["size"], one["sha256"]) for one in manifest["files"]}
    assert told == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in files.items()
    }
    data = orjson.loads(files["personal-data.json"])
    assert data["person_name"] == f"{PERSON['first_name']} {PERSON['last_name']}"
    for language, word in (("de", "Auskunft"), ("fr", "Renseignements")):
        assert word in text_of(pypdf.PdfReader(io.BytesIO(files[f"personal-data-{language}.pdf"])))
    [document] = [content for name, content in files.items() if name.startswith("documents/")]
    assert document == png()
    assert "other_cases" in manifest["left_out"]
    assert answer.headers["content-disposition"] == f'attachment; filename="{data["reference"]}-archiv.zip"'
    assert PERSON["last_name"] not in " ".join(files) + orjson.dumps(manifest).decode()


def test_only_the_office_of_the_case_makes_it_and_only_once_it_is_closed(closed: tuple[House, str]) -> None:
    house, case = closed
    running = house.case_at("agreed")

    answers = {
        login: package(house, case, login).status_code
        for login in ("lea_smz", "anna_rav", "ines_koo", "nora_smz", "beat_iv", None)
    }

    assert answers["lea_smz"] == 200
    assert {answers[login] for login in ("anna_rav", "ines_koo")} <= {403, 404}
    assert (answers["nora_smz"], answers["beat_iv"], answers[None]) == (404, 404, 401)
    assert code(package(house, running)) == (409, "case-runs")
    assert package(house, running, "ines_koo").status_code == 403


def test_making_it_is_noted_with_all_it_shows(closed: tuple[House, str]) -> None:
    house, case = closed

    data = orjson.loads(opened(package(house, case))["personal-data.json"])

    sensitive = {"HEALTH", "FAMILY", "SOCIAL_ASSISTANCE"}
    told = {one["category"]["code"] for record in data["records"] for one in record["fields"]} & sensitive
    rows = house.rows(AccessEntry, case_key=int(case), action="archive_package")
    assert told
    assert told <= {row.category for row in rows}
    items = house.get("carla_smz", f"/api/cases/{case}/access?lang=de")["items"]
    assert "Dossier für das Archiv zusammengestellt" in {one["opened"] for one in items}


def test_the_page_of_the_erasure_leads_to_it_until_the_case_is_gone(closed: tuple[House, str]) -> None:
    house, case = closed
    link = f'href="/api/cases/{case}/archive-package"'
    assert link in Visitor(house, "carla_smz").get(f"/cases/{case}/erasure").text
    move_to(house, FIRST_DAY)
    propose(house, case)
    confirm(house, case)

    assert package(house, case).status_code == 410
    assert link not in Visitor(house, "carla_smz").get(f"/cases/{case}/erasure").text
