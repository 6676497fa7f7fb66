"""Pictures of the pages for the documentation: `python -m tests.browser.pictures` writes docs/pictures/*.png."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

from tests.browser.journeys import consent, finish, open_case, open_now, register
from tests.browser.server import CHROMIUM, ROOT, chromium, running

FOLDER = ROOT / "docs" / "pictures"
MAX_BYTES = 260_000
MAX_HEIGHT = 1300
WIDE = ViewportSize(width=1280, height=800)
NARROW = ViewportSize(width=360, height=740)


def main() -> None:
    """Sign-in, worklist, task, question and case, 1280 wide; the case also in the dark, the task also narrow; and what
    two institutions see of one case before and after a consent."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        page = browser.new_page(base_url=address, viewport=WIDE, locale="de-CH")
        page.goto("/sign-in")
        take(page, "sign_in")
        page.click("button[value=anna_rav]")
        take(page, "worklist")
        page.click("text=Situation gemeinsam analysieren")
        take(page, "task")
        page.set_viewport_size(NARROW)
        take(page, "task_360")
        page.set_viewport_size(WIDE)
        page.goto("/tasks?view=decisions")
        page.click("text=Komplexe Situation?")
        take(page, "question")
        page.goto("/cases")
        page.click(".t.-lines a >> nth=-1")
        take(page, "case")
        page.emulate_media(color_scheme="dark")
        take(page, "case_dark")
        sharing(browser, address)
        browser.close()


def sharing(browser: Browser, address: str) -> None:
    """One case before the person's consent, after it and after its withdrawal, as the two institutions see it."""
    seen = {
        office: browser.new_context(base_url=address, viewport=WIDE, locale="de-CH").new_page()
        for office in ("smz", "rav")
    }
    for office, login in (("smz", "carla_smz"), ("rav", "anna_rav")):
        seen[office].goto("/sign-in")
        seen[office].click(f"button[value={login}]")
    carla = seen["smz"]
    case = open_case(carla)
    open_now(carla, case)
    register(carla, "Beispiel")
    finish(carla)
    _both(seen, case, "before_consent")
    open_now(carla, case)
    consent(carla, "RAV", ("MASTER", "WORK", "SOCIAL_ASSISTANCE"))
    finish(carla)
    _both(seen, case, "after_consent")
    carla.goto(case)
    carla.click("#consents a[href$=withdrawal]")
    carla.click("main form .btn.-main")
    _both(seen, case, "after_withdrawal")


def _both(seen: dict[str, Page], case: str, name: str) -> None:
    for office, page in seen.items():
        page.goto(case)
        # Who sees what stands below the picture of the way, which is the same for both.
        page.evaluate("document.querySelector('#way')?.remove()")
        take(page, f"{name}_{office}", 1600)


def take(page: Page, name: str, most: int = MAX_HEIGHT) -> None:
    """One picture, of long pages their beginning. Raises RuntimeError when it is too heavy for the repository."""
    size = page.viewport_size or WIDE
    height = min(page.evaluate("document.documentElement.scrollHeight"), most)
    clip = FloatRect(x=0, y=0, width=size["width"], height=max(height, size["height"]))
    content = page.screenshot(full_page=True, clip=clip)
    if len(content) > MAX_BYTES:
        raise RuntimeError(
            f"{name}: {len(content):,} bytes, {MAX_BYTES:,} are allowed; show less of the page"
        )
    (FOLDER / f"{name}.png").write_bytes(content)


if __name__ == "__main__":
    main()
