"""The person's access report: every read leaves its entry, and the report tells who, what, when and why."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.access import routes_of
from cases.consents import end_earlier
from cases.rows import AccessEntry, Grant, Record, User
from tests.api.house import PERSON, House, Response
from tests.api.test_access import method_of, name_of
from tests.api.test_pages import Visitor, csrf_of, title_of

LEAVES: dict[str, tuple[str, str]] = {
    "read_case": ("anna_rav", "case"),
    "read_history": ("anna_rav", "history"),
    "read_diagram": ("anna_rav", "history"),
    "read_variables": ("anna_rav", "history"),
    "list_waits": ("anna_rav", "history"),
    "list_consents": ("anna_rav", "consent"),
    "read_lead": ("anna_rav", "case"),
    "list_notes": ("anna_rav", "notes"),
    "list_handovers_of_case": ("anna_rav", "handover"),
    "read_packet_options": ("anna_rav", "sending"),
    "list_documents": ("anna_rav", "documents"),
    "read_document": ("anna_rav", "document"),
    "read_packet": ("anna_rav", "packet"),
    "read_record_versions": ("anna_rav", "versions"),
    "list_accesses": ("carla_smz", "report"),
    "read_access_file": ("carla_smz", "report_file"),
    "read_personal_data": ("carla_smz", "personal_data_file"),
    "read_personal_data_file": ("carla_smz", "personal_data_file"),
    "read_access_document": ("carla_smz", "report_file"),
    "read_task": ("anna_rav", "task"),
    "read_form": ("anna_rav", "task"),
    "read_gateway": ("anna_rav", "gateway"),
    "GET /": ("anna_rav", "list"),
    "GET /tasks": ("anna_rav", "list"),
    "GET /cases": ("anna_rav", "list"),
    "GET /search": ("anna_rav", "list"),
    "GET /cases/{case_key}": ("anna_rav", "case"),
    "GET /cases/{case_key}/access": ("carla_smz", "report"),
    "GET /cases/{case_key}/personal-data": ("carla_smz", "personal_data"),
    "GET /cases/{case_key}/lead": ("anna_rav", "case"),
    "GET /cases/{case_key}/notes": ("anna_rav", "notes"),
    "GET /cases/{case_key}/documents": ("anna_rav", "documents"),
    "GET /cases/{case_key}/packets/new": ("anna_rav", "sending"),
    "GET /packets/{packet_key}": ("anna_rav", "packet"),
    "GET /cases/{case_key}/records/{type}/correction": ("carla_smz", "correction"),
    "GET /tasks/{task_key}": ("anna_rav", "task"),
    "GET /gateways/{gateway_key}": ("anna_rav", "gateway"),
    "GET /consents/{consent_key}/withdrawal": ("anna_rav", "consent"),
}
"""Reading routes that show something of a case, asked by somebody of another institution where these may."""

OPENERS_ONLY = {
    "list_tokens", "list_incidents", "read_erasure", "GET /cases/{case_key}/end", "GET /cases/{case_key}/erasure",
}  # fmt: skip
"""Only for the office that opened the case: no values of records, or the name that this office recorded itself."""

COORDINATION_ONLY = {"read_returning_person", "GET /cases/{case_key}/person"}
"""What they leave is tested with what they show (test_returning.py)."""

OF_DEADLINES = {"GET /deadlines/{deadline_key}"}
"""What it leaves is tested with the deadlines (test_deadlines.py)."""

OF_DELIVERIES = {"read_rav_line", "GET /rav/lines/{line_key}"}
"""What they leave in the cases beside a line is tested with the deliveries (test_rav.py)."""

OF_PLANS = {
    "read_plan", "read_plan_version", "GET /cases/{case_key}/plan", "GET /cases/{case_key}/plan/{number}",
}  # fmt: skip
"""Of procedures that have one: what they leave is tested with the plans (test_plans.py, test_plan_page.py)."""

OF_HANDOVERS = {"read_handover", "GET /handovers/{handover_key}"}
"""Of procedures that have some: what they leave is tested with the handovers (test_handovers.py)."""
OF_MEETINGS = {
    "list_meetings", "read_meeting", "read_invitation", "GET /cases/{case_key}/meetings",
    "GET /cases/{case_key}/meetings/{meeting_key}", "GET /cases/{case_key}/meetings/{meeting_key}/invitation.ics",
    "GET /cases/{case_key}/meetings/{meeting_key}/handout",
}  # fmt: skip
"""Of procedures that have any: what they leave is tested with the meetings (test_meetings.py, test_meeting_pages.py)."""
OF_ARCHIVES = {"read_archive_package"}
"""Of cases that have ended: what it leaves is tested with it (test_archive_package.py)."""

OF_ERASURES = {"read_certificate", "read_certificate_file", "GET /cases/{case_key}/erasure/certificate"}
"""Of cases that are no more: nothing about the person, so nothing is noted (test_certificate.py)."""

TELL_NOBODY = {
    "healthz", "readyz", "GET /metrics", "read_operations", "GET /operations", "who_am_i", "list_procedures", "list_versions", "list_drafts", "read_impact",
    "list_cases", "list_tasks", "list_gateways", "list_jobs", "list_kept_messages", "list_mentions", "list_packets", "GET /packets",
    "list_handovers", "GET /handovers", "list_waiting", "GET /waiting",
    "list_absences", "GET /absences", "GET /password", "preview_work_handover", "GET /work-handover", "read_load", "GET /load", "read_figures", "GET /figures", "GET /figures.csv",
    "list_systems", "GET /systems", "GET /systems/keys/{key_key}/revocation",
    "list_erasures", "GET /erasures", "list_deadlines", "GET /deadlines", "GET /calendar/{token}.ics",
    "read_events", "list_webhooks", "list_dead_letters", "GET /webhooks",
    "list_rav_files", "read_rav_file", "read_rav_errors", "list_rav_lines", "GET /rav", "GET /rav/files/{file_key}",
    "GET /rav/files/{file_key}/errors.csv",
    "GET /sign-in", "GET /cases/new", "GET /exceptions", "GET /docs", "GET /help/keys", "GET /accessibility", "GET /privacy",
}  # fmt: skip
"""Reading routes without a value of a record: not even a name stands in these lists."""


def test_every_route_that_reads_says_what_it_leaves(house: House) -> None:
    reads = {name_of(route) for route in routes_of(house.app) if method_of(route) == "GET"}

    assert reads == {
        *LEAVES,
        *OPENERS_ONLY,
        *COORDINATION_ONLY,
        *OF_DEADLINES,
        *OF_DELIVERIES,
        *OF_PLANS,
        *OF_HANDOVERS,
        *OF_MEETINGS,
        *OF_ARCHIVES,
        *OF_ERASURES,
        *TELL_NOBODY,
    }


@pytest.mark.requirement("VS-04")
def test_every_read_of_a_case_leaves_its_entry(own_house: House) -> None:
    case = own_house.case_at("question")
    keys = keys_of(own_house, case)
    paths = {name_of(route): route.path for route in routes_of(own_house.app)}
    left = {}

    for operation, (login, _) in LEAVES.items():
        own_house.clock.advance(timedelta(days=1))  # a name in a list is noted once a day
        visitor = Visitor(own_house, login)
        if operation == "GET /search":
            visitor.post("/search", csrf=csrf_of(visitor.get("/help/keys")), sought="Perren")
        before = {row.key for row in own_house.rows(AccessEntry)}
        answer = visitor.get(paths[operation].format(**keys))
        assert answer.status_code == 200, operation
        new = [row for row in own_house.rows(AccessEntry) if row.key not in before]
        left[operation] = {(row.case_key, row.user_key, row.action) for row in new}

    assert left == {
        operation: {(int(case), own_house.users[login].key, action)}
        for operation, (login, action) in LEAVES.items()
    }


def keys_of(house: House, case: str) -> dict[str, Any]:
    gateway, consent = house.gateway(case), house.consent(case)
    assert gateway is not None
    assert consent is not None
    return {
        "case_key": case,
        "task_key": house.task(case).key,
        "gateway_key": gateway.key,
        "consent_key": consent.key,
        "type": "situation",
        "packet_key": packet_of(house, case),
        "document_key": document_of(house, case),
    }


def document_of(house: House, case: str) -> str:
    """A document of the case."""
    body = {"document": "authority", "language": "de"}
    found: str = house.post("carla_smz", f"/api/cases/{case}/documents", body)["document"]
    return found


def packet_of(house: House, case: str) -> str:
    """A packet of the case to the RAV."""
    record = house.rows(Record, case_key=int(case), type="person", category="MASTER", replaced_at=None)[0]
    body = {
        "to": str(house.users["anna_rav"].institution_key),
        "fields": [{"record": str(record.key), "field": "last_name"}],
        "basis": "CONSENT",
        "purpose": "Gespräch",
    }
    found: str = house.post("carla_smz", f"/api/cases/{case}/packets", body)["packet"]
    return found


def test_what_leaves_no_entry_shows_no_name(own_house: House) -> None:
    own_house.case_at("question")
    paths = {name_of(route): route.path for route in routes_of(own_house.app)}

    told = {
        operation: own_house.call(
            login,
            "GET",
            paths[operation].format(
                procedure="wallis_tandem", webhook_key=1, token="nothing", key_key=1, file_key=1
            ),
        ).text
        for operation in sorted(TELL_NOBODY)
        for login in ("anna_rav", "dario", "olga")
    }

    names = (f"{PERSON['first_name']} {PERSON['last_name']}", PERSON["ahv_number"])
    assert {operation for operation, text in told.items() if any(name in text for name in names)} == set()
    assert own_house.rows(AccessEntry, action="list") == []


def entries(house: House, case: str, login: str, action: str) -> set[tuple[str, str]]:
    found = house.rows(AccessEntry, case_key=int(case), user_key=house.users[login].key, action=action)
    return {(row.category, row.basis) for row in found}


def test_inside_the_opening_office_what_is_sensitive_is_noted_and_what_is_plain_is_not(
    own_house: House,
) -> None:
    case = own_house.case_at("granted")
    own_house.get("carla_smz", f"/api/cases/{case}")

    assert entries(own_house, case, "carla_smz", "case") == {("SOCIAL_ASSISTANCE", "OWN")}


def test_what_two_offices_recorded_together_is_noted_for_both(own_house: House) -> None:
    case = own_house.case_at("question")
    for login in ("carla_smz", "anna_rav"):
        own_house.get(login, f"/api/cases/{case}")

    assert ("HEALTH", "JOINT") in entries(own_house, case, "carla_smz", "case")
    assert ("HEALTH", "CONSENT") in entries(own_house, case, "anna_rav", "case")


def test_a_question_notes_only_what_it_shows(own_house: House) -> None:
    case = own_house.case_at("question")
    gateway = own_house.gateway(case)
    assert gateway is not None

    seen = own_house.get("anna_rav", f"/api/gateways/{gateway.key}")

    shown = {fact["category"] for fact in seen["facts"] if fact["shared"]} | {"MASTER"}
    noted = {category for category, _ in entries(own_house, case, "anna_rav", "gateway")}
    assert noted == shown
    assert "FINANCE" not in noted


def test_a_read_that_shows_no_value_is_noted_as_such(own_house: House) -> None:
    case = own_house.case_at("granted")

    own_house.get("anna_rav", f"/api/cases/{case}/history")
    [access] = [line for line in report(own_house, case)["items"] if line["action"] == "history"]

    assert [part["categories"] for part in access["parts"]] == [[]]
    assert access["parts"][0]["basis"]["label"] == "Vollmacht zum Datenaustausch"


def test_a_name_in_a_list_is_noted_once_a_day(own_house: House) -> None:
    case = own_house.case_at("question")
    noted = []

    for hours in (0, 1, 24):
        own_house.clock.advance(timedelta(hours=hours))
        anna = Visitor(own_house, "anna_rav")
        for path in ("/tasks", "/cases", "/tasks?view=decisions"):
            anna.get(path)
        noted.append(len(own_house.rows(AccessEntry, action="list")))
    Visitor(own_house, "carla_smz").get("/cases")

    assert noted == [1, 1, 2]
    assert entries(own_house, case, "anna_rav", "list") == {("MASTER", "CONSENT")}
    assert entries(own_house, case, "carla_smz", "list") == set()


def report(house: House, case: str, query: str = "", login: str = "carla_smz") -> Any:
    return house.get(login, f"/api/cases/{case}/access?lang=de{query}")


@pytest.mark.requirement("VS-04")
def test_the_report_tells_who_saw_what_when_and_on_whose_word(own_house: House) -> None:
    case = own_house.case_at("granted")
    own_house.clock.advance(timedelta(minutes=5))
    own_house.get("anna_rav", f"/api/cases/{case}")
    own_house.clock.advance(timedelta(minutes=5))

    found = report(own_house, case)

    [access] = [line for line in found["items"] if line["user"] == "Anna Zurbriggen"]
    consent = own_house.consent(case)
    assert consent is not None
    assert access["at"] == "2026-02-10T11:05:00Z"
    assert (access["function"], access["institution"]["name"]) == ("Personalberaterin", "RAV Sitten")
    assert (access["action"], access["opened"]) == ("case", "Fall angesehen")
    [part] = access["parts"]
    assert part["categories"] == ["MASTER", "WORK", "FINANCE", "SOCIAL_ASSISTANCE"]
    assert part["labels"] == ["Stammdaten", "Erwerb", "Finanzen", "Sozialhilfe"]
    assert part["basis"] == {
        "code": "CONSENT",
        "label": "Vollmacht zum Datenaustausch",
        "consent": str(consent.key),
        "day": "2026-02-10",
    }


def test_the_report_tells_what_the_person_allowed_and_took_back(own_house: House) -> None:
    case = own_house.case_at("granted")
    own_house.get("anna_rav", f"/api/cases/{case}")
    consent = own_house.consent(case)
    assert consent is not None
    own_house.clock.advance(timedelta(minutes=5))
    own_house.post("carla_smz", f"/api/consents/{consent.key}/withdrawal")

    found = report(own_house, case)

    decision, opening = found["grantings"]
    assert (decision["state"], decision["recorded_by"]) == ("withdrawn", "Carla Dayer")
    assert [recipient["name"] for recipient in decision["recipients"]] == ["RAV Sitten"]
    assert (decision["since"], decision["until"]) == ("2026-02-10T11:00:00Z", "2026-02-10T11:05:00Z")
    assert decision["valid_until"] == "2027-02-10"
    assert (opening["state"], opening["recipients"][0]["name"]) == ("opened", "SMZ Sitten")
    [access] = [line for line in found["items"] if line["user"] == "Anna Zurbriggen"]
    assert access["parts"][0]["basis"]["consent"] == str(consent.key)


def test_an_entry_names_the_consent_that_held_when_it_was_made(own_house: House) -> None:
    case = own_house.case_at("granted")
    own_house.clock.advance(timedelta(hours=1))
    own_house.get("anna_rav", f"/api/cases/{case}")
    own_house.clock.advance(timedelta(hours=1))
    renew(own_house, case)
    own_house.clock.advance(timedelta(hours=1))
    own_house.get("anna_rav", f"/api/cases/{case}")

    found = report(own_house, case)

    days = [line["parts"][0]["basis"]["day"] for line in found["items"] if line["user"] == "Anna Zurbriggen"]
    assert days == ["2026-02-09", "2026-02-10"]
    assert [one["state"] for one in found["grantings"]] == ["granted", "replaced", "opened"]


def renew(house: House, case: str) -> None:
    """The person signs anew; what they signed before is replaced."""
    now, keys = house.clock.now(), house.bruecke.engine.keys
    with house.bruecke.engine.store.work() as work:
        [old] = end_earlier(work, int(case), "data_exchange_consent", now)
        new = replace(old, key=keys(), state="granted", signed_on=date(2026, 2, 9), decided_at=now, version=1)
        work.add(new)
        for category in old.categories.split(","):
            rav = int(old.recipients)
            work.add(Grant(keys(), int(case), rav, category, "CONSENT", new.key, now, None, None))


def test_a_legal_basis_is_told_in_the_words_of_the_procedure(own_house: House) -> None:
    case, anna = own_house.case_at("granted"), own_house.users["anna_rav"]
    with own_house.bruecke.engine.store.work() as work:
        now = own_house.clock.now()
        work.add(AccessEntry(1, int(case), anna.key, anna.institution_key, "WORK", "case", "authority", now))

    [line] = [line for line in report(own_house, case)["items"] if line["user"] == anna.name]

    basis = line["parts"][0]["basis"]
    assert basis["label"] == "Vollmacht der Person zum Datenaustausch zwischen RAV und SMZ"
    assert (basis["code"], basis["consent"]) == ("authority", None)


def test_reading_the_report_is_in_the_report(own_house: House) -> None:
    case = own_house.case_at("agreed")

    first = report(own_house, case, login="ines_koo")
    second = report(own_house, case)

    assert [line["action"] for line in first["items"] if line["user"] == "Ines Amrein"] == []
    [line] = [line for line in second["items"] if line["action"] == "report"]
    assert (line["user"], line["opened"]) == ("Ines Amrein", "Diese Auskunft angesehen")
    assert line["parts"][0]["basis"]["label"] == "Vereinbarung über die Teilnahme"


def read_often(house: House, times: int) -> str:
    case = house.case_at("granted")
    for _ in range(times):
        house.clock.advance(timedelta(minutes=1))
        house.get("anna_rav", f"/api/cases/{case}")
    house.clock.advance(timedelta(minutes=1))
    return case


def test_pages_follow_each_other_without_gap_or_repetition(own_house: House) -> None:
    case = read_often(own_house, 7)
    found: list[str] = []
    cursor: str | None = ""

    while cursor is not None:
        page = report(own_house, case, f"&limit=2&after={cursor}" if cursor else "&limit=2")
        found += [line["at"] for line in page["items"] if line["user"] == "Anna Zurbriggen"]
        cursor = page["next"]

    assert found == [f"2026-02-10T11:0{minute}:00Z" for minute in range(7, 0, -1)]


def test_a_cursor_of_another_case_is_nothing(own_house: House) -> None:
    case, other = read_often(own_house, 2), read_often(own_house, 2)
    cursor = report(own_house, other, "&limit=1")["next"]

    answers = [
        own_house.call("carla_smz", "GET", f"/api/cases/{case}/access?after={after}").status_code
        for after in (cursor, "17")
    ]

    assert answers == [404, 404]


def test_who_sees_the_case_but_does_not_keep_it_is_told_who_does(own_house: House) -> None:
    case = own_house.case_at("granted")
    anna = Visitor(own_house, "anna_rav")

    page = anna.get(f"/cases/{case}/access?lang=de")
    problem = own_house.call("anna_rav", "GET", f"/api/cases/{case}/access/file")

    assert page.status_code == problem.status_code == 403
    assert "Diese Auskunft holt eine andere Stelle" in page.text
    assert f'href="/cases/{case}"' in page.text
    assert problem.json()["type"] == "urn:bruecke:report-not-yours"
    assert f"/cases/{case}/access" not in anna.get(f"/cases/{case}").text
    assert f"/cases/{case}/access" in Visitor(own_house, "lea_smz").get(f"/cases/{case}").text


def table(answer: Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_opens_in_a_swiss_excel_and_its_name_tells_nobody(own_house: House) -> None:
    case = read_often(own_house, 1)

    answer = own_house.call("carla_smz", "GET", f"/api/cases/{case}/access/file?lang=de")

    reference = own_house.get("carla_smz", f"/api/cases/{case}")["reference"]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="zugriffe-{reference}.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"\xef\xbb\xbfDatum;Zeit;Wer;Funktion;Stelle;")
    assert [
        "10.02.2026",
        "12:01",
        "Anna Zurbriggen",
        "Personalberaterin",
        "RAV Sitten",
        "Fall angesehen",
        "Stammdaten, Erwerb, Finanzen, Sozialhilfe",
        "Vollmacht zum Datenaustausch",
        "10.02.2026",
    ] in table(answer)
    assert "Perren" not in answer.text


def test_the_file_speaks_french(own_house: House) -> None:
    case = read_often(own_house, 1)

    answer = own_house.call("carla_smz", "GET", f"/api/cases/{case}/access/file?lang=fr")

    head, *lines = table(answer)
    assert head[:3] == ["Date", "Heure", "Qui"]
    assert "consultations-" in answer.headers["content-disposition"]
    assert [line[3] for line in lines if line[2] == "Anna Zurbriggen"] == ["Conseillère en personnel"]


def test_a_long_history_is_whole_in_the_file(own_house: House) -> None:
    case = own_house.case_at("granted")
    anna, carla = own_house.users["anna_rav"], own_house.users["carla_smz"]
    with own_house.bruecke.engine.store.work() as work:
        work.add(
            *(
                AccessEntry(
                    1000 + number * 2 + half,
                    int(case),
                    (anna, carla)[number % 2].key,
                    (anna, carla)[number % 2].institution_key,
                    ("WORK", "HEALTH")[half],
                    "case",
                    "CONSENT",
                    own_house.clock.now() - timedelta(days=1, seconds=number),
                )
                for number in range(501)
                for half in (0, 1)
            )
        )

    lines = table(own_house.call("carla_smz", "GET", f"/api/cases/{case}/access/file"))
    page = report(own_house, case, "&limit=200")

    by_person = Counter(line[2] for line in lines if line[0] == "09.02.2026")
    assert len(page["items"]) == 200
    assert by_person == {anna.name: 251, carla.name: 250}


@pytest.mark.parametrize("name", ['=HYPERLINK("http://evil";"Anna")', "@SUM(1)", "+1", "-1;x"])
def test_a_name_is_never_a_formula_in_the_file_nor_markup_on_the_page(own_house: House, name: str) -> None:
    case = read_often(own_house, 1)
    with own_house.bruecke.engine.store.work() as work:
        anna = work.get(User, own_house.users["anna_rav"].key)
        assert anna is not None
        work.replace(replace(anna, name=name, function_de="<script>alert(1)</script>"))

    lines = table(own_house.call("carla_smz", "GET", f"/api/cases/{case}/access/file?lang=de"))
    page = Visitor(own_house, "carla_smz").get(f"/cases/{case}/access?lang=de")

    assert f"'{name}" in {line[2] for line in lines}
    assert "<script>alert" not in page.text
    assert all(len(line) == 9 for line in lines)


def test_the_page_speaks_both_languages_and_its_title_tells_nobody(own_house: House) -> None:
    case = read_often(own_house, 1)
    carla = Visitor(own_house, "carla_smz")

    german, french = (carla.get(f"/cases/{case}/access?lang={code}") for code in ("de", "fr"))

    for page in (german, french):
        assert page.status_code == 200
        assert "Perren" in page.text
        assert "Perren" not in title_of(page)
    assert "Wer hat was gesehen" in german.text
    assert "10.02.2026, 12:01" in german.text
    assert "Vollmacht zum Datenaustausch, 10.02.2026" in german.text
    assert "Qui a consulté quoi" in french.text
    assert "Procuration pour l’échange de données, 10.02.2026" in french.text
    assert 'class="fallback"' not in french.text
    assert 'class="fallback"' in carla.get(f"/cases/{case}/access?lang=it").text


def test_before_anybody_has_seen_anything_the_page_says_so(own_house: House) -> None:
    case = own_house.open_case()

    page = Visitor(own_house, "carla_smz").get(f"/cases/{case}/access?lang=de")

    assert "Noch kein Zugriff vermerkt" in page.text
    assert "Führt den Fall" in page.text


def test_the_page_leads_to_earlier_reads_and_back(own_house: House) -> None:
    case = read_often(own_house, 55)
    carla = Visitor(own_house, "carla_smz")

    first = carla.get(f"/cases/{case}/access?lang=de")
    following = first.text.split(f"/cases/{case}/access?after=")[1].split("#")[0]
    second = carla.get(f"/cases/{case}/access?after={following}")

    assert first.text.count("data-line") == 50
    assert "10.02.2026, 12:01" in second.text
    assert "Zum neuesten Zugriff" in second.text
    assert 'rel="next"' not in second.text


def test_every_action_that_is_noted_has_a_word_and_is_documented(house: House) -> None:
    vocabulary = yaml.safe_load(Path("processes/vocabulary.yaml").read_text())["access_actions"]
    documented = house.app.openapi()["components"]["schemas"]["AccessOut"]["properties"]["action"]["enum"]

    assert sorted(documented) == sorted(vocabulary)
