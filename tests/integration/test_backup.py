"""A backup is one moment in one file; restored it is the database again, and what was erased since stays erased."""

import json
import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest
from typer.testing import CliRunner

from adapters.backup_file import BackupUnusable, WrongMasterKey, opened
from adapters.database.copying import picture, revision_of, rows_in, tables_of
from adapters.database.migrations import migrate, upgrade
from adapters.database.store import DatabaseStore, open_database
from adapters.erasure_ledger import FileLedger, LedgerUnusable
from api import restoring
from api.app import make_app
from api.backing_up import NothingToBackUp, make_backup, prune
from api.bootstrap import wire
from api.cli import app
from api.restoring import InUse, LedgerRefused, NotEmpty, TooNew, restore_backup
from api.settings import Settings
from api.worker import clean_up
from cases.commands.note_erasures import note_erasures
from cases.ledger import Erased, Ledger, MemoryLedger
from cases.rows import Case, DataKey, Person, Session, User
from engine.chain import first_break
from engine.clock import StoryClock
from engine.rows import Event, Instance, Outbox
from tests import postgres
from tests.api.house import MASTER_KEY, PACKAGE, START, House, build
from tests.client import client_of
from tests.databases import lists_of
from tests.integration.test_erasure import (
    LATER,
    confirm,
    dump,
    leaks,
    move_to,
    propose,
    rows_of,
    story,
    unsealed,
)

NOW = datetime(2036, 2, 11, 12, 30, tzinfo=UTC)


@dataclass
class Operator:
    """Somebody who operates a database, with its key, ledger and backups in one folder."""

    folder: Path
    settings: Settings

    @property
    def target(self) -> Path:
        """The file of an SQLite database."""
        return Path(self.settings.database_url.removeprefix("sqlite:///"))

    @property
    def ledger(self) -> FileLedger:
        return FileLedger.at(self.settings.ledger_file, create=True)

    def store(self) -> DatabaseStore:
        return open_database(self.settings.database_url)

    def house(self) -> House:
        """Servers of this database; they are to be closed."""
        store = self.store()
        migrate(store.engine)
        with store.reading() as work:
            users = {user.login: user for user in work.find(User)}
        house = revisited(store, users) if users else build(store)
        house.bruecke = replace(house.bruecke, ledger=self.ledger)
        house.app.state.bruecke = house.bruecke
        return house

    def backup(self, now: datetime = NOW) -> Path:
        return make_backup(self.settings, self.settings.backups, now)

    def content(self) -> dict[str, list[bytes]]:
        """Every row there is, but for who is signed in."""
        store = self.store()
        with store.engine.connect() as connection:
            found = {
                name: list(rows_in(connection, table))
                for name, table in tables_of(connection).items()
                if name != "user_session"
            }
        store.close()
        return found


def revisited(store: DatabaseStore, users: dict[str, User]) -> House:
    """A house over a database in which the cast and their cases are."""
    clock = StoryClock(START)
    settings = Settings(fast_passwords=True, processes=PACKAGE.parent)
    bruecke = wire(settings, store, lists_of, MASTER_KEY, clock)
    made = make_app(bruecke)
    return House(bruecke, clock, made, client_of(made), users)


def operator_of(folder: Path, address: str) -> Operator:
    key = folder / "master.key"
    key.write_bytes(MASTER_KEY)
    key.chmod(0o600)
    settings = Settings(
        database_url=address, master_key_file=key, backups=folder / "backups", fast_passwords=True
    )
    return Operator(folder, settings)


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Operator:
    """An operator with an SQLite file that is not there yet."""
    return operator_of(tmp_path, f"sqlite:///{tmp_path / 'bruecke.db'}")


@pytest.fixture
def on_postgres(
    postgres_database: DatabaseStore, worker: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Operator]:
    """An operator with a PostgreSQL database without tables."""
    with postgres.database(f"kept_{worker}") as address:
        yield operator_of(tmp_path_factory.mktemp("postgres"), address)


@pytest.fixture(params=["sqlite", "postgres"])
def operator(request: pytest.FixtureRequest) -> Operator:
    """An operator of each database."""
    found: Operator = request.getfixturevalue(f"on_{request.param}")
    return found


def close(house: House) -> None:
    store = house.bruecke.engine.store
    assert isinstance(store, DatabaseStore)
    store.close()


def in_files(folder: Path) -> set[str]:
    """The markers in the raw bytes of a database's files."""
    return set().union(*(leaks(path.read_bytes()) for path in folder.glob("*bruecke.db*")))


def lived_in(operator: Operator) -> tuple[str, str]:
    """A closed case of Sara's and an open one of somebody else: their keys."""
    house = operator.house()
    case, other = story(house), house.case_at("question")
    close(house)
    return case, other


def remake(path: Path, change: dict[str, bytes | None], name: str = "changed.backup") -> Path:
    """A backup in which members are other ones, are missing, or are there besides."""
    made = path.with_name(name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        members = {one: old.read(one) for one in old.namelist()} | change
        for member, content in members.items():
            if content is not None:
                new.writestr(member, content)
    return made


# backup


def test_a_backup_says_what_is_in_it_and_holds_neither_the_key_nor_a_value(operator: Operator) -> None:
    lived_in(operator)

    path = operator.backup()

    content = path.read_bytes()
    assert path.name == "bruecke-20360211-123000.backup"
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(path.parent) == [path.name]
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json"))
        unpacked = b"".join(archive.read(name) for name in archive.namelist())
    assert told["tables"]["case_file"]["rows"] == 2
    assert "master key" in told["says"]
    for secret in (MASTER_KEY, MASTER_KEY.hex().encode()):
        assert secret not in content + unpacked
    assert leaks(unpacked) == set()


def test_a_backup_restored_into_nothing_is_the_same_database(operator: Operator) -> None:
    _, other = lived_in(operator)
    path, before = operator.backup(), operator.content()

    done = restore_backup(operator.settings, path, NOW, replace=True)

    assert done.before is not None
    assert operator.content() == before
    house = operator.house()
    assert house.get("carla_smz", f"/api/cases/{other}")["person_name"] == "Sara Perren"
    assert house.rows(Session) == []
    house.decide("carla_smz", other, "yes")
    close(house)


def test_a_database_moves_from_one_kind_to_the_other_and_back(
    on_sqlite: Operator, on_postgres: Operator
) -> None:
    lived_in(on_sqlite)
    path, before = on_sqlite.backup(), on_sqlite.content()
    on_postgres.settings.erasure_ledger = on_sqlite.settings.ledger_file

    restore_backup(on_postgres.settings, path, NOW)
    there = on_postgres.content()
    restore_backup(on_sqlite.settings, on_postgres.backup(), NOW, replace=True)

    assert there == before
    assert on_sqlite.content() == before


def test_a_backup_is_one_moment_although_others_write(operator: Operator) -> None:
    store = operator.store()
    migrate(store.engine)
    began, stop = Signal(), Signal()

    def write() -> None:
        """Person and key always come together: a picture that has one without the other is torn."""
        for number in range(1, 1_000_000):
            with store.work() as work:
                work.add(Person(number, NOW), DataKey(number, b"x" * 60, NOW))
            if number == 20:
                began.set()
            if stop.is_set():
                return

    thread = Thread(target=write)
    thread.start()
    assert began.wait(30)
    paths = [operator.backup(NOW + timedelta(seconds=number)) for number in range(5)]
    with store.reading() as work:
        written = len(work.find(Person))
    stop.set()
    thread.join()
    store.close()

    counts = []
    for path in paths:
        with opened(path, MASTER_KEY) as backup:
            tables = backup.manifest.tables
            keys = [[json.loads(line)[0] for line in backup.lines(name)] for name in ("person", "data_key")]
            counts.append((tables["person"].rows, tables["data_key"].rows))
        assert keys[0] == keys[1]
    assert all(one == other for one, other in counts)
    assert 20 <= counts[0][0] <= counts[-1][0] <= written


def test_what_is_written_while_a_backup_reads_is_not_in_it(operator: Operator) -> None:
    store = operator.store()
    migrate(store.engine)

    with picture(store.engine) as connection:
        revision_of(connection)
        with store.work() as work:
            work.add(Person(1, NOW))
        seen = list(rows_in(connection, tables_of(connection)["person"]))
    with picture(store.engine) as connection:
        later = list(rows_in(connection, tables_of(connection)["person"]))

    store.close()
    assert (len(seen), len(later)) == (0, 1)


def test_what_fails_on_the_way_leaves_no_file(on_sqlite: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingToBackUp):
        on_sqlite.backup()
    lived_in(on_sqlite)
    on_sqlite.settings.backups.mkdir()
    (on_sqlite.settings.backups / "taken").write_bytes(b"")
    with pytest.raises(FileExistsError):
        make_backup(on_sqlite.settings, on_sqlite.settings.backups / "taken", NOW)

    assert os.listdir(on_sqlite.settings.backups) == ["taken"]


def test_old_backups_go_by_the_moment_in_their_name(tmp_path: Path) -> None:
    names = {
        "bruecke-20351112-123000.backup": True,
        "bruecke-20351114-123000.backup": False,
        "bruecke-20350101-000000-2.backup": True,
        "bruecke-old.backup": False,
        "notes.txt": False,
    }
    for name in names:
        (tmp_path / name).write_bytes(b"")

    gone = prune(tmp_path, 90, NOW)

    assert {path.name for path in gone} == {name for name, is_old in names.items() if is_old}
    assert {path.name for path in tmp_path.iterdir()} == {
        name for name, is_old in names.items() if not is_old
    }


# what restoring refuses


def test_a_database_with_something_in_it_is_not_overwritten(operator: Operator) -> None:
    lived_in(operator)
    path, before = operator.backup(), operator.content()

    with pytest.raises(NotEmpty, match="--replace"):
        restore_backup(operator.settings, path, NOW)

    assert operator.content() == before


def test_a_wrong_master_key_is_told_before_anything_is_written(operator: Operator) -> None:
    lived_in(operator)
    path, before = operator.backup(), operator.content()
    operator.settings.master_key_file.write_bytes(bytes(32))

    with pytest.raises(WrongMasterKey):
        restore_backup(operator.settings, path, NOW, replace=True)

    assert operator.content() == before
    assert len(list(operator.settings.backups.iterdir())) == 1


def test_a_file_that_is_not_as_it_was_made_is_refused(on_sqlite: Operator, tmp_path: Path) -> None:
    lived_in(on_sqlite)
    path, before = on_sqlite.backup(), on_sqlite.content()
    content, dice = path.read_bytes(), random.Random(5)
    with zipfile.ZipFile(path) as archive:
        manifest, rows = archive.read("manifest.json"), archive.read("rows/case_file.jsonl")
    other = "rows/case_file.jsonl"
    bad = [
        remake(path, {other: rows.splitlines(keepends=True)[0]}, "1"),
        remake(path, {other: rows.replace(b"wallis", b"wallys")}, "2"),
        remake(path, {other: None}, "3"),
        remake(path, {"../../evil": b"x"}, "4"),
        remake(path, {"rows/../../../evil.jsonl": b"x"}, "5"),
        remake(path, {"manifest.json": manifest.replace(b'"rows": 2', b'"rows": 3')}, "6"),
        remake(path, {"manifest.hmac": None}, "7"),
        remake(path, {"manifest.json": b"[" * 100_000}, "8"),
        remake(path, {"manifest.json": b" " * 5_000_000}, "9"),
        remake(path, {"manifest.json": manifest.replace(b"backup-1", b"backup-2")}, "10"),
    ]
    for length in (0, 10, len(content) // 2, len(content) - 1):
        bad.append(path.with_name(f"cut{length}"))
        bad[-1].write_bytes(content[:length])
    for number in range(30):
        place = dice.randrange(len(content))
        bad.append(path.with_name(f"flipped{number}"))
        bad[-1].write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
    bad.append(path.with_name("database"))
    shutil.copy(on_sqlite.target, bad[-1])
    accepted = []

    for one in bad:
        try:
            with opened(one, MASTER_KEY) as backup:
                accepted.append(
                    (one.name, {name: list(backup.lines(name)) for name in backup.manifest.tables})
                )
        except BackupUnusable:
            continue

    # A bit of a zip's own book-keeping, such as a date, says nothing: then every row is as it was.
    with opened(path, MASTER_KEY) as backup:
        whole = {name: list(backup.lines(name)) for name in backup.manifest.tables}
    assert {name for name, _ in accepted if not name.startswith("flipped")} == set()
    assert [name for name, rows_ in accepted if rows_ != whole] == []
    with pytest.raises(BackupUnusable):
        restore_backup(on_sqlite.settings, bad[0], NOW, replace=True)
    assert on_sqlite.content() == before
    assert not any((parent / "evil").exists() for parent in path.parents)


def test_a_backup_of_a_newer_program_is_refused(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    lived_in(operator)
    path, before = operator.backup(), operator.content()
    monkeypatch.setattr(restoring, "revisions", lambda: ["0001"])

    with pytest.raises(TooNew, match="this program knows 0001"):
        restore_backup(operator.settings, path, NOW, replace=True)

    assert operator.content() == before


def test_a_database_that_servers_have_open_is_not_replaced(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived_in(operator)
    monkeypatch.setattr(restoring, "_PATIENCE", 0.5)
    path, house = operator.backup(), operator.house()
    house.rows(Case)

    with pytest.raises(InUse, match="stop the servers"):
        restore_backup(operator.settings, path, NOW, replace=True)

    monkeypatch.undo()
    assert len(house.rows(Case)) == 2
    close(house)
    restore_backup(operator.settings, path, NOW, replace=True)


def test_a_database_of_somebody_else_is_left_alone(on_sqlite: Operator) -> None:
    lived_in(on_sqlite)
    path = on_sqlite.backup()
    on_sqlite.target.unlink()
    with sqlite3.connect(on_sqlite.target) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()

    with pytest.raises(NotEmpty, match="not Brücke's"):
        restore_backup(on_sqlite.settings, path, NOW, replace=True)


def test_what_fails_in_the_middle_leaves_what_was_there(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _ = lived_in(operator)
    path, before = operator.backup(), operator.content()
    operator.ledger.note([Erased(int(case), NOW)])

    def killed(*_: object) -> bool:
        raise OSError("the power is gone")

    monkeypatch.setattr(restoring, "erase_anew", killed)
    with pytest.raises(OSError, match="power"):
        restore_backup(operator.settings, path, NOW, replace=True)

    assert operator.content() == before
    assert [one.name for one in operator.folder.iterdir() if "restoring" in one.name] == []


# an older schema


@pytest.mark.parametrize("revision", ["0002", "0007"])
def test_a_backup_of_an_older_schema_is_brought_to_the_newest(operator: Operator, revision: str) -> None:
    store = operator.store()
    with store.engine.begin() as connection:
        upgrade(connection, revision)
        cases = tables_of(connection)["case_file"]
        connection.execute(
            cases.insert().values(
                key=7, reference="VS-7", procedure="x", procedure_version_key=1, opened_by=2, unit_key=3,
                opened_at=_at(store, NOW), closed_at=_at(store, NOW), outcome="done",
            )
        )  # fmt: skip
    store.close()
    path = operator.backup()

    done = restore_backup(operator.settings, path, NOW, replace=True)

    assert done.revision == revision
    store = operator.store()
    with store.reading() as work:
        (case,) = work.find(Case)
    store.close()
    assert (case.reference, case.closed_at, str(case.erasable_from)) == ("VS-7", NOW, "2046-02-12")


def _at(store: DatabaseStore, moment: datetime) -> object:
    is_text = store.engine.dialect.name == "sqlite"
    return moment.isoformat(timespec="microseconds") if is_text else moment


# what was erased


@pytest.mark.requirement("VS-04")
def test_what_was_erased_after_the_backup_stays_erased(operator: Operator) -> None:
    house = operator.house()
    other, case = house.case_at("closed"), story(house)
    before = rows_of(house, other)
    move_to(house, LATER)
    sealed, said = unsealed(house, case)
    assert leaks(said.encode())
    path = operator.backup()
    propose(house, case)
    confirm(house, case)
    (erased,) = house.rows(Case, key=int(case))
    close(house)

    done = restore_backup(operator.settings, path, NOW, replace=True)

    assert done.erased == 1
    house = operator.house()
    found = dump(house)
    gone = [one for _, one, _ in sealed]
    assert {name: leaks(content) for name, content in found.items() if leaks(content)} == {}
    assert [name for name, content in found.items() if any(one in content for one in gone)] == []
    if house.bruecke.engine.store.engine.dialect.name == "sqlite":  # type: ignore[attr-defined]
        raw = [file.read_bytes() for file in operator.folder.glob("*bruecke.db*")]
        assert [one[:8] for one in gone if any(one in content for content in raw)] == []
        assert in_files(operator.folder) == set()
    events = sorted(house.rows(Event, instance_key=int(case)), key=lambda event: event.sequence)
    assert first_break(events) is None
    assert (events[-1].kind, events[-1].actor) == ("CASE_ERASED_ANEW", None)
    (again,) = house.rows(Case, key=int(case))
    assert (again.erased_at, again.reference) == (erased.erased_at, erased.reference)
    told = house.rows(Outbox, instance_key=int(case))
    assert [row.kind for row in told] == ["CASE_ERASED_ANEW"]
    assert len(house.rows(Person)) == 1
    assert rows_of(house, other) == before
    close(house)


def test_what_ran_when_the_backup_was_made_is_ended_and_erased(operator: Operator) -> None:
    house = operator.house()
    case = house.case_at("question")
    path = operator.backup()
    house.post("carla_smz", f"/api/cases/{case}/end", {"reason": "x"})
    move_to(house, LATER)
    propose(house, case)
    confirm(house, case)
    close(house)

    restore_backup(operator.settings, path, NOW, replace=True)

    house = operator.house()
    (row,) = house.rows(Case)
    (instance,) = house.rows(Instance)
    assert (row.outcome, instance.status, house.rows(DataKey)) == ("cancelled", "cancelled", [])
    events = sorted(house.rows(Event, instance_key=int(case)), key=lambda event: event.sequence)
    assert [event.kind for event in events][-2:] == ["CASE_CANCELLED", "CASE_ERASED_ANEW"]
    assert first_break(events) is None
    close(house)


def test_without_its_own_ledger_nothing_is_restored_in_silence(operator: Operator) -> None:
    house = operator.house()
    case, later = house.case_at("refused"), house.case_at("refused")
    move_to(house, LATER)
    for one in (case, later):
        propose(house, one)
    confirm(house, case)
    close(house)
    path, ledger = operator.backup(), operator.settings.ledger_file
    whole, mine = ledger.read_bytes(), operator.ledger.read()
    head, line = whole.splitlines(keepends=True)
    refused = {
        "missing": None,
        "another": head.replace(mine.id.encode(), b"0" * 16),
        "old": head,
        "damaged": head + line.replace(b"20", b"21", 1),
        "none": b"",
    }
    told = {}

    for name, content in refused.items():
        ledger.unlink()
        if content is not None:
            ledger.write_bytes(content)
        with pytest.raises((LedgerRefused, LedgerUnusable)) as error:
            restore_backup(operator.settings, path, NOW, replace=True)
        told[name] = str(error.value)
        ledger.write_bytes(whole)

    assert all("--without-ledger" in said for name, said in told.items() if name != "none")
    ledger.unlink()
    restore_backup(operator.settings, path, NOW, replace=True, without_ledger=True)
    assert operator.ledger.read().id != mine.id


# the ledger


@pytest.fixture(params=["memory", "file"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    return MemoryLedger() if request.param == "memory" else FileLedger.at(tmp_path / "l", create=True)


def test_a_ledger_keeps_each_case_once_with_its_first_moment(ledger: Ledger) -> None:
    ledger.note([Erased(1, NOW), Erased(2, NOW)])
    ledger.note([Erased(1, NOW + timedelta(days=1)), Erased(3, NOW)])
    ledger.note([])

    assert ledger.entries() == [Erased(key, NOW) for key in (1, 2, 3)]


def test_a_line_that_was_cut_off_goes_with_the_next_and_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "erasure.ledger"
    ledger = FileLedger.at(path, create=True)
    ledger.note([Erased(1, NOW), Erased(2, NOW)])
    whole = path.read_bytes()

    path.write_bytes(whole[:-5])
    assert ledger.entries() == [Erased(1, NOW)]
    ledger.note([Erased(2, NOW)])

    assert path.read_bytes() == whole
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_bytes(whole.replace(b"\n1 ", b"\n9 "))
    assert ledger.read().damaged == (2,)
    path.write_bytes(b"something else\n")
    with pytest.raises(LedgerUnusable):
        ledger.note([Erased(3, NOW)])


def test_several_processes_write_into_one_ledger(tmp_path: Path) -> None:
    ledger = FileLedger.at(tmp_path / "erasure.ledger", create=True)
    ways = [
        Thread(target=lambda start=start: [ledger.note([Erased(start + n, NOW)]) for n in range(25)])
        for start in (0, 10, 20)
    ]

    for way in ways:
        way.start()
    for way in ways:
        way.join()

    assert sorted(one.case_key for one in ledger.entries()) == list(range(45))
    assert ledger.read().damaged == ()


def test_what_a_kill_kept_from_the_ledger_comes_at_the_start_with_the_worker_and_before_a_backup(
    operator: Operator,
) -> None:
    house = operator.house()
    case = house.case_at("refused")
    move_to(house, LATER)
    propose(house, case)
    confirm(house, case)
    kept, path = operator.ledger.entries(), operator.settings.ledger_file
    (row,) = house.rows(Case)
    ways = {
        "start": lambda: note_erasures(house.bruecke.engine, operator.ledger),
        "worker": lambda: clean_up(house.bruecke),
        "backup": operator.backup,
    }
    found = {}

    for name, way in ways.items():
        path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
        way()
        found[name] = operator.ledger.entries()

    assert kept == [Erased(int(case), row.erased_at)]
    assert found == dict.fromkeys(ways, kept)
    close(house)


# the command line


def test_the_command_line_backs_up_and_restores(on_sqlite: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    lived_in(on_sqlite)
    for name in ("database_url", "master_key_file", "backups"):
        monkeypatch.setenv(f"BRUECKE_{name.upper()}", str(getattr(on_sqlite.settings, name)))
    before, runner, mask = on_sqlite.content(), CliRunner(), os.umask(0o022)
    try:
        made = runner.invoke(app, ["backup", "--prune"])
        (path,) = on_sqlite.settings.backups.iterdir()
        refused = runner.invoke(app, ["restore", str(path)])
        doubted = runner.invoke(app, ["restore", str(path), "--replace"], input="n\n")
        replaced = runner.invoke(app, ["restore", str(path), "--replace", "--yes"])
        foreign = runner.invoke(app, ["restore", str(on_sqlite.target), "--replace", "--yes"])
        nowhere = runner.invoke(app, ["restore", "/no/such/file"])
        restored = on_sqlite.content()
        on_sqlite.target.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
        damaged = runner.invoke(app, ["restore", str(path), "--replace", "--yes"])
        on_sqlite.target.unlink()
        again = runner.invoke(app, ["restore", str(path)])
    finally:
        os.umask(mask)

    assert (made.exit_code, "apart from it" in made.output) == (0, True)
    assert [one.exit_code for one in (refused, doubted, replaced, foreign, nowhere)] == [1, 1, 0, 1, 1]
    assert refused.output.count("\n") == nowhere.output.count("\n") == foreign.output.count("\n") == 1
    assert "--replace" in refused.output
    assert "What was there before is in" in replaced.output
    assert "Erased again, as they were before: 0 cases." in replaced.output
    assert (damaged.exit_code, "move it away" in damaged.output, again.exit_code) == (1, True, 0)
    assert restored == on_sqlite.content() == before
    assert on_sqlite.target.stat().st_mode & 0o777 == 0o600
