"""A caseworker puts right what was recorded wrong: by keyboard, with a question that follows, and sees what stood there."""

from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.journeys import finish, open_case, open_now, register, tick
from tests.browser.test_pages import violations


def test_a_caseworker_corrects_and_sees_what_stood_there(visit: SignedIn, axe: str) -> None:
    page = visit("carla_smz", bypass_csp=True)
    case = open_case(page)
    open_now(page, case)
    register(page)
    finish(page)

    page.goto(f"{case}#records")
    page.click("#record-benefit_exhaustion a")
    tick(page, "exhausted", "true")
    page.wait_for_selector("#f-exhausted_on")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#f-exhausted_on")).to_have_attribute("aria-invalid", "true")
    assert violations(page, axe, None) == []
    page.fill("#f-exhausted_on", "01.02.2026")
    page.fill("#_reason", "Laut Verfügung.")
    finish(page)

    expect(page.locator("[role=status]")).to_contain_text("berichtigt")
    page.click("#record-benefit_exhaustion summary")
    expect(page.locator("#record-benefit_exhaustion table")).to_contain_text("01.02.2026")
    expect(page.locator("#record-benefit_exhaustion caption")).to_contain_text("Laut Verfügung.")
    expect(page.locator("#history")).to_contain_text("Angaben berichtigt")
    assert violations(page, axe, None) == []
