"""Documents in a browser: made, fetched, signed on paper and put down, put away; with and without scripts, for every body."""

from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.journeys import open_case
from tests.browser.test_pages import violations
from tests.files import png


def documents_of(page: Page) -> str:
    """The page of the documents of a new case, from the case."""
    page.goto(open_case(page))
    page.click("#documents a.btn")
    page.wait_for_url("**/documents")
    return page.url


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_paper_is_made_fetched_signed_put_down_and_found_again(
    visit: SignedIn, tmp_path: Path, scripts: bool
) -> None:
    page = visit("carla_smz", java_script_enabled=scripts, accept_downloads=True)
    here = documents_of(page)

    page.select_option("#kind", "authority")
    page.select_option("#language", "fr")
    page.click("#make button")
    expect(page.locator("[role=status]")).to_contain_text("Das Dokument ist erstellt.")
    with page.expect_download() as download:
        page.click("[role=status] a.btn")
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    page.click("#all a[href*='look=sign'] >> nth=0")
    page.set_input_files("#signed-file", {"name": "x.bin", "mimeType": "image/png", "buffer": png()})
    page.check("#sign input[name=signer] >> nth=0")
    page.click("#sign button.-main")
    expect(page.locator("[role=status]")).to_contain_text("Die unterzeichnete Fassung liegt im Fall.")

    assert kept.name.startswith("VS-2026-")
    assert kept.suffix == ".pdf"
    assert pypdf.PdfReader(kept).trailer["/Root"]["/Lang"] == "fr-CH"
    expect(page.locator("#all tbody tr")).to_have_count(2)
    expect(page.locator("#all tbody tr").first).to_contain_text("Unterzeichnete Fassung")
    expect(page.locator("#all tbody tr").last).to_contain_text("Unterzeichnet am")
    for reason in ("Falsches Papier", "Auch das Dokument"):
        page.click("#all a[href*='look=withdraw'] >> nth=0")
        page.fill("#reason", reason)
        page.click("#withdraw button.-main")
        expect(page.locator("[role=status]")).to_contain_text("zurückgezogen")
    page.goto(here)
    expect(page.locator("#all")).to_contain_text("Noch kein Dokument")
    expect(page.locator("#all details li")).to_have_count(2)


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 360, "fr"), ("dark", 360, "de"), ("light", 1280, "de"), ("dark", 1280, "fr")],
)
def test_the_page_of_documents_hurts_nobody(
    visit: SignedIn, axe: str, scheme: str, width: int, language: str
) -> None:
    page = visit("carla_smz", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    here = documents_of(page)
    page.goto(f"{here}?lang={language}")
    empty = violations(page, axe, here)
    page.goto(here)
    page.select_option("#kind", "participation_agreement")
    page.click("#make button")
    made = page.url
    page.click("#all a[href*='look=sign']")
    sign = page.url.partition("#")[0]
    page.click("#sign button.-main")
    refused = page.evaluate("document.documentElement.scrollWidth")
    page.evaluate(axe)
    hurt = {
        address: violations(page, axe, address)
        for address in (here, made, sign, sign.replace("look=sign", "look=withdraw"))
    }
    too_wide = []
    for address in (here, made, sign):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)

    assert empty == []
    assert {address: found for address, found in hurt.items() if found} == {}
    assert too_wide == []
    assert refused <= width
