"""The way to other servers: what each answer means, and that nothing is asked of addresses that are nobody's business."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import adapters.partners
from adapters.partners import HttpPartnerDoor
from cases.partners import Asked, Away, Unlike


@contextmanager
def answering(
    status: int, content: bytes, **headers: str
) -> Iterator[tuple[str, list[BaseHTTPRequestHandler]]]:
    """A server that answers like this; its address, and what it was asked."""
    asked: list[BaseHTTPRequestHandler] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_an_answer_is_its_status_and_what_it_says() -> None:
    with answering(409, b'{"type": "urn:bruecke:handover-answered"}') as (url, asked):
        status, said = HttpPartnerDoor(may_private=True).ask(Asked("GET", f"{url}/api/x", "secret"))

    assert (status, said) == (409, {"type": "urn:bruecke:handover-answered"})
    assert asked[0].headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_server_that_can_not_now_is_away(status: int) -> None:
    with answering(status, b"<html>") as (url, _), pytest.raises(Away, match=str(status)):
        HttpPartnerDoor(may_private=True).ask(Asked("GET", url))


def test_what_is_no_answer_of_a_server_of_ours_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    door = HttpPartnerDoor(may_private=True)
    with answering(200, b"<html>") as (url, _), pytest.raises(Unlike, match="no JSON"):
        door.ask(Asked("GET", url))
    monkeypatch.setattr(adapters.partners, "LONGEST", 10)
    with answering(200, b'"' + b"x" * 100 + b'"') as (url, _), pytest.raises(Unlike, match="too long"):
        door.ask(Asked("GET", url))


def test_nobody_is_followed_elsewhere() -> None:
    with answering(302, b"{}", Location="http://127.0.0.1:1/") as (url, _):
        status, _ = HttpPartnerDoor(may_private=True).ask(Asked("GET", url))

    assert status == 302


def test_a_server_that_is_not_there_is_away() -> None:
    with answering(200, b"{}") as (url, _):
        pass

    with pytest.raises(Away, match="unreachable"):
        HttpPartnerDoor(may_private=True).ask(Asked("GET", url))


@pytest.mark.parametrize(
    "url",
    ["http://example.ch/api", "https://127.0.0.1/api", "https://localhost/api", "https://a@example.ch/"],
)
def test_only_public_addresses_with_tls_are_asked(url: str) -> None:
    door = HttpPartnerDoor()

    assert door.why_not(url) is not None
    with pytest.raises(Unlike, match="refused"):
        door.ask(Asked("GET", url))
