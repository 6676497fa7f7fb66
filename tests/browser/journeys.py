"""Steps that several browser tests take: fill a form as a person does, decide, find the open work of a case."""

from playwright.sync_api import Page, expect

CATEGORIES = ("MASTER", "WORK", "MEASURE", "FINANCE", "HEALTH", "FAMILY", "SOCIAL_ASSISTANCE")


def open_case(page: Page) -> str:
    """Open a case of the tandem procedure; its address."""
    page.goto("/cases/new")
    page.check("input[name=procedure][value=wallis_tandem]")
    page.click("[data-key=main]")
    expect(page.locator("[role=status]")).to_contain_text("eröffnet")
    return page.url.split("?")[0]


def open_now(page: Page, case: str) -> None:
    """Go to the first task or question of a case that waits for the reader."""
    page.goto(case)
    page.click(".note.-mark.-act .btn.-main")


def register(page: Page, last_name: str = "Perren") -> None:
    """Fill in who it is."""
    for name, text in {
        "last_name": last_name,
        "first_name": "Sara",
        "born_on": "14.11.2000",
        "street": "Route de la Croix",
        "postcode": "1966",
        "town": "Ayent",
        "municipality_bfs": "6082",
    }.items():
        page.fill(f"#f-{name}", text)
    page.select_option("#f-correspondence_language", "fr")
    tick(page, "registered_with", "SOCIAL")
    page.wait_for_selector("#f-social_registered_on")
    page.fill("#f-social_registered_on", "02.02.2026")
    tick(page, "social_assistance", "true")
    tick(page, "fit_for_labour_market", "YES")


def consent(page: Page, recipient: str, categories: tuple[str, ...], decision: str = "GRANTED") -> None:
    """Record the person's decision."""
    page.select_option("#f-explained_by", index=1)
    page.fill("#f-explained_on", "10.02.2026")
    page.select_option("#f-language", "fr")
    tick(page, "decision", decision)
    if decision == "GRANTED":
        page.wait_for_selector("input[name=recipients]")
        tick(page, "recipients", recipient)
        for category in categories:
            tick(page, "categories", category)
        page.select_option("#f-purpose", index=1)
    page.wait_for_selector("input[name=form]")
    tick(page, "form", "PAPER")
    page.fill("#f-signed_on", "10.02.2026")
    page.fill("#f-document_reference", "SMZ 2026-0117")


def analyse(page: Page) -> None:
    """Two problem fields, and hard to say what comes first."""
    tick(page, "problem_fields", "FINANCE")
    tick(page, "problem_fields", "FAMILY")
    tick(page, "prioritising_difficult", "true")


def tick(page: Page, name: str, value: str) -> None:
    """Choose an option or a box, and wait until the page has settled."""
    page.check(f"input[name={name}][value={value}]:not([type=hidden])")
    page.wait_for_selector("form[data-task]:not([aria-busy])")


def finish(page: Page) -> None:
    """Press the main button."""
    page.click("main form .btn.-main")
    page.wait_for_load_state()
