"""The pages over HTTP, without a browser: tokens of forms, double clicks, what is kept, what is counted."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import httpx2
import pytest

from api.app import make_app
from api.bootstrap import database_lists, wire
from api.cast import PASSWORD
from cases.commands.suspend_expired import suspend_expired
from cases.rows import AccessEntry, Case, Consent, Grant, Institution, Record, Unit
from engine.commands.deploy_package import deploy_package
from engine.rows import Gateway
from tests.api.house import ANALYSIS, REGISTRATION, TODAY, House
from tests.api.statements import counted
from tests.client import client_of
from tests.play import clarifying_nothing

Page = httpx2.Response
NO_TARGET = REGISTRATION | {
    "social_assistance": False,
    "fit_for_labour_market": "UNCLEAR",
    "exhausted": False,
}


class Visitor:
    """Somebody with a browser that follows no redirect by itself."""

    def __init__(self, house: House, login: str | None) -> None:
        self.client = client_of(house.app)
        if login is not None:
            self.client.post("/sign-in", data={"login": login, "password": PASSWORD})

    def get(self, path: str) -> Page:
        return self.client.get(path)

    def post(self, path: str, shown: Page | None = None, **values: Any) -> Page:
        """Send a form; with the hidden fields of the page that was shown, if there was one."""
        hidden = hidden_fields(shown.text) if shown is not None else {}
        return self.client.post(path, data=hidden | values)


def hidden_fields(html: str) -> dict[str, str]:
    """Name and value of the hidden inputs of the main part's first form."""
    main = html[html.index("<main") :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', main))


def csrf_of(page: Page) -> str:
    """The session's token, as every form of the page has it."""
    return page.text.split('name="csrf" value="')[1].split('"')[0]


def title_of(page: Page) -> str:
    """What stands in the browser's tab."""
    return page.text.split("<title>")[1].split("</title>")[0]


def main_of(page: Page) -> str:
    """What stands in the main part, as words."""
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_a_form_without_the_tokens_of_its_session_writes_nothing(own_house: House) -> None:
    case = own_house.case_at("question")
    task, gateway, consent = own_house.task(case), own_house.gateway(case), own_house.consent(case)
    assert gateway is not None
    assert consent is not None
    carla = Visitor(own_house, "carla_smz")
    before = own_house.digest()

    forms: tuple[tuple[str, dict[str, Any]], ...] = (
        ("/cases/new", {"procedure": "wallis_tandem"}),
        (f"/tasks/{task.key}", {"do": "claim"}),
        (f"/gateways/{gateway.key}", {"answer": "yes"}),
        (f"/consents/{consent.key}/withdrawal", {}),
        (f"/cases/{case}/records/person/correction", {"do": "correct", "_reason": "x"}),
        ("/search", {"sought": "Perren"}),
        ("/preferences", {"theme": "dark"}),
        ("/sign-out", {}),
    )
    for path, values in forms:
        for token in ("", "0" * 64, "ü"):
            answer = carla.post(path, csrf=token, **values)
            assert (path, answer.status_code) == (path, 403)
            assert "Bitte laden Sie die Seite neu" in answer.text

    assert own_house.digest() == before


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1", ""],
)
def test_signing_in_leads_nowhere_else(own_house: House, target: str) -> None:
    visitor = Visitor(own_house, None)

    answer = visitor.post("/sign-in", login="anna_rav", password=PASSWORD, next=target)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_what_was_typed_after_the_session_ended_is_called_lost_and_the_way_leads_back(
    own_house: House,
) -> None:
    case = own_house.open_case()
    path = f"/tasks/{own_house.task(case).key}"
    stranger = Visitor(own_house, None)

    sent = stranger.post(path, do="draft", town="Evolène")
    door = stranger.get(sent.headers["location"])
    first = stranger.get("/sign-in?next=/tasks")
    back = stranger.post("/sign-in", door, login="carla_smz", password=PASSWORD)

    assert sent.status_code == 303
    assert "ist nicht gespeichert" in main_of(door)
    assert "ist nicht gespeichert" not in main_of(first)
    assert back.headers["location"] == path


@pytest.mark.parametrize("path", ["/preferences", "/sign-out"])
def test_a_form_without_a_page_of_its_own_leads_to_the_tasks_after_the_sign_in(
    own_house: House, path: str
) -> None:
    answer = Visitor(own_house, None).post(path, theme="dark")

    assert answer.headers["location"] == "/sign-in?next=/&lost=1"


def test_a_wrong_password_shows_the_door_again_and_too_many_close_it(own_house: House) -> None:
    visitor = Visitor(own_house, None)

    answers = [visitor.post("/sign-in", login="anna_rav", password="guess") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert "guess" not in answers[-1].text


def test_the_cast_is_offered_only_in_the_demo(own_house: House) -> None:
    visitor = Visitor(own_house, None)

    assert "Anna Zurbriggen" not in visitor.get("/sign-in").text
    assert visitor.post("/sign-in", person="anna_rav").status_code == 401


def test_a_list_asks_the_database_the_same_number_of_questions_however_long_it_is(own_house: House) -> None:
    carla = Visitor(own_house, "carla_smz")
    own_house.case_at("question")
    own_house.case_at("granted")
    paths = ("/tasks", "/tasks?view=institution", "/tasks?view=decisions", "/cases")
    asked = {}
    for path in paths:
        carla.get(path)  # the package is parsed once
        with counted(own_house) as statements:
            carla.get(path)
        asked[path] = len(statements)

    for stage in ("question", "granted", "fresh", "question", "granted", "fresh"):
        own_house.case_at(stage)

    for path in paths:
        with counted(own_house) as statements:
            page = carla.get(path)
        assert page.text.count("data-line") >= 2, path
        assert (path, len(statements)) == (path, asked[path])


def test_a_double_click_opens_one_case_and_going_back_opens_another(own_house: House) -> None:
    carla = Visitor(own_house, "carla_smz")
    shown = carla.get("/cases/new")

    first = carla.post("/cases/new", shown, procedure="wallis_tandem")
    second = carla.post("/cases/new", shown, procedure="wallis_tandem")
    third = carla.post("/cases/new", carla.get("/cases/new"), procedure="wallis_tandem")

    assert first.headers["location"] == second.headers["location"] != third.headers["location"]
    assert len(own_house.rows(Case)) == 2


def test_where_several_partners_fit_the_page_asks_for_one(own_house: House) -> None:
    keys = own_house.bruecke.engine.keys
    other = Institution(keys(), "RAV", "RAV Siders", "RAV", "ORP", "VS", "Sitten", True)
    with own_house.bruecke.engine.store.work() as work:
        work.add(other, Unit(keys(), other.key, "Beratung", True))
    carla = Visitor(own_house, "carla_smz")

    asked = carla.post("/cases/new", carla.get("/cases/new"), procedure="wallis_tandem")
    opened = carla.post("/cases/new", asked, **{"partner.rav_adviser": str(other.key)})

    assert asked.status_code == 422
    assert "Wer übernimmt die Rolle «RAV-Personalberatung»?" in asked.text
    assert "RAV Siders" in asked.text
    assert opened.status_code == 303
    assert "RAV Siders" in carla.get(opened.headers["location"]).text


def test_a_fact_that_is_not_on_record_says_what_is_missing_and_offers_nothing_to_click(
    own_house: House,
) -> None:
    case = own_house.case_at("granted")
    gateway = own_house.gateway(case)
    assert gateway is not None
    with own_house.bruecke.engine.store.work() as work:
        work.replace(
            replace(gateway, status="open", waits_for="fact", answer=None, version=gateway.version + 1)
        )
    anna = Visitor(own_house, "anna_rav")

    page = anna.get(f"/gateways/{gateway.key}")

    assert "Es fehlt der Entscheid der Person über die Vollmacht" in page.text
    assert 'type="radio"' not in page.text
    assert "btn -main" not in page.text
    assert "Es fehlt der Entscheid der Person über die Vollmacht" in anna.get(f"/cases/{case}").text


def test_a_decided_question_shows_how_and_by_whom(own_house: House) -> None:
    case = own_house.case_at("question")
    gateway = own_house.gateway(case)
    assert gateway is not None
    for login in ("carla_smz", "anna_rav"):
        own_house.decide(login, case, "yes")
    carla = Visitor(own_house, "carla_smz")

    page = carla.get(f"/gateways/{gateway.key}")
    late = carla.post(f"/gateways/{gateway.key}", page, csrf=csrf_of(page), answer="no", basis="0")

    assert "Anna Zurbriggen, 10.02.2026" in page.text
    assert 'type="radio"' not in page.text
    assert (late.status_code, "bereits entschieden" in late.text) == (409, True)


def test_a_changed_basis_shows_the_new_one_selects_nothing_and_keeps_the_reason(own_house: House) -> None:
    gateway = own_house.gateway(own_house.case_at("question"))
    assert gateway is not None
    carla = Visitor(own_house, "carla_smz")
    path = f"/gateways/{gateway.key}"

    answer = carla.post(path, carla.get(path), basis="0" * 32, answer="no", reason="Klare Reihenfolge.")

    assert answer.status_code == 409
    assert "Die Grundlage hat sich geändert" in answer.text
    assert "Klare Reihenfolge." in answer.text
    assert " checked" not in answer.text[answer.text.index("<main") :]
    assert carla.post(path, answer, answer="yes").status_code == 303


def test_a_rule_s_outcome_holds_only_after_its_confirmation(own_house: House) -> None:
    case = own_house.open_case()
    own_house.complete("carla_smz", case, NO_TARGET)
    own_house.complete("carla_smz", case, own_house.consent_answers(["RAV"]))
    for login in ("carla_smz", "anna_rav"):
        own_house.complete(login, case, ANALYSIS)
    gateway = own_house.gateway(case)
    assert gateway is not None
    carla = Visitor(own_house, "carla_smz")
    path = f"/gateways/{gateway.key}"

    shown = carla.get(path)
    done = carla.post(path, shown, do="confirm")

    assert "Es gilt erst, wenn Sie es bestätigen" in shown.text
    assert 'type="radio"' not in shown.text
    assert done.headers["location"] == f"/cases/{case}?done=decided"
    assert "nichts mehr offen" in carla.get(f"/cases/{case}").text


def test_what_was_typed_stays_when_the_task_was_completed_meanwhile(own_house: House) -> None:
    case = own_house.open_case()
    task = own_house.task(case)
    carla, lea = Visitor(own_house, "carla_smz"), Visitor(own_house, "lea_smz")
    shown = lea.get(f"/tasks/{task.key}?lang=de")
    own_house.complete("carla_smz", case, REGISTRATION)

    answer = lea.post(f"/tasks/{task.key}", shown, do="draft", town="Evolène", phone="+41 27 123 45 67")

    assert answer.status_code == 409
    assert "bereits abgeschlossen" in answer.text
    assert "Evolène" in answer.text
    assert "nicht mehr offen" in carla.get(f"/tasks/{task.key}").text


def test_what_can_t_be_read_is_shown_as_it_was_typed(own_house: House) -> None:
    task = own_house.task(own_house.open_case())
    carla = Visitor(own_house, "carla_smz")
    path = f"/tasks/{task.key}"

    answer = carla.post(path, carla.get(path), do="draft", born_on="gestern", town='<b>"Sitten"</b>')

    assert answer.status_code == 422
    assert 'value="gestern"' in answer.text
    assert "&lt;b&gt;&#34;Sitten&#34;&lt;/b&gt;" in answer.text
    assert "<b>&" not in answer.text


def test_no_title_carries_a_name_and_every_read_is_logged(own_house: House) -> None:
    case = own_house.case_at("question")
    gateway, task = own_house.gateway(case), own_house.task(case)
    assert gateway is not None
    anna = Visitor(own_house, "anna_rav")

    for path in (f"/cases/{case}", f"/gateways/{gateway.key}", f"/tasks/{task.key}"):
        before = len(own_house.rows(AccessEntry))
        page = anna.get(path)
        assert page.status_code == 200
        assert "Perren" in page.text
        assert "Perren" not in title_of(page)
        assert len(own_house.rows(AccessEntry)) > before


def test_what_does_not_exist_looks_like_what_is_not_shared(own_house: House) -> None:
    case = own_house.case_at("fresh")
    anna = Visitor(own_house, "anna_rav")

    hidden, missing = anna.get(f"/cases/{case}"), anna.get("/cases/17")

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.text.replace(case, "17") == missing.text


def test_errors_are_pages_for_people_and_problems_for_programs(own_house: House) -> None:
    carla = Visitor(own_house, "carla_smz")
    case = own_house.case_at("agreed")
    task = own_house.task(case)

    for path, status in (("/tasks/x", 404), ("/nowhere", 404), (f"/tasks/{task.key}", 403)):
        page = carla.get(path)
        assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert "<h1" in page.text
    big = carla.post("/cases/new", csrf="x" * 1_100_000)
    assert (big.status_code, "zu viel auf einmal" in big.text) == (413, True)
    assert carla.get("/api/nowhere").headers["content-type"] == "application/problem+json"
    assert "default-src 'none'" in carla.get("/nowhere").headers["content-security-policy"]


def test_a_designer_sees_no_work_and_no_case(own_house: House) -> None:
    own_house.case_at("agreed")
    dario = Visitor(own_house, "dario")

    for path in ("/tasks", "/tasks?view=institution", "/tasks?view=decisions", "/cases"):
        page = dario.get(path)
        assert page.status_code == 200
        assert "data-line" not in page.text


def test_the_language_is_kept_in_the_browser_and_the_page_stays(own_house: House) -> None:
    anna = Visitor(own_house, "anna_rav")

    french = anna.get("/tasks?view=decisions&lang=fr")
    later = anna.get("/cases")
    italian = anna.get("/cases?lang=it")

    assert '<html lang="fr-CH"' in french.text
    assert 'href="/tasks?view=decisions&amp;lang=de"' in french.text
    assert "Ouvrir un cas" in later.text
    assert '<span lang="de" class="fallback">Fall eröffnen</span>' in italian.text


def test_our_own_mistakes_are_a_page_that_tells_nothing(own_house: House) -> None:
    case = own_house.case_at("question")
    right = own_house.bruecke
    mistaken = wire(right.settings, right.engine.store, database_lists, bytes(32), right.engine.clock)
    carla = Visitor(replace(own_house, app=make_app(mistaken)), "carla_smz")

    page = carla.get(f"/cases/{case}")

    assert page.status_code == 500
    assert "Es liegt nicht an Ihnen" in page.text
    assert "key" not in page.text.replace("data-keys", "").replace("/help/keys", "")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


def test_programmers_read_every_operation_of_the_api_on_one_page(own_house: House) -> None:
    page = Visitor(own_house, None).get("/docs")

    assert page.status_code == 200
    for operation in ("complete_task", "decide_gateway", "withdraw_consent", "start_case"):
        assert f'id="{operation}"' in page.text
    assert "/api/tasks/{task_key}/completion" in page.text
    assert "wallis_tandem" in page.text  # the example of a body
    assert 'href="/api/openapi.json"' in page.text
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*', page.text) == []  # nothing from elsewhere


def test_a_withdrawal_promises_only_what_no_other_consent_keeps_open(own_house: House) -> None:
    case = own_house.case_at("granted")
    carla = Visitor(own_house, "carla_smz")
    alone = own_house.consent(case)
    assert alone is not None
    before = main_of(carla.get(f"/consents/{alone.key}/withdrawal"))
    with own_house.bruecke.engine.store.work() as work:
        grant = work.find(Grant, basis_key=alone.key, category="MASTER")[0]
        key = own_house.bruecke.engine.keys()
        work.add(replace(alone, key=key, type="participation_agreement", kind="PARTICIPATION"))
        work.add(replace(grant, key=own_house.bruecke.engine.keys(), basis="PARTICIPATION", basis_key=key))

    after = main_of(carla.get(f"/consents/{alone.key}/withdrawal"))
    french = main_of(carla.get(f"/consents/{alone.key}/withdrawal?lang=fr"))

    assert "sieht diese Stelle den Fall nicht mehr" in before
    assert "Sieht weiterhin" not in before
    assert "Sieht ab jetzt nicht mehr, was andere Stellen erfasst haben: Stammdaten" in before
    assert "nicht mehr, was andere Stellen erfasst haben: Stammdaten" not in after
    assert "Sieht weiterhin von anderen Stellen: Stammdaten, wegen «" in after
    assert "sieht diese Stelle den Fall nicht mehr" not in after
    assert "Ne voit plus" in french


def test_what_two_seats_made_together_stays_with_both_after_a_withdrawal(own_house: House) -> None:
    case = own_house.case_at("agreed")
    authority = next(c for c in own_house.rows(Consent, case_key=int(case)) if c.kind == "DATA_EXCHANGE")

    page = main_of(Visitor(own_house, "carla_smz").get(f"/consents/{authority.key}/withdrawal"))

    assert "allein oder gemeinsam erfasst" in page


def test_different_answers_wait_for_both_seats_and_show_their_reasons_before_and_after_the_decision(
    own_house: House,
) -> None:
    case = own_house.case_at("question")
    gateway = own_house.gateway(case)
    assert gateway is not None
    own_house.decide("carla_smz", case, "yes")
    own_house.decide("anna_rav", case, "no", "Die Reihenfolge ist klar.")
    carla, anna = Visitor(own_house, "carla_smz"), Visitor(own_house, "anna_rav")

    for visitor in (carla, anna):
        worklist = visitor.get("/tasks?view=decisions").text
        assert "<mark>Antworten gehen auseinander</mark>" in worklist
        assert 'Entscheide <span class="count">1</span>' in worklist[: worklist.index("<main")]
        assert "gehen auseinander" in main_of(visitor.get(f"/cases/{case}"))
        shown = main_of(visitor.get(f"/gateways/{gateway.key}?done=answered"))
        assert "sobald die andere Stelle geantwortet hat" not in shown
        assert "Die Reihenfolge ist klar." in shown
    assert "les réponses divergent" in carla.get("/tasks?view=decisions&lang=fr").text

    own_house.decide("carla_smz", case, "no", "Nach dem Gespräch auch unsere Sicht.")
    decided = main_of(carla.get(f"/gateways/{gateway.key}?lang=de"))

    assert "Vorschlag der Regel: Ja" in decided
    assert "Nach dem Gespräch auch unsere Sicht." in decided
    assert "Die Reihenfolge ist klar." in decided


def test_a_reason_is_hidden_from_whom_its_category_is_not_shared_with(own_house: House) -> None:
    case = own_house.case_at("question")
    gateway = own_house.gateway(case)
    assert gateway is not None
    own_house.decide("anna_rav", case, "no", "Die Reihenfolge ist klar.")
    social = own_house.users["carla_smz"].institution_key
    with own_house.bruecke.engine.store.work() as work:
        for row in work.find(Record, case_key=int(case)):
            if row.type.startswith("reason."):
                work.replace(replace(row, owners="1"))
        for grant in work.find(Grant, case_key=int(case), institution_key=social):
            if grant.category != "*":
                work.remove(Grant, grant.key)

    page = main_of(Visitor(own_house, "carla_smz").get(f"/gateways/{gateway.key}"))

    assert "Die Reihenfolge ist klar." not in page
    assert "Begründung: RAV-Personalberatung nicht mit Ihnen geteilt" in page


def test_the_count_of_a_tab_is_the_number_of_its_lines(own_house: House) -> None:
    own_house.decide("carla_smz", own_house.case_at("question"), "yes")
    own_house.case_at("granted")
    carla = Visitor(own_house, "carla_smz")

    for path, tab in (("/tasks", "Meine"), ("/tasks?view=decisions", "Entscheide")):
        page = carla.get(path).text
        tabs = page[page.index('<nav class="tabs"') :]
        assert f'{tab} <span class="count">{page.count("data-line")}</span>' in tabs


def test_whoever_signed_reads_who_changed_the_answers_and_that_the_signature_is_void(
    own_house: House,
) -> None:
    case = own_house.case_at("granted")
    own_house.complete("carla_smz", case, ANALYSIS)
    path = f"/tasks/{own_house.task(case).key}"
    carla = Visitor(own_house, "carla_smz")
    before = main_of(carla.get(path))

    own_house.complete("anna_rav", case, ANALYSIS | {"prioritising_difficult": False})

    assert "gilt nicht mehr" not in before
    assert "Ihre frühere Unterschrift gilt nicht mehr" in main_of(carla.get(path))
    assert "Anna Zurbriggen hat die Angaben am 10.02.2026" in main_of(carla.get(path))
    assert "Ihre frühere Unterschrift" not in main_of(Visitor(own_house, "anna_rav").get(path))


def test_a_name_that_nobody_has_entered_is_not_called_hidden(own_house: House) -> None:
    case = own_house.open_case()
    carla = Visitor(own_house, "carla_smz")

    pages = [main_of(carla.get(path)) for path in ("/cases", f"/cases/{case}")]

    assert "noch nicht erfasst" in pages[0]
    assert "Die Person ist noch nicht erfasst" in pages[1]
    assert "Noch ist nichts erfasst" in pages[1]
    for page in pages:
        assert "nicht mit Ihnen geteilt" not in page


def test_a_search_can_be_come_back_to_and_stands_in_no_address(own_house: House) -> None:
    own_house.case_at("question")
    carla = Visitor(own_house, "carla_smz")

    sent = carla.post("/search", csrf=csrf_of(carla.get("/cases")), sought="Sara Perren")
    found, again = carla.get("/search"), carla.get("/search?lang=fr")

    assert (sent.status_code, sent.headers["location"]) == (303, "/search")
    assert found.text.count("data-line") == again.text.count("data-line") == 1
    assert found.headers["cache-control"] == "no-store"


def test_a_search_ends_with_the_session_it_was_made_in(own_house: House) -> None:
    carla = Visitor(own_house, "carla_smz")
    carla.post("/search", csrf=csrf_of(carla.get("/cases")), sought="Perren")
    carla.post("/sign-out", csrf=csrf_of(carla.get("/cases")))
    carla.post("/sign-in", login="anna_rav", password=PASSWORD)

    answer = carla.get("/search")

    assert (answer.status_code, answer.headers["location"]) == (303, "/cases")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("31.02.2026", "Diesen Tag gibt es nicht."), ("1.1.1800", "Möglich sind Daten von 1850 bis heute.")],
)
def test_a_day_that_can_t_be_is_named_and_stays_as_it_was_typed(
    own_house: House, typed: str, says: str
) -> None:
    path = f"/tasks/{own_house.task(own_house.open_case()).key}"
    carla = Visitor(own_house, "carla_smz")

    answer = carla.post(path, carla.get(path), do="draft", born_on=typed, municipality_bfs="Ayent")

    assert f'value="{typed}"' in answer.text
    assert says in answer.text
    assert "1&#39;234" not in answer.text


def test_who_is_in_the_tandem_is_shown_by_name_to_people_and_programs(house: House) -> None:
    case = house.case_at("closed")
    keys = [str(house.users[login].key) for login in ("anna_rav", "carla_smz")]

    page = Visitor(house, "ines_koo").get(f"/cases/{case}?lang=de")
    records = house.get("ines_koo", f"/api/cases/{case}")["records"]
    tandem = next(record for record in records if record["type"] == "tandem")

    assert "RAV-Personalberatung Anna Zurbriggen" in main_of(page)
    assert [key for key in keys if key in page.text] == []
    assert "Anna Zurbriggen" in [field["value"] for field in tandem["fields"]]


def test_the_person_takes_part_or_not_and_each_answer_says_where_it_leads(house: House) -> None:
    case = house.case_at("question")
    for login in ("carla_smz", "anna_rav"):
        house.decide(login, case, "yes")
    path = f"/tasks/{house.task(case).key}"
    carla = Visitor(house, "carla_smz")

    german, french = main_of(carla.get(path)), main_of(carla.get(f"{path}?lang=fr"))

    assert "Nimmt teil" in german
    assert "Nimmt nicht teil" in german
    assert "Participe" in french
    assert "Ja → Weiter mit «Tandem zuteilen»" in german
    assert "Nein → Der Fall endet hier" in german
    assert "Nichts verlässt sie" not in german


def test_a_signed_task_looks_signed_when_it_is_opened_again(house: House) -> None:
    case = house.case_at("granted")
    house.complete("carla_smz", case, ANALYSIS)
    path = f"/tasks/{house.task(case).key}"

    mine = main_of(Visitor(house, "carla_smz").get(path))
    colleague = main_of(Visitor(house, "lea_smz").get(f"{path}?lang=de"))
    other = main_of(Visitor(house, "anna_rav").get(path))

    assert "Sie haben am 10.02.2026, 12:00 unterzeichnet Es fehlt noch: RAV RAV-Personalberatung" in mine
    assert "Geändert neu unterzeichnen" in mine
    assert "Entwurf gespeichert" not in mine
    assert "für Ihre Stelle unterzeichnet" in colleague
    assert "Geändert neu unterzeichnen" not in other
    assert "Bereits unterzeichnet:" in other


def test_a_second_signature_of_a_seat_is_told_apart_in_the_history(house: House) -> None:
    case = house.case_at("granted")
    house.complete("carla_smz", case, ANALYSIS)
    house.complete("carla_smz", case, ANALYSIS | {"prioritising_difficult": False})

    labels = [event["label"] for event in house.get("carla_smz", f"/api/cases/{case}/history")["items"]]

    assert labels.count("Unterzeichnet") == labels.count("Erneut unterzeichnet") == 1


def test_a_question_opened_again_shows_one_s_own_answer_and_reason(house: House) -> None:
    case = house.case_at("question")
    gateway = house.gateway(case)
    assert gateway is not None
    house.decide("carla_smz", case, "no", "Die Reihenfolge ist klar.")
    carla = Visitor(house, "carla_smz")

    page = carla.get(f"/gateways/{gateway.key}")
    worklist = main_of(carla.get("/tasks?view=decisions"))

    assert re.search(r'value="no"[^>]* checked', page.text)
    assert "Die Reihenfolge ist klar.</textarea>" in page.text
    assert "Antwort ändern" in page.text
    assert "Sie haben am 10.02.2026, 12:00 mit «Nein» geantwortet" in main_of(page)
    assert "sobald die andere Stelle dasselbe antwortet" in main_of(page)
    assert "beantwortet: Sozialberatung SMZ" in worklist
    assert "checked" not in Visitor(house, "anna_rav").get(f"/gateways/{gateway.key}").text


def test_two_windows_on_one_task_get_one_clear_note(house: House) -> None:
    case = house.case_at("granted")
    path = f"/tasks/{house.task(case).key}"
    carla = Visitor(house, "carla_smz")
    shown = carla.get(path)
    house.complete("anna_rav", case, ANALYSIS)

    answer = carla.post(path, shown, do="complete", **ANALYSIS | {"resources": "Kocht gern"})

    assert answer.status_code == 409
    assert answer.text.count('class="note -now') == 1
    assert "Unterzeichnen Sie unverändert" not in main_of(answer)
    assert "gilt diese Unterschrift nicht mehr" in main_of(answer)


def test_a_closed_task_offers_no_saved_version_to_look_at(house: House) -> None:
    case = house.open_case()
    path = f"/tasks/{house.task(case).key}"
    carla = Visitor(house, "carla_smz")
    shown = carla.get(path)
    house.complete("carla_smz", case, REGISTRATION)

    assert "gespeicherte Fassung" not in main_of(carla.post(path, shown, do="draft", town="Sion"))


def test_a_draft_that_could_not_be_saved_says_so(house: House) -> None:
    path = f"/tasks/{house.task(house.open_case()).key}"
    carla = Visitor(house, "carla_smz")

    answer = carla.post(path, carla.get(path), do="draft", born_on="gestern")

    assert "Entwurf nicht gespeichert: 1 Angabe prüfen" in main_of(answer)
    assert "Noch nicht abgeschlossen" not in main_of(answer)


def test_taking_a_task_keeps_what_was_typed(house: House) -> None:
    path = f"/tasks/{house.task(house.open_case()).key}"
    carla = Visitor(house, "carla_smz")
    shown = carla.get(path)

    taken = carla.post(path, shown, do="claim", town="Evolène")
    saved = carla.post(path, taken, do="draft", town="Evolène")

    assert 'value="Evolène"' in taken.text
    assert "Sie haben die Aufgabe übernommen" in main_of(taken)
    assert 'form="answers" name="do" value="claim"' in shown.text
    assert saved.status_code == 303
    assert carla.post(path, shown, do="claim").status_code == 409


def test_a_number_means_the_same_in_the_head_on_the_tab_and_in_the_list(house: House) -> None:
    house.decide("carla_smz", house.case_at("question"), "yes")
    page = Visitor(house, "carla_smz").get("/tasks").text

    counted = re.findall(r'(?:Aufgaben|Meine) <span class="count[^"]*">(\d+)</span>', page)

    assert counted == [str(page.count("data-line"))] * 2


def test_the_tandem_stands_in_the_head_only_when_it_is_assigned(own_house: House) -> None:
    heads = {
        stage: 'class="seats"'
        in Visitor(own_house, "ines_koo" if stage in {"agreed", "closed"} else "carla_smz")
        .get(f"/cases/{own_house.case_at(stage)}")
        .text
        for stage in ("fresh", "refused", "agreed", "closed")
    }

    assert heads == {"fresh": False, "refused": False, "agreed": False, "closed": True}


def test_what_one_s_own_office_has_not_recorded_is_not_called_closed(own_house: House) -> None:
    page = Visitor(own_house, "carla_smz").get(f"/cases/{own_house.case_at('fresh')}").text
    rows = {
        row.split("</b>")[0].split("<b>")[1]: row for row in page.split('<th scope="row">') if "<b>" in row
    }

    assert "noch nichts erfasst" in rows["SMZ Sitten"]
    assert "nicht geteilt" not in rows["SMZ Sitten"].split("</tr>")[0]
    assert "nicht geteilt" in rows["RAV Sitten"]


def test_how_a_consent_was_given_can_be_looked_up_by_those_who_may_see_it(own_house: House) -> None:
    case = own_house.case_at("granted")
    paths = {
        login: Visitor(own_house, login).get(f"/cases/{case}?lang=de") for login in ("carla_smz", "anna_rav")
    }
    social = own_house.users["anna_rav"].institution_key
    with own_house.bruecke.engine.store.work() as work:
        for grant in work.find(Grant, case_key=int(case), institution_key=social, category="MASTER"):
            work.remove(Grant, grant.key)

    hidden = main_of(Visitor(own_house, "anna_rav").get(f"/cases/{case}?lang=de"))

    for page in paths.values():
        assert "Aufgeklärt durch Carla Dayer Aufgeklärt am 10.02.2026" in main_of(page)
        assert "Form der Unterschrift Auf Papier" in main_of(page)
        assert "Ablage des Dokuments SMZ 2026-0117 V" in main_of(page)
    assert "SMZ 2026-0117 V" not in hidden


def test_a_refusal_shows_its_day_and_what_was_withdrawn_no_end(own_house: House) -> None:
    carla = Visitor(own_house, "carla_smz")

    refused = main_of(carla.get(f"/cases/{own_house.case_at('refused')}"))
    granted = carla.get(f"/cases/{own_house.case_at('granted')}").text
    withdrawn = carla.get(f"/cases/{own_house.case_at('withdrawn')}").text

    assert "Nicht erteilt 10.02.2026" in refused
    assert "10.02.2027" in granted
    assert "10.02.2027" not in withdrawn


def test_a_consent_that_has_run_out_shows_its_last_day_and_one_that_was_replaced_none(
    own_house: House,
) -> None:
    case = own_house.case_at("question")
    for login in ("carla_smz", "anna_rav"):
        own_house.decide(login, case, "yes")
    own_house.complete("carla_smz", case, own_house.agreement(valid_until="2026-02-28"))
    own_house.clock.set_day(date(2026, 3, 1))
    suspend_expired(own_house.bruecke.engine)
    goes_on = {"way": "NEW_AGREEMENT", "agreed_with_person": True}
    own_house.complete("carla_smz", case, goes_on, "clarify_participation")
    anew = own_house.agreement(signed_on="2026-03-01", valid_until="2026-03-31")
    own_house.complete("carla_smz", case, anew, "renew_agreement")
    own_house.clock.set_day(date(2026, 4, 1))

    page = Visitor(own_house, "carla_smz").get(f"/cases/{case}").text

    table = page[page.index('id="consents"') :].split("</table>")[0]
    states = re.findall(r"<td><b>(.*?)</td>", table)
    assert [re.sub(r"<[^>]+>", "", one) for one in states] == [
        "Abgelaufen 31.03.2026",
        "Durch eine neuere ersetzt",
    ]


def test_a_way_is_offered_only_where_it_leads_somewhere(own_house: House) -> None:
    case = own_house.case_at("agreed")
    task = own_house.task(case)

    coordinator = Visitor(own_house, "beat_iv").get("/tasks").text
    opener = Visitor(own_house, "lea_smz").get("/tasks?view=decisions").text
    refused = Visitor(own_house, "carla_smz").get(f"/tasks/{task.key}")
    new = Visitor(own_house, "carla_smz").get("/cases/new").text

    assert 'href="/cases/new"' not in coordinator
    assert 'href="/cases/new"' in opener
    assert refused.status_code == 403
    assert f'href="/cases/{case}"' in refused.text
    assert 'value="wallis_tandem" checked' in new


def test_everything_that_happened_is_there_to_be_printed(own_house: House) -> None:
    case = own_house.case_at("closed")
    page = Visitor(own_house, "carla_smz").get(f"/cases/{case}").text
    count = len(own_house.get("carla_smz", f"/api/cases/{case}/history?limit=200")["items"])

    assert page[page.index('class="tl"') :].count("<time") == count
    assert page.count('class="-older"') == count - 12
    assert "Fachperson bestimmt</b> Anna Zurbriggen" in page
    assert "Fachperson bestimmt</b> Carla Dayer" in page


@pytest.mark.parametrize(
    ("first", "last", "sought"),
    [
        ("Léa", "Favre", "FAVRE LÉA"),
        ("Léa", "Favre", "Favre, Lea"),
        ("Ute", "Müller", "Mueller"),
        ("Ute", "Mueller", "müller ute"),
        ("Anna Maria", "de la Rey", "de la Rey Anna Maria"),
    ],
)
def test_a_person_is_found_in_every_usual_spelling(
    own_house: House, first: str, last: str, sought: str
) -> None:
    case = own_house.open_case()
    own_house.complete("carla_smz", case, REGISTRATION | {"first_name": first, "last_name": last})
    carla = Visitor(own_house, "carla_smz")

    carla.post("/search", csrf=csrf_of(carla.get("/cases")), sought=sought)

    assert f"{first} {last}" in carla.get("/search").text


def test_a_case_is_found_by_the_end_of_its_number_by_those_who_see_it(own_house: House) -> None:
    case = own_house.case_at("fresh")
    reference = own_house.get("carla_smz", f"/api/cases/{case}")["reference"]
    found = {}

    for login in ("carla_smz", "anna_rav"):
        visitor = Visitor(own_house, login)
        visitor.post("/search", csrf=csrf_of(visitor.get("/cases")), sought=reference[-5:].lower())
        found[login] = reference in visitor.get("/search").text

    assert found == {"carla_smz": True, "anna_rav": False}


def test_a_search_for_nothing_shows_the_list(own_house: House) -> None:
    carla = Visitor(own_house, "carla_smz")

    answer = carla.post("/search", csrf=csrf_of(carla.get("/cases")), sought="  ")

    assert answer.headers["location"] == "/cases"


def withdraw(house: House, case: str) -> None:
    consents = house.rows(Consent, case_key=int(case), type="data_exchange_consent")
    house.post("carla_smz", f"/api/consents/{consents[0].key}/withdrawal")


def test_a_task_whose_consent_ended_rests_and_what_was_typed_meanwhile_is_shown_back(house: House) -> None:
    case = house.case_at("granted")
    carla = Visitor(house, "carla_smz")
    address = f"/tasks/{house.task(case).key}"
    shown = carla.get(address)
    withdraw(house, case)

    typed = carla.post(address, shown, do="complete", **ANALYSIS | {"resources": "Kocht gern für viele"})
    later = carla.get(address)
    of_case = carla.get(f"/cases/{case}")

    assert typed.status_code == 409
    assert "Diese Aufgabe ruht" in main_of(typed)
    assert "Kocht gern für viele" in main_of(typed)
    assert "Kocht gern für viele" not in main_of(later)
    assert 'value="complete"' not in later.text
    assert "Ruht: Situation gemeinsam analysieren" in main_of(of_case)
    assert address not in of_case.text


def test_a_question_whose_consent_ended_rests_and_takes_no_answer(house: House) -> None:
    case = house.case_at("question")
    gateway = house.gateway(case)
    assert gateway is not None
    carla = Visitor(house, "carla_smz")
    address = f"/gateways/{gateway.key}"
    shown = carla.get(address)
    withdraw(house, case)

    tried = carla.post(address, shown, answer="yes")
    later = carla.get(address)
    by_script = house.get("carla_smz", f"/api/gateways/{gateway.key}")

    assert tried.status_code == 409
    assert "Ihre Antwort wurde nicht festgehalten" in main_of(tried)
    assert "Diese Frage ruht" in main_of(later)
    assert 'name="answer"' not in later.text
    assert (by_script["may_answer"], by_script["suspended_by"]) == (False, "Vollmacht zum Datenaustausch")


def boxes_of(page: Page) -> list[str]:
    """What stands at the top of the page of a case: now, waits, rests."""
    found = re.findall(r'<div class="note[^"]*-act[^"]*">(.*?)\n', page.text)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_what_can_be_done_stands_before_what_rests_and_nobody_is_shown_the_end_first(
    own_house: House,
) -> None:
    case = own_house.case_at("granted")
    withdraw(own_house, case)
    deploy_package(own_house.bruecke.engine, clarifying_nothing())
    without = own_house.case_at("withdrawn")
    carla = Visitor(own_house, "carla_smz")

    told = carla.get("/tasks")
    of_case = carla.get(f"/cases/{case}")
    french = carla.get(f"/cases/{case}?lang=fr")
    of_the_other = carla.get(f"/cases/{without}?lang=de")

    box = told.text[told.text.index('id="resting"') :].split("</div>")[0]
    assert (f"/cases/{case}" in box, f"/cases/{without}" in box) == (False, True)
    now, rests = boxes_of(of_case)
    assert now.startswith("Jetzt: Weiteres Vorgehen klären")
    assert rests == (
        "Ruht: Situation gemeinsam analysieren Die Einwilligung, auf der dieser Schritt beruht, gilt nicht mehr. "
        "Auf dieser Grundlage wird nichts getan und nichts weitergegeben. Wer den Fall eröffnet hat, klärt mit der Person, wie es weitergeht."
    )
    assert "Sur cette base, rien n’est fait ni transmis." in main_of(french)
    assert boxes_of(of_the_other)[-1].endswith("Fall beenden")


def test_what_waits_for_others_stands_before_what_rests(own_house: House) -> None:
    case = own_house.case_at("question")
    for login in ("carla_smz", "anna_rav"):
        own_house.decide(login, case, "yes")
    own_house.complete("carla_smz", case, own_house.agreement(valid_until="2026-02-28"))
    own_house.complete("ines_koo", case, own_house.assignment())
    own_house.accompany(case)
    own_house.clock.set_day(date(2026, 3, 1))
    suspend_expired(own_house.bruecke.engine)

    shown = boxes_of(Visitor(own_house, "anna_rav").get(f"/cases/{case}"))

    assert shown[0].startswith("Offen: Weitere Teilnahme klären")
    assert [one.split(":")[0] for one in shown[1:]] == ["Ruht", "Ruht", "Ruht"]


def test_what_rests_is_told_on_the_worklist_of_its_opener_who_can_end_it(own_house: House) -> None:
    deploy_package(own_house.bruecke.engine, clarifying_nothing())
    case = own_house.case_at("granted")
    withdraw(own_house, case)
    carla, anna = Visitor(own_house, "carla_smz"), Visitor(own_house, "anna_rav")

    told = carla.get("/tasks")
    of_case = carla.get(f"/cases/{case}")
    asked = carla.get(f"/cases/{case}/end")
    without = carla.post(f"/cases/{case}/end", asked, reason=" ")
    ended = carla.post(f"/cases/{case}/end", asked, reason="Nach Bern gezogen")
    after = carla.get(f"/cases/{case}?done=ended")

    assert f"/cases/{case}" in told.text
    assert "Diese Fälle ruhen" in main_of(told)
    assert '<span class="tag -now">ruht</span>' in told.text
    assert "Diese Fälle ruhen" not in main_of(anna.get("/tasks"))
    assert f"/cases/{case}/end" in of_case.text
    assert without.status_code == 422
    assert "Bitte schreiben Sie, warum" in main_of(without)
    assert (ended.status_code, ended.headers["location"]) == (303, f"/cases/{case}?done=ended")
    assert "Nach Bern gezogen" in main_of(after)
    assert "Vorzeitig beendet" in main_of(after)
    assert f"/cases/{case}/end" not in after.text
    assert "Diese Fälle ruhen" not in main_of(carla.get("/tasks"))


def test_what_goes_on_inside_the_accompaniment_has_a_picture_of_its_own(own_house: House) -> None:
    agreed = Visitor(own_house, "ines_koo").get(f"/cases/{own_house.case_at('agreed')}?lang=de").text
    page = Visitor(own_house, "carla_smz").get(f"/cases/{own_house.case_at('accompanied')}?lang=de").text

    inside = page[page.index('aria-label="Klient/in im Tandem begleiten"') :]
    assert 'aria-label="Klient/in im Tandem begleiten"' not in agreed
    assert re.search(r'data-element-id="hold_talk" class="shape[^"]*here', inside)


def test_a_rule_over_what_happened_several_times_shows_each_of_them(own_house: House) -> None:
    house, case = own_house, own_house.case_at("accompanied")
    stay = {
        "employer": "Einkaufszentrum",
        "activity": "Verkauf",
        "starts_on": TODAY,
        "ends_on": TODAY,
        "aims": ["WORK_EXPERIENCE"],
        "funding": "UNEMPLOYMENT_INSURANCE",
    }
    broken = {"result": "BROKEN_OFF", "broken_off_on": TODAY, "reason": "HEALTH"}
    for certificate in ("YES", "NO"):
        house.complete("carla_smz", case, {"way": "INTERNSHIP"}, "choose_next_step")
        house.complete("anna_rav", case, stay, "organise_internship")
        house.complete("carla_smz", case, broken | {"certificate": certificate}, "evaluate_internship")
    question = house.rows(Gateway, instance_key=int(case), element="breaks_repeated")[-1]

    shown = {
        login: house.get(login, f"/api/gateways/{question.key}?lang=de")["facts"]
        for login in ("carla_smz", "ines_koo")
    }

    told = [(fact["label"], fact["value"]) for fact in shown["carla_smz"] if "Arztzeugnis" in fact["label"]]
    assert told == [("Arztzeugnis (1)", "Ja"), ("Arztzeugnis (2)", "Nein")]
    hidden = [fact["value"] for fact in shown["ines_koo"] if "Arztzeugnis" in fact["label"]]
    assert hidden == [None]
