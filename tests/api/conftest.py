"""The house on SQLite and on PostgreSQL; `house` is shared by the tests of a file, `own_house` is for one test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.database.store import DatabaseStore, open_database
from tests.api.house import LOGINS, House, build
from tests.databases import empty
from tests.seats import require_right_seats


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house on each database, built once a file: tests open cases of their own in it."""
    if request.param == "postgres":
        store: DatabaseStore = request.getfixturevalue("postgres_database")
        empty(store)
        yield _known(build(store))
        require_right_seats(store)
        return
    path = tmp_path_factory.mktemp("house") / "bruecke.db"
    shutil.copy(request.getfixturevalue("sqlite_file"), path)
    store = open_database(f"sqlite:///{path}")
    yield _known(build(store))
    require_right_seats(store)
    store.close()


def _known(house: House) -> House:
    """The house where everybody has a token already: getting one writes a row, which some tests look for."""
    for login in LOGINS:
        house.token(login)
    return house


@pytest.fixture
def own_house(sqlite_file: Path, tmp_path: Path) -> Iterator[House]:
    """The house on an SQLite file, for tests that move its clock or lock somebody out."""
    path = tmp_path / "bruecke.db"
    shutil.copy(sqlite_file, path)
    store = open_database(f"sqlite:///{path}")
    yield build(store)
    require_right_seats(store)
    store.close()
