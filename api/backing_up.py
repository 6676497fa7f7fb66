"""A backup of what is kept, made while servers run and write."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.backup_file import Manifest, drafted
from adapters.database.copying import erased_in, picture, revision_of, rows_in, tables_of
from adapters.database.store import open_database
from adapters.erasure_ledger import FileLedger
from adapters.master_key import load_master_key
from api.settings import Settings
from api.version import VERSION

_NAME = re.compile(r"bruecke-(\d{8}-\d{6})(-\d+)?\.backup")
_STAMP = "%Y%m%d-%H%M%S"


class NothingToBackUp(Exception):
    """The database has no tables. Is BRUECKE_DATABASE_URL the one that is meant?"""


def make_backup(settings: Settings, folder: Path, now: datetime) -> Path:
    """One consistent picture of the database in a new file of a folder. The path of the file.

    The ledger of erasures first hears of all that this picture knows as erased.
    Raises NothingToBackUp, MasterKeyUnusable, LedgerUnusable, OSError.
    """
    master = load_master_key(settings.master_key_file, create=False)
    ledger = FileLedger.at(settings.ledger_file, create=True)
    store = open_database(settings.database_url)
    try:
        with picture(store.engine) as connection:
            revision = revision_of(connection)
            if revision is None:
                raise NothingToBackUp(
                    "the database has no tables: is BRUECKE_DATABASE_URL the one that is meant?"
                )
            erased = erased_in(connection)
            ledger.note(erased)
            path = _free_name(folder, now)
            with drafted(path) as draft:
                for name, table in tables_of(connection).items():
                    draft.add(name, list(table.c.keys()), rows_in(connection, table))
                manifest = Manifest(
                    made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
                    program=VERSION,
                    revision=revision,
                    database=connection.dialect.name,
                    ledger=ledger.read().id,
                    erased=sorted(one.case_key for one in erased),
                    tables=draft.tables,
                )
                draft.finish(manifest, master)
        store.scrub()  # while it was read, SQLite could not cut its journal
    finally:
        store.close()
    return path


def prune(folder: Path, days: int, now: datetime) -> list[Path]:
    """Remove the backups of a folder that are older than so many days, by the moment in their names. Those removed."""
    old = []
    for path in sorted(folder.glob("*.backup")):
        named = _NAME.fullmatch(path.name)
        if named and now - datetime.strptime(named[1], _STAMP).replace(tzinfo=UTC) > timedelta(days=days):
            path.unlink()
            old.append(path)
    return old


def _free_name(folder: Path, now: datetime) -> Path:
    stem = f"bruecke-{now.astimezone(UTC).strftime(_STAMP)}"
    path, number = folder / f"{stem}.backup", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.backup"
    return path
