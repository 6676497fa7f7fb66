"""A receiver of webhooks, as an integrator writes one: it checks signatures with the library and answers as it is told."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook

Behaviour = Callable[[BaseHTTPRequestHandler], None]


def answering(status: int, **headers: str) -> Behaviour:
    """Answer with a status."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return behave


def hanging(until: threading.Event) -> Behaviour:
    """Say nothing until told to go on."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        until.wait(60)
        request.close_connection = True

    return behave


def dripping(until: threading.Event) -> Behaviour:
    """Send the head of an answer drop by drop, for ever."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        try:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not until.wait(0.3):
                request.wfile.write(b"x")
                request.wfile.flush()
        except OSError:
            pass
        request.close_connection = True

    return behave


def pouring(request: BaseHTTPRequestHandler) -> None:
    """Answer 200 with a body that does not end, until the other side has enough."""
    try:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            request.wfile.write(b"x" * 65536)
    except OSError:
        request.close_connection = True


@dataclass
class Receiver:
    """What came, by message id; `next` behaviours first, then `usual`."""

    url: str
    secret: str = ""
    usual: Behaviour = field(default_factory=lambda: answering(204))
    next: deque[Behaviour] = field(default_factory=deque)
    got: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    effects: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """The kinds of what came, also what came twice."""
        return [event["kind"] for event in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a port of this machine."""
    receiver = Receiver("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.paths.append(self.path)
            event = Webhook(receiver.secret).verify(body, dict(self.headers.items()))
            assert event["id"] == self.headers["webhook-id"]
            receiver.got.append(event)
            behaviour = receiver.next.popleft() if receiver.next else receiver.usual
            if behaviour is receiver.usual:
                receiver.effects.setdefault(event["id"], event)
            behaviour(self)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}/events"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
