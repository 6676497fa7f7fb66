"""What comes from RAV systems: files and messages, proposals that people settle, nothing doubled, nothing told to others."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.database.store import open_database
from api.worker import work_once
from cases.commands.settle_rav_line import confirm_rav_line, open_rav_line
from cases.commands.start_case import Opening, start_case
from cases.identity import identity_of
from cases.rav_reports import MOST_UNREAD
from cases.rows import AccessEntry, DataKey, Institution, RavFile, RavLine
from engine.commands.brought import Offered
from engine.commands.deploy_package import deploy_package
from engine.engine import Engine
from engine.packages.archive import read_zip
from engine.rows import AT_ONCE, EarlyMessage, Event, Instance, Task
from engine.transaction import Request
from tests.api.house import ANALYSIS, PERSON, REGISTRATION, House, Response, build, package_files
from tests.api.test_messages import actor_of
from tests.api.test_pages import Visitor, csrf_of, main_of
from tests.api.test_repeated_requests import as_, at_once
from tests.api.test_single_models import LINE, deploy, flow, model
from tests.databases import Overtaken
from tests.rav import GONE, SARA, checksum, named, written

HEARS = (
    '<startEvent id="s"/><userTask id="a"/><boundaryEvent id="c" attachedToRef="a" cancelActivity="false">'
    '<messageEventDefinition messageRef="M"/></boundaryEvent><userTask id="b"/><endEvent id="e"/><endEvent id="d"/>'
    + flow("f", "s", "a")
    + flow("g", "a", "e")
    + flow("h", "c", "b")
    + flow("i", "b", "d")
)
BEFORE = Path(__file__).parents[1] / "procedures/saved/wallis_tandem-2.0.0.zip"
M7: dict[str, Any] = {
    "message_id": "1",
    "kind": "rav_deregistered",
    "fields": {"deregistered_on": "2026-02-08"},
}
M7_TOLD = {"deregistration": ["REPORTED"], **M7["fields"]}
"""What it brings to the form of the tandem."""
BACK = {"wiederanmeldung": "J", "satzart": "M"}
"""A line that the tandem does not wait for."""
REREGISTERED = {"message_id": "1", "kind": "rav_reregistered", "fields": {"reregistered_on": "2026-02-08"}}
WHO = {"last_name": "Perren", "first_name": "Sara", "born_on": "2000-11-14", "ahv_number": "756.9217.0769.85"}


def deliver(house: House, lines: list[dict[str, str]], login: str = "anna_rav", **more: Any) -> Response:
    content = more.get("content") or written(lines, more.get("count"))
    files = {
        "file": (more.get("name", named()), content, "text/csv"),
        "checksum": ("x.sha256", more.get("told") or checksum(content), "text/plain"),
    }
    return house.call(login, "POST", "/api/rav/files", files=files)


def waiting(house: House, login: str = "jean_rav", status: str = "waiting") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.get(login, f"/api/rav/lines?status={status}")["items"]
    return found


def hearing(house: House, login: str = "anna_rav") -> str:
    """A case of somebody's that waits for a deregistration."""
    deploy(house, model("hears", HEARS, '<message id="M" name="rav_deregistered"/>'))
    started: str = house.post(login, "/api/cases", {"procedure": "hears"})["case"]
    return started


def test_a_file_makes_proposals_once_whatever_comes_twice(own_house: House) -> None:
    house = own_house
    lines = [SARA, SARA | GONE | {"avamPersonNr": "A-2"}, SARA | {"avamPersonNr": "A-3", "ahvn13": "1"}]

    first = deliver(house, lines).json()
    again = deliver(house, lines).json()
    other_name = deliver(house, lines, name=named(2)).json()

    assert (first["status"], first["lines"], first["waiting"]) == ("taken", 3, 2)
    assert first["faults"] == [{"line": 4, "column": "ahvn13", "code": "ahv"}]
    assert again == first
    assert (other_name["waiting"], other_name["known"]) == (0, 2)
    assert sorted(line["kind"] for line in waiting(house)) == ["rav_deregistered", "referral"]
    errors = house.call("anna_rav", "GET", f"/api/rav/files/{first['key']}/errors")
    assert errors.headers["content-disposition"].endswith('_err.csv"')
    assert "4;ahvn13;ahv;" in errors.text


def test_what_is_older_than_what_stands_is_noted_and_what_says_the_same_waits_once(own_house: House) -> None:
    house = own_house
    deliver(house, [SARA | GONE])
    late = deliver(house, [SARA | {"stichtag": "2026-01-31"}], name=named(2)).json()
    same = deliver(house, [SARA | GONE | {"stichtag": "2026-02-10"}], name=named(3)).json()
    changed = deliver(
        house, [SARA | GONE | {"stichtag": "2026-02-10", "abmeldegrund": "UEBERGABE_IV"}], name=named(4)
    ).json()

    assert (late["late"], late["waiting"]) == (1, 0)
    assert (same["known"], same["waiting"]) == (1, 0)
    assert [fault["code"] for fault in changed["faults"]] == ["day-taken"]
    assert len(waiting(house)) == 1


def test_a_cancellation_takes_back_what_waits_and_nothing_else(own_house: House) -> None:
    house = own_house
    deliver(house, [SARA, SARA | {"avamPersonNr": "A-2", "nachname": "Rey"}])
    one = next(line for line in waiting(house) if line["number"] == 3)
    house.post("jean_rav", f"/api/rav/lines/{one['key']}/dismissal")

    taken = deliver(
        house,
        [SARA | {"avamPersonNr": f"A-{number}", "satzart": "S"} for number in (1, 2, 3)],
        name=named(2),
    ).json()

    assert taken["withdrawn"] == 1
    assert [fault["code"] for fault in taken["faults"]] == ["cancel-late", "cancel-unknown"]
    assert waiting(house) == []
    assert deliver(house, [SARA], name=named(3)).json()["waiting"] == 1


def test_a_file_that_can_not_be_trusted_waits_in_quarantine(own_house: House) -> None:
    house = own_house
    changed = deliver(house, [SARA], told=checksum(b"other")).json()
    miscounted = deliver(house, [SARA], count=2).json()
    release = f"/api/rav/files/{miscounted['key']}/release"

    assert (changed["status"], changed["fault"]) == ("quarantined", "hash-wrong")
    assert waiting(house) == []
    refused = house.call("jean_rav", "POST", f"/api/rav/files/{changed['key']}/release")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:not-releasable")
    assert house.call("anna_rav", "POST", release).json()["type"] == "urn:bruecke:own-delivery"
    assert house.post("jean_rav", release)["status"] == "released"
    assert house.post("jean_rav", f"/api/rav/files/{changed['key']}/discard")["status"] == "discarded"
    assert [line["kind"] for line in waiting(house)] == ["referral"]
    assert {row.content for row in house.rows(RavFile)} == {b""}
    assert deliver(house, [SARA], told=checksum(b"other")).json()["status"] == "discarded"


def test_a_line_goes_to_the_case_that_somebody_says_and_nothing_is_left_of_it(own_house: House) -> None:
    house = own_house
    case = hearing(house)
    deliver(house, [SARA | GONE])
    (line,) = waiting(house)
    path = f"/api/rav/lines/{line['key']}"

    own = house.call("anna_rav", "POST", f"{path}/confirmation", json={"case": case})
    told = house.post("jean_rav", f"{path}/confirmation", {"case": case})
    again = house.call("jean_rav", "POST", f"{path}/confirmation", json={"case": case})

    assert (own.status_code, own.json()["type"]) == (403, "urn:bruecke:own-delivery")
    assert told == {"line": line["key"], "status": "delivered", "case": case, "reference": None}
    assert (again.status_code, again.json()["type"]) == (409, "urn:bruecke:line-settled")
    variables = house.get("anna_rav", f"/api/cases/{case}/variables")["variables"]
    assert variables == {"deregistered_on": "2026-02-08", "deregistration_reason": "PLACEMENT_RENOUNCED"}
    (row,) = house.rows(RavLine)
    assert (row.sealed, row.case_key, house.rows(DataKey, key=row.key)) == (b"", int(case), [])


def test_a_line_for_a_case_that_does_not_wait_yet_is_kept_for_it(own_house: House) -> None:
    house = own_house
    case = house.open_case("jean_rav")
    deliver(house, [SARA | BACK])
    (line,) = waiting(house)

    told = house.post("jean_rav", f"/api/rav/lines/{line['key']}/confirmation", {"case": case})
    work_once(house.bruecke)

    assert told["status"] == "kept"
    assert [row.case_key for row in house.rows(EarlyMessage)] == [int(case)]


def test_the_same_settlement_at_the_same_moment_has_one_effect_and_one_answer(own_house: House) -> None:
    house = own_house
    bodies = {"confirmation": {"case": hearing(house)}, "opening": {"procedure": "wallis_tandem"}}
    for number in range(6):
        what = ("confirmation", "opening")[number % 2]
        person = {"avamPersonNr": f"D-{number}", "stichtag": f"2026-02-{number + 1:02}"}
        deliver(house, [SARA | (GONE if number % 2 == 0 else {}) | person], name=named(number + 1))
        (line,) = waiting(house)
        path = f"/api/rav/lines/{line['key']}/{what}"

        asking = as_(house, "jean_rav", path, bodies[what], f"settle {number}")
        answers = at_once(house, *([asking] * 6))

        assert {answer.status_code for answer in answers} <= {200, 201}
        assert all(answer.json() == answers[0].json() for answer in answers)


@pytest.mark.parametrize("what", ["delivered", "kept", "opened"])
def test_a_settlement_that_was_overtaken_by_itself_gets_the_first_answer(own_house: House, what: str) -> None:
    house, bruecke = own_house, own_house.bruecke
    case = int(hearing(house) if what == "delivered" else house.case_at("agreed"))
    deliver(house, [SARA | {"delivered": GONE, "kept": BACK, "opened": {}}[what]])
    (line,) = waiting(house)
    jean, answers = actor_of(house, "jean_rav"), list[Any]()
    cases = len(house.rows(Instance))

    def settle(engine: Engine) -> None:
        request, key = Request.of("settle", "the same"), int(line["key"])
        answers.append(
            open_rav_line(engine, bruecke.vault, jean, key, "wallis_tandem", {}, request)
            if what == "opened"
            else confirm_rav_line(engine, bruecke.vault, jean, key, case, request)
        )

    store = Overtaken(bruecke.engine.store, lambda: settle(bruecke.engine))
    settle(replace(bruecke.engine, store=store))
    settle(bruecke.engine)

    assert [answer["status"] for answer in answers] == [what] * 3
    assert answers[0] == answers[1] == answers[2]
    assert len(house.rows(Instance)) == cases + (what == "opened")
    assert len(house.rows(EarlyMessage)) == (what == "kept")


def test_a_case_opened_for_a_line_begins_with_what_came(own_house: House) -> None:
    house = own_house
    deliver(house, [SARA | {"geschlecht": "2", "plz": "1966", "ort": "Ayent"}])
    (line,) = waiting(house)

    opened = house.post("jean_rav", f"/api/rav/lines/{line['key']}/opening", {"procedure": "wallis_tandem"})

    (task,) = house.rows(Task, instance_key=int(opened["case"]), status="open")
    form = house.get("jean_rav", f"/api/tasks/{task.key}")
    told = str(form)
    assert all(
        part in told for part in ("Perren", "Sara", "2000-11-14", "756.9217.0769.85", "1966", "FEMALE")
    )
    assert waiting(house, status="opened")[0]["case"] == opened["case"]


def test_matches_are_cases_that_the_reader_sees_and_nobody_elses(own_house: House) -> None:
    house = own_house
    strangers = house.case_at("fresh")  # of the social service, the same person
    deliver(house, [SARA | GONE], login="jean_rav")
    (line,) = waiting(house, "anna_rav")

    before = house.get("anna_rav", f"/api/rav/lines/{line['key']}")
    seen = house.case_at("granted")
    after = house.get("anna_rav", f"/api/rav/lines/{line['key']}")
    elsewhere = house.get("karl_rav", f"/api/rav/lines/{line['key']}")
    refused = house.call(
        "anna_rav", "POST", f"/api/rav/lines/{line['key']}/confirmation", json={"case": strangers}
    )

    assert (line["matches"], before["matches"]) == (0, [])
    assert [(match["case"], match["by"]) for match in after["matches"]] == [(seen, "AHV")]
    assert elsewhere["matches"] == []
    assert refused.status_code == 404


def test_without_the_right_to_use_numbers_only_name_and_birth_are_looked_at(own_house: House) -> None:
    house = own_house
    with house.bruecke.engine.store.work() as work:
        rav = work.get(Institution, house.users["anna_rav"].institution_key)
        assert rav is not None
        work.replace(replace(rav, may_use_ahv=False))
    seen = house.case_at("granted")
    deliver(
        house,
        [SARA | GONE, SARA | GONE | {"avamPersonNr": "A-2", "nachname": "Andere"}],
        login="jean_rav",
    )

    lines = [house.get("anna_rav", f"/api/rav/lines/{line['key']}") for line in waiting(house, "anna_rav")]

    assert sorted([match["by"] for match in line["matches"]] for line in lines) == [[], ["NAME_AND_BIRTH"]]
    assert {match["case"] for line in lines for match in line["matches"]} == {seen}
    assert all("ahv_number" not in line["person"] for line in lines)


def test_nobody_outside_the_rav_sees_anything(own_house: House) -> None:
    house = own_house
    file = deliver(house, [SARA]).json()
    (line,) = waiting(house)

    for login in ("carla_smz", "beat_iv", "ines_koo", "dario", "olga"):
        for path in ("files", "lines", f"files/{file['key']}", f"lines/{line['key']}"):
            assert house.call(login, "GET", f"/api/rav/{path}").status_code == 403
    assert deliver(house, [SARA], login="carla_smz").status_code == 403


def test_a_message_goes_to_the_case_it_names_once(own_house: House) -> None:
    house = own_house
    case = hearing(house)
    reference = house.get("anna_rav", f"/api/cases/{case}")["reference"]

    first = house.post("anna_rav", "/api/rav/messages", M7 | {"reference": reference})
    again = house.post("anna_rav", "/api/rav/messages", M7 | {"reference": reference})

    assert first == again
    assert (first["status"], first["case"], first["element"]) == ("delivered", case, "c")
    assert len(house.rows(Task, instance_key=int(case))) == 2


@pytest.mark.parametrize(
    ("changed", "status", "field"),
    [
        ({"reference": "VS-2026-ZZZZZ"}, 404, None),
        ({}, 422, "case"),
        ({"person": WHO}, 422, "consent_reference"),
        ({"person": WHO | {"ahv_number": "756.1"}, "consent_reference": "E"}, 422, "person.ahv_number"),
        ({"reference": "x", "fields": {"deregistered_on": "8.2.2026"}}, 422, "fields.deregistered_on"),
        ({"reference": "x", "fields": {"other": "x"}}, 422, "fields.other"),
        ({"reference": "x", "kind": "other"}, 422, "body.kind"),
        ({"kind": "referral", "fields": {}, "reference": "x"}, 422, "person"),
    ],
)
def test_a_message_that_is_refused_says_why(
    house: House, changed: dict[str, Any], status: int, field: str | None
) -> None:
    answer = house.call("anna_rav", "POST", "/api/rav/messages", json=M7 | changed)

    assert answer.status_code == status
    assert [fault["field"] for fault in answer.json().get("faults", [])] == ([field] if field else [])


def test_a_case_that_the_sender_does_not_see_is_none(own_house: House) -> None:
    case = own_house.case_at("fresh")

    answer = own_house.call("anna_rav", "POST", "/api/rav/messages", json=M7 | {"case": case})

    assert answer.status_code == 404


def test_an_early_message_waits_or_is_refused(own_house: House) -> None:
    case = own_house.open_case("anna_rav")

    refused = own_house.call("anna_rav", "POST", "/api/rav/messages", json=REREGISTERED | {"case": case})
    kept = own_house.post(
        "anna_rav", "/api/rav/messages", REREGISTERED | {"case": case, "message_id": "2", "time_to_live": 60}
    )

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:nobody-waits")
    assert kept["status"] == "waiting"


def test_a_message_about_a_person_is_a_proposal_whoever_they_are(own_house: House) -> None:
    house = own_house
    house.case_at("fresh")
    sent = M7 | {"person": WHO, "consent_reference": "EW-1"}

    known = house.post("anna_rav", "/api/rav/messages", sent)
    unknown = house.post(
        "anna_rav", "/api/rav/messages", sent | {"message_id": "2", "person": WHO | {"last_name": "Nemo"}}
    )
    again = house.post("anna_rav", "/api/rav/messages", sent)

    assert (known["status"], unknown["status"], again) == ("proposed", "proposed", known)
    assert len(waiting(house)) == 2


def test_a_referral_opens_a_case_of_the_cantons_procedure(own_house: House) -> None:
    sent = {"message_id": "1", "kind": "referral", "person": WHO, "consent_reference": "EW-1"}

    opened = own_house.post("anna_rav", "/api/rav/messages", sent)
    again = own_house.post("anna_rav", "/api/rav/messages", sent)

    assert opened == again
    assert own_house.get("anna_rav", f"/api/cases/{opened['case']}")["procedure"] == "wallis_tandem"
    (task,) = own_house.rows(Task, instance_key=int(opened["case"]), status="open")
    assert PERSON["last_name"] in str(own_house.get("anna_rav", f"/api/tasks/{task.key}"))


def test_a_referral_is_not_opened_where_the_person_would_be_lost(own_house: House) -> None:
    deploy(own_house, model("plain", LINE))
    sent = {"kind": "referral", "person": WHO, "consent_reference": "EW-1", "procedure": "plain"}
    own_house.token("anna_rav")  # getting one writes a row
    before = own_house.digest()

    refused = own_house.call("anna_rav", "POST", "/api/rav/messages", json=sent | {"message_id": "1"})

    assert (refused.status_code, refused.json()["type"]) == (422, "urn:bruecke:person-not-taken")
    assert own_house.digest() == before


def test_what_a_case_passes_at_its_start_is_told_once_also_where_a_draft_was_offered(
    own_house: House,
) -> None:
    deploy(own_house, model("plain", LINE))
    engine, user = own_house.bruecke.engine, own_house.users["anna_rav"]
    with engine.store.reading() as work:
        identity = identity_of(work, user.key)
    assert identity is not None
    opening = Opening("plain", {}, answers=Offered({"last_name": "Perren"}))

    case = int(start_case(engine, own_house.bruecke.vault, identity.actor(), opening)["case"])

    kinds = [event.kind for event in own_house.rows(Event, instance_key=case)]
    assert kinds.count("ELEMENT_COMPLETED") == 1


# the tandem of Valais hears them

TOLD: dict[str, tuple[str, dict[str, Any]]] = {
    "rav_deregistered": (
        "deregistration",
        {"deregistered_on": "2026-02-08", "deregistration_reason": "JOB_FOUND"},
    ),
    "benefits_exhausted": ("exhaustion", {"exhausted_on": "2026-02-06"}),
    "job_started": ("job_start", {"job_started_on": "2026-02-09"}),
    "measure_broken_off": (
        "break_off",
        {"broken_off_on": "2026-02-09", "broken_off_because": "Der Weg ist zu weit"},
    ),
}


def reports(house: House, case: str) -> list[Task]:
    return house.rows(Task, instance_key=int(case), element="note_rav_report", status="open")


def released(house: House, *categories: str, opener: str = "carla_smz") -> str:
    """A case of which the person released these categories to the other office."""
    case, other = house.open_case(opener), {"carla_smz": "RAV", "anna_rav": "SOCIAL"}[opener]
    house.complete(opener, case, REGISTRATION)
    signed = {"categories": list(categories), "explained_by": str(house.users[opener].key)}
    house.complete(opener, case, house.consent_answers([other], **signed))
    return case


@pytest.mark.requirement("VS-15")
@pytest.mark.parametrize("kind", TOLD)
def test_what_the_rav_reports_opens_a_task_of_the_reporting_office_that_begins_with_it(
    own_house: House, kind: str
) -> None:
    house, (field, told_by_it) = own_house, TOLD[kind]
    case = house.case_at("granted")
    sent = {"message_id": "1", "kind": kind, "case": case, "fields": told_by_it}

    told = house.post("anna_rav", "/api/rav/messages", sent)
    again = house.post("anna_rav", "/api/rav/messages", sent)
    other = house.post("anna_rav", "/api/rav/messages", sent | {"message_id": "2"})

    assert (told["status"], told["case"], told["element"]) == ("delivered", case, "rav_reported")
    assert (again, other["status"]) == (told, "delivered")
    tasks = reports(house, case)
    assert len(tasks) == 2
    shown = house.get("carla_smz", f"/api/tasks/{tasks[0].key}")
    assert shown["answers"] == {field: ["REPORTED"], **told_by_it}
    done = house.post(
        "carla_smz",
        f"/api/tasks/{tasks[0].key}/completion",
        {"answers": {**shown["answers"], "follow_up": "NOTED"}, "version": tasks[0].version},
    )
    assert done["status"] == "completed"


@pytest.mark.requirement("VS-04")
def test_what_the_person_did_not_release_does_not_reach_another_office_by_a_message(own_house: House) -> None:
    house = own_house
    case = released(house, "MASTER", "WORK")
    fields = {"deregistered_on": "2026-02-08", "deregistration_reason": "NOT_FULLY_FIT"}
    sent = {"message_id": "1", "kind": "rav_deregistered", "case": case, "fields": fields}

    house.post("anna_rav", "/api/rav/messages", sent)

    (task,) = reports(house, case)
    shown = house.get("carla_smz", f"/api/tasks/{task.key}")
    assert shown["answers"] == {"deregistration": ["REPORTED"], "deregistered_on": "2026-02-08"}


SHOWN = (
    "/cases/{case}",
    "/cases/{case}?history=all",
    "/tasks",
    "/",
    "/tasks/{task}",
    "/api/cases/{case}",
    "/api/cases/{case}/history",
    "/api/cases/{case}/waits",
    "/api/cases/{case}/tokens",
    "/api/cases/{case}/records/rav_report/versions",
    "/api/tasks?case={case}",
    "/api/tasks/{task}",
    "/api/tasks/{task}/form",
    "/api/events",
)
"""All that shows a case and its work. The form asks for all four kinds, whichever came."""
CHANGING = re.compile(
    r"VS-2026-\w+|\b\d{15,}\b|\bvalue=\"[\w.-]{20,}\"|\"next\":\"[^\"]*\"|\b[\w.-]{24,}|\?v=\w+"
)
"""Numbers, keys, tokens and cursors, which differ from case to case."""
TELLING = ("exhaust", "aussteuerung", "ausgesteuert", "stellenantritt", "job_start", "abbruch", "break_off")


def seen_of(house: House, login: str, case: str, task: int) -> dict[str, str]:
    visitor, found = Visitor(house, login), {}
    for path in SHOWN:
        named = path.format(case=case, task=task)
        answer = house.call(login, "GET", named) if path.startswith("/api") else visitor.get(named)
        found[path] = f"{answer.status_code} {CHANGING.sub('…', answer.text)}"
    return found


def seen_after(folder: Path, empty: Path, login: str, kind: str, opener: str) -> list[dict[str, str]]:
    """What somebody sees in a house of its own before a report, while its task is open, and when it is on record."""
    path = folder / f"{kind}.db"
    shutil.copy(empty, path)
    store = open_database(f"sqlite:///{path}")
    house = build(store, package_files())
    case = released(house, "MASTER", "WORK", "FAMILY", opener=opener)
    for who in ("carla_smz", "anna_rav"):
        house.complete(who, case, ANALYSIS | {"problem_fields": ["FAMILY"]}, "joint_analysis")
    for who in ("carla_smz", "anna_rav"):
        house.decide(who, case, "yes", "Im Gespräch entschieden")
    house.complete(opener, case, house.agreement(explained_by=str(house.users[opener].key)))
    before = seen_of(house, login, case, 1)
    sent = {"message_id": "1", "kind": kind, "case": case, "fields": TOLD[kind][1]}
    house.post("anna_rav", "/api/rav/messages", sent)
    (task,) = reports(house, case)
    opened = seen_of(house, login, case, task.key)
    answers = house.get(opener, f"/api/tasks/{task.key}")["answers"] | {"follow_up": "TALK"}
    house.complete(opener, case, answers, "note_rav_report")
    noted = seen_of(house, login, case, task.key)
    store.close()
    return [before, opened, noted]


@pytest.mark.requirement("VS-04")
@pytest.mark.parametrize(
    ("login", "opener", "kinds", "told_apart"),
    [
        ("carla_smz", "carla_smz", ("benefits_exhausted", "measure_broken_off"), []),
        ("ines_koo", "carla_smz", ("benefits_exhausted", "job_started"), []),
        ("carla_smz", "anna_rav", ("benefits_exhausted", "measure_broken_off"), []),
        ("ines_koo", "anna_rav", ("benefits_exhausted", "job_started"), []),
        ("carla_smz", "carla_smz", ("benefits_exhausted", "job_started"), [1, 2]),
    ],
)
def test_who_may_not_know_what_was_reported_sees_the_same_whichever_it_was(
    sqlite_file: Path, tmp_path: Path, login: str, opener: str, kinds: tuple[str, str], told_apart: list[int]
) -> None:
    """The person released their work to the social service, neither finances nor measures; to the coordination nothing of it.
    What was released is told apart: this is how it would look if more were told."""
    one, other = (seen_after(tmp_path, sqlite_file, login, kind, opener) for kind in kinds)

    assert [number for number in range(3) if one[number] != other[number]] == told_apart
    for after in one[1:]:
        assert "Meldung des RAV" in after["/cases/{case}"]
        assert after["/cases/{case}"].startswith("200")
        assert after["/tasks/{task}"].startswith("200" if login == opener else "403")
        assert [path for path in SHOWN if "2026-02-06" in after[path] or "06.02.2026" in after[path]] == []
        for path in (path for path in SHOWN if "{task}" not in path):  # what stands there stood there before
            counts = [[text.lower().count(word) for word in TELLING] for text in (one[0][path], after[path])]
            assert (path, counts[1]) == (path, counts[0])


FORGED = ("rav_report", "rav_reregistered", *TOLD)


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("login", ["carla_smz", "anna_rav", "ines_koo"])
def test_nobody_forges_a_report_by_another_way(own_house: House, login: str, name: str) -> None:
    """Who sees the case is told the way; who doesn't learns nothing, and what is kept for them reaches nobody."""
    house = own_house
    case = house.case_at("granted")
    sees = house.call(login, "GET", f"/api/cases/{case}").status_code == 200
    body = {"name": name, "case": case, "variables": {"job_start": ["REPORTED"]}}

    at_once = house.call(login, "POST", "/api/messages", json=body)
    later = house.call(login, "POST", "/api/messages", json=body | {"time_to_live": 60})
    work_once(house.bruecke)

    expected = (403, 403) if sees else (409, 200)
    assert (at_once.status_code, later.status_code) == expected
    if sees:
        assert at_once.json()["type"] == "urn:bruecke:rav-only"
        assert "/api/rav/messages" in at_once.json()["title"]
    assert reports(house, case) == []


def test_a_message_kept_without_a_case_is_no_way_to_forge_one(own_house: House) -> None:
    house = own_house
    kept = house.post("carla_smz", "/api/messages", {"name": "rav_report", "time_to_live": 60})
    case = house.case_at("granted")

    told = house.call(
        "carla_smz", "POST", f"/api/messages/{kept['message']}/correlation", json={"case": case}
    )

    assert (told.status_code, told.json()["type"]) == (403, "urn:bruecke:rav-only")
    assert reports(house, case) == []


def test_a_message_kept_before_the_sender_sees_the_case_reaches_nobody_later(own_house: House) -> None:
    house = own_house
    case = house.case_at("fresh")
    body = {"name": "rav_report", "case": case, "variables": {}, "time_to_live": 3600}
    kept = house.post("anna_rav", "/api/messages", body)

    house.complete("carla_smz", case, house.consent_answers(["RAV"]))
    sees = house.call("anna_rav", "GET", f"/api/cases/{case}").status_code
    for row in house.rows(EarlyMessage):
        with house.bruecke.engine.store.work() as work:
            work.replace(replace(row, due_at=AT_ONCE, version=row.version + 1))
    work_once(house.bruecke)

    assert (kept["status"], sees) == ("waiting", 200)
    assert reports(house, case) == []
    assert [row.status for row in house.rows(EarlyMessage)] == ["waiting"]


def test_so_many_reports_lie_unread_that_the_next_is_refused_or_kept(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    for number in range(MOST_UNREAD):
        house.post("anna_rav", "/api/rav/messages", M7 | {"case": case, "message_id": f"n{number}"})

    refused = house.call("anna_rav", "POST", "/api/rav/messages", json=M7 | {"case": case})
    kept = house.post(
        "anna_rav", "/api/rav/messages", M7 | {"case": case, "message_id": "k", "time_to_live": 3600}
    )
    full = len(reports(house, case))
    deliver(house, [SARA | GONE])
    (line,) = waiting(house)
    by_line = house.call(
        "jean_rav", "POST", f"/api/rav/lines/{line['key']}/confirmation", json={"case": case}
    )
    jean = Visitor(house, "jean_rav")
    path = f"/rav/lines/{line['key']}"
    page = jean.post(path, do="confirm", case=case, csrf=csrf_of(jean.get(path)))
    house.complete("carla_smz", case, {"follow_up": "NOTED"}, element="note_rav_report")
    work_once(house.bruecke)

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:reports-unread")
    assert (kept["status"], full) == ("waiting", MOST_UNREAD)
    assert (by_line.status_code, page.status_code) == (409, 422)
    assert "Trop d’annonces de l’ORP" in page.text
    assert len(reports(house, case)) == MOST_UNREAD
    assert house.rows(EarlyMessage)[0].status == "delivered"


def test_after_the_case_has_closed_nobody_waits_any_more(own_house: House) -> None:
    case = own_house.case_at("closed")

    refused = own_house.call("anna_rav", "POST", "/api/rav/messages", json=M7 | {"case": case})
    kept = own_house.post(
        "anna_rav", "/api/rav/messages", M7 | {"case": case, "message_id": "2", "time_to_live": 60}
    )

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:nobody-waits")
    assert kept["status"] == "waiting"


def test_what_comes_while_the_case_is_suspended_reaches_it_once_it_is_resumed(own_house: House) -> None:
    house = own_house
    case = house.case_at("granted")
    house.post("carla_smz", f"/api/cases/{case}/suspension", {"reason": "Die Person ist verreist"})

    refused = house.call("anna_rav", "POST", "/api/rav/messages", json=M7 | {"case": case})
    sent = M7 | {"case": case, "message_id": "2", "time_to_live": 60}
    kept = house.post("anna_rav", "/api/rav/messages", sent)
    house.post("carla_smz", f"/api/cases/{case}/resumption", {"reason": "Sie ist zurück"})
    work_once(house.bruecke)

    assert (refused.status_code, refused.json()["type"]) == (409, "urn:bruecke:case-held")
    assert kept["status"] == "waiting"
    (task,) = reports(house, case)
    assert house.get("carla_smz", f"/api/tasks/{task.key}")["answers"] == M7_TOLD


@pytest.mark.parametrize("stage", ["granted", "accompanied"])
def test_a_case_of_the_version_before_hears_what_was_kept_once_it_is_taken_to_this_one(
    sqlite_file: Path, tmp_path: Path, stage: str
) -> None:
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    house = build(store, read_zip(BEFORE.read_bytes()))
    case = house.case_at(stage)
    deploy_package(house.bruecke.engine, package_files())
    sent = M7 | {"case": case, "time_to_live": 60}

    kept = house.post("anna_rav", "/api/rav/messages", sent)
    plan = house.post("carla_smz", f"/api/cases/{case}/migration/plan", {"version": 2})
    house.post("carla_smz", f"/api/cases/{case}/migration", {"version": 2, "reason": "Was das RAV meldet"})
    work_once(house.bruecke)

    assert (kept["status"], plan["verdict"]) == ("waiting", "maps")
    (task,) = reports(house, case)
    answers = house.get("carla_smz", f"/api/tasks/{task.key}")["answers"]
    assert (task.status, answers) == ("open", M7_TOLD)
    assert house.rows(EarlyMessage)[0].status == "delivered"
    store.close()


# the pages


def test_a_person_settles_a_line_on_its_page_and_the_look_at_the_case_is_noted(own_house: House) -> None:
    house = own_house
    seen = house.case_at("granted")
    deliver(house, [SARA | GONE], login="jean_rav")
    (line,) = waiting(house, "anna_rav")
    anna, path = Visitor(house, "anna_rav"), f"/rav/lines/{line['key']}"

    listed, shown = anna.get("/rav"), anna.get(path)
    reference = house.get("anna_rav", f"/api/cases/{seen}")["reference"]
    refused = anna.post(path, do="confirm", reference="VS-2026-ZZZZZ", csrf=csrf_of(shown))
    done = anna.post(path, do="confirm", case=seen, csrf=csrf_of(shown))

    assert "Perren" not in listed.text
    assert path in listed.text
    assert all(part in shown.text for part in ("Perren", "14.11.2000", reference))
    assert refused.status_code == 422
    assert done.headers["location"] == f"/rav?done=delivered&case={seen}"
    assert f'<a href="/cases/{seen}">Zum Fall</a>' in anna.get(done.headers["location"]).text
    assert {
        row.action
        for row in house.rows(AccessEntry, case_key=int(seen), user_key=house.users["anna_rav"].key)
    } >= {"rav"}
    assert "gelöscht" in anna.get(path).text


def test_a_file_is_uploaded_on_the_page_and_its_faults_are_read_there(own_house: House) -> None:
    anna = Visitor(own_house, "anna_rav")
    content = written([SARA | {"ahvn13": "1"}])
    token = csrf_of(anna.get("/rav?view=files"))
    files = {"file": (named(), content), "checksum": ("x.sha256", checksum(content))}

    sent = anna.client.post("/rav/files", data={"csrf": token}, files=files)
    forged = anna.client.post("/rav/files", data={"csrf": "x"}, files=files)
    shown = anna.get(sent.headers["location"])
    file = sent.headers["location"].split("?")[0]

    assert forged.status_code == 403
    assert "Die AHV-Nummer ist nicht gültig" in shown.text
    assert "Le numéro AVS n’est pas valable" in anna.get(f"{file}?lang=fr").text
    assert "ahvn13;ahv" in anna.get(f"{file}/errors.csv").text


def test_a_miscounted_file_is_released_on_its_page_by_somebody_else(own_house: House) -> None:
    file = deliver(own_house, [SARA], count=9).json()
    path = f"/rav/files/{file['key']}"
    anna, jean = Visitor(own_house, "anna_rav"), Visitor(own_house, "jean_rav")

    own = main_of(anna.get(path))
    done = jean.post(path, jean.get(path), do="release")

    assert "nur verwerfen" in own
    assert done.headers["location"] == f"{path}?done=released"
    assert "Quarantäne" in jean.get("/rav?view=quarantine&lang=de").text
