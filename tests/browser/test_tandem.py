"""Two institutions bring a case from its opening into the accompaniment, each in a browser of their own."""

from datetime import date

import pytest
from playwright.sync_api import expect

from api.cast import PASSWORD
from tests.browser.conftest import SignedIn
from tests.browser.journeys import CATEGORIES, analyse, consent, finish, open_case, open_now, register, tick


@pytest.mark.requirement("VS-01", "VS-02", "VS-04", "VS-05")
def test_carla_anna_and_ines_assign_a_tandem_and_it_begins(visit: SignedIn) -> None:
    carla, anna, ines = visit("carla_smz"), visit("anna_rav"), visit("ines_koo")

    case = open_case(carla)
    open_now(carla, case)
    register(carla, "Tandem")
    finish(carla)
    open_now(carla, case)
    consent(carla, "RAV", CATEGORIES)
    finish(carla)

    open_now(carla, case)
    analyse(carla)
    finish(carla)
    expect(carla.locator("[role=status]").last).to_contain_text("unterzeichnet")
    open_now(anna, case)
    expect(anna.locator(".note.-mark")).to_contain_text("Carla Dayer")
    finish(anna)
    expect(anna).to_have_url(f"{case}?done=completed")

    for page in (carla, anna):
        open_now(page, case)
        expect(page.locator("input[name=answer]:checked")).to_have_count(0)
        expect(page.locator("tr.hit").first).to_contain_text("trifft zu")
        page.check("input[name=answer][value=yes]")
        finish(page)
    expect(anna).to_have_url(f"{case}?done=decided")

    open_now(carla, case)
    consent(carla, "COORDINATION", ("MASTER", "MEASURE"))
    finish(carla)

    open_now(ines, case)
    for role, who in (
        ("rav_adviser", "Anna Zurbriggen, Personalberaterin, RAV Sitten ("),
        ("social_worker", "Carla Dayer, Sozialarbeiterin, SMZ Sitten ("),
    ):
        option = ines.locator(f"#f-{role} option", has_text=who)  # the number of open cases stands behind
        ines.select_option(f"#f-{role}", value=option.get_attribute("value"))
    today = f"{date.today():%d.%m.%Y}"
    ines.fill("#f-starts_on", today)
    tick(ines, "capacity_checked", "true")
    finish(ines)

    anna.goto(case)
    expect(anna.locator(".who-head .seats")).to_contain_text("Anna Zurbriggen")
    expect(anna.locator(".who-head .seats")).to_contain_text("Carla Dayer")

    for page in (carla, anna):
        open_now(page, case)
        if page is carla:
            page.fill("#f-goal_1", "Ein Praktikum im Verkauf")
            page.fill("#f-due_1", "30.11.2099")
        finish(page)
    open_now(anna, case)
    expect(anna.locator("h1")).to_have_text("Beratungsgespräch führen")
    anna.fill("#f-held_on", today)
    tick(anna, "attendees", "PERSON")
    finish(anna)
    expect(anna).to_have_url(f"{case}?done=completed")
    open_now(carla, case)
    expect(carla.locator("main")).to_contain_text("Nächsten Schritt wählen")


@pytest.mark.requirement("VS-15")
def test_what_the_rav_reports_stands_in_the_form_of_a_task_of_its_own(visit: SignedIn) -> None:
    carla, anna = visit("carla_smz"), visit("anna_rav")
    case = open_case(carla)
    open_now(carla, case)
    register(carla, "Meldung")
    finish(carla)
    open_now(carla, case)
    consent(carla, "RAV", CATEGORIES)
    finish(carla)
    body = {"login": "anna_rav", "password": PASSWORD}
    token = anna.request.post("/api/tokens", data=body).json()["token"]
    report = {
        "message_id": "1",
        "kind": "rav_deregistered",
        "case": case.rsplit("/", 1)[1],
        "fields": {"deregistered_on": "2026-02-08", "deregistration_reason": "PLACEMENT_RENOUNCED"},
    }

    sent = anna.request.post(
        "/api/rav/messages", data=report, headers={"Authorization": f"Bearer {token}"}
    ).json()

    assert sent["element"] == "rav_reported"
    carla.goto("/tasks")
    carla.click("tr:has-text('Meldung') >> text=Meldung des RAV zur Kenntnis nehmen")
    expect(carla.locator("input[name=deregistration]:checked")).to_have_count(1)
    expect(carla.locator("input[name=exhaustion]:checked")).to_have_count(0)
    expect(carla.locator("#f-exhausted_on")).to_be_hidden()
    expect(carla.locator("#f-deregistered_on")).to_have_value("08.02.2026")
    expect(carla.locator("#f-deregistration_reason")).to_have_value("PLACEMENT_RENOUNCED")
    expect(carla.locator("input[name=follow_up]:checked")).to_have_count(0)
    tick(carla, "follow_up", "TALK")
    finish(carla)
    carla.goto(case)
    expect(carla.locator("main")).to_contain_text("Jetzt: Meldung mit der Person besprechen")
    expect(carla.locator("main")).to_contain_text("Jetzt: Situation gemeinsam analysieren")


def test_nothing_is_shared_before_the_authority_and_everything_stops_after_its_withdrawal(
    visit: SignedIn,
) -> None:
    carla, anna = visit("carla_smz"), visit("anna_rav")
    case = open_case(carla)
    open_now(carla, case)
    register(carla, "Widerruf")
    finish(carla)

    before = anna.goto(case)
    assert before is not None
    assert before.status == 404

    open_now(carla, case)
    consent(carla, "RAV", CATEGORIES)
    finish(carla)
    anna.goto(case)
    expect(anna.locator("h1")).to_have_text("Sara Widerruf")
    assert "Widerruf" not in anna.title()

    carla.goto(case)
    carla.click("text=Widerruf erfassen")
    expect(carla.locator("main")).to_contain_text("ohne Grund")
    finish(carla)
    expect(carla.locator("#consents mark")).to_have_text("Widerrufen")

    after = anna.goto(case)
    assert after is not None
    assert after.status == 404


def test_whoever_is_overtaken_sees_what_happened_and_keeps_what_they_typed(visit: SignedIn) -> None:
    carla, anna = visit("carla_smz"), visit("anna_rav")
    case = open_case(carla)
    open_now(carla, case)
    register(carla)
    finish(carla)
    open_now(carla, case)
    consent(carla, "RAV", CATEGORIES)
    finish(carla)
    open_now(carla, case)
    open_now(anna, case)
    analyse(carla)
    finish(carla)

    anna.fill("#f-qualification", "EFZ Detailhandel")
    finish(anna)

    expect(anna.locator("[role=alert]")).to_contain_text("in der Zwischenzeit geändert")
    expect(anna.locator("[role=alert]")).to_contain_text("Carla Dayer")
    expect(anna.locator("[role=alert] tbody")).to_contain_text("EFZ Detailhandel")
    expect(anna.locator("#f-qualification")).to_have_value("EFZ Detailhandel")


def test_different_answers_keep_the_question_open_and_show_both(visit: SignedIn) -> None:
    carla, anna = visit("carla_smz"), visit("anna_rav")
    carla.goto("/tasks?view=decisions")
    carla.click("text=Komplexe Situation?")
    question = carla.url
    carla.check("input[value=yes]")
    finish(carla)
    expect(carla.locator("[role=status]")).to_contain_text("geantwortet")

    anna.goto(question)
    anna.check("input[value=no]")
    finish(anna)
    expect(anna.locator("[role=alert]")).to_contain_text("braucht eine Begründung")
    expect(anna.locator("input[value=no]")).to_be_checked()
    anna.fill("#reason", "Die Reihenfolge der Massnahmen ist klar.")
    finish(anna)

    votes = anna.locator("section[aria-labelledby=votes]")
    expect(votes).to_contain_text("Nein")
    expect(votes).to_contain_text("Ja")
    expect(anna.locator("main")).to_contain_text("gehen auseinander")
