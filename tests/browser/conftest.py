"""A server for the whole run, browsers by person, and a watch over console and content policy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.server import CHROMIUM, chromium, running

SignedIn = Callable[..., Page]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps its database."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the server listens."""
    with running(folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[SignedIn]:
    """A page of somebody signed in (login None: nobody). Complaints of the browser fail the test at its end.

    A refused page (4xx) is reported by browsers as a console error of the network: that one is no complaint.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(login: str | None, **options: Any) -> Page:
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "de-CH", "base_url": address}
        context = browser.new_context(**(settings | options))
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text)
                if message.type in {"error", "warning"} and "Failed to load resource" not in message.text
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if login is not None:
            page.goto("/sign-in")
            page.click(f"button[value={login}]")
            page.wait_for_url("**/")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of the accessibility checker."""
    return (Path(__file__).parent / "axe" / "axe.min.js").read_text()
