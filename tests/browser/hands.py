"""Somebody at a keyboard: what they press is counted, and the pages that their presses load."""

from playwright.sync_api import Frame, Page


class Hands:
    """No mouse, and no address typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed: list[str] = []
        self.pages = 0
        page.on("framenavigated", self._count)

    def _count(self, frame: Frame) -> None:
        self.pages += frame == self.page.main_frame

    def press(self, *keys: str) -> None:
        """Press keys one after the other; each is one."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed.append(key)

    def write(self, text: str) -> None:
        """Type a text where the cursor stands. What somebody has to say counts for nothing."""
        self.page.keyboard.type(text)

    def go(self, *keys: str) -> None:
        """Press keys of which the last one loads a page, and wait for it."""
        self.press(*keys[:-1])
        with self.page.expect_navigation():
            self.press(keys[-1])

    def to(self, selector: str, most: int = 40) -> None:
        """Press Tab until the cursor stands there; each press counts."""
        wanted = self.page.locator(selector).first
        for _ in range(most):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{most} presses of Tab did not lead to {selector}")
