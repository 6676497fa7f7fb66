"""Documents: made of records as real PDFs, handed out, signed on paper, attached, put away; read only by who may read it all."""

import io
from typing import Any

import pypdf
import pytest

from cases.rows import AccessEntry, Document, DocumentContent
from engine.keys import new_key
from engine.rows import Event
from tests.api.house import REGISTRATION, TODAY, House, Response

NAME = "Œuvray-Žižek"
FIRST = "Éloïse Zoë Ñuñez Çelik Ćosić Šarić Öz Übersax Ärmel à è ê î ô"
HOSTILE = '#import "@preview/x:1.0.0": * $x^2$ *fett* _k_ ] } ) #panic[] \\ // "q" ~ -- <a>'


def made(house: House, login: str, case: str, document: str, language: str = "de") -> Any:
    return house.post(login, f"/api/cases/{case}/documents", {"document": document, "language": language})


def attempt(house: House, login: str | None, case: str, document: str, language: str = "de") -> Response:
    body = {"document": document, "language": language}
    return house.call(login, "POST", f"/api/cases/{case}/documents", json=body)


def pdf_of(house: House, login: str, document: str) -> pypdf.PdfReader:
    answer = house.call(login, "GET", f"/api/documents/{document}/file")
    assert answer.status_code == 200, answer.text
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())


def unembedded(reader: pypdf.PdfReader) -> list[str]:
    """Fonts of which no file is in the PDF."""
    found = []
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            whole = font.get_object()
            for part in whole.get("/DescendantFonts", [whole]):
                descriptor = part.get_object().get("/FontDescriptor", {})
                if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.get_object()):
                    found.append(str(whole.get("/BaseFont")))
    return found


def test_first(house):
    case = house.case_at("granted", REGISTRATION | {"last_name": NAME, "first_name": FIRST, "street": HOSTILE[:60]})
    key = made(house, "carla_smz", case, "authority")["document"]
    reader = pdf_of(house, "carla_smz", key)
    print(text_of(reader))
    print(unembedded(reader), reader.trailer["/Root"].get("/Lang"), reader.metadata)
    assert 0
