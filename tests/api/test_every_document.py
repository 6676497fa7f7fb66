"""Every document of every package, in German and French: what a PDF promises, what it prints, and where an envelope shows it.

Packages and documents are found, not listed: a new one is held to the same.
"""

import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest

from adapters.documents.typesetting import TypstTypesetter
from api.variants import whole_folder
from cases.trying_documents import HOSTILE, LINE, LONG, NAME, sample
from cases.views.printing import sheet_of
from engine.packages.manifest import DocumentRules
from engine.packages.package import Package
from engine.packages.reading import load_package
from engine.packages.texts import COMPLETE, read_vocabulary
from tests.api.test_documents import promises

PROCESSES = Path("processes")
MILLIMETRE = 72 / 25.4
WINDOW = {"left": 118.0, "right": 203.5, "top": 59.0, "bottom": 86.0}
"""What a C5 envelope with its window on the right shows of a letter of A4 folded once, in millimetres (SN 010130)."""


@cache
def vocabulary() -> Mapping[str, Mapping[str, str]]:
    return read_vocabulary((PROCESSES / "vocabulary.yaml").read_bytes())


@cache
def package(name: str) -> Package:
    return load_package(whole_folder(PROCESSES / name), vocabulary())


def named(found: list[tuple[str, str]]) -> list[Any]:
    return [pytest.param(name, ident, id=f"{name}-{ident}") for name, ident in found]


def documents() -> list[tuple[str, str]]:
    """Every package of the house with each of its documents."""
    names = sorted(path.parent.name for path in PROCESSES.glob("*/package.yaml"))
    return [(name, ident) for name in names for ident in package(name).manifest.documents]


def letters() -> list[tuple[str, str]]:
    """Those that are sent to the person: they have an address."""
    return [
        (name, ident)
        for name, ident in documents()
        if b"#addressee()" in package(name).files[DocumentRules.template(ident)]
    ]


def printed(name: str, ident: str, language: str, value: str | None, **told: Any) -> pypdf.PdfReader:
    data = sample(package(name), ident, language, value)
    for field, said in told.items():
        data["records"]["person"][field]["value"] = said
    pdf = TypstTypesetter().typeset(sheet_of(package(name), ident, data), 1_770_000_000)
    return pypdf.PdfReader(io.BytesIO(pdf))


def bare(text: str) -> str:
    """A text without spaces and hyphens: a line may be broken anywhere."""
    return re.sub(r"[\s\u200b\u00ad\u2010-]", "", text)


def words_of(reader: pypdf.PdfReader) -> str:
    """What stands on the pages, without their feet."""
    return bare(
        "".join(page.extract_text().rsplit("Fall ZZ", 1)[0].rsplit("Cas ZZ", 1)[0] for page in reader.pages)
    )


def test_every_package_that_prints_is_found() -> None:
    assert {"basel_landschaft", "luzern_iiz", "wallis_tandem"} <= {name for name, _ in documents()}
    assert letters()


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize(("name", "ident"), named(documents()))
def test_a_document_holds_what_a_pdf_promises_and_prints_what_is_on_record_as_it_stands(
    name: str, ident: str, language: str
) -> None:
    """With nothing on record, and with too much: every sign of a Swiss name, a long note, and what looks like a command."""
    title = package(name).texts.get(package(name).manifest.documents[ident].text, language)
    assert len(LONG) >= 4000

    empty, full = (printed(name, ident, language, value) for value in (None, LONG))

    expected = {
        "tagged": True,
        "language": f"{language}-CH",
        "title": title.text,
        "shows title": True,
        "pdf/a": True,
        "pdf/ua": True,
        "fonts without a file": [],
    }
    assert (promises(empty), promises(full)) == (expected, expected)
    text = words_of(full)
    assert bare(NAME) in text
    assert bare(HOSTILE) in text
    assert text.count("x" * 400) >= 1
    assert text.count(bare(LINE)) >= LONG.count(LINE)


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize(("name", "ident"), named(letters()))
def test_the_address_of_a_letter_stands_in_the_window_of_the_envelope_and_nothing_else_does(
    name: str, ident: str, language: str
) -> None:
    address = {
        "first_name": "Éloïse Zoë",
        "last_name": "Œuvray-Žižek",
        "street": "Chemin de la Fontaine-aux-Oiseaux",
        "house_number": "12a",
        "postcode": "6015",
        "town": "Luzern",
    }
    reader = printed(name, ident, language, None, **address)
    seen: list[tuple[str, float, float]] = []

    def place(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip():
            x, y = (cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5])
            seen.append((text.strip(), x / MILLIMETRE, 297 - y / MILLIMETRE))

    reader.pages[0].extract_text(visitor_text=place)

    shown = [
        text
        for text, x, y in seen
        if WINDOW["left"] <= x <= WINDOW["right"] and WINDOW["top"] <= y <= WINDOW["bottom"]
    ]
    assert bare("".join(shown)) == bare(
        "Éloïse Zoë Œuvray-Žižek Chemin de la Fontaine-aux-Oiseaux 12a 6015 Luzern"
    )
    assert not [text for text, _, y in seen if WINDOW["bottom"] < y < 95]
    assert not [text for text, _, y in seen if 45 < y < WINDOW["top"]]
    assert len(reader.pages) == 1
