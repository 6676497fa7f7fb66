"""A case is erased: keys destroyed, personal values gone from database, files and logs; the chain verifies, counts remain."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Any, cast

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select

from adapters.database.migrations import configuration, migrate
from adapters.database.store import DatabaseStore, open_database
from adapters.database.tables import TABLES, metadata
from api.access import routes_of
from cases.archiving import Offer
from cases.commands.erase_case import erase_case
from cases.commands.propose_erasure import propose_erasure
from cases.erasing import erase, first_day, sealed_tables
from cases.identity import identity_of
from cases.rows import (
    CASE_ROWS,
    AccessEntry,
    BlindIndex,
    Case,
    CasePerson,
    Consent,
    DataKey,
    Grant,
    Mention,
    Note,
    Packet,
    Person,
    Record,
)
from cases.sealing import Unsealable
from engine.chain import first_break
from engine.rows import (
    ENGINE_ROWS,
    Event,
    Incident,
    Instance,
    Job,
    Outbox,
    Passage,
    Receipt,
    Row,
    Snapshot,
    Task,
    Wait,
)
from engine.running import Running
from engine.store import Conflict
from tests import postgres
from tests.api.house import ANALYSIS, REGISTRATION, House, build
from tests.api.test_access import method_of, name_of
from tests.api.test_packets import send
from tests.api.test_pages import Visitor, csrf_of, main_of
from tests.api.test_single_models import LINE, complete, deploy, flow, job, model, start
from tests.databases import empty
from tests.files import png
from tests.integration.test_confidentiality import CANARIES, PERSON, everything_logged, spellings

MARKERS: dict[str, str] = CANARIES | {
    "note": "Ruft nur nach dem Vesperläuten zurück",
    "shared_note": "Der Hofhund heisst Balthasarius",
    "corrected": "Kanariengässleinweg",
    "correction": "Beim Abschreiben der Wäscheliste verrutscht",
    "exception": "Steht mit dem Regenschirm am Schalterfenster",
    "purpose": "Wegen der Probewoche beim Drechslermeister",
    "document": "Zeugnis des Hafenmeisters Ambrosius",
    "proposal": "Die Papageienakte ist verjährt",
    "hold": "Der Nachbar Theophilus klagt noch",
}
SPELLINGS = {name: spellings(value) for name, value in MARKERS.items()}
LATER = date(2036, 2, 11)
ERASED = "11.02.2036"
OFFER = {"offered_on": "2036-02-11", "archive_answer": "NOT_TAKEN", "archive_reference": "StAVS 2036/114"}


def leaks(content: bytes) -> set[str]:
    return {name for name, forms in SPELLINGS.items() if any(form in content for form in forms)}


def move_to(house: House, day: date) -> None:
    """Another day: secrets for scripts have expired meanwhile."""
    house.clock.set_day(day)
    house.tokens.clear()


def story(house: House) -> str:
    """Sara's whole story with a marker in every text, up to the end of the accompaniment."""
    case = house.open_case()
    registration = REGISTRATION | {name: MARKERS[name] for name in PERSON}
    task = house.task(case)
    draft = {"answers": registration, "version": task.version}
    house.post("carla_smz", f"/api/tasks/{task.key}/draft", draft, headers={"Idempotency-Key": "d1"})
    house.complete("carla_smz", case, registration)
    reference = {"document_reference": MARKERS["document_reference"]}
    house.complete("carla_smz", case, house.consent_answers(["RAV"], **reference))
    note = {"text": MARKERS["note"], "audience": "own", "mentions": [str(house.users["lea_smz"].key)]}
    house.post("carla_smz", f"/api/cases/{case}/notes", note, headers={"Idempotency-Key": "n1"})
    shared = {"text": MARKERS["shared_note"], "audience": "shared", "category": "WORK"}
    house.post("anna_rav", f"/api/cases/{case}/notes", shared)
    send(house, "carla_smz", case, "anna_rav", purpose=MARKERS["purpose"])
    house.post("carla_smz", f"/api/cases/{case}/documents", {"document": "authority", "language": "de"})
    brought = {"title": MARKERS["document"], "category": "WORK"}
    file = {"file": ("x.png", png(), "image/png")}
    house.call("carla_smz", "POST", f"/api/cases/{case}/documents/files", data=brought, files=file)
    read = house.get("carla_smz", f"/api/cases/{case}")["reference"]
    house.post("nora_smz", "/api/cases/exceptions", {"reference": read, "reason": MARKERS["exception"]})
    told = {name: MARKERS[name] for name in ("resources", "qualification", "recommendation")}
    analysis = ANALYSIS | told | {"problem_fields": ["HEALTH_PSYCHIC", "ADDICTION"]}
    house.complete("carla_smz", case, analysis | {"resources": "noch offen"})
    for login in ("anna_rav", "carla_smz"):
        house.complete(login, case, analysis)
    house.decide("carla_smz", case, "no", MARKERS["reason"])
    house.decide("anna_rav", case, "yes")
    house.decide("carla_smz", case, "yes")
    correction = {"version": 1, "fields": {"street": MARKERS["corrected"]}, "reason": MARKERS["correction"]}
    house.post("carla_smz", f"/api/cases/{case}/records/person/correction", correction)
    agreement = house.agreement(document_reference=MARKERS["agreement_reference"])
    house.complete("carla_smz", case, agreement)
    house.complete("ines_koo", case, house.assignment())
    house.accompany(case)
    house.end(case)
    return case


def propose(house: House, case: str, login: str = "carla_smz", **more: Any) -> Any:
    return house.post(login, f"/api/cases/{case}/erasure", {"reason": MARKERS["proposal"], **OFFER, **more})


def confirm(house: House, case: str, login: str = "lea_smz") -> Any:
    (row,) = house.rows(Case, key=int(case))
    return house.post(login, f"/api/cases/{case}/erasure/confirmation", {"reference": row.reference})


def dump(house: House) -> dict[str, bytes]:
    """Every column of every table, as bytes."""
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    found = {}
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for column in table.c:
                values = connection.execute(select(column)).scalars().all()
                found[f"{table.name}.{column.name}"] = b"\n".join(
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for value in values
                )
    return found


def readable(house: House, case: str) -> dict[str, str]:
    """What the office that opened a case can read of it."""
    parts = ("", "/history?limit=200", "/notes", "/consents", "/records/person/versions", "/documents")
    return {part: house.call("carla_smz", "GET", f"/api/cases/{case}{part}").text for part in parts}


def rows_of(house: House, case: str) -> dict[str, list[Row]]:
    """Every row that names a case."""
    found: dict[str, list[Row]] = {}
    for kind in (*ENGINE_ROWS, *CASE_ROWS):
        names = {field.name for field in fields(cast("Any", kind))}
        for owner in ("case_key", "instance_key"):
            if owner in names and kind is not AccessEntry:
                found[kind.__name__] = house.rows(kind, **{owner: int(case)})
    return found


@dataclass(frozen=True)
class Kept:
    """A house before and after the erasure of Sara's case."""

    house: House
    case: str
    other: str
    logged: str
    sealed: list[tuple[int, bytes, str]]
    digests: list[str]
    wrapped: list[bytes]
    readable: str
    counts: list[Counter[tuple[str, str | None]]]
    events: list[Event]
    others: list[Any]
    folder: Path | None


def unsealed(house: House, case: str) -> tuple[list[tuple[int, bytes, str]], str]:
    """What is sealed of the case, and what it says."""
    vault = house.bruecke.vault
    sealed = [
        (row.subject_key, row.sealed, f"record:{row.key}") for row in house.rows(Record, case_key=int(case))
    ]
    sealed += [(int(case), row.sealed, f"note:{row.key}") for row in house.rows(Note, case_key=int(case))]
    sealed += [(int(case), row.sealed, f"packet:{row.key}") for row in house.rows(Packet, case_key=int(case))]
    with house.bruecke.engine.store.reading() as work:
        said = b"\n".join(vault.unseal(work, *one) for one in sealed)
    return sealed, said.decode(errors="replace")


def counts(house: House) -> Counter[tuple[str, str | None]]:
    return Counter((case.procedure, case.outcome) for case in house.rows(Case))


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The story was lived in a house on each database, ten years passed, and the case was erased."""
    folder = None
    if request.param == "postgres":
        store: DatabaseStore = request.getfixturevalue("postgres_database")
        empty(store)
    else:
        folder = tmp_path_factory.mktemp("erased")
        shutil.copy(request.getfixturevalue("sqlite_file"), folder / "bruecke.db")
        with everything_logged():  # an engine asks once whether somebody listens
            store = open_database(f"sqlite:///{folder / 'bruecke.db'}")
    with everything_logged() as lines:
        house = build(store)
        other = house.case_at("closed")
        case = story(house)
        move_to(house, LATER)
        for what in ("hold", "release"):
            house.post("carla_smz", f"/api/cases/{case}/erasure/{what}", {"reason": MARKERS["hold"]})
        propose(house, case)
        sealed, said = unsealed(house, case)
        read = (
            "".join(readable(house, case).values())
            + house.call("carla_smz", "GET", f"/api/cases/{case}/erasure").text
        )
        (link,) = house.rows(CasePerson, key=int(case))
        digests = [row.digest for row in house.rows(BlindIndex, person_key=link.person_key)]
        wrapped = [row.wrapped for row in house.rows(DataKey, key=[int(case), link.person_key])]
        before = counts(house)
        others = [(readable(house, other), rows_of(house, other))]
        confirm(house, case)
        events = house.rows(Event, instance_key=int(case))
        others.append((readable(house, other), rows_of(house, other)))
    yield Kept(
        house, case, other, "\n".join(lines), sealed, digests, wrapped, f"{read}\n{said}",
        [before, counts(house)], events, others, folder,
    )  # fmt: skip
    if folder is not None:
        store.close()


@pytest.mark.requirement("VS-04")
def test_no_value_is_left_in_any_column_of_any_table(kept: Kept) -> None:
    assert leaks(kept.readable.encode()) >= MARKERS.keys()  # all of it could be read before
    assert len(kept.digests) == 3

    found = dump(kept.house)

    assert {name: leaks(content) for name, content in found.items() if leaks(content)} == {}
    gone = [*(digest.encode() for digest in kept.digests), *kept.wrapped, *(one for _, one, _ in kept.sealed)]
    assert len(kept.wrapped) == 2
    assert [name for name, content in found.items() if any(one in content for one in gone)] == []


def test_no_value_is_left_in_the_files_or_the_log(kept: Kept) -> None:
    files = (
        {path.name: path.read_bytes() for path in kept.folder.rglob("*") if path.is_file()}
        if kept.folder
        else {}
    )

    gone = [*(digest.encode() for digest in kept.digests), *kept.wrapped, *(one for _, one, _ in kept.sealed)]
    told = {name: [one[:8] for one in gone if one in content] for name, content in files.items()}

    assert leaks(kept.logged.encode()) == set()
    assert len(kept.logged) > 1000
    assert {name: leaks(content) for name, content in files.items() if leaks(content)} == {}
    assert {name: found for name, found in told.items() if found} == {}
    assert not kept.folder or "bruecke.db" in files


def test_what_was_sealed_before_opens_no_more(kept: Kept) -> None:
    vault = kept.house.bruecke.vault

    with kept.house.bruecke.engine.store.reading() as work:
        for one in kept.sealed:
            with pytest.raises(Unsealable):
                vault.unseal(work, *one)

    assert len(kept.sealed) > 20
    assert rows_of(kept.house, kept.case)["Record"] == []


def test_the_chain_verifies_and_ends_with_the_erasure(kept: Kept) -> None:
    house = kept.house

    events = sorted(kept.events, key=lambda event: event.sequence)

    assert first_break(events) is None
    kinds = [event.kind for event in events]
    assert kinds[-2:] == ["ERASURE_PROPOSED", "CASE_ERASED"]
    assert kinds.count("CASE_CLOSED") == 1
    last = events[-1]
    assert (last.actor, last.institution) == (
        house.users["lea_smz"].key,
        house.users["lea_smz"].institution_key,
    )
    (instance,) = house.rows(Instance, key=int(kept.case))
    assert (instance.last_digest, instance.status) == (last.digest, "completed")
    waiting = house.rows(Outbox, instance_key=int(kept.case))
    assert [(row.kind, row.event_key) for row in waiting] == [("CASE_ERASED", last.key)]


@pytest.mark.requirement("VS-04")
def test_counts_remain_and_other_cases_are_untouched(kept: Kept) -> None:
    before, after = kept.others

    assert kept.counts[0] == kept.counts[1]
    assert sum(kept.counts[1].values()) == 2
    assert before == after
    assert "Perren" in before[0][""]


def test_the_links_and_grants_of_the_case_are_cut(kept: Kept) -> None:
    house, key = kept.house, int(kept.case)

    assert [row.key for row in house.rows(CasePerson)] == [int(kept.other)]
    assert len(house.rows(Person)) == 1
    assert len(house.rows(DataKey)) == 2
    assert house.rows(Mention) == []
    assert [row.actor for row in house.rows(Receipt, case_key=key)] == []
    active = house.rows(Grant, case_key=key, revoked_at=None)
    assert [(row.institution_key, row.category) for row in active] == [
        (house.users["carla_smz"].institution_key, "*")
    ]
    assert house.rows(AccessEntry, case_key=key)


KEYS = {
    "task_key": "Task",
    "gateway_key": "Gateway",
    "consent_key": "Consent",
    "note_key": "Note",
    "job_key": "Job",
    "packet_key": "Packet",
    "absence_key": "Absence",
    "message_key": "EarlyMessage",
    "system_key": "User",
    "key_key": "ApiKey",
    "webhook_key": "Webhook",
    "deadline_key": "Wait",
    "address_key": "CalendarAddress",
    "file_key": "RavFile",
    "line_key": "RavLine",
    "measure_key": "Measure",
    "document_key": "Document",
    "handover_key": "Handover",
    "meeting_key": "Meeting",
    "invitation_key": "Invitation",
}


def paths(house: House, case: str, methods: set[str]) -> Iterator[tuple[str, str]]:
    """Every route about the case, with the keys of what it had."""
    rows = rows_of(house, case)
    for route in routes_of(house.app):
        if method_of(route) in methods:
            keys = {name: rows[kind][-1].key if rows.get(kind) else 1 for name, kind in KEYS.items()}
            path = (
                route.path.format(case_key=case, type="person", procedure="wallis_tandem", number=1, **keys)
                if "{token" not in route.path
                else route.path
            )
            yield name_of(route), path


def test_everything_that_reads_answers_and_shows_no_more_than_that_it_was_erased(kept: Kept) -> None:
    house, wrong, silent = kept.house, {}, {}
    visitors = {
        login: Visitor(house, login) for login in ("carla_smz", "lea_smz", "nora_smz", "anna_rav", "ines_koo")
    }

    for operation, path in paths(house, kept.case, {"GET"}):
        for login, visitor in visitors.items():
            answer = (
                visitor.get(f"{path}?lang=de")
                if operation.startswith("GET ")
                else house.call(login, "GET", path)
            )
            if answer.status_code >= 500 or leaks(answer.content):
                wrong[operation, login] = answer.status_code, leaks(answer.content)
            asked = "{case_key}" in next(r.path for r in routes_of(house.app) if name_of(r) == operation)
            if (
                asked
                and login == "carla_smz"
                and ERASED not in answer.text
                and "2036-02-11" not in answer.text
            ):
                silent[operation] = answer.status_code

    assert wrong == {}
    # There are no incidents any more; the rest tells the day.
    assert silent == {"list_incidents": 200}


def test_nothing_can_be_done_in_it_any_more(kept: Kept) -> None:
    house = kept.house
    bodies: dict[str, Any] = {
        "correct_record": {"version": 1, "fields": {"street": "x"}, "reason": "x"},
        "write_note": {"text": "x"},
        "draw_up_plan": None,
        "make_document": {"document": "authority", "language": "de"},
        "attach_document": None,
        "withdraw_document": {"version": 1, "reason": "x"},
        "set_goals": {"version": 1, "goals": []},
        "sign_plan": {"version": 1},
        "call_meeting": {"kind": "assessment", "begins_at": "2036-06-01T10:00:00Z", "place": "x"},
        "end_case": {"reason": "x"},
        "suspend_case": {"reason": "x"},
        "resume_case": {"reason": "x"},
        "propose_erasure": {"reason": "x", **OFFER},
        "confirm_erasure": {"reference": "VS-2026-ZZZZZ"},
        "hold_erasure": {"reason": "x"},
        "release_hold": {"reason": "x"},
        "set_variables": {"variables": {"x": 1}},
        "repair_case": {"action": "move", "token": 999, "element": "nothing", "reason": "x"},
        "preview_repair": {"action": "move", "token": 999, "element": "nothing", "reason": "x"},
        "plan_migration": {"version": 1},
        "migrate_case": {"version": 1, "reason": "x"},
        "undo_migration": {"reason": "x"},
        "decide_gateway": {"answer": "yes", "basis": "x"},
        "confirm_gateway": {"basis": "x"},
        "save_draft": {"answers": {}, "version": 1},
        "complete_task": {"answers": {}, "version": 1},
        "sign_task": {"version": 1},
        "withdraw_note": None,
        "refuse_erasure": None,
        "withdraw_consent": None,
        "claim_task": None,
        "release_task": None,
    }
    before = rows_of(house, kept.case)

    answers = {
        operation: house.call("carla_smz", "POST", path, json=bodies[operation]).status_code
        for operation, path in paths(house, kept.case, {"POST"})
        if operation in bodies
    }
    reference = house.get("carla_smz", f"/api/cases/{kept.case}")["reference"]
    by_exception = house.call(
        "nora_smz", "POST", "/api/cases/exceptions", json={"reference": reference, "reason": "x"}
    )

    assert answers.keys() == bodies.keys()
    assert {op: status for op, status in answers.items() if status not in {403, 404, 409, 410, 422}} == {}
    assert {
        answers[op] for op in ("correct_record", "propose_erasure", "hold_erasure", "withdraw_consent")
    } == {410}
    assert by_exception.status_code == 410
    assert rows_of(house, kept.case) == before


def test_the_person_is_found_no_more_and_the_case_is_a_bare_line_of_its_office(kept: Kept) -> None:
    house = kept.house
    row = house.rows(Case, key=int(kept.case))[0]
    found = {}

    for login in ("carla_smz", "anna_rav", "ines_koo"):
        visitor = Visitor(house, login)
        for sought in (
            MARKERS["last_name"],
            "Quendolina Zwyssigheimer",
            MARKERS["ahv_number"],
            row.reference,
        ):
            visitor.post("/search", csrf=csrf_of(visitor.get("/help/keys")), sought=sought)
            found[login, sought] = row.reference in main_of(visitor.get("/search")).replace(
                f'value="{sought}"', ""
            )

    lines = [line for line in house.get("carla_smz", "/api/cases")["items"] if line["key"] == kept.case]
    assert {key for key, is_there in found.items() if is_there} == {("carla_smz", row.reference)}
    assert [(line["erased_at"] is not None, line["outcome"]) for line in lines] == [(True, row.outcome)]
    assert house.call("anna_rav", "GET", f"/api/cases/{kept.case}").status_code == 404
    assert house.call("ines_koo", "GET", f"/api/cases/{kept.case}").status_code == 404


# a person in two cases


@pytest.fixture(params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest) -> House:
    return build(request.getfixturevalue(f"{request.param}_store"))


def same_person(house: House, first: str, second: str) -> int:
    """Both cases are of one person, who is on record in the second under the same key."""
    engine = house.bruecke.engine
    (link,) = house.rows(CasePerson, key=int(first))
    (former,) = house.rows(CasePerson, key=int(second))
    with engine.store.work() as work:
        work.replace(CasePerson(int(second), link.person_key))
        work.remove(Person, former.person_key)
        work.remove(DataKey, former.person_key)
    house.complete("carla_smz", second, REGISTRATION)
    house.complete("carla_smz", second, house.refusal())
    return int(link.person_key)


def test_whoever_saw_the_case_until_then_hears_that_it_is_gone(house: House) -> None:
    case = house.case_at("closed")
    with house.bruecke.engine.store.work() as work:  # a consent that has no end
        for grant in work.find(Grant, case_key=int(case), revoked_at=None):
            work.replace(replace(grant, valid_to=None))
    move_to(house, LATER)
    logins = ("carla_smz", "anna_rav", "nora_smz", "karl_rav", "beat_iv")
    before = {login: house.get(login, "/api/events?after=now")["next"] for login in logins}
    assert house.call("anna_rav", "GET", f"/api/cases/{case}").status_code == 200

    propose(house, case)
    confirm(house, case)

    told = {login: house.get(login, f"/api/events?after={before[login]}")["items"] for login in logins}
    assert house.call("anna_rav", "GET", f"/api/cases/{case}").status_code == 404
    kinds = {login: [(item["kind"], item["case"]) for item in items] for login, items in told.items()}
    gone = [("CASE_ERASED", case)]
    assert kinds == {login: [] for login in logins} | {"carla_smz": gone, "anna_rav": gone}


def test_a_person_stays_for_the_other_case_and_goes_with_the_last(house: House) -> None:
    first, second = house.case_at("refused"), house.open_case()
    person = same_person(house, first, second)
    move_to(house, LATER)
    propose(house, first)

    confirm(house, first)

    assert house.get("carla_smz", f"/api/cases/{second}")["person_name"] == "Sara Perren"
    assert house.get("carla_smz", f"/api/cases/{first}")["person_name"] is None
    assert [row.key for row in house.rows(CasePerson, person_key=person)] == [int(second)]
    assert len(house.rows(BlindIndex, person_key=person)) == 3
    assert house.rows(Record, case_key=int(first)) == []
    propose(house, second)
    confirm(house, second)
    assert house.rows(Person) == house.rows(DataKey) == house.rows(BlindIndex) == []
    assert house.rows(CasePerson) == house.rows(Record) == []


def test_two_last_cases_erased_at_once_take_the_person_with_them(postgres_store: DatabaseStore) -> None:
    """Each sees the other's link as long as neither is written: the one that comes second begins anew."""
    house = build(postgres_store)
    first, second = house.case_at("refused"), house.open_case()
    person = same_person(house, first, second)
    move_to(house, LATER)
    rows = {row.key: row for row in house.rows(Case)}
    now, has_begun, overtaken = house.clock.now(), Signal(), []
    records = house.bruecke.case_file.records

    def erase_second() -> None:
        try:
            with postgres_store.work() as work:
                work.find(CasePerson, person_key=person)  # from here on its picture stands
                has_begun.set()
                erase(work, records, rows[int(second)], now)
        except Conflict:
            overtaken.append(second)

    with postgres_store.work() as work:
        erase(work, records, rows[int(first)], now)
        thread = Thread(target=erase_second)
        thread.start()
        assert has_begun.wait(10)
    thread.join()
    assert overtaken == [second]
    with postgres_store.work() as work:
        erase(work, records, rows[int(second)], now)

    assert house.rows(Person) == house.rows(DataKey) == house.rows(BlindIndex) == []


# single models


WORKED = (
    '<startEvent id="s"/><userTask id="a"/>' + job("b", "print") + '<endEvent id="e"/>'
    + flow("f", "s", "a") + flow("g", "a", "b") + flow("h", "b", "e")
)  # fmt: skip


def test_a_single_model_loses_its_state_its_variables_and_what_workers_told(house: House) -> None:
    marker = "Zimtsternbäckerei Feuz"
    deploy(house, model("worked", WORKED))
    case = start(house, "worked", variables={"who": marker})
    complete(house, case, "a", {"more": marker})
    (waiting,) = house.rows(Job, instance_key=int(case))
    for _ in range(2):
        house.post("carla_smz", f"/api/jobs/{waiting.key}/failure", {"message": marker})
    house.post("carla_smz", f"/api/cases/{case}/end", {"reason": marker})
    state = house.rows(Instance, key=int(case))[0].state
    assert marker in house.call("carla_smz", "GET", f"/api/cases/{case}/history").text
    assert house.rows(Job)[0].message
    assert house.rows(Incident)
    move_to(house, LATER)
    propose(house, case)

    confirm(house, case)

    history = house.call("carla_smz", "GET", f"/api/cases/{case}/history")
    assert (history.status_code, marker in history.text) == (200, False)
    assert house.call("carla_smz", "GET", f"/api/cases/{case}/variables").status_code == 410
    for kind in (Passage, Snapshot, Incident, Wait):
        assert house.rows(kind, instance_key=int(case)) == []
    assert [(row.status, row.message) for row in house.rows(Job)] == [("cancelled", None)]
    (instance,) = house.rows(Instance, key=int(case))
    assert instance.state != state
    assert b'"s":{}' in instance.state
    assert first_break(house.rows(Event, instance_key=int(case))) is None


def test_what_began_other_cases_still_hears_of_them_after_its_erasure(house: House) -> None:
    deploy(house, model("line", LINE))
    case = start(house, "line")
    house.post("carla_smz", f"/api/cases/{case}/end", {"reason": "x"})
    move_to(house, LATER)
    propose(house, case)
    confirm(house, case)

    with house.bruecke.engine.store.work() as work:
        running = Running.load(house.bruecke.engine, work, int(case), None)
        running.log_by_itself("CASE_BEGUN", None, {"case": "VS-2036-AAAAA"})
        running.settle()

    events = sorted(house.rows(Event, instance_key=int(case)), key=lambda event: event.sequence)
    assert [event.kind for event in events][-2:] == ["CASE_ERASED", "CASE_BEGUN"]
    assert first_break(events) is None


# what the sweep knows

KNOWN = {
    # gone with the case: the rows themselves
    "Draft.sealed", "Incident.sealed", "Incident.element", "Incident.code", "Incident.message", "Dispatch.sealed",
    "Dispatch.element", "Dispatch.kind", "Dispatch.digest", "Passage.sealed", "Record.sealed", "Record.type",
    "Record.category", "Record.owners", "Packet.sealed", "Note.sealed", "Note.audience", "Note.category", "Snapshot.state",
    "Plan.sealed", "Plan.state", "Plan.owners", "Measure.sealed", "Measure.state", "Measure.person",
    "MeasureStep.sealed", "MeasureStep.state", "MeasureStep.owners",
    "PlanSignature.sealed", "PlanSignature.decision",
    "Document.sealed", "Document.kind", "Document.language", "Document.state", "Document.media_type", "Document.holds",
    "Document.signers", "DocumentContent.sealed",
    "Handover.sealed", "Handover.state", "Handover.kind",
    "Takeover.state",
    "Meeting.sealed", "Meeting.kind", "Meeting.state", "Meeting.topics",
    "Minutes.sealed", "Minutes.category", "Minutes.owners", "Invitation.parts", "Invitation.state",
    "Invitation.withdrawn_because", "Invitation.answer", "Invitation.attended", "Mail.kind", "Mail.status", "Mail.last_answer",
    "RavLine.sealed", "RavLine.kind", "RavLine.person_digest", "RavLine.content_digest", "RavLine.event_digest", "RavLine.status",
    "EarlyMessage.sealed", "EarlyMessage.status", "EarlyMessage.digest", "EarlyMessage.name_digest", "BegunBy.procedure", "BegunBy.digest",
    "Wait.element", "Wait.kind", "Wait.digest", "Receipt.token", "Receipt.request_digest", "Receipt.answer",
    # emptied
    "Job.message", "Job.computed_type", "Job.worker",
    # codes and keys, which name elements of the model, institutions and staff
    "Task.element", "Task.role", "Task.form", "Task.status", "Gateway.element", "Gateway.kind", "Gateway.role",
    "Gateway.status", "Gateway.waits_for", "Gateway.proposal", "Gateway.answer", "Gateway.basis", "Gateway.basis_digest",
    "Seat.subject", "Seat.role", "Seat.answer", "Seat.basis_digest", "Event.kind", "Event.element", "Event.codes",
    "Event.previous", "Event.digest", "Outbox.kind", "Job.element", "Job.type", "Job.status", "Erasure.state",
    "Erasure.archive_answer", "Erasure.archive_reference", "ArchiveOffer.answer", "ArchiveOffer.reference", "Participant.role", "Consent.type", "Consent.kind",
    "Consent.state", "Consent.recipients", "Consent.categories", "Grant.category", "Grant.basis", "AccessEntry.category",
    "AccessEntry.action", "AccessEntry.basis", "Packet.basis", "Packet.categories", "Packet.conditions",
    "Delivery.kind", "Delivery.status", "Delivery.last_answer",
}  # fmt: skip
"""Every column of texts or bytes in a row that belongs to a case. A new one is known here only once somebody has thought
of what becomes of it when the case is erased (cases/erasing.py)."""


def test_every_column_that_could_hold_something_is_thought_of() -> None:
    found = set()

    for kind in (*ENGINE_ROWS, *CASE_ROWS):
        columns = TABLES[kind].c
        if {"case_key", "instance_key"} & set(columns.keys()) or kind.__name__ == "Draft":
            found |= {
                f"{kind.__name__}.{column.name}"
                for column in columns
                if column.type.python_type in (str, bytes)
            }

    assert found == KNOWN
    swept = {f"{table.kind.__name__}.sealed" for table in sealed_tables()}
    assert swept == {name for name in KNOWN if name.endswith(".sealed")}


# the calendar


@pytest.mark.parametrize(
    ("closed", "retention", "expected"),
    [
        ("2026-02-10T11:00:00", {"dossier": "P10Y"}, "2036-02-11"),
        ("2026-02-10T11:00:00", {}, "2036-02-11"),
        ("2026-02-10T23:30:00", {"dossier": "P10Y"}, "2036-02-12"),  # the 11th in Zurich
        ("2028-02-29T11:00:00", {"dossier": "P10Y"}, "2038-03-01"),
        ("2026-06-30T21:59:59", {"dossier": "P5Y"}, "2031-07-01"),
        ("2026-06-30T22:00:00", {"dossier": "P5Y"}, "2031-07-02"),
        ("2026-02-10T11:00:00", {"dossier": "P30D"}, "2026-03-13"),
        ("2026-02-10T11:00:00", {"dossier": "P900000000Y"}, "9999-12-31"),
    ],
)
def test_the_first_day_is_counted_on_the_calendar_of_zurich(
    closed: str, retention: dict[str, str], expected: str
) -> None:
    assert first_day(datetime.fromisoformat(closed).replace(tzinfo=UTC), retention).isoformat() == expected


# the pages of SQLite's file


def test_sqlite_keeps_no_copy_of_a_key_or_an_index_however_full_its_pages_were(
    sqlite_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    house, dice = build(store), random.Random(7)
    now = house.clock.now()
    keys = list(range(1, 3001))
    dice.shuffle(keys)
    for at in range(0, len(keys), 250):
        with store.work() as work:
            for key in keys[at : at + 250]:
                work.add(
                    DataKey(key, dice.randbytes(60), now),
                    BlindIndex(key, key, "name", dice.randbytes(32).hex()),
                )
    gone = dice.sample(keys, 60)
    marks = [row.wrapped for row in house.rows(DataKey, key=gone)]
    marks += [row.digest.encode() for row in house.rows(BlindIndex, key=gone)]

    with store.work() as work:
        for key in gone:
            work.remove(DataKey, key)
            work.remove(BlindIndex, key)
    store.scrub()

    files = [file.read_bytes() for file in tmp_path.glob("bruecke.db*")]
    store.close()
    assert [mark for mark in marks if any(mark in content for content in files)] == []
    assert len(files) > 1


def test_the_commands_ask_by_themselves(house: House) -> None:
    """Without the way in: who is of another office gets the answer of the command, not of the route."""
    case = house.case_at("refused")
    move_to(house, LATER)
    with house.bruecke.engine.store.reading() as work:
        identities = [identity_of(work, house.users[login].key) for login in ("carla_smz", "lea_smz")]
    carla, lea = (identity.actor() for identity in identities if identity)

    propose_erasure(house.bruecke.engine, carla, int(case), Offer(LATER, "TAKEN", "1"), "x")
    answer = erase_case(
        house.bruecke.engine,
        house.bruecke.case_file.records,
        house.bruecke.ledger,
        lea,
        int(case),
        f" {house.rows(Case)[0].reference.lower()} ",
    )

    assert answer == {"case": case, "state": "done"}


# databases from before


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, worker: str, tmp_path: Path) -> Iterator[DatabaseStore]:
    """A database without tables."""
    if request.param == "sqlite":
        store = open_database(f"sqlite:///{tmp_path / 'old.db'}")
        yield store
        store.close()
        return
    request.getfixturevalue("postgres_database")  # keeps the server up
    with postgres.database(f"old_{worker}") as address:
        store = open_database(address)
        yield store
        store.close()


def test_cases_and_receipts_from_before_are_not_forgotten(bare: DatabaseStore) -> None:
    config = configuration()
    script = ScriptDirectory.from_config(config)
    (here,) = (one for one in script.walk_revisions() if (one.doc or "").startswith("Erasure of cases"))
    closed = datetime(2026, 2, 10, 23, 30, tzinfo=UTC)
    rows: list[tuple[type[Row], dict[str, Any]]] = [
        (Case, {"key": 1, "reference": "VS-1", "closed_at": closed}),
        (Case, {"key": 2, "reference": "VS-2", "closed_at": None}),
        (Task, {"key": 7, "instance_key": 2}),
        (Consent, {"key": 8, "case_key": 1}),
        *((Receipt, {"key": key, "token": str(key), "answer": answer}) for key, answer in ANSWERS.items()),
    ]
    with bare.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, str(here.down_revision))
        for kind, values in rows:
            columns = {column["name"] for column in inspect(connection).get_columns(TABLES[kind].name)}
            given = {name: _some(column) for name, column in TABLES[kind].c.items() if name in columns}
            connection.execute(TABLES[kind].insert().values(given | values))

    migrate(bare.engine)

    with bare.reading() as work:
        cases = {case.key: case.erasable_from for case in work.find(Case)}
        about = {row.key: row.case_key for row in work.find(Receipt)}
    assert cases == {1: date(2036, 2, 12), 2: None}
    assert about == {11: 1, 12: 2, 13: 1, 14: None, 15: None}


ANSWERS = {
    11: b'{"case": "1", "status": "cancelled"}',
    12: b'{"task": "7", "version": 2}',
    13: b'{"consent": "8", "state": "withdrawn"}',
    14: b'{"seen": ["9"]}',
    15: b'{"task": "999", "version": 2}',
}


def _some(column: Any) -> Any:
    """Any value that a column takes."""
    if column.nullable:
        return None
    made = {int: 1, str: "x", bytes: b"x", bool: False, date: LATER}
    return made.get(column.type.python_type, datetime(2026, 1, 1, tzinfo=UTC))
