"""What every test may ask for: the store in memory, in SQLite and in PostgreSQL."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from adapters.database.migrations import migrate
from adapters.database.store import DatabaseStore, open_database
from engine.memory import MemoryStore
from engine.store import Store
from tests import postgres
from tests.databases import empty
from tests.seats import require_right_seats

# How long an example takes is the machine's affair, not the test's: speed is measured by benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure() -> None:
    """The first process of a test run makes the folder that the workers' database server lies in."""
    if postgres.FOLDER not in os.environ:
        folder = tempfile.mkdtemp(prefix="bruecke-")
        os.environ[postgres.FOLDER] = folder
        # Not earlier than at the exit: the server's own last act there writes its lock file again.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """A name for this process among those of the test run."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "alone"))


@pytest.fixture(scope="session")
def postgres_database(worker: str) -> Iterator[DatabaseStore]:
    """A migrated database on a real PostgreSQL, one for each worker."""
    with postgres.database(f"bruecke_{worker}_{os.getpid()}") as address:
        store = open_database(address)
        migrate(store.engine)
        yield store
        store.close()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file without rows, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    store = open_database(f"sqlite:///{path}")
    migrate(store.engine)
    store.close()
    return path


@pytest.fixture
def memory_store() -> MemoryStore:
    """An empty store in memory."""
    return MemoryStore()


@pytest.fixture
def sqlite_store(sqlite_file: Path, tmp_path: Path) -> Iterator[DatabaseStore]:
    """An empty SQLite file."""
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres_database: DatabaseStore) -> DatabaseStore:
    """An empty PostgreSQL database."""
    empty(postgres_database)
    return postgres_database


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The same test on each of the three stores."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    yield found
    require_right_seats(found)
