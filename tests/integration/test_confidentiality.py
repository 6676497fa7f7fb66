"""What is said about a person stands nowhere but in sealed values: not in files, backups, logs or answers to mistakes."""

import base64
import hashlib
import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import structlog
from sqlalchemy import text

from adapters.database.store import DatabaseStore, open_database
from adapters.database.tables import TABLES, metadata
from cases.rows import BlindIndex, Record
from cases.sealing import Unsealable, Vault
from cases.values import unpack
from engine.chain import first_break
from engine.rows import ENGINE_ROWS, Draft, Event, Instance, Outbox, ProcedureVersion, Receipt, Task
from engine.transaction import Request
from tests.api.house import ANALYSIS, REGISTRATION, House, build
from tests.databases import empty

CANARIES: dict[str, str] = {
    "last_name": "Zwyssigheimer",
    "first_name": "Quendolina",
    "ahv_number": "756.1234.5678.97",
    "street": "Kanariengässchen",
    "town": "Hinterwaldlingen",
    "phone": "+41 27 555 98 71",
    "email": "quendolina.zw@beispiel-kanarie.ch",
    "resources": "Spielt Violoncello im Bergdorforchester",
    "qualification": "Uhrenschalenmacherin EFZ",
    "recommendation": "Halbtags im Sägewerkbetrieb beginnen",
    "document_reference": "Ablage Kanarienvogel 4711",
    "agreement_reference": "Ablage Distelfink 0815",
    "reason": "Weil die Grossmutter Adelgunde mithilft",
}
PERSON = ("last_name", "first_name", "ahv_number", "street", "town", "phone", "email")
PROBLEMS = ["HEALTH_PSYCHIC", "ADDICTION"]
OF_ENGINE = {TABLES[kind].name for kind in ENGINE_ROWS if kind is not ProcedureVersion}


def spellings(value: str) -> set[bytes]:
    """The value in every form in which it could have slipped through."""
    words = {value, value.upper(), value.lower(), value.casefold(), value.replace(".", "").replace(" ", "")}
    found = {
        encoded
        for word in words
        for encoded in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
    }
    found |= {word.encode("latin-1") for word in words}
    found |= {spelling(word).encode() for word in words for spelling in (quote, quote_plus)}
    found |= {json.dumps(word)[1:-1].encode() for word in words}
    # Inside a longer text base64 depends on where the value begins.
    for word in words:
        for before in range(3):
            encoded = base64.b64encode(b"x" * before + word.encode())
            found.add(encoded[before and 4 : -4])
            found.add(base64.urlsafe_b64encode(b"x" * before + word.encode())[before and 4 : -4])
    # Nor as a digest that anybody can compute of a name they have in mind.
    for word in words:
        for kind in (hashlib.md5, hashlib.sha1, hashlib.sha256):
            found |= {kind(word.encode()).digest(), kind(word.encode()).hexdigest().encode()}
    return {spelling for spelling in found if len(spelling) >= 6}


SPELLINGS = {name: spellings(value) for name, value in CANARIES.items()}


def leaks(content: bytes) -> set[str]:
    """The canaries that stand in some bytes."""
    return {name for name, forms in SPELLINGS.items() if any(form in content for form in forms)}


@dataclass(frozen=True)
class Kept:
    """A house after the whole thread, with what it wrote: files that lie on a disk, logs, answers to mistakes."""

    house: House
    store: DatabaseStore
    case: str
    logged: str
    refusals: list[tuple[str, str]]


PROBE = "the capture of the log works"


@contextmanager
def everything_logged() -> Iterator[list[str]]:
    """All that anybody logs, at the finest level, formatted."""
    lines: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith("http"):  # the client of the tests, which is no part of Brücke
                lines.append(self.format(record))

    handler = Keeping(logging.NOTSET)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    names = [
        "",
        "sqlalchemy",
        "sqlalchemy.engine",
        "sqlalchemy.engine.Engine",
        "sqlalchemy.pool",
        "uvicorn",
        "uvicorn.error",
        "uvicorn.access",
        "fastapi",
    ]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=_Lines(lines)))
    logging.getLogger("sqlalchemy.engine.Engine").debug(PROBE)
    structlog.get_logger().debug(PROBE)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)
        structlog.reset_defaults()
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


class _Lines:
    """A file that keeps what is printed to it."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def write(self, part: str) -> None:
        self._lines.append(part)

    def flush(self) -> None:
        """Nothing waits."""


def mistakes(house: House, case: str) -> list[tuple[str, str]]:
    """What is answered to requests that name the person and can't be done: what was asked, what came back."""
    task = house.task(case)
    wrong = {name: CANARIES[name] for name in PERSON} | {
        "born_on": CANARIES["last_name"],
        "sex": CANARIES["first_name"],
    }
    answers = {
        "answers": wrong | {"registered_with": [CANARIES["street"]], "municipality_bfs": CANARIES["town"]},
        "version": task.version,
    }
    stale = answers | {"version": 999}
    body = json.dumps(answers).encode()
    path = f"/api/tasks/{task.key}"
    asked: list[tuple[str, dict[str, Any]]] = [
        (f"{path}/completion", {"json": answers}),
        (f"{path}/draft", {"json": answers}),
        (f"{path}/draft", {"json": stale}),
        (f"{path}/draft", {"json": wrong}),
        (f"{path}/draft", {"json": {"answers": CANARIES["last_name"], "version": CANARIES["first_name"]}}),
        (f"{path}/draft", {"json": {"answers": {}, "version": 1, CANARIES["last_name"]: CANARIES["street"]}}),
        (f"{path}/draft", {"content": body, "headers": {"Content-Type": "text/plain"}}),
        (f"{path}/draft", {"content": body[:-1], "headers": {"Content-Type": "application/json"}}),
        (f"{path}/draft", {"content": body * 9000, "headers": {"Content-Type": "application/json"}}),
        (f"/api/tasks/{quote(CANARIES['last_name'])}/draft", {"json": answers}),
        (f"/api/{quote(CANARIES['last_name'])}", {"json": answers}),
        ("/api/cases", {"json": {"procedure": CANARIES["last_name"]}}),
        ("/api/cases", {"json": {"procedure": "wallis_tandem", "partners": {CANARIES["last_name"]: "x"}}}),
        ("/api/sessions", {"json": {"login": CANARIES["last_name"], "password": CANARIES["street"]}}),
        (f"/api/gateways/{task.key}/decision", {"json": {"answer": CANARIES["last_name"], "basis": "x", "reason": CANARIES["reason"]}}),
        (path + "/claim", {"headers": {"Idempotency-Key": CANARIES["last_name"] * 20}}),
    ]  # fmt: skip
    found = []
    for where, more in asked:
        answer = house.call("carla_smz", "POST", where, **more)
        assert answer.status_code >= 400, (where, answer.text)
        found.append((where, f"{answer.text}{dict(answer.headers)}"))
    return found


def live(house: House) -> tuple[str, list[tuple[str, str]]]:
    """The whole thread of a case with the canaries: drafts, a signature voided, a deviation, both consents, the end."""
    case = house.open_case()
    registration = REGISTRATION | {name: CANARIES[name] for name in PERSON}
    refusals = mistakes(house, case)
    task = house.task(case)
    draft = {"answers": registration, "version": task.version}
    house.post("carla_smz", f"/api/tasks/{task.key}/draft", draft, headers={"Idempotency-Key": "draft-1"})
    house.complete("carla_smz", case, registration)
    reference = {"document_reference": CANARIES["document_reference"]}
    house.complete("carla_smz", case, house.consent_answers(["RAV"], **reference))
    told = {name: CANARIES[name] for name in ("resources", "qualification", "recommendation")}
    analysis = ANALYSIS | told | {"problem_fields": PROBLEMS}
    house.complete("carla_smz", case, analysis | {"resources": "noch offen"})
    for login in ("anna_rav", "carla_smz"):
        house.complete(login, case, analysis)
    house.decide("carla_smz", case, "no", CANARIES["reason"])
    house.decide("anna_rav", case, "yes")
    house.decide("carla_smz", case, "yes")
    agreement = house.agreement(document_reference=CANARIES["agreement_reference"])
    house.complete("carla_smz", case, agreement)
    house.complete("ines_koo", case, house.assignment())
    return case, refusals


def sqlite_files(kept: Kept, folder: Path) -> dict[str, bytes]:
    """The file, what lies beside it while it is open, and a backup."""
    database = Path(str(kept.store.engine.url.database))
    backup = folder / "backup.db"
    with sqlite3.connect(database) as connection:
        connection.execute("VACUUM INTO ?", (str(backup),))
    connection.close()
    found = {path.name: path.read_bytes() for path in database.parent.glob(f"{database.name}*")}
    return found | {"backup": backup.read_bytes()}


def postgres_files(kept: Kept) -> dict[str, bytes]:
    """The files of every table and index of the database, and the log of its changes, as the server keeps them."""
    relations = (
        "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relfilenode <> 0 AND relkind IN ('r', 't', 'i')"
    )
    with kept.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        paths = list(
            connection.execute(text(f"{relations} AND relnamespace <> 'pg_catalog'::regnamespace")).scalars()
        )
        # Files after the current one are old ones made ready to be written over.
        written = "SELECT name FROM pg_ls_waldir() WHERE name <= pg_walfile_name(pg_current_wal_lsn())"
        paths += [f"pg_wal/{name}" for name in connection.execute(text(written)).scalars()]
        read = text("SELECT pg_read_binary_file(:path, 0, 1000000000, true)")
        return {
            path: bytes(connection.execute(read, {"path": path}).scalar() or b"").rstrip(b"\0")
            for path in paths
        }


def rows_of(store: DatabaseStore) -> Iterator[tuple[str, str, bytes]]:
    """Every value of every column of every table: table, column, bytes."""
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()).mappings():
                for column, value in row.items():
                    yield (
                        table.name,
                        str(column),
                        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode(),
                    )


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The thread was lived in a house on each database; the database is still open."""
    if request.param == "postgres":
        store: DatabaseStore = request.getfixturevalue("postgres_database")
        empty(store)
    else:
        path = tmp_path_factory.mktemp("kept") / "bruecke.db"
        shutil.copy(request.getfixturevalue("sqlite_file"), path)
        with everything_logged():  # an engine asks once whether somebody listens
            store = open_database(f"sqlite:///{path}")
    with everything_logged() as lines:
        house = build(store)
        case, refusals = live(house)
    yield Kept(house, store, case, "\n".join(lines), refusals)
    if request.param == "sqlite":
        store.close()


@pytest.mark.requirement("VS-04")
def test_nothing_about_the_person_lies_readable_on_the_disk(kept: Kept, tmp_path: Path) -> None:
    is_file = kept.store.engine.dialect.name == "sqlite"

    files = sqlite_files(kept, tmp_path) if is_file else postgres_files(kept)

    assert sum(len(content) for content in files.values()) > 100_000
    assert {name: found for name, content in files.items() if (found := leaks(content))} == {}


def test_no_column_of_any_table_holds_anything_about_the_person(kept: Kept) -> None:
    values = list(rows_of(kept.store))

    found = {(table, column, name) for table, column, value in values for name in leaks(value)}

    assert len(values) > 1_000
    assert found == set()


def test_tables_of_the_engine_hold_no_problem_field(kept: Kept) -> None:
    codes = [code.encode() for code in (*PROBLEMS, "problem_fields")]

    found = {
        (table, column)
        for table, column, value in rows_of(kept.store)
        if table in OF_ENGINE and any(code in value for code in codes)
    }

    assert found == set()


def test_logs_at_the_finest_level_hold_nothing_about_the_person(kept: Kept) -> None:
    found = leaks(kept.logged.encode())

    assert kept.logged.count(PROBE) == 2  # both ways of logging are heard
    assert found == set()


def test_answers_to_mistakes_do_not_repeat_what_was_sent(kept: Kept) -> None:
    found = {where: names for where, answer in kept.refusals if (names := leaks(answer.encode()))}

    assert len(kept.refusals) > 10
    assert found == {}


def test_each_value_is_sealed_exactly_once_and_no_draft_is_left(kept: Kept) -> None:
    house, vault = kept.house, kept.house.bruecke.vault
    rows = house.rows(Record, case_key=int(kept.case))

    with kept.store.reading() as work:
        opened = [
            str(value)
            for row in rows
            for value in unpack(vault.unseal(work, row.subject_key, row.sealed, f"record:{row.key}")).values()
        ]

    assert {
        name: sum(canary in value for value in opened) for name, canary in CANARIES.items()
    } == dict.fromkeys(CANARIES, 1)
    assert house.rows(Draft) == []


def test_without_the_data_keys_a_backup_says_nothing_any_more(kept: Kept) -> None:
    row = kept.house.rows(Record, case_key=int(kept.case), type="person")[0]
    other = Vault(bytes(range(1, 33)))

    with kept.store.reading() as work, pytest.raises(Unsealable):
        other.unseal(work, row.subject_key, row.sealed, f"record:{row.key}")


def test_a_sealed_value_opens_nowhere_but_in_its_own_row(kept: Kept) -> None:
    rows = kept.house.rows(Record, case_key=int(kept.case))
    vault = kept.house.bruecke.vault

    for row in rows:
        with kept.store.reading() as work, pytest.raises(Unsealable):
            vault.unseal(work, row.subject_key, row.sealed, f"record:{row.key + 1}")


def test_what_was_sent_with_an_idempotency_key_can_not_be_found_out_by_trying(kept: Kept) -> None:
    receipt = next(row for row in kept.house.rows(Receipt) if row.token == "draft-1")
    task = kept.house.rows(Task, instance_key=int(kept.case), element="register_case")[0]
    registration = REGISTRATION | {name: CANARIES[name] for name in PERSON}

    guess = Request.of("draft-1", "draft", task.key, {"answers": registration, "version": 1})

    assert receipt.request_digest != guess.digest
    assert receipt.request_digest == kept.house.bruecke.case_file.fingerprint(guess.digest)


def test_events_and_messages_name_the_case_by_its_key_only(kept: Kept) -> None:
    events = kept.house.rows(Event, instance_key=int(kept.case))
    sent = kept.house.rows(Outbox, instance_key=int(kept.case))

    words = {word for event in events for word in json.loads(event.codes) if word != "path"}

    assert len(sent) == len(events) > 20
    assert words <= {
        "answer", "basis", "by", "consent", "decision", "form", "kind", "outcome", "procedure", "proposal",
        "role", "seat", "type", "user", "version", "waits_for",
    }  # fmt: skip


def test_the_chain_of_events_is_whole(kept: Kept) -> None:
    events = kept.house.rows(Event, instance_key=int(kept.case))
    instance = kept.house.rows(Instance, key=int(kept.case))[0]

    assert first_break(events) is None
    assert (events[-1].digest, len(events)) == (instance.last_digest, instance.next_event - 1)


def test_one_changed_byte_in_any_column_of_any_event_is_found(kept: Kept) -> None:
    events = kept.house.rows(Event, instance_key=int(kept.case))

    missed = [
        (event.sequence, column.name)
        for place, event in enumerate(events)
        for column in fields(Event)
        for forged in [replace(event, **{column.name: changed(getattr(event, column.name))})]
        if first_break([*events[:place], forged, *events[place + 1 :]]) is None
    ]

    assert missed == []


def changed(value: Any) -> Any:
    """The value with one character, digit or moment altered."""
    match value:
        case None:
            return 1
        case int():
            return value + 1
        case str():
            return chr(ord(value[0]) ^ 1) + value[1:]
        case _:
            return value + timedelta(microseconds=1)


def test_an_event_that_was_taken_out_put_in_or_moved_is_found(kept: Kept) -> None:
    events = kept.house.rows(Event, instance_key=int(kept.case))
    taken_out = [*events[:3], *events[4:]]
    put_in = [*events[:3], events[3], *events[3:]]
    moved = [*events[:3], events[4], events[3], *events[5:]]

    assert [first_break(forged) for forged in (taken_out, put_in, moved)] == [4, 5, 4]


def test_a_change_made_in_the_database_itself_is_found(kept: Kept) -> None:
    change = text("UPDATE event SET codes = :codes WHERE instance_key = :case AND sequence = 7")
    events = kept.house.rows(Event, instance_key=int(kept.case))

    with kept.store.engine.begin() as connection:
        connection.execute(change, {"codes": events[6].codes + " ", "case": int(kept.case)})
    found = first_break(kept.house.rows(Event, instance_key=int(kept.case)))
    with kept.store.engine.begin() as connection:
        connection.execute(change, {"codes": events[6].codes, "case": int(kept.case)})

    assert found == 7


def test_a_person_is_found_by_a_keyed_digest_that_nobody_can_compute(kept: Kept) -> None:
    indexes = kept.house.rows(BlindIndex)
    vault = kept.house.bruecke.vault

    digests = {row.kind: row.digest for row in indexes}

    assert digests["last_name"] == vault.index("last_name", CANARIES["last_name"].upper())
    assert digests["last_name"] != Vault(bytes(range(1, 33))).index("last_name", CANARIES["last_name"])
