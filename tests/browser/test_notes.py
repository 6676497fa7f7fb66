"""Notes in a real browser: by keyboard, without scripts, narrow, and for every eye."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.test_pages import violations

TEXT = (
    "<script>document.title = 'x'</script> \N{GRINNING FACE} \N{RIGHT-TO-LEFT OVERRIDE}sthcer " + "Wort" * 200
)


def open_notes(page: Page, language: str = "de") -> str:
    """The notes of the demo's first case, the address of which is given back."""
    page.goto(f"/cases?lang={language}")
    case = page.locator(".t.-lines a").last.get_attribute("href")
    assert case is not None
    page.goto(f"{case}/notes")
    return case


def test_a_note_is_written_by_keyboard_and_its_mention_found_and_seen(visit: SignedIn, axe: str) -> None:
    carla, lea = visit("carla_smz"), visit("lea_smz", locale="fr-CH", color_scheme="dark", bypass_csp=True)
    case = open_notes(carla)

    carla.focus("#text")
    carla.keyboard.type("Bitte bis Freitag lesen.")
    carla.get_by_label("Lea Constantin").focus()
    carla.keyboard.press("Space")
    carla.keyboard.press("Control+Enter")
    expect(carla.locator("[role=status]")).to_contain_text("gespeichert")
    lea.goto("/tasks?lang=fr")
    expect(lea.get_by_role("region", name=re.compile("Mentions"))).to_contain_text("1")
    found = violations(lea, axe, None)
    lea.get_by_role("link", name="Carla Dayer vous mentionne dans une note").first.press("Enter")

    expect(lea.locator(".notes .-new")).to_contain_text("Bitte bis Freitag lesen.")
    assert lea.url.split("?")[0].endswith(f"{case}/notes")
    found += violations(lea, axe, None)
    lea.goto("/tasks")
    assert found == []
    expect(lea.get_by_role("region", name=re.compile("Mentions"))).to_have_count(0)


def test_without_scripts_a_note_is_written_on_the_case_and_taken_back(visit: SignedIn) -> None:
    page = visit("carla_smz", java_script_enabled=False)
    page.goto(open_notes(page))

    page.click(".writing summary")
    page.fill("#text", "Ohne Skript")
    page.click(".writing .btn.-main")
    expect(page.locator(".notes li").first).to_contain_text("Ohne Skript")
    page.click(".notes li >> nth=0 >> summary")
    page.click(".notes li >> nth=0 >> button")

    expect(page.locator("[role=status]")).to_contain_text("zurückgezogen")
    expect(page.locator(".notes li").first).not_to_contain_text("Ohne Skript")


@pytest.mark.parametrize(("scheme", "language"), [("light", "de"), ("dark", "fr")])
def test_hostile_texts_and_refusals_hurt_no_accessibility_rule_and_no_layout(
    visit: SignedIn, axe: str, scheme: str, language: str
) -> None:
    page = visit("carla_smz", color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 740})
    case = open_notes(page, language)

    page.fill("#text", TEXT)
    page.check("input[value=shared]")
    page.check("input[value=HEALTH]")
    page.click("section .btn.-main")
    expect(page.locator(".notes li").first).to_contain_text("<script>document.title")
    title = page.title()
    found = {"written": violations(page, axe, None)}
    page.click("section .btn.-main")
    expect(page.locator("#text")).to_be_focused()
    found["refused"] = violations(page, axe, None)
    wide = [page.evaluate("document.documentElement.scrollWidth - innerWidth")]
    page.goto(case)
    page.click(".writing summary")
    found["case"] = violations(page, axe, None)
    wide.append(page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    assert found == {"written": [], "refused": [], "case": []}
    assert max(wide) <= 0
    assert title.startswith("Notizen" if language == "de" else "Notes")


def test_printed_notes_are_whole_and_without_the_form(visit: SignedIn) -> None:
    page = visit("carla_smz")
    case = open_notes(page)
    page.fill("#text", "Anfang " + "Wort " * 200 + "Schluss")
    page.click("section .btn.-main")
    page.goto(case)
    cut = page.locator("#notes .said").first.inner_text()

    page.emulate_media(media="print")

    whole = page.locator("#notes .said").first.inner_text()
    assert cut.endswith("Weiterlesen")
    assert whole.rstrip().endswith("Schluss")
    expect(page.locator("#notes form").first).to_be_hidden()
