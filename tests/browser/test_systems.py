"""Systems and their keys, from the empty page to a key that was revoked: readable, narrow, and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.test_pages import violations


@pytest.mark.parametrize(("scheme", "language", "width"), [("light", "de", 1280), ("dark", "fr", 320)])
def test_an_operator_gives_a_system_a_key_and_takes_it_back(
    visit: SignedIn, axe: str, scheme: str, language: str, width: int
) -> None:
    page = visit("olga", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    hurt: dict[str, list[str]] = {}

    def look(place: str) -> None:
        hurt[place] = violations(page, axe, None)
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            hurt[place].append("too wide")

    page.goto(f"/systems?lang={language}")
    look("list")
    page.fill("#name", "Datendrehscheibe")
    page.select_option("#unit", index=1)
    page.locator("form[action='/systems'] button").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    page.locator("details summary").last.click()
    page.locator("section details button").last.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
    look("refused")
    open_form = page.locator("section details[open]")
    open_form.locator("[name=label]").fill("Produktion")
    open_form.locator("[value='cases.read']").check()
    open_form.locator("button").click()
    expect(page.locator("#client_secret")).to_have_value(re.compile("^bruecke_sys_"))
    look("secret")
    page.locator("main .btn.-main").click()
    look("keys")
    page.locator("main table a.btn").first.click()
    look("revocation")
    page.locator("main button.-main").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    look("revoked")

    assert {place: found for place, found in hurt.items() if found} == {}
