"""The pages of a plan that binds, with what became of its measures: narrow, dark, in French, and with a choice that follows."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.test_pages import violations

LAYOUTS = [
    ("light", 320, "fr"),
    ("dark", 360, "de"),
    ("light", 1280, "de"),
]


def bound(page: Page) -> str:
    """The address of Vera's case, whose plan is in force."""
    page.goto("/cases?lang=de")
    case = page.locator("main tr", has_text="Vera Bucher").locator("a").first.get_attribute("href")
    assert case is not None
    return case


@pytest.mark.parametrize(("scheme", "width", "language"), LAYOUTS)
def test_a_plan_with_steps_on_record_hurts_nobody_and_fits(
    visit: SignedIn, axe: str, scheme: str, width: int, language: str
) -> None:
    page = visit("ivo_iv_lu", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    case = bound(page)
    hurt, too_wide, askew = {}, [], []

    for address in (f"{case}/plan?lang={language}", f"{case}/plan/1", case, "/waiting", "/tasks"):
        hurt[address] = violations(page, axe, address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)
        lists = page.locator(".measure dl").evaluate_all(
            "all => all.map(one => new Set([...one.querySelectorAll('dd')].map(dd => Math.round(dd.getBoundingClientRect().x))).size)"
        )
        if any(edges != 1 for edges in lists):
            askew.append(address)

    assert {address: found for address, found in hurt.items() if found} == {}
    assert too_wide == []
    assert askew == []


def test_the_plan_says_what_is_late_and_proposes_the_day_that_was_planned(visit: SignedIn) -> None:
    page = visit("ivo_iv_lu")
    case = bound(page)
    page.goto(case)
    page.locator(".note", has_text="Verlauf einer Massnahme festhalten").get_by_role("link").click()

    late = page.locator(".note", has_text="Von Ihrer Stelle fehlt noch")
    late.get_by_role("link", name="Job Coaching").click()

    measure = page.locator(".measure", has_text="Das Ende ist noch nicht festgehalten")
    expect(measure.locator("input[value=ended]")).to_be_checked()
    planned = measure.locator("dd", has_text=" bis ").inner_text().split(" bis ")[1]
    expect(measure.locator("input[name=on]")).to_have_value(planned)


def test_a_small_picture_is_not_blown_up(visit: SignedIn) -> None:
    page = visit("ivo_iv_lu")
    page.goto(bound(page))

    scales = page.locator(".bpmn svg").evaluate_all(
        "all => all.map(one => one.clientWidth / one.viewBox.baseVal.width)"
    )

    assert scales
    assert max(scales) <= 1.01


def test_who_pays_follows_the_service_that_is_chosen(visit: SignedIn) -> None:
    page = visit("klara_koo_lu")
    page.goto("/cases?lang=de")
    case = page.locator("main tr", has_text="Peter Muff").locator("a").first.get_attribute("href")
    page.goto(f"{case}/plan")

    def offered() -> list[str]:
        found: list[str] = page.locator("#payer option").evaluate_all(
            "all => all.map(one => one.value).filter(one => one)"
        )
        return found

    everybody = offered()
    page.select_option("#service", label="Stellensuche (zahlt: RAV, IV-Stelle)")
    of_search = offered()
    page.select_option("#payer", "RAV")
    page.select_option("#service", label="Arbeitstraining (zahlt: IV-Stelle)")

    assert set(everybody) == {"RAV", "IV", "SOCIAL"}
    assert set(of_search) == {"RAV", "IV"}
    assert offered() == ["IV"]
    expect(page.locator("#payer")).to_have_value("IV")
    page.select_option("#service", "")
    assert set(offered()) == set(everybody)


def test_without_scripts_everybody_who_pays_for_something_is_offered(visit: SignedIn) -> None:
    page = visit("klara_koo_lu", java_script_enabled=False)
    page.goto("/cases?lang=de")
    case = page.locator("main tr", has_text="Peter Muff").locator("a").first.get_attribute("href")
    page.goto(f"{case}/plan")
    page.select_option("#service", label="Arbeitstraining (zahlt: IV-Stelle)")
    page.fill("#aim", "Belastbarkeit erproben")
    page.fill("#begins", "01.02.2027")
    page.fill("#ends", "01.04.2027")
    page.select_option("#payer", "RAV")
    page.locator("#propose button").click()

    expect(page.locator("#payer-err")).to_be_visible()
    expect(page.locator("#payer")).to_have_value("RAV")
    assert page.locator("#payer option").count() == 4
