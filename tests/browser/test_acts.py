"""What a caseworker does most, by keyboard alone from their worklist: presses and pages are counted, not seconds."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignedIn
from tests.browser.hands import Hands
from tests.browser.server import running

MOST_PAGES = 3
Act = Callable[[Hands], None]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own: the acts meet the cases of the demo as they are."""
    with running(tmp_path_factory.mktemp("acts")) as address:
        yield address


def down_to(hands: Hands, *texts: str) -> None:
    """Press j until the chosen line says all of this."""
    for _ in range(12):
        hands.press("j")
        line = hands.page.locator("tr.-cur").inner_text()
        if all(text in line for text in texts):
            return
    raise AssertionError(f"no line says {texts}")


def open_task(hands: Hands, *texts: str) -> None:
    down_to(hands, *texts)
    hands.go("Enter")


def find_case(hands: Hands, name: str) -> None:
    """Search, and open what is found."""
    hands.press("/")
    hands.write(name)
    hands.go("Enter")
    hands.press("j")
    hands.go("Enter")
    expect(hands.page.locator("h1")).to_contain_text(name)


def record_a_talk(hands: Hands) -> None:
    open_task(hands, "Beratungsgespräch führen", "Luca Bender")
    hands.press("i", "Tab", "Tab", "Space", "Tab", "Tab", "Tab", "Tab")
    hands.write("Das Praktikum gefällt ihm. Er will im Verkauf bleiben.")
    hands.go("Control+Enter")
    expect(hands.page.locator("[role=status]").last).to_contain_text("abgeschlossen")


def save_a_draft(hands: Hands) -> None:
    open_task(hands, "Klient/in informieren", "Sara Perren")
    hands.press("i", "ArrowDown")
    hands.go("Control+s")
    expect(hands.page.locator("[role=status]").last).to_contain_text("Entwurf")


def answer_a_question(hands: Hands) -> None:
    hands.press("g")
    hands.go("e")
    hands.press("j")
    hands.go("Enter")
    hands.press("1")
    hands.go("Control+Enter")
    expect(hands.page.locator("[role=status]").last).to_contain_text("geantwortet")


def sign_what_the_other_office_signed(hands: Hands) -> None:
    open_task(hands, "Situation gemeinsam analysieren", "Goran")
    hands.go("Control+Enter")
    expect(hands.page.locator("[role=status]").last).to_contain_text("abgeschlossen")


def find_somebody(hands: Hands) -> None:
    find_case(hands, "Luca Bender")


def open_a_case(hands: Hands) -> None:
    hands.press("g")
    hands.go("f")
    hands.to("a[href='/cases/new']")
    hands.go("Enter")
    hands.press("i", "Space")
    hands.go("Control+Enter")
    expect(hands.page.locator("[role=status]").last).to_contain_text("eröffnet")


def leave_a_note(hands: Hands) -> None:
    find_case(hands, "Luca Bender")
    hands.press("n")
    hands.write("Am Freitag zurückrufen.")
    hands.go("Control+Enter")
    expect(hands.page.locator("main")).to_contain_text("Am Freitag zurückrufen.")


def confirm_what_came(hands: Hands) -> None:
    hands.to("main a[href^='/packets/']")
    hands.go("Enter")
    hands.go("Control+Enter")
    expect(hands.page.locator("[role=status]").last).to_be_visible()


def see_what_is_due(hands: Hands) -> None:
    hands.press("g")
    hands.go("r")
    hands.press("j")
    hands.go("Enter")
    expect(hands.page.locator("h1")).to_be_visible()


def take_a_task_over(hands: Hands) -> None:
    open_task(hands, "Praktikum auswerten", "Luca Bender")
    hands.to("button[value=claim]", most=60)
    hands.go("Enter")
    expect(hands.page.locator("main")).to_contain_text("Sie haben die Aufgabe übernommen")


ACTS: dict[str, tuple[str, Act, int]] = {
    "a talk": ("anna_rav", record_a_talk, 15),
    "a draft": ("carla_smz", save_a_draft, 8),
    "an answer": ("carla_smz", answer_a_question, 6),
    "a signature": ("anna_rav", sign_what_the_other_office_signed, 6),
    "a person": ("anna_rav", find_somebody, 5),
    "a new case": ("carla_smz", open_a_case, 20),
    "a note": ("carla_smz", leave_a_note, 6),
    "what came": ("anna_rav", confirm_what_came, 24),
    "what is due": ("carla_smz", see_what_is_due, 5),
    "a task taken over": ("carla_smz", take_a_task_over, 40),
}
"""Who does it, how, and with how many presses at most besides what they have to say."""


@pytest.mark.requirement("VS-06")
@pytest.mark.parametrize("name", ACTS)
def test_an_act_takes_few_presses_and_at_most_three_pages(visit: SignedIn, name: str) -> None:
    login, act, most = ACTS[name]
    page = visit(login)
    page.goto("/tasks?lang=de")
    hands = Hands(page)

    act(hands)

    assert len(hands.pressed) <= most, hands.pressed
    assert hands.pages <= MOST_PAGES
