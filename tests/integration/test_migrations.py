"""A database gets its tables by migrations, and they are the tables the rows ask for."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from adapters.database.migrations import configuration, migrate
from adapters.database.store import DatabaseStore, open_database
from adapters.database.tables import TABLES, metadata
from engine.rows import Instance
from tests import postgres

MIGRATE = (
    "import sys;"
    "from adapters.database.migrations import migrate;"
    "from adapters.database.store import open_database;"
    "store = open_database(sys.argv[1]);"
    "migrate(store.engine);"
    "store.close()"
)


@pytest.fixture(params=["sqlite", "postgres"])
def migrated(request: pytest.FixtureRequest) -> DatabaseStore:
    found: DatabaseStore = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def bare_address(request: pytest.FixtureRequest, worker: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'new folder' / 'bruecke.db'}"
        return
    request.getfixturevalue("postgres_database")  # keeps the server up
    with postgres.database(f"bare_{worker}") as address:
        yield address


def test_the_migrated_tables_are_those_of_the_rows(migrated: DatabaseStore) -> None:
    with migrated.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, metadata)

    assert differences == [], 'draft a revision: python -m adapters.database.migrations "what changes"'


def test_revisions_form_one_line() -> None:
    script = ScriptDirectory.from_config(configuration())

    heads = script.get_heads()

    assert heads == [f"{len(list(script.walk_revisions())):04}"]


def test_migrating_twice_changes_nothing(migrated: DatabaseStore) -> None:
    row = Instance(1, 1, "running", None, b"", 1, 1, "", datetime(2026, 2, 10, tzinfo=UTC), None)
    with migrated.work() as work:
        work.add(row)

    migrate(migrated.engine)

    with migrated.reading() as work:
        assert work.find(Instance) == [row]


def test_processes_that_start_together_migrate_once(bare_address: str) -> None:
    command = [sys.executable, "-W", "error", "-c", MIGRATE, bare_address]

    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    complaints = [process.communicate(timeout=60)[1] for process in processes]

    assert complaints == ["", "", ""]
    store = open_database(bare_address)
    tables = set(inspect(store.engine).get_table_names())
    store.close()
    assert tables == {table.name for table in TABLES.values()} | {"alembic_version"}
