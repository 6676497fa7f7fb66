"""Several nodes on one PostgreSQL, as real processes: they start on the right schema only, and end without losing a request."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from adapters.database.store import DatabaseStore
from api.bootstrap import assemble
from api.cast import add_cast
from api.settings import Settings
from engine.rows import Worker
from tests import postgres
from tests.server import ROOT

PATIENCE = 60.0


@pytest.fixture
def address(postgres_database: DatabaseStore, worker: str) -> Iterator[str]:
    """The address of a database without tables."""
    with postgres.database(f"nodes_{worker}") as found:
        yield found


@pytest.fixture
def settings(address: str, tmp_path: Path) -> Settings:
    """What the nodes share."""
    return Settings(
        database_url=address,
        master_key_file=tmp_path / "master.key",
        processes=ROOT / "processes",
        fast_passwords=True,
    )


class Node:
    """A process of ours, with what it printed."""

    def __init__(
        self, settings: Settings, log: Path, verb: str, drain: float | None, port: int | None
    ) -> None:
        self.verb = verb
        self.log = log
        self.port = port or _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {
            "BRUECKE_DATABASE_URL": settings.database_url,
            "BRUECKE_MASTER_KEY_FILE": str(settings.master_key_file),
            "BRUECKE_PROCESSES": str(settings.processes),
            **({} if drain is None else {"BRUECKE_DRAIN_SECONDS": str(drain)}),
        }
        more = [] if verb in {"work", "migrate"} else ["--port", str(self.port)]
        more += ["--no-demo"] if verb == "run" else []
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api", verb, *more],
                cwd=ROOT,
                env=os.environ | environment,
                stdout=file,
                stderr=subprocess.STDOUT,
            )

    def until_ready(self) -> "Node":
        """Wait until it may be sent requests."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if is_ready(self.url):
                return self
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def end(self, *signals: int) -> int:
        """Send signals, one after the other; what it ended with."""
        for each in signals:
            self.process.send_signal(each)
            time.sleep(0.3)
        return self.process.wait(PATIENCE)


@pytest.fixture
def start(settings: Settings, tmp_path: Path) -> Iterator["Start"]:
    """Starts nodes, and sees to it that none is left."""
    found = Start(settings, tmp_path)
    yield found
    for node in found.nodes:
        if node.process.poll() is None:
            node.process.kill()
            node.process.wait()


class Start:
    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.nodes: list[Node] = []
        self._folder = folder

    def __call__(self, verb: str, drain: float | None = None, port: int | None = None) -> Node:
        log = self._folder / f"{verb}-{len(self.nodes)}.log"
        self.nodes.append(Node(self.settings, log, verb, drain, port))
        return self.nodes[-1]


def is_ready(url: str) -> bool:
    with suppress(httpx.TransportError):
        return httpx.get(f"{url}/readyz", timeout=5).status_code == 200
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seen_workers(settings: Settings) -> list[Worker]:
    house = assemble(settings)
    with house.engine.store.reading() as work:
        found = work.find(Worker)
    assert isinstance(house.engine.store, DatabaseStore)
    house.engine.store.close()
    return found


def set_revision(address: str, revision: str) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
    engine.dispose()


def test_nodes_refuse_a_schema_that_is_not_theirs_and_name_the_way_out(start: Start) -> None:
    said = {}
    for state in ("missing", "older", "newer"):
        if state == "older":
            assert start("migrate").process.wait(PATIENCE) == 0
        if state != "missing":
            set_revision(start.settings.database_url, {"older": "0009", "newer": "9999"}[state])
        nodes = {verb: start(verb) for verb in ("serve", "work", "run")}
        for verb, node in nodes.items():
            assert node.process.wait(PATIENCE) == 1, (state, verb)
            said[state, verb] = node.log.read_text()

    assert {text for (state, _), text in said.items() if state == "missing"} == {
        "The database has no tables yet. Make them with: make migrate\n"
    }
    assert all("older schema" in said["older", verb] for verb in ("serve", "work", "run"))
    assert all("make migrate" in said["older", verb] for verb in ("serve", "work", "run"))
    assert all("restore the backup" in said["newer", verb] for verb in ("serve", "work", "run"))


def test_a_node_makes_no_master_key_of_its_own(start: Start) -> None:
    assert start("migrate").process.wait(PATIENCE) == 0
    key = start.settings.master_key_file
    key.unlink()

    again = start("migrate")
    node = start("serve")

    assert (again.process.wait(PATIENCE), node.process.wait(PATIENCE)) == (1, 1)
    assert "the master key file master.key can't be read" in node.log.read_text()
    assert not key.exists()


def test_a_file_is_for_one_process(start: Start, tmp_path: Path) -> None:
    start.settings = start.settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/one.db"})

    nodes = [start("serve"), start("work")]

    assert [node.process.wait(PATIENCE) for node in nodes] == [1, 1]
    assert all("make run" in node.log.read_text() for node in nodes)
    assert not (tmp_path / "one.db").exists()


def prepared(settings: Settings) -> None:
    """A migrated database with the cast."""
    house = assemble(settings, migrating=True)
    with house.engine.store.work() as work:
        add_cast(work, house.engine.keys, house.passwords)
    assert isinstance(house.engine.store, DatabaseStore)
    house.engine.store.close()


class Clients:
    """Constant load: each client asks whichever node says that it is ready, as a load balancer would."""

    def __init__(self, urls: list[str]) -> None:
        self.urls = urls
        self.ready: list[str] = list(urls)
        self.stop = threading.Event()
        self.failed: list[str] = []
        self.answered: dict[str, int] = dict.fromkeys(urls, 0)
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(3)]
        self._threads.append(threading.Thread(target=self._look))

    def __enter__(self) -> "Clients":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join()

    def _look(self) -> None:
        while not self.stop.wait(0.1):
            self.ready = [url for url in self.urls if is_ready(url)]

    def _ask(self, number: int) -> None:
        turn = number
        with httpx.Client(timeout=30) as client:
            while not self.stop.is_set():
                turn += 1
                ready = self.ready
                if not ready:
                    self.failed.append("no node is ready")
                    return
                url = ready[turn % len(ready)]
                try:
                    answer = client.post(
                        f"{url}/api/tokens", json={"login": f"nobody{turn}", "password": "x"}
                    )
                except httpx.TransportError as error:
                    self.failed.append(f"{url} {type(error).__name__}")
                    continue
                if answer.status_code not in {401, 429}:
                    self.failed.append(f"{url} {answer.status_code}")
                self.answered[url] += 1

    def until_both_answer(self) -> None:
        """Wait until every node has answered some more requests."""
        before = dict(self.answered)
        end = time.monotonic() + PATIENCE
        while any(self.answered[url] < before[url] + 5 for url in self.urls):
            assert time.monotonic() < end, (before, self.answered, self.failed)
            time.sleep(0.05)


def test_nodes_are_restarted_one_after_the_other_without_a_failed_request(start: Start) -> None:
    prepared(start.settings)
    nodes = [start("serve", drain=1.5).until_ready() for _ in range(2)]

    with Clients([node.url for node in nodes]) as clients:
        clients.until_both_answer()
        for node in nodes:
            assert node.end(signal.SIGTERM) == 0, node.log.read_text()
            start("serve", drain=1.5, port=node.port).until_ready()
            clients.until_both_answer()

    assert clients.failed == []


def test_a_node_that_is_about_to_end_says_so_at_once_and_serves_on(start: Start) -> None:
    prepared(start.settings)
    node = start("serve", drain=2).until_ready()

    node.process.send_signal(signal.SIGTERM)
    end = time.monotonic() + 1.5
    while is_ready(node.url):
        assert time.monotonic() < end
    told = httpx.get(f"{node.url}/readyz")
    served = httpx.get(f"{node.url}/sign-in")

    assert (told.status_code, told.json()["status"]) == (503, "draining")
    assert (served.status_code, served.headers["connection"]) == (200, "close")
    assert node.process.wait(PATIENCE) == 0


def test_a_second_signal_ends_a_node_at_once(start: Start) -> None:
    prepared(start.settings)
    node = start("serve", drain=600).until_ready()

    assert node.end(signal.SIGTERM, signal.SIGTERM) == -signal.SIGTERM


def test_workers_are_seen_while_they_work_and_end_cleanly(start: Start) -> None:
    prepared(start.settings)
    nodes = [start("work") for _ in range(2)]
    end = time.monotonic() + PATIENCE
    while len(seen_workers(start.settings)) < 2:
        assert time.monotonic() < end, [node.log.read_text() for node in nodes]
        time.sleep(0.1)

    ended = [node.end(signal.SIGTERM) for node in nodes]

    assert ended == [0, 0]
    assert seen_workers(start.settings) == []
    lines = [json.loads(line) for node in nodes for line in node.log.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["worker started", "worker ended"] * 2


def test_a_request_under_way_is_answered_when_a_server_on_a_file_ends(start: Start, tmp_path: Path) -> None:
    start.settings = start.settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/one.db"})
    node = start("run").until_ready()
    body = b'{"login": "nobody", "password": "x"}'
    head = f"POST /api/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"

    with socket.create_connection(("127.0.0.1", node.port)) as client:
        client.settimeout(PATIENCE)
        client.sendall(head.encode() + body[:10])
        time.sleep(0.3)
        node.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        client.sendall(body[10:])
        answer = client.recv(65536)

    assert answer.startswith(b"HTTP/1.1 401 ")
    assert node.process.wait(PATIENCE) == 0
    assert "Traceback" not in node.log.read_text()
