"""Every page for every body: by keyboard only, narrow, dark, without scripts, and checked for accessibility."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.conftest import SignedIn
from tests.browser.journeys import open_case, register, tick

PAGES = (
    "/tasks",
    "/tasks?view=institution",
    "/tasks?view=decisions",
    "/cases",
    "/cases/new",
    "/packets",
    "/packets?view=sent",
    "/handovers",
    "/handovers?view=sent",
    "/waiting",
    "/absences",
    "/password",
    "/work-handover",
    "/load",
    "/figures",
    "/deadlines",
    "/deadlines?view=team&month=2026-12",
    "/erasures",
    "/webhooks",
    "/help/keys",
    "/accessibility",
    "/privacy",
    "/docs",
    "/nowhere",
)


def every_page(page: Page) -> Iterator[str]:
    """The pages that need no case, then a task, a signature, a question, a case, a withdrawal, an access
    report and corrections of the demo."""
    yield from PAGES
    page.goto("/tasks?view=institution")
    addresses = page.locator(".wl .what a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    yield from addresses[:6]
    page.goto("/cases")
    case = page.locator(".t.-lines a").last.get_attribute("href")
    assert case is not None
    yield case
    page.goto(case)
    withdrawal = page.locator("#consents a").first.get_attribute("href")
    assert withdrawal is not None
    yield withdrawal
    yield f"{case}/access"
    yield f"{case}/personal-data"
    yield f"{case}/documents"
    yield f"{case}/notes"
    yield f"{case}/packets/new"
    page.goto(f"{case}/packets/new")
    form = page.locator("main li a").first.get_attribute("href")
    assert form is not None
    yield form
    page.goto("/packets?view=sent")
    packet = page.locator("main tbody a").first.get_attribute("href")
    assert packet is not None
    yield packet
    yield deadline_of(page)
    yield f"{case}/lead"
    yield f"{case}/erasure"
    yield f"{case}/records/person/correction"
    yield f"{case}/records/benefit_exhaustion/correction"


def deadline_of(page: Page) -> str:
    """The page of the next deadline of the team, in whatever month it is."""
    page.goto("/deadlines?view=team")
    found = page.locator("td a[href^='/deadlines/']")
    for _ in range(12):
        if found.count():
            break
        page.locator("a[rel=next]").first.click()
    address = found.first.get_attribute("href")
    assert address is not None
    return address


@pytest.mark.parametrize(("scheme", "language"), [("light", "de"), ("dark", "fr")])
def test_no_page_hurts_an_accessibility_rule(visit: SignedIn, axe: str, scheme: str, language: str) -> None:
    page = visit("carla_smz", color_scheme=scheme, bypass_csp=True)
    page.goto(f"/tasks?lang={language}")

    found = {address: violations(page, axe, address) for address in list(every_page(page))}

    assert {address: hurt for address, hurt in found.items() if hurt} == {}


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1600)])
def test_the_page_of_operators_hurts_nobody_either(
    visit: SignedIn, axe: str, scheme: str, width: int
) -> None:
    page = visit("olga", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})

    hurt = violations(page, axe, "/operations")

    assert hurt == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("details.me summary").click()
    expect(page.locator(".menu a[href='/operations']")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1600)])
def test_the_pages_of_deliveries_hurt_nobody_either(
    visit: SignedIn, axe: str, scheme: str, width: int
) -> None:
    page = visit("anna_rav", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    hurt, too_wide = {}, []

    page.goto("/rav")
    lines = page.locator("main tbody a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    page.goto("/rav?view=files")
    files = page.locator("main tbody a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    for address in (
        "/rav",
        "/rav?view=files",
        "/rav?view=quarantine",
        "/rav?status=late",
        *lines[:3],
        *files,
    ):
        hurt[address] = violations(page, axe, address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)

    assert {address: found for address, found in hurt.items() if found} == {}
    assert too_wide == []
    assert lines
    assert files


@pytest.mark.parametrize(
    ("scheme", "width", "language"), [("light", 320, "fr"), ("dark", 360, "de"), ("light", 1600, "de")]
)
def test_the_page_of_a_plan_hurts_nobody_either(
    visit: SignedIn, axe: str, scheme: str, width: int, language: str
) -> None:
    page = visit(
        "rita_rav_lu", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740}
    )
    page.goto(f"/cases?lang={language}")
    case = page.locator(".t.-lines a").first.get_attribute("href")
    hurt, too_wide = {}, []

    for address in (f"{case}/plan", f"{case}/plan/1", f"{case}/plan?look=drop"):
        hurt[address] = violations(page, axe, address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)

    assert {address: found for address, found in hurt.items() if found} == {}
    assert too_wide == []


@pytest.mark.parametrize("login", ["irene_iv_bl", "felix_fs_bl"])
@pytest.mark.parametrize(("scheme", "width", "language"), [("light", 320, "fr"), ("dark", 1600, "de")])
def test_the_pages_of_handovers_hurt_nobody_either(
    visit: SignedIn, axe: str, login: str, scheme: str, width: int, language: str
) -> None:
    page = visit(login, color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    inbox = "/handovers" if login == "irene_iv_bl" else "/handovers?view=sent"
    page.goto(f"/tasks?lang={language}")
    page.goto(inbox)
    found = page.locator("main tbody a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    page.goto("/cases")
    case = page.locator(".t.-lines a").first.get_attribute("href")
    forms = [] if login == "irene_iv_bl" else [f"{case}/packets/new?handover=iv"]
    hurt, too_wide = {}, []

    for address in ("/tasks", inbox, *found, case, *forms):
        hurt[address] = violations(page, axe, address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)

    assert len(found) == 2
    assert {address: harm for address, harm in hurt.items() if harm} == {}


@pytest.mark.parametrize(
    ("scheme", "width", "language"), [("light", 360, "fr"), ("dark", 320, "de"), ("light", 1280, "de")]
)
def test_the_pages_of_meetings_hurt_nobody_either(
    visit: SignedIn, axe: str, scheme: str, width: int, language: str
) -> None:
    page = visit(
        "klara_koo_lu", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740}
    )
    page.goto(f"/cases?lang={language}")
    case = page.locator(".t.-lines a").first.get_attribute("href")
    page.goto(f"{case}/meetings")
    one = page.locator("main tbody a").first.get_attribute("href")
    page.goto("/tasks")
    task = page.locator("main a[href^='/tasks/']").first.get_attribute("href")
    hurt, too_wide = {}, []

    for address in (
        str(task),
        f"{case}/meetings",
        f"{case}/meetings?kind=assessment",
        str(one),
        "/deadlines",
        str(case),
    ):
        hurt[address] = violations(page, axe, address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)
    page.goto(str(one))
    for summary in page.locator("main details.writing > summary").all():
        summary.click()
    hurt["open"] = violations(page, axe, None)
    page.goto(f"{case}/meetings?kind=assessment")
    page.click("main button[data-key=main]")
    hurt["refused"] = violations(page, axe, None)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        too_wide.append("refused")

    assert {address: found for address, found in hurt.items() if found} == {}
    assert too_wide == []


@pytest.fixture(scope="session")
def erased(browser: Browser, address: str, folder: Path) -> str:
    """A case that was ended, whose retention is then over, and that two people have erased: its address."""
    desks = {}
    for login in ("carla_smz", "lea_smz"):
        page = desks[login] = browser.new_context(base_url=address).new_page()
        page.goto("/sign-in")
        page.click(f"button[value={login}]")
        page.wait_for_url("**/")
    carla, lea = desks.values()
    case = open_case(carla)
    carla.goto(f"{case}/end")
    carla.fill("textarea", "Die Person ist weggezogen.")
    carla.click("main form .btn.-main")
    database = sqlite3.connect(folder / "browser.sqlite", timeout=30)
    with closing(database), database:  # ten years are over
        key = int(case.rpartition("/")[2])
        database.execute("UPDATE case_file SET erasable_from = '2020-01-01' WHERE key = ?", (key,))
    carla.goto(f"{case}/erasure")
    carla.fill("#offered_on", "10.02.2026")
    carla.click("form:has(#offered_on) .btn.-main")
    carla.check("input[name=archive_answer][value=TAKEN]")
    carla.fill("#archive_reference", "StAVS 2036/114")
    carla.click("form:has(#archive_reference) .btn.-main")
    carla.fill("#reason", "Die Frist ist abgelaufen.")
    carla.click("form:has(#reason) .btn.-main")
    lea.goto(f"{case}/erasure")
    number = lea.locator(".head .id").inner_text()
    lea.fill("#number", number)
    lea.click("form:has(#number) .btn.-main")
    for page in desks.values():
        page.context.close()
    return case


@pytest.mark.parametrize(
    ("scheme", "width", "language"), [("light", 320, "fr"), ("dark", 360, "de"), ("dark", 1600, "fr")]
)
def test_the_pages_of_an_erased_case_hurt_nobody_either(
    visit: SignedIn, axe: str, erased: str, scheme: str, width: int, language: str
) -> None:
    page = visit("carla_smz", color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    page.goto(f"/tasks?lang={language}")
    hurt, too_wide = {}, []

    for address in (f"{erased}/erasure/certificate", f"{erased}/erasure", erased):
        hurt[address] = violations(page, axe, address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(address)

    assert {address: found for address, found in hurt.items() if found} == {}
    assert too_wide == []


def test_a_certificate_is_fetched_and_left_with_the_keyboard_alone(visit: SignedIn, erased: str) -> None:
    page = visit("carla_smz", accept_downloads=True)
    page.goto(f"{erased}/erasure/certificate?lang=de")
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href') || ''"))
        if "certificate/file?lang=de" in seen[-1]:
            break

    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert any(address == "/cases" for address in seen)
    assert download.value.suggested_filename.endswith(".pdf")


def test_a_document_is_made_with_the_keyboard_alone(visit: SignedIn) -> None:
    page = visit("carla_smz", accept_downloads=True)
    page.goto(f"{open_case(page)}/documents?lang=de")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "kind":
            break
    page.keyboard.type("Vollmacht")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("Das Dokument ist erstellt.")
    for _ in range(40):
        page.keyboard.press("Tab")
        if "/file" in page.evaluate("document.activeElement.getAttribute('href') || ''"):
            break

    with page.expect_download() as download:
        page.keyboard.press("Enter")

    assert "authority" in download.value.suggested_filename


def test_the_keys_of_a_plan_send_the_form_one_is_in_and_another_form_asks_for_what_was_typed(
    visit: SignedIn,
) -> None:
    page = visit("rita_rav_lu")
    page.goto("/cases?lang=de")
    case = page.locator(".t.-lines a").first.get_attribute("href")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(f"{case}/plan")
    page.fill("#text_2", "Ein Satz")
    page.check("input[name=accepts][value=no]")
    with page.expect_event("dialog"):
        page.locator("form:has([name=accepts]) button").click(no_wait_after=True)
    page.focus("#text_2")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[role=alert][tabindex='-1']")).to_be_focused()

    assert asked[0] == "beforeunload"
    expect(page.locator("#text_2")).to_have_value("Ein Satz")
    expect(page.locator("#measured_2-err")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_door_hurts_no_accessibility_rule(visit: SignedIn, axe: str, scheme: str) -> None:
    page = visit(None, color_scheme=scheme, bypass_csp=True)

    assert violations(page, axe, "/sign-in") == []
    page.fill("#login", "nobody")
    page.fill("#password", "nothing")
    page.click(".btn.-main")
    expect(page.locator("[role=alert]")).to_be_focused()
    assert violations(page, axe, None) == []


def violations(page: Page, axe: str, address: str | None) -> list[str]:
    """What the checker finds, as «rule: where»."""
    if address is not None:
        page.goto(address)
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{hurt['id']}: {node['target']}" for hurt in found["violations"] for node in hurt["nodes"]]


@pytest.mark.parametrize("width", [320, 360, 1600])
def test_no_page_scrolls_sideways(visit: SignedIn, width: int) -> None:
    page = visit("carla_smz", viewport={"width": width, "height": 740})

    too_wide = {}
    for address in list(every_page(page)):
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            too_wide[address] = over

    assert too_wide == {}


def test_a_large_picture_is_legible_and_opens_where_the_case_stands(visit: SignedIn) -> None:
    page = visit("klara_koo_lu")
    page.goto("/cases")
    page.click("main table a >> nth=0")
    frame = page.locator(".bpmn").first

    frame.evaluate("one => one.scrollIntoView()")
    expect(frame.locator("svg.wide .here").first).to_be_in_viewport()
    assert frame.locator("svg").evaluate("one => one.clientWidth / one.viewBox.baseVal.width") > 0.65
    assert frame.evaluate("one => one.clientHeight") <= 520


def test_a_question_is_answered_with_the_keyboard_alone(visit: SignedIn) -> None:
    page = visit("lea_smz")
    page.goto("/tasks?lang=de")
    keys = page.keyboard

    keys.press("g")
    keys.press("e")
    page.wait_for_url("**/tasks?view=decisions")
    keys.press("j")
    expect(page.locator("tr.-cur a")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Komplexe Situation?")
    keys.press("2")
    expect(page.locator("input[value=no]")).to_be_checked()
    keys.press("Tab")
    expect(page.locator("#reason")).to_be_focused()
    keys.type("Ein g und ein e im Feld sind Buchstaben.")
    keys.press("Control+Enter")

    # What follows depends on whether the other office has answered before, in another test.
    expect(page.locator("[role=status]")).to_contain_text(re.compile("geantwortet|festgehalten"))
    keys.press("?")
    expect(page.locator("h1")).to_have_text("Alle Tasten")
    keys.press("/")
    expect(page.locator("#sought")).to_be_focused()


def test_enter_goes_to_the_next_field_and_leaving_what_was_typed_asks_first(visit: SignedIn) -> None:
    page = visit("carla_smz")
    task = new_task(page)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.click("nav a[data-go=f]")
    page.wait_for_url("**/cases")
    page.goto(task)
    page.fill("#f-last_name", "Perren")
    page.press("#f-last_name", "Enter")
    expect(page.locator("#f-first_name")).to_be_focused()
    page.keyboard.type("Sara")
    with page.expect_event("dialog"):
        page.click("nav a[data-go=f]", no_wait_after=True)
    stayed = page.url
    page.keyboard.press("Control+s")
    page.wait_for_url("**done=draft")
    page.click("nav a[data-go=f]")
    page.wait_for_url("**/cases")

    assert asked == ["beforeunload"]
    assert stayed.endswith(task)


def new_task(page: Page) -> str:
    """The address of the first task of a new case, where the browser stands then."""
    page.goto("/cases/new")
    page.check("input[name=procedure][value=wallis_tandem]")
    page.click("[data-key=main]")
    page.click(".note.-mark.-act .btn.-main")
    return page.url


def test_single_letters_can_be_switched_off(visit: SignedIn) -> None:
    page = visit("jean_rav")
    page.goto("/cases?lang=de")

    page.click(".me summary")
    page.click("button[name=keys][value=off]")
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.keyboard.press("?")

    expect(page.locator("h1")).to_have_text("Fälle")


def test_the_theme_is_kept_and_followed(visit: SignedIn) -> None:
    page = visit("jean_rav", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"

    page.click(".me summary")
    page.click("button[name=theme][value=dark]")
    page.goto("/cases")

    assert page.evaluate(ground) == "rgb(19, 21, 23)"


def test_everything_works_without_scripts(visit: SignedIn) -> None:
    page = visit("carla_smz", java_script_enabled=False)
    page.goto("/cases/new")
    page.check("input[name=procedure]")
    page.click("[data-key=main]")
    page.click(".note.-mark.-act .btn.-main")

    page.fill("#f-last_name", "Ohneskript")
    page.fill("#f-born_on", "31.02.2000")
    page.check("input[name=registered_with][value=SOCIAL]")
    page.click("[data-key=main]")
    expect(page.locator("[role=alert]").first).to_contain_text("Es sind Fragen dazugekommen")
    expect(page.locator("#f-last_name")).to_have_value("Ohneskript")
    expect(page.locator("#f-born_on")).to_have_value("31.02.2000")
    expect(page.locator("#f-social_registered_on")).to_be_visible()

    register_without_scripts(page)
    page.click("[data-key=save]")
    expect(page.locator("[role=status]").last).to_contain_text("Entwurf gespeichert")
    page.click("[data-key=main]")
    expect(page.locator("[role=status]")).to_contain_text("abgeschlossen")
    expect(page.locator("h1")).to_have_text("Sara Ohneskript")


def register_without_scripts(page: Page) -> None:
    """Fill in the rest; the page has asked for the registration's day already."""
    for name, text in {
        "first_name": "Sara",
        "born_on": "14.11.2000",
        "street": "Route de la Croix",
        "postcode": "1966",
        "town": "Ayent",
        "municipality_bfs": "6082",
        "social_registered_on": "02.02.2026",
    }.items():
        page.fill(f"#f-{name}", text)
    page.select_option("#f-correspondence_language", "fr")
    page.check("input[name=fit_for_labour_market][value=YES]")


def test_a_branch_opens_without_loading_the_page_and_what_was_typed_stays(visit: SignedIn) -> None:
    page = visit("carla_smz")
    page.goto("/cases/new")
    page.check("input[name=procedure]")
    page.click("[data-key=main]")
    page.click(".note.-mark.-act .btn.-main")
    page.evaluate("window.sameDocument = true")

    register(page, "Zweig")

    expect(page.locator("#f-last_name")).to_have_value("Zweig")
    expect(page.locator("#f-social_registered_on")).to_have_value("02.02.2026")
    assert page.evaluate("window.sameDocument") is True


def test_a_question_that_can_t_be_looked_up_says_why_and_what_was_typed_stays(visit: SignedIn) -> None:
    page = visit("carla_smz")
    page.goto("/cases?lang=de")
    new_task(page)
    page.fill("#f-last_name", "Perren")

    page.route("**/tasks/*", lambda route: route.abort())
    tick(page, "registered_with", "SOCIAL")
    failed = page.inner_text("[data-failed]")
    page.unroute("**/tasks/*")
    tick(page, "registered_with", "RAV")
    mended = page.inner_text("[data-failed]")
    page.context.clear_cookies(name="bruecke_session")
    tick(page, "social_assistance", "true")
    ended = page.inner_text("[data-failed]")

    assert "konnten gerade nicht geladen werden" in failed
    assert mended == ""
    assert "Ihre Anmeldung ist abgelaufen" in ended
    expect(page.locator("#f-last_name")).to_have_value("Perren")


def test_a_case_is_found_by_reference_name_and_ahv_number_and_the_address_never_says_which(
    visit: SignedIn,
) -> None:
    page = visit("carla_smz")
    page.goto("/cases?lang=de")
    reference = page.locator(".t.-lines a").last.inner_text()
    name = page.locator(".t.-lines tr:last-child td").first.inner_text()

    for sought in (reference, name.upper(), name.split()[-1]):
        page.fill("#sought", sought)
        page.keyboard.press("Enter")
        expect(page.locator(".t.-lines")).to_contain_text(reference)
        assert page.url.endswith("/search")
        assert sought not in page.title()
    page.click(".t.-lines a")
    page.wait_for_url("**/cases/*")
    page.go_back()
    expect(page.locator(".t.-lines")).to_contain_text(reference)

    page.fill("#sought", "Niemand")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Nichts gefunden")


def test_a_name_that_is_not_shared_finds_nothing(visit: SignedIn) -> None:
    page = visit("anna_rav")
    page.goto("/cases?lang=de")

    page.fill("#sought", "Rey")  # the demo's person whose authority is not on record yet
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_contain_text("Nichts gefunden")


def test_a_page_that_asks_for_a_sign_in_comes_back_to_where_one_wanted_to_go(visit: SignedIn) -> None:
    page = visit(None)

    page.goto("/cases?lang=de")
    page.click("button[value=anna_rav]")

    expect(page.locator("h1")).to_have_text("Fälle")
    page.click(".me summary")
    page.click("form[action='/sign-out'] button")
    expect(page.locator("[role=status]")).to_contain_text("abgemeldet")
    page.goto("/tasks")
    assert "/sign-in" in page.url


def test_a_printed_case_opens_what_is_folded_and_leaves_the_navigation_out(visit: SignedIn) -> None:
    page = visit("carla_smz")
    page.goto("/cases")
    page.click(".t.-lines a >> nth=-1")
    older = page.locator(".tl .-older")
    expect(older.first).to_be_hidden()

    page.emulate_media(media="print")
    expect(older.first).to_be_visible()
    expect(page.locator("#history a")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.locator("#way details table")).to_be_visible()
    expect(page.locator("footer .only-print")).to_contain_text("Vertraulich")


def test_the_access_report_is_reached_by_keyboard_told_in_both_languages_and_fetched_as_a_file(
    visit: SignedIn,
) -> None:
    carla, anna = visit("carla_smz"), visit("anna_rav", locale="fr-CH")
    anna.goto("/cases")
    case = anna.locator(".t.-lines a").last.get_attribute("href")
    assert case is not None
    anna.goto(f"{case}?lang=fr")
    expect(anna.get_by_role("link", name="Qui a consulté quoi")).to_have_count(0)

    carla.goto(f"{case}?lang=de")
    carla.locator(".subnav a", has_text="Wer hat was gesehen").focus()
    carla.keyboard.press("Enter")
    carla.wait_for_url("**/access")

    expect(carla.locator("h1")).to_have_text("Wer hat was gesehen")
    assert "Perren" not in carla.title()
    seen = carla.locator("#accesses tbody tr", has_text="Anna Zurbriggen").first
    expect(seen).to_contain_text("Personalberaterin, RAV Sitten")
    expect(seen).to_contain_text("Vollmacht zum Datenaustausch")
    with carla.expect_download() as fetched:
        carla.get_by_role("link", name="Als Datei für Excel").press("Enter")
    assert re.fullmatch(r"zugriffe-VS-\d{4}-\w{5}\.csv", fetched.value.suggested_filename)
    carla.goto(f"{case}/access?lang=fr")
    expect(carla.locator("h1")).to_have_text("Qui a consulté quoi")
    carla.goto(f"{case}/access?lang=de")


def test_a_printed_access_report_leaves_the_navigation_out(visit: SignedIn) -> None:
    page = visit("carla_smz")
    page.goto("/cases")
    case = page.locator(".t.-lines a").last.get_attribute("href")
    page.goto(f"{case}/access")

    page.emulate_media(media="print")

    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.locator("main .btn").first).to_be_hidden()
    expect(page.locator("#grantings table")).to_be_visible()
    expect(page.locator(".foot .only-print")).to_contain_text("Vertraulich")
