"""The page of webhooks, by an operator: registered with a secret that is shown once, tried, disabled, deleted."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.test_pages import violations


@pytest.mark.parametrize(("scheme", "language", "width"), [("light", "de", 1280), ("dark", "fr", 320)])
def test_an_operator_looks_after_a_webhook(
    visit: SignedIn, axe: str, scheme: str, language: str, width: int
) -> None:
    page = visit("olga", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    address = f"https://receiver.invalid/a-long-address-of-a-system/{language}/events"

    assert violations(page, axe, f"/webhooks?lang={language}") == []
    page.fill("#url", "http://receiver.invalid/")
    page.click(".btn.-main")
    expect(page.locator("#url-err")).to_be_visible()
    expect(page.locator("#url")).to_be_focused()
    assert violations(page, axe, None) == []
    page.fill("#url", address)
    page.select_option("#kinds", ["CASE_CLOSED", "CONSENT_REVOKED"])
    page.click(".btn.-main")
    expect(page.locator("[role=status] .said")).to_contain_text("whsec_")
    assert violations(page, axe, None) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.goto("/webhooks")
    expect(page.locator("main")).not_to_contain_text("whsec_")

    row = page.locator("tbody tr", has_text=address)
    row.locator("button[value=test]").click()
    expect(page.locator("[role=status]")).to_be_visible()
    unknown = "unbekannt" if language == "de" else "inconnu"
    for _ in range(100):
        page.goto("/webhooks")
        if unknown in row.inner_text():
            break
        page.wait_for_timeout(100)
    expect(row).to_contain_text(unknown)
    assert violations(page, axe, None) == []
    row.locator("button[value=disable]").click()
    expect(row.locator(".tag")).to_contain_text("ausgeschaltet" if language == "de" else "désactivé")
    row.locator("summary").click()
    row.locator("button[value=delete]").click()
    expect(page.locator("tbody tr", has_text=address)).to_have_count(0)


def test_who_operates_nothing_finds_a_closed_door(visit: SignedIn) -> None:
    page = visit("carla_smz")

    answer = page.goto("/webhooks")

    assert answer is not None
    assert answer.status == 403
    page.goto("/tasks")
    expect(page.locator(".menu a[href='/webhooks']")).to_have_count(0)
