"""What waits beside the steps, on the worklist of the demo: by keyboard, narrow, dark, and checked for accessibility."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.test_pages import violations

SECTION = "section[aria-labelledby=waiting]"
COUNTED = {"de": "eine Antwort offen", "fr": "une réponse attendue"}
TITLES = {"de": "Wartet auf Ihre Antwort", "fr": "En attente de votre réponse"}


@pytest.mark.parametrize(
    ("scheme", "language", "width"),
    [("light", "de", 360), ("dark", "de", 1280), ("dark", "fr", 360), ("light", "fr", 1280)],
)
def test_what_waits_hurts_nobody_and_fits(
    visit: SignedIn, axe: str, scheme: str, language: str, width: int
) -> None:
    page = visit("ivo_iv_lu", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})

    hurt = violations(page, axe, f"/tasks?lang={language}")

    assert hurt == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(f"{SECTION} h2")).to_contain_text(TITLES[language])
    expect(page.locator("nav.tabs a[href='/waiting']")).to_contain_text(COUNTED[language])
    expect(page.locator(f"{SECTION} li")).to_have_count(1)


def test_what_waits_is_reached_by_keyboard_and_leads_to_where_it_is_answered(visit: SignedIn) -> None:
    page = visit("sonja_sd_lu")
    page.goto("/tasks?lang=de")

    page.locator(f"{SECTION} a").focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/meetings/*")
    expect(page.locator("main").get_by_role("button", name="Ja, ich nehme teil")).to_be_visible()


def test_there_is_no_such_section_where_nothing_waits(visit: SignedIn) -> None:
    page = visit("carla_smz")
    page.goto("/tasks?lang=de")

    expect(page.locator(SECTION)).to_have_count(0)
