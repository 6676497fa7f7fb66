"""A real server under senders that never end, send too much or nothing that makes sense: others keep being served."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.server import Server, prepare, tokens

SLOW, LOUD = 200, 40
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """A server on an SQLite file, and somebody's token."""
    folder = tmp_path_factory.mktemp("flood")
    house = prepare(folder, f"sqlite:///{folder / 'bruecke.db'}")
    token = tokens(house)["carla_smz"]
    running = Server(house)
    running.start()
    yield running, token
    running.kill()


def head(token: str, length: int) -> bytes:
    return (
        f"POST /api/cases HTTP/1.1\r\nHost: bruecke\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def answers(server: Server, token: str, count: int) -> list[int]:
    """What somebody is answered who only works."""
    with httpx.Client(
        base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=20
    ) as client:
        return [client.get("/api/tasks").status_code for _ in range(count)]


def memory(server: Server) -> int:
    """Bytes that the process has in memory."""
    told = Path(f"/proc/{server.pid}/status").read_text()
    (line,) = (line for line in told.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


def test_senders_that_never_come_to_an_end_keep_nobody_from_working(server: tuple[Server, str]) -> None:
    running, token = server
    slow = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(SLOW)]
    try:
        for number, connection in enumerate(slow):
            connection.sendall(head(token, 100) + b"{" if number % 2 else b"POST /api/cases HTT")
        found = answers(running, token, 10)
    finally:
        for connection in slow:
            connection.close()

    assert set(found) == {200}
    assert set(answers(running, token, 3)) == {200}


def test_floods_of_large_and_senseless_bodies_are_refused_in_bounded_memory(
    server: tuple[Server, str],
) -> None:
    running, token = server
    before = memory(running)
    stop, statuses = threading.Event(), set[int]()

    def flood(number: int) -> None:
        body = [
            b"[" * MEGABYTE,
            b"\xff" * MEGABYTE,
            b'{"procedure": "' + b"x" * MEGABYTE,
            b"0" * 10 * MEGABYTE,
        ][number % 4]
        with httpx.Client(
            base_url=running.url, headers={"Authorization": f"Bearer {token}"}, timeout=60
        ) as client:
            while not stop.is_set():
                with suppress(httpx.TransportError):  # refused before it was sent to its end
                    statuses.add(client.post("/api/cases", content=body).status_code)

    threads = [threading.Thread(target=flood, args=(number,)) for number in range(LOUD)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 5
    found = []
    while time.monotonic() < end:
        found += answers(running, token, 1)
    stop.set()
    for thread in threads:
        thread.join()

    assert set(found) == {200}
    assert statuses
    assert statuses <= {400, 413, 415, 422}
    assert memory(running) - before < 400 * MEGABYTE


def test_what_is_no_http_at_all_is_refused(server: tuple[Server, str]) -> None:
    running, token = server
    for noise in (b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 70_000, b"GET /\r\n" * 3):
        with socket.create_connection(("127.0.0.1", running.port), timeout=20) as connection:
            connection.sendall(noise)
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
                told = connection.recv(100)
                assert not told.startswith(b"HTTP/1.1 5")

    assert set(answers(running, token, 3)) == {200}
