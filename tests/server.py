"""Real processes for tests: `python -m api run`, `serve` or `work`, each to be killed without a word.

The process is forked from one that has only imported the house: importing takes seconds, and nothing of it
survives from one server to the next.
"""

import multiprocessing
import os
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx

from adapters.master_key import load_master_key
from api import cli
from api.app import make_app
from api.bootstrap import NO_HANDLERS, Bruecke, assemble
from api.cast import PASSWORD, add_cast
from api.logs import configure_logs
from api.serving import serve as serve_app
from api.serving import work as run_worker
from api.settings import Settings
from api.worker import WorkerThread, working
from cases.commands.sign_in import create_token
from cases.rows import User
from engine.commands import handle_jobs
from engine.ports import JobHandler

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.server"])


class NeverAnswered(Exception):
    """The server did not answer in time. Look at what it printed."""


class Server:
    """A server on one port. Start it again after a kill and clients find it where it was. With the verb `work` a worker,
    which nobody finds."""

    def __init__(
        self,
        house: Bruecke,
        verb: str = "run",
        log: Path | None = None,
        handlers: Mapping[str, JobHandler] = NO_HANDLERS,
        **environment: str,
    ) -> None:
        """With handlers of its own it does their jobs, and has each for some seconds only."""
        self.verb = verb
        self.began = 0.0
        self._log = log
        self._handlers = dict(handlers)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            "BRUECKE_DATABASE_URL": house.settings.database_url,
            "BRUECKE_MASTER_KEY_FILE": str(house.settings.master_key_file),
            "BRUECKE_PROCESSES": str(house.settings.processes),
        } | environment
        self._process: BaseProcess | None = None

    def start(self) -> None:
        """Come up and answer. Raises NeverAnswered."""
        self.begin()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.is_alive:
            if self.is_ready():
                return
            time.sleep(0.02)
        raise NeverAnswered(f"{self.url} after {PATIENCE} seconds")

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process is not None
        assert self._process.pid is not None
        return self._process.pid

    def begin(self) -> None:
        """Start to come up."""
        self.began = time.monotonic()
        self._process = _context.Process(
            target=_go, args=(self.verb, self.port, self._environment, self._log, self._handlers), daemon=True
        )
        self._process.start()

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.is_alive()

    def is_ready(self) -> bool:
        """Whether it takes requests; of a worker, whether it runs."""
        if self.verb == "work":
            return self.is_alive
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        return False

    def kill(self) -> None:
        """SIGKILL: no handler runs, no connection is closed, no transaction is ended."""
        if self._process is not None:
            self._process.kill()
            self._process.join()

    def end(self) -> bool:
        """SIGTERM, as an operator or a container ends it. Whether it ended by itself."""
        assert self._process is not None
        self._process.terminate()
        self._process.join(90)
        has_ended = not self._process.is_alive()
        self.kill()
        return has_ended


def _go(
    verb: str, port: int, environment: dict[str, str], log: Path | None, handlers: dict[str, JobHandler]
) -> None:
    os.environ.update(environment)
    if log is not None:
        with log.open("ab") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
    if handlers and verb != "serve":
        _go_with(handlers, verb, port)
    elif verb == "work":
        cli.work()
    elif verb == "serve":
        cli.serve(port=port, host="127.0.0.1")
    else:
        cli.run(port=port, host="127.0.0.1", demo=False)


def _go_with(handlers: dict[str, JobHandler], verb: str, port: int) -> None:
    """As the command line does it, with jobs of our own."""
    handle_jobs.LEASE = timedelta(seconds=3)  # else a test waits minutes for the job of one that was killed
    configure_logs(readable=False)
    bruecke = assemble(Settings(), handlers=handlers)
    if verb == "work":
        run_worker(WorkerThread(bruecke))
    else:
        serve_app(make_app(bruecke, working), "127.0.0.1", port, 0)


def prepare(folder: Path, address: str) -> Bruecke:
    """A house over an empty database: the cast in it, every package of `processes` released."""
    settings = Settings(
        database_url=address,
        master_key_file=folder / "master.key",
        processes=ROOT / "processes",
        fast_passwords=True,
    )
    load_master_key(settings.master_key_file, create=True)  # the database may have been migrated before
    house = assemble(settings, migrating=True)
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)
    cli.deploy_all(house)
    return house


def tokens(house: Bruecke) -> dict[str, str]:
    """A token for everybody of the cast, by login."""
    with house.engine.store.reading() as work:
        logins = [user.login for user in work.find(User)]
    return {login: _token(house, login)[0] for login in logins}


def _token(house: Bruecke, login: str) -> tuple[str, datetime]:
    return create_token(house.engine, house.passwords, login, PASSWORD, "test", "127.0.0.1")
