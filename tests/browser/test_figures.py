"""Figures in a browser: the demo, whose worker counts, with a procedure of which some pay the coordination together."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from engine.packages.archive import read_folder
from tests.browser.conftest import SignedIn
from tests.browser.server import ROOT, running
from tests.browser.test_pages import violations
from tests.figured import changed


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own: others shall not find these versions."""
    folder = tmp_path_factory.mktemp("figures")
    processes = folder / "processes"
    shutil.copytree(ROOT / "processes", processes)
    basel = processes / "basel_landschaft"
    shared = changed(
        read_folder(basel),
        "  job_within: job_within\n",
        "  job_within: job_within\n  carriers: [RAV, IV, SOCIAL]\n",
    )
    (basel / "package.yaml").write_bytes(shared["package.yaml"])
    with running(folder, BRUECKE_PROCESSES=str(processes)) as found:
        yield found


def counted(page: Page, query: str = "") -> None:
    """The page once the worker has counted."""
    for _ in range(60):
        page.goto(f"/figures{query}")
        if page.locator("main table").count():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the worker counted nothing")


@pytest.mark.requirement("LU-10")
@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 360, "fr"), ("dark", 320, "de"), ("light", 1280, "de"), ("dark", 1280, "fr")],
)
@pytest.mark.parametrize("login", ["felix_fs_bl", "ines_koo"])
def test_the_page_of_figures_hurts_nobody(
    visit: SignedIn, axe: str, login: str, scheme: str, width: int, language: str
) -> None:
    page = visit(login, color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 740})
    page.goto(f"/tasks?lang={language}")
    counted(page, "?costs=100'000.00")

    hurt = violations(page, axe, None)

    assert hurt == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.requirement("LU-10")
def test_figures_are_found_read_and_taken_along_by_keyboard(visit: SignedIn) -> None:
    page = visit("felix_fs_bl")
    counted(page)
    page.goto("/tasks")

    page.locator("details.me summary").focus()
    page.keyboard.press("Enter")
    page.locator(".menu a[href='/figures']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Kennzahlen")
    page.locator("a[href='/figures.csv']").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    page.locator("input[name=costs]").fill("100'000.00")
    page.keyboard.press("Enter")

    assert download.value.suggested_filename == "Kennzahlen.csv"
    expect(page.locator("td", has_text="33'333.34")).to_be_visible()


@pytest.mark.requirement("LU-10")
def test_a_print_says_that_it_stays_in_the_office_and_has_no_form_without_an_amount(visit: SignedIn) -> None:
    page = visit("felix_fs_bl")
    counted(page, "?costs=1,5")
    said = page.locator("main .only-print")
    expect(said).to_be_hidden()

    page.emulate_media(media="print")

    expect(said).to_contain_text("nicht weitergeben")
    expect(page.locator("form.q[id^=costs_]")).to_be_hidden()
    page.goto("/figures?costs=100'000.00")
    expect(page.locator("form.q[id^=costs_]")).to_be_visible()


@pytest.mark.requirement("LU-10")
def test_an_office_reads_of_what_was_open_to_it_and_others_are_not_let_in(visit: SignedIn) -> None:
    coordinator, adviser = visit("klara_koo_lu"), visit("anna_rav")

    counted(coordinator)
    answer = adviser.goto("/figures")

    expect(coordinator.locator("main h2")).to_have_text(["IIZ Luzern"])
    assert answer is not None
    assert answer.status == 403
    assert adviser.locator(".menu a[href='/figures']").count() == 0
