"""Where a message goes and where it does not: names are resolved once, and what was checked is connected to."""

import socket
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.webhooks import HttpCourier
from cases.webhooks import Envelope
from tests.receiver import receiving

SECRET = b"a secret of at least twenty-four"


def envelope(url: str) -> Envelope:
    return Envelope(url, "17", datetime.now(UTC), b'{"id":"17"}', (SECRET,))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """A name server that says something else each time; which names it was asked for."""
    asked: list[str] = []
    left = list(answers)
    real = socket.getaddrinfo

    def answer(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if not str(host).endswith(".test"):
            return real(host, port, *args, **kwargs)
        asked.append(str(host))
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in address.split(",")]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize(
    "addresses",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "1.1.1.1,10.0.0.1",
    ],
)
def test_a_name_that_leads_inside_is_refused_without_a_connection(
    monkeypatch: pytest.MonkeyPatch, addresses: str
) -> None:
    resolving(monkeypatch, addresses)
    monkeypatch.setattr(socket, "create_connection", None)  # calling it would fail

    assert HttpCourier().post(envelope("https://inside.test/")) == "refused"


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = resolving(monkeypatch, "1.1.1.1", "127.0.0.1")
    connected: list[Any] = []

    def connect(address: Any, *args: Any, **kwargs: Any) -> Any:
        connected.append(address)
        raise OSError("nobody is called from a test")

    monkeypatch.setattr(socket, "create_connection", connect)

    answer = HttpCourier().post(envelope("https://rebinding.test:8443/"))

    assert answer == "unreachable"
    assert asked == ["rebinding.test"]
    assert connected == [("1.1.1.1", 8443)]


def test_the_name_stays_in_the_request_though_the_address_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolving(monkeypatch, "127.0.0.1")
    with receiving() as receiver:
        receiver.secret = f"whsec_{b64encode(SECRET).decode()}"
        url = receiver.url.replace("127.0.0.1", "receiver.test")

        assert HttpCourier(may_private=True).post(envelope(url)) == "204"
        assert receiver.got == [{"id": "17"}]


def test_what_can_not_be_reached_is_told_in_words_and_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with receiving() as receiver:
        plain = receiver.url.replace("http:", "https:")
        courier = HttpCourier(may_private=True)

        assert courier.post(envelope(f"http://127.0.0.1:{port}/")) == "unreachable"
        assert courier.post(envelope(plain)) == "tls"
        assert courier.post(envelope("http://nobody.invalid/")) == "unresolved"
        assert HttpCourier().post(envelope("http://example.ch/")) == "refused"
