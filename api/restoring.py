"""A backup becomes the database again: as a whole or not at all, and what was erased since stays erased.

RestoreRefused
├── NotEmpty        there is something in the database
├── InUse           somebody has the database open
├── TooNew          the backup is of a newer program
└── LedgerRefused   the ledger of erasures is missing or not the one that belongs to the backup
"""

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, make_url, text

from adapters.backup_file import Backup, BackupUnusable, opened
from adapters.database.copying import drop_tables, has_rows, put_rows, revision_of, tables_of
from adapters.database.dialects import lock_for_migration, migrating_engine
from adapters.database.migrations import revisions, upgrade
from adapters.database.store import DatabaseStore, open_database
from adapters.erasure_ledger import FileLedger, flush_folder
from adapters.master_key import load_master_key
from api.backing_up import make_backup
from api.bootstrap import database_lists, wire
from api.settings import Settings
from cases.commands.erase_anew import erase_anew
from cases.ledger import Erased
from cases.rows import Session
from engine.clock import SystemClock

_PATIENCE = 5.0
"""Seconds in which a connection that was closed is gone from PostgreSQL's list."""


class RestoreRefused(Exception):
    """Nothing was written. The text says what to do."""


class NotEmpty(RestoreRefused):
    """The database is not empty. With --replace it is backed up first and then replaced."""


class InUse(RestoreRefused):
    """Somebody has the database open. Stop the servers and workers first."""


class TooNew(RestoreRefused):
    """The backup has a schema that this program doesn't know. Restore it with the program that made it, or a newer one."""


class LedgerRefused(RestoreRefused):
    """Without its ledger of erasures nobody knows what was erased since. Put it back, or say --without-ledger."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: rows put back, the revision they had, cases erased anew, the backup of what was there."""

    rows: int
    revision: str
    erased: int
    before: Path | None


def restore_backup(
    settings: Settings, file: Path, now: datetime, *, replace: bool = False, without_ledger: bool = False
) -> Restored:
    """Make the database what it was when a backup was made, without what was erased since.

    Raises RestoreRefused, BackupUnusable, MasterKeyUnusable, LedgerUnusable, OSError; whatever it raises, the database is
    as it was.
    """
    master = load_master_key(settings.master_key_file, create=False)
    with opened(file, master) as backup:
        if backup.manifest.revision not in revisions():
            raise TooNew(
                f"the backup has schema {backup.manifest.revision}, this program knows {revisions()[-1]} at most"
            )
        erased = [] if without_ledger else _erasures(settings, backup)
        target = _sqlite_file(settings)
        before = None
        if not is_empty(settings):
            if not replace:
                raise NotEmpty(
                    "the database is not empty: --replace (make restore … REPLACE=1) backs it up first and then replaces it"
                )
            _require_alone(settings)
            before = make_backup(settings, settings.backups, now)
            erased = [] if without_ledger else _erasures(settings, backup)  # it may have heard of more
        fill = partial(_fill, settings, backup, erased, is_alone=replace)
        count = _in_place(settings, fill) if target is None else _as_new_file(target, fill)
        FileLedger.at(settings.ledger_file, create=True)
        rows = sum(kept.rows for kept in backup.manifest.tables.values())
        return Restored(rows, backup.manifest.revision, count, before)


def is_empty(settings: Settings) -> bool:
    """Whether nothing is kept in the database. Raises NotEmpty where it is not one of Brücke's."""
    target = _sqlite_file(settings)
    if target is not None and not target.exists():
        return True
    store = open_database(settings.database_url)
    try:
        with store.engine.connect() as connection:
            if revision_of(connection) is None and tables_of(connection):
                raise NotEmpty("the database holds tables that are not Brücke's: name one of its own")
            return not has_rows(connection)
    finally:
        store.close()


def _erasures(settings: Settings, backup: Backup) -> Sequence[Erased]:
    """What the ledger knows as erased. Raises LedgerRefused unless it is the backup's own ledger, whole."""
    path = settings.ledger_file
    if not path.exists():
        raise LedgerRefused(
            f"there is no ledger of erasures at {path}: what was erased after the backup would come back. "
            "Put it back from where it is kept, or say --without-ledger"
        )
    found = FileLedger.at(path, create=False).read()
    missing = set(backup.manifest.erased) - {one.case_key for one in found.entries}
    if found.id != backup.manifest.ledger or missing or found.damaged:
        told = f"line {found.damaged[0]} is damaged" if found.damaged else "it is another one, or an old copy"
        raise LedgerRefused(
            f"the ledger of erasures at {path} is not the one of this backup ({told}): what was erased after the backup "
            "would come back. Put it back from where it is kept, or say --without-ledger"
        )
    return found.entries


Fill = Callable[[DatabaseStore], int]


def _fill(
    settings: Settings, backup: Backup, erased: Sequence[Erased], store: DatabaseStore, *, is_alone: bool
) -> int:
    """One transaction: tables as they were, rows, newest tables, and nothing of what was erased. How many were.

    `is_alone`: what is there may go, since nobody else writes to it. Raises NotEmpty, InUse, BackupUnusable.
    """
    master = load_master_key(settings.master_key_file, create=False)
    house = wire(settings, store, database_lists, master, SystemClock())
    with migrating_engine(store.engine).begin() as connection:
        lock_for_migration(connection)
        if is_alone:
            _require_alone_on(connection)
        elif has_rows(connection):
            raise NotEmpty("somebody else has begun to use the database meanwhile")
        drop_tables(connection)
        upgrade(connection, backup.manifest.revision)
        tables = tables_of(connection)
        found = {name: list(table.c.keys()) for name, table in tables.items()}
        if found != {name: kept.columns for name, kept in backup.manifest.tables.items()}:
            raise BackupUnusable("the tables of the backup are not those of its schema")
        for name, table in tables.items():
            put_rows(connection, table, backup.lines(name))
        upgrade(connection, "head")
        work = store.on(connection)
        for session in work.find(Session):  # everybody signs in anew
            work.remove(Session, session.key)
        count = sum(erase_anew(house.engine, house.case_file.records, work, one) for one in erased)
        work.finish()
    return count


def _in_place(settings: Settings, fill: Fill) -> int:
    """PostgreSQL: whoever looks meanwhile sees what was there before; who has it open keeps us out."""
    store = open_database(settings.database_url)
    try:
        count = fill(store)
        if count:  # the rows that were put back and erased again still lie in the pages
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                names = sorted(tables_of(connection))
                connection.execute(text(f"VACUUM (FULL) {', '.join(names)}"))
    finally:
        store.close()
    return count


def _as_new_file(target: Path, fill: Fill) -> int:
    """SQLite: a file beside the old one that takes its place when it is whole."""
    new = target.with_name(f".{target.name}.restoring")
    _remove(new)  # what a restore that was killed has left
    try:
        store = open_database(f"sqlite:///{new}")
        try:
            count = fill(store)
            store.scrub()
        finally:
            store.close()
        new.chmod(0o600)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        if target.exists():
            require_alone(target)
        for journal in _journals(target):
            journal.unlink(missing_ok=True)
        new.replace(target)
        flush_folder(target.parent)
    finally:
        _remove(new)
    return count


def _require_alone(settings: Settings) -> None:
    target = _sqlite_file(settings)
    if target is not None:
        require_alone(target)
        return
    store = open_database(settings.database_url)
    try:
        with store.engine.connect() as connection:
            _require_alone_on(connection)
    finally:
        store.close()


def _require_alone_on(connection: Connection) -> None:
    """Nobody else has a PostgreSQL database open as we do; what they wrote now would be lost. Raises InUse."""
    if connection.dialect.name != "postgresql":
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
        "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    until = time.monotonic() + _PATIENCE
    while connection.execute(others).scalar():
        if time.monotonic() > until:
            raise InUse("others are connected to the database: stop the servers and workers first")
        connection.execute(text("SELECT pg_stat_clear_snapshot()"))
        time.sleep(0.1)


def require_alone(target: Path) -> None:
    """Write the journal of an SQLite file back and take it away, which only works for who is alone. Raises InUse."""
    try:
        with closing(sqlite3.connect(target, timeout=2, isolation_level=None)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise InUse(f"{target.name} is in use: stop the servers and workers first") from error
    if mode != "delete":
        raise InUse(f"{target.name} is in use: stop the servers and workers first")


def _journals(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _remove(path: Path) -> None:
    for one in (path, *_journals(path)):
        one.unlink(missing_ok=True)


def _sqlite_file(settings: Settings) -> Path | None:
    url = make_url(settings.database_url)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
